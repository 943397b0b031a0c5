#!/usr/bin/python3
"""PostgreSQL goes away, comes back, takes no writes for a while, or is lost in the middle of a COMMIT: 503 with Retry-After
meanwhile, then all goes on; nothing that was acknowledged is lost, and nothing is done twice."""
import collections
import contextlib
import os
import signal
import time
import unittest

from insistent import all_is_kept_once, crowd, leave
from on_postgres import PostgresHouse, Proxy
from program import main, wait_for
from programme import Programme, booking_form, day

UNLIMITED = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0, "limits_mails_per_hour": 0}


class Away(unittest.TestCase):
    def begin(self, volunteers=1, **more):
        self.house = self.enterContext(PostgresHouse(**more, **UNLIMITED))
        organizer = self.house.token()
        self.server = self.house.start()
        self.programme = Programme(self.server, organizer, volunteers, horizon_days=700)

    def test_a_database_that_stops_and_starts_under_load(self):
        self.begin(volunteers=4, durable=True)
        clients = crowd(4, self.server, self.programme)
        for how in ("INT", "QUIT"):  # in order, and as a crash would
            wait_for(lambda: all(len(c.booked) > 3 for c in clients), "bookings come in")
            self.house.postgres.stop(how)
            wait_for(lambda: self.server.call("GET", "/readyz").status == 503, "unready")
            self.assertIn("database is not reachable", self.server.call("GET", "/readyz").text)
            self.assertEqual(self.server.call("GET", "/healthz").status, 200)
            began = time.monotonic()
            read = self.server.call("GET", "/api/v1/interview-types")
            self.assertEqual((read.status, read.code), (503, "overloaded"))
            self.assertGreater(int(read.headers["Retry-After"]), 0)
            self.assertLess(time.monotonic() - began, 30)
            refused = sum(c.refused.total() for c in clients)
            wait_for(lambda: sum(c.refused.total() for c in clients) > refused + 4, "writes are refused, too")
            before = [len(c.booked) for c in clients]
            time.sleep(3)  # what tries again by itself does so several times
            self.house.postgres.start()
            wait_for(self.server.is_ready, "ready again")
            wait_for(lambda: all(len(c.booked) > n + 2 for c, n in zip(clients, before)), "all go on")

        booked = leave(self, clients)
        all_is_kept_once(self, self.house, booked)
        self.assertLess(max(c.slowest for c in clients), 30)
        self.says_it_once_each(outages=2)

    def says_it_once_each(self, outages):
        """What lasts is said when it begins and when it ends; of what is lost with a request each is told."""
        events = [event for event in self.server.events() if event["message"] not in ("request", "request failed")]
        said = collections.Counter(event["message"] for event in events)
        for message in ("every list is looked up until other processes are heard of again",
                        "others may take this process for dead until it reaches the database again",
                        "mail waits for the database"):
            self.assertIn(said[message], range(1, outages + 1), message)
        # Who writes says it, and who reads; once more whoever comes late with an answer of before.
        self.assertLessEqual(said["the database is in trouble"], 4 * outages)
        self.assertFalse([event for event in events if {"\t", "\n"} & set(event.get("reason", ""))])
        print(f"the log of {outages} outages: {dict(said)}")

    def end_a_backend(self, how):
        """One that serves us, at whatever it is: ended by PostgreSQL itself, or by SIGKILL, after which PostgreSQL recovers
        as from a crash."""
        backend = wait_for(self.some_backend, "one that serves us")
        if how == "terminate":
            self.house.postgres.sql(f"select pg_terminate_backend({backend})")
        else:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(backend), signal.SIGKILL)

    def some_backend(self):
        """Rather one that has something to do; none while PostgreSQL recovers."""
        with contextlib.suppress(RuntimeError):
            return self.house.postgres.sql("select pid from pg_stat_activity where datname = 'rehearse' and backend_type = 'client backend' and "
                                           "pid <> pg_backend_pid() order by state = 'idle', random() limit 1")

    def test_backends_that_are_killed_under_load(self):
        self.begin(volunteers=4, durable=True)
        clients = crowd(4, self.server, self.programme)
        for how in ["terminate"] * 4 + ["kill"] * 2:
            before = [len(c.booked) for c in clients]
            self.end_a_backend(how)
            wait_for(lambda: all(len(c.booked) > n + 1 for c, n in zip(clients, before)), f"all go on after {how}")

        booked = leave(self, clients)
        all_is_kept_once(self, self.house, booked)
        print(f"{len(booked)} bookings; refused meanwhile: {dict(sum((c.refused for c in clients), collections.Counter()))}")

    def test_a_line_that_is_cut_with_a_commit(self):
        self.house = self.enterContext(PostgresHouse(tcp=True, **UNLIMITED))
        organizer = self.house.token()
        self.house.command("mail", "hold")  # sending writes as well
        proxy = self.enterContext(Proxy(self.house.postgres.port))
        self.server = self.house.start(database_url=self.house.postgres.tcp_url("rehearse", proxy.port))
        self.programme = Programme(self.server, organizer)
        booked = {}

        unknown = collections.Counter()
        for number in range(40):
            if min(unknown["before"], unknown["after"]) == 4:
                break
            when = ("before", "after")[number % 2]
            form = booking_form("race-60", self.programme.volunteers[0], day(3 + number // 10, 2 * (number % 10)), f"i{number}")
            key = {"Idempotency-Key": f"cut-{number}"}
            proxy.cut_next(when)
            told = self.server.call("POST", "/api/v1/bookings", form, None, key)
            again = wait_for(lambda: self.known(form, key), "an answer")
            self.assertEqual(again.status, 201, again)
            booked[again.json["id"]] = f"i{number}"
            if told.status == 201:  # it was one of the server's own writes that was hit
                continue
            unknown[when] += 1
            self.assertEqual((told.status, told.code), (503, "outcome_unknown"), told)
            self.assertGreater(int(told.headers["Retry-After"]), 0)
            self.assertEqual(again.headers["Idempotency-Replayed"], "true" if when == "after" else None)

        self.assertGreaterEqual(min(unknown["before"], unknown["after"]), 4, unknown)
        all_is_kept_once(self, self.house, booked)

    def known(self, form, key):
        answer = self.server.call("POST", "/api/v1/bookings", form, None, key)
        return answer if answer.status != 503 else None

    def says_that_no_writes_are_taken(self):
        return self.refused() and "the database takes no writes now" in self.server.call("GET", "/readyz").text

    def test_a_database_that_takes_no_writes_for_a_while(self):
        self.begin()
        volunteer = self.programme.volunteers[0]
        first = self.server.call("POST", "/api/v1/bookings", booking_form("race-60", volunteer, day(3, 9), "j"))
        self.assertEqual(first.status, 201)
        token, path = first.json["manage_token"], "/api/v1/bookings/" + first.json["id"]
        self.reload("alter system set default_transaction_read_only = on")

        told = wait_for(self.refused, "writes are refused")
        self.assertEqual(told.code, "overloaded")
        self.assertGreater(int(told.headers["Retry-After"]), 0)
        self.assertEqual(self.server.call("GET", path, None, token).status, 200, "what is there is shown")
        # Each backend learns of it by itself: one that was asked before it did may still write.
        wait_for(self.says_that_no_writes_are_taken, "and that is said")
        self.assertEqual(self.server.call("GET", "/readyz").status, 200)

        self.reload("alter system reset default_transaction_read_only")
        again = wait_for(lambda: self.known(*self.next_form()), "writes are taken")
        self.assertEqual(again.status, 201)
        wait_for(lambda: "no writes" not in self.server.call("GET", "/readyz").text, "and that is said")

    def test_a_process_that_starts_while_no_writes_are_taken(self):
        self.begin()
        self.server.stop()
        self.reload("alter system set default_transaction_read_only = on")
        wait_for(lambda: self.house.postgres.sql("show default_transaction_read_only", "rehearse") == "on", "read-only")

        self.server = self.house.start()
        self.assertEqual(self.server.call("GET", "/api/v1/interview-types").status, 200)
        told = self.server.call("POST", "/api/v1/bookings", *self.next_form()[:1])
        self.assertEqual((told.status, told.code), (503, "overloaded"))
        self.assertIn("ada@example.org", self.house.command("tokens").stdout)
        self.assertRegex(self.house.command("mail", "hold").stderr, r"rehearse: the database takes no writes now: try again")

        self.reload("alter system reset default_transaction_read_only")
        again = wait_for(lambda: self.known(*self.next_form()), "writes are taken")
        self.assertEqual(again.status, 201)

    def next_form(self):
        self.forms = getattr(self, "forms", 0) + 1
        start = day(4 + self.forms // 20, self.forms % 20)
        return booking_form("race-60", self.programme.volunteers[0], start, f"k{self.forms}"), {}

    def refused(self):
        """A few may be taken before every backend has heard of it."""
        answer = self.server.call("POST", "/api/v1/bookings", *self.next_form()[:1])
        return answer if answer.status == 503 else None

    def reload(self, change):
        self.house.postgres.sql(change)
        self.house.postgres.sql("select pg_reload_conf()")


if __name__ == "__main__":
    main()
