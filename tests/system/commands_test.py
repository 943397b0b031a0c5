#!/usr/bin/python3
"""Every command as an operator meets it: what it answers, what it refuses, with and without a server on the same database."""
import concurrent.futures
import contextlib
import json
import os
import re
import signal
import socket
import sqlite3
import stat
import threading
import time
import unittest

from program import House, Sink, main, wait_for
from programme import Programme, booking_form, day

COMMANDS = ("serve", "migrate", "token", "tokens", "revoke-token", "sign-in", "seed-demo", "backup", "restore",
            "doctor", "mail", "version")


@contextlib.contextmanager
def answering_at(path, answers):
    """What the server of another version would say at its local socket; others are told nothing."""
    def serve(listener):
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            with peer, peer.makefile("rw", encoding="utf-8") as lines:
                words = json.loads(lines.readline())
                answer = {"exit": 0, "out": answers[words[0]], "err": ""} if words[0] in answers else \
                    {"exit": 2, "out": "", "err": "unknown\n"}
                lines.write(json.dumps(answer) + "\n")

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        try:
            yield
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


class Commands(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(House())

    def succeeds(self, *words, **more):
        done = self.house.command(*words, **more)
        self.assertEqual((done.returncode, done.stderr), (0, ""), (words, done))
        return done.stdout

    def fails(self, *words, **more):
        """Exit 1 and one line on standard error, which is returned."""
        done = self.house.command(*words, **more)
        self.assertEqual(done.returncode, 1, (words, done))
        self.assertRegex(done.stderr, r"\A[^\n]+\n\Z", (words, done))
        return done.stderr

    def is_wrong_use(self, *words):
        """Exit 2 and one line on standard error, which is returned."""
        done = self.house.command(*words)
        self.assertEqual(done.returncode, 2, (words, done))
        self.assertRegex(done.stderr, r"\A[^\n]+\n\Z", (words, done))
        self.assertEqual(done.stdout, "", words)
        return done.stderr

    def write(self, name, text):
        with open(self.house.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return name


class Use(Commands):
    def test_every_command_has_help(self):
        self.assertTrue(all(name in self.succeeds("--help") for name in COMMANDS))
        for name in COMMANDS:
            self.assertIn(name, self.succeeds(name, "--help"))
        self.assertEqual(os.listdir(self.house.folder), [], "help touches nothing")

    def test_wrong_use_is_2(self):
        for words in ((), ("nonsense",), ("token",), ("token", "organizer"), ("token", "king", "a@example.org"), ("mail",),
                      ("mail", "burn"), ("serve", "now"), ("revoke-token",), ("sign-in",), ("--nonsense", "serve"),
                      ("--set", "server.port", "version"), ("serve", "migrate")):
            self.is_wrong_use(*words)

    def test_wrong_use_names_the_word_and_what_is_allowed(self):
        said = self.is_wrong_use("bogus")
        self.assertIn("bogus", said)
        for name in COMMANDS:
            self.assertIn(name, said)
            self.assertIn(name, self.is_wrong_use())
        for words, named in ((("token",), ("ROLE", "token --help")), (("token", "organizer"), ("EMAIL", "token --help")),
                             (("token", "organizer", "a@example.org", "more"), ("more",)), (("mail",), ("hold, release",)),
                             (("mail", "burn"), ("burn", "hold, release")), (("--nonsense", "serve"), ("--nonsense",)),
                             (("serve", "--port", "1"), ("--port",)), (("doctor", "--send"), ("--send needs a value",)),
                             (("token", "king", "a@example.org"), ("king", "organizer or volunteer"))):
            for word in named:
                self.assertIn(word, self.is_wrong_use(*words), words)

    def test_a_configuration_that_is_not_there_is_a_failure_that_names_it(self):
        self.assertIn("missing.toml", self.fails("--config", "missing.toml", "serve"))

    def test_version_names_all_four(self):
        said = self.succeeds("version")
        self.assertRegex(said, r"rehearse \d+\.\d+\.\d+ \(\w+\)")
        self.assertRegex(said, r"tzdata 20\d\d[a-z]")
        self.assertIn("SQLite", said)


class Tokens(Commands):
    def is_taken(self, server, token):
        answer = server.call("GET", "/api/v1/audit", token=token)
        self.assertIn(answer.status, (200, 401), answer)
        return answer.status == 200

    def make(self):
        lines = self.succeeds("token", "organizer", "Ada@Example.org ").splitlines()
        return re.match(r"tok_\w+", lines[0]).group(), lines[-1]

    def test_made_and_revoked_without_a_server(self):
        name, token = self.make()
        _, other = self.make()
        self.assertIn(name, self.succeeds("tokens"))
        self.assertNotIn(token, self.succeeds("tokens"))
        with self.house.serve() as server:
            self.assertTrue(self.is_taken(server, token))
        self.succeeds("revoke-token", name)
        with self.house.serve() as server:
            self.assertFalse(self.is_taken(server, token))
            self.assertTrue(self.is_taken(server, other))
        self.fails("revoke-token", "tok_unknown")

    def test_made_and_revoked_while_a_server_runs(self):
        with self.house.serve() as server:
            self.assertEqual(stat.S_IMODE(os.stat(self.house.path("rehearse.db.sock")).st_mode), 0o600)
            name, token = self.make()
            self.assertTrue(self.is_taken(server, token))
            self.assertIn(name, self.succeeds("tokens"))
            self.succeeds("revoke-token", name)
            self.assertFalse(self.is_taken(server, token))
            self.assertRegex(self.succeeds("tokens"), name + ".*revoked")
            self.fails("revoke-token", "tok_unknown")
            self.fails("token", "organizer", "not an address")
            self.fails("token", "volunteer", "nobody@example.org")
        self.assertFalse(os.path.exists(self.house.path("rehearse.db.sock")), "the server takes its socket away")

    def test_of_a_volunteer_is_no_organizers(self):
        organizer = self.house.token()
        with self.house.serve() as server:
            who = Programme(server, organizer).volunteers[0]
            token = self.house.token("volunteer", "volunteer0@example.org")
            self.assertEqual(server.call("GET", f"/api/v1/volunteers/{who}/availability", token=token).status, 200)
            self.assertEqual(server.call("GET", "/api/v1/audit", token=token).status, 403)
            self.fails("token", "volunteer", "nobody@example.org")


class Demo(Commands):
    def looks_full(self, server):
        volunteers = server.call("GET", "/api/v1/volunteers").json["items"]
        types = server.call("GET", "/api/v1/interview-types").json["items"]
        self.assertEqual((len(volunteers), len(types)), (6, 3))

    def test_fills_an_empty_database_and_no_other(self):
        self.succeeds("seed-demo")
        self.fails("seed-demo")
        with self.house.serve() as server:
            self.looks_full(server)
            self.fails("seed-demo")

    def test_fills_the_database_of_a_server(self):
        with self.house.serve() as server:
            self.succeeds("seed-demo")
            self.looks_full(server)

    def test_its_organizer_can_sign_in(self):
        said = self.succeeds("seed-demo")
        organizer = re.search(r"^organizer (\S+)$", said, re.MULTILINE).group(1)
        self.assertRegex(self.succeeds("sign-in", organizer), r"\Ahttp://127\.0\.0\.1:8080/sign-in/\S+\n\Z")
        with self.house.serve() as server:
            link = self.succeeds("sign-in", organizer).strip()
            origin = f"http://127.0.0.1:{server.port}"
            self.assertTrue(link.startswith(origin + "/sign-in/"), link)
            self.assertEqual(server.call("GET", link.removeprefix(origin)).status, 200)
            self.fails("sign-in", "nobody@example.org")
        self.fails("sign-in", "nobody@example.org")


class Mail(Commands):
    def book(self, server, programme, hour):
        form = booking_form("race-60", programme.volunteers[0], day(4, hour), f"m{hour}")
        self.assertEqual(server.call("POST", "/api/v1/bookings", form).status, 201)

    def stays_away(self, sink, number):
        time.sleep(2)  # the sender looks twice a second
        self.assertEqual(len(sink.taken()), number, "mail left while it was held")

    def arrives(self, sink, number):
        wait_for(lambda: len(sink.taken()) >= number, f"{number} mails")

    def test_is_held_and_released_with_and_without_a_server(self):
        organizer = self.house.token()
        with Sink(self.house) as sink:
            with self.house.serve(**sink.settings) as server:
                programme = Programme(server, organizer)
                self.arrives(sink, 1)  # the invitation
                self.succeeds("mail", "hold")
                self.book(server, programme, 1)
                self.stays_away(sink, 1)
                self.succeeds("mail", "release")
                self.arrives(sink, 3)
            self.succeeds("mail", "hold")
            with self.house.serve(**sink.settings) as server:
                self.book(server, programme, 2)
                self.stays_away(sink, 3)
            self.succeeds("mail", "release")
            with self.house.serve(**sink.settings) as server:
                self.arrives(sink, 5)
            self.assertEqual(len({m["message_id"] for m in sink.taken()}), 5)


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

    def test_postgres_is_refused(self):
        for words in (("serve",), ("tokens",), ("migrate",)):
            self.assertIn("PostgreSQL", self.fails("--set", "database.url=postgres://localhost/x", *words))

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


class Configuration(Commands):
    def refused(self, text, *expected, variables=None):
        self.write("mine.toml", text)
        for words in (("serve",), ("tokens",)):
            said = self.fails("--config", "mine.toml", *words, variables=variables)
            for part in expected:
                self.assertIn(part, said)

    def test_says_file_line_key_and_what_is_allowed(self):
        self.refused("[server]\naddress = \"127.0.0.1\"\nprt = 1\n", "mine.toml:3", "prt", "port")
        self.refused("[server]\nport = 70000\n", "mine.toml:2", "port", "65535")
        self.refused("[smtp]\n\nstarttls = \"maybe\"\n", "mine.toml:3", "starttls", "if_offered")
        self.refused("[sever]\nport = 1\n", "mine.toml:2", "sever", "server")
        self.refused("[server]\nport = = 1\n", "mine.toml:2")
        self.refused("[pages]\ntemplates = \"nowhere\"\n", "mine.toml:2", "templates", "a folder that is there")

    def test_a_combination_that_cannot_be_is_refused(self):
        self.refused("[smtp]\nurl = \"smtp://mail.example.org:25\"\n", "mine.toml", "public_url")

    def test_the_environment_is_checked_as_well(self):
        self.refused("", "REHEARSE_SERVER_PORT", "65535", variables={"REHEARSE_SERVER_PORT": "many"})
        self.refused("", "REHEARSE_SERVER_PRT", variables={"REHEARSE_SERVER_PRT": "1"})

    def test_flags_override_the_environment_and_that_the_file(self):
        self.write("mine.toml", "[server]\npublic_url = \"http://file.example.org\"\n")
        self.succeeds("token", "organizer", "ada@example.org")

        def origin(*flags, **variables):
            return self.succeeds("--config", "mine.toml", *flags, "sign-in", "ada@example.org", variables=variables)

        self.assertIn("http://file.example.org/", origin())
        self.assertIn("http://variable.example.org/", origin(REHEARSE_SERVER_PUBLIC_URL="http://variable.example.org"))
        self.assertIn("http://flag.example.org/", origin("--set", "server.public_url=http://flag.example.org",
                                                         REHEARSE_SERVER_PUBLIC_URL="http://variable.example.org"))


class Doctor(Commands):
    TOPICS = ("configuration", "tzdata", "clock", "secret", "database", "disk", "mail")

    def test_finds_all_well(self):
        for _ in range(2):  # before and after there is a database
            said = self.succeeds("doctor").splitlines()
            self.assertEqual([line.split()[1].rstrip(":") for line in said], list(self.TOPICS))
            self.assertTrue(all(line.startswith("ok ") for line in said), said)
            self.succeeds("migrate")
        with self.house.serve():
            self.assertIn("the server on it answers", self.succeeds("doctor"))

    def test_changes_nothing_where_nothing_was_made_yet(self):
        said = self.succeeds("doctor")
        self.assertRegex(said, r"(?m)^ok     database: not made yet")
        self.assertEqual(os.listdir(self.house.folder), [])
        missing = self.house.command("--set", "database.url=sqlite:no/such/folder/rehearse.db", "doctor")
        self.assertEqual(missing.returncode, 1, missing)
        self.assertRegex(missing.stdout, r"(?m)^WRONG  database: no/such/folder: .*chown")
        self.assertRegex(missing.stdout, r"(?m)^WRONG  disk: .*no/such/folder: No such file")
        self.assertRegex(missing.stdout, r"(?m)^ok     mail: ")
        self.write("rehearse.db", "")
        self.succeeds("doctor")
        self.assertEqual(os.listdir(self.house.folder), ["rehearse.db"])

    def test_says_that_the_server_runs_on_older_tzdata(self):
        with self.house.serve():
            self.assertRegex(self.succeeds("doctor"), r"(?m)^ok     tzdata: version \w+, of the running server too$")
        # A server that was started before the upgrade, as it answers at its socket.
        answers = {"state": "tzdata 2019a\nmail sent\n"}
        with answering_at(self.house.path("rehearse.db.sock"), answers):
            done = self.house.command("doctor")
        self.assertEqual(done.returncode, 1, done)
        self.assertRegex(done.stdout, r"(?m)^WRONG  tzdata: the server runs on 2019a, \w+ is installed: restart it$")

    def test_says_that_mail_is_held(self):
        def doctor():
            done = self.house.command("doctor")
            return done.returncode, re.search(r"(?m)^(?:ok|WRONG) +mail: (.*)$", done.stdout)[1]

        self.succeeds("mail", "hold")
        self.assertEqual(doctor()[0], 1)
        self.assertIn("rehearse mail release", doctor()[1])
        with self.house.serve():
            self.assertIn("rehearse mail release", doctor()[1])
            self.succeeds("mail", "release")
            self.assertEqual(doctor()[0], 0)

    def test_says_that_mails_cannot_be_written(self):
        self.succeeds("migrate")
        self.write("mail", "a file where the folder should be")
        for folder in ("mail", "mail/deeper"):
            done = self.house.command("--set", f"mail.directory={folder}", "doctor")
            self.assertEqual(done.returncode, 1, done)
            self.assertRegex(done.stdout, r"(?m)^WRONG  mail: \[mail\] directory .*mail.*: Not a directory; .*chown")
        with self.house.serve() as server:
            self.assertTrue(server.says("mails cannot be written; they wait"), server.log())
        os.unlink(self.house.path("mail"))
        os.mkdir(self.house.path("mail"))
        self.succeeds("doctor")
        self.assertEqual(os.listdir(self.house.path("mail")), [])

    def test_says_how_to_mend_a_missing_password(self):
        done = self.house.command("--set", "smtp.url=smtp://127.0.0.1:9", "--set", "smtp.username=ada",
                                  "--set", "smtp.password_file=nowhere", "doctor")
        self.assertEqual(done.returncode, 1, done)
        self.assertRegex(done.stdout, r"(?m)^WRONG  mail: \[smtp\] password_file nowhere: .*first line.*chmod 600")

    def test_says_what_is_wrong_with_mail(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        done = self.house.command("--set", f"smtp.url=smtp://127.0.0.1:{port}", "doctor")
        self.assertEqual((done.returncode, done.stderr.count("\n")), (1, 1), done)
        self.assertRegex(done.stdout, r"(?m)^WRONG  mail: .*\[smtp\]")

    def test_sends_a_test_mail(self):
        with Sink(self.house) as sink:
            flags = ("--set", f"smtp.url={sink.settings['smtp_url']}", "--set", "smtp.starttls=never")
            self.succeeds(*flags, "doctor", "--send", "ada@example.org")
            self.assertEqual([m["to"] for m in sink.taken()], [["ada@example.org"]])

    def test_says_that_the_secret_lies_open(self):
        self.succeeds("migrate")
        os.chmod(self.house.path("rehearse.db.secret"), 0o644)
        done = self.house.command("doctor")
        self.assertEqual(done.returncode, 1, done)
        self.assertRegex(done.stdout, r"(?m)^WRONG  secret: .*chmod 600")


if __name__ == "__main__":
    main()
