#!/usr/bin/python3
"""More writes than a disk takes: those that find no room are told so at once, with 503 and when to come again; the server says
that it is alive and shows what there is; and when the disk goes on, what waited is done, and nothing else."""
import concurrent.futures
import os
import unittest

from program import House, main, wait_for
from programme import Programme, booking_form, day

ROOM = 8  # for writes that wait
CROWD = 40
UNLIMITED = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0, "limits_mails_per_hour": 0}


class Overload(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(House(**UNLIMITED))
        checks = os.environ.get("ASAN_OPTIONS", "")
        self.house.variables = {"LD_PRELOAD": os.environ["REHEARSE_FAILING_DISK"], "FAILING_DISK": self.house.path("disk"),
                                "ASAN_OPTIONS": f"{checks}:verify_asan_link_order=0"}
        self.organizer = self.house.token()
        self.house.command("mail", "hold")  # sending writes as well

    def start(self, room, **more):
        self.server = self.house.start(limits_queued_writes=room, **more)
        self.programme = Programme(self.server, self.organizer)
        self.pool = self.enterContext(concurrent.futures.ThreadPoolExecutor(CROWD + 1))

    def disk_stands_still(self):
        """With one booking whose commit waits for it; the promise of its answer."""
        self.addCleanup(self.disk_goes_on)
        with open(self.house.path("disk.slow"), "wb"):
            pass
        first = self.pool.submit(self.book, CROWD)
        wait_for(lambda: os.path.exists(self.house.path("disk.waits")), "a commit waits")
        return first

    def disk_goes_on(self):
        if os.path.exists(self.house.path("disk.slow")):
            os.remove(self.house.path("disk.slow"))

    def book(self, number):
        form = booking_form("race-60", self.programme.volunteers[0], day(3 + number // 20, number % 20), f"o{number}")
        return self.server.call("POST", "/api/v1/bookings", form, None, {"Idempotency-Key": f"o{number}"})

    def is_told_when_to_come_again(self, refused):
        self.assertEqual((refused.status, refused.code), (503, "overloaded"), refused)
        self.assertGreater(int(refused.headers["Retry-After"]), 0)

    def what_was_acknowledged_is_there_and_nothing_else(self, answers):
        with self.house.database() as database:
            kept = {row["id"] for row in database.execute("select id from bookings")}
        self.assertEqual(kept, {a.json["id"] for a in answers if a.status == 201})

    def test_a_crowd_before_a_disk_that_stands_still(self):
        self.start(ROOM, limits_bookings_per_hour=CROWD + ROOM)  # that are done: a refusal takes nothing of it
        first = self.disk_stands_still()
        asked = [self.pool.submit(self.book, number) for number in range(CROWD)]

        def refused():
            told = [each.result() for each in asked if each.done()]
            return told if len(told) >= CROWD - ROOM else None
        for each in wait_for(refused, "those without room are refused while the others wait"):
            self.is_told_when_to_come_again(each)
        self.assertEqual(self.server.call("GET", "/healthz").status, 200)
        self.assertEqual(self.server.call("GET", "/api/v1/volunteers").status, 200)
        self.disk_goes_on()
        answers = [each.result() for each in asked]

        self.assertEqual({a.status for a in answers}, {201, 503})
        answers.append(first.result())
        self.assertEqual(answers[-1].status, 201)
        self.what_was_acknowledged_is_there_and_nothing_else(answers)
        again = [self.book(number) for number, a in enumerate(answers) if a.status == 503]
        self.assertEqual({a.status for a in again}, {201}, "who comes again is served")
        self.assertEqual({a.headers["Idempotency-Replayed"] for a in again}, {None}, "nothing of it had been done")
        self.what_was_acknowledged_is_there_and_nothing_else(answers + again)

    def test_few_who_have_waited_for_too_long(self):
        self.start(1000 * ROOM)
        asked = [self.disk_stands_still(), self.pool.submit(self.book, 0)]
        more = iter(range(1, CROWD))

        def refused():
            one = self.pool.submit(self.book, next(more))
            asked.append(one)
            return one.result() if concurrent.futures.wait([one], 1).done else None
        self.is_told_when_to_come_again(wait_for(refused, "nobody else is let in"))
        self.disk_goes_on()

        answers = [each.result() for each in asked]
        let_in = [a.status for a in answers]
        self.assertEqual(let_in, sorted(let_in), "nobody after the first who was refused")
        self.assertEqual((let_in[1], let_in[-1]), (201, 503))
        self.what_was_acknowledged_is_there_and_nothing_else(answers)


if __name__ == "__main__":
    main()
