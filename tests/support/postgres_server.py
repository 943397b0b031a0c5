"""A PostgreSQL server of the tests' own: made in a temporary folder, reached through a socket in it (and, asked for, on a
free port of loopback), gone when its standard input ends. Prints one line, `postgres://rehearse@/NAME?host=FOLDER` with
NAME to be put in. Run by tests/support/database/test_database.cpp, and imported by tests/system.

Without `durable` nothing is written through to the disk: quick, and good for all tests but those of durability."""
import contextlib
import glob
import os
import pwd
import random
import shutil
import socket
import subprocess
import sys
import tempfile

QUICK = ["fsync=off", "full_page_writes=off", "synchronous_commit=on", "autovacuum=off", "wal_level=minimal", "max_wal_senders=0"]
ALWAYS = ["shared_buffers=32MB", "max_connections=300", "log_min_messages=error", "dynamic_shared_memory_type=mmap"]


def binaries():
    found = sorted(glob.glob("/usr/lib/postgresql/15/bin")) or sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    if not found:
        raise SystemExit("PostgreSQL is not installed: deploy/install test")
    return found[-1]


def other_user():
    """initdb and postgres refuse to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            who = pwd.getpwnam(name)
            return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
        except KeyError:
            pass
    raise SystemExit("no user to run PostgreSQL as")


def free_port():
    """One that no connection is given by chance; somebody else may take it all the same, see on_a_free_port."""
    with open("/proc/sys/net/ipv4/ip_local_port_range", encoding="ascii") as file:
        given_by_chance = int(file.read().split()[0])
    for _ in range(1000):
        port = random.SystemRandom().randrange(10_000, max(given_by_chance, 20_000))
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
                return port
            except OSError:
                pass
    raise RuntimeError("no port of loopback is free")


def on_a_free_port(begin):
    """What `begin()` gives, which takes a free_port; once more, with another, where somebody took that first."""
    for left in range(9, -1, -1):
        try:
            return begin()
        except (AssertionError, RuntimeError) as fault:
            if "in use" not in str(fault).lower() or not left:
                raise


class Server:
    def __init__(self, durable=False, port=None):
        self.as_user = other_user()
        self.folder = tempfile.mkdtemp(prefix="rehearse-pg-")
        if self.as_user:
            os.chown(self.folder, self.as_user["user"], self.as_user["group"])
        self.port = port
        self.options = ALWAYS + ([] if durable else QUICK)
        self.process = None
        try:
            self._fill()
            self.start()
        except BaseException:
            self.close()
            raise

    def _fill(self):
        self._run("initdb", "-D", self.data, "-A", "trust", "-U", "rehearse", "-E", "UTF8", "--locale=C.UTF-8",
                  "--no-sync", "--no-instructions")

    data = property(lambda self: os.path.join(self.folder, "data"))

    def _run(self, program, *arguments):
        done = subprocess.run([os.path.join(binaries(), program), *arguments], stdin=subprocess.DEVNULL, cwd=self.folder,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **self.as_user)
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stdout}")
        return done.stdout

    def start(self, *more):
        options = self.options + [f"unix_socket_directories={self.folder}", *more]
        options += [f"listen_addresses={'127.0.0.1' if self.port else ''}", f"port={self.port or 5432}"]
        words = [os.path.join(binaries(), "postgres"), "-D", self.data]
        for option in options:
            words += ["-c", option]
        with open(os.path.join(self.folder, "log"), "a") as log:
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder,
                                            start_new_session=True, **self.as_user)
        self._wait()

    def _wait(self):
        ready = [os.path.join(binaries(), "pg_isready"), "-q", "-h", self.folder, "-p", str(self.port or 5432)]
        for _ in range(5000):
            if self.process.poll() is not None:
                with open(os.path.join(self.folder, "log")) as log:
                    raise RuntimeError("postgres ended: " + log.read()[-2000:])
            if subprocess.run(ready, **self.as_user).returncode == 0:
                return
            try:
                self.process.wait(0.05)
            except subprocess.TimeoutExpired:
                pass
        raise RuntimeError("postgres does not answer")

    def stop(self, signal="INT"):
        """INT: fast shutdown; QUIT: immediate, as in a crash."""
        import signal as signals
        if self.process and self.process.poll() is None:
            self.process.send_signal(getattr(signals, "SIG" + signal))
            self.process.wait(60)

    def url(self, name="postgres"):
        more = f"&port={self.port}" if self.port else ""
        return f"postgres://rehearse@/{name}?host={self.folder}{more}"

    def tcp_url(self, name="postgres", port=None):
        return f"postgres://rehearse@127.0.0.1:{port or self.port}/{name}"

    def sql(self, script, name="postgres"):
        """What psql prints, a row a line, columns with | between."""
        return self._run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.url(name), "-c", script).strip()

    @contextlib.contextmanager
    def moment(self, name="postgres"):
        """The name of a snapshot, for as long as this lasts (set transaction snapshot)."""
        with self.transaction("select pg_export_snapshot()", name) as said:
            yield said

    @contextlib.contextmanager
    def transaction(self, asking, name="postgres"):
        """What is said to a query, whose transaction stays open for as long as this lasts."""
        words = [os.path.join(binaries(), "psql"), "-X", "-q", "-A", "-t", "-d", self.url(name)]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=self.folder,
                              **self.as_user) as keeper:
            keeper.stdin.write(f"begin isolation level repeatable read; {asking};\n")
            keeper.stdin.flush()
            yield keeper.stdout.readline().strip()
            keeper.stdin.close()

    def create(self, name):
        self.sql(f"create database {name}")
        return self.url(name)

    def close(self):
        self.stop("QUIT")
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Standby(Server):
    """Of a durable one, on a port of its own; every commit there waits for it from now on."""

    def __init__(self, primary):
        self.primary = primary
        super().__init__(durable=True, port=free_port())
        primary.sql("alter system set synchronous_standby_names = '*'")
        primary.sql("select pg_reload_conf()")

    def _fill(self):
        self._run("pg_basebackup", "-D", self.data, "-d", self.primary.url(), "-R", "-X", "stream", "-c", "fast", "--no-sync")

    def promote(self):
        """It is a primary of its own when this returns."""
        self.sql("select pg_promote()")


if __name__ == "__main__":
    with Server() as server:
        print(server.url("NAME"), flush=True)
        sys.stdin.read()
