#!/usr/bin/python3
"""A backup made while people book, and put back elsewhere: nothing that was acknowledged before is missing, links that were
mailed live, and no mail leaves until somebody says so."""
import contextlib
import itertools
import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import threading
import time
import unittest

from program import LONG, PROGRAM, SEED, Deed, House, Sink, ask, free_of_settings, main, may_mount, seeing, wait_for
from programme import Programme, booking_form, day

UNLIMITED = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0, "limits_mails_per_hour": 0}
BOOKERS = 8
RATE = 200  # bookings a second
DAYS = 300
BEFORE = 10_000 if LONG else 60  # that are acknowledged before the backup begins


class Bookers:
    """Clients that book one free slot after the other, RATE a second in all where the machine can, each noting what was
    acknowledged."""

    def __init__(self, server, programme):
        self.server, self.programme = server, programme
        self.made, self.stopped, self.lock = {}, threading.Event(), threading.Lock()
        slots = [day(number, hour) for number in range(3, DAYS) for hour in range(24)]
        random.Random(SEED).shuffle(slots)
        self.slots = iter([(volunteer, slot) for slot in slots for volunteer in programme.volunteers])
        self.threads = [Deed(self.run) for _ in range(BOOKERS)]
        self.began = time.monotonic()

    def run(self):
        with contextlib.closing(self.server.connect()) as connection:
            for turn in itertools.count():
                if self.stopped.wait(max(0, self.began + turn * BOOKERS / RATE - time.monotonic())):
                    return
                with self.lock:
                    volunteer, slot = next(self.slots, (None, None))
                if not volunteer:
                    return
                self.book(connection, volunteer, slot)

    def book(self, connection, volunteer, slot):
        form = booking_form("race-60", volunteer, slot, f"{volunteer[-6:]}x{slot:%j%H}")
        answer = ask(connection, "POST", "/api/v1/bookings", form)
        if answer.status == 503:  # a disk that stands still
            return
        assert answer.status == 201, answer
        with self.lock:
            self.made[answer.json["id"]] = answer.json["manage_token"]

    def count(self):
        for thread in self.threads:
            thread.look()
        with self.lock:
            return dict(self.made)

    def rate(self):
        return len(self.count()) / (time.monotonic() - self.began)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for thread in self.threads:
            thread.end()


class Backup(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(House(**UNLIMITED))
        self.sink = self.enterContext(Sink(self.house))

    def succeeds(self, house, *words):
        done = house.command(*words)
        self.assertEqual((done.returncode, done.stderr), (0, ""), (words, done))
        return done.stdout

    def fails(self, house, *words):
        done = house.command(*words)
        self.assertEqual(done.returncode, 1, (words, done))
        self.assertRegex(done.stderr, r"\A[^\n]+\n\Z", (words, done))
        return done.stderr

    def bytes_of(self, name):
        with open(self.house.path(name), "rb") as file:
            return file.read()

    def filled(self):
        with self.house.serve() as server:
            programme = Programme(server, self.house.token(), volunteers=1)
            made = server.call("POST", "/api/v1/bookings", booking_form("race-60", programme.volunteers[0], day(5, 9), "one"))
            self.assertEqual(made.status, 201, made)
            return made.json

    def backed_up_meanwhile(self, bookers):
        """Made while they book: what was acknowledged before it began, the copy, and what it said. A small database is copied
        between two bookings now and then: another copy is made until people booked beside one."""
        wait_for(lambda: len(bookers.count()) > BEFORE, "bookings before the backup")
        for number in itertools.count():
            copy = f"copy{number}.db"
            before, began = bookers.count(), time.monotonic()
            said = self.succeeds(self.house, "backup", copy)
            after, took = bookers.count(), time.monotonic() - began
            if len(after) > len(before):
                break
            self.assertLess(number, 100, "people booked while it was made")
        wait_for(lambda: len(bookers.count()) > len(after), "bookings go on after the backup")
        print(f"{bookers.rate():.0f} bookings a second; {len(before)} before the backup, {len(after) - len(before)} in the "
              f"{took * 1000:.0f} ms that it took", flush=True)
        return before, self.house.path(copy), said

    def everything_is_whole(self, db):
        """Of every booking in the copy there is what was committed with it: it is of one moment."""
        bookings = {row["id"] for row in db.execute("select id from bookings")}
        for kept in ("select distinct booking_id as id from outbox where booking_id is not null",
                     "select booking_id as id from occupations"):
            self.assertEqual({row["id"] for row in db.execute(kept)}, bookings)
        self.assertEqual(db.execute("pragma integrity_check").fetchone()[0], "ok")
        return bookings

    def test_made_while_many_book_and_restored_elsewhere(self):
        elsewhere = self.enterContext(House(**UNLIMITED, **self.sink.settings))
        with self.house.serve() as server, Bookers(server, Programme(server, self.house.token(), 4, horizon_days=DAYS)) as bookers:
            before, copy, said = self.backed_up_meanwhile(bookers)
        self.assertIn("the secret of this server", said)
        self.assertEqual(stat.S_IMODE(os.stat(copy).st_mode), 0o600)

        self.assertIn("mail release", self.succeeds(elsewhere, "restore", copy))
        with elsewhere.serve() as server:
            with elsewhere.database() as db:
                held = self.everything_is_whole(db)
                self.assertEqual(db.execute("select value from meta where name = 'mail_held'").fetchone()[0], "yes")
                waiting = db.execute("select count(*) from outbox where state = 'waiting' and kind <> 'reminder'").fetchone()[0]
            self.assertEqual(set(before) - held, set(), "acknowledged before the backup began, and not in it")
            for name, token in before.items():
                self.assertEqual(server.call("GET", f"/api/v1/bookings/{name}", token=token).status, 200, name)
            free = booking_form("race-60", None, day(1, 1), "later")
            self.assertEqual(server.call("POST", "/api/v1/bookings", free).status, 201, "a restored server books")
            self.assertGreater(waiting, 0)
            self.assertEqual(self.sink.taken(), [], "held")
            self.succeeds(elsewhere, "mail", "release")
            wait_for(lambda: len(self.sink.taken()) >= 2, "what waited goes out")

    def test_the_last_that_was_acknowledged_before_it_is_in_it(self):
        with self.house.serve() as server:
            programme = Programme(server, self.house.token(), volunteers=1)
            for number in range(3):
                form = booking_form("race-60", programme.volunteers[0], day(5, number), f"last{number}")
                made = server.call("POST", "/api/v1/bookings", form)
                self.assertEqual(made.status, 201, made)
                self.succeeds(self.house, "backup", f"copy{number}.db")
                with contextlib.closing(sqlite3.connect(self.house.path(f"copy{number}.db"))) as copy:
                    held = {row[0] for row in copy.execute("select id from bookings")}
                self.assertIn(made.json["id"], held)

    def test_without_a_server_and_back_over_a_database(self):
        made = self.filled()
        self.succeeds(self.house, "backup", "copy.db")
        with self.house.serve() as server:
            cancelled = server.call("POST", f"/api/v1/bookings/{made['id']}/cancel", {"reason": "conflict"}, made["manage_token"])
            self.assertEqual(cancelled.json["state"], "cancelled")
        said = self.succeeds(self.house, "restore", "copy.db")
        with self.house.serve() as server:
            there = server.call("GET", f"/api/v1/bookings/{made['id']}", token=made["manage_token"])
            self.assertEqual(there.json["state"], "confirmed", "as it was then")
            with self.house.database() as db:
                names = {row["name"] for row in db.execute("select name from meta")}
            self.assertFalse({name for name in names if name.startswith("backup")}, "no secret stays in the database")
        kept = self.house.path(said.strip().rpartition(" ")[2])
        with sqlite3.connect(kept) as old:
            self.assertEqual(old.execute("select state from bookings").fetchone()[0], "cancelled", "what was there is kept")
        os.replace(kept, self.house.path("rehearse.db"))
        with self.house.serve() as server:
            there = server.call("GET", f"/api/v1/bookings/{made['id']}", token=made["manage_token"])
            self.assertEqual(there.json["state"], "cancelled", "and can be taken back")

    @unittest.skipUnless(may_mount(), "mounts")
    def test_is_written_where_the_command_sees_it_and_not_where_the_server_would(self):
        os.mkdir(self.house.path("private"))
        self.house.before = seeing(self.house.path("private"), 'mount -t tmpfs none "$0"')
        self.house.token()
        with self.house.serve():
            self.succeeds(self.house, "backup", "private/copy.db")
        self.assertEqual(os.listdir(self.house.path("private")), ["copy.db"])

    def test_waits_for_no_server(self):
        self.house.token()
        server = self.house.start()
        server.signal(signal.SIGSTOP)
        try:
            self.succeeds(self.house, "backup", "copy.db")
        finally:
            server.signal(signal.SIGCONT)
        self.assertEqual(server.stop(), 0)
        self.assertEqual({name for name in os.listdir(self.house.folder) if name.startswith(("rehearse.db", "copy"))},
                         {"copy.db", "rehearse.db", "rehearse.db.lock", "rehearse.db.secret"}, "it leaves nothing beside")

    def backed_up_from_a_read_only_disk(self):
        disk, rescued = self.house.path("disk"), self.house.path(f"rescued{len(os.listdir(self.house.folder))}.db")
        words = seeing(disk, 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0"')
        done = subprocess.run([*words, PROGRAM, "--set", f"database.url=sqlite:{disk}/rehearse.db", "backup", rescued],
                              env=free_of_settings(), capture_output=True, text=True, timeout=240, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(stat.S_IMODE(os.stat(rescued).st_mode), 0o600)
        with contextlib.closing(sqlite3.connect(rescued)) as copy:
            return copy.execute("select count(*) from api_tokens").fetchone()[0]

    @unittest.skipUnless(may_mount(), "mounts")
    def test_saves_what_is_on_a_disk_that_nobody_can_write(self):
        os.mkdir(self.house.path("disk"))
        self.house.settings["database.url"] = "sqlite:disk/rehearse.db"
        self.house.token()
        os.chmod(self.house.path("disk/rehearse.db"), 0o644)
        self.assertEqual(self.backed_up_from_a_read_only_disk(), 1)
        server = self.house.start()
        for number in range(3):
            self.house.token("organizer", f"ada{number}@example.org")
        self.assertEqual(self.backed_up_from_a_read_only_disk(), 4, "seen by another way while a server writes it")
        server.kill()
        self.assertEqual(self.backed_up_from_a_read_only_disk(), 4, "with the log of a server that died")
        os.unlink(self.house.path("disk/rehearse.db-shm"))
        self.assertEqual(self.backed_up_from_a_read_only_disk(), 4)

    @unittest.skipUnless(may_mount(), "mounts")
    def test_nobody_else_can_read_it_at_any_moment(self):
        os.mkdir(self.house.path("disk"))
        os.mkdir(self.house.path("rescued"))
        self.house.settings["database.url"] = "sqlite:disk/rehearse.db"
        self.house.token()
        with contextlib.closing(sqlite3.connect(self.house.path("disk/rehearse.db"))) as database:
            database.execute("create table filling (some)")
            database.execute("insert into filling values (zeroblob(100000000))")
            database.commit()
        os.chmod(self.house.path("disk/rehearse.db"), 0o644)
        modes, disk = set(), self.house.path("disk")
        words = seeing(disk, 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0"')
        copying = subprocess.Popen([*words, PROGRAM, "--set", f"database.url=sqlite:{disk}/rehearse.db", "backup",
                                    self.house.path("rescued/copy.db")], env=free_of_settings(), stdout=subprocess.DEVNULL)
        ended = None
        while ended is None:
            ended = copying.poll()  # before a last look
            for entry in os.scandir(self.house.path("rescued")):
                with contextlib.suppress(FileNotFoundError):
                    modes.add(oct(stat.S_IMODE(entry.stat().st_mode)))
        self.assertEqual((ended, modes), (0, {"0o600"}))

    def test_says_which_file_is_in_trouble(self):
        self.filled()
        self.assertIn("/proc/copy.db", self.fails(self.house, "backup", "/proc/copy.db"))
        with open(self.house.path("rehearse.db.secret"), "r+", encoding="ascii") as secret:
            secret.write("5a" * 32)
        self.assertIn("secret is not the one", self.fails(self.house, "backup", "copy.db"))
        with open(self.house.path("rehearse.db"), "r+b") as file:
            file.write(b"\x5a" * 512)
        self.assertRegex(self.fails(self.house, "backup", "copy.db"), r"/rehearse\.db could not be copied to /.*not a database")
        self.assertFalse([name for name in os.listdir(self.house.folder) if "copy" in name])

    def test_is_refused_where_it_would_destroy_something(self):
        self.filled()
        self.succeeds(self.house, "backup", "copy.db")
        whole = self.bytes_of("copy.db")
        self.assertIn("is there already", self.fails(self.house, "backup", "copy.db"))
        self.assertIn("no such folder", self.fails(self.house, "backup", "nowhere/copy.db"))
        with self.house.serve():
            self.assertIn("stop it first", self.fails(self.house, "restore", "copy.db"))
        self.assertEqual(self.bytes_of("copy.db"), whole)
        self.assertFalse([name for name in os.listdir(self.house.folder) if "incomplete" in name or "restoring" in name])

    def test_of_two_at_once_under_one_name_one_is_made_and_the_other_refused(self):
        self.filled()
        with open(self.house.path("same0.db.incomplete"), "w", encoding="ascii") as own:
            own.write("somebody's own")
        for number in range(50 if LONG else 8):
            copying = [subprocess.Popen([PROGRAM, "backup", f"same{number}.db"], cwd=self.house.folder, env=free_of_settings(),
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
            ended = [(*process.communicate(timeout=240), process.returncode) for process in copying]
            self.assertEqual(sorted(code for _, _, code in ended), [0, 1], ended)
            self.assertIn("is there already", "".join(said for _, said, _ in ended))
            self.assertEqual([code for said, _, code in ended if "holds the whole database" in said], [0])
            with contextlib.closing(sqlite3.connect(self.house.path(f"same{number}.db"))) as copy:
                self.assertEqual(copy.execute("select count(*) from bookings").fetchone()[0], 1)
        self.assertEqual(self.bytes_of("same0.db.incomplete"), b"somebody's own")
        self.assertEqual([name for name in os.listdir(self.house.folder) if "incomplete" in name], ["same0.db.incomplete"])

    def test_what_is_no_backup_changes_nothing(self):
        self.filled()
        shutil.copy(self.house.path("rehearse.db"), self.house.path("plain.db"))
        self.succeeds(self.house, "backup", "copy.db")
        damaged = bytearray(self.bytes_of("copy.db"))
        damaged[8192:12288] = b"\x5a" * 4096
        for name, content in {"text.db": b"hello\n" * 1000, "empty.db": b"", "damaged.db": bytes(damaged)}.items():
            with open(self.house.path(name), "wb") as file:
                file.write(content)
        with sqlite3.connect(self.house.path("other.db")) as other:
            other.execute("create table t (x)")
        shutil.copy(self.house.path("copy.db"), self.house.path("newer.db"))
        with sqlite3.connect(self.house.path("newer.db")) as newer:
            newer.execute("insert into schema_version (version) values (9999)")
        before = {name: self.bytes_of(name) for name in ("rehearse.db", "rehearse.db.secret")}
        for name, why in {"missing.db": "no such file", "text.db": "not a database", "empty.db": "no database of Rehearse",
                          "damaged.db": "no sound database", "other.db": "no database of Rehearse", "plain.db": "without its secret",
                          "newer.db": "newer version"}.items():
            self.assertIn(why, self.fails(self.house, "restore", name), name)
        for name, content in before.items():
            self.assertEqual(self.bytes_of(name), content, name)

    def test_a_server_that_dies_while_it_copies_leaves_no_half_backup(self):
        self.filled()
        server = self.house.start()
        copying = subprocess.Popen([PROGRAM, "backup", self.house.path("copy.db")], cwd=self.house.folder,
                                   env=free_of_settings(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        server.kill()
        _, said = copying.communicate(timeout=240)
        if os.path.exists(self.house.path("copy.db")):  # it was done before the server died, or did it itself afterwards
            self.assertEqual(sqlite3.connect(self.house.path("copy.db")).execute("pragma integrity_check").fetchone()[0], "ok")
        else:
            self.assertNotEqual(copying.returncode, 0, said)
        with self.house.serve() as again:
            self.assertEqual(again.call("GET", "/readyz").status, 200)


if __name__ == "__main__":
    main()
