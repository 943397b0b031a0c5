#!/usr/bin/python3
"""The process, or the power, stops at each write and sync of one booking, and of the checkpoint that follows: afterwards the
booking is there with all that belongs to it, or not at all; what was acknowledged is there; and the same request, sent again
with its key, makes it once."""
import fcntl
import os
import shutil
import struct
import unittest

from program import House, main
from stopping import UNLIMITED, Spoilt, Stopping

WORTHWHILE_PAGES = 1000  # sqlite_checkpointer.cpp: of the log, for a checkpoint
PAGE = 4096 + 24
CHECKPOINT = 121  # the byte of SQLite's index of the log that whoever copies it has locked
FILES = ("rehearse.db", "rehearse.db-wal", "rehearse.db.secret")


def is_locked(file, place):
    """Whether another process has that byte for itself."""
    asked = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, place, 1, 0)
    return struct.unpack("hhqqi", fcntl.fcntl(file, fcntl.F_GETLK, asked)[:struct.calcsize("hhqqi")])[0] == fcntl.F_WRLCK


class Stops(Stopping, unittest.TestCase):
    kind = "write"
    ways, ways_of_decisive = ("before", "power", "half"), ("before", "power", "after")

    def setUp(self):
        self.prepare(House(**UNLIMITED, smtp_connections=1))
        self.booked()
        before = self.pages()
        for _ in range(4):
            self.booked()
        self.pages_of_one = (self.pages() - before) / 4

    @staticmethod
    def decides(calls, place):
        return calls[place].startswith("sync")

    def pages(self):
        return os.path.getsize(self.house.path("rehearse.db-wal")) / PAGE

    def keep(self):
        """The files as a killed server leaves them, for `begin_anew`."""
        self.server.kill()
        self.kept = self.house.path("kept")
        os.mkdir(self.kept)
        for name in FILES:
            shutil.copy(self.house.path(name), self.kept)

    def begin_anew(self):
        self.server.kill()
        for name in FILES:
            shutil.copy(os.path.join(self.kept, name), self.house.path(name))
        self.forget("disk.at", "disk.calls", "rehearse.db-shm")
        self.server = self.house.start()

    def log_was_copied(self):
        """A checkpoint is over: it began to sync the file, noted what it copied, and let go."""
        has_begun = "write rehearse.db" in self.calls()
        with open(self.house.path("rehearse.db-shm"), "r+b") as index:
            is_over = has_begun and not is_locked(index, CHECKPOINT)
        if is_over and "sync rehearse.db" not in self.calls():
            raise Spoilt("somebody who read or wrote held it up half-way")
        return is_over

    @staticmethod
    def traces(database, booking):
        """In how many rows of each table it occurs."""
        found = {}
        for (table,) in database.execute("select name from sqlite_master where type = 'table'").fetchall():
            rows = (tuple(row) for row in database.execute(f"select * from \"{table}\""))
            count = sum(any(isinstance(value, str) and booking in value for value in row) for row in rows)
            if count:
                found[table] = count
        return found

    def look_at_soundness(self, database):
        self.assertEqual(database.execute("pragma integrity_check").fetchone()[0], "ok")

    def fill_log_up_to(self, pages):
        while self.pages() < pages - self.pages_of_one:
            self.booked()
        while self.pages() < pages:
            self.house.token()  # a few pages each

    def test_in_a_log_that_grows(self):
        self.keep()

        calls = self.every_stop()

        self.assertEqual(set(calls), {"write rehearse.db-wal", "sync rehearse.db-wal"})

    def test_in_the_checkpoint_that_follows(self):
        self.fill_log_up_to(WORTHWHILE_PAGES - 1.5 * self.pages_of_one)
        self.keep()

        calls = self.every_stop(afterwards=self.log_was_copied)

        self.assertGreater(calls["write rehearse.db"], 20)
        self.assertGreater(calls["sync rehearse.db-wal"], 1, "once more before it is copied")

    def test_in_a_log_that_begins_anew(self):
        self.fill_log_up_to(WORTHWHILE_PAGES - 0.5 * self.pages_of_one)
        self.keep()

        # Once for the new head, and for the booking. A log that somebody reads from is not begun anew.
        calls = self.every_stop(between=self.log_was_copied, is_fit=lambda calls: calls["sync rehearse.db-wal"] > 1)

        self.assertEqual(calls["write rehearse.db"], 0)


if __name__ == "__main__":
    main()
