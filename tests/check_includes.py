#!/usr/bin/python3
"""Includes point one way: a folder may include itself and what stands before it."""
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
BASE = {"config"}
PROTOCOL = BASE | {"actors/protocol"}
MAY_INCLUDE = {
    "config": BASE,
    "actors/protocol": PROTOCOL,
    "net/client": BASE | {"net/client"},
    "nlp": BASE | {"nlp"},
    "storage": PROTOCOL | {"storage"},
    "integrations": PROTOCOL | {"net/client", "nlp", "storage", "integrations"},
    "actors": PROTOCOL | {"net/client", "nlp", "storage", "integrations", "actors"},
    "net/app": None,  # the composition root wires everything
    "net": PROTOCOL | {"net/client", "net"},
}


def folder_of(path: str) -> str | None:
    return next((f for f in sorted(MAY_INCLUDE, key=len, reverse=True)
                 if path == f or path.startswith(f + "/")), None)


def main() -> int:
    faults = []
    for source in sorted(TOP.rglob("*.[ch]pp")):
        name = source.relative_to(TOP).as_posix()
        own = folder_of(name)
        allowed = MAY_INCLUDE.get(own) if own else None
        if allowed is None:
            continue
        for line, text in enumerate(source.read_text().splitlines(), 1):
            match = re.match(r'\s*#include "([^"]+)"', text)
            target = folder_of(match[1]) if match else None
            if target and target not in allowed:
                faults.append(f"{name}:{line}: {own} must not include {match[1]}")
    print("\n".join(faults) or "every include points the right way")
    return 1 if faults else 0


sys.exit(main())
