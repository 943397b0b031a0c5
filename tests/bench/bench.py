"""Measures the server, each thing beside the bare one it is compared with, in one run on one machine.

    bench.py [--json] [--rounds N] [WHAT…]      WHAT: see MEASURES; all without

Rounds are interleaved: ours, bare, ours, bare. Every line tells the medians of both, their spreads, and the ratio of
the medians; absolute figures mean little on another machine. sizes.py says how much is measured. REHEARSE_PROGRAM and
REHEARSE_BENCH (the folder of the bare programs) are set by deploy/bench. Everything runs on loopback, for a bounded time, in a temporary folder.
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
from sizes import BODIES, BOOKINGS, DUE, FEW_BOOKINGS, SECONDS, VOLUNTEERS
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
                  "goal": goal, "spread": spread(ours), "spread_of_bare": spread(bare) if bare else None, **more})


def spread(samples):
    """From the least to the most, as a part of the median."""
    return (max(samples) - min(samples)) / statistics.median(samples) if statistics.median(samples) else 0


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
    cold, one = {}, {}
    for volunteers in (100, VOLUNTEERS):
        with filled_house(volunteers, 0) as house:
            with house.serve(limits_cache_mebibytes=0) as server:
                get(server.port, pool_path())  # the copies are read
                cold[volunteers] = [1000 * seconds_for(server.port, pool_path(), 10) for _ in range(rounds)]
                path = slots_path(house.volunteers[-1])
                one[volunteers] = [without_errors(wrk(server.port, path, SECONDS, connections=1)) for _ in range(rounds)]
            with house.serve() as server:
                _, body = get(server.port, pool_path())
                with Bare(house.folder, body) as bare:
                    warm, its = interleaved(rounds, lambda: without_errors(wrk(server.port, pool_path())),
                                            lambda: without_errors(wrk(bare.port, "/")))
    line(f"GET pool of {VOLUNTEERS:,} volunteers, 14 days, cold", cold[VOLUNTEERS], [], unit="ms", goal="< 10 ms")
    line(f"growth of it from 100 to {VOLUNTEERS:,} volunteers",
         [statistics.median(cold[VOLUNTEERS]) / statistics.median(cold[100])], [], unit="fold", goal="<= 120 fold")
    line(f"GET slots of one anew, of {VOLUNTEERS:,} volunteers against 100", one[VOLUNTEERS], one[100], goal="1, flat")
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


def book(house, connections):
    """Books as fast as it goes; returns wrk's figures."""
    with house.serve() as server:
        house.command("mail", "hold")
        load = wrk(server.port, "/", SECONDS, connections, script=str(HERE / "wrk_bookings.lua"),
                   variables={"BODIES": str(bodies_of_bookings(house, BODIES))})
        server.stop()
    assert load["errors"] == 0, load
    return load


def bare_bookings(before, after, group):
    """Bookings a second, and the 99th percentile of what a commit of so many took in milliseconds."""
    copy = before.with_name("bare.db")
    shutil.copy(before, copy)
    said = subprocess.run([BENCH / "bare_sqlite", after, copy, str(group)], capture_output=True, text=True, check=True,
                          preexec_fn=on_core(SERVER_CORE))
    copy.unlink()
    rate, p99 = map(float, said.stdout.split())
    return rate, p99


def measure_bookings(rounds):
    for clients, goal in ((64, 0.5), (1, 0.5)):
        ours, bare, p99, bare_p99 = [], [], [], []
        for _ in range(rounds):
            with filled_house(2_000, 0) as house:
                after = pathlib.Path(house.folder) / "rehearse.db"
                before = after.with_name("before.db")
                shutil.copy(after, before)
                load = book(house, clients)
                ours.append(load["rate"])
                p99.append(load["p99"])
                for samples, one in zip((bare, bare_p99), bare_bookings(before, after, clients)):
                    samples.append(one)
        line(f"POST bookings, {clients} client{'s' if clients > 1 else ''}", ours, bare, goal=goal,
             p99=statistics.median(p99), bare_p99=statistics.median(bare_p99))


def measure_reads(rounds):
    """One booking by its id, by somebody whose token is looked up, against its rows alone."""
    with filled_house(VOLUNTEERS, FEW_BOOKINGS) as house:
        database = pathlib.Path(house.folder) / "rehearse.db"
        ids = database.with_name("ids")
        with house.database() as db:
            ids.write_text("".join(row["id"] + "\n" for row in db.execute("select id from bookings order by id")),
                           encoding="ascii")
        known = {"IDS": str(ids), "TOKEN": house.token()}
        with house.serve() as server:
            def ours():
                return without_errors(wrk(server.port, "/", SECONDS, script=str(HERE / "wrk_reads.lua"), variables=known))

            def bare():
                said = subprocess.run([BENCH / "bare_reads", database, str(SECONDS)], capture_output=True, text=True,
                                      check=True, preexec_fn=on_core(SERVER_CORE))
                return float(said.stdout)
            line("GET one booking, against SQLite's point reads of its rows", *interleaved(rounds, ours, bare), goal="")


def measure_size(rounds):
    """A million bookings with their mails planned: memory, start, and whether booking and mail grow slower. A round
    fills two databases: there are two at most."""
    rates, mails, resident, ready = ({FEW_BOOKINGS: [], BOOKINGS: []} for _ in range(4))
    for bookings in (FEW_BOOKINGS, BOOKINGS) * min(rounds, 2):
        with filled_house(VOLUNTEERS, bookings, DUE) as house:
            assert house.command("mail", "hold").returncode == 0
            began = time.monotonic()
            with house.serve() as server:
                ready[bookings].append(time.monotonic() - began)
                get(server.port, pool_path())
                get(server.port, slots_path(house.volunteers[0]))
                resident[bookings].append(resident_megabytes(server.pid))
                server.stop()
            rates[bookings].append(book(house, 64)["rate"])
            mails[bookings].append(mail.deliver_due(house)[0])
    line(f"POST bookings with {BOOKINGS:,} in the table against {FEW_BOOKINGS:,}", rates[BOOKINGS], rates[FEW_BOOKINGS],
         goal=0.8)
    line(f"reminders due, with {BOOKINGS:,} planned against {FEW_BOOKINGS:,}", mails[BOOKINGS], mails[FEW_BOOKINGS],
         goal=0.8)
    line(f"resident with {VOLUNTEERS:,} volunteers and {BOOKINGS:,} bookings", resident[BOOKINGS], [], unit="MB",
         goal="< 250 MB")
    line("ready after start with them", ready[BOOKINGS], [], unit="s", goal="< 2 s")


def measure_idle(rounds):
    resident = []
    for _ in range(rounds):
        with House(**FREE) as house, house.serve() as server:
            resident.append(resident_megabytes(server.pid))
    line("resident, idle and empty", resident, [], unit="MB", goal="< 40 MB")


def measure_counts(rounds):
    """What an answer costs in instructions and allocations; these repeat, where seconds do not."""
    del rounds
    anew = {"limits_cache_mebibytes": 0}
    with filled_house(100, 0) as house, filled_house(VOLUNTEERS, 0) as crowd:
        slots = slots_path(house.volunteers[0])
        with house.serve() as server:
            known = {"If-None-Match": get(server.port, slots)[0].headers["ETag"]}
        for what, cost in (("an unchanged answer", counts.counted(house, slots)),
                           ("a 304", counts.counted(house, slots, headers=known)),
                           ("60 days of slots anew", counts.counted(house, slots, **anew)),
                           (f"the pool of {VOLUNTEERS:,} volunteers anew", counts.counted(crowd, pool_path(), times=5, **anew))):
            line(f"instructions of {what}", [cost["instructions"]], [], unit="", goal="")
            line(f"allocations of {what}", [cost["allocations"]], [], unit="", goal="")


def add(entries):
    for what, ours, bare, goal in entries:
        line(what, ours, bare, goal=goal)


MEASURES = {"slots": measure_slots, "anew": measure_anew, "pool": measure_pool, "bookings": measure_bookings,
            "reads": measure_reads,
            "counts": measure_counts,
            "overload": lambda rounds: overload.measure(rounds, filled_house, bodies_of_bookings, line),
            "mail": lambda rounds: add(mail.measure_mail(rounds)), "size": measure_size, "idle": measure_idle,
            "postgres": lambda rounds: postgres.measure(rounds, line, FREE, bodies_of_bookings)}


def print_table():
    print(f"{'what':62} {'ours':>12} {'bare':>12} {'ratio':>6} {'spreads':>9}  goal")
    for entry in LINES:
        bare = f"{entry['bare']:,.0f}{entry['unit']}" if entry["bare"] else ""
        ratio = f"{entry['ratio']:.2f}" if entry["ratio"] else ""
        more = "".join(f"  {name} {entry[name]:.1f}" for name in ("p99", "bare_p99", "microseconds") if name in entry)
        goal = f">= {entry['goal']}" if isinstance(entry["goal"], float) else entry["goal"]
        spreads = f"{entry['spread']:.0%}" + (f" {entry['spread_of_bare']:.0%}" if entry["bare"] else "")
        print(f"{entry['what']:62} {entry['ours']:>12,.1f}{entry['unit']} {bare:>12} {ratio:>6} {spreads:>9}  {goal}{more}")


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
