#!/usr/bin/env python3
"""Writes plain_words.txt: correct words that must never be taken for a misspelt food or exercise.

  build_plain_words.py WORD_LIST...

A word list holds one word a line (Debian: wamerican-small, wspanish). Of all those words only the
ones within one edit of a word of foods.tsv, exercises.tsv or restaurants.tsv matter, so only they
are kept; those of plain_words.extra.txt always are. Same bytes for the same input.
"""
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))


def fold(s):
    s = unicodedata.normalize("NFKD", s.strip().lower())
    return "".join(c for c in s if not unicodedata.combining(c)).replace("'", "")


def deletions(word):
    return {word} | {word[:i] + word[i + 1:] for i in range(len(word))}


def main():
    vocabulary = set()
    for name, columns in (("foods.tsv", (0, 11, 12)), ("exercises.tsv", (0, 2, 3)), ("restaurants.tsv", (0, 1))):
        for line in open(os.path.join(HERE, name), encoding="utf-8"):
            if not line.startswith("#"):
                cells = line.rstrip("\n").split("\t")
                for c in columns:
                    vocabulary.update(re.findall(r"[a-z]+", cells[c].replace("'", "")))
    near = set()
    for w in vocabulary:
        if len(w) >= 4:
            near |= deletions(w)
    words, extra = set(), set()
    for path in sys.argv[1:]:
        for line in open(path, encoding="utf-8", errors="replace"):
            if not line[:1].isupper() or line.strip().lower() in NAMES:
                words.add(fold(line))
    for line in open(os.path.join(HERE, "plain_words.extra.txt"), encoding="utf-8"):
        if not line.startswith("#"):
            extra.update(fold(w) for w in line.split())
    keep = sorted(w for w in words | extra
                  if re.fullmatch("[a-z]{3,32}", w) and (w in extra or deletions(w) & near))
    with open(os.path.join(HERE, "plain_words.txt"), "w", encoding="utf-8") as f:
        f.write("\n".join(keep) + "\n")
    print(f"{len(keep)} words", file=sys.stderr)


# Capitalised in the lists, lower case in texts.
NAMES = set("""monday tuesday wednesday thursday friday saturday sunday january february march april
may june july august september october november december english spanish mike mark rick brian ryan
kate katie rita rosie bella chris carol mary maria marie anna hanna hannah molly polly peter petra
steve becky jenny penny danny kenny barry harry larry jerry terry perry gary cory rory tony tina
nina dina gina lina milo millie billie willie ollie allie callie hallie sally wally benny ronnie
donnie connie bonnie bobby robby debby abby toby jody cody brody randy sandy mandy andy wendy
cindy lindy mindy kelly shelly nelly ellie sherry cheryl paul saul raul carl karl earl joel noel
nick dick mick vick jake luke zeke duke mick cole dale gale kyle lyle nate pete rene gene wayne
shane blake drake chase grace trace bruce royce joyce alice janice denise elise louise claire blair
pierre bernie ernie artie marty patty betty matt scott brett rhett elliott bart curt kurt robert""".split())


if __name__ == "__main__":
    main()
