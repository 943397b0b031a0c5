"""The program under test: commands and servers, each started here, on a folder of its own, and ended by its own pid.

    with House() as house:                 # a temporary folder: database, secret, logs
        house.command("token", "organizer", "ada@example.org")
        with house.serve(limits_requests_per_minute=0) as server:
            server.call("GET", "/api/v1/zones")

Used by every test of this folder; REHEARSE_PROGRAM names the program (CMake sets it). All waits are for a condition, and
bounded generously, since the program may be built with a sanitizer.
"""
import contextlib
import http.client
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import unittest

PROGRAM = os.environ.get("REHEARSE_PROGRAM") or sys.exit("REHEARSE_PROGRAM names the program under test")
LONG = os.environ.get("REHEARSE_LONG") == "1"
SEED = int(os.environ.get("REHEARSE_SEED") or random.SystemRandom().randrange(1, 2**31))
PATIENCE = 240  # seconds: what never takes that long unless it hangs
# What only a sanitizer or a failed assertion would print.
SHOUTS = ("Sanitizer", "runtime error:", "terminate called", "Assertion")


def wait_for(condition, what, seconds=PATIENCE):
    """The first true value of `condition()`; fails the test after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain: {what}")
        time.sleep(0.02)


class Deed(threading.Thread):
    """What goes on beside the test: calls `work` until it returns. What it throws fails the test, with its text, at `look`."""

    def __init__(self, work, *given):
        super().__init__(daemon=True)
        self.work, self.given, self.fault = work, given, None

    def run(self):
        try:
            self.work(*self.given)
        except BaseException:  # told to the main thread, whose test it is
            self.fault = traceback.format_exc()

    def look(self):
        if self.fault:
            raise AssertionError("beside the test:\n" + self.fault)

    def end(self):
        """Waits for it to return."""
        self.join(PATIENCE)
        self.look()
        if self.is_alive():
            raise AssertionError(f"{self.work} does not return")


def may_mount():
    """Whether tests may show a process other folders than its neighbours see."""
    return subprocess.run(["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/tmp"], capture_output=True,
                          check=False).returncode == 0


def seeing(folder, mount):
    """Words before a command that runs where `folder` ($0 in the shell's words `mount`) is something else."""
    return ["unshare", "--mount", "sh", "-c", mount + ' && exec "$@"', folder]


def free_of_settings():
    return {name: value for name, value in os.environ.items() if not name.startswith("REHEARSE_")}


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.text)

    @property
    def code(self):
        return self.json["code"]

    def __repr__(self):
        return f"{self.status} {self.text[:600]}"


def ask(connection, method, path, body=None, token=None, headers=None):
    """One request on a connection that stays open; `body` that is no bytes goes out as JSON."""
    fields = dict(headers or {})
    if token:
        fields["Authorization"] = "Bearer " + token
    if body is not None and not isinstance(body, bytes):
        body = json.dumps(body).encode()
        fields.setdefault("Content-Type", "application/json")
    connection.request(method, path, body, fields)
    return Answer(connection.getresponse())


class Server:
    """A `serve`. Ends with its house at the latest; a test may end it earlier by `stop` or `kill`."""

    def __init__(self, house, settings, log_path):
        self.house, self.log_path = house, log_path
        with open(log_path, "wb") as log:
            self.process = subprocess.Popen(
                [*house.before, PROGRAM, *house.flags({"server.port": 0, "log.format": "json", **settings}), "serve"],
                cwd=house.folder, env={**free_of_settings(), **house.variables}, stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, preexec_fn=house.set_limits)
        self.pid = self.process.pid
        self.port = None

    def await_ready(self):
        self.port = wait_for(self.port_in_log, "the server says where it serves")
        wait_for(self.is_ready, "/readyz")
        return self

    def port_in_log(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the server ended with {self.process.returncode}: {self.log()}")
        for event in self.events():
            if event["message"] == "serving":
                return int(event["at"].rpartition(":")[2])
        return None

    def is_ready(self):
        try:
            return self.call("GET", "/readyz").status == 200
        except OSError:
            return False

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def events(self):
        for line in self.log().splitlines(keepends=True):
            if line.startswith("{") and line.endswith("\n"):
                yield json.loads(line)

    def says(self, message):
        return any(event["message"] == message for event in self.events())

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def call(self, method, path, body=None, token=None, headers=None):
        connection = self.connect()
        try:
            return ask(connection, method, path, body, token, headers)
        finally:
            connection.close()

    def signal(self, which):
        os.kill(self.pid, which)

    def wait(self, seconds=PATIENCE):
        return self.process.wait(seconds)

    def kill(self):
        """SIGKILL, if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)

    def stop(self):
        """SIGTERM; returns the exit status."""
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        return self.wait()


class House:
    """A temporary folder with a database in it."""

    def __init__(self, **settings):
        self.limits = {}  # of the kernel, for every server: {resource.RLIMIT_NOFILE: 300}
        self.variables = {}  # of the environment, for every server
        self.before = []  # words of a command that becomes the program
        self.folder = tempfile.mkdtemp(prefix="rehearse-system-")
        self.settings = {name.replace("_", ".", 1): value for name, value in settings.items()}
        self.servers = []

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        for server in self.servers:
            server.kill()
        shouts = [server.log() for server in self.servers if any(word in server.log() for word in SHOUTS)]
        if kind:
            print(self.servers[-1].log()[-4000:] if self.servers else "no server was started", file=sys.stderr)
        shutil.rmtree(self.folder)
        if shouts:
            raise AssertionError("a server complains:\n" + "\n".join(shouts)[-20000:])

    def set_limits(self):
        for what, most in self.limits.items():
            resource.setrlimit(what, (most, most))

    def path(self, name):
        return os.path.join(self.folder, name)

    def flags(self, more=None):
        pairs = {**self.settings, **(more or {})}
        return [word for name, value in pairs.items() for word in ("--set", f"{name}={value}")]

    def command(self, *words, flags=(), variables=None):
        """Runs a command to its end: .returncode, .stdout, .stderr."""
        return subprocess.run([PROGRAM, *self.flags(), *flags, *words], cwd=self.folder, stdin=subprocess.DEVNULL,
                              env={**free_of_settings(), **(variables or {})}, capture_output=True, text=True,
                              timeout=PATIENCE, check=False)

    def token(self, role="organizer", email="ada@example.org"):
        done = self.command("token", role, email)
        if done.returncode != 0:
            raise AssertionError(f"token: {done}")
        return done.stdout.splitlines()[-1]

    @contextlib.contextmanager
    def serve(self, **settings):
        server = self.start(**settings)
        try:
            yield server
        finally:
            server.stop()

    def begin(self, **settings):
        """A server that starts; `await_ready` waits for it."""
        named = {name.replace("_", ".", 1): value for name, value in settings.items()}
        self.servers.append(Server(self, named, self.path(f"serve-{len(self.servers)}.log")))
        return self.servers[-1]

    def start(self, **settings):
        return self.begin(**settings).await_ready()

    @contextlib.contextmanager
    def database(self):
        """A read-only look into the database, of one moment; open it while a server runs (its log needs no repair then)."""
        connection = sqlite3.connect(f"file:{self.path('rehearse.db')}?mode=ro", uri=True, timeout=PATIENCE,
                                     isolation_level=None)
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("begin")
            yield connection
        finally:
            connection.close()


class Sink:
    """tests/support/smtp_sink.py as a process of its own: it outlives every server, not the test."""

    def __init__(self, house, *words):
        script = os.path.join(os.path.dirname(__file__), "..", "support", "smtp_sink.py")
        self.record = house.path("sink.jsonl")
        open(self.record, "w").close()
        self.process = subprocess.Popen([sys.executable, "-B", script, "--record", self.record, *words],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(PATIENCE)

    @property
    def settings(self):
        return {"smtp_url": f"smtp://127.0.0.1:{self.port}", "smtp_starttls": "never"}

    def taken(self):
        with open(self.record, encoding="utf-8") as file:
            return [json.loads(line) for line in file.read().splitlines(keepends=True) if line.endswith("\n")]


def main():
    print(f"REHEARSE_SEED={SEED}", flush=True)
    random.seed(SEED)
    unittest.main(verbosity=2)
