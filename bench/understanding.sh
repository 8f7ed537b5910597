#!/bin/sh
# Scores understanding on the development texts (where they are at hand) and on the project's own
# unseen part, measures its speed, prints both and keeps them in docs/understanding.md.
# Usage: bench/understanding.sh [program that has `understand`] [bench program]
set -eu
cd "$(dirname "$0")/.."
program=${1:-build/release/sms-assistant}
speed=${2:-build/release/bench/understanding_bench}
shared=${SMS_CORPUS_DIR:-../shared/corpus}
out=docs/understanding.md
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir -p docs
{
  echo "# How well texts are understood"
  echo
  echo "Made by \`./dev bench understanding\`; figures of the last run."
} >"$tmp/report"
score() {
  [ -f "$2" ] && [ -f "$shared/score.py" ] || return 0
  "$program" understand <"$2" >"$tmp/predicted"
  {
    echo
    echo "## $1"
    echo
    echo '```'
    python3 "$shared/score.py" "$2" "$tmp/predicted"
    echo '```'
  } >>"$tmp/report"
}
score "Development texts" "$shared/dev.jsonl"
score "Unseen texts" tests/corpus/unseen.jsonl
if [ -x "$speed" ]; then
  {
    echo
    echo "## Speed, one core, 5,000 learned patterns"
    echo
    echo '```'
    "$speed" 2>/dev/null
    echo '```'
  } >>"$tmp/report"
fi
cp "$tmp/report" "$out"
cat "$out"
