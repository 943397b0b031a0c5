"""Measures the server, each thing beside the bare one it is compared with, in one run on one machine.

    bench.py [--json] [--rounds N] [WHAT…]      WHAT: see MEASURES; all without

Rounds are interleaved: ours, bare, ours, bare. Every line tells the medians of both, their spread, and the ratio of the
medians; absolute figures mean little on another machine. REHEARSE_PROGRAM and REHEARSE_BENCH (the folder of the bare
programs) are set by deploy/bench. Everything runs on loopback, for a bounded time, in a temporary folder.
"""
import argparse
import datetime
import http.client
import json
import pathlib
import shutil
import statistics
import subprocess
import time

import counts
import mail
import overload
import postgres
from filled import BENCH, FREE, House, filled_house, resident_megabytes
from wrk import SERVER_CORE, on_core, wrk

HERE = pathlib.Path(__file__).resolve().parent
LINES = []


def today():
    return datetime.datetime.now(datetime.timezone.utc).date()


class Bare:
    """The Beast server that answers every request with these bytes."""

    def __init__(self, folder, body, *words):
        path = pathlib.Path(folder) / "body"
        path.write_bytes(body)
        self.process = subprocess.Popen([BENCH / "bare_http", path, *words], stdout=subprocess.PIPE, text=True,
                                        preexec_fn=on_core(SERVER_CORE))
        self.port = int(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def get(port, path, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status in (200, 304), (answer.status, body[:300])
    return answer, body


def line(what, ours, bare, unit="/s", goal=None, **more):
    """Adds one line to the table: samples of ours and of the bare thing."""
    mine, its = statistics.median(ours), statistics.median(bare) if bare else None
    LINES.append({"what": what, "ours": mine, "bare": its, "unit": unit, "ratio": mine / its if its else None,
                  "goal": goal, "spread": (max(ours) - min(ours)) / mine if mine else 0, **more})


def interleaved(rounds, ours, bare):
    mine, its = [], []
    for _ in range(rounds):
        mine.append(ours())
        its.append(bare())
    return mine, its


def slots_path(who, days=60):
    begin = today() + datetime.timedelta(days=1)
    return (f"/api/v1/volunteers/{who}/slots?type=half-an-hour&from={begin}&to={begin + datetime.timedelta(days=days)}"
            "&zone=Asia/Kolkata")


def pool_path():
    begin = today() + datetime.timedelta(days=1)
    return f"/api/v1/slots?type=half-an-hour&from={begin}&to={begin + datetime.timedelta(days=14)}&zone=Asia/Kolkata"


def without_errors(load):
    assert load["errors"] == 0, load
    return load["rate"]


def measure_slots(rounds):
    with filled_house(100, 0) as house, house.serve() as server:
        path = slots_path(house.volunteers[0])
        answer, body = get(server.port, path)
        with Bare(house.folder, body) as bare:
            ours, its = interleaved(rounds, lambda: without_errors(wrk(server.port, path)),
                                    lambda: without_errors(wrk(bare.port, "/")))
        line(f"GET slots of 60 days, unchanged ({len(body)} bytes)", ours, its, goal=0.8)
        known = [f"If-None-Match: {answer.headers['ETag']}"]
        with Bare(house.folder, body, "304") as bare:
            ours, its = interleaved(rounds, lambda: without_errors(wrk(server.port, path, headers=known)),
                                    lambda: without_errors(wrk(bare.port, "/")))
        line("the same, 304", ours, its, goal=0.85)


def measure_anew(rounds):
    """Nothing is kept: every answer is computed from the volunteer's copy, and written."""
    with filled_house(100, 0) as house, house.serve(limits_cache_mebibytes=0) as server:
        path = slots_path(house.volunteers[0])
        _, body = get(server.port, path)
        with Bare(house.folder, body) as bare:
            ours, its = interleaved(rounds, lambda: without_errors(wrk(server.port, path)),
                                    lambda: without_errors(wrk(bare.port, "/")))
        line("GET slots of 60 days, computed anew", ours, its, goal=0.25, microseconds=1e6 / statistics.median(ours))


def seconds_for(port, path, times):
    began = time.monotonic()
    for _ in range(times):
        get(port, path)
    return (time.monotonic() - began) / times


def measure_pool(rounds):
    cold = {}
    for volunteers in (100, 10_000):
        with filled_house(volunteers, 0) as house:
            with house.serve(limits_cache_mebibytes=0) as server:
                get(server.port, pool_path())  # the copies are read
                cold[volunteers] = [1000 * seconds_for(server.port, pool_path(), 10) for _ in range(rounds)]
            with house.serve() as server:
                _, body = get(server.port, pool_path())
                with Bare(house.folder, body) as bare:
                    warm, its = interleaved(rounds, lambda: without_errors(wrk(server.port, pool_path())),
                                            lambda: without_errors(wrk(bare.port, "/")))
    line("GET pool of 10,000 volunteers, 14 days, cold", cold[10_000], [], unit="ms", goal="< 10 ms")
    line("growth of it from 100 to 10,000 volunteers", [statistics.median(cold[10_000]) / statistics.median(cold[100])],
         [], unit="fold", goal="<= 120 fold")
    line(f"the same, warm ({len(body)} bytes)", warm, its, goal=0.5)


def bodies_of_bookings(house, count):
    """One JSON text a line: distinct slots, distinct candidates."""
    path = pathlib.Path(house.folder) / "bodies"
    begin = datetime.datetime.combine(today() + datetime.timedelta(days=2), datetime.time(9))
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            who, turn = number % len(house.volunteers), number // len(house.volunteers)
            start = begin + datetime.timedelta(days=turn // 8, minutes=30 * (turn % 8))
            file.write(json.dumps({
                "interview_type": "half-an-hour", "volunteer_id": house.volunteers[who],
                "start": start.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "candidate": {"name": f"Candidate {number}", "email": f"new{number}@example.net",
                              "zone": "Asia/Kolkata"}}) + "\n")
    return path


def book(house, seconds, connections):
    """Books as fast as it goes; returns wrk's figures."""
    with house.serve() as server:
        house.command("mail", "hold")
        load = wrk(server.port, "/", seconds=seconds, connections=connections, script=str(HERE / "wrk_bookings.lua"),
                   variables={"BODIES": str(bodies_of_bookings(house, 200_000))})
        server.stop()
    assert load["errors"] == 0, load
    return load


def bare_bookings(before, after, group):
    copy = before.with_name("bare.db")
    shutil.copy(before, copy)
    said = subprocess.run([BENCH / "bare_sqlite", after, copy, str(group)], capture_output=True, text=True, check=True,
                          preexec_fn=on_core(SERVER_CORE))
    copy.unlink()
    return float(said.stdout.split()[0])


def measure_bookings(rounds):
    for clients, goal in ((64, 0.5), (1, 0.5)):
        ours, bare, p99 = [], [], []
        for _ in range(rounds):
            with filled_house(2_000, 0) as house:
                after = pathlib.Path(house.folder) / "rehearse.db"
                before = after.with_name("before.db")
                shutil.copy(after, before)
                load = book(house, 4, clients)
                ours.append(load["rate"])
                p99.append(load["p99"])
                bare.append(bare_bookings(before, after, clients))
        line(f"POST bookings, {clients} client{'s' if clients > 1 else ''}", ours, bare, goal=goal,
             p99=statistics.median(p99))


def measure_size(rounds):
    """A million bookings with their mails planned: memory, start, and whether booking and mail grow slower."""
    del rounds
    rates, mails, figures = {}, {}, {}
    for bookings in (10_000, 1_000_000):
        with filled_house(10_000, bookings, mail.DUE) as house:
            assert house.command("mail", "hold").returncode == 0
            began = time.monotonic()
            with house.serve() as server:
                figures["ready"] = time.monotonic() - began
                get(server.port, pool_path())
                get(server.port, slots_path(house.volunteers[0]))
                figures["resident"] = resident_megabytes(server.pid)
                server.stop()
            rates[bookings] = book(house, 4, 64)["rate"]
            mails[bookings] = mail.deliver_due(house)[0]
    line("POST bookings with 1,000,000 in the table against 10,000", [rates[1_000_000]], [rates[10_000]], goal=0.8)
    line("reminders due, with 1,000,000 planned against 10,000", [mails[1_000_000]], [mails[10_000]], goal=0.8)
    line("resident with 10,000 volunteers and 1,000,000 bookings", [figures["resident"]], [], unit="MB", goal="< 250 MB")
    line("ready after start with them", [figures["ready"]], [], unit="s", goal="< 2 s")


def measure_idle(rounds):
    del rounds
    with House(**FREE) as house, house.serve() as server:
        line("resident, idle and empty", [resident_megabytes(server.pid)], [], unit="MB", goal="< 40 MB")


def measure_counts(rounds):
    """What an answer costs in instructions and allocations; these repeat, where seconds do not."""
    del rounds
    anew = {"limits_cache_mebibytes": 0}
    with filled_house(100, 0) as house, filled_house(10_000, 0) as crowd:
        slots = slots_path(house.volunteers[0])
        with house.serve() as server:
            known = {"If-None-Match": get(server.port, slots)[0].headers["ETag"]}
        for what, cost in (("an unchanged answer", counts.counted(house, slots)),
                           ("a 304", counts.counted(house, slots, headers=known)),
                           ("60 days of slots anew", counts.counted(house, slots, **anew)),
                           ("the pool of 10,000 volunteers anew", counts.counted(crowd, pool_path(), times=5, **anew))):
            line(f"instructions of {what}", [cost["instructions"]], [], unit="", goal="")
            line(f"allocations of {what}", [cost["allocations"]], [], unit="", goal="")


def add(entries):
    for what, ours, bare, goal in entries:
        line(what, ours, bare, goal=goal)


MEASURES = {"slots": measure_slots, "anew": measure_anew, "pool": measure_pool, "bookings": measure_bookings,
            "counts": measure_counts,
            "overload": lambda rounds: overload.measure(rounds, filled_house, bodies_of_bookings, line),
            "mail": lambda rounds: add(mail.measure_mail(rounds)), "size": measure_size, "idle": measure_idle,
            "postgres": lambda rounds: postgres.measure(rounds, line, FREE, bodies_of_bookings)}


def print_table():
    print(f"{'what':62} {'ours':>12} {'bare':>12} {'ratio':>6} {'spread':>7}  goal")
    for entry in LINES:
        bare = f"{entry['bare']:,.0f}{entry['unit']}" if entry["bare"] else ""
        ratio = f"{entry['ratio']:.2f}" if entry["ratio"] else ""
        more = "".join(f"  {name} {entry[name]:.1f}" for name in ("p99", "microseconds") if name in entry)
        goal = f">= {entry['goal']}" if isinstance(entry["goal"], float) else entry["goal"]
        print(f"{entry['what']:62} {entry['ours']:>12,.1f}{entry['unit']} {bare:>12} {ratio:>6} {entry['spread']:>6.0%}  {goal}{more}")


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("what", nargs="*", choices=[*MEASURES, []])
    words.add_argument("--json", action="store_true")
    words.add_argument("--rounds", type=int, default=5)
    asked = words.parse_args()
    for name in asked.what or MEASURES:
        MEASURES[name](asked.rounds)
    if asked.json:
        print(json.dumps(LINES, indent=2))
    else:
        print_table()


if __name__ == "__main__":
    main()
