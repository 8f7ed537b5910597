#!/usr/bin/python3
"""Measures whole turns: a signed webhook in, a committed answer out.

Starts the release binary on a fresh database, registers users, then runs a closed loop at several
connection counts, an open loop, and a loop with repeated MessageSids. Load generator, server and
PostgreSQL share the machine. Afterwards proves from the database that every acknowledged text was
stored exactly once. Figures compare only within one run.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP / "tests/support"))
from live_server import ACCOUNT, TOKEN, Server, cpu_seconds, status_kib  # noqa: E402


def load(server, acknowledged, **flags):
    """One run of the load generator, with what it cost server and database."""
    command = [str(TOP / "build/release/bench/load_generator"), "--port", str(server.port), "--token", TOKEN,
               "--account", ACCOUNT, "--base-url", server.base_url, "--acknowledged", acknowledged]
    for name, value in flags.items():
        command.append("--" + name.replace("_", "-"))
        if value is not True:
            command.append(str(value))
    pids = server.postgres_pids()
    before = cpu_seconds(server.process.pid), sum(map(cpu_seconds, pids))
    result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    after = cpu_seconds(server.process.pid), sum(cpu_seconds(p) for p in pids)
    result["server_us"] = (after[0] - before[0]) / result["turns"] * 1e6
    result["postgres_us"] = (after[1] - before[1]) / result["turns"] * 1e6
    return result


def row(name, r):
    print(f"| {name} | {r['turns_per_s']:.0f} | {r['p50_ms']:.2f} | {r['p95_ms']:.2f} | {r['p99_ms']:.2f} | "
          f"{r['p999_ms']:.2f} | {r['errors'] + r['mismatched_duplicates']} | {r['refused']} | {r['server_us']:.0f} | "
          f"{r['postgres_us']:.0f} |", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--binary", default=str(TOP / "build/release/sms-assistant"))
    arguments.add_argument("--users", type=int, default=10_000)
    arguments.add_argument("--turns", type=int, default=30_000)
    arguments.add_argument("--rate", type=int, default=1000)
    options = arguments.parse_args()

    folder = tempfile.mkdtemp(prefix="sms-bench-")
    os.chmod(folder, 0o755)
    server = Server(options.binary, folder)
    acknowledged = os.path.join(folder, "acknowledged")
    try:
        print(f"ready after {server.start_s:.2f} s with an empty data folder; "
              f"idle {status_kib(server.process.pid, 'VmRSS') / 1024:.0f} MB\n")
        print("| run | turns/s | p50 ms | p95 | p99 | p99.9 | errors | refused | server µs/turn | PostgreSQL µs/turn |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        row("first text of each user, 64 connections",
            load(server, acknowledged, register=True, turns=options.users, users=options.users, connections=64))
        for connections in (1, 16, 64, 256):
            turns = options.turns if connections > 1 else options.turns // 10
            row(f"closed loop, {connections} connections",
                load(server, acknowledged, users=options.users, turns=turns, connections=connections, seed=connections))
        row("closed loop, 64 connections, 5 % repeated",
            load(server, acknowledged, users=options.users, turns=options.turns, connections=64, duplicates=0.05, seed=7))
        row(f"open loop, {options.rate}/s",
            load(server, acknowledged, users=options.users, turns=options.rate * 15, connections=256, rate=options.rate, seed=9))
        print(f"\npeak memory of the server {status_kib(server.process.pid, 'VmHWM') / 1024:.0f} MB")

        keys = pathlib.Path(acknowledged).read_text().split()
        values = ",".join(f"('{key}')" for key in keys)
        wrong = server.sql("create temp table acknowledged (key text);"
                           f"insert into acknowledged values {values};"
                           "select count(*) from (select a.key, count(m.id) as n from acknowledged a left join message_log m "
                           "on m.dedupe_key = a.key group by a.key) c where n <> 1;").strip()
        print(f"{len(keys)} texts acknowledged; stored other than exactly once: {wrong}")
        print(f"SIGTERM to exit: {server.stop():.2f} s")
        return 0 if wrong == "0" else 1
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
