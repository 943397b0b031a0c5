#!/usr/bin/python3
"""The process stops at each message that it sends to PostgreSQL for one booking: afterwards the booking is there with all that
belongs to it, or not at all; what was acknowledged is there; and the same request, sent again with its key, makes it once."""
import unittest

from on_postgres import PostgresHouse
from program import main, wait_for
from stopping import UNLIMITED, Stopping


class Stops(Stopping, unittest.TestCase):
    kind = "send"
    ways = ways_of_decisive = ("before", "after")

    def setUp(self):
        self.prepare(PostgresHouse(**UNLIMITED, smtp_connections=1))

    @staticmethod
    def decides(calls, place):
        return calls[place].startswith("commit")

    def begin_anew(self):
        self.server.kill()
        self.after_death()
        self.forget("disk.at", "disk.calls")
        self.server = self.house.start()

    def after_death(self):
        """PostgreSQL may still do what it was told last."""
        others = "select count(*) from pg_stat_activity where datname = 'rehearse' and pid <> pg_backend_pid()"
        wait_for(lambda: self.house.postgres.sql(others) == "0", "the backends of the dead are gone")

    @staticmethod
    def traces(database, booking):
        """In how many rows of each table it occurs."""
        tables = database.execute("select table_name as name from information_schema.tables where table_schema = 'public'")
        counts = database.execute(" union all ".join(
            f"select '{t['name']}' as name, count(*) as count from {t['name']} t where t::text like '%{booking}%'" for t in tables))
        return {t["name"]: t["count"] for t in counts if t["count"]}

    def look_at_soundness(self, database):
        """Its own affair."""

    def test_in_the_messages_of_a_booking(self):
        calls = self.every_stop()

        self.assertGreater(calls["send postgresql"], 5)


if __name__ == "__main__":
    main()
