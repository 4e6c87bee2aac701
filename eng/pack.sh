#!/usr/bin/env bash
# Packs every package of the family into one folder.
#   eng/pack.sh [OUTPUT_FOLDER] [VERSION_SUFFIX]     default: artifacts/packages, no suffix
# TensorBackend and MediaBackend are chosen as for a build, through the environment: TensorBackend=nuget eng/pack.sh
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
output="${1:-$root/artifacts/packages}"
suffix="${2:-}"
"$root/eng/setup.sh"
mkdir -p "$output"
# Its own output tree: a version suffix compiles everything anew, and must not disturb the developer's build.
dotnet pack "$root/eng/packages.slnf" -c Release -v quiet -nologo -clp:ErrorsOnly -o "$output" \
  -p:ArtifactsPath="$root/artifacts/pack" -p:ContinuousIntegrationBuild=true ${suffix:+-p:VersionSuffix="$suffix"}
