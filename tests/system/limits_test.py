#!/usr/bin/python3
"""Limits on sizes, times, rates and connections, as a user of curl meets them."""
import json
import random
import time

from asking import Asking
from program import main, wait_for
from programme import booking_form, day
from raw import Raw, request

KIB = 1024


class Sizes(Asking):
    def test_a_body_over_64_kib_is_refused_before_it_is_sent(self):
        with Raw(self.server.port) as raw:
            raw.send(f"POST /api/v1/bookings HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                     f"Content-Length: {64 * KIB + 1}\r\nExpect: 100-continue\r\n\r\n")
            fields = self.problem_on(raw, 413, "body_too_large")
            self.assertEqual(fields["connection"], "close")

    def test_who_sends_it_all_the_same_can_still_read_the_answer(self):
        with Raw(self.server.port) as raw:
            head, body = request("POST", "/api/v1/bookings", b"x" * 3 * KIB * KIB)
            raw.send(head).send(body)
            self.problem_on(raw, 413, "body_too_large")

    def test_64_kib_are_read(self):
        body = json.dumps({"a": ""})
        body = body.replace('""', '"' + "x" * (64 * KIB - len(body)) + '"')
        with Raw(self.server.port) as raw:
            raw.send(b"".join(request("POST", "/api/v1/bookings", body.encode())))
            self.problem_on(raw, 422, "invalid")

    def test_a_chunked_body_is_counted_as_it_comes(self):
        with Raw(self.server.port) as raw:
            raw.send("POST /api/v1/bookings HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                     "Transfer-Encoding: chunked\r\n\r\n")
            for _ in range(5):
                raw.send(f"{16 * KIB:x}\r\n" + "x" * 16 * KIB + "\r\n")
            self.problem_on(raw, 413, "body_too_large")

    def test_long_headers_and_addresses(self):
        for lines, status in ((["X-Long: " + "x" * 20 * KIB], 431), ([f"X-{i}: 1" for i in range(150)], 431)):
            with Raw(self.server.port) as raw:
                raw.send("GET /api/v1/zones HTTP/1.1\r\nHost: a\r\n" + "\r\n".join(lines) + "\r\n\r\n")
                self.problem_on(raw, status, "headers_too_large")
        with Raw(self.server.port) as raw:
            raw.send(f"GET /api/v1/zones?a={'x' * 10 * KIB} HTTP/1.1\r\nHost: a\r\n\r\n")
            self.problem_on(raw, 414, "uri_too_long")

    def test_what_is_not_spoken_here(self):
        for line, status, code in (("BREW /api/v1/zones HTTP/1.1", 501, "not_implemented"),
                                   ("GET /api/v1/zones HTTP/3.1", 505, "version_not_supported"),
                                   ("GET /api/v1/zones HTTP/1.1\r\nExpect: tea", 417, "expectation_failed")):
            with Raw(self.server.port) as raw:
                raw.send(line + "\r\nHost: a\r\n\r\n")
                self.problem_on(raw, status, code)

    def test_what_breaks_http_closes_the_connection(self):
        good = "GET /api/v1/zones HTTP/1.1\r\nHost: a\r\n\r\n"
        for bad in ("GET /api/v1/zones HTTP/1.1\r\n\r\n",
                    "GET /api/v1/zones HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                    "POST /api/v1/bookings HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    "POST /api/v1/bookings HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
                    "GET /api/v1/zones HTTP/1.1\r\nHost: a\r\nX: 1\r\n folded\r\n\r\n"):
            with Raw(self.server.port) as raw:
                raw.send(bad + good)
                fields = self.problem_on(raw, 400, "malformed_request")
                self.assertEqual(fields["connection"], "close", bad)
                self.assertTrue(raw.has_ended(), bad)


class SlowClients(Asking):
    settings = {**Asking.settings, "limits_header_timeout": 4, "limits_body_timeout": 4, "limits_idle_timeout": 4}

    def test_half_a_request_is_told_that_it_was_too_slow(self):
        head, body = request("POST", "/api/v1/bookings", {"a": 1})
        for half in (head[:20], head + body[:3]):
            with Raw(self.server.port) as raw:
                fields = self.problem_on(raw.send(half), 408, "request_timeout")
                self.assertEqual(fields["connection"], "close")
                self.assertTrue(raw.has_ended())

    def test_who_rests_for_too_long_is_left(self):
        with Raw(self.server.port) as fresh, Raw(self.server.port) as served:
            served.send(request("GET", "/healthz")[0])
            self.assertEqual(served.answer()[0], 200)
            self.assertTrue(served.has_ended() and fresh.has_ended())

    def test_many_slow_ones_keep_nobody_waiting(self):
        slow = [self.enterContext(Raw(self.server.port)) for _ in range(100)]
        for raw in slow:
            raw.send("GET /healthz HTTP/1.1\r\nX-")
        self.assertEqual(self.call("GET", "/healthz").status, 200)


class Rates(Asking):
    settings = {"limits_requests_per_minute": 30, "limits_bookings_per_hour": 3}

    def setUp(self):
        super().setUp()
        with self.house.database() as database:
            self.assertEqual(database.execute("select count(*) from bookings").fetchone()[0], 0)

    def until_refused(self, ask):
        """The first answer that is no longer 200. On a slow machine more come through than those of one minute: some are allowed
        anew while it answers."""
        for i in range(250):
            last = ask(i)
            if last.status != 200:
                break
        self.assertEqual(last.status, 429)
        self.assertGreaterEqual(i, 30)
        return last

    def test_requests_a_minute(self):
        last = self.until_refused(lambda _: self.call("GET", "/api/v1/zones"))
        self.is_problem(last, 429, "too_many_requests")
        wait = int(last.headers["Retry-After"])
        self.assertTrue(1 <= wait <= 60, wait)
        self.assertEqual(self.call("GET", "/healthz").status, 200, "who watches the server is not counted")
        began = time.monotonic()
        wait_for(lambda: self.call("GET", "/api/v1/zones").status == 200, "it is let in again")
        self.assertLess(time.monotonic() - began, wait + 30)

    def test_nobody_helps_himself_by_a_header(self):
        self.until_refused(lambda i: self.call("GET", "/api/v1/zones", X_Forwarded_For=f"10.0.0.{i}", Forwarded=f"for=10.0.0.{i}"))

    def test_bookings_an_hour(self):
        volunteer = self.programme().volunteers[0]
        for i in range(3):
            made = self.call("POST", "/api/v1/bookings", booking_form("race-60", volunteer, day(3, i), f"r{i}"))
            self.assertEqual(made.status, 201, made)
        fourth = self.call("POST", "/api/v1/bookings", booking_form("race-60", volunteer, day(3, 9), "r9"))
        self.is_problem(fourth, 429, "too_many_requests")
        self.assertTrue(1 <= int(fourth.headers["Retry-After"]) <= 3600)
        self.assertEqual(self.call("GET", "/api/v1/zones").status, 200)


class RatesBehindAProxy(Asking):
    # So few that none is allowed anew while the test looks.
    settings = {"limits_requests_per_minute": 1, "server_trusted_proxies": "127.0.0.1"}

    def asks(self, *hops):
        return self.call("GET", "/api/v1/zones", X_Forwarded_For=", ".join(hops)).status

    def test_who_asks_is_whom_the_proxy_saw_and_of_ipv6_a_whole_network(self):
        self.assertEqual([self.asks(f"2001:db8:1:2:{i}::9") for i in range(3)], [200, 429, 429])
        self.assertEqual(self.asks("[2001:db8:1:2::1]:4711"), 429)
        self.assertEqual(self.asks("2001:db8:1:3::9"), 200)
        self.assertEqual([self.asks("::ffff:192.0.2.1") for _ in range(3)], [200, 429, 429])
        self.assertEqual(self.asks("198.51.100.1", "192.0.2.1"), 429, "what stands before it, anybody may have written")
        self.assertEqual(self.asks("192.0.2.2, 127.0.0.1"), 200)


class Crowds(Asking):
    settings = {**Asking.settings, "limits_max_connections": 20}

    def test_one_connection_too_many_is_told_to_come_back(self):
        there = []
        while len(there) < 20:
            raw = self.enterContext(Raw(self.server.port))
            status, fields, body = raw.send(request("GET", "/healthz")[0]).answer()
            if status == 503:  # somebody who has left is counted still
                break
            self.assertEqual(status, 200)
            there.append(raw)
        else:
            status, fields, body = self.enterContext(Raw(self.server.port)).answer()
        self.assertEqual((status, json.loads(body)["code"]), (503, "overloaded"))
        self.assertIn("retry-after", fields)
        self.assertGreater(len(there), 15)
        for raw in random.sample(there, 10):
            raw.socket.close()
        wait_for(self.server.is_ready, "there is room again")


if __name__ == "__main__":
    main()
