"""Bookings on PostgreSQL, held against pgbench that writes the same rows: a booking is made, what it left in every table is
looked up, and a script for pgbench writes such rows again and again, a transaction for each booking, with as many clients.
Both servers are PostgreSQL's own, started here with everything synced; no core is kept for anybody, since PostgreSQL has a
process for each connection. Used by bench.py."""
import json
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "system"))

from bookings import bodies_of_bookings  # noqa: E402
from filled import FREE  # noqa: E402
from on_postgres import PostgresHouse  # noqa: E402
from sizes import either  # noqa: E402
from table import line  # noqa: E402
from wrk import wrk  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
CLIENTS = 16
SECONDS = either(5, 1)
VOLUNTEERS = either(2_000, 50)
# What a booking writes, each after those that it refers to.
TABLES = {"bookings": "id", "booking_participants": "booking_id", "booking_history": "booking_id",
          "occupations": "booking_id", "outbox": "booking_id", "audit": None}


def filled_house(volunteers, bookings, **settings):
    house = PostgresHouse(durable=True, **settings)
    assert house.command("migrate").returncode == 0
    fill = pathlib.Path(os.environ["REHEARSE_BENCH"]) / "fill_database"
    said = subprocess.run([fill, house.settings["database.url"], str(volunteers), str(bookings)], capture_output=True,
                          text=True, check=True)
    house.volunteers = said.stdout.split()
    house.postgres.sql("analyze", "rehearse")
    return house


def rows_of(house, table, condition):
    said = house.postgres.sql(f"select coalesce(json_agg(t), '[]') from {table} t where {condition}", "rehearse")
    return json.loads(said)


def literal(value):
    if value is None or isinstance(value, int):
        return "null" if value is None else str(value)
    # pgbench takes a name behind a colon for a variable, in a text, too.
    return "'" + value.replace("'", "''").replace(":", ":' || '") + "'"


class Script:
    """Rows of one booking as statements in which :n makes each booking another and :v each volunteer."""

    def __init__(self, booking, volunteer, email):
        self.variables = {booking: "'bk_' || :n", volunteer: "'vol_' || :v", email: "'c' || :n || '@example.net'"}
        self.lines = ["\\set n random(1, 1000000000)", f"\\set v random(1, {VOLUNTEERS})", "begin;"]

    def value(self, table, column, value, number):
        if column == "id" and table != "bookings":
            return f"'{table[:2]}{number}_' || :n"
        if column in ("start_at", "end_at", "occupied_from", "occupied_to"):
            return f"{value} + 86400 * :n::bigint"
        for known, expression in self.variables.items():
            if isinstance(value, str) and known in value:
                return literal(value).replace(known, f"' || {expression} || '")
        return literal(value)

    def insert(self, table, row, number):
        cells = {c: self.value(table, c, v, number) for c, v in row.items() if c != "number" or table == "booking_history"}
        self.lines.append(f"insert into {table} ({', '.join(cells)}) values ({', '.join(cells.values())});")

    def text(self):
        self.lines += ["update volunteers set slots_revision = slots_revision + 1 where id = 'vol_' || :v;",
                       "update candidate_turns set taken = taken + 1 where id = (:n & 1023);", "end;"]
        return "\n".join(self.lines) + "\n"


def script_like(house, booking):
    """The rows of that booking, and volunteers for them who are named by number."""
    made = rows_of(house, "bookings", f"id = '{booking}'")[0]
    script = Script(booking, made["volunteer_id"], made["candidate_email"])
    for table, column in TABLES.items():
        condition = f"{column} = '{booking}'" if column else f"subjects like '%{booking}%'"
        for number, row in enumerate(rows_of(house, table, condition)):
            script.insert(table, row, number)
    like = rows_of(house, "volunteers", f"id = '{made['volunteer_id']}'")[0]
    cells = {column: literal(value) for column, value in like.items() if column != "number"}
    cells.update({"id": "'vol_' || n", "email": "'v' || n || '@example.org'"})
    house.postgres.sql(f"insert into volunteers ({', '.join(cells)}) select {', '.join(cells.values())} "
                       f"from generate_series(1, {VOLUNTEERS}) n", "rehearse")
    return script.text()


def pgbench(house, script):
    path = pathlib.Path(house.postgres.folder) / "script.sql"
    path.write_text(script, encoding="utf-8")
    said = house.postgres._run("pgbench", "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "1", "-T", str(SECONDS), "-f", str(path),
                               house.settings["database.url"])
    assert re.search(r"number of failed transactions: 0 ", said), said
    return float(re.search(r"tps = ([\d.]+)", said)[1])


READ = """\\set n random(1, :many)
begin;
select * from bookings b join numbered n on b.id = n.id where n.number = :n;
select * from booking_history h join numbered n on h.booking_id = n.id where n.number = :n;
select * from booking_participants p join numbered n on p.booking_id = n.id where n.number = :n;
end;
"""


def reads(house):
    """Bookings read a second: GET of one by its id, and pgbench for the same rows of one."""
    house.postgres.sql("create table numbered as select row_number() over (order by id)::integer as number, id from bookings; "
                       "alter table numbered add primary key (number); analyze", "rehearse")
    ids = pathlib.Path(house.folder) / "ids"
    ids.write_text(house.postgres.sql("select id from bookings order by id", "rehearse"), encoding="ascii")
    known = {"IDS": str(ids), "TOKEN": house.token()}
    with house.serve() as server:
        load = wrk(server.port, "/", SECONDS, CLIENTS, script=str(HERE / "wrk_reads.lua"), variables=known)
    assert load["errors"] == 0, load
    many = len(ids.read_text(encoding="ascii").split())
    return load["rate"], pgbench(house, READ.replace(":many", str(many)))


def measure(rounds):
    ours, bare, p99, read, bare_read = ([] for _ in range(5))
    for _ in range(rounds):
        with filled_house(VOLUNTEERS, 0, **FREE) as house:
            with house.serve() as server:
                house.command("mail", "hold")
                load = wrk(server.port, "/", seconds=SECONDS, connections=CLIENTS, script=str(HERE / "wrk_bookings.lua"),
                           variables={"BODIES": str(bodies_of_bookings(house, either(100_000, 20_000)))})
            assert load["errors"] == 0, load
            ours.append(load["rate"])
            p99.append(load["p99"])
            some = house.postgres.sql("select id from bookings limit 1", "rehearse")
            bare.append(pgbench(house, script_like(house, some)))
            one, its = reads(house)
            read.append(one)
            bare_read.append(its)
    line(f"POST bookings on PostgreSQL, {CLIENTS} clients, against pgbench", ours, bare, goal=0.6, p99=sorted(p99)[len(p99) // 2])
    line("GET one booking on PostgreSQL, against pgbench reading the same rows", read, bare_read, goal="")
