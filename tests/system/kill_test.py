#!/usr/bin/python3
"""SIGKILL in the middle of bookings and of sending, at many random moments: nothing acknowledged is lost, nothing is there
twice, no booking is without its mails, and a mail that leaves twice has the same Message-ID."""
import collections
import http.client
import random
import signal
import threading
import time
import unittest

from program import LONG, PATIENCE, SEED, House, Sink, main, wait_for
from programme import Programme, booking_form, day, overlaps_in, seconds_of, text_of

KILLS = 500 if LONG else 12
LOOK_EVERY = 10 if LONG else 1  # servers: all that is in the database is read then
CLIENTS = 4
VOLUNTEERS = 3
DAYS = 600 if LONG else 60
CONNECTIONS = 4
UNLIMITED = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0}


class Stage:
    """Where the clients find a server, and leave word of what went wrong."""

    def __init__(self, programme, servers):
        self.programme = programme
        self.servers = servers  # those that live
        self.done = threading.Event()
        self.faults = []

    @property
    def server(self):
        return random.choice(self.servers)


class Client(threading.Thread):
    """Books, moves and cancels, and remembers what was acknowledged. A request without an answer is asked about until it is
    known what became of it."""

    def __init__(self, stage, number):
        super().__init__(daemon=True)
        self.stage, self.number = stage, number
        self.random = random.Random(SEED * 1000 + number)
        self.bookings = {}  # id → what was acknowledged last
        self.asked = self.unanswered = 0

    def run(self):
        try:
            while not self.stage.done.is_set():
                self.random.choices([self.book, self.move, self.cancel, self.look], [6, 3, 2, 1])[0]()
        except Exception as fault:  # told to the main thread, whose test it is
            self.stage.faults.append(repr(fault))

    def try_once(self, method, path, body=None, token=None, headers=None):
        server = self.stage.server
        self.asked += 1
        try:
            answer = server.call(method, path, body, token, headers)
            if answer.status == 503 and answer.code == "overloaded":  # a disk that stands still: refused, and asked again
                raise ConnectionError(answer.text)
            assert answer.status < 500, answer
            return answer
        except (OSError, http.client.HTTPException):
            self.unanswered += 1
            time.sleep(0.02)
            return None

    def insist(self, *request):
        return wait_for(lambda: self.try_once(*request), f"an answer to {request[:2]}")

    def some_start(self):
        return day(self.random.randrange(3, DAYS - 2), self.random.randrange(24))

    def book(self):
        number = self.asked
        start = self.some_start()
        form = booking_form("race-60", self.random.choice(self.stage.programme.volunteers), start,
                            f"k{self.number}x{number}")
        answer = self.insist("POST", "/api/v1/bookings", form, None, {"Idempotency-Key": f"{self.number}-{number}"})
        if answer.status == 409:
            assert answer.code == "slot_unavailable", answer
            return
        assert answer.status == 201, answer
        made = answer.json
        self.bookings[made["id"]] = {"token": made["manage_token"], "start": seconds_of(start), "sequence": 0,
                                     "state": "confirmed"}

    def one_of_mine(self):
        mine = [(name, known) for name, known in list(self.bookings.items()) if known["state"] == "confirmed"]
        return self.random.choice(mine) if mine else (None, None)

    def move(self):
        name, known = self.one_of_mine()
        if not name:
            return
        start = self.some_start()
        if seconds_of(start) == known["start"]:
            return
        answer = self.try_once("POST", f"/api/v1/bookings/{name}/reschedule", {"start": text_of(start)}, known["token"])
        if answer is None:
            now = self.insist("GET", f"/api/v1/bookings/{name}", None, known["token"]).json
            took_place = (now["sequence"], now["start"]) == (known["sequence"] + 1, text_of(start))
            assert took_place or now["sequence"] == known["sequence"], (now, known)
        else:
            took_place = answer.status == 200
            assert took_place or answer.code in ("slot_unavailable", "reschedule_limit"), answer
        if took_place:
            self.bookings[name] = {**known, "start": seconds_of(start), "sequence": known["sequence"] + 1}

    def cancel(self):
        name, known = self.one_of_mine()
        if not name:
            return
        answer = self.insist("POST", f"/api/v1/bookings/{name}/cancel", {"reason": "conflict"}, known["token"])
        assert answer.status == 200 and answer.json["state"] == "cancelled", answer
        self.bookings[name] = {**known, "state": "cancelled", "sequence": answer.json["sequence"]}

    def look(self):
        name, known = self.one_of_mine()
        if not name:
            return
        now = self.insist("GET", f"/api/v1/bookings/{name}", None, known["token"]).json
        assert (now["state"], now["sequence"]) == (known["state"], known["sequence"]), (now, known)


def missing_mails(booking, mails):
    """What the outbox should hold of this booking and does not."""
    found = collections.Counter((m["kind"], m["to_side"], m["booking_sequence"]) for m in mails)
    waiting = {(m["to_side"], m["due"]) for m in mails if m["kind"] == "reminder" and m["state"] == "waiting"}
    reminders = {(side, booking["start_at"] - before) for side in ("candidate", "volunteer") for before in (86400, 3600)}
    for side in ("candidate", "volunteer"):
        expected = [("booking_confirmation", side, 0)]
        expected += [("rescheduled", side, number) for number in range(1, booking["reschedules"] + 1)]
        yield from (what for what in expected if found[what] != 1)
        if booking["state"] == "cancelled" and sum(n for what, n in found.items() if what[:2] == ("cancellation", side)) != 1:
            yield ("cancellation", side)
    if booking["state"] == "confirmed" and waiting != reminders:
        yield ("reminders", waiting, reminders)
    if booking["state"] == "cancelled" and waiting:
        yield ("reminders of a cancelled booking", waiting)


class Kills(unittest.TestCase):
    make_house, processes, kills = House, 1, KILLS

    def setUp(self):
        self.house = self.enterContext(self.make_house(**UNLIMITED, smtp_connections=CONNECTIONS))
        # The answer to the final dot takes a moment, so that death often comes between the message and its record.
        self.sink = self.enterContext(Sink(self.house, "--on", "dot=delay:0.03"))
        organizer = self.house.token()
        servers = [self.serve() for _ in range(self.processes)]
        self.programme = Programme(servers[0], organizer, VOLUNTEERS, horizon_days=DAYS)
        self.stage = Stage(self.programme, servers)
        self.clients = [Client(self.stage, number) for number in range(CLIENTS)]

    def serve(self):
        return self.house.start(**self.sink.settings)

    def acknowledged(self):
        return {name: known for client in self.clients for name, known in list(client.bookings.items())}

    def look_at_soundness(self, database):
        self.assertEqual(database.execute("pragma integrity_check").fetchone()[0], "ok")

    def look_at_database(self, acknowledged):
        with self.house.database() as database:
            rows = {row["id"]: row for row in database.execute("select * from bookings")}
            mails = collections.defaultdict(list)
            for row in database.execute("select * from outbox where booking_id is not null"):
                mails[row["booking_id"]].append(row)
            self.assertEqual(overlaps_in(database), [])
            self.look_at_soundness(database)
        for name, known in acknowledged.items():
            self.assertIn(name, rows, "an acknowledged booking is lost")
            self.assertGreaterEqual(rows[name]["sequence"], known["sequence"], "an acknowledged move is lost")
            if known["state"] == "cancelled":
                self.assertEqual(rows[name]["state"], "cancelled", "an acknowledged cancellation is lost")
        for name, row in rows.items():
            self.assertEqual(list(missing_mails(row, mails[name])), [], dict(row))
        return rows

    def kill_at_some_moment(self):
        time.sleep(random.uniform(0, 1.2))
        place = random.randrange(self.processes)
        victim = self.stage.servers[place]
        if random.random() < 0.25:  # some die while they leave
            victim.signal(signal.SIGTERM)
            time.sleep(random.uniform(0, 0.2))
        victim.kill()
        acknowledged = self.acknowledged()
        while random.random() < 0.25:  # some die while they start
            newborn = self.house.begin(**self.sink.settings)
            time.sleep(random.uniform(0, 0.4))
            newborn.kill()
        self.stage.servers[place] = self.serve()
        if len(self.house.servers) % LOOK_EVERY == 0:
            self.look_at_database(acknowledged)
        self.assertEqual(self.stage.faults, [])

    def owed(self):
        with self.house.database() as database:
            return database.execute("select count(*) from outbox where state in ('waiting', 'leased') and due <= ?",
                                    (int(time.time()),)).fetchone()[0]

    def look_at_mails(self):
        taken, ids_of = collections.defaultdict(list), collections.defaultdict(set)
        for message in self.sink.taken():
            taken[message["message_id"]].append(message["to"])
            ids_of[message["message_id"].strip("<").partition("@")[0]].add(message["message_id"])
        with self.house.database() as database:
            rows = database.execute(
                "select o.*, case when o.recipient <> '' then o.recipient when o.to_side = 'candidate' then "
                "b.candidate_email else v.email end as address from outbox o left join bookings b on b.id = o.booking_id "
                "left join volunteers v on v.id = b.volunteer_id").fetchall()
        known = {}
        for row in rows:
            ids = sorted(ids_of[row["id"]])
            self.assertLessEqual(len(ids), 1, "one mail, one Message-ID")
            known.update(dict.fromkeys(ids, row["id"]))
            self.assertIn(row["state"], ("sent", "dropped", "waiting"), dict(row))
            if row["state"] == "sent":
                self.assertEqual(len(ids), 1, f"said to be sent, and never was: {dict(row)}")
            if row["state"] == "waiting":
                self.assertEqual(ids, [], f"sent before its time: {dict(row)}")
            for to in (to for message in ids for to in taken[message]):
                self.assertEqual(to, [row["address"]])
        self.assertEqual(set(taken), set(known), "mails of no row")
        return sum(len(times) - 1 for times in taken.values()), len(taken)

    def last_word_was_sent(self, rows):
        """Each side was told the state that holds at the end."""
        with self.house.database() as database:
            sent = {(row["booking_id"], row["kind"], row["to_side"], row["booking_sequence"])
                    for row in database.execute("select * from outbox where state = 'sent'")}
        for name, row in rows.items():
            for side in ("candidate", "volunteer"):
                kind = "rescheduled" if row["sequence"] else "booking_confirmation"
                if row["state"] == "cancelled":
                    kind = "cancellation"
                self.assertIn((name, kind, side, row["sequence"]), sent)

    def test_nothing_acknowledged_is_lost_and_every_mail_leaves(self):
        for client in self.clients:
            client.start()
        for _ in range(self.kills):
            self.kill_at_some_moment()
        self.stage.done.set()
        for client in self.clients:
            client.join(PATIENCE)
        self.assertEqual(self.stage.faults, [])

        rows = self.look_at_database(self.acknowledged())
        self.assertEqual({name: (row["state"], row["sequence"], row["start_at"]) for name, row in rows.items()},
                         {name: (b["state"], b["sequence"], b["start"]) for name, b in self.acknowledged().items()})
        began = time.monotonic()
        wait_for(lambda: self.owed() == 0, "every mail that is owed leaves", PATIENCE * 2)
        self.last_word_was_sent(rows)
        repeats, mails = self.look_at_mails()
        deaths = len(self.house.servers) - self.processes
        self.assertLessEqual(repeats, deaths * CONNECTIONS)
        for server in self.stage.servers:
            self.assertEqual(server.stop(), 0)
        print(f"{self.kills} kills while serving, {deaths - self.kills} while starting; {len(rows)} bookings; "
              f"{sum(c.asked for c in self.clients)} requests, {sum(c.unanswered for c in self.clients)} without an answer; "
              f"{mails} mails, {repeats} repeated; the last left after {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
