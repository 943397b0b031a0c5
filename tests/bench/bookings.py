"""Bookings, one after the other and 64 at a time, and reads of one: beside SQLite that writes and reads the same rows without
us."""
import datetime
import json
import pathlib
import shutil
import statistics
import subprocess

from answers import today
from filled import BENCH, filled_house
from sizes import BODIES, FEW_BOOKINGS, SECONDS, VOLUNTEERS
from table import interleaved, line
from wrk import SERVER_CORE, on_core, without_errors, wrk

HERE = pathlib.Path(__file__).resolve().parent


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
