#!/usr/bin/python3
"""Commands as an operator meets them: how they are used, and those for tokens, the demo programme and the mail, with and without
a server on the same database."""
import concurrent.futures
import os
import re
import signal
import stat
import time

from command_line import Commands
from program import Sink, main, wait_for
from programme import Programme, booking_form, day

COMMANDS = ("serve", "migrate", "token", "tokens", "revoke-token", "sign-in", "seed-demo", "backup", "restore",
            "copy-database", "doctor", "mail", "version")


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
                             (("token", "king", "a@example.org"), ("king", "organizer or volunteer")),
                             (("backup", ""), ("FILE",)), (("restore", ""), ("FILE",))):
            for word in named:
                self.assertIn(word, self.is_wrong_use(*words), words)

    def test_a_configuration_that_is_not_there_is_a_failure_that_names_it(self):
        self.assertIn("missing.toml", self.fails("--config", "missing.toml", "serve"))

    def test_version_names_all_four(self):
        said = self.succeeds("version")
        self.assertRegex(said, r"rehearse \d+\.\d+\.\d+ \(\w+\)")
        self.assertRegex(said, r"tzdata 20\d\d[a-z]")
        self.assertIn("SQLite", said)


class WrongPlace(Commands):
    """Started in another folder than the server, or with other settings, a command must not find all well."""
    WORDS = (("tokens",), ("token", "volunteer", "ada@example.org"), ("revoke-token", "tok_1"), ("sign-in", "ada@example.org"),
             ("mail", "hold"), ("mail", "release"), ("backup", "copy.db"))

    def test_nothing_is_made_where_there_is_no_database(self):
        for words in self.WORDS:
            said = self.fails(*words)
            self.assertIn(f"there is no database at {os.path.realpath(self.house.path('rehearse.db'))}: look at [database] url", said)
            self.assertEqual(os.listdir(self.house.folder), [], words)

    def test_an_empty_file_is_no_database(self):
        self.write("rehearse.db", "")
        for words in self.WORDS:
            self.assertIn("there is no database", self.fails(*words))
            self.assertEqual(os.listdir(self.house.folder), ["rehearse.db"], words)


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


class SlowServer(Commands):
    def test_a_command_is_done_once_however_long_the_server_takes(self):
        with self.house.serve() as server:
            os.kill(server.pid, signal.SIGSTOP)
            with concurrent.futures.ThreadPoolExecutor() as one:
                given = one.submit(self.house.command, "token", "organizer", "ada@example.org")
                time.sleep(7)
                os.kill(server.pid, signal.SIGCONT)
                # A write that was under way when all stood still fills the queue for a moment: then it is refused.
                said = given.result()
            was_made = said.returncode == 0
            self.assertTrue(was_made or "takes no more work" in said.stderr, said)
            self.assertEqual(self.succeeds("tokens").count("ada@example.org"), 1 if was_made else 0)
            server.stop()


if __name__ == "__main__":
    main()
