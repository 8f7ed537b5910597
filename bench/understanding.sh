#!/usr/bin/env bash
# `./dev bench understanding [CORPUS]`: scores understanding and measures it, prints the report and
# keeps it in docs/understanding.md. CORPUS is a folder with dev.jsonl and score.py (default: the
# environment's SMS_ASSISTANT_CORPUS); without it the texts are not scored, the rest is.
set -euo pipefail
cd "$(dirname "$0")/.."
program=build/release/sms-assistant
corpus=${1:-${SMS_ASSISTANT_CORPUS:-}}
out=docs/understanding.md
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# texts NAME FILE [score]: what the scorer says in total, and by tag.
texts() {
  [ -n "$corpus" ] && [ -f "$2" ] || return 0
  "$program" understand <"$2" >"$tmp/predicted"
  printf '\n### %s\n\n```\n' "$1"
  # Totals only: nobody reads the lines of held-out texts while there is work on them.
  python3 "$corpus/score.py" "$2" "$tmp/predicted" >"$tmp/scored"
  sed '/^by intent/,$d' "$tmp/scored"
  printf '```\n'
}
times() {
  "$program" understand --times <"$2" >"$tmp/predicted"
  printf '\n### %s\n\n```\n' "$1"
  python3 tests/corpus/score_times.py "$2" "$tmp/predicted"
  printf '```\n'
}

{
  echo "# How well texts are understood"
  echo
  echo "Made by \`./dev bench understanding\`; figures of the last run."
  echo
  echo "## Texts"
  echo
  echo "Targets. Development: intents at least 98 %, slot F1 at least 97 %, exact turns at least 94 %,"
  echo "false-log rate 0. Held out: intents at least 93 %, exact turns at least 85 %, false-log rate at"
  echo "most 1 %."
  texts "Development texts" "$corpus/dev.jsonl"
  for file in unseen heldout; do
    texts "Held-out texts, $file.jsonl" "tests/corpus/$file.jsonl"
  done
  printf '\n### Held-out texts by intent, intents_heldout.texts\n\n```\n'
  python3 tests/corpus/score_intents.py "$program" tests/corpus/intents_heldout.texts --by-intent
  printf '```\n'
  echo
  echo "## Times"
  echo
  echo "Target: at least 90 % of points and intervals, nothing found where there is no time."
  times "Development lines" tests/corpus/times.jsonl
  times "Held-out lines" tests/corpus/times_heldout.jsonl
  echo
  echo "## Foods and exercises"
  echo
  echo "Targets: at least 95 % of one-edit misspellings found, no correct word taken for one; the energy"
  echo "of named portions within 10 % of the tables' in the median, none wrong by more than a factor of"
  echo "2 without the \"estimated\" flag."
  echo
  build/release/bench/lexicon_bench tests/corpus/portions.tsv
  echo
  echo "## Speed and memory"
  echo
  build/release/bench/understanding_bench tests/corpus/unseen.jsonl
} >"$tmp/report"
cp "$tmp/report" "$out"
cat "$out"
