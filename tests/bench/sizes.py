"""How much is measured: what the figures of the README are made with, or, with REHEARSE_BENCH_SMALL=1, just enough to see that the
measuring works (a test of every build)."""
import os

SMALL = os.environ.get("REHEARSE_BENCH_SMALL") == "1"


def either(full, small):
    return small if SMALL else full


SECONDS = either(4, 1)  # of load
VOLUNTEERS = either(10_000, 200)  # of a large programme
BOOKINGS = either(1_000_000, 2_000)  # of one that has been there for years
FEW_BOOKINGS = either(10_000, 200)
DUE = either(10_000, 200)  # reminders at one instant
BODIES = either(200_000, 20_000)  # bookings to send, more than are sent
