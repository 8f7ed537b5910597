"""The real binary on a data folder and a port of its own, for programs that measure or torment it."""
import base64
import hashlib
import hmac
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

TOKEN, ACCOUNT = "live-server-token", "AC" + "0" * 32
OUR_NUMBER = "+15005550001"
WEBHOOK = "/webhooks/twilio/sms"
TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def status_kib(pid, name):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1])
    return 0


class Server:
    """`environment` adds to the settings. The data folder is the caller's to make and remove."""

    def __init__(self, binary, folder, **environment):
        self.binary, self.data, self.port = binary, folder, free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.environment = dict(os.environ, SMS_ASSISTANT_DATA_DIR=folder, SMS_ASSISTANT_HTTP_PORT=str(self.port),
                                TWILIO_ACCOUNT_SID=ACCOUNT, TWILIO_AUTH_TOKEN=TOKEN, TWILIO_PHONE_NUMBER=OUR_NUMBER,
                                PUBLIC_BASE_URL=self.base_url, SMS_ASSISTANT_USERS_SIGN_UP="open",
                                TWILIO_API_BASE_URL="http://127.0.0.1:9", LOG_LEVEL="warn", **environment)
        self.log_name = os.path.join(folder, "server.log")
        self.start()

    def start(self):
        began = time.monotonic()
        with open(self.log_name, "a") as log:
            self.process = subprocess.Popen([self.binary, "serve"], env=self.environment, stdout=log, stderr=log)
        if self.ready_within(60) is None:
            raise RuntimeError("the server did not become ready; see " + self.log_name)
        self.start_s = time.monotonic() - began

    def is_ready(self):
        try:
            return urllib.request.urlopen(self.base_url + "/health/ready", timeout=1).status == 200
        except OSError:
            return False

    def ready_within(self, seconds):
        """How many seconds it took to become ready, or None."""
        began = time.monotonic()
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() - began > seconds:
                return None
            time.sleep(0.01)
        return time.monotonic() - began

    def signed_form(self, sid, number, body):
        """Body and headers of Twilio's webhook for one text."""
        form = {"MessageSid": sid, "AccountSid": ACCOUNT, "From": number, "To": OUR_NUMBER, "Body": body,
                "NumMedia": "0", "NumSegments": "1"}
        signed = self.base_url + WEBHOOK + "".join(k + form[k] for k in sorted(form))
        signature = base64.b64encode(hmac.new(TOKEN.encode(), signed.encode(), hashlib.sha1).digest()).decode()
        return urllib.parse.urlencode(form), {"Content-Type": "application/x-www-form-urlencoded",
                                              "X-Twilio-Signature": signature}

    def postmaster(self):
        pid_file = next(pathlib.Path(self.data).rglob("postmaster.pid"))
        return int(pid_file.read_text().split()[0])

    def postgres_pids(self):
        boss = self.postmaster()
        return [boss, *map(int, pathlib.Path(f"/proc/{boss}/task/{boss}/children").read_text().split())]

    def sql(self, statement):
        socket_folder = next(pathlib.Path(self.data).rglob("postmaster.pid")).read_text().splitlines()[4]
        user = "postgres" if os.getuid() == 0 else None
        done = subprocess.run(["psql", "-h", socket_folder, "-U", "postgres", "-d", "sms_assistant",
                               "-qAtX", "-v", "ON_ERROR_STOP=1"], input=statement, user=user, capture_output=True,
                              text=True, cwd="/")
        if done.returncode:
            raise RuntimeError("psql: " + done.stderr)
        return done.stdout

    def stop(self):
        """SIGTERM, and the seconds it took to end."""
        self.process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        self.process.wait(20)
        return time.monotonic() - began

    def kill(self):
        self.process.kill()
        self.process.wait()

    def end(self):
        """Whatever still runs, PostgreSQL of a killed server too."""
        if self.process.poll() is None:
            self.stop()
        try:
            os.kill(self.postmaster(), signal.SIGQUIT)
        except (StopIteration, ProcessLookupError, ValueError, IndexError):
            pass
