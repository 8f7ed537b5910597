#!/usr/bin/env bash
# `./dev bench [name]`: builds the release binary and the benches, then runs the named one or all.
set -euo pipefail
cd "$(dirname "$0")/.."

cmake --preset bench >/dev/null
cmake --build build/release

micro() { "build/release/bench/$1" --benchmark_min_time=0.5; }

run() {
  echo "== $1"
  case $1 in
    understanding) bench/understanding.sh ;;
    commit) micro commit_bench ;;
    ask) micro ask_bench ;;
    turns) bench/turns.py ;;
    *)
      echo "no bench named $1 (understanding, commit, ask, turns)" >&2
      exit 2
      ;;
  esac
}

if [ $# -gt 0 ]; then run "$1"; else for name in understanding commit ask turns; do run "$name"; done; fi
