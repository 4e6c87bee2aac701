#!/usr/bin/env bash
# Sets the machine up as run.sh does, then builds everything and runs every test.
# The last line is "N passed, N failed, N skipped", counted from the result files.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
cd "$root"
# Read speech with transcripts: the phoneme features are judged by it.
./eng/setup.sh pocketsphinx-testdata || exit 1
dotnet build ReliTalk.sln -c Release -v quiet -nologo -clp:ErrorsOnly || { echo "the solution does not build" >&2; exit 1; }

results="$root/artifacts/test-results"
rm -rf "$results"; mkdir -p "$results"
status=0
dotnet test ReliTalk.sln -c Release --no-build -v quiet -nologo --logger trx --logger "console;verbosity=minimal" --results-directory "$results" "$@" || status=$?

shopt -s nullglob
passed=0 failed=0 skipped=0
for file in "$results"/*.trx; do
  counters="$(grep -o '<Counters [^>]*' "$file" | head -1)"
  number() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  passed=$((passed + $(number passed)))
  failed=$((failed + $(number failed) + $(number error) + $(number timeout) + $(number aborted)))
  skipped=$((skipped + $(number total) - $(number executed)))
done
if ((passed + failed == 0)); then echo "no test was run" >&2; exit 1; fi
if ((failed > 0)); then status=1; fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
