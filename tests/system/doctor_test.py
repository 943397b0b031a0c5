#!/usr/bin/python3
"""What `rehearse doctor` finds well, finds wrong, and says about mending it."""
import contextlib
import json
import os
import re
import signal
import socket
import threading

from command_line import Commands
from program import Sink, main


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


class Doctor(Commands):
    TOPICS = ("configuration", "tzdata", "clock", "secret", "database", "disk", "mail")

    def test_goes_to_a_database_server_once(self):
        """One that says nothing is waited for as often."""
        came = []

        def say_nothing(listener):
            with contextlib.suppress(OSError):
                while True:
                    came.append(self.enterContext(listener.accept()[0]))

        self.write("secret", "5a" * 32)
        os.chmod(self.house.path("secret"), 0o600)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            thread = threading.Thread(target=say_nothing, args=(listener,))
            thread.start()
            # Longer than the program's own time: one that is quick to refuse is asked again, to learn why.
            url = f"postgres://ada@127.0.0.1:{listener.getsockname()[1]}/rehearse?connect_timeout=3"
            done = self.house.command("--set", "database.url=" + url, "--set", "database.connect_timeout=1",
                                      "--set", "server.secret_file=secret", "doctor")
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
        self.assertRegex(done.stdout, r"(?m)^WRONG  database: PostgreSQL: ")
        self.assertEqual(len(came), 1, done)

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
        self.assertRegex(missing.stdout, r"(?m)^WRONG  database: /.*/no/such/folder: there is no such folder; make it")
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

        self.succeeds("migrate")
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

    def test_does_not_wait_for_a_pipe_in_place_of_a_file(self):
        os.mkfifo(self.house.path("pipe"))
        done = self.house.command("--set", "smtp.url=smtp://127.0.0.1:1", "--set", "smtp.ca_file=pipe", "doctor")
        self.assertEqual(done.returncode, 1, done)
        self.assertRegex(done.stdout, r"(?m)^WRONG  mail: \[smtp\] ca_file: pipe is a pipe")

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
        self.assertRegex(done.stdout, r"(?m)^WRONG  configuration: .*chmod 600 .*rehearse.db.secret")

    def test_does_not_wait_for_a_server_that_hangs(self):
        with self.house.serve() as server:
            os.kill(server.pid, signal.SIGSTOP)
            try:
                done = self.house.command("doctor")
            finally:
                os.kill(server.pid, signal.SIGCONT)
            self.assertEqual(done.returncode, 1, done)
            self.assertRegex(done.stdout, r"(?m)^WRONG  database: .*does not answer.*restart it only if")
            server.stop()


if __name__ == "__main__":
    main()
