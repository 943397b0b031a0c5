#!/usr/bin/python3
"""The primary dies while people book, and its standby is promoted: with synchronous replication all that was acknowledged is there,
nothing is there twice, and a process that was told of both goes on by itself."""
import unittest

from insistent import all_is_kept_once, crowd, leave
from on_postgres import PostgresHouse
from postgres_server import Standby, on_a_free_port
from program import main, wait_for
from programme import Programme, booking_form, day, text_of

UNLIMITED = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0, "limits_mails_per_hour": 0}


class Failover(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(PostgresHouse(tcp=True, durable=True, **UNLIMITED))
        self.primary = self.house.postgres
        self.addCleanup(self.primary.close)  # whichever the house has in the end
        self.house.command("migrate")
        self.standby = self.enterContext(on_a_free_port(lambda: Standby(self.primary)))
        wait_for(lambda: self.primary.sql("select sync_state from pg_stat_replication") == "sync", "commits wait for the standby")
        self.house.settings["database.url"] = (f"postgres://rehearse@127.0.0.1:{self.primary.port},127.0.0.1:{self.standby.port}"
                                               "/rehearse?target_session_attrs=read-write")
        organizer = self.house.token()
        self.server = self.house.start()
        self.programme = Programme(self.server, organizer, 4, horizon_days=700)

    def fail_over(self):
        self.primary.stop("QUIT")  # as a crash would
        wait_for(lambda: self.server.call("GET", "/readyz").status == 503, "unready")
        self.assertEqual(self.server.call("GET", "/api/v1/interview-types").status, 503, "nobody is there who takes writes")
        self.assertEqual(self.server.call("GET", "/healthz").status, 200)
        self.standby.promote()
        self.house.postgres = self.standby
        wait_for(self.server.is_ready, "ready again by itself")

    def test_all_that_was_acknowledged_is_on_the_standby_and_all_go_on(self):
        clients = crowd(4, self.server, self.programme)
        wait_for(lambda: all(len(c.booked) > 5 for c in clients), "bookings come in")

        self.fail_over()
        before = [len(c.booked) for c in clients]
        wait_for(lambda: all(len(c.booked) > n + 2 for c, n in zip(clients, before)), "all go on")

        booked = leave(self, clients)
        all_is_kept_once(self, self.house, booked)
        self.assertGreater(len(booked), sum(before))

    def slots(self, server):
        path = f"/api/v1/volunteers/{self.programme.volunteers[0]}/slots?type=race-60&zone=UTC"
        told = server.call("GET", f"{path}&from={day(3).date()}&to={day(4).date()}")
        self.assertEqual(told.status, 200, told)
        return {slot["start"] for slot in told.json["slots"]}

    def names(self, server):
        told = server.call("GET", f"/api/v1/slots?type=race-60&zone=UTC&from={day(5).date()}&to={day(6).date()}")
        self.assertEqual(told.status, 200, told)
        return {who["name"] for slot in told.json["slots"] for who in slot["volunteers"]}

    def book(self, server, hour):
        form = booking_form("race-60", self.programme.volunteers[0], day(3, hour), f"s{hour}")
        return server.call("POST", "/api/v1/bookings", form, None, {"Idempotency-Key": f"s{hour}"})

    def test_a_process_on_the_standby_shows_what_is_there_and_writes_once_it_may(self):
        reader = self.house.start(database_url=self.standby.tcp_url("rehearse"))
        for hour in (9, 10):  # what it has looked up, and what it could have kept of that
            self.assertIn(text_of(day(3, hour)), self.slots(reader))
            self.assertEqual(self.book(self.server, hour).status, 201)
            wait_for(lambda: text_of(day(3, hour)) not in self.slots(reader), "the standby tells of it")
        # What no note tells of is shown, too: who listens to a standby trusts nothing that it kept.
        self.names(reader)
        self.primary.sql("set session_replication_role = replica; update volunteers set name = 'Renamed'", "rehearse")
        wait_for(lambda: self.names(reader) == {"Renamed"}, "it looks everything up")
        refused = self.book(reader, 11)
        self.assertEqual((refused.status, refused.code), (503, "overloaded"))

        self.fail_over()

        self.assertNotIn(text_of(day(3, 10)), self.slots(reader))
        again = wait_for(lambda: (answer := self.book(reader, 11)).status != 503 and answer, "writes are taken")
        self.assertEqual(again.status, 201, again)
        self.assertIn(self.book(reader, 10).status, (201, 409))
        wait_for(lambda: text_of(day(3, 11)) not in self.slots(self.server), "the other process tells of it")


if __name__ == "__main__":
    main()
