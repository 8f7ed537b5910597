#!/bin/sh
# `./dev fuzz [seconds [target...]]`: every fuzz target, or those named, for that long (default 60).
# What one finds stays in build/fuzz/ as a file that reproduces it.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-60}
out=build/fuzz
[ $# -eq 0 ] || shift
targets=${*:-pipeline_fuzz times_fuzz settings_fuzz form_fuzz json_fuzz signature_fuzz twiml_fuzz}
cmake -S . -B "$out" -G Ninja -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1" -DSMS_BUILD_TESTS=OFF -DSMS_BUILD_FUZZ=ON \
  -DSMS_SANITIZE=address,undefined >/dev/null
# shellcheck disable=SC2086 # a list of words
ninja -C "$out" $targets
for target in $targets; do
  mkdir -p "$out/corpus_$target"
  "$out/tests/fuzz/$target" -max_total_time="$seconds" -max_len=2000 -timeout=5 \
    -rss_limit_mb=1024 -artifact_prefix="$out/" "$out/corpus_$target"
done
