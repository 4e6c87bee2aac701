#!/usr/bin/env bash
# Measures what docs/results.md quotes and writes the page anew. Hours on a small machine: name the records that you want.
#   eng/results.sh CLIPS SET [PATTERN [HEAD]]
#     CLIPS    folder with talking clips (.mp4), SET a relighting set as docs/evaluation.md describes it
#     PATTERN  regular expression on record names, for instance '^drive-.*-draft$'; default: all
#     HEAD     a head model of one's own (relitalk head import): the records that end in -head use it, and are left out without it
# Records: drive-CLIP-PRESET, guidance-CLIP, audio-CLIP, audio-CLIP-SECONDS, audio-SET, relight-SET-PRESET, relight-SET-draft-implicit, relight-SET-draft-head, relight-SET-draft-implicit-head, ics-SET,
# ablations-SET, geometry-SET, geometry-SET-head, bench-CLIP, bench-scaling-CLIP.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
if (($# < 2)); then sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; fi
clips="$1" set="${2%/}" pattern="${3:-.}" head="${4:-}" name="$(basename "${2%/}")"
tool="$root/src/ReliTalk.Cli"
dotnet build "$tool" -c Release -v quiet -nologo -clp:ErrorsOnly
mkdir -p "$root/docs/results"

# record NAME ARGUMENTS...: runs the tool unless the name is not wanted; a record appears when it is complete.
record() {
  local name="$1"; shift
  [[ "$name" =~ $pattern ]] || return 0
  printf '[results] %s\n' "$name"
  dotnet run --no-build -c Release --project "$tool" -- "$@" --json "$root/docs/results/$name.json"
}

for preset in draft standard; do
  for clip in "$clips"/*.mp4; do record "drive-$(basename "$clip" .mp4)-$preset" evaluate drive "$clip" --preset "$preset"; done
  record "relight-$name-$preset" evaluate relight "$set" --preset "$preset"
done
record "relight-$name-draft-implicit" evaluate relight "$set" --preset draft --implicit-normals
for clip in "$clips"/*.mp4; do
  record "guidance-$(basename "$clip" .mp4)" evaluate guidance "$clip"
  record "audio-$(basename "$clip" .mp4)" evaluate audio "$clip"
  for seconds in 5 10; do record "audio-$(basename "$clip" .mp4)-${seconds}s" evaluate audio "$clip" --learnt-seconds $seconds; done
  record "bench-$(basename "$clip" .mp4)" bench "$clip"
  record "bench-scaling-$(basename "$clip" .mp4)" bench "$clip" --seconds 20 10 60 --size 256 128 512 --step-share 0.01
done
record "audio-$name" evaluate audio "$set"
record "ics-$name" evaluate ics "$set"
record "ablations-$name" evaluate ablations "$set" --step-share 0.25
record "geometry-$name" evaluate geometry "$set"
if [[ -n "$head" ]]; then
  record "relight-$name-draft-head" evaluate relight "$set" --preset draft --head "$head"
  record "relight-$name-draft-implicit-head" evaluate relight "$set" --preset draft --head "$head" --implicit-normals
  record "geometry-$name-head" evaluate geometry "$set" --head "$head"
fi
dotnet run --no-build -c Release --project "$tool" -- evaluate results "$root/docs/results" --out "$root/docs/results.md" --summary "$root/README.md"
