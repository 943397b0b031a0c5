#!/usr/bin/python3
"""64 clients race for one slot, and for slots that overlap: one has it, the others are told so, and nothing is ever double."""
import collections
import random
import time
import unittest

from program import LONG, House, main
from programme import Programme, booking_form, day, overlaps_in
from racing import Crowd, race

CLIENTS = 64
ROUNDS = 25 if LONG else 4
ROUNDS_OF_ONE_SLOT = 10_000 if LONG else 20
UNLIMITED = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0}


class Races(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(House(**UNLIMITED))
        organizer = self.house.token()
        self.house.command("mail", "hold")  # nobody reads it
        self.server = self.house.start()
        # Steps smaller than either interview, so that neighbours on the grid overlap.
        self.programme = Programme(self.server, organizer, volunteers=2, step_minutes=15, buffer_after_minutes=15)

    def form(self, kind, start, who, volunteer=0):
        return booking_form(kind, volunteer if volunteer is None else self.programme.volunteers[volunteer], start, who)

    def one_wins(self, answers):
        told = collections.Counter((a.status, a.code if a.status != 201 else "") for a in answers)
        self.assertEqual(told, {(201, ""): 1, (409, "slot_unavailable"): len(answers) - 1}, answers)

    def nothing_is_double(self, answers):
        won = {a.json["id"] for a in answers if a.status == 201}
        with self.house.database() as database:
            kept = {row["id"] for row in database.execute("select id from bookings where state = 'confirmed'")}
            self.assertEqual(won, kept)
            self.assertEqual(overlaps_in(database), [])
            occupied = database.execute("select count(*) from occupations").fetchone()[0]
        self.assertEqual(occupied, len(won))

    def test_one_slot_has_one_winner(self):
        answers = []
        for number in range(ROUNDS):
            start = day(2 + number % 50, hour=random.randrange(24))
            answers += race([self.server], [self.form("race-60", start, f"c{number}x{i}") for i in range(CLIENTS)])
            self.one_wins(answers[-CLIENTS:])
        self.nothing_is_double(answers)

    def test_one_slot_has_one_winner_whenever_it_comes_free_again(self):
        began, made = time.monotonic(), []
        with Crowd([self.server], CLIENTS) as crowd:
            for number in range(ROUNDS_OF_ONE_SLOT):
                answers = crowd.race([self.form("race-60", day(3, 12), f"c{number}x{i}") for i in range(CLIENTS)])
                self.one_wins(answers)
                made += [a.json["id"] for a in answers if a.status == 201]
                freed = self.server.call("POST", f"/api/v1/bookings/{made[-1]}/cancel", {"reason": "other"},
                                         self.programme.organizer)
                self.assertEqual(freed.status, 200, freed)
        with self.house.database() as database:
            kept = [tuple(row) for row in database.execute("select id, state from bookings order by made_at, id")]
            self.assertEqual(sorted(kept), sorted((name, "cancelled") for name in made))
            self.assertEqual(database.execute("select count(*) from occupations").fetchone()[0], 0)
        print(f"{CLIENTS} clients, {len(made)} rounds: {CLIENTS * len(made)} requests in {time.monotonic() - began:.0f} s", flush=True)

    def test_of_overlapping_slots_of_two_types_one_is_won(self):
        answers = []
        for number in range(ROUNDS):
            # Every one of these holds the quarter of an hour that begins at noon.
            asked = [random.choice([("race-60", 60), ("race-45", 45)]) for _ in range(CLIENTS)]
            starts = [day(2 + number % 50, 12, -15 * random.randrange(minutes // 15)) for _, minutes in asked]
            forms = [self.form(kind, start, f"c{number}x{i}")
                     for i, ((kind, _), start) in enumerate(zip(asked, starts))]
            answers += race([self.server], forms)
            self.one_wins(answers[-CLIENTS:])
        self.nothing_is_double(answers)

    def test_two_volunteers_give_one_start_twice_at_most(self):
        answers = []
        for number in range(ROUNDS):
            start = day(2 + number % 50, 12)
            round_ = race([self.server], [self.form("race-60", start, f"c{number}x{i}", None) for i in range(CLIENTS)])
            self.assertEqual(collections.Counter(a.status for a in round_), {201: 2, 409: CLIENTS - 2}, round_)
            self.assertEqual(len({a.json["volunteer"]["id"] for a in round_ if a.status == 201}), 2)
            answers += round_
        self.nothing_is_double(answers)

    def test_a_free_for_all_over_one_day_leaves_no_overlap(self):
        answers = []
        for number in range(ROUNDS):
            forms = []
            for i in range(CLIENTS):
                start = day(2 + number % 50, random.randrange(23), 15 * random.randrange(4))
                forms.append(self.form(random.choice(["race-60", "race-45"]), start, f"c{number}x{i}", random.randrange(2)))
            round_ = race([self.server], forms)
            self.assertLessEqual({(a.status, "" if a.status == 201 else a.code) for a in round_},
                                 {(201, ""), (409, "slot_unavailable")}, round_)
            self.assertGreater(sum(a.status == 201 for a in round_), 1)
            answers += round_
        self.nothing_is_double(answers)

    def test_one_idempotency_key_from_many_clients_makes_one_booking(self):
        answers = []
        for number in range(ROUNDS):
            form = self.form("race-60", day(2 + number % 50, 12), f"c{number}")
            round_ = race([self.server], [form] * CLIENTS, {"Idempotency-Key": f"key-{number}"})
            made = [a for a in round_ if a.status == 201]
            self.assertEqual({(a.status, a.code) for a in round_ if a.status != 201} - {(409, "idempotency_running")}, set())
            self.assertEqual(sum(a.headers["Idempotency-Replayed"] is None for a in made), 1)
            self.assertEqual(len({a.text for a in made}), 1, "the tokens are the same again, too")
            answers += made
        self.nothing_is_double(answers)


if __name__ == "__main__":
    main()
