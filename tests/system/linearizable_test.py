#!/usr/bin/python3
"""The check of histories itself: what it lets pass and what it does not, on histories of a few operations written by hand."""
import math
import unittest

from linearizable import Operation, order_of
from slot_model import SlotModel

BOOK_A, BOOK_B = ("book", "a", "S", False), ("book", "b", "S", False)
HOLD_A = ("book", "a", "S", True)


def did(call, answer, invoked, returned):
    return Operation(call, answer, invoked, returned)


def perhaps(call, invoked):
    """Asked, and never answered."""
    return Operation(call, None, invoked, math.inf)


class Histories(unittest.TestCase):
    def passes(self, *history):
        self.assertIsNotNone(order_of(history, SlotModel()))

    def is_rejected(self, *history):
        self.assertIsNone(order_of(history, SlotModel()))

    def test_nothing_happened(self):
        self.passes()

    def test_one_after_the_other(self):
        self.passes(did(BOOK_A, "made", 0, 1), did(BOOK_B, "taken", 2, 3), did(("cancel", "a"), "cancelled", 4, 5),
                    did(BOOK_B, "made", 6, 7), did(("list", "S"), "taken", 8, 9))

    def test_two_bookings_of_one_slot(self):
        self.is_rejected(did(BOOK_A, "made", 0, 5), did(BOOK_B, "made", 1, 6))

    def test_a_refusal_without_a_reason(self):
        self.is_rejected(did(BOOK_A, "taken", 0, 1))
        self.is_rejected(did(BOOK_A, "made", 0, 1), did(("cancel", "a"), "cancelled", 2, 3), did(BOOK_B, "taken", 4, 5))

    def test_who_asks_at_the_same_time_may_be_first(self):
        refused = did(BOOK_B, "taken", 0, 9)
        self.passes(refused, did(BOOK_A, "made", 1, 2), did(("cancel", "a"), "cancelled", 3, 4))

        self.is_rejected(did(BOOK_B, "taken", 0, 1), did(BOOK_A, "made", 2, 3))

    def test_a_booking_that_is_seen_after_its_cancellation(self):
        history = [did(BOOK_A, "made", 0, 1), did(("cancel", "a"), "cancelled", 2, 4)]

        self.passes(*history, did(("look", "a"), ("confirmed", "S"), 3, 5))  # while it is cancelled
        self.is_rejected(*history, did(("look", "a"), ("confirmed", "S"), 5, 6))
        self.is_rejected(*history, did(("list", "S"), "taken", 5, 6))

    def test_an_acknowledged_booking_that_is_lost(self):
        self.is_rejected(did(BOOK_A, "made", 0, 1), did(("list", "S"), "free", 2, 3))
        self.is_rejected(did(BOOK_A, "made", 0, 1), did(BOOK_B, "made", 2, 3))

    def test_what_was_never_answered_happened_or_not_but_once(self):
        self.passes(perhaps(BOOK_A, 0), did(BOOK_B, "made", 1, 2))
        self.passes(perhaps(BOOK_A, 0), did(BOOK_B, "taken", 1, 2))
        self.passes(perhaps(BOOK_A, 0), did(("list", "S"), "free", 5, 6), did(BOOK_B, "taken", 7, 8))  # late
        self.is_rejected(perhaps(BOOK_A, 3), did(BOOK_B, "taken", 1, 2))  # not before it was asked
        self.is_rejected(perhaps(BOOK_A, 0), did(("list", "S"), "taken", 1, 2), did(("list", "S"), "free", 3, 4))

    def test_a_key_that_is_sent_again_tells_what_became_of_it(self):
        self.passes(perhaps(BOOK_A, 0), did(BOOK_A, "replayed", 1, 2), did(BOOK_B, "taken", 3, 4))
        self.passes(perhaps(BOOK_A, 0), did(BOOK_A, "made", 1, 2), did(BOOK_B, "taken", 3, 4))
        self.is_rejected(perhaps(BOOK_A, 0), did(BOOK_A, "replayed", 1, 2), did(BOOK_B, "made", 3, 4))
        self.is_rejected(did(BOOK_A, "made", 0, 1), did(BOOK_A, "made", 2, 3))

    def test_a_move_frees_one_place_exactly_when_it_takes_the_other(self):
        moved = [did(BOOK_A, "made", 0, 1), did(("move", "a", "P"), "moved", 2, 5)]

        self.passes(*moved, did(("list", "S"), "free", 3, 4), did(("list", "P"), "taken", 3, 4))
        self.is_rejected(*moved, did(("list", "S"), "free", 2.5, 3), did(("list", "P"), "free", 3.5, 4))
        self.is_rejected(*moved, did(("list", "P"), "taken", 2.5, 3), did(("list", "S"), "taken", 3.5, 4))
        self.is_rejected(*moved, did(BOOK_B, "taken", 6, 7))

    def test_a_move_into_a_place_that_is_taken(self):
        both = [did(BOOK_A, "made", 0, 1), did(("book", "b", "P", False), "made", 0, 1)]

        self.passes(*both, did(("move", "b", "S"), "taken", 2, 3), did(("look", "b"), ("confirmed", "P"), 4, 5))
        self.is_rejected(*both, did(("move", "b", "S"), "moved", 2, 3))

    def test_a_hold_keeps_the_place_until_it_runs_out(self):
        held = did(HOLD_A, "made", 0, 1)
        over = did(("lapse", "a"), "passed", 10, 11)

        self.passes(held, over, did(BOOK_B, "taken", 2, 3), did(BOOK_B, "made", 12, 13), did(("confirm", "a"), "gone", 14, 15))
        self.passes(held, over, did(("confirm", "a"), "confirmed", 2, 3), did(BOOK_B, "taken", 12, 13))
        self.is_rejected(held, over, did(BOOK_B, "made", 2, 3))
        self.is_rejected(held, over, did(BOOK_B, "taken", 12, 13))
        self.is_rejected(held, over, did(("confirm", "a"), "confirmed", 12, 13))

    def test_who_confirms_while_the_hold_runs_out_may_be_in_time_but_not_beside_another(self):
        held, over = did(HOLD_A, "made", 0, 1), did(("lapse", "a"), "passed", 10, 11)
        confirmed = did(("confirm", "a"), "confirmed", 9, 16)

        self.passes(held, over, confirmed, did(("list", "S"), "free", 12, 13), did(BOOK_B, "taken", 17, 18))
        self.is_rejected(held, over, confirmed, did(BOOK_B, "made", 12, 13))

    def test_the_order_is_told(self):
        history = [did(BOOK_B, "taken", 0, 9), did(BOOK_A, "made", 1, 2)]

        order = order_of(history, SlotModel())

        self.assertEqual([operation.call for operation in order], [BOOK_A, BOOK_B])


if __name__ == "__main__":
    unittest.main(verbosity=2)
