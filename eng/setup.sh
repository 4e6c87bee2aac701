#!/usr/bin/env bash
# Brings a Debian machine to the point where the solution builds and runs. Idempotent: a second run only checks.
#   eng/setup.sh [PACKAGE...]   further Debian packages that are wanted, for instance what only tests read
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
say() { printf '[setup] %s\n' "$*"; }
die() { printf '[setup] error: %s\n' "$*" >&2; exit 1; }

# --- native packages -------------------------------------------------------
packages=(g++ libtorch-dev ffmpeg pocketsphinx-en-us espeak-ng "$@")
missing=()
for package in "${packages[@]}"; do
  [[ "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" == "install ok installed" ]] || missing+=("$package")
done
command -v npm >/dev/null || missing+=(nodejs npm)
if ((${#missing[@]})); then
  say "installing ${missing[*]}"
  sudo=""; [[ $(id -u) == 0 ]] || sudo="sudo"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
    || die "apt-get could not install: ${missing[*]}. Install them by hand, then run this again."
fi
command -v dotnet >/dev/null || die "the .NET SDK 10 is not on PATH. Install it (package dotnet-sdk-10.0), then run this again."

# --- pre-trained networks --------------------------------------------------
models="$root/.models"
pin="$(cat "$root"/eng/models/{models.sha256,package-lock.json,NOTICE.txt} | sha256sum | cut -d' ' -f1)"
if [[ ! -f "$models/.pin" || "$(cat "$models/.pin")" != "$pin" ]]; then
  say "fetching the pinned model packages"
  work="$(mktemp -d)"; trap 'rm -rf "$work"' EXIT
  cp "$root/eng/models/package.json" "$root/eng/models/package-lock.json" "$work/"
  (cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) \
    || die "npm could not fetch the model packages of eng/models/package-lock.json."
  modules="$work/node_modules"; stage="$work/models"; mkdir -p "$stage/en-us"
  cut_out() { head -c "$3" "$1" | tail -c "$(($3 - $2))" > "$stage/$4"; }
  mesh="$modules/@mediapipe/face_mesh/face_mesh_solution_packed_assets.data"
  cut_out "$mesh" 0       2495952 face_landmark_with_attention.tflite
  cut_out "$mesh" 2495952 3737848 face_landmark.tflite
  cut_out "$mesh" 3737848 3757224 geometry_pipeline_metadata_landmarks.binarypb
  cp "$modules/@mediapipe/face_detection/"face_detection_{full,short}_range.tflite "$stage/"
  cp "$modules/@mediapipe/selfie_segmentation/selfie_segmentation.tflite" "$stage/"
  cp "$modules/@vladmandic/face-api/model/"{tiny_face_detector,face_landmark_68,face_recognition}_model{.bin,-weights_manifest.json} "$stage/"
  cp "$modules/@vladmandic/human/models/"faceres.{bin,json} "$stage/"
  cp "$modules/@ricky0123/vad-web/dist/silero_vad_v5.onnx" "$stage/"
  # Of this package only the archive is wanted: what it depends on is large, and no code of it is run.
  (cd "$work" && npm pack --ignore-scripts --loglevel=error "@moonshine-ai/moonshine-js@0.1.29" >/dev/null) \
    || die "npm could not fetch @moonshine-ai/moonshine-js."
  tar -xzf "$work"/moonshine-ai-moonshine-js-*.tgz -C "$work" package/dist/model/tiny/quantized/encoder_model.onnx package/LICENSE
  cp "$work/package/dist/model/tiny/quantized/encoder_model.onnx" "$stage/moonshine_tiny_encoder.onnx"
  cp /usr/share/pocketsphinx/model/en-us/en-us/{means,variances,sendump,mdef,transition_matrices} "$stage/en-us/"
  cp /usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict "$stage/en-us/"
  # The licences travel with the networks: the package ReliTalk.Models carries this folder.
  mkdir "$stage/licences"
  cp "$root/eng/models/NOTICE.txt" "$stage/licences/"
  cp /usr/share/common-licenses/Apache-2.0 "$stage/licences/apache-2.0.txt"
  cp /usr/share/doc/pocketsphinx-en-us/copyright "$stage/licences/pocketsphinx.txt"
  cp "$modules/@vladmandic/face-api/LICENSE" "$stage/licences/face-api.txt"
  cp "$modules/@vladmandic/human/LICENSE" "$stage/licences/human.txt"
  cp "$work/package/LICENSE" "$stage/licences/moonshine.txt"
  chmod -R u=rwX,go=rX "$stage"
  (cd "$stage" && sha256sum --check --quiet "$root/eng/models/models.sha256") \
    || die "a model file differs from its pinned SHA-256 (eng/models/models.sha256). Nothing was installed."
  printf '%s' "$pin" > "$stage/.pin"
  rm -rf "$models" && mv "$stage" "$models"
fi
say "ready"
