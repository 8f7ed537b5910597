#!/usr/bin/env python3
"""Score the intents of lists of texts: score_intents.py PROGRAM LIST.texts [--by-intent]

A list is "= intent" followed by its texts, one act each ("what the assistant said || text"). A text is
right when every act that `PROGRAM understand` finds in it is of that intent.
"""
import collections, json, subprocess, sys


def main():
    program, path = sys.argv[1:3]
    label, labels, lines = None, [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("="):
            label = line[1:].strip()
        elif line and not line.startswith("#"):
            before, _, text = line.rpartition(" || ")
            history = [{"role": "assistant", "text": before}] if before else []
            lines.append(json.dumps({"id": str(len(labels)), "now": "2026-03-25T13:00:00", "tz": "UTC", "prefs": {},
                                     "history": history, "text": text}))
            labels.append(label)
    read = subprocess.run([program, "understand"], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    right, total = collections.Counter(), collections.Counter(labels)
    wrong_records = 0
    for line in read.stdout.splitlines():
        answer = json.loads(line)
        intents = {act["intent"] for act in answer["predicted"]}
        label = labels[int(answer["id"])]
        right[label] += intents == {label}
        wrong_records += label == "unknown" and any(i.endswith("_log") for i in intents)
    print(f"texts {len(labels)}   intent right {100 * sum(right.values()) / len(labels):.1f}%   "
          f"records made of nothing {wrong_records}/{total['unknown']}")
    if "--by-intent" in sys.argv:
        for label, n in total.most_common():
            print(f"  {label:24s} n={n:5d}  {100 * right[label] / n:5.1f}%")


if __name__ == "__main__":
    main()
