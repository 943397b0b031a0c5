#!/usr/bin/python3
"""What the log says and what it never says: a line for each request, and no token, address or name."""
import re
import subprocess
import unittest

from program import PATIENCE, PROGRAM, House, free_of_settings, main, wait_for
from programme import Programme, booking_form, day
from raw import Raw, request


class Log(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(House(log_level="debug"))
        self.organizer = self.house.token()
        self.server = self.enterContext(self.house.serve())

    def line_of(self, request_id):
        lines = wait_for(lambda: [e for e in self.server.events() if e.get("request_id") == request_id], request_id)
        self.assertEqual([line["message"] for line in lines], ["request"], lines)
        return lines[0]

    def test_every_answer_has_its_line(self):
        for method, path, operation, status in (("GET", "/api/v1/zones", "list_zones", 200),
                                                ("HEAD", "/book", "book", 200),
                                                ("POST", "/api/v1/bookings", "book_slot", 415),
                                                ("GET", "/api/v1/audit", "list_audit", 401),
                                                ("DELETE", "/api/v1/zones", "none", 405),
                                                ("GET", "/nothing", "none", 404)):
            answer = self.server.call(method, path)
            self.assertEqual(answer.status, status, answer)
            line = self.line_of(answer.headers["X-Request-Id"])
            self.assertEqual((line["method"], line["status"]), (method, str(status)))
            self.assertTrue(line["operation"] == operation or path == "/book", line)
            self.assertLess(float(line["milliseconds"]), 60_000)

    def test_a_probe_has_its_line_at_debug(self):
        for method, path, operation in (("GET", "/healthz", "healthz"), ("HEAD", "/readyz", "readyz"),
                                        ("GET", "/metrics", "metrics")):
            answer = self.server.call(method, path)
            line = self.line_of(answer.headers["X-Request-Id"])
            self.assertEqual((line["level"], line["method"], line["operation"], line["status"]),
                             ("debug", method, operation, "200"))

    def test_what_is_no_request_has_one_too(self):
        with Raw(self.server.port) as raw:
            status, fields, _ = raw.send("GET /b/secret HTTP/1.1\r\n\r\n").answer()
        self.assertEqual(status, 400)
        self.assertEqual(self.line_of(fields["x-request-id"])["status"], "400")

    def test_no_token_stands_in_it_nor_who_anybody_is(self):
        volunteer = Programme(self.server, self.organizer).volunteers[0]
        made = self.server.call("POST", "/api/v1/bookings", booking_form("race-60", volunteer, day(3), "quiet")).json
        manage = made["manage_token"]
        link = self.house.command("sign-in", "ada@example.org").stdout.strip()
        sign_in = link.rpartition("/")[2]
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for path in (f"/b/{manage}", f"/b/{manage}x", f"/b/{manage}/cancel", f"/b/{manage}.ics", f"/sign-in/{sign_in}",
                     f"/api/v1/bookings/{made['id']}?token={manage}", f"/waitlist/{manage}", f"/calendar/{manage}.ics"):
            self.server.call("GET", path)
            self.server.call("OPTIONS", path)
            self.server.call("POST", path, b"a=%", None, form)
        self.server.call("GET", f"/api/v1/bookings/{made['id']}", token=manage)
        self.server.call("POST", f"/sign-in/{sign_in}", b"", None, form)
        for broken in (f"GET /b/{manage} HTTP/1.1\r\n\r\n", f"GET /b/{manage}// HTTP/1.1\r\nHost: a\r\n\r\n",
                       f"GET /b/{manage} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {manage}\r\nExpect: tea\r\n\r\n"):
            with Raw(self.server.port) as raw:
                self.assertGreaterEqual(raw.send(broken).answer()[0], 400)
        metrics = self.server.call("GET", "/metrics").text
        self.assertEqual(self.server.stop(), 0)
        for secret in (manage, sign_in, self.organizer, "quiet@example.com", "ada@example.org", "Candidate quiet"):
            self.assertNotIn(secret, self.server.log())
            self.assertNotIn(secret, metrics)


class Reader(unittest.TestCase):
    def test_a_reader_of_the_log_that_goes_away_takes_nobody_with_it(self):
        house = self.enterContext(House())
        process = subprocess.Popen([PROGRAM, *house.flags({"server.port": 0}), "serve"], cwd=house.folder, env=free_of_settings(),
                                   text=True, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(process.kill)
        port = int(re.search(r"at=http://127.0.0.1:(\d+)", process.stderr.readline())[1])
        process.stderr.close()
        for path in ("/api/v1/zones", "/nothing", "/"):
            with Raw(port) as raw:
                self.assertIn(raw.send(request("GET", path)[0]).answer()[0], (200, 404))
        process.terminate()
        self.assertEqual(process.wait(PATIENCE), 0)


class Fields(unittest.TestCase):
    """What every answer carries for browsers, whoever gave it."""

    def test_security_fields_and_who_may_read_across_origins(self):
        house = self.enterContext(House(limits_requests_per_minute=0))
        organizer = house.token()
        server = self.enterContext(house.serve())
        volunteer = Programme(server, organizer).volunteers[0]
        booking = server.call("POST", "/api/v1/bookings", booking_form("race-60", volunteer, day(3), "f")).json
        page = f"/b/{booking['manage_token']}"

        def fields(method, path, **more):
            answer = server.call(method, path, headers={"Origin": "https://elsewhere.example", **more})
            return answer, answer.headers

        for path in ("/", "/book", page, "/nothing", "/sign-in", "/privacy", "/problems/invalid", "/docs", "/b/wrong"):
            answer, got = fields("GET", path)
            self.assertEqual(got["Referrer-Policy"], "same-origin", path)
            self.assertEqual(got["X-Content-Type-Options"], "nosniff", path)
            self.assertIn("default-src 'none'", got["Content-Security-Policy"])
            self.assertIn("frame-ancestors 'none'", got["Content-Security-Policy"])
            self.assertIsNone(got["Access-Control-Allow-Origin"], path)
        self.assertEqual(fields("GET", page)[1]["Cache-Control"], "no-store")

        for path in ("/api/v1/zones", "/api/v1/volunteers", "/api/v1/volunteers/vol_nobody", "/api/v1/slots?from=x"):
            for method in ("GET", "HEAD"):
                got = fields(method, path)[1]
                self.assertEqual((got["Access-Control-Allow-Origin"], got["Referrer-Policy"]), ("*", "no-referrer"), path)
                self.assertIn("ETag", got["Access-Control-Expose-Headers"])
        for method, path in (("GET", "/api/v1/audit"), ("GET", "/api/v1/bookings"), ("POST", "/api/v1/bookings"),
                             ("OPTIONS", "/api/v1/zones"), ("OPTIONS", "/api/v1/bookings"), ("GET", "/healthz"),
                             ("GET", "/metrics"), ("GET", f"/api/v1/bookings/{booking['id']}")):
            answer, got = fields(method, path, **{"Access-Control-Request-Method": "POST",
                                                  "Access-Control-Request-Headers": "authorization"})
            self.assertFalse([name for name in got if name.lower().startswith("access-control")], (method, path))
        with Raw(server.port) as raw:
            _, got, _ = raw.send("GET / HTTP/1.1\r\n\r\n").answer()
            self.assertEqual((got["x-content-type-options"], got["referrer-policy"]), ("nosniff", "same-origin"))


if __name__ == "__main__":
    main()
