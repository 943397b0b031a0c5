#!/usr/bin/python3
"""A disk that is full, that cannot sync, that may not be written: nothing is acknowledged that is not kept, the answer is 503,
the log says why, and the server goes on, or ends where it could not be believed any more."""
import os
import re
import resource
import signal
import stat
import unittest

from program import House, main, wait_for
from programme import Programme, booking_form, day

UNLIMITED = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0}
KIB = 1024


class Faults(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(House(**UNLIMITED))
        self.organizer = self.house.token()
        self.made, self.number = set(), 0

    def start(self):
        self.server = self.house.start()
        if not self.made:
            self.programme = Programme(self.server, self.organizer, horizon_days=300)

    def ask(self, number, candidate):
        form = booking_form("race-60", self.programme.volunteers[0], day(3 + number // 24, number % 24), candidate)
        return self.server.call("POST", "/api/v1/bookings", form)

    def book(self):
        """The answer to one more booking; the ids of those that were acknowledged come into `made`."""
        self.number += 1
        answer = self.ask(self.number, f"f{self.number}")
        self.assertIn(answer.status, (201, 503), answer)
        if answer.status == 201:
            self.made.add(answer.json["id"])
        else:
            self.assertEqual(answer.code, "overloaded")
            self.assertGreater(int(answer.headers["Retry-After"]), 0)
            self.assertNotIn("SQLite", answer.text, "what is wrong inside concerns the log alone")
        return answer.status

    def takes_no_writes(self):
        return "takes no writes" in self.server.call("GET", "/readyz").text

    def what_was_acknowledged_is_there_and_nothing_else(self):
        self.assertEqual(self.server.stop(), 0)
        with self.house.serve(), self.house.database() as database:
            self.assertEqual(database.execute("pragma integrity_check").fetchone()[0], "ok")
            self.assertEqual({row["id"] for row in database.execute("select id from bookings")}, self.made)
            mails = database.execute("select count(distinct booking_id) from outbox where kind = 'booking_confirmation'")
            self.assertEqual(mails.fetchone()[0], len(self.made))

    def test_files_that_may_not_grow(self):
        self.start()
        self.assertEqual(self.book(), 201)
        size = max(os.path.getsize(self.house.path(name)) for name in ("rehearse.db", "rehearse.db-wal"))
        resource.prlimit(self.server.pid, resource.RLIMIT_FSIZE, (size + 64 * KIB, resource.RLIM_INFINITY))
        # The first 503 may be of a group that a mail made too large: a smaller one may still find room.
        wait_for(lambda: [self.book() for _ in range(5)] == [503] * 5, "nothing finds room")
        self.assertTrue(self.server.says("a group of writes was lost"))
        self.assertEqual(self.server.call("GET", "/api/v1/volunteers").status, 200, "who only reads is served")
        wait_for(lambda: self.book() == 503 and self.takes_no_writes(), "it says so")
        resource.prlimit(self.server.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        self.assertEqual([self.book() for _ in range(5)], [201] * 5)
        self.what_was_acknowledged_is_there_and_nothing_else()

    def with_failing_disk(self):
        checks = os.environ.get("ASAN_OPTIONS", "")
        self.house.variables = {"LD_PRELOAD": os.environ["REHEARSE_FAILING_DISK"], "FAILING_DISK": self.house.path("disk"),
                                "ASAN_OPTIONS": f"{checks}:verify_asan_link_order=0"}

    def disk_fails(self, how):
        with open(self.house.path("disk." + how), "wb"):
            pass

    def disk_is_well(self, how):
        os.remove(self.house.path("disk." + how))

    def test_a_disk_that_is_full_for_a_while(self):
        self.with_failing_disk()
        self.start()
        for _ in range(3):
            self.assertEqual([self.book() for _ in range(3)], [201] * 3)
            self.disk_fails("full")
            self.assertEqual([self.book() for _ in range(3)], [503] * 3)
            self.assertTrue(self.takes_no_writes())
            wait_for(lambda: self.ask(1, "late").code == "slot_unavailable", "no mail's write is in its group")
            self.assertTrue(self.takes_no_writes(), "a refusal writes nothing and so says nothing of the disk")
            self.disk_is_well("full")
            self.assertEqual(self.book(), 201)
            self.assertFalse(self.takes_no_writes())
        self.what_was_acknowledged_is_there_and_nothing_else()

    def test_a_disk_that_does_not_say_what_is_on_it_ends_the_server(self):
        self.with_failing_disk()
        self.start()
        self.assertEqual(self.book(), 201)
        self.disk_fails("sync")
        with self.assertRaises(OSError):
            self.book()
        self.assertEqual(self.server.wait(), -signal.SIGABRT)
        self.assertTrue(self.server.says("the disk failed to keep a commit: ending the process"), self.server.log())
        self.disk_is_well("sync")
        self.start()
        with self.house.database() as database:  # the one without an answer may be there or not
            kept = {row["id"] for row in database.execute("select id from bookings")}
        self.assertLessEqual(self.made, kept)
        self.made = kept
        self.assertEqual(self.book(), 201)
        self.what_was_acknowledged_is_there_and_nothing_else()

    def may_not_write(self, path):
        """Until the test is over; for the superuser too, whose word is otherwise above permissions."""
        was = stat.S_IMODE(os.stat(path).st_mode)
        os.chmod(path, was & ~0o222)
        self.addCleanup(os.chmod, path, was)
        if os.geteuid() == 0:
            self.house.before = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]

    def test_a_database_that_may_not_be_written(self):
        self.house.command("migrate")
        for name in ("rehearse.db", "."):  # the folder is looked at first
            self.may_not_write(self.house.path(name))
            server = self.house.begin()
            self.assertEqual(server.wait(), 1)
            named = re.escape(os.path.realpath(self.house.path(name)))
            self.assertRegex(server.log(), rf"\Arehearse: {named}: [^\n]*denied[^\n]*chown[^\n]*\n\Z")

    def test_a_folder_for_mails_that_may_not_be_written_keeps_the_mails_waiting(self):
        os.mkdir(self.house.path("mail"), 0o700)
        self.may_not_write(self.house.path("mail"))
        self.start()
        self.assertEqual(self.book(), 201)
        wait_for(lambda: self.mails("state = 'waiting' and attempts > 0") > 0, "it was tried")
        self.assertEqual(os.listdir(self.house.path("mail")), [])
        os.chmod(self.house.path("mail"), 0o700)
        for mail in self.server.call("GET", "/api/v1/outbox?state=waiting", token=self.organizer).json["items"]:
            self.server.call("POST", f"/api/v1/outbox/{mail['id']}/retry", token=self.organizer)  # reminders: in vain
        wait_for(lambda: self.mails("state = 'sent'") == 3, "the invitation and both confirmations")
        self.what_was_acknowledged_is_there_and_nothing_else()

    def mails(self, condition):
        with self.house.database() as database:
            return database.execute(f"select count(*) from outbox where {condition}").fetchone()[0]


if __name__ == "__main__":
    main()
