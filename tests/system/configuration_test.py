#!/usr/bin/python3
"""Settings from file, environment and flags: what is refused, and which wins."""
import os

from command_line import Commands
from program import main


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

    def test_what_is_no_file_is_named_and_not_waited_for(self):
        os.mkdir(self.house.path("folder"))
        os.mkfifo(self.house.path("pipe"))
        self.write("backup.db", "")
        secret, database = "--set=server.secret_file=", "--set=database.url=sqlite:"
        for name, kind in {"folder": "a folder", "pipe": "a pipe"}.items():
            for words in (("--config", name, "version"), ("restore", name), (secret + name, "migrate"), (database + name, "serve"),
                          (database + name, "tokens"), (database + name, "restore", "backup.db"), (database + name, "backup", "x"),
                          ("copy-database", "sqlite:" + name, "sqlite:new.db")):
                self.assertRegex(self.fails(*words), f"{name} is {kind}.*: the name of a file is wanted", words)
            done = self.house.command(database + name, "doctor")
            self.assertEqual(done.returncode, 1, done)
            self.assertRegex(done.stdout, f"(?m)^WRONG  database: /.*/{name} is {kind}")

    def test_the_environment_is_checked_as_well(self):
        self.refused("", "REHEARSE_SERVER_PORT", "65535", variables={"REHEARSE_SERVER_PORT": "many"})
        self.refused("", "REHEARSE_SERVER_PRT", variables={"REHEARSE_SERVER_PRT": "1"})
        self.refused("", "REHEARSE_SERVR_PORT", "did you mean [server] port?", variables={"REHEARSE_SERVR_PORT": "1"})

    def test_flags_override_the_environment_and_that_the_file(self):
        self.write("mine.toml", "[server]\npublic_url = \"http://file.example.org\"\n")
        self.succeeds("token", "organizer", "ada@example.org")

        def origin(*flags, **variables):
            return self.succeeds("--config", "mine.toml", *flags, "sign-in", "ada@example.org", variables=variables)

        self.assertIn("http://file.example.org/", origin())
        self.assertIn("http://variable.example.org/", origin(REHEARSE_SERVER_PUBLIC_URL="http://variable.example.org"))
        self.assertIn("http://flag.example.org/", origin("--set", "server.public_url=http://flag.example.org",
                                                         REHEARSE_SERVER_PUBLIC_URL="http://variable.example.org"))


if __name__ == "__main__":
    main()
