#!/usr/bin/python3
"""What the server refuses of what is asked, as a user of curl sees it."""
from asking import Asking
from program import main
from programme import booking_form, day
from raw import Raw


class Refusals(Asking):
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


if __name__ == "__main__":
    main()
