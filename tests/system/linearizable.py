"""Decides whether one could have done, one after the other, what clients did at the same time: for a recorded history, whether
there is an order of its operations that keeps to real time (what had its answer before another was asked comes first) and that
the model of one thing explains, answer for answer. The search of Wing and Gong, with Lowe's memory of what was tried.

Used by histories_test.py, with the model of slot_model.py; knows neither HTTP nor interviews.
"""
import dataclasses
import math


@dataclasses.dataclass(frozen=True)
class Operation:
    """Something asked between two moments of one clock. Without an answer it may have taken effect at any moment since it was
    asked, or not at all; `returned` is infinite then."""
    call: tuple
    answer: object
    invoked: float
    returned: float = math.inf


def order_of(history, model):
    """The operations in an order that explains them, those that never took effect left out; None: there is none.

    `model.start` is the state at the beginning, hashable; `model.outcomes(state, operation)` gives pairs (answer, next state):
    all that may happen when the operation meets that state."""
    asked = sorted(history, key=lambda operation: operation.invoked)
    answered = sum(1 << place for place, operation in enumerate(asked) if operation.answer is not None)
    seen = set()

    def next_ones(done):
        """Those that may come next: asked before any of the others was answered."""
        limit = min((o.returned for place, o in enumerate(asked) if not done >> place & 1), default=math.inf)
        for place, operation in enumerate(asked):
            if operation.invoked > limit:
                return
            if not done >> place & 1:
                yield place, operation

    def states_after(state, operation):
        for answer, after in model.outcomes(state, operation):
            if answer == operation.answer or (operation.answer is None and after != state):
                yield after

    def search(done, state):
        if answered & ~done == 0:
            return []
        for place, operation in next_ones(done):
            for after in states_after(state, operation):
                here = (done | 1 << place, after)
                if here in seen:
                    continue
                seen.add(here)
                rest = search(*here)
                if rest is not None:
                    return [operation, *rest]
        return None

    return search(0, model.start)
