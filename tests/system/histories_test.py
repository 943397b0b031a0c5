#!/usr/bin/python3
"""What clients were answered who booked, held, confirmed, moved and cancelled one slot at the same time, while servers were
killed and holds ran out, can be explained by one who did it all in some order: on both engines. And what was recorded, broken
a little afterwards, cannot."""
import collections
import dataclasses
import os
import random
import time
import unittest

from histories import AT_ONCE, HOLD_SECONDS, Clock, Recorder
from linearizable import Operation, order_of
from on_postgres import PostgresHouse
from program import LONG, SEED, House, main
from programme import Programme
from slot_model import SlotModel

HISTORIES = 5000 if LONG else 48
KILL_EVERY = 3  # waves
VOLUNTEERS = 16
UNLIMITED = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0, "limits_mails_per_hour": 0}


def replaced(history, broken, answer):
    """The history with one of its operations answered otherwise."""
    return [dataclasses.replace(o, answer=answer) if o is broken else o for o in history]


def with_one_more(history, call, answer, at):
    return [*history, Operation(call, answer, at, at)]


def end_of(history):
    return max(o.returned for o in history if o.answer) + 1


def last_looks(history):
    """What was seen of each booking at the end; nothing unanswered can have changed it since."""
    uncertain = {o.call[1] for o in history if o.answer is None}
    looks = {o.call[1]: o for o in sorted(history, key=lambda o: o.invoked) if o.call[0] == "look"}
    return {name: look for name, look in looks.items() if name not in uncertain}


def seen_last(history, answer):
    return next((look for look in last_looks(history).values() if look.answer == answer), None)


def second_booking(history):
    """Somebody was refused a slot that another has at the end, and is told to have it."""
    for o in history:
        alone = sum(p.call[1] == o.call[1] for p in history) == 1
        if o.answer == "taken" and alone and o.call[2:] == ("S", False) and seen_last(history, ("confirmed", "S")):
            return replaced(history, o, "made")
    return None


def lost_booking(history):
    """One that is there at the end is not shown in the listing."""
    if not seen_last(history, ("confirmed", "S")):
        return None
    return with_one_more(history, ("list", "S"), "free", end_of(history))


def seen_after_cancellation(history):
    """One whose cancellation was acknowledged is seen as if it were not."""
    look = seen_last(history, ("cancelled", "S"))
    return replaced(history, look, ("confirmed", "S")) if look else None


def seen_elsewhere(history):
    look = seen_last(history, ("confirmed", "S"))
    return replaced(history, look, ("confirmed", "P0")) if look else None


def seen_too_early(history):
    """It was listed as taken before anybody asked for it."""
    return with_one_more(history, ("list", "S"), "taken", min(o.invoked for o in history) - 1)


def held_for_ever(history):
    """A hold whose time was over is told to have been confirmed afterwards."""
    look = seen_last(history, ("expired", "S"))
    return with_one_more(history, ("confirm", look.call[1]), "confirmed", end_of(history)) if look else None


def booked_twice_by_one_key(history):
    """A key that was answered is told a second time that it made a booking."""
    made = next((o for o in history if o.call[0] == "book" and o.answer == "made"), None)
    return with_one_more(history, made.call, "made", end_of(history)) if made else None


BREAKS = (second_booking, lost_booking, seen_after_cancellation, seen_elsewhere, seen_too_early, held_for_ever,
          booked_twice_by_one_key)


class Histories(unittest.TestCase):
    def setUp(self):
        self.counted = collections.Counter()
        self.began = time.monotonic()

    def prepare(self, house):
        """A clock that can be moved; mail held, since nobody reads it."""
        self.house = self.enterContext(house)
        self.clock = Clock(house.path("clock"))
        os.chmod(house.path("clock"), 0o644)
        checks = os.environ.get("ASAN_OPTIONS", "")
        house.variables = {"LD_PRELOAD": os.environ["REHEARSE_MOVED_CLOCK"], "MOVED_CLOCK": house.path("clock"),
                           "ASAN_OPTIONS": f"{checks}:verify_asan_link_order=0"}
        for words in (("migrate",), ("mail", "hold")):
            self.assertEqual(self.house.command(*words).returncode, 0)

    def record(self, servers, secret_path, lag):
        organizer = self.house.token()
        programme = Programme(servers[0], organizer, VOLUNTEERS, horizon_days=730)
        policy = {"name": "Held", "confirm_email": True, "hold_minutes": HOLD_SECONDS // 60, "reminders": [], "follow_ups": []}
        made = servers[0].call("PUT", "/api/v1/policies/held", policy, organizer, {"If-None-Match": "*"})
        self.assertEqual(made.status, 201, made)
        programme.make(servers[0], "/api/v1/interview-types",
                       {"id": "held-60", "title": "Held", "duration_minutes": 60, "policy": "held"})
        with open(secret_path, encoding="ascii") as file:
            secret = bytes.fromhex(file.read().strip())
        self.recorder = Recorder(servers, programme, secret, self.clock, SEED, lag)
        self.usual = 0.3  # seconds that a wave takes
        histories, open_ones = [], collections.deque()  # (when they came to their end, they)
        for number in range(0, HISTORIES, AT_ONCE):
            kills = number // AT_ONCE % KILL_EVERY == 1
            histories.append(self.recorder.wave(lambda: self.disturb(kills)))
            if lag == 0:
                self.let_time_pass()  # on a slow machine both moves may have come before there was a hold
            open_ones.append((time.monotonic(), histories[-1]))
            while time.monotonic() > open_ones[0][0] + 2 * lag:
                self.recorder.close(open_ones.popleft()[1])
                if not open_ones:
                    break
        time.sleep(2 * lag)
        for _, wave in open_ones:
            self.recorder.close(wave)
        return [history.operations for wave in histories for history in wave]

    def disturb(self, kills):
        """Two moves of the clock and perhaps a death, each at some moment."""
        deeds = [self.let_time_pass, self.let_time_pass] + [self.kill_one] * kills
        random.shuffle(deeds)
        for deed in deeds:
            time.sleep(random.uniform(0, self.usual / len(deeds)))
            deed()

    def let_time_pass(self):
        self.clock.move(HOLD_SECONDS + 1)

    def kill_one(self):
        servers = self.recorder.servers
        place = random.randrange(len(servers))
        servers[place].kill()
        servers[place] = self.house.start()
        self.counted["kills"] += 1

    def judge(self, histories):
        for history in histories:
            self.counted["operations"] += len(history)
            self.counted["unknown"] += sum(o.answer is None for o in history)
            self.counted.update(f"{o.call[0]} {o.answer}" for o in history if o.answer and o.call[0] != "look")
            if order_of(history, SlotModel()) is None:
                told = "\n".join(f"{o.invoked:.6f} {o.returned:.6f} {o.call} → {o.answer}"
                                 for o in sorted(history, key=lambda o: o.invoked))
                self.fail(f"nobody who does one thing at a time would have answered like this (seed {SEED}):\n{told}")

    def broken_ones_are_rejected(self, histories):
        """Up to a hundred of each kind, so that this takes no longer than the recording."""
        rejected = collections.Counter()
        for breaks in BREAKS:
            broken = [made for made in map(breaks, histories[:600]) if made][:100]
            for history in broken:
                self.assertIsNone(order_of(history, SlotModel()), (breaks.__name__, history))
            rejected[breaks.__name__] = len(broken)
        self.assertEqual(sum(count == 0 for count in rejected.values()), 0, rejected)
        print("rejected:", dict(rejected))

    def every_answer_came(self):
        """Those that every run has by the dozen."""
        for needed in ("book made", "book taken", "cancel cancelled", "move moved", "confirm confirmed", "list free",
                       "list taken", "lapse passed"):
            self.assertGreater(self.counted[needed], 0, (needed, self.counted))

    def look_at(self, histories):
        self.judge(histories)
        self.every_answer_came()
        self.broken_ones_are_rejected(histories)
        counted = dict(sorted(self.counted.items()))
        print(f"{len(histories)} histories, {time.monotonic() - self.began:.0f} s: {counted}", flush=True)

    def test_one_process_on_sqlite_killed_now_and_then(self):
        self.prepare(House(**UNLIMITED))
        self.look_at(self.record([self.house.start()], self.house.path("rehearse.db.secret"), lag=0))
        with self.house.database() as database:
            self.assertEqual(database.execute("pragma integrity_check").fetchone()[0], "ok")

    def test_three_processes_on_postgresql_of_which_one_is_killed_now_and_then(self):
        self.prepare(PostgresHouse(**UNLIMITED))
        servers = [self.house.start() for _ in range(3)]
        self.look_at(self.record(servers, self.house.path("the.secret"), lag=1))


if __name__ == "__main__":
    main()
