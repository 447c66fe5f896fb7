#!/usr/bin/env bash
# A throw-away PostgreSQL for the tests, in a temporary folder, on a free port of 127.0.0.1.
#
#   eval "$(bash tests/postgres.sh start)"     sets PHARMACOVIGILANCE_TEST_POSTGRES and PHARMACOVIGILANCE_TEST_POSTGRES_FOLDER
#   bash tests/postgres.sh stop                stops it and removes the folder
#
# PostgreSQL refuses to run as root; then everything runs as the user postgres.
set -euo pipefail

fail() { echo "tests/postgres.sh: $*" >&2; exit 1; }

bin=""
for candidate in "${PGBIN:-}" /usr/lib/postgresql/*/bin "$(dirname "$(command -v initdb || echo /none/x)")"; do
  if [ -n "$candidate" ] && [ -x "$candidate/initdb" ] && [ -x "$candidate/createdb" ]; then bin="$candidate"; break; fi
done

as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 30000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
  done
  fail "found no free port"
}

start() {
  [ -n "$bin" ] || fail "PostgreSQL is not installed (no initdb found). On Debian: apt-get install postgresql"
  local port
  folder="$(mktemp -d "${TMPDIR:-/tmp}/pharmacovigilance-postgres.XXXXXX")"
  if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
  trap 'stop "$folder"' EXIT
  port="$(free_port)"
  cd "$folder"
  as_postgres "$bin/initdb" -D "$folder/data" -U pharmacovigilance --auth=trust --encoding=UTF8 --locale=C >"$folder.log" 2>&1 \
    || fail "initdb failed: $(tail -3 "$folder.log")"
  # The cluster is thrown away: it need not survive a power cut.
  as_postgres "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c fsync=off -c max_connections=200" start >>"$folder.log" 2>&1 \
    || fail "the server did not start: $(tail -3 "$folder/server.log")"
  as_postgres "$bin/createdb" -h 127.0.0.1 -p "$port" -U pharmacovigilance unit >>"$folder.log" 2>&1 || fail "createdb failed: $(tail -3 "$folder.log")"
  trap - EXIT
  echo "export PHARMACOVIGILANCE_TEST_POSTGRES='Host=127.0.0.1;Port=$port;Username=pharmacovigilance;Database=unit'"
  echo "export PHARMACOVIGILANCE_TEST_POSTGRES_FOLDER='$folder'"
}

stop() {
  local folder="${1:-${PHARMACOVIGILANCE_TEST_POSTGRES_FOLDER:-}}"
  case "$folder" in
    */pharmacovigilance-postgres.*) ;;
    *) fail "name the folder that 'start' printed" ;;
  esac
  cd /
  [ ! -d "$folder/data" ] || as_postgres "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$folder" "$folder.log"
}

case "${1:-}" in
  start) start ;;
  stop) stop "${2:-}" ;;
  *) fail "say start or stop" ;;
esac
