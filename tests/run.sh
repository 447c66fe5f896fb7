#!/usr/bin/env bash
# Installs what the tests need on Debian, checks the format, runs every test project, says where the time went, and ends with
# "N passed, N failed, N skipped".
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

# Notes how long a step took, for tests/durations.sh.
step() {
  local name="$1" begun=$SECONDS outcome=0
  shift
  "$@" || outcome=$?
  printf '%s\t%s\n' "$name" $((SECONDS - begun)) >>"$results/steps.txt"
  return $outcome
}

stop() {
  say "$1"
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
}

# One compiler for all projects is warm after the first. Under a name of its own nobody else uses it, or ends it.
build() {
  local compiler="pharmacovigilance-tests-$$" outcome=0 server
  DOTNET_TieredPGO=0 dotnet build Pharmacovigilance.sln --nologo -v q -nodeReuse:false \
    -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" >"$results/build.log" 2>&1 || outcome=$?
  server="$(dotnet msbuild src/Pharmacovigilance.Domain -getProperty:RoslynTargetsPath)/bincore/VBCSCompiler"
  [ ! -x "$server" ] || "$server" -shutdown "-pipename:$compiler" >/dev/null 2>&1 || true
  return $outcome
}

format() {
  if ! dotnet tool restore >"$results/tools.log" 2>&1; then
    say "CSharpier could not be restored, so that the format was not checked; see $results/tools.log"
    return 0
  fi
  dotnet csharpier check . >"$results/format.log" 2>&1
}

failed_projects=0
format &
formatting=$!
if ! step build build; then
  grep -E "error|warning" "$results/build.log" | sort -u | head -40
  stop "the build failed; see $results/build.log"
fi
if ! wait $formatting; then
  grep -E '^(Error|Warning) ' "$results/format.log" || tail -5 "$results/format.log"
  stop "the format differs; mend it with: dotnet tool restore && dotnet csharpier format ."
fi

# The test program by itself: a host around it would start it twice, and first ask it for its tests.
run() {
  local name
  name="$(basename "$1" .csproj)"
  step "$name" env -C "tests/$name/bin/Debug/net10.0" dotnet "$name.dll" -noLogo -noColor -trx "$results/$name.trx" \
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
bash tests/durations.sh "$results" | tee "$results/durations.txt"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
