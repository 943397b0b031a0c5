#!/usr/bin/python3
"""Three processes serve one PostgreSQL database: what one of them did holds in all of them, races have one winner, mails leave
once, and what a process that died had in hand is taken over."""
import collections
import random
import re
import time
import unittest
import urllib.parse

from on_postgres import PostgresHouse
from program import Sink, main, wait_for
from programme import Programme, booking_form, day, overlaps_in, text_of
from racing import race

CLIENTS = 36
UNLIMITED = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0, "limits_mails_per_hour": 0}


class Processes(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(PostgresHouse(**UNLIMITED, smtp_connections=2))

    def start(self, volunteers=2, availability=None, **settings):
        """Three that start together, on a database without a table."""
        servers = [self.house.begin(**settings) for _ in range(3)]
        for server in servers:
            server.await_ready()
        self.organizer = self.house.token()
        hours = {"step_minutes": 15, "buffer_after_minutes": 15, **(availability or {})}
        self.programme = Programme(servers[0], self.organizer, volunteers, **hours)
        return servers

    def counts(self, answers):
        return collections.Counter((a.status, "" if a.status == 201 else a.code) for a in answers)

    def nothing_is_double(self, answers):
        won = {a.json["id"] for a in answers if a.status == 201}
        with self.house.database() as database:
            self.assertEqual(won, {row["id"] for row in database.execute("select id from bookings")})
            self.assertEqual(overlaps_in(database), [])
            self.assertEqual(database.one("select count(*) from occupations"), len(won))

    def test_races_across_processes_have_one_winner(self):
        servers = self.start()
        one, pool, key, answers = day(3, 9), day(4, 9), day(5, 9), []
        volunteer = self.programme.volunteers[0]

        named = race(servers, [booking_form("race-60", volunteer, one, f"a{i}") for i in range(CLIENTS)])
        self.assertEqual(self.counts(named), {(201, ""): 1, (409, "slot_unavailable"): CLIENTS - 1}, named)
        anybody = race(servers, [booking_form("race-60", None, pool, f"b{i}") for i in range(CLIENTS)])
        self.assertEqual(self.counts(anybody), {(201, ""): 2, (409, "slot_unavailable"): CLIENTS - 2}, anybody)
        same = race(servers, [booking_form("race-60", volunteer, key, "c")] * CLIENTS, {"Idempotency-Key": "once"})
        self.assertEqual(self.counts(same), {(201, ""): CLIENTS}, same)
        self.assertEqual(len({a.text for a in same}), 1)
        self.assertEqual(sum(a.headers["Idempotency-Replayed"] is None for a in same), 1)
        answers = named + anybody + same
        self.nothing_is_double(answers)

    def test_one_candidate_cannot_have_more_than_the_limit_by_asking_everywhere_at_once(self):
        servers, answers = self.start(volunteers=12), []
        for number in range(3):
            forms = [booking_form("race-60", who, day(3 + i % 6, 6 * (i // 6) + 2 * number), f"greedy{number}")
                     for i, who in enumerate(self.programme.volunteers)]

            answers += race(servers, forms)

            self.assertEqual(self.counts(answers[-12:]), {(201, ""): 2, (409, "booking_limit"): 10}, answers)
        self.nothing_is_double(answers)

    def test_one_volunteer_gives_no_more_than_the_maximum_of_a_day(self):
        servers = self.start(volunteers=1, availability={"max_per_day": 2})
        forms = [booking_form("race-60", self.programme.volunteers[0], day(3, 2 * (i % 12)), f"l{i}") for i in range(24)]

        answers = race(servers, forms)

        self.assertEqual(self.counts(answers), {(201, ""): 2, (409, "slot_unavailable"): 22}, answers)
        self.nothing_is_double(answers)

    def test_overlapping_starts_all_over_a_day_leave_no_overlap(self):
        servers = self.start()
        forms = [booking_form(random.choice(["race-60", "race-45"]), random.choice(self.programme.volunteers),
                              day(3, random.randrange(23), 15 * random.randrange(4)), f"d{i}") for i in range(60)]

        answers = race(servers, forms)

        self.assertLessEqual(set(self.counts(answers)), {(201, ""), (409, "slot_unavailable")}, answers)
        self.assertGreater(self.counts(answers)[(201, "")], 5)
        self.nothing_is_double(answers)

    @staticmethod
    def lists(server, slots, start):
        return any(slot["start"] == text_of(start) for slot in server.call("GET", slots).json["slots"])

    def test_what_one_does_holds_in_the_others(self):
        servers = self.start()
        start, volunteer = day(3, 9), self.programme.volunteers[0]
        slots = f"/api/v1/volunteers/{volunteer}/slots?" + urllib.parse.urlencode(
            {"type": "race-60", "from": f"{day(3):%Y-%m-%d}", "to": f"{day(4):%Y-%m-%d}", "zone": "UTC"})
        self.assertTrue(all(self.lists(server, slots, start) for server in servers))

        made = servers[0].call("POST", "/api/v1/bookings", booking_form("race-60", volunteer, start, "e"))
        self.assertEqual(made.status, 201, made)
        self.assertFalse(self.lists(servers[0], slots, start), "whoever wrote it knows at once")
        time.sleep(1)
        self.assertFalse(any(self.lists(server, slots, start) for server in servers), "and all others within a second")
        booking, token = made.json["id"], made.json["manage_token"]
        self.assertEqual(servers[1].call("POST", f"/api/v1/bookings/{booking}/cancel", {"reason": "conflict"}, token).status, 200)
        self.assertEqual(servers[2].call("GET", f"/api/v1/bookings/{booking}", None, token).json["state"], "cancelled")
        self.assertTrue(self.lists(servers[1], slots, start))
        time.sleep(1)
        self.assertTrue(all(self.lists(server, slots, start) for server in servers))
        self.assertTrue(all(s.call("GET", "/api/v1/audit", token=self.organizer).status == 200 for s in servers))

    def test_who_signed_in_at_one_is_signed_in_at_all(self):
        servers = self.start()
        link = urllib.parse.urlsplit(self.house.command("sign-in", "volunteer0@example.org").stdout.strip()).path
        page = servers[0].call("GET", link)
        csrf = re.search(r'name="csrf" value="([^"]*)"', page.text)[1]
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urllib.parse.urlencode({"csrf": csrf}).encode()

        signed_in = servers[1].call("POST", link, body, None, form)
        self.assertEqual(signed_in.status, 303, signed_in)
        cookie = {"Cookie": signed_in.headers["Set-Cookie"].partition(";")[0]}
        for server in servers:
            self.assertEqual(server.call("GET", "/volunteer/availability", headers=cookie).status, 200)
        self.assertNotEqual(servers[2].call("POST", link, body, None, form).status, 303, "a link is used once, wherever")

    def test_mails_leave_once_whoever_sends_them(self):
        sink = self.enterContext(Sink(self.house, "--on", "dot=delay:0.02"))
        servers = self.start(**sink.settings)
        for i in range(20):
            form = booking_form("race-60", self.programme.volunteers[i % 2], day(3 + i // 2, 9), f"f{i}")
            self.assertEqual(servers[i % 3].call("POST", "/api/v1/bookings", form).status, 201)

        wait_for(lambda: len(sink.taken()) >= 42, "two mails of each booking, two invitations")
        wait_for(self.nothing_is_owed, "all is written down")
        ids = collections.Counter(mail["message_id"] for mail in sink.taken())
        self.assertEqual(len(ids), 42)
        self.assertEqual(set(ids.values()), {1}, "none left twice")

    def nothing_is_owed(self):
        with self.house.database() as database:
            due = int(time.time())
            return database.one(f"select count(*) from outbox where state in ('waiting', 'leased') and due <= {due}") == 0

    def leased(self):
        with self.house.database() as database:
            return database.one("select count(*) from outbox where state = 'leased'")

    def test_what_a_killed_process_had_in_hand_is_taken_over(self):
        deaf = self.enterContext(Sink(self.house, "--on", "mail=hang"))
        sink = self.enterContext(Sink(self.house))
        dying = self.house.start(**deaf.settings)
        organizer = self.house.token()
        programme = Programme(dying, organizer)
        form = booking_form("race-60", programme.volunteers[0], day(3, 9), "g")
        self.assertEqual(dying.call("POST", "/api/v1/bookings", form).status, 201)
        wait_for(lambda: self.leased() >= 3, "all three mails are leased")
        heir = self.house.start(**sink.settings)
        time.sleep(1.5)
        self.assertEqual(sink.taken(), [], "whoever lives keeps what it leased")

        dying.kill()

        wait_for(lambda: len(sink.taken()) >= 3, "the heir sends them")
        self.assertTrue(heir.says("a process died; its mail is taken over"))
        self.assertEqual(set(collections.Counter(mail["message_id"] for mail in sink.taken()).values()), {1})


if __name__ == "__main__":
    main()
