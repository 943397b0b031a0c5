#!/usr/bin/python3
"""Commands on PostgreSQL: they write straight, beside a server or without one."""
import os
import re
import unittest

from on_postgres import PostgresHouse
from program import main


class PostgresCommands(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(PostgresHouse(durable=True))

    def succeeds(self, *words, **more):
        done = self.house.command(*words, **more)
        self.assertEqual((done.returncode, done.stderr), (0, ""), (words, done))
        return done.stdout

    def fails(self, *words):
        done = self.house.command(*words)
        self.assertEqual(done.returncode, 1, (words, done))
        return done.stderr + done.stdout

    def test_work_beside_servers_and_without_one(self):
        self.assertIn("no tables yet", self.succeeds("doctor"))
        self.assertIn("postgres:///rehearse", self.succeeds("migrate"))
        self.assertIn("database PostgreSQL", self.succeeds("version"))
        self.assertIn("organizer", self.succeeds("seed-demo"))
        self.assertIn("is not empty", self.fails("seed-demo"))
        with self.house.serve(), self.house.serve() as server:
            token = self.house.token()
            self.assertEqual(server.call("GET", "/api/v1/audit", token=token).status, 200)
            self.assertIn("ada@example.org", self.succeeds("tokens"))
            self.succeeds("revoke-token", self.succeeds("tokens").split()[0])
            self.assertEqual(server.call("GET", "/api/v1/audit", token=token).status, 401)
            self.assertIn("/sign-in/", self.succeeds("sign-in", "ada@example.org"))
            self.succeeds("mail", "hold")
            self.assertIn("rehearse_mail_held 1", server.call("GET", "/metrics").text)
            self.assertIn("mail release", self.fails("doctor"))
            self.succeeds("mail", "release")
        self.assertIn("PostgreSQL 15", self.succeeds("doctor"))

    def as_role(self, name, *may):
        """The flags that make a command come as a new role."""
        self.house.postgres.sql(f"create role {name} login {' '.join(may)}")
        return "--set", "database.url=" + self.house.postgres.url("rehearse").replace("rehearse@", name + "@")

    def wrong(self, topic, flags=()):
        """What `doctor` says is wrong there, and nowhere else."""
        done = self.house.command("doctor", flags=flags)
        self.assertEqual(done.returncode, 1, done)
        found = re.findall(r"(?m)^WRONG  (\w+): (.*)$", done.stdout)
        self.assertEqual([what for what, _ in found], [topic], done)
        return found[0][1]

    def test_doctor_finds_what_serve_would_refuse(self):
        stranger = self.as_role("stranger")
        self.assertIn("may not make tables in the schema public: let it own", self.wrong("database", stranger))
        self.succeeds("migrate")
        self.assertIn("may not read and write the table", self.wrong("database", stranger))
        self.house.postgres.sql("grant select, insert on all tables in schema public to stranger", "rehearse")
        self.assertRegex(self.wrong("database", stranger), "the table api_tokens .it lacks (delete, update|update, delete).:")
        self.house.postgres.sql("grant all on all tables in schema public to stranger; "
                                "create table a_table_of_another_program (x int)", "rehearse")
        self.assertIn("it lacks usage of api_tokens_number_seq", self.wrong("database", stranger))
        self.house.postgres.sql("grant usage on all sequences in schema public to stranger", "rehearse")
        self.succeeds("doctor", flags=stranger)
        self.succeeds("seed-demo", flags=stranger)

        few = self.as_role("few", "in role rehearse", "connection limit 5")
        self.assertRegex(self.wrong("database", few), "the role few has 5 connections.* wants 20: raise that .alter role few")
        self.succeeds("doctor", flags=(*few, "--set", "database.connections=1"))
        reading = ("--set", "database.url=" + self.house.postgres.url("rehearse") +
                   "&options=-c%20default_transaction_read_only%3Don")
        self.assertIn("takes no writes now", self.wrong("database", reading))
        self.house.postgres.sql("insert into schema_version values (999)", "rehearse")
        self.assertIn("use a newer program", self.wrong("database"))

    def test_doctor_looks_at_the_secret(self):
        self.succeeds("migrate")
        secret = self.house.settings["server.secret_file"]
        for text, says in (("zz", "64 hexadecimal digits"), ("a5" * 32, "not the secret that this database was made with")):
            with open(secret, "w", encoding="ascii") as file:
                file.write(text)
            self.assertIn(says, self.wrong("secret"))
        os.unlink(secret)
        os.mkdir(secret, 0o700)  # as good as one that may not be read
        self.assertIn("chown", self.wrong("secret"))

    def test_what_belongs_to_a_file_says_what_to_do_instead(self):
        self.assertIn("pg_dump", self.fails("backup", "x"))
        self.assertIn("pg_restore", self.fails("restore", "x"))

    def test_a_server_that_may_lose_what_it_said_is_kept_is_told_of(self):
        self.house.postgres.stop()
        self.house.postgres.start("fsync=off", "synchronous_commit=off")
        self.assertIn("fsync is off", self.fails("doctor"))
        with self.house.serve() as server:
            self.assertTrue(server.says("the database is not safe"))
            self.assertIn("fsync is off", server.call("GET", "/readyz").text)


if __name__ == "__main__":
    main()
