"""What the operations on one slot may answer when they come one at a time: the contract of booking, holding, moving and
cancelling, as small as it can be said. Used by the check of recorded histories (linearizable.py, histories.py).

A place is a slot: the one that is fought over, or one beside it that bookings move to. Calls, and what they may answer:

    ("book", name, place, held)  made, taken, replayed (the same Idempotency-Key was answered before)
    ("confirm", name)            confirmed, gone, wrong_state          the address of a hold
    ("cancel", name)             cancelled, wrong_state
    ("move", name, place)        moved, taken, wrong_state
    ("look", name)               (state, place)
    ("list", place)              free, taken
    ("lapse", name)              passed                                a hold's time runs out: asked by the clock
"""
from typing import NamedTuple


class Booking(NamedTuple):
    state: str  # pending, lapsed, confirmed, cancelled, expired
    place: str
    in_time: float = 0  # of a lapsed hold: who asked until then may still be in time


LIVE = ("pending", "confirmed")


class SlotModel:
    start = frozenset()  # of pairs (name, booking)

    def outcomes(self, state, operation):
        name, *rest = operation.call
        return getattr(self, name)(dict(state), operation, *rest)

    def book(self, bookings, operation, name, place, held):
        if name in bookings:
            return [("replayed", kept(bookings))]
        return self.takes_place(bookings, name, Booking("pending" if held else "confirmed", place), "made")

    def move(self, bookings, operation, name, place):
        booking = bookings.get(name)
        if booking is None:
            return []
        if booking.state != "confirmed":
            return [("wrong_state", kept(bookings))]
        if booking.place == place:
            return [("moved", kept(bookings))]
        return self.takes_place(bookings, name, booking._replace(place=place), "moved")

    @staticmethod
    def takes_place(bookings, name, booking, word):
        """If nobody is there; a hold whose time is over goes for good."""
        at_place = [(who, other) for who, other in bookings.items() if other.place == booking.place and who != name]
        if any(other.state in LIVE for _, other in at_place):
            return [("taken", kept(bookings))]
        gone = {who: other._replace(state="expired", in_time=0) for who, other in at_place if other.state == "lapsed"}
        return [(word, kept({**bookings, **gone, name: booking}))]

    def confirm(self, bookings, operation, name):
        done = ("confirmed", "confirmed")
        words = {"pending": done, "confirmed": done, "lapsed": ("gone", None), "expired": ("gone", None),
                 "cancelled": ("wrong_state", None)}
        return self.changes(bookings, operation, name, words, done)

    def cancel(self, bookings, operation, name):
        done = ("cancelled", "cancelled")
        words = {"pending": done, "confirmed": done, "cancelled": done, "lapsed": ("wrong_state", None),
                 "expired": ("wrong_state", None)}
        return self.changes(bookings, operation, name, words, done)

    @staticmethod
    def changes(bookings, operation, name, words, done):
        """The word for the present state, and the state that follows. A hold whose time runs out while it is asked for may
        still be had: the clock was read before."""
        booking = bookings.get(name)
        if booking is None:
            return []
        found = [words[booking.state]]
        if booking.state == "lapsed" and operation.invoked <= booking.in_time:
            found.append(done)
        return [(word, kept({**bookings, name: Booking(after, booking.place)} if after else bookings)) for word, after in found]

    def lapse(self, bookings, operation, name):
        booking = bookings.get(name)
        if booking is None:
            return []
        if booking.state == "pending":
            bookings[name] = Booking("lapsed", booking.place, operation.returned)
        return [("passed", kept(bookings))]

    def look(self, bookings, operation, name):
        if name not in bookings:
            return []
        booking = bookings[name]
        return [(("expired" if booking.state == "lapsed" else booking.state, booking.place), kept(bookings))]

    def list(self, bookings, operation, place):
        taken = any(other.place == place and other.state in LIVE for other in bookings.values())
        return [("taken" if taken else "free", kept(bookings))]


def kept(bookings):
    return frozenset(bookings.items())
