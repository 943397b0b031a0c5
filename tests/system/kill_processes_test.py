#!/usr/bin/python3
"""SIGKILL of one of three processes on one PostgreSQL database, again and again, in the middle of bookings and of sending: what
tests/system/kill_test.py holds of one process on SQLite holds here, while the others go on."""
import kill_test
from on_postgres import PostgresHouse
from program import LONG, main


class KillsOfOneOfThree(kill_test.Kills):
    make_house, processes, kills = PostgresHouse, 3, 60 if LONG else 6

    def look_at_soundness(self, database):
        """PostgreSQL itself was not killed."""


if __name__ == "__main__":
    main()
