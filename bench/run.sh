#!/usr/bin/env bash
# `./dev bench [name [argument]]`: builds the release binary and the benches, then runs the named one
# or all. `understanding` takes the folder of the corpus to score; `performance` (docs/performance.md,
# a quarter of an hour) takes --quick.
set -euo pipefail
cd "$(dirname "$0")/.."

cmake --preset bench >/dev/null
cmake --build build/release

micro() { "build/release/bench/$1" --benchmark_min_time=0.5; }

run() { # name [argument]
  echo "== $1"
  case $1 in
    understanding) bench/understanding.sh "${@:2}" ;;
    vocabulary) micro vocabulary_bench ;;
    commit) micro commit_bench ;;
    ask) micro ask_bench ;;
    performance) bench/performance.py "${@:2}" ;;
    reminders) bench/reminders.py ;;
    *)
      echo "no bench named $1 (understanding, vocabulary, commit, ask, performance, reminders)" >&2
      exit 2
      ;;
  esac
}

if [ $# -gt 0 ]; then run "$@"; else for name in understanding vocabulary commit ask performance reminders; do run "$name"; done; fi
