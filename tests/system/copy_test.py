#!/usr/bin/python3
"""A programme moves from SQLite to PostgreSQL and back with all that it remembers: links that were mailed go on opening what they
opened."""
import os
import signal
import unittest

from on_postgres import PostgresHouse
from program import Deed, main, wait_for
from programme import Programme, booking_form, day

UNLIMITED = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0}
SQLITE = "sqlite:rehearse.db"
ODD = "Ọlá 🙂 é'\"\\;--$1%s\u200d\u0301"


class CopyDatabase(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(PostgresHouse(**UNLIMITED))
        self.url = self.house.postgres.url("rehearse")

    def copy(self, *words):
        return self.house.command("copy-database", *words)

    def wait_until_nobody_is_connected(self):
        """PostgreSQL sees a while later that a process has ended."""
        others = "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"
        wait_for(lambda: self.house.postgres.sql(others) == "0", "nobody is connected")

    def copied(self, *words):
        """What it says of a copy that nobody stands in the way of."""
        self.wait_until_nobody_is_connected()
        done = self.copy(*words)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        return done.stdout

    def fails(self, *words):
        done = self.copy(*words)
        self.assertEqual(done.returncode, 1, done)
        self.assertRegex(done.stderr, r"\A[^\n]+\n\Z", done)
        return done.stderr

    def on_sqlite(self):
        """A programme with bookings, one of them cancelled, and its server stopped again."""
        self.house.settings["database.url"] = SQLITE
        organizer = self.house.token()
        with self.house.serve() as server:
            programme = Programme(server, organizer, volunteers=2)
            forms = [booking_form("race-60", programme.volunteers[i % 2], day(3 + i, 9), f"n{i}") for i in range(5)]
            forms[1]["candidate"]["name"] = ODD
            forms[1]["preparation"] = {"goal": ODD + "\n\t" + ODD}
            made = [server.call("POST", "/api/v1/bookings", form, None, {"Idempotency-Key": f"n{i}"})
                    for i, form in enumerate(forms)]
            self.assertEqual([answer.status for answer in made], [201] * 5, made)
            server.call("POST", f"/api/v1/bookings/{made[0].json['id']}/cancel", {"reason": "illness", "message": "Ọ 🙂"},
                        made[0].json["manage_token"])
            self.assertIn("stop it first", self.fails(SQLITE, self.url))
        self.house.settings["database.url"] = self.url
        return organizer, programme, made

    def counts(self, said):
        return {line.partition(":")[0]: line.partition(": ")[2] for line in said.splitlines() if ", the same in both" in line}

    def test_moves_everything_and_says_what(self):
        organizer, programme, made = self.on_sqlite()

        moved = self.counts(self.copied(SQLITE, self.url))
        self.assertEqual(len(moved), 19)
        self.assertTrue(moved["bookings"].startswith(f"{len(made)} rows, "), moved)

        with self.house.serve() as server:
            for booking in made:
                path, token = "/api/v1/bookings/" + booking.json["id"], booking.json["manage_token"]
                there = server.call("GET", path, None, token).json
                for part in ("start", "candidate", "preparation"):
                    self.assertEqual(there[part], booking.json[part])
            self.assertIn(ODD, [booking.json["candidate"]["name"] for booking in made])
            again = server.call("POST", "/api/v1/bookings", booking_form("race-60", programme.volunteers[0], day(3, 9), "n0"),
                                None, {"Idempotency-Key": "n0"})
            taken = server.call("POST", "/api/v1/bookings", booking_form("race-60", programme.volunteers[1], day(4, 9), "late"))
            free = server.call("POST", "/api/v1/bookings", booking_form("race-60", programme.volunteers[1], day(20, 9), "late"))
            self.assertEqual(server.call("GET", "/api/v1/audit", None, organizer).status, 200)
        self.assertEqual((again.status, again.headers["Idempotency-Replayed"]), (201, "true"))
        self.assertEqual((taken.status, free.status), (409, 201))

        back = self.counts(self.copied(self.url, "sqlite:back.db"))
        self.assertEqual(back["interview_types"], moved["interview_types"])
        self.assertTrue(back["bookings"].startswith(f"{len(made) + 1} rows, "))

    def test_refuses_a_database_that_processes_serve_from(self):
        """What is booked meanwhile would be lost, and whoever serves from the copy would go on with another secret."""
        self.on_sqlite()
        self.house.postgres.create("other")
        hidden = {"database_url": self.url + "&application_name=other"}  # they are known all the same
        with self.house.serve(**hidden):
            self.assertIn("stop them first", self.fails(SQLITE, self.url))
            self.assertIn("stop them first", self.fails(self.url, self.house.postgres.url("other")))
            self.assertIn("stop them first", self.fails(self.url, "sqlite:back.db"))
        self.assertFalse(os.path.exists(self.house.path("back.db")))
        self.copied(SQLITE, self.url)

    def test_keeps_nothing_where_a_process_comes_back_meanwhile(self):
        """One that has lost its lines is not to be seen when the copy begins, and waits for no turn."""
        self.on_sqlite()
        self.copied(SQLITE, self.url)
        self.house.postgres.create("other")
        other = self.house.postgres.url("other")
        self.house.command("migrate", flags=("--set", "database.url=" + other))
        sql = self.house.postgres.sql

        def lines(more=""):
            return int(sql("select count(*) from pg_stat_activity where application_name = 'rehearse' "
                           "and datname = 'rehearse'" + more))

        with self.house.serve() as server:
            os.kill(server.pid, signal.SIGSTOP)
            try:
                sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rehearse'")
                wait_for(lambda: lines() == 0, "it has lost its lines")
                with self.house.postgres.transaction("lock table limit_notices; select 1", "other"):
                    said = []
                    copying = Deed(lambda: said.append(self.fails(self.url, other)))
                    copying.start()
                    wait_for(lambda: sql("select count(*) from pg_stat_activity where datname = 'other' "
                                         "and wait_event = 'relation'") != "0", "the copy has come to the last table")
                    os.kill(server.pid, signal.SIGCONT)
                    wait_for(lambda: lines() > 1, "the server is back beside the copy")
            finally:
                os.kill(server.pid, signal.SIGCONT)
            copying.end()
        self.assertIn("stop them first", said[0])
        self.assertEqual(sql("select count(*) from bookings", "other"), "0")

    def test_lets_nobody_serve_while_it_copies(self):
        self.on_sqlite()
        self.house.command("migrate", flags=("--set", "database.url=" + self.url))
        other = self.house.path("other.secret")
        with open(other, "w", encoding="ascii") as file:
            file.write("a5" * 32)

        def waiting(event):
            asked = f"select count(*) from pg_stat_activity where datname = 'rehearse' and wait_event = '{event}'"
            return self.house.postgres.sql(asked) != "0"

        done = []
        self.wait_until_nobody_is_connected()
        with self.house.postgres.transaction("lock table limit_notices; select 1", "rehearse"):
            copying = Deed(lambda: done.append(self.copy(SQLITE, self.url)))
            copying.start()
            wait_for(lambda: waiting("relation"), "the copy has come to the last table")
            server = self.house.begin(server_secret_file=other)
            wait_for(lambda: waiting("advisory"), "the server waits for its turn")
        copying.end()
        self.assertEqual(done[0].returncode, 0, done)
        self.assertEqual(server.wait(), 1)
        self.assertIn("the secret is not the one", server.log())

    def test_refuses_what_would_lose_something(self):
        self.on_sqlite()
        self.copied(SQLITE, self.url)

        self.wait_until_nobody_is_connected()
        self.assertIn("is not empty", self.fails(SQLITE, self.url))
        self.assertIn("no such database", self.fails("sqlite:nowhere.db", self.url))
        self.assertFalse(os.path.exists(self.house.path("nowhere.db")))
        for also in (SQLITE, "sqlite:./rehearse.db", "sqlite:" + self.house.path("rehearse.db")):
            self.assertIn("the two databases are the same", self.fails(SQLITE, also))
        for also in (self.url, self.url + "&connect_timeout=9", self.url.replace("postgres:", "postgresql:")):
            self.wait_until_nobody_is_connected()
            self.assertIn("the two databases are the same", self.fails(self.url, also))
        self.assertIn("allowed is", self.fails("mysql:x", self.url))
        with open(self.house.path("gone.db-wal"), "wb") as log:
            log.write(b"written last")
        self.assertIn("gone.db is gone, but its log", self.fails(SQLITE, "sqlite:gone.db"))
        with open(self.house.path("gone.db-wal"), "rb") as log:
            self.assertEqual(log.read(), b"written last")
        self.assertFalse(os.path.exists(self.house.path("gone.db")))
        self.assertIn("passfile", self.fails(SQLITE, self.url.replace("postgres://", "postgres://ada:hidden@", 1)))


if __name__ == "__main__":
    main()
