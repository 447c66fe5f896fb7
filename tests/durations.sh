#!/usr/bin/env bash
# Where the time of a run went: seconds per step, as tests/run.sh measured them, and the slowest tests, as the reports tell.
#
#   bash tests/durations.sh artifacts/test-results [number of tests, 20]
set -euo pipefail
cd "${1:?name the folder of the reports}"

if [ -s steps.txt ]; then
  echo "Seconds per step:"
  awk -F'\t' '{ printf "%8d  %s\n", $2, $1 }' steps.txt
fi

echo "The ${2:-20} slowest tests, in seconds:"
# The runner writes one element per result, with its attributes in any order.
{ grep -hoE '<UnitTestResult [^>]*' ./*.trx || true; } |
  awk '
    function attribute(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
    { split(attribute("duration"), part, ":"); printf "%8.1f  %s\n", part[1] * 3600 + part[2] * 60 + part[3], attribute("testName") }' |
  sed -e 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&#x*[0-9A-Fa-f]*;/?/g; s/&amp;/\&/g' | sort -rn | sed -n "1,${2:-20}p"
