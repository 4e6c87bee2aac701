#!/usr/bin/env bash
# What a developer gets who adds the packages: packs the family into a local feed, installs the tool from it, trains a small portrait of the
# embedded demo, makes a new console application outside the tree that references ReliTalk and ReliTalk.Models and nothing else, and runs
# Portrait.Load(...).Drive(...).Relight(...).SaveAsync(...) in it. Exit code 0 means that all of it worked. Nothing is left behind.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
say() { printf '[smoke] %s\n' "$*"; }
die() { printf '[smoke] FAILED: %s\n' "$*" >&2; exit 1; }

# No package, network or setting of this machine or repository may stand in for what the new feed lacks.
unset RELITALK_MODELS RELITALK_LIBTORCH
export NUGET_PACKAGES="$work/nuget" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
suffix="smoke.$(date -u +%Y%m%d%H%M%S)"
assets="$root/samples/assets"

say "packing into a local feed"
NUGET_PACKAGES="${RELITALK_BUILD_PACKAGES:-$HOME/.nuget/packages}" "$root/eng/pack.sh" "$work/feed" "$suffix"
package="$(basename "$(ls "$work/feed"/ReliTalk.[0-9]*.nupkg)" .nupkg)"
version="${package#ReliTalk.}"
for file in "$work/feed"/*.nupkg; do say "  $(basename "$file")  $(($(stat -c %s "$file") / 1024)) KiB"; done

mkdir "$work/app" && cd "$work/app"
cat > nuget.config <<XML
<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <packageSources><add key="smoke" value="$work/feed" /></packageSources>
</configuration>
XML

say "installing the tool $version"
dotnet tool install ReliTalk.Cli --version "$version" --tool-path "$work/tools" --configfile nuget.config >/dev/null
relitalk="$work/tools/relitalk"
"$relitalk" doctor --json > "$work/doctor.json" || { cat "$work/doctor.json"; die "relitalk doctor reports a missing part"; }

say "training a small portrait with it"
"$relitalk" train "$assets/speaker.mp4" --out "$work/speaker.portrait" --max-seconds 3 --size 128 --step-share 0.01

say "making a console application in $work/app"
dotnet new console --name SmokeApp --output . --framework net10.0 --no-restore >/dev/null
cat > Program.cs <<'CS'
using ReliTalk;

using var portrait = Portrait.Load(args[0]);
var report = await portrait.Drive(args[1]).Relight(args[2]).SaveAsync(args[3]);
Console.WriteLine($"{report.Frames} frames of {portrait.Size}x{portrait.Size}, model {report.ModelFps:0.0} fps, delivered {report.DeliveredFps:0.0} fps");
CS
dotnet add package ReliTalk --version "$version" --no-restore >/dev/null
dotnet add package ReliTalk.Models --version "$version" --no-restore >/dev/null
# Packages that were built on TorchSharp leave the native library to the application.
if [[ "${TensorBackend:-system}" == nuget ]]; then dotnet add package TorchSharp-cpu --version 0.107.0 --no-restore >/dev/null; fi
grep -F PackageReference SmokeApp.csproj | sed 's/^ */[smoke]   /'
dotnet build -c Release -v quiet -clp:ErrorsOnly

say "running it"
dotnet run --no-build -c Release -- "$work/speaker.portrait" "$assets/speech.wav" "$assets/studio.hdr" "$work/out.mp4"
frames="$(ffprobe -v error -count_packets -select_streams v -show_entries stream=nb_read_packets -of csv=p=0 "$work/out.mp4")"
((frames > 100)) || die "the video has only $frames frames"
ffprobe -v error -select_streams a -show_entries stream=codec_name -of csv=p=0 "$work/out.mp4" | grep -q . || die "the video has no sound"
ffprobe -v error -show_entries format_tags -of default=nw=1 "$work/out.mp4" | grep -qi synthetic || die "the video is not marked as synthetic"
say "out.mp4: $frames frames, with sound, marked as synthetic"
say "passed"
