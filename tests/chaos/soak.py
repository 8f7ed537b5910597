#!/usr/bin/python3
"""People text for an hour, evenly, and nothing may grow: resident memory, database connections, open
files. The first tenth warms up. At the end the same proofs as after chaos.py."""
import argparse
import os
import shutil
import sys
import tempfile
import time

from chaos import TOP, Load, footprint, verify
from live_server import Server

GROWTH_LIMIT = 1.1


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--binary", default=str(TOP / "build/release/sms-assistant"))
    arguments.add_argument("--minutes", type=float, default=60)
    arguments.add_argument("--people", type=int, default=200)
    options = arguments.parse_args()

    folder = tempfile.mkdtemp(prefix="sms-soak-")
    os.chmod(folder, 0o755)
    server = Server(options.binary, folder, SMS_ASSISTANT_SIMULATOR="on", SMS_ASSISTANT_SIMULATOR_BESIDE_TWILIO="true")
    try:
        people = [f"+1555{1000000 + i}" for i in range(options.people)]
        load = Load(server, people, 8, "soak")
        samples = []
        for part in range(20):
            time.sleep(options.minutes * 60 / 20)
            samples.append(footprint(server))
            print(f"{(part + 1) * options.minutes / 20:.1f} min {len(load.taken)} texts {samples[-1]}", flush=True)
        load.end()
        early, late = samples[2:8], samples[-6:]
        wrong = verify(server, load, people)
        for what in early[0]:
            was, is_now = (sum(s[what] for s in part) / len(part) for part in (early, late))
            if is_now > was * GROWTH_LIMIT + 2:
                wrong.append(f"{what} grows: {was:.1f} to {is_now:.1f}")
        for line in wrong[:40]:
            print("WRONG " + line)
        return 1 if wrong else 0
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
