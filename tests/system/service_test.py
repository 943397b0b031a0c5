#!/usr/bin/python3
"""The program as a service of systemd: what it tells its manager, and a unit that lets it do what it needs and little else."""
import contextlib
import os
import re
import signal
import socket
import subprocess
import unittest

from program import PATIENCE, House, main, wait_for
from programme import Programme, booking_form, day

TREE = os.path.join(os.path.dirname(__file__), "..", "..")
UNIT = os.path.join(TREE, "deploy/systemd/rehearse.service")
WORST = 1.5  # of ten: systemd's own measure of what a service could still do


class NotifySocket:
    """Listens where systemd would."""

    def __init__(self, house):
        self.path, self.said = house.path("notify"), []
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.socket.settimeout(PATIENCE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def forget(self):
        """What was said by now."""
        self.socket.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                self.next()

    def next(self):
        return self.socket.recv(4096).decode().splitlines()


class Service(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(House())

    def test_says_when_it_is_ready_alive_and_stopping(self):
        manager = self.enterContext(NotifySocket(self.house))
        self.house.variables = {"NOTIFY_SOCKET": manager.path}
        server = self.house.start()
        told = [manager.next(), manager.next()]
        self.assertIn(["READY=1", f"STATUS=serving at http://127.0.0.1:{server.port}"], told)
        self.assertIn(["WATCHDOG=1"], told, "alive after its first look at the database")
        self.assertEqual(manager.next(), ["WATCHDOG=1"], "and again")
        self.assertEqual(server.stop(), 0)
        said = ["WATCHDOG=1"]
        while said == ["WATCHDOG=1"]:
            said = manager.next()
        self.assertEqual(said, ["STOPPING=1"])

    def test_falls_silent_when_nothing_in_it_moves(self):
        manager = self.enterContext(NotifySocket(self.house))
        self.house.variables = {"NOTIFY_SOCKET": manager.path}
        server = self.house.start()
        for _ in range(2):
            manager.next()
        os.kill(server.pid, signal.SIGSTOP)
        try:
            manager.forget()
            manager.socket.settimeout(15)
            with self.assertRaises(TimeoutError):
                manager.next()
        finally:
            os.kill(server.pid, signal.SIGCONT)
        manager.socket.settimeout(PATIENCE)
        self.assertEqual(manager.next(), ["WATCHDOG=1"])

    def test_needs_no_manager(self):
        with self.house.serve() as server:
            self.assertEqual(server.call("GET", "/healthz").status, 200)

    def test_unit_leaves_little_to_do(self):
        done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager", UNIT], capture_output=True,
                              text=True, check=True, timeout=PATIENCE)
        score = float(re.search(r"Overall exposure level for rehearse.service: ([0-9.]+)", done.stdout)[1])
        self.assertLessEqual(score, WORST, done.stdout)

    def test_unit_is_valid(self):
        with open(UNIT, encoding="utf-8") as file:
            unit = file.read().replace("/usr/bin/rehearse", "/bin/true")
        with open(self.house.path("rehearse.service"), "w", encoding="utf-8") as file:
            file.write(unit)
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", self.house.path("rehearse.service")],
                              capture_output=True, text=True, check=False, timeout=PATIENCE)
        self.assertEqual([line for line in done.stderr.splitlines() if "rehearse.service" in line], [])


if __name__ == "__main__":
    main()
