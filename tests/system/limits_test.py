#!/usr/bin/python3
"""What the server refuses, as a user of curl sees it: problem documents with their codes, and the fields that go with them."""
import json
import random
import time
import unittest

from program import House, main, wait_for
from programme import Programme, booking_form, day
from raw import Raw, request

KIB = 1024


class Limits(unittest.TestCase):
    settings = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0}

    def setUp(self):
        self.house = self.enterContext(House())
        self.organizer = self.house.token()
        self.server = self.enterContext(self.house.serve(**self.settings))

    def call(self, method, path, body=None, token=None, **fields):
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        return self.server.call(method, path, body, token, named)

    def is_problem(self, answer, status, code):
        self.assertEqual(answer.status, status, answer)
        self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
        said = answer.json
        self.assertEqual((said["status"], said["code"], said["type"]), (status, code, f"/problems/{code}"))
        self.assertEqual(said["request_id"], answer.headers["X-Request-Id"])
        self.assertTrue(said["title"] and said["detail"], said)
        return answer

    def problem_on(self, raw, status, code):
        got, fields, body = raw.answer()
        self.assertEqual((got, fields["content-type"]), (status, "application/problem+json"), body)
        said = json.loads(body)
        self.assertEqual((said["status"], said["code"], said["type"]), (status, code, f"/problems/{code}"))
        return fields

    def programme(self):
        return Programme(self.server, self.organizer)


class Refusals(Limits):
    def test_nothing_there(self):
        for path in ("/api/v1/nothing", "/api/v1/volunteers/vol_nobody", "/api/v1/interview-types/none", "/api/v2"):
            self.is_problem(self.call("GET", path), 404, "not_found")
        self.assertEqual(self.call("GET", "/nothing").status, 404)

    def test_a_method_that_is_not_for_this_says_which_are(self):
        for path, allowed in (("/api/v1/zones", {"GET", "HEAD", "OPTIONS"}),
                              ("/api/v1/bookings", {"GET", "HEAD", "POST", "OPTIONS"}),
                              ("/api/v1/programme", {"GET", "HEAD", "PUT", "OPTIONS"})):
            answer = self.is_problem(self.call("DELETE", path), 405, "method_not_allowed")
            self.assertEqual(set(answer.headers["Allow"].split(", ")), allowed)

    def test_a_form_that_is_not_spoken(self):
        self.is_problem(self.call("GET", "/api/v1/zones", Accept="text/csv"), 406, "not_acceptable")
        self.assertEqual(self.call("GET", "/api/v1/zones", Accept="text/csv, */*;q=0.1").status, 200)

    def test_a_body_that_is_no_json(self):
        answer = self.call("POST", "/api/v1/bookings", b"a=1", Content_Type="application/x-www-form-urlencoded")
        self.is_problem(answer, 415, "unsupported_media_type")
        for fields in ({"Content_Type": "application/json; charset=utf-16"},
                       {"Content_Type": "application/json", "Content_Encoding": "gzip"}):
            self.is_problem(self.call("POST", "/api/v1/bookings", b"{}", **fields), 415, "unsupported_media_type")
        form = "application/x-www-form-urlencoded"
        for fields in ({"Content_Type": form + "; charset=latin1"}, {"Content_Type": form, "Content_Encoding": "br"},
                       {"Content_Type": "text/plain"}):
            self.assertEqual(self.call("POST", "/find", b"email=ada@example.org", **fields).status, 415, fields)
        for body in (b"", b"{", b"{} {}", b"{\"a\": 1e400}", b"\xff\xfe", b"{\"a\": \"\x01\"}"):
            answer = self.call("POST", "/api/v1/bookings", body, Content_Type="application/json")
            self.is_problem(answer, 400, "not_parsable")

    def test_nesting_ends_at_32(self):
        def nested(depth):
            return b"{\"a\":" + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"
        deep = self.call("POST", "/api/v1/bookings", nested(33), Content_Type="application/json")
        self.is_problem(deep, 400, "not_parsable")
        fits = self.call("POST", "/api/v1/bookings", nested(32), Content_Type="application/json")
        self.is_problem(fits, 422, "invalid")

    def test_unknown_members_and_every_other_mistake_at_once(self):
        volunteer = self.programme().volunteers[0]
        form = booking_form("race-60", volunteer, day(3), "u")
        form.update(end="2026-11-24T13:30:00Z", state="confirmed")
        form["candidate"].update(email="no address", zone="Mars/Olympus", role="king")
        said = self.is_problem(self.call("POST", "/api/v1/bookings", form), 422, "invalid").json
        self.assertEqual({e["pointer"] for e in said["errors"]},
                         {"/end", "/state", "/candidate/email", "/candidate/zone", "/candidate/role"}, said)

    def test_a_bad_query(self):
        for path in ("/api/v1/zones?a=1", "/api/v1/volunteers?limit=many", "/api/v1/volunteers?limit=201",
                     "/api/v1/volunteers?cursor=nonsense"):
            self.is_problem(self.call("GET", path), 400, "bad_query")

    def test_who_asks(self):
        volunteer = self.programme().volunteers[0]
        self.is_problem(self.call("GET", "/api/v1/audit"), 401, "unauthenticated")
        self.is_problem(self.call("GET", "/api/v1/audit", token="rh_nonsense"), 401, "unauthenticated")
        theirs = self.house.token("volunteer", "volunteer0@example.org")
        self.is_problem(self.call("GET", "/api/v1/audit", token=theirs), 403, "forbidden")
        self.assertEqual(self.call("GET", f"/api/v1/volunteers/{volunteer}/availability", token=theirs).status, 200)

    def test_a_form_on_a_page_of_another_site(self):
        def status(site):
            fields = {"Sec_Fetch_Site": site} if site else {}
            return self.call("POST", "/find", b"email=ada%40example.org",
                             Content_Type="application/x-www-form-urlencoded", **fields).status
        self.assertEqual([status(site) for site in (None, "none", "same-origin", "same-site")], [200] * 4)
        self.assertEqual(status("cross-site"), 403)

    def test_credentials_are_read_in_one_way_alone(self):
        def status(*values):
            with Raw(self.server.port) as raw:
                fields = "".join(f"Authorization: {value}\r\n" for value in values)
                raw.send(f"GET /api/v1/audit HTTP/1.1\r\nHost: a\r\n{fields}\r\n")
                return raw.answer()[0]
        self.assertEqual(status("Bearer " + self.organizer), 200)
        self.assertEqual(status("bearer " + self.organizer), 200)
        for wrong in (("Bearer " + self.organizer, "Bearer " + self.organizer), ("Basic YTpi",), ("Bearer",), ("",),
                      (self.organizer,), ("Bearer " + self.organizer + ", x",)):
            self.assertEqual(status(*wrong), 401, wrong)

    def test_changes_need_the_state_that_was_seen(self):
        path = f"/api/v1/volunteers/{self.programme().volunteers[0]}/availability"
        seen = self.call("GET", path, token=self.organizer)
        same = seen.json
        self.is_problem(self.call("PUT", path, same, self.organizer), 428, "precondition_required")
        self.is_problem(self.call("PUT", path, same, self.organizer, If_Match="\"r999\""), 412, "precondition_failed")
        put = self.call("PUT", path, {**same, "step_minutes": 30}, self.organizer, If_Match=seen.headers["ETag"])
        self.assertEqual(put.status, 200, put)
        late = self.call("PUT", path, same, self.organizer, If_Match=seen.headers["ETag"])
        self.is_problem(late, 412, "precondition_failed")
        again = self.call("GET", path, token=self.organizer, If_None_Match=put.headers["ETag"])
        self.assertEqual((again.status, again.text), (304, ""))

    def test_an_idempotency_key_is_for_one_body_and_not_too_long(self):
        volunteer = self.programme().volunteers[0]
        form = booking_form("race-60", volunteer, day(3), "i")
        self.assertEqual(self.call("POST", "/api/v1/bookings", form, Idempotency_Key="k").status, 201)
        other = self.call("POST", "/api/v1/bookings", {**form, "reference": "x"}, Idempotency_Key="k")
        self.is_problem(other, 422, "idempotency_mismatch")
        long = self.call("POST", "/api/v1/bookings", form, Idempotency_Key="k" * 256)
        self.is_problem(long, 400, "bad_query")


class Sizes(Limits):
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


class SlowClients(Limits):
    settings = {**Limits.settings, "limits_header_timeout": 1, "limits_body_timeout": 1, "limits_idle_timeout": 1}

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


class Rates(Limits):
    settings = {"limits_requests_per_minute": 30, "limits_bookings_per_hour": 3}

    def setUp(self):
        super().setUp()
        with self.house.database() as database:
            self.assertEqual(database.execute("select count(*) from bookings").fetchone()[0], 0)

    def test_requests_a_minute(self):
        for _ in range(40):
            last = self.call("GET", "/api/v1/zones")
            if last.status == 429:
                break
            self.assertEqual(last.status, 200)
        self.is_problem(last, 429, "too_many_requests")
        wait = int(last.headers["Retry-After"])
        self.assertTrue(1 <= wait <= 60, wait)
        self.assertEqual(self.call("GET", "/healthz").status, 200, "who watches the server is not counted")
        began = time.monotonic()
        wait_for(lambda: self.call("GET", "/api/v1/zones").status == 200, "it is let in again")
        self.assertLess(time.monotonic() - began, wait + 30)

    def test_nobody_helps_himself_by_a_header(self):
        answers = {self.call("GET", "/api/v1/zones", X_Forwarded_For=f"10.0.0.{i}", Forwarded=f"for=10.0.0.{i}").status
                   for i in range(60)}
        self.assertEqual(answers, {200, 429})

    def test_bookings_an_hour(self):
        volunteer = self.programme().volunteers[0]
        for i in range(3):
            made = self.call("POST", "/api/v1/bookings", booking_form("race-60", volunteer, day(3, i), f"r{i}"))
            self.assertEqual(made.status, 201, made)
        fourth = self.call("POST", "/api/v1/bookings", booking_form("race-60", volunteer, day(3, 9), "r9"))
        self.is_problem(fourth, 429, "too_many_requests")
        self.assertTrue(1 <= int(fourth.headers["Retry-After"]) <= 3600)
        self.assertEqual(self.call("GET", "/api/v1/zones").status, 200)


class RatesBehindAProxy(Limits):
    settings = {"limits_requests_per_minute": 30, "server_trusted_proxies": "127.0.0.1"}

    def asks(self, *hops):
        return self.call("GET", "/api/v1/zones", X_Forwarded_For=", ".join(hops)).status

    def test_who_asks_is_whom_the_proxy_saw_and_of_ipv6_a_whole_network(self):
        self.assertEqual({self.asks(f"2001:db8:1:2:{i}::9") for i in range(60)}, {200, 429})
        self.assertEqual(self.asks("[2001:db8:1:2::1]:4711"), 429)
        self.assertEqual(self.asks("2001:db8:1:3::9"), 200)
        self.assertEqual({self.asks("::ffff:192.0.2.1") for _ in range(60)}, {200, 429})
        self.assertEqual(self.asks("198.51.100.1", "192.0.2.1"), 429, "what stands before it, anybody may have written")
        self.assertEqual(self.asks("192.0.2.2, 127.0.0.1"), 200)


class Crowds(Limits):
    settings = {**Limits.settings, "limits_max_connections": 20}

    def test_one_connection_too_many_is_told_to_come_back(self):
        there = []
        for _ in range(20):
            raw = self.enterContext(Raw(self.server.port))
            raw.send(request("GET", "/healthz")[0])
            status, fields, _ = raw.answer()
            there.append(raw)
            if status == 503:
                break
            self.assertEqual(status, 200)
        with Raw(self.server.port) as late:
            self.assertIn("retry-after", self.problem_on(late, 503, "overloaded"))
        for raw in random.sample(there, 10):
            raw.socket.close()
        wait_for(self.server.is_ready, "there is room again")


if __name__ == "__main__":
    main()
