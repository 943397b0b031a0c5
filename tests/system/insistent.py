"""Clients who book and insist, each with a key, until they know what became of it; and what must then be there. Used by the tests in
which PostgreSQL goes away."""
import collections
import http.client
import threading
import time

from program import wait_for
from programme import booking_form, day, overlaps_in


class Client(threading.Thread):
    """Books one slot after the other, each with a key of its own, and insists until it knows what became of it."""

    def __init__(self, server, programme, number):
        super().__init__(daemon=True)
        self.server, self.programme, self.number = server, programme, number
        self.done = threading.Event()
        self.booked, self.refused, self.slowest, self.faults = {}, collections.Counter(), 0.0, []

    def run(self):
        try:
            for count in range(10_000):
                if self.done.is_set():
                    return
                self.book(count)
        except Exception as fault:  # told to the main thread, whose test it is
            self.faults.append(repr(fault))

    def book(self, count):
        who = f"h{self.number}x{count}"
        start = day(3 + count // 20, count % 20)
        form = booking_form("race-60", self.programme.volunteers[self.number], start, who)

        def answer():
            began = time.monotonic()
            try:
                given = self.server.call("POST", "/api/v1/bookings", form, None, {"Idempotency-Key": who})
            except (OSError, http.client.HTTPException):
                return None
            self.slowest = max(self.slowest, time.monotonic() - began)
            if given.status == 503:
                assert int(given.headers["Retry-After"]) > 0, given.headers
                self.refused[given.code] += 1
                time.sleep(0.05)
                return None
            return given

        given = wait_for(answer, "an answer")
        assert given.status == 201, given
        self.booked[given.json["id"]] = who


def crowd(size, server, programme):
    """Begun; a volunteer each."""
    clients = [Client(server, programme, number) for number in range(size)]
    for client in clients:
        client.start()
    return clients


def leave(test, clients):
    """All that they were told is booked: who by the id of the booking."""
    for client in clients:
        client.done.set()
    for client in clients:
        client.join()
        test.assertEqual(client.faults, [])
    return {booking: who for client in clients for booking, who in client.booked.items()}


def all_is_kept_once(test, house, booked):
    """Neither more nor less than that is there, and each has its mails."""
    with house.database() as database:
        rows = {row["id"]: row["candidate_email"].partition("@")[0]
                for row in database.execute("select id, candidate_email from bookings")}
        test.assertEqual(rows, booked, "what was acknowledged is there, and nothing else")
        test.assertEqual(overlaps_in(database), [])
        mails = database.execute("select booking_id, kind, to_side from outbox where booking_id is not null "
                                 "and kind = 'booking_confirmation'")
    confirmations = collections.Counter((mail["booking_id"], mail["to_side"]) for mail in mails)
    test.assertEqual(set(confirmations), {(b, side) for b in booked for side in ("candidate", "volunteer")})
    test.assertEqual(set(confirmations.values()), {1})
