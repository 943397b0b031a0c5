#!/usr/bin/python3
"""`restore` in the hour for which it is made: the database is gone, or damaged, or its server died, and somebody does it as
root."""
import glob
import os
import sqlite3
import stat
import unittest

from command_line import Commands
from program import main

IS_ROOT = os.geteuid() == 0
SERVICE, GROUP = 12345, 23456  # whose the files are, in place of the service's user


class Restore(Commands):
    def setUp(self):
        super().setUp()
        self.house.token()
        self.succeeds("backup", "copy.db")

    def tokens(self):
        return len(self.succeeds("tokens").splitlines())

    def server_dies_with_a_log(self):
        """What it wrote last stands in its log alone: six tokens beside the one in the backup."""
        server = self.house.start()
        for number in range(6):
            self.house.token("organizer", f"ada{number}@example.org")
        server.kill()
        self.assertTrue(os.path.exists(self.house.path("rehearse.db-wal")))

    def kept(self):
        return sorted(os.path.basename(path) for path in glob.glob(self.house.path("rehearse.db.before-*")))

    def damage(self):
        with open(self.house.path("rehearse.db"), "r+b") as file:
            file.write(b"\x5a" * 512)

    def test_the_log_of_a_database_that_is_gone_is_not_played_into_it(self):
        self.server_dies_with_a_log()
        os.rename(self.house.path("rehearse.db"), self.house.path("away"))
        self.assertIn("log", self.succeeds("restore", "copy.db"))
        self.assertEqual(self.tokens(), 1, "what is in the backup")
        [log] = [name for name in self.kept() if name.endswith("-wal")]
        os.rename(self.house.path("away"), self.house.path(log.removesuffix("-wal")))
        with sqlite3.connect(self.house.path(log.removesuffix("-wal"))) as old:
            self.assertEqual(old.execute("select count(*) from api_tokens").fetchone()[0], 7, "kept: nothing is lost")

    def test_what_stands_in_the_log_is_kept_in_one_file(self):
        self.server_dies_with_a_log()
        self.succeeds("restore", "copy.db")
        self.assertEqual(self.tokens(), 1)
        [old] = [name for name in self.kept() if not name.endswith("-shm")]
        with sqlite3.connect(self.house.path(old)) as database:
            self.assertEqual(database.execute("select count(*) from api_tokens").fetchone()[0], 7)

    def test_a_damaged_database_is_kept_and_stands_in_nobodys_way(self):
        for dies in (lambda: None, self.server_dies_with_a_log):
            dies()
            self.damage()
            said = self.succeeds("restore", "copy.db")
            self.assertRegex(said, r"could not be read \(.*not a database\).*rehearse\.db\.before-")
            self.assertEqual(self.tokens(), 1)
            with self.house.serve() as server:
                self.assertEqual(server.call("GET", "/readyz").status, 200)

    def test_again_at_once(self):
        for number in range(1, 4):
            self.succeeds("restore", "copy.db")
            self.assertEqual(len(self.kept()), number, "each is kept under a name of its own")

    def owner(self, name):
        found = os.stat(self.house.path(name))
        return found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)

    @unittest.skipUnless(IS_ROOT, "gives files away")
    def test_by_root_leaves_all_of_it_to_whose_it_was(self):
        for name, mode in {"rehearse.db": 0o640, "rehearse.db.secret": 0o400}.items():
            os.chown(self.house.path(name), SERVICE, GROUP)
            os.chmod(self.house.path(name), mode)
        self.succeeds("restore", "copy.db")
        self.assertEqual(self.owner("rehearse.db"), (SERVICE, GROUP, 0o640))
        self.assertEqual(self.owner("rehearse.db.secret"), (SERVICE, GROUP, 0o400))
        self.assertEqual(self.owner("rehearse.db.lock")[:2], (SERVICE, GROUP), "the service must be able to take it")

    @unittest.skipUnless(IS_ROOT, "gives files away")
    def test_by_root_where_nothing_was_leaves_it_to_whose_the_folder_is(self):
        os.mkdir(self.house.path("new"), 0o700)
        os.chown(self.house.path("new"), SERVICE, GROUP)
        self.succeeds("--set", "database.url=sqlite:new/rehearse.db", "restore", "copy.db")
        for name in ("rehearse.db", "rehearse.db.secret", "rehearse.db.lock"):
            self.assertEqual(self.owner("new/" + name), (SERVICE, GROUP, 0o600), name)


if __name__ == "__main__":
    main()
