#!/usr/bin/python3
"""`restore` in the hour for which it is made: the database is gone, or damaged, or its server died, and somebody does it as
root."""
import datetime
import contextlib
import glob
import itertools
import os
import re
import signal
import sqlite3
import stat
import time
import unittest

from command_line import Commands
from program import Sink, main, wait_for
from programme import Programme, booking_form, day

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

    def test_until_then_nothing_touches_the_log_of_a_database_that_is_gone(self):
        self.server_dies_with_a_log()
        os.rename(self.house.path("rehearse.db"), self.house.path("away"))
        for words in (("migrate",), ("serve",), ("seed-demo",), ("token", "organizer", "ada@example.org")):
            self.assertIn("rehearse.db-wal, with what was written last", self.fails(*words))
        self.assertRegex(self.house.command("doctor").stdout, "(?m)^WRONG  database: .* is gone, but its log")
        os.rename(self.house.path("away"), self.house.path("rehearse.db"))
        self.assertEqual(self.tokens(), 7)

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
            self.assertRegex(said, r"could not be read whole \(.*not a database\).*rehearse\.db\.before-")
            self.assertEqual(self.tokens(), 1)
            with self.house.serve() as server:
                self.assertEqual(server.call("GET", "/readyz").status, 200)

    @contextlib.contextmanager
    def read_by_another(self):
        """The server dies with a log that nobody can copy into the file, since a program reads what was before. The second token
        stands in that log alone."""
        server = self.house.start()
        with self.house.database() as reader:
            reader.execute("select count(*) from api_tokens").fetchone()
            self.house.token("organizer", "grace@example.org")
            server.kill()
            yield

    def restore_that_stops(self, before):
        asan = f"{os.environ.get('ASAN_OPTIONS', '')}:verify_asan_link_order=0"
        return self.house.command("restore", "copy.db", variables={
            "LD_PRELOAD": os.environ["REHEARSE_STOPPING_NAMES"], "STOPPING_NAMES": str(before), "ASAN_OPTIONS": asan})

    def test_stopped_anywhere_leaves_the_old_database_whole_or_none_that_is_served(self):
        refused = served = 0
        for before in itertools.count(1):
            with self.subTest(before=before), self.read_by_another():
                done = self.restore_that_stops(before)
            if done.returncode != -signal.SIGKILL:
                break
            after = self.house.command("tokens")
            if after.returncode == 0:
                served += 1
                self.assertEqual(len(after.stdout.splitlines()), 2, "the old one with its log")
            else:
                refused += 1
                self.assertIn("restore once more", after.stderr)
            self.succeeds("restore", "copy.db")
            self.assertEqual(self.tokens(), 1, "restoring once more mends it")
        self.assertIn("another program has it open", done.stdout)
        self.assertEqual(self.tokens(), 1)
        self.assertGreater(served, 0)
        self.assertGreater(refused, 2, "the log's files, the database, the secret")
        self.assertFalse([name for name in os.listdir(self.house.folder) if "restoring" in name])

    def test_stopped_anywhere_where_the_database_is_gone_lets_no_new_one_begin(self):
        for before in itertools.count(1):
            self.server_dies_with_a_log()
            os.remove(self.house.path("rehearse.db"))
            done = self.restore_that_stops(before)
            if done.returncode != -signal.SIGKILL:
                break
            with self.subTest(before=before):
                self.assertRegex(self.fails("token", "organizer", "ada@example.org"), "restore")
                self.succeeds("restore", "copy.db")
                self.assertEqual(self.tokens(), 1, "restoring once more mends it")
        self.assertEqual((done.returncode, self.tokens()), (0, 1))
        self.assertGreater(before, 5, "the log's files, the database, the secret")

    def test_no_piece_of_the_secret_stays_in_the_database(self):
        with open(self.house.path("rehearse.db.secret"), "rb") as file:
            digits = file.read().strip()
        self.succeeds("restore", "copy.db")
        self.succeeds("backup", "again.db")
        with open(self.house.path("again.db"), "rb") as file:
            self.assertIn(digits, file.read())
        self.succeeds("restore", "again.db")  # a second one writes nothing new over where it was
        with open(self.house.path("rehearse.db"), "rb") as file:
            left = file.read()
        self.assertFalse([digits[at:at + 8] for at in range(len(digits) - 8) if digits[at:at + 8] in left])

    def test_the_secret_is_never_for_everybody(self):
        os.chmod(self.house.path("rehearse.db"), 0o644)
        for before, after in {0o400: 0o400, 0o640: 0o640, 0o644: 0o600, 0o660: 0o640, None: 0o600}.items():
            if before is None:
                os.remove(self.house.path("rehearse.db.secret"))
            else:
                os.chmod(self.house.path("rehearse.db.secret"), before)
            self.succeeds("restore", "copy.db")
            self.assertEqual(oct(self.owner("rehearse.db.secret")[2]), oct(after), before)
        self.assertEqual(oct(self.owner("rehearse.db")[2]), "0o644")

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

    @unittest.skipUnless(IS_ROOT, "gives files away")
    def test_what_root_begins_is_left_to_whose_the_folder_is_as_well(self):
        for number, words in enumerate((("token", "organizer", "ada@example.org"), ("seed-demo",), ("migrate",))):
            os.mkdir(self.house.path(f"new{number}"), 0o700)
            os.chown(self.house.path(f"new{number}"), SERVICE, GROUP)
            self.succeeds("--set", f"database.url=sqlite:new{number}/rehearse.db", *words)
            self.assertEqual({self.owner(f"new{number}/{name}") for name in os.listdir(self.house.path(f"new{number}"))},
                             {(SERVICE, GROUP, 0o600)}, words)


class MailAfterRestore(Commands):
    """What the lost server sent between the backup and its loss waits in the backup still."""

    def setUp(self):
        super().setUp()
        self.sink = self.enterContext(Sink(self.house))
        self.house.settings |= {name.replace("_", ".", 1): value for name, value in self.sink.settings.items()}
        organizer = self.house.token()
        self.succeeds("mail", "hold")
        with self.house.serve() as server:
            programme = Programme(server, organizer, volunteers=1)
            self.book(server, programme, 9)
            self.succeeds("backup", "copy.db")
            self.succeeds("mail", "release")
            self.gone = wait_for(lambda: self.sent() if len(self.sent()) == 3 else None, "an invitation, and both sides' mails")
        self.programme = programme
        second = int(time.time())
        wait_for(lambda: int(time.time()) > second, "a restore in a later second than all that left")
        self.lost = f"{datetime.datetime.fromtimestamp(second + 1, datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}"
        self.said = self.succeeds("restore", "copy.db")

    def book(self, server, programme, hour):
        form = booking_form("race-60", programme.volunteers[0], day(5, hour), f"m{hour}")
        self.assertEqual(server.call("POST", "/api/v1/bookings", form).status, 201)

    def sent(self):
        return [mail["message_id"] for mail in self.sink.taken()]

    def dropped(self):
        with self.house.database() as db:
            return [row["answer"] for row in db.execute("select answer from outbox where state = 'dropped'")]

    def test_what_may_have_left_is_dropped_where_that_is_asked_for(self):
        self.assertIn("All mail is held. Of what waits, 3 was due by now", self.said)
        with self.house.serve() as server:
            self.book(server, self.programme, 12)
            released = self.succeeds("mail", "release", "--drop-due-before", self.lost)
            self.assertIn(f"Dropped, since due before {self.lost}: 3.", released)
            self.assertNotIn("perhaps leaving again", released)
            new = wait_for(lambda: self.sent()[3:] if len(self.sent()) == 5 else None, "what was written since")
            self.assertEqual(set(new) & set(self.gone), set())
            for why in self.dropped():
                self.assertIn("may have left before", why)
            self.assertEqual(len(self.dropped()), 3)

    def test_without_a_server_as_well(self):
        self.assertIn(f"Dropped, since due before {self.lost}: 3.", self.succeeds("mail", "release", "--drop-due-before", self.lost))
        with self.house.serve():
            self.assertEqual(len(self.dropped()), 3)

    def test_it_is_told_which_instant_is_wanted_and_not_the_present(self):
        [made, at_the_earliest] = re.findall(r"20\d\d-\S+Z", self.said)
        self.assertEqual(made, at_the_earliest, "the moment of the backup alone is named")
        self.assertIn("`--drop-due-before INSTANT`", self.said)
        self.assertIn("INSTANT is the moment at which the lost server last worked", self.said)

    def test_what_fell_due_after_it_was_put_back_is_never_dropped(self):
        for instant in ("2035-01-01T00:00:00Z", f"{datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(1):%FT%TZ}"):
            self.assertIn("when the backup was put back", self.fails("mail", "release", "--drop-due-before", instant))
        with self.house.serve():
            self.assertEqual(self.dropped(), [])

    def test_nothing_is_dropped_where_it_was_released_since(self):
        with self.house.serve():
            self.succeeds("mail", "release")
            self.succeeds("mail", "hold")
            self.assertIn("No backup was put back", self.fails("mail", "release", "--drop-due-before", self.lost))
            self.assertEqual(self.dropped(), [])

    def test_all_of_it_leaves_where_nothing_is_said_and_that_is_told(self):
        with self.house.serve():
            self.assertRegex(self.succeeds("mail", "release"), r"backup of 20\S+Z was put back, so perhaps leaving again: 3\.")
            wait_for(lambda: sorted(self.sent()[3:]) == sorted(self.gone), "all of it")
            self.succeeds("mail", "hold")
            self.assertEqual(self.succeeds("mail", "release"), "Mail is being sent again.\n", "told once")

    def test_an_instant_is_wanted(self):
        self.assertIn("2026-11-24T13:30:00Z, not yesterday", self.is_wrong_use("mail", "release", "--drop-due-before", "yesterday"))


if __name__ == "__main__":
    main()
