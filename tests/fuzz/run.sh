#!/bin/sh
# Fuzzes understanding for a number of seconds (default 60), half for each target. What it finds
# stays in build/fuzz/ as a file that reproduces it.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-60}
out=${SMS_FUZZ_DIR:-build/fuzz}
cmake -S . -B "$out" -G Ninja -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1 -fsanitize=fuzzer-no-link" -DSMS_BUILD_TESTS=OFF -DSMS_BUILD_FUZZ=ON \
  -DSMS_SANITIZE=address,undefined >/dev/null
ninja -C "$out" pipeline_fuzz times_fuzz
for target in pipeline_fuzz times_fuzz; do
  mkdir -p "$out/corpus_$target"
  "$out/tests/fuzz/$target" -max_total_time=$((seconds / 2)) -max_len=2000 -timeout=5 \
    -rss_limit_mb=1024 -artifact_prefix="$out/" "$out/corpus_$target"
done
