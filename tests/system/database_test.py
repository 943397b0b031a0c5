#!/usr/bin/python3
"""The database that commands and servers share: who may write it, and which one is refused."""
import concurrent.futures
import os
import signal
import socket
import sqlite3
import stat
import time

from command_line import Commands
from program import main, wait_for


class OneWriter(Commands):
    def test_a_second_server_and_a_migration_are_refused(self):
        with self.house.serve() as server:
            self.assertIn("another process", self.fails("--set", "server.port=0", "serve"))
            self.assertIn("another process", self.fails("migrate"))
            self.assertEqual(server.call("GET", "/readyz").status, 200)
            self.succeeds("tokens")

    def test_what_a_killed_server_left_stops_nobody(self):
        server = self.house.start()
        server.kill()
        self.assertTrue(os.path.exists(self.house.path("rehearse.db.sock")))
        self.succeeds("tokens")
        with self.house.serve():
            self.succeeds("tokens")

    def test_a_command_that_does_not_say_what_it_wants_keeps_nobody_waiting(self):
        with self.house.serve() as server:
            silent = self.enterContext(socket.socket(socket.AF_UNIX))
            silent.connect(self.house.path("rehearse.db.sock"))
            self.succeeds("tokens")
            self.assertEqual(silent.recv(1), b"", "the server has given it up")
            another = self.enterContext(socket.socket(socket.AF_UNIX))
            another.connect(self.house.path("rehearse.db.sock"))
            began = time.monotonic()
            self.assertEqual(server.stop(), 0)
            self.assertLess(time.monotonic() - began, 30)

    def test_commands_wait_for_a_server_that_starts_or_leaves_and_for_each_other(self):
        for _ in range(3):
            server = self.house.begin()
            self.all_succeed()
            server.await_ready()
            server.signal(signal.SIGTERM)
            self.all_succeed()
            self.assertEqual(server.wait(), 0)
        self.all_succeed()

    def all_succeed(self):
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            for done in [pool.submit(self.succeeds, "tokens") for _ in range(3)]:
                done.result()

    def test_a_port_in_use_is_said(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            self.assertIn(str(port), self.fails("--set", f"server.port={port}", "serve"))


class Database(Commands):
    def test_migrate_makes_it_and_its_secret(self):
        self.succeeds("migrate")
        self.succeeds("migrate")
        self.assertEqual(stat.S_IMODE(os.stat(self.house.path("rehearse.db.secret")).st_mode), 0o600)

    def test_a_newer_one_is_refused(self):
        self.succeeds("migrate")
        database = sqlite3.connect(self.house.path("rehearse.db"))
        database.execute("insert into schema_version (version) values (99)")
        database.commit()
        database.close()
        for words in (("serve",), ("migrate",), ("tokens",)):
            self.assertIn("99", self.fails(*words))

    def test_no_database_at_all_is_refused(self):
        self.write("rehearse.db", "This is a letter, not a database.\n" * 100)
        for words in (("serve",), ("tokens",)):
            self.fails(*words)

    def test_postgres_wants_a_secret_that_is_named_and_a_server_that_answers(self):
        nobody = ("--set", "database.url=postgres://ada@127.0.0.1:1/x")
        for words in (("serve",), ("tokens",), ("migrate",)):
            self.assertIn("secret_file", self.fails(*nobody, *words))
            named = ("--set", "server.secret_file=" + self.write("named", "5a" * 32 + "\n"))
            os.chmod(self.house.path("named"), 0o600)
            self.assertRegex(self.fails(*nobody, *named, *words), "^rehearse: PostgreSQL: .*refused")

    def test_another_secret_is_refused(self):
        self.succeeds("migrate")
        secret = self.house.path("rehearse.db.secret")
        with open(secret, encoding="ascii") as file:
            right = file.read()
        for wrong in ("ab" * 32 + "\n", "short\n", ""):
            self.write("rehearse.db.secret", wrong)
            for words in (("serve",), ("tokens",)):
                self.assertIn("secret", self.fails(*words))
        self.write("rehearse.db.secret", right)
        self.succeeds("tokens")


    def test_a_missing_secret_is_refused_and_none_is_made_in_its_place(self):
        self.succeeds("migrate")
        secret, away = self.house.path("rehearse.db.secret"), self.house.path("away")
        os.rename(secret, away)
        there = sorted(os.listdir(self.house.folder))
        for words in (("serve",), ("tokens",), ("migrate",)):
            said = self.fails(*words)
            self.assertIn("rehearse.db.secret", said)
            self.assertIn("[server] secret_file", said)
            self.assertEqual(sorted(os.listdir(self.house.folder)), there, words)
        self.assertRegex(self.house.command("doctor").stdout, r"(?m)^WRONG  secret: .*backup")
        self.succeeds("--set", f"server.secret_file={away}", "tokens")
        os.rename(away, secret)
        self.succeeds("tokens")

    def test_a_secret_file_that_is_named_and_missing_is_not_made(self):
        self.assertIn("openssl", self.fails("--set", "server.secret_file=mine.secret", "migrate"))
        self.assertEqual(os.listdir(self.house.folder), ["rehearse.db.lock"])


if __name__ == "__main__":
    main()
