"""A real mail server for the tests of the program (tests/mail/exim_server.py), and what arrived there, read by two parsers
that share nothing (Python's email, Perl's MIME-tools) and, the invitations, by icalendar and libical."""
import ctypes
import email
import email.policy
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from email.header import decode_header, make_header

import icalendar
from program import PATIENCE, wait_for

TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
OURS = ("Date", "From", "Reply-To", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Auto-Submitted")


class Exim:
    """Wants STARTTLS and a login. `stop` and `start` make it the same server, away and back."""

    def __init__(self, house):
        self.folder = tempfile.mkdtemp(prefix="rehearse-exim-")
        self.password_file = house.path("smtp.password")
        with open(self.password_file, "w", encoding="utf-8") as file:
            file.write("correct horse\n")
        os.chmod(self.password_file, 0o600)
        self.port = self.process = self.kept = None
        self.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        self.give_port_back()
        shutil.rmtree(self.folder)

    def start(self):
        self.give_port_back()
        script = os.path.join(TESTS, "mail", "exim_server.py")
        again = [str(self.port)] if self.port else []
        self.process = subprocess.Popen([sys.executable, "-B", script, self.folder, *again], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(PATIENCE)
        self.keep_port()

    def keep_port(self):
        """Bound and deaf: connections are refused, and no server of a test beside this one is given the port meanwhile."""
        self.kept = socket.socket()
        self.kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.kept.bind(("127.0.0.1", self.port))

    def give_port_back(self):
        if self.kept:
            self.kept.close()
            self.kept = None

    @property
    def settings(self):
        return {"smtp_url": f"smtp://localhost:{self.port}", "smtp_username": "rehearse",
                "smtp_password_file": self.password_file, "smtp_ca_file": self.folder + "/ca.pem",
                "smtp_from": "interviews@first-try.example"}

    def paths(self):
        new = os.path.join(self.folder, "mail", "new")
        return [os.path.join(new, name) for name in sorted(os.listdir(new))] if os.path.isdir(new) else []

    def arrived(self, count):
        """The mails, once there are `count`, as they were sent; then the box is empty."""
        wait_for(lambda: len(self.paths()) >= count, f"{count} mails arrive")
        paths = self.paths()
        mails = sorted((Received(path) for path in paths), key=lambda mail: (mail.to, mail.mail["Date"].datetime))
        for path in paths:
            os.remove(path)
        if len(mails) != count:
            raise AssertionError(f"{count} mails were to arrive: {[(m.to, m.subject) for m in mails]}")
        return mails


def plain(text):
    return text.replace("\r\n", "\n")


class Received:
    """One mail, on which both parsers agree."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.raw = file.read()
        self.mail = email.message_from_bytes(self.raw, policy=email.policy.default)
        self.parts = [part for part in self.mail.walk() if not part.is_multipart()]
        self.kinds = [part.get_content_type() for part in self.parts]
        self.to = self.mail["To"].addresses[0].addr_spec
        self.subject = str(self.mail["Subject"])
        self.compare(path)

    def compare(self, path):
        said = subprocess.run(["/usr/bin/perl", os.path.join(TESTS, "mail", "read_mail.pl"), path], check=True,
                              capture_output=True, timeout=PATIENCE)
        other = json.loads(said.stdout)
        for name in OURS:
            assert other["fields"].get(name) == self.field(name), (name, other["fields"], self.field(name))
        assert [part["type"] for part in other["parts"]] == self.kinds, other["parts"]
        for here, there in zip(self.parts, other["parts"]):
            assert plain(here.get_payload(decode=True).decode("utf-8")) == plain(there["text"]), there
            assert (there["disposition"] or None) == here.get_content_disposition(), there
            assert (there["name"] or None) == here.get_filename(), there

    def field(self, name):
        """Decoded by the older of Python's header parsers: the newer puts a blank between two encoded words of a name, which
        RFC 2047 section 6.2 forbids."""
        plain_text = email.message_from_bytes(self.raw)[name]
        return plain_text and str(make_header(decode_header(plain_text.replace("\n", "").replace("\r", ""))))

    def text(self, kind="text/plain"):
        part = self.parts[self.kinds.index(kind)]
        return plain(part.get_payload(decode=True).decode("utf-8"))

    def sentences(self):
        return " ".join(self.text().split())

    def invitation(self):
        return Invitation(self) if "text/calendar" in self.kinds else None


class Invitation:
    """The one event of a mail's calendar part, which its attachment repeats."""

    def __init__(self, received):
        inside = received.parts[received.kinds.index("text/calendar")]
        attached = received.parts[received.kinds.index("application/ics")]
        self.text = attached.get_payload(decode=True).decode("utf-8")
        assert plain(inside.get_payload(decode=True).decode("utf-8")) == plain(self.text)
        assert inside["Content-Disposition"] is None
        assert (attached.get_content_disposition(), attached.get_filename()) == ("attachment", "invite.ics")
        calendar = icalendar.Calendar.from_ical(self.text)
        events = calendar.walk("VEVENT")
        assert len(events) == 1 and not calendar.errors and not events[0].errors, self.text
        self.event, self.method = events[0], str(calendar["METHOD"])
        assert inside.get_param("method") == self.method
        self.uid, self.sequence = str(self.event["UID"]), int(self.event["SEQUENCE"])
        self.start = self.event["DTSTART"].dt
        assert all(len(line) <= 75 for line in self.text.encode().split(b"\r\n")), self.text
        assert faults_by_libical(self.text) == ""


def faults_by_libical(text):
    """What its restriction check (RFC 5545, RFC 5546) finds."""
    library = ctypes.CDLL("libical.so.3")
    for name in ("icalcomponent_new_from_string", "icalcomponent_as_ical_string"):
        getattr(library, name).restype = ctypes.c_void_p if name.endswith("from_string") else ctypes.c_char_p
    library.icalcomponent_new_from_string.argtypes = [ctypes.c_char_p]
    for name in ("icalrestriction_check", "icalcomponent_count_errors", "icalcomponent_as_ical_string", "icalcomponent_free"):
        getattr(library, name).argtypes = [ctypes.c_void_p]
    calendar = library.icalcomponent_new_from_string(text.encode())
    if not calendar:
        return "not parsable"
    try:
        well = library.icalrestriction_check(calendar) == 1 and library.icalcomponent_count_errors(calendar) == 0
        return "" if well else library.icalcomponent_as_ical_string(calendar).decode()
    finally:
        library.icalcomponent_free(calendar)
