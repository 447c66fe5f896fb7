#!/usr/bin/env bash
# Installs what the tests need on Debian, runs every test project, and ends with "N passed, N failed, N skipped".
# Exit 0 only if something ran and nothing failed.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
results="$root/artifacts/test-results"
rm -rf "$results"
mkdir -p "$results"

say() { echo "tests/run.sh: $*" >&2; }

memory=""
clean_up() {
  [ -z "${PHARMACOVIGILANCE_TEST_POSTGRES_FOLDER:-}" ] || bash tests/postgres.sh stop
  [ -z "$memory" ] || rm -rf "$memory"
}
trap clean_up EXIT

# What the tests write is thrown away; in memory, their many commits need not wait for a disk.
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] && [ "$(df --output=avail -m /dev/shm 2>/dev/null | tail -1)" -gt 4096 ]; then
  memory="$(mktemp -d /dev/shm/pharmacovigilance-tests.XXXXXX)"
  chmod 755 "$memory"
  export TMPDIR="$memory"
fi

have_chromium() { [ -n "${PHARMACOVIGILANCE_TEST_CHROMIUM:-}" ] || [ -x /usr/bin/chromium-headless-shell ] || [ -x /usr/bin/chromium ] || [ -x /usr/bin/chromium-browser ] || [ -x /usr/bin/google-chrome ]; }
have_postgres() { [ -n "${PGBIN:-}" ] || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null; }

install() {
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    say "$1 is absent and this is not root on Debian; the tests that need it are skipped"
    return
  fi
  say "installing $1"
  if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1"; } >"$results/install-$1.log" 2>&1; then
    say "$1 could not be installed; see $results/install-$1.log"
  fi
}

# The headless shell is the same engine without windows, smaller and faster; not every Debian has it.
have_chromium || install chromium-headless-shell
have_chromium || install chromium
have_postgres || install postgresql

unset PHARMACOVIGILANCE_TEST_POSTGRES_FOLDER
if [ -z "${PHARMACOVIGILANCE_TEST_POSTGRES:-}" ] && have_postgres; then
  if started="$(bash tests/postgres.sh start)"; then
    eval "$started"
  else
    say "PostgreSQL did not start; its tests are skipped"
  fi
fi

failed_projects=0
if ! dotnet build Pharmacovigilance.sln --nologo -v q >"$results/build.log" 2>&1; then
  grep -E "error|warning" "$results/build.log" | sort -u | head -40
  say "the build failed; see $results/build.log"
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

run() {
  local name
  name="$(basename "$1" .csproj)"
  dotnet test "$1" --no-build --nologo --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
    || say "$name did not pass"
}

# One after the other: a browser that waits for a busy machine fails tests that are right. It comes last, and alone.
browser=tests/Pharmacovigilance.EndToEnd.Tests/Pharmacovigilance.EndToEnd.Tests.csproj
for project in tests/*.Tests/*.Tests.csproj; do
  [ "$project" = "$browser" ] || run "$project"
done
run "$browser"

for project in tests/*.Tests/*.Tests.csproj; do
  name="$(basename "$project" .csproj)"
  # A project that crashed, or whose report is incomplete, must not pass for lack of counted failures.
  grep -q '<Counters ' "$results/$name.trx" 2>/dev/null && grep -q '</TestRun>' "$results/$name.trx" \
    || { say "$name left no complete report"; failed_projects=$((failed_projects + 1)); }
done

# Of every result in every report: its outcome. Whatever is neither passed nor skipped has failed.
outcomes="$(cat "$results"/*.trx 2>/dev/null | grep -oE '<UnitTestResult [^>]*' | grep -oE ' outcome="[A-Za-z]+"' || true)"
total="$(grep -c 'outcome' <<<"$outcomes" || true)"
passed="$(grep -c '"Passed"' <<<"$outcomes" || true)"
skipped="$(grep -c '"NotExecuted"' <<<"$outcomes" || true)"
failed=$((total - passed - skipped + failed_projects))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
