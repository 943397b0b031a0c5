#!/usr/bin/python3
"""An SMTP server for tests: takes every message, notes it in a file, and fails as told.

Prints its port on the first line of standard output; ends when its standard input closes (so it outlives a killed program
under test, not the test). Each connection has a thread. Listens on loopback alone.

  --record FILE        one JSON line per message taken, written and flushed before the answer to the final dot:
                       {"message_id", "from", "to": [], "connection", "tls", "user"}
  --messages FOLDER    each message as it came, 000001.eml and so on
  --dialogue FILE      every line of every conversation: "3 C MAIL FROM:<…>" (connection; C, S or -)
  --port N             default: a free one
  --certificate FILE --key FILE   offer STARTTLS; with --smtps speak TLS from the first byte
  --user NAME --password WORD     offer AUTH PLAIN and LOGIN, and refuse MAIL without it
  --on RULE            a failure, as smtp_rules.py reads it; may be repeated
"""
import argparse
import base64
import json
import os
import re
import socket
import threading

from smtp_rules import Dropped, Failing, Rules


class Sink:
    def __init__(self, options):
        self.options = options
        self.rules = Rules(options.on)
        self.lock = threading.Lock()
        self.connections = 0
        self.taken = 0
        self.context = None
        if options.certificate:
            import ssl  # slow to load, and few tests need it
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(options.certificate, options.key)

    def note(self, line):
        if self.options.dialogue:
            with self.lock, open(self.options.dialogue, "a", encoding="utf-8", errors="replace") as file:
                file.write(line + "\n")

    def take(self, conversation, data):
        header = data.partition(b"\r\n\r\n")[0].decode("utf-8", "replace")
        match = re.search(r"^Message-ID:\s*(\S+)", header, re.IGNORECASE | re.MULTILINE)
        message_id = match.group(1) if match else ""
        facts = {"message_id": message_id, "from": conversation.sender, "to": conversation.recipients,
                 "connection": conversation.number, "tls": conversation.is_encrypted, "user": conversation.user}
        with self.lock:
            self.taken += 1
            if self.options.messages:
                path = os.path.join(self.options.messages, f"{self.taken:06}.eml")
                with open(path + ".part", "wb") as file:
                    file.write(data)
                os.rename(path + ".part", path)
            if self.options.record:
                with open(self.options.record, "a", encoding="utf-8") as file:
                    file.write(json.dumps(facts) + "\n")

    def serve(self):
        family = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        family.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        family.bind(("127.0.0.1", self.options.port))
        family.listen(128)
        print(family.getsockname()[1], flush=True)
        while True:
            connection, _ = family.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
            self.note(f"{self.connections} - connected")
            threading.Thread(target=Conversation(self, connection, self.connections).run, daemon=True).start()


class Conversation(Failing):
    def __init__(self, sink, connection, number):
        self.sink, self.socket, self.number = sink, connection, number
        self.is_encrypted, self.user = False, None
        self.sender, self.recipients = None, []
        self.buffer = b""

    def run(self):
        try:
            if self.sink.options.smtps:
                self.encrypt()
            self.answer("connect", "", "220 sink.test ESMTP")
            while self.command(self.line()):
                pass
        except (Dropped, OSError):
            pass
        finally:
            self.socket.close()

    # -- bytes

    def encrypt(self):
        self.socket = self.sink.context.wrap_socket(self.socket, server_side=True)
        self.is_encrypted, self.buffer = True, b""

    def line(self):
        while b"\n" not in self.buffer:
            piece = self.socket.recv(65536)
            if not piece:
                raise Dropped
            self.buffer += piece
        line, _, self.buffer = self.buffer.partition(b"\n")
        text = line.rstrip(b"\r").decode("utf-8", "replace")
        self.sink.note(f"{self.number} C {text}")
        return text

    def say(self, text):
        self.sink.note(f"{self.number} S {text}")
        lines = text.split("|")
        for i, line in enumerate(lines):
            if len(lines) > 1 and re.match(r"\d{3} ", line):
                lines[i] = line[:3] + ("-" if i + 1 < len(lines) else " ") + line[4:]
        self.socket.sendall(("\r\n".join(lines) + "\r\n").encode())

    # -- commands

    def answer(self, stage, text, usual):
        """Answers as a rule says or with `usual`; False: the answer was a refusal of a rule."""
        rule = self.sink.rules.that_fits(stage, text)
        if rule:
            return self.act(rule, usual)
        if usual:
            self.say(usual)
        return True

    def command(self, line):
        verb = line.split(" ")[0].lower()
        if verb in ("ehlo", "helo"):
            self.answer(verb, line, self.greeting() if verb == "ehlo" else "250 sink.test")
        elif verb == "starttls" and self.sink.context:
            if self.answer("starttls", line, "220 go ahead"):
                self.encrypt()
        elif verb == "auth":
            self.auth(line)
        elif verb == "mail":
            self.mail(line)
        elif verb == "rcpt":
            if self.answer("rcpt", line, "250 2.1.5 ok"):
                self.recipients.append(self.address(line))
        elif verb == "data":
            self.data(line)
        elif verb == "rset":
            self.sender, self.recipients = None, []
            self.answer("rset", line, "250 2.0.0 ok")
        elif verb == "noop":
            self.answer("noop", line, "250 2.0.0 ok")
        elif verb == "quit":
            self.answer("quit", line, "221 2.0.0 bye")
            return False
        else:
            self.say("502 5.5.2 not known")
        return True

    def greeting(self):
        lines = ["250 sink.test", "250 8BITMIME"]
        if self.sink.context and not self.is_encrypted:
            lines.append("250 STARTTLS")
        if self.sink.options.user:
            lines.append("250 AUTH PLAIN LOGIN")
        return "|".join(lines + ["250 ENHANCEDSTATUSCODES"])

    def auth(self, line):
        words = line.split(" ")
        if words[1].upper() == "PLAIN":
            secret = words[2] if len(words) > 2 else self.ask("")
            name, word = base64.b64decode(secret).decode().split("\0")[1:3]
        else:
            name = base64.b64decode(words[2] if len(words) > 2 else self.ask("VXNlcm5hbWU6")).decode()
            word = base64.b64decode(self.ask("UGFzc3dvcmQ6")).decode()
        if (name, word) != (self.sink.options.user, self.sink.options.password):
            self.say("535 5.7.8 these are not your credentials")
        elif self.answer("auth", line, "235 2.7.0 welcome"):
            self.user = name

    def ask(self, challenge):
        self.say("334 " + challenge)
        return self.line()

    def mail(self, line):
        if self.sink.options.user and not self.user:
            self.say("530 5.7.0 authentication required")
        elif self.answer("mail", line, "250 2.1.0 ok"):
            self.sender, self.recipients = self.address(line), []

    def data(self, line):
        if not self.recipients:
            self.say("503 5.5.1 no recipients")
            return
        if not self.answer("data", line, "354 go ahead"):
            return
        lines = []
        while (text := self.body_line()) != b".\r\n":
            lines.append(text[1:] if text.startswith(b".") else text)
        self.dot(b"".join(lines))

    def body_line(self):
        while b"\n" not in self.buffer:
            piece = self.socket.recv(65536)
            if not piece:
                raise Dropped
            self.buffer += piece
        line, _, self.buffer = self.buffer.partition(b"\n")
        return line + b"\n"

    def dot(self, data):
        self.sink.note(f"{self.number} C .")
        names = " ".join(self.recipients)
        rule = self.sink.rules.that_fits("dot", names)
        verb = rule.verb if rule else ""
        refuses = verb in ("reply", "say_and_close") and rule.argument[0] != "2"
        if not refuses and verb not in ("close", "reset", "hang"):
            self.sink.take(self, data)
        if rule is None:
            self.say("250 2.0.0 taken")
        else:
            self.act(rule, "250 2.0.0 taken")
        self.sender, self.recipients = None, []
        self.answer("idle", names, None)

    @staticmethod
    def address(line):
        match = re.search(r"<(.*?)>", line)
        return match.group(1) if match else line


def end_with_input():
    while os.read(0, 4096):
        pass
    os._exit(0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("record", "messages", "dialogue", "certificate", "key", "user", "password"):
        parser.add_argument("--" + name)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--smtps", action="store_true")
    parser.add_argument("--on", action="append", default=[])
    options = parser.parse_args()
    if options.messages:
        os.makedirs(options.messages, exist_ok=True)
    threading.Thread(target=end_with_input, daemon=True).start()
    Sink(options).serve()


if __name__ == "__main__":
    main()
