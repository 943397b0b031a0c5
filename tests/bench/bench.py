"""Measures the server, each thing beside the bare one it is compared with, in one run on one machine.

    bench.py [--json] [--rounds N] [WHAT…]      WHAT: see MEASURES; all without

Rounds are interleaved: ours, bare, ours, bare. Every line tells the medians of both, their spreads, and the ratio of
the medians; absolute figures mean little on another machine. sizes.py says how much is measured. REHEARSE_PROGRAM and
REHEARSE_BENCH (the folder of the bare programs) are set by deploy/bench. Everything runs on loopback, for a bounded time, in a temporary folder.
"""
import argparse

import answers
import bookings
import footprint
import mail
import overload
import postgres
from table import print_json, print_table

MEASURES = {"slots": answers.measure_slots, "anew": answers.measure_anew, "pool": answers.measure_pool,
            "counts": answers.measure_counts, "bookings": bookings.measure_bookings, "reads": bookings.measure_reads,
            "overload": overload.measure, "mail": mail.measure, "size": footprint.measure_size, "idle": footprint.measure_idle,
            "postgres": postgres.measure}


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("what", nargs="*", choices=[*MEASURES, []])
    words.add_argument("--json", action="store_true")
    words.add_argument("--rounds", type=int, default=5)
    asked = words.parse_args()
    for name in asked.what or MEASURES:
        MEASURES[name](asked.rounds)
    if asked.json:
        print_json()
    else:
        print_table()


if __name__ == "__main__":
    main()
