"""A server that is stopped at a chosen call of one booking, by stopping_disk.cpp, and what must hold afterwards: the booking is
there with all that belongs to it, or not at all; what was acknowledged is there; and the same request, sent again with its
key, makes it once. Used by stop_test.py and stop_on_postgres_test.py, which say what there is to stop at.
"""
import collections
import contextlib
import http.client
import os
import random
import signal

from program import LONG, wait_for
from programme import Programme, booking_form, day

UNLIMITED = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0, "limits_mails_per_hour": 0}
PARTS = {"bookings", "occupations", "outbox", "audit", "idempotency_keys"}  # where a booking leaves a trace, at least


class Spoilt(Exception):
    """What went on beside a trial took its point away: it is to be made once more."""


class Stopping:
    """For a TestCase, which adds: begin_anew(), a server that runs on the same data each time; traces(database, booking), in how
    many rows of each table it occurs; look_at_soundness(database)."""

    some = 1  # calls that are stopped at in each way in the short form, beside those that it always stops at

    def prepare(self, house):
        self.house = self.enterContext(house)
        checks = os.environ.get("ASAN_OPTIONS", "")
        house.variables = {"LD_PRELOAD": os.environ["REHEARSE_STOPPING_DISK"], "STOPPING_DISK": house.path("disk"),
                           "ASAN_OPTIONS": f"{checks}:verify_asan_link_order=0"}
        self.counted = collections.Counter()
        self.bookings = 0
        organizer = house.token()
        house.command("mail", "hold")
        self.server = house.start()
        self.volunteer = Programme(self.server, organizer, horizon_days=300).volunteers[0]

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
        except (OSError, http.client.HTTPException):
            return None

    def booked(self):
        answer = self.ask(self.next_request())
        self.assertEqual(answer.status, 201, answer)
        return answer.json["id"]

    def stop_at(self, kind, number, how):
        with open(self.house.path("disk.new"), "w", encoding="ascii") as file:
            file.write(f"{kind} {number} {how}")
        os.rename(file.name, self.house.path("disk.at"))

    def withdraw_stop(self):
        """False: it had come to it before."""
        try:
            os.remove(self.house.path("disk.at"))
        except FileNotFoundError:
            return False
        return True

    def has_come_to_it(self):
        """The process dies, if it is not dead yet."""
        return not os.path.exists(self.house.path("disk.at"))

    def look(self, acknowledged, address):
        """The bookings that are there of `address`: each whole."""
        with self.house.database() as database:
            self.look_at_soundness(database)
            whole = self.traces(database, acknowledged)
            self.assertLessEqual(PARTS, set(whole))
            rows = [row["id"] for row in database.execute(f"select id from bookings where candidate_email = '{address}'")]
            for each in rows:
                self.assertEqual(self.traces(database, each), whole)
            for table in ("occupations", "outbox"):
                orphans = f"select id from {table} where booking_id not in (select id from bookings)"
                self.assertEqual(list(database.execute(orphans)), [], table)
        return rows

    def after_death(self):
        """What is to be waited for until nothing of the dead is going on any more."""

    def one_stop(self, stop, between, afterwards):
        """True, if it came as far as that call."""
        self.begin_anew()
        acknowledged = self.booked()
        wait_for(between, "what precedes the booking")
        request = self.next_request()
        self.stop_at(*stop)
        told = self.ask(request)
        if told is not None:
            self.assertEqual(told.status, 201, told)
            wait_for(lambda: self.has_come_to_it() or afterwards(), "what follows the booking")
        reached = not self.withdraw_stop()
        self.assertTrue(reached or told is not None, "it died by itself")
        if reached:
            self.assertEqual(self.server.wait(), -signal.SIGKILL)
            self.after_death()
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

    def calls_of_one(self, between, afterwards, is_fit):
        self.begin_anew()
        self.booked()
        wait_for(between, "what precedes the booking")
        self.forget("disk.calls")
        self.booked()
        wait_for(afterwards, "what follows the booking")
        calls = self.calls()
        if not is_fit(collections.Counter(calls)):
            raise Spoilt(str(calls))
        return calls

    @staticmethod
    def insist(trial, *of):
        """What it gives; of six times that it is spoilt, the last is told."""
        for _ in range(5):
            with contextlib.suppress(Spoilt):
                return trial(*of)
        return trial(*of)

    def stops_of(self, calls):
        """(kind, number among its kind, how) of each; in the short form of some, and of those where it is decided."""
        counts = collections.Counter()
        decisive, others = [], []
        for place, call in enumerate(calls):
            kind = call.partition(" ")[0]
            counts[kind] += 1
            (decisive if self.decides(calls, place) else others).append((kind, counts[kind]))
        stops = [(*call, how) for call in decisive for how in self.ways_of_decisive]
        for how in self.ways:
            stops += [(*call, how) for call in (others if LONG else random.sample(others, self.some))]
        return stops

    def every_stop(self, between=lambda: True, afterwards=lambda: True, is_fit=lambda calls: True):
        """`between`: what is waited for before the booking, `afterwards`: after it; `is_fit`: whether these calls are such as are
        to be stopped at."""
        calls = self.insist(self.calls_of_one, between, afterwards, is_fit)
        reached = 0
        for stop in self.stops_of(calls):
            with self.subTest(stop=stop):
                reached += self.insist(self.one_stop, stop, between, afterwards)
        print(f"{dict(collections.Counter(calls))}: {reached} stops, the booking was {dict(self.counted)}", flush=True)
        self.assertGreater(self.counted["there"], 0, "after it was decided")
        self.assertGreater(self.counted["not there"], 0)
        one_too_many = (self.kind, 100 * len(calls), "before")
        self.assertFalse(self.insist(self.one_stop, one_too_many, between, afterwards), "there were no more calls")
        return collections.Counter(calls)
