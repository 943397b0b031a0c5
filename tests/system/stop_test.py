#!/usr/bin/python3
"""The process, or the power, stops at each write and sync of one booking, and of the checkpoint that follows: afterwards the
booking is there with all that belongs to it, or not at all; what was acknowledged is there; and the same request, sent again
with its key, makes it once."""
import collections
import os
import random
import shutil
import signal
import unittest

from program import LONG, House, main, wait_for
from programme import Programme, booking_form, day

WRITES = 1  # that are stopped at in each way in the short form; a sync is never left out
WORTHWHILE_PAGES = 1000  # sqlite_writer.cpp: of the log, for a checkpoint
PAGE = 4096 + 24
UNLIMITED = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0, "limits_mails_per_hour": 0}
FILES = ("rehearse.db", "rehearse.db-wal", "rehearse.db.secret")


class Stops(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(House(**UNLIMITED))
        checks = os.environ.get("ASAN_OPTIONS", "")
        self.house.variables = {"LD_PRELOAD": os.environ["REHEARSE_STOPPING_DISK"], "STOPPING_DISK": self.house.path("disk"),
                                "ASAN_OPTIONS": f"{checks}:verify_asan_link_order=0"}
        self.counted = collections.Counter()
        self.bookings = 0
        self.prepare()

    def prepare(self):
        """A programme with one booking, and how many pages of the log one more takes."""
        organizer = self.house.token()
        self.house.command("mail", "hold")
        self.server = self.house.start()
        self.volunteer = Programme(self.server, organizer, horizon_days=300).volunteers[0]
        self.booked()
        before = self.pages()
        for _ in range(4):
            self.booked()
        self.pages_of_one = (self.pages() - before) / 4

    def pages(self):
        return os.path.getsize(self.house.path("rehearse.db-wal")) / PAGE

    def keep(self):
        """The files as a killed server leaves them, for `begin_anew`."""
        self.server.kill()
        self.kept = self.house.path("kept")
        os.mkdir(self.kept)
        for name in FILES:
            shutil.copy(self.house.path(name), self.kept)

    def begin_anew(self):
        self.server.kill()
        for name in FILES:
            shutil.copy(os.path.join(self.kept, name), self.house.path(name))
        self.forget("disk.at", "disk.calls", "rehearse.db-shm")
        self.server = self.house.start()

    def forget(self, *names):
        for name in names:
            if os.path.exists(self.house.path(name)):
                os.remove(self.house.path(name))

    def calls(self):
        """Since they were last forgotten: "write rehearse.db-wal", …"""
        if not os.path.exists(self.house.path("disk.calls")):
            return []
        with open(self.house.path("disk.calls"), encoding="ascii") as file:
            return file.read().splitlines()

    def next_request(self):
        self.bookings += 1
        start = day(3 + self.bookings // 24, self.bookings % 24)
        return booking_form("race-60", self.volunteer, start, f"s{self.bookings}"), {"Idempotency-Key": f"key-{self.bookings}"}

    def ask(self, request):
        """The answer; none: the server died."""
        try:
            return self.server.call("POST", "/api/v1/bookings", request[0], None, request[1])
        except OSError:
            return None

    def booked(self):
        answer = self.ask(self.next_request())
        self.assertEqual(answer.status, 201, answer)
        return answer.json["id"]

    def stop_at(self, call, how):
        with open(self.house.path("disk.new"), "w", encoding="ascii") as file:
            file.write(f"{call} {how}")
        os.rename(file.name, self.house.path("disk.at"))

    def log_was_copied(self):
        """A checkpoint is over: the last that it does is to sync the file."""
        return any(call == "sync rehearse.db" for call in self.calls())

    def is_dead(self):
        return self.server.process.poll() is not None

    @staticmethod
    def traces(database, booking):
        """In how many rows of each table it occurs."""
        found = {}
        for (table,) in database.execute("select name from sqlite_master where type = 'table'").fetchall():
            rows = (tuple(row) for row in database.execute(f"select * from \"{table}\""))
            count = sum(any(isinstance(value, str) and booking in value for value in row) for row in rows)
            if count:
                found[table] = count
        return found

    def look(self, acknowledged, address):
        """The bookings that are there; the one of `address` whole or not at all."""
        with self.house.database() as database:
            self.assertEqual(database.execute("pragma integrity_check").fetchone()[0], "ok")
            whole = self.traces(database, acknowledged)
            self.assertLessEqual({"bookings", "occupations", "outbox", "audit", "idempotency_keys"}, set(whole))
            rows = [row["id"] for row in database.execute("select id from bookings where candidate_email = ?", (address,))]
            for each in rows:
                self.assertEqual(self.traces(database, each), whole)
            for table in ("occupations", "outbox"):
                orphans = f"select count(*) from {table} where booking_id not in (select id from bookings)"
                self.assertEqual(database.execute(orphans).fetchone()[0], 0, table)
        return rows

    def one_stop(self, call, how, between, afterwards):
        """True, if it came as far as that call."""
        self.begin_anew()
        acknowledged = self.booked()
        wait_for(between, "what precedes the booking")
        request = self.next_request()
        self.stop_at(call, how)
        told = self.ask(request)
        if told is not None:
            self.assertEqual(told.status, 201, told)
            wait_for(lambda: self.is_dead() or afterwards(), "what follows the booking")
        reached = self.is_dead() or told is None
        if reached:
            self.assertEqual(self.server.wait(), -signal.SIGKILL)
        self.forget("disk.at")
        if reached:
            self.server = self.house.start()
        address = request[0]["candidate"]["email"]
        there = self.look(acknowledged, address)
        if told is not None:
            self.assertEqual(there, [told.json["id"]], "it was acknowledged")
        again = self.ask(request)
        self.assertEqual(again.status, 201, again)
        self.assertEqual(again.headers["Idempotency-Replayed"], "true" if there else None)
        self.assertEqual(self.look(acknowledged, address), [again.json["id"]])
        self.assertLessEqual(set(there), {again.json["id"]})
        self.counted["there" if there else "not there"] += reached
        return reached

    def calls_of_one(self, between, afterwards):
        self.begin_anew()
        self.booked()
        wait_for(between, "what precedes the booking")
        self.forget("disk.calls")
        self.booked()
        wait_for(afterwards, "what follows the booking")
        return self.calls()

    @staticmethod
    def stops_of(calls):
        """(number, how) of each, or of every sync and some writes."""
        numbers = range(1, len(calls) + 1)
        syncs = [number for number in numbers if calls[number - 1].startswith("sync")]
        writes = [number for number in numbers if number not in syncs]
        stops = [(number, how) for number in syncs for how in ("before", "power", "after")]
        for how in ("before", "power", "half"):
            stops += [(number, how) for number in (writes if LONG else random.sample(writes, WRITES))]
        return sorted(stops)

    def every_stop(self, between=lambda: True, afterwards=lambda: True):
        """`between`: what is waited for before the booking, `afterwards`: after it."""
        calls = self.calls_of_one(between, afterwards)
        reached = 0
        for number, how in self.stops_of(calls):
            with self.subTest(call=f"{number} of {len(calls)}: {calls[number - 1]}", how=how):
                reached += self.one_stop(number, how, between, afterwards)
        print(f"{dict(collections.Counter(calls))}: {reached} stops, the booking was {dict(self.counted)}", flush=True)
        self.assertGreater(self.counted["there"], 0, "after the sync")
        self.assertGreater(self.counted["not there"], 0)
        self.assertFalse(self.one_stop(2 * len(calls), "before", between, afterwards), "there were no more calls")
        return collections.Counter(calls)

    def fill_log_up_to(self, pages):
        while self.pages() < pages - self.pages_of_one:
            self.booked()
        while self.pages() < pages:
            self.house.token()  # a few pages each

    def test_in_a_log_that_grows(self):
        self.keep()

        calls = self.every_stop()

        self.assertEqual(set(calls), {"write rehearse.db-wal", "sync rehearse.db-wal"})

    def test_in_the_checkpoint_that_follows(self):
        self.fill_log_up_to(WORTHWHILE_PAGES - 1.5 * self.pages_of_one)
        self.keep()

        calls = self.every_stop(afterwards=self.log_was_copied)

        self.assertGreater(calls["write rehearse.db"], 20)
        self.assertGreater(calls["sync rehearse.db-wal"], 1, "once more before it is copied")

    def test_in_a_log_that_begins_anew(self):
        self.fill_log_up_to(WORTHWHILE_PAGES - 0.5 * self.pages_of_one)
        self.keep()

        calls = self.every_stop(between=self.log_was_copied)

        self.assertEqual(calls["write rehearse.db"], 0)
        self.assertGreater(calls["sync rehearse.db-wal"], 1, "of the new head, and of the booking")


if __name__ == "__main__":
    main()
