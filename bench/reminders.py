#!/usr/bin/python3
"""Measures the timers with a million pending reminders.

Fills a fresh database, starts the release binary on it, and lets 1,000 reminders of 1,000 people
fall due in the same second. Says how long the start took, what it cost in memory, and how late the
reminders were: from the second they were due to the moment they were queued for sending, and to the
moment the simulated carrier had taken them. Proves that each came exactly once.
"""
import argparse
import json
import os
import pathlib
import shutil
import sys
import tempfile
import time
import urllib.request

TOP = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP / "tests/support"))
from live_server import Server, status_kib  # noqa: E402

START_LIMIT_S, LATENESS_LIMIT_S = 5, 1
AHEAD_S = 45  # the busy second lies so long after the database was filled


def text(server, number, body):
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/simulator/messages", method="POST",
        data=json.dumps({"from": number, "body": body}).encode(), headers={"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        answer.read()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--binary", default=str(TOP / "build/release/sms-assistant"))
    arguments.add_argument("--pending", type=int, default=1_000_000)
    arguments.add_argument("--at-once", type=int, default=1_000)
    options = arguments.parse_args()

    folder = tempfile.mkdtemp(prefix="sms-bench-")
    os.chmod(folder, 0o755)
    server = Server(options.binary, folder, SMS_ASSISTANT_SIMULATOR="on", SMS_ASSISTANT_SIMULATOR_BESIDE_TWILIO="true")
    try:
        print(f"idle with an empty database: {status_kib(server.process.pid, 'VmRSS') / 1024:.0f} MB")
        for person in range(options.at_once):
            text(server, f"+1555{person:07}", "hi")
        server.sql(f"""
            insert into reminders_todos (id, user_id, type, content, due_at, created_at)
            select 1000000000 + n, p.id, 'reminder', 'something to do ' || n,
                   now() + interval '1 day' + n * interval '1 year' / {options.pending}, now()
            from generate_series(1, {options.pending}) n
            join (select id, row_number() over (order by id) - 1 as place from users) p
              on p.place = n % {options.at_once};
            insert into reminders_todos (id, user_id, type, content, due_at, created_at)
            select 900000000 + row_number() over (order by id), id, 'reminder', 'now',
                   date_trunc('second', now()) + interval '{AHEAD_S} seconds', now() from users;""")
        # A database that grew to this size by and by has been vacuumed and written out by and by.
        server.sql("vacuum (analyze) reminders_todos")
        server.sql("checkpoint")
        server.stop()
        server.start()
        print(f"ready with {options.pending} pending reminders after {server.start_s:.2f} s; "
              f"{status_kib(server.process.pid, 'VmRSS') / 1024:.0f} MB")
        due = "select count(*) from notices"
        until = time.monotonic() + AHEAD_S + 60
        while int(server.sql(due)) < options.at_once and time.monotonic() < until:
            time.sleep(0.5)
        time.sleep(3)  # for a second text about the same, if there were one
        fired, sent, texts, most = server.sql("""
            select percentile_cont(0.99) within group (order by extract(epoch from n.fired_at - n.scheduled_at)),
                   percentile_cont(0.99) within group (order by extract(epoch from o.sent_at - n.scheduled_at)),
                   count(*), max(times)
            from (select *, count(*) over (partition by item_id) as times from notices) n
            join outbox o on o.id = n.outbox_id;""").strip().split("|")
        print(f"{texts} of {options.at_once} due in one second: queued p99 {float(fired):.3f} s late, "
              f"sent p99 {float(sent or 'nan'):.3f} s late; texts about one reminder: at most {most}")
        print(f"peak memory of the server {status_kib(server.process.pid, 'VmHWM') / 1024:.0f} MB")
        ok = (int(texts) == options.at_once and int(most) == 1 and server.start_s <= START_LIMIT_S
              and float(sent or "inf") <= LATENESS_LIMIT_S)
        return 0 if ok else 1
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
