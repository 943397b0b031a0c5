"""More bookings than the server can take: how many still come through, how soon the rest is told, and whether the server says
meanwhile that it is alive. Used by bench.py; the load is wrk's, and beside it go a few clients who look at the clock."""
import contextlib
import http.client
import itertools
import os
import pathlib
import re
import resource
import statistics
import subprocess
import threading
import time

from bookings import bodies_of_bookings
from filled import filled_house
from table import line
from wrk import LOAD_CORE, on_core

HERE = pathlib.Path(__file__).resolve().parent
TIMES = 4  # the load that is possible
CONNECTIONS = 4096
QUEUE = 1024  # [limits] queued_writes: so many connections wait, the others rest and ask
WITNESSES = 8
PEAK, HEAVY = 40_000, 170_000  # bodies, more than are sent
POST = {"Content-Type": "application/json"}


def load(port, bodies, connections, pause=0, seconds=5):
    """Bookings from connections that rest `pause` milliseconds between two: {"booked", "refused", "other"} a second."""
    def ready():
        on_core(LOAD_CORE)()
        resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(HERE / "wrk_overload.lua"),
             f"http://127.0.0.1:{port}/"]
    said = subprocess.run(words, capture_output=True, text=True, check=True, preexec_fn=ready,
                          env={**os.environ, "PAUSE": str(pause), "BODIES": str(bodies)}).stdout
    booked, refused, other, took = re.search(r"BOOKED (\d+) REFUSED (\d+) OTHER (\d+) SECONDS ([\d.]+)", said).groups()
    return {"booked": int(booked) / float(took), "refused": int(refused) / float(took), "other": int(other)}


class Witness(threading.Thread):
    """Asks again and again; how long the answers of each status took, in milliseconds, is in `took`."""

    def __init__(self, port, *request):
        super().__init__(daemon=True)
        self.port, self.request = port, request
        self.done, self.took = threading.Event(), {}

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while not self.done.wait(0.05):
            began = time.monotonic()
            connection.request(*[part() if callable(part) else part for part in self.request])
            answer = connection.getresponse()
            answer.read()
            self.took.setdefault(answer.status, []).append(1000 * (time.monotonic() - began))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.join()


def nearly_all(times):
    """The 99th percentile."""
    return sorted(times)[int(0.99 * len(times))] if times else 0.0


class Bodies:
    """What is posted: each part of the texts once."""

    def __init__(self, folder, texts):
        self.folder, self.texts, self.number = pathlib.Path(folder), iter(texts), itertools.count()

    def file_of(self, count):
        path = self.folder / f"bodies-{next(self.number)}"
        path.write_text("".join(itertools.islice(self.texts, count)), encoding="utf-8")
        return path

    def one(self):
        return next(self.texts)


def once(server, bodies):
    """What was booked at the peak just before and after, and under the load; the times of refusals and of /healthz."""
    peaks = [load(server.port, bodies.file_of(PEAK), 64)["booked"]]
    pause = 1000 * (CONNECTIONS - QUEUE) / (TIMES * peaks[0])
    heavy = bodies.file_of(HEAVY)
    with contextlib.ExitStack() as beside:
        alive = beside.enter_context(Witness(server.port, "GET", "/healthz"))
        bookers = [beside.enter_context(Witness(server.port, "POST", "/api/v1/bookings", bodies.one, POST))
                   for _ in range(WITNESSES)]
        under_load = load(server.port, heavy, CONNECTIONS, pause, 8)
    assert under_load["other"] == 0 and under_load["refused"] > under_load["booked"], under_load
    peaks.append(load(server.port, bodies.file_of(PEAK), 64)["booked"])
    return peaks, under_load["booked"], [t for w in bookers for t in w.took.get(503, [])], alive.took[200]


def measure(rounds):
    peaks, booked, refusals, alive = [], [], [], []
    for _ in range(rounds):
        with filled_house(2_000, 20_000) as house, house.serve() as server:
            house.command("mail", "hold")
            with open(bodies_of_bookings(house, 2 * PEAK + HEAVY + 20_000), encoding="utf-8") as texts:
                peak, through, refused, lives = once(server, Bodies(house.folder, texts))
        peaks.append(statistics.mean(peak))
        booked.append(through)
        refusals.append(nearly_all(refused))
        alive.append(nearly_all(lives))
    line(f"POST bookings under {TIMES} times the possible load", booked, peaks, goal=0.8)
    line("the rest is refused within (99th percentile)", refusals, [], unit="ms", goal="< 50 ms")
    line("/healthz meanwhile (99th percentile)", alive, [], unit="ms", goal="< 100 ms")
