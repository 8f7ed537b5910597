#!/usr/bin/env python3
"""The alerts and docs/monitoring.md name the metrics that the server has, and Prometheus takes the rules."""
import pathlib
import re
import shutil
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent


def names(path, pattern):
    return set(re.findall(pattern, (TOP / path).read_text()))


def main():
    own = names("config/metrics.cpp", r'"(sms_[a-z_]+)"')
    documented = names("docs/monitoring.md", r"`(sms_[a-z_]+)`")
    watched = names("docs/alerts.yml", r"\b(sms_[a-z_]+)[{\[ ]")
    faults = [f"{name} is not in docs/monitoring.md" for name in sorted(own - documented)]
    faults += [f"docs/monitoring.md: there is no {name}" for name in sorted(documented - own)]
    faults += [f"docs/alerts.yml: there is no {name}" for name in sorted(watched - own)]
    if len(watched) < 5:
        faults.append("docs/alerts.yml watches next to nothing")
    # A metric that nothing sets would be a zero that reassures.
    members = dict(re.findall(r'(\w+)\s*=\s*[^;]*?"(sms_[a-z_]+)"', (TOP / "config/metrics.cpp").read_text()))
    used = "".join(p.read_text() for folder in ("net", "actors", "storage") for p in (TOP / folder).rglob("*.cpp"))
    faults += [f"nothing sets {name}" for member, name in sorted(members.items())
               if not re.search(rf"\b(?:counted|metrics|registry)(?:_)?(?:\.|->){member}\b", used)]
    if shutil.which("promtool"):
        judged = subprocess.run(["promtool", "check", "rules", str(TOP / "docs/alerts.yml")], capture_output=True, text=True)
        if judged.returncode:
            faults.append(judged.stdout + judged.stderr)
    print("\n".join(faults) or f"{len(own)} metrics, {len(watched)} of them watched")
    return 1 if faults else 0


sys.exit(main())
