#!/usr/bin/python3
"""SIGTERM while requests are in flight: they finish, new ones are refused, and what was acknowledged is there afterwards."""
import json
import os
import random
import signal
import socket
import threading
import time
import unittest

from program import House, Sink, main, wait_for
from programme import Programme, booking_form, day
from raw import Raw, request

UNLIMITED = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0}
IN_FLIGHT = 20
WITHIN = 20   # seconds, by contract section 2
SLACK = 10    # for a machine that is busy with other tests


class Drains(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(House(**UNLIMITED))
        self.organizer = self.house.token()

    def start(self, **settings):
        self.server = self.house.start(**settings)
        return Programme(self.server, self.organizer)

    def begin_drain(self):
        self.began = time.monotonic()
        self.server.signal(signal.SIGTERM)
        wait_for(lambda: self.server.says("draining"), "the log says that it drains")

    def ends(self, status, within=WITHIN + SLACK):
        self.assertEqual(self.server.wait(), status)
        self.assertLess(time.monotonic() - self.began, within)

    def is_refused(self):
        try:
            socket.create_connection(("127.0.0.1", self.server.port), 60).close()
            return False
        except ConnectionRefusedError:
            return True

    def in_the_middle(self, form):
        """A booking whose head the server has read and whose body is still owed."""
        raw = self.enterContext(Raw(self.server.port))
        head, body = request("POST", "/api/v1/bookings", form, Expect="100-continue")
        raw.send(head)
        self.assertEqual(raw.answer()[0], 100)
        raw.send(body[:10])
        return raw, body[10:]

    def confirmed(self):
        with self.house.serve(), self.house.database() as database:
            return {row["id"] for row in database.execute("select id from bookings where state = 'confirmed'")}

    def test_what_is_in_flight_finishes_and_what_is_new_is_refused(self):
        volunteer = self.start().volunteers[0]
        halves = [self.in_the_middle(booking_form("race-60", volunteer, day(3, i), f"d{i}")) for i in range(IN_FLIGHT)]
        asks_ready, asks_zones = (self.enterContext(Raw(self.server.port)) for _ in range(2))
        asks_ready.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\n")
        asks_zones.send("GET /api/v1/zones HTTP/1.1\r\nHost: localhost\r\n")
        self.begin_drain()
        wait_for(self.is_refused, "new connections are refused")

        status, fields, body = asks_ready.send("\r\n").answer()
        self.assertEqual((status, body), (503, "draining\n"))
        self.assertIn("retry-after", fields)
        self.assertEqual(asks_zones.send("\r\n").answer()[0], 200)
        made = set()
        for raw, rest in halves:
            status, fields, body = raw.send(rest).answer()
            self.assertEqual((status, fields["connection"]), (201, "close"), body)
            self.assertTrue(raw.has_ended())
            made.add(json.loads(body)["id"])
        self.ends(0)
        self.assertEqual(self.confirmed(), made)

    def test_nothing_acknowledged_under_load_is_lost(self):
        self.programme = Programme(self.house.start(), self.organizer, horizon_days=300)
        self.house.servers[-1].stop()
        numbers, made = iter(range(24 * 250)), set()
        for _ in range(3):
            faults = self.drain_under_load(numbers, made)
            self.assertEqual(faults, [])
            self.assertEqual(self.confirmed(), made)

    def drain_under_load(self, numbers, made):
        """Some clients book until the server drains; the ids of their bookings come into `made`."""
        self.server, faults, before = self.house.start(), [], len(made)

        def book_until_refused():
            try:
                while True:
                    number = next(numbers)
                    start = day(3 + number // 24, number % 24)
                    form = booking_form("race-60", self.programme.volunteers[0], start, f"l{number}")
                    answer = self.server.call("POST", "/api/v1/bookings", form)
                    assert answer.status == 201, answer
                    made.add(answer.json["id"])
            except ConnectionRefusedError:
                pass
            except Exception as fault:  # told to the main thread, whose test it is
                faults.append(repr(fault))

        clients = [threading.Thread(target=book_until_refused) for _ in range(8)]
        for client in clients:
            client.start()
        wait_for(lambda: len(made) > before + 10, "bookings are being made")
        time.sleep(random.uniform(0, 0.3))
        self.begin_drain()
        for client in clients:
            client.join()
        self.ends(0)
        return faults

    def test_a_client_that_hangs_is_told_so_in_time(self):
        hangs, _ = self.in_the_middle(booking_form("race-60", self.start().volunteers[0], day(3), "h"))
        self.begin_drain()
        self.ends(0)
        self.assertEqual(hangs.answer()[0], 408)
        self.assertTrue(hangs.has_ended())
        self.assertEqual(self.confirmed(), set())

    def test_clients_that_are_slow_in_every_way_and_a_mail_server_that_never_greets(self):
        with Sink(self.house, "--on", "connect=hang") as sink:
            volunteer = self.start(**sink.settings, limits_header_timeout=3600, limits_body_timeout=3600,
                                   limits_idle_timeout=3600, limits_write_timeout=3600).volunteers[0]
            books = request("POST", "/api/v1/bookings", booking_form("race-60", volunteer, day(3), "s"))
            files = request("GET", "/docs/swagger-ui-bundle.js")[0]
            header, body, reads, sends_too_much, leaves, idle = (self.enterContext(Raw(self.server.port)) for _ in range(6))
            header.send(books[0][:40])
            body.send(books[0] + books[1][:40])
            reads.send(files * 30)  # more than the sockets hold
            sends_too_much.send(f"POST /api/v1/bookings HTTP/1.1\r\nHost: a\r\nContent-Length: {4 << 20}\r\n\r\n" + "x" * 9999)
            leaves.send("GET / HTTP/1.1\r\n\r\n")
            command = self.enterContext(socket.socket(socket.AF_UNIX))
            command.connect(self.house.path("rehearse.db.sock"))
            wait_for(lambda: self.mails("state = 'leased'") > 0, "a mail is being sent")
            self.begin_drain()
            self.ends(0)
        self.assertFalse(self.server.says("the drain did not end in time: leaving all the same"))
        self.assertFalse(self.server.says("some connections were cut: they did not finish in time"))
        for raw, status in ((header, 408), (body, 408), (sends_too_much, 413), (leaves, 400)):
            self.assertEqual(raw.answer()[0], status)
        self.assertTrue(idle.has_ended())
        self.assertEqual(self.confirmed(), set())

    def test_a_client_and_a_mail_server_that_hang_do_not_add_up(self):
        with Sink(self.house, "--on", "dot=take_and_hang") as sink:
            volunteer = self.start(**sink.settings).volunteers[0]
            made = self.server.call("POST", "/api/v1/bookings", booking_form("race-60", volunteer, day(3), "m")).json
            self.in_the_middle(booking_form("race-60", volunteer, day(3, 5), "h"))
            wait_for(lambda: len(sink.taken()) >= 1, "the mail server has a mail that it says nothing of")
            self.begin_drain()
            self.ends(0)
        with self.house.serve(**{**sink.settings, "smtp_url": ""}):
            wait_for(lambda: self.mails("state = 'leased' or state = 'waiting' and due <= unixepoch()") == 0,
                     "what need not rest leaves")
            # What hung behind its end may have arrived: it goes out once more, a quarter of an hour later.
            perhaps = self.mails("state = 'waiting' and smtp_code = 354 and due > unixepoch() + 600")
            self.assertGreaterEqual(perhaps, 1)
            self.assertEqual(perhaps + self.mails("state = 'sent'"), 3, "the invitation and both confirmations")
        self.assertEqual(self.confirmed(), {made["id"]})

    def mails(self, condition):
        with self.house.database() as database:
            return database.execute(f"select count(*) from outbox where {condition}").fetchone()[0]

    def test_a_proxy_is_told_before_anybody_is_refused(self):
        volunteer = self.start(server_leave_after=10).volunteers[0]
        self.begin_drain()
        self.assertEqual(self.server.call("GET", "/readyz").status, 503)
        made = self.server.call("POST", "/api/v1/bookings", booking_form("race-60", volunteer, day(3), "n"))
        self.assertEqual(made.status, 201, made)
        wait_for(self.is_refused, "new connections are refused")
        self.assertGreater(time.monotonic() - self.began, 9.5)
        self.ends(0)
        self.assertEqual(self.confirmed(), {made.json["id"]})

    def test_a_second_signal_ends_it_at_once(self):
        self.in_the_middle(booking_form("race-60", self.start().volunteers[0], day(3), "h"))
        self.begin_drain()
        self.assertIsNone(self.server.process.poll(), "it waits for the one that hangs")
        self.server.signal(random.choice([signal.SIGTERM, signal.SIGINT]))
        self.ends(1, within=SLACK)

    def test_being_stopped_for_a_moment_cuts_nobody_off(self):
        raw, rest = self.in_the_middle(booking_form("race-60", self.start().volunteers[0], day(3), "p"))
        self.begin_drain()
        for _ in range(3):
            for which in (signal.SIGSTOP, signal.SIGCONT):
                self.server.signal(which)
                time.sleep(0.05)
        self.assertEqual(raw.send(rest).answer()[0], 201)
        self.ends(0)
        self.assertFalse(self.server.says("the drain did not end in time: leaving all the same"))

    def test_an_idle_server_leaves_soon(self):
        self.start()
        idle = self.enterContext(Raw(self.server.port))
        idle.send(request("GET", "/healthz")[0])
        self.assertEqual(idle.answer()[0], 200)
        fresh = self.enterContext(Raw(self.server.port))
        self.began = time.monotonic()
        self.server.signal(signal.SIGINT)
        self.ends(0, within=SLACK)
        self.assertTrue(idle.has_ended() and fresh.has_ended())
        self.assertFalse(os.path.exists(self.house.path("rehearse.db-wal")), "closed in order")


if __name__ == "__main__":
    main()
