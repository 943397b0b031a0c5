"""How the SMTP server of smtp_sink.py fails, as it is told:

  STAGE[/TEXT][*COUNT]=ACTION   the first rule that fits acts, COUNT times at most
      STAGE   connect ehlo helo starttls auth mail rcpt data dot noop quit rset, and idle (after a message was answered)
      TEXT    only where the command, or at dot one of the recipients, contains it
      ACTION  reply:550 5.1.1 no such user   answer this instead ("|" parts the lines)
              delay:1.5                      wait, then go on as usual
              hang                           never answer; the connection stays open
              trickle                        answer with line after line of a reply that never ends
              close, reset                   drop the connection without an answer (FIN, RST)
              take_and_close, take_and_reset at dot: note the message, then drop the connection without an answer
              take_and_hang                  at dot: note the message, never answer
              say_and_close:421 4.3.2 bye    answer this, then close (at idle: unasked)
              garbage                        answer with bytes that are no reply, then go on as usual
"""
import re
import socket
import struct
import sys
import threading
import time


class Dropped(Exception):
    pass


class Rule:
    def __init__(self, text):
        where, _, action = text.partition("=")
        match = re.fullmatch(r"([a-z]+)(?:/(.*?))?(?:\*(\d+))?", where)
        if not match or not action:
            sys.exit(f"not a rule: {text}")
        self.stage, self.text, count = match.groups()
        self.left = int(count) if count else None
        self.verb, _, self.argument = action.partition(":")

    def fits(self, stage, text):
        return self.stage == stage and (not self.text or self.text in text) and self.left != 0


class Rules:
    """All of them, for every connection: any thread."""

    def __init__(self, texts):
        self.all = [Rule(text) for text in texts]
        self.lock = threading.Lock()

    def that_fits(self, stage, text):
        with self.lock:
            for rule in self.all:
                if rule.fits(stage, text):
                    if rule.left is not None:
                        rule.left -= 1
                    return rule
        return None


class Failing:
    """A conversation that can do what a rule says; whose it is has a `socket` and can `say` a line."""

    def act(self, rule, usual):
        """False: that was a refusal. `usual` is answered where the rule has no answer of its own."""
        if rule.verb in ("reply", "say_and_close"):
            self.say(rule.argument)
            if rule.verb == "say_and_close":
                self.drop(False)
            return rule.argument[0] in "23"
        if rule.verb in ("close", "take_and_close", "reset", "take_and_reset"):
            self.drop(rule.verb.endswith("reset"))
        if rule.verb in ("hang", "take_and_hang"):
            self.hang()
        if rule.verb == "trickle":
            self.trickle()
        if rule.verb == "delay":
            time.sleep(float(rule.argument))
        if rule.verb == "garbage":
            self.socket.sendall(b"\x00\xff\xfe this is no reply\r\n2x0 nor this\r\n")
        if usual:
            self.say(usual)
        return True

    def drop(self, with_reset):
        if with_reset:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()
        raise Dropped

    def hang(self):
        while self.socket.recv(65536):
            pass
        raise Dropped

    def trickle(self):
        while True:
            self.socket.sendall(b"250-and more\r\n")
            time.sleep(0.1)
