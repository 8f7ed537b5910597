#!/usr/bin/python3
"""Torments the real server under load and then proves that nothing was lost and nothing made up.

Each round does one of these at a random moment while people text: kill -9 of the server, kill -9 of a
PostgreSQL back-end, cutting all its connections, stopping PostgreSQL, a database that does not
answer, a full disk (where a file system may be mounted), requests cut in the middle, and a clock
that jumps ahead. Then the server must be ready again within 5 s of its database. At the end:

- every text that was answered as taken is stored exactly once,
- every stored text has all its rows, and no row is without its text,
- each person's total is what SQL says,
- no transaction is open, and connections, files and memory are what they were.

The random choices follow --seed, so that a run can be repeated as far as timing lets it.
"""
import argparse
import http.client
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(TOP / "tests/support"))
from live_server import Server, WEBHOOK, status_kib  # noqa: E402

READY_LIMIT_S = 5
NOT_TAKEN = re.compile(r"not saved|nothing was saved|not sure that was saved")


class Load:
    """People who text without end. What was answered as taken is in `taken`, by message id."""

    def __init__(self, server, people, threads, seed):
        self.server, self.people = server, people
        self.sent, self.taken, self.refused, self.mismatched = {}, {}, 0, []
        self.lock = threading.Lock()
        self.on, self.going = True, threading.Event()
        self.going.set()
        self.threads = [threading.Thread(target=self.run, args=(random.Random(f"{seed}-{i}"), i), daemon=True)
                        for i in range(threads)]
        for thread in self.threads:
            thread.start()

    def run(self, dice, lane):
        count = 0
        while self.on:
            self.going.wait()
            count += 1
            sid = f"SM{lane:04x}{count:028x}"
            kind, body = dice.choice([("water", f"drank {dice.randrange(1, 40) * 10} ml"), ("food", "ate 2 eggs"),
                                      ("todo", f"todo buy thing {lane} {count}")])
            with self.lock:
                self.sent[sid] = kind
            number = dice.choice(self.people)
            # Twilio, and a person, try again when there was no good answer.
            for _ in range(dice.randrange(1, 4)):
                if self.text(sid, number, body):
                    break

    def text(self, sid, number, body):
        try:
            form, headers = self.server.signed_form(sid, number, body)
            connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
            try:
                connection.request("POST", WEBHOOK, form, headers)
                answer = connection.getresponse()
                said = answer.read().decode()
            finally:
                connection.close()
        except (OSError, http.client.HTTPException):
            self.refused += 1
            time.sleep(0.02)
            return False
        if answer.status != 200 or NOT_TAKEN.search(said):
            self.refused += 1
            time.sleep(0.02)
            return False
        with self.lock:
            if self.taken.setdefault(sid, said) != said:
                self.mismatched.append(sid)
        return True

    def end(self):
        self.on = False
        self.going.set()
        for thread in self.threads:
            thread.join()


class Disk:
    """A small file system of its own for the data folder, if this process may mount one."""

    def __init__(self, folder):
        self.folder = folder
        self.mounted = os.getuid() == 0 and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=700m,mode=755", "tmpfs", folder], capture_output=True).returncode == 0

    def fill(self):
        with open(os.path.join(self.folder, "ballast"), "wb") as ballast:
            try:
                while True:
                    ballast.write(bytes(1 << 20))
                    ballast.flush()
            except OSError:
                pass

    def free(self):
        os.unlink(os.path.join(self.folder, "ballast"))

    def remove(self):
        if self.mounted:
            subprocess.run(["umount", "-l", self.folder], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


def kill_all(pids, what):
    for pid in pids:
        try:
            os.kill(pid, what)
        except ProcessLookupError:
            pass


class Faults:
    """One method a kind of fault; each leaves the world as a real one would."""

    def __init__(self, server, disk, dice):
        self.server, self.disk, self.dice = server, disk, dice
        self.kinds = [self.kill_server, self.kill_backend, self.cut_connections, self.stop_postgres,
                      self.slow_database, self.cut_requests, self.clock_jump]
        if disk.mounted:
            self.kinds.append(self.full_disk)

    def pause(self, least, most):
        time.sleep(self.dice.uniform(least, most))

    def kill_server(self):
        self.server.kill()
        self.pause(0, 0.3)
        self.server.start()

    def kill_backend(self):
        backends = self.server.sql("select pid from pg_stat_activity where backend_type = 'client backend' "
                                   "and pid <> pg_backend_pid()").split()
        kill_all([int(self.dice.choice(backends))] if backends else [], signal.SIGKILL)

    def cut_connections(self):
        self.server.sql("select pg_terminate_backend(pid) from pg_stat_activity "
                        "where backend_type = 'client backend' and pid <> pg_backend_pid()")

    def stop_postgres(self):
        kill_all([self.server.postmaster()], self.dice.choice([signal.SIGINT, signal.SIGQUIT, signal.SIGKILL]))
        self.pause(0, 0.5)

    def slow_database(self):
        pids = self.server.postgres_pids()
        kill_all(pids, signal.SIGSTOP)
        self.pause(0.2, 1.5)
        kill_all(pids, signal.SIGCONT)

    def full_disk(self):
        self.disk.fill()
        self.pause(0.3, 1.5)
        self.disk.free()

    def cut_requests(self):
        for _ in range(20):
            form, headers = self.server.signed_form("SM" + "f" * 32, "+15550009999", "drank 500 ml")
            head = "".join(f"{k}: {v}\r\n" for k, v in headers.items())
            whole = f"POST {WEBHOOK} HTTP/1.1\r\nHost: x\r\n{head}Content-Length: {len(form)}\r\n\r\n{form}".encode()
            try:
                with socket.create_connection(("127.0.0.1", self.server.port), timeout=2) as s:
                    s.sendall(whole[:self.dice.randrange(1, len(whole) - 1)])
                    if self.dice.random() < 0.5:  # a reset instead of an orderly end
                        s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            except OSError:
                pass

    def clock_jump(self):
        minutes = self.dice.choice([1, 90, 1500])
        request = urllib.request.Request(self.server.base_url + "/simulator/clock", method="POST",
                                         data=f'{{"advance": "PT{minutes}M"}}'.encode(),
                                         headers={"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=60).read()


def database_answers(server):
    try:
        server.sql("select 1")
        return True
    except (RuntimeError, StopIteration, OSError, IndexError):
        return False


def recovered(server):
    """Seconds from the database's first answer to the server's readiness, or None."""
    deadline = time.monotonic() + 60
    while not database_answers(server):
        if time.monotonic() > deadline:
            return None
        time.sleep(0.02)
    return server.ready_within(READY_LIMIT_S)


def footprint(server):
    connections = int(server.sql("select count(*) from pg_stat_activity where backend_type = 'client backend' "
                                 "and pid <> pg_backend_pid()"))
    return {"connections": connections, "files": len(os.listdir(f"/proc/{server.process.pid}/fd")),
            "resident_mb": status_kib(server.process.pid, "VmRSS") // 1024}


def verify(server, load, people):
    """What is wrong, one line each."""
    wrong = list(f"two answers to {sid}" for sid in load.mismatched)
    stored = {}
    for line in server.sql("select dedupe_key, id from message_log").splitlines():
        key, message = line.split("|")
        stored.setdefault(key, []).append(message)
    for sid in load.taken:
        if len(stored.get(sid, [])) != 1:
            wrong.append(f"{sid} was answered as taken and is stored {len(stored.get(sid, []))} times: {load.taken[sid]}")
    rows = {"water": "water_logs", "food": "food_logs", "todo": "reminders_todos"}
    for kind, table in rows.items():
        having = dict(line.split("|") for line in server.sql(
            f"select message_id, count(*) from {table} group by 1").splitlines())
        for sid, messages in stored.items():
            if load.sent.get(sid) == kind and having.get(messages[0]) != "1":
                wrong.append(f"{sid} ({kind}) is stored with {having.get(messages[0], 0)} rows")
        lost = server.sql(f"select count(*) from {table} t where not exists "
                          "(select from message_log m where m.id = t.message_id)").strip()
        if lost != "0":
            wrong.append(f"{lost} rows of {table} without a text")
    wrong += [f"unknown text {key}" for key in stored if key not in load.sent and not key.startswith("SMee")]

    today = urllib.request.urlopen(server.base_url + "/simulator/outbox?to=%2B10000000", timeout=10).read().decode()
    now = re.search(r'"now": ?"([^"]+)"', today).group(1)
    for i, number in enumerate(people):
        form, headers = server.signed_form(f"SMee{i:030x}", number, "how much water today")
        request = urllib.request.Request(server.base_url + WEBHOOK, data=form.encode(), headers=headers)
        said = urllib.request.urlopen(request, timeout=20).read().decode()
        total = server.sql(
            "select coalesce(sum(amount_ml), 0) from water_logs w join users u on u.id = w.user_id "
            "join user_preferences p on p.user_id = u.id "
            f"where u.phone = '{number}' and (w.at at time zone p.timezone)::date = "
            f"('{now}'::timestamptz at time zone p.timezone)::date").strip()
        figure = re.search(r"([\d,]+(?:\.\d+)?) (ml|L)", said)
        told = float(figure.group(1).replace(",", "")) * (1000 if figure.group(2) == "L" else 1) if figure else 0.0
        if abs(told - float(total)) > 0.01:
            wrong.append(f"total told {told}, stored {total}: {said}")
    open_transactions = server.sql("select count(*) from pg_stat_activity where state like 'idle in transaction%'").strip()
    if open_transactions != "0":
        wrong.append(f"{open_transactions} open transactions")
    return wrong


def sign_of_leak(before, after):
    """What grew beyond what a pool or a cache may, or nothing."""
    if after["connections"] > before["connections"] + 2:
        return "database connections leak"
    if after["files"] > before["files"] + 8:
        return "files leak"
    if after["resident_mb"] > before["resident_mb"] * 2 + 50:
        return "memory grows"
    return None


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--binary", default=str(TOP / "build/dev/sms-assistant"))
    arguments.add_argument("--rounds", type=int, default=200)
    arguments.add_argument("--people", type=int, default=30)
    arguments.add_argument("--threads", type=int, default=12)
    arguments.add_argument("--seed", type=int, default=None)
    options = arguments.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)

    folder = tempfile.mkdtemp(prefix="sms-chaos-")
    os.chmod(folder, 0o755)
    disk = Disk(folder)
    if not disk.mounted:
        print("no file system may be mounted here: the full disk is left out")
    server = Server(options.binary, folder, SMS_ASSISTANT_SIMULATOR="on", SMS_ASSISTANT_SIMULATOR_BESIDE_TWILIO="true")
    wrong, slowest, done = [], 0.0, {}
    try:
        people = [f"+1555{1000000 + i}" for i in range(options.people)]
        faults = Faults(server, disk, random.Random(seed))
        load = Load(server, people, options.threads, seed)
        before = None
        for number in range(options.rounds):
            faults.pause(0.1, 0.6)
            before = before or footprint(server)
            # Every kind comes once before any comes twice: a short run has them all.
            fault = faults.kinds[number] if number < len(faults.kinds) else faults.dice.choice(faults.kinds)
            fault()
            done[fault.__name__] = done.get(fault.__name__, 0) + 1
            took = recovered(server)
            if took is None:
                wrong.append(f"round {number}, {fault.__name__}: not ready {READY_LIMIT_S} s after its database")
                break
            slowest = max(slowest, took)
            if server.process.poll() is not None:
                wrong.append(f"round {number}, {fault.__name__}: the server ended")
                break
        load.end()
        if not wrong:
            wrong = verify(server, load, people)
            after = footprint(server)
            print(f"before {before}\nafter  {after}")
            if sign := sign_of_leak(before, after):
                wrong.append(sign)
        print(f"{sum(done.values())} rounds {done}\n{len(load.taken)} texts taken, {load.refused} requests refused or "
              f"cut, slowest recovery {slowest:.2f} s after the database")
        if len(load.taken) < 10 * options.rounds:
            wrong.append("hardly any text came through: this proves nothing")
        for line in wrong[:40]:
            print("WRONG " + line)
        if wrong:
            print("--- the server's last lines\n" + "".join(open(server.log_name).readlines()[-20:]))
        return 1 if wrong else 0
    finally:
        server.end()
        disk.remove()


if __name__ == "__main__":
    sys.exit(main())
