#!/usr/bin/env python3
"""Scores `sms-assistant understand --times`.

usage: score_times.py EXPECTED.jsonl PREDICTIONS.jsonl [-v]

EXPECTED lines hold "id", "text" and "expected": {"kind", "start", "end", "grain"}, with other right
answers in "alt"; predictions are matched by id. A line is right when the kind is, and the start (and
an interval's end) agree at the expected grain. An end may also be told as the last unit inside the
interval. With -v the wrong lines, too.
"""
import collections
import datetime
import json
import sys

GRAINS = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"]


def at_grain(text, grain):
    t = datetime.datetime.fromisoformat(text)
    if grain == "year":
        return t.replace(month=1, day=1, hour=0, minute=0, second=0)
    if grain == "quarter":
        return t.replace(month=(t.month - 1) // 3 * 3 + 1, day=1, hour=0, minute=0, second=0)
    if grain == "month":
        return t.replace(day=1, hour=0, minute=0, second=0)
    if grain in ("day", "week"):
        return t.replace(hour=0, minute=0, second=0)
    if grain == "hour":
        return t.replace(minute=0, second=0)
    if grain == "minute":
        return t.replace(second=0)
    return t


def steps(grain):
    return {
        "second": datetime.timedelta(seconds=1),
        "minute": datetime.timedelta(minutes=1),
        "hour": datetime.timedelta(hours=1),
        "day": datetime.timedelta(days=1),
        "week": datetime.timedelta(days=7),
        "month": datetime.timedelta(days=31),
        "quarter": datetime.timedelta(days=92),
        "year": datetime.timedelta(days=366),
    }[grain]


def right(expected, predicted):
    if predicted is None or predicted.get("kind") != expected["kind"]:
        return False
    if expected["kind"] == "none":
        return True
    grain = expected.get("grain") or "second"
    for key in ("start", "end"):
        want, got = expected.get(key), predicted.get(key)
        if not want or (key == "end" and expected["kind"] == "point"):
            continue
        if not got:
            return False
        a, b = at_grain(want, grain), at_grain(got, grain)
        if key == "end" and expected["kind"] == "interval":
            if abs(a - b) > steps(grain):
                return False
        elif a != b:
            return False
    return True


def main():
    verbose = "-v" in sys.argv
    files = [a for a in sys.argv[1:] if a != "-v"]
    expected = [json.loads(line) for line in open(files[0], encoding="utf-8") if line.strip()]
    predicted = {}
    for line in open(files[1], encoding="utf-8"):
        if line.strip():
            p = json.loads(line)
            predicted[p["id"]] = p
    total, good = collections.Counter(), collections.Counter()
    for line in expected:
        want = line["expected"]
        ok = any(right(a, predicted.get(line["id"])) for a in [want, *line.get("alt", [])])
        for key in (want["kind"], "all"):
            total[key] += 1
            good[key] += ok
        if not ok and verbose:
            print("wrong:", json.dumps(line["text"]), want, predicted.get(line["id"]))
    for key in sorted(total, key=lambda k: (k == "all", k)):
        print(f"{key:12} {good[key]:5}/{total[key]:<5} {100 * good[key] / total[key]:5.1f} %")


if __name__ == "__main__":
    main()
