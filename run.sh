#!/usr/bin/env bash
# The main job: learn a portrait from a talking video, drive it with speech, light it with an environment map.
#   ./run.sh                              the embedded demo (a synthetic person)
#   ./run.sh VIDEO AUDIO ENVMAP OUT.mp4   your own files
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
if (($# != 0 && $# != 4)); then
  echo "usage: ./run.sh [VIDEO AUDIO ENVMAP OUT.mp4]" >&2
  exit 2
fi
"$root/eng/setup.sh"
sample="$root/samples/ReliTalk.Samples.Portrait"
dotnet build "$sample" -c Release -v quiet -nologo -clp:ErrorsOnly
exec dotnet run --no-build -c Release --project "$sample" -- "$@"
