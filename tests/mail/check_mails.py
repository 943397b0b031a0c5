#!/usr/bin/python3
"""Reads mails with Python's own parser and says whether they are what was meant.

One line in, one line out: in, the path of a mail "X.eml" beside which stands "X.json", what was meant; out, "ok" or everything
that differs. Calendars are read by python-icalendar, a second parser beside libical.
"""
import base64
import email
import email.header
import email.policy
import email.utils
import json
import re
import sys
from datetime import timezone

import icalendar

OURS = ["Date", "From", "Reply-To", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
        "MIME-Version", "Content-Type"]
BY_THE_WAY = {"Return-path", "Received", "Envelope-to", "Delivery-date", "Return-Path"}


class Differences(list):
    def expect(self, what, found, meant):
        if found != meant:
            self.append(f"{what}: found {found!r}, meant {meant!r}")


def is_utf8(text):
    try:
        return bool(text.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def check_bytes(raw, meant, wrong):
    if not meant.get("received"):
        if raw.replace(b"\r\n", b"").count(b"\r") or raw.replace(b"\r\n", b"").count(b"\n"):
            wrong.append("a bare CR or LF")
    if any(byte > 126 for byte in raw):
        wrong.append("a byte that is not ASCII")
    lines = raw.replace(b"\r\n", b"\n").split(b"\n")
    header = lines[:lines.index(b"")]
    wrong.extend(f"a long line: {line[:60]!r}" for line in lines if len(line) > 998)
    wrong.extend(f"a long header line: {line!r}" for line in header
                 if len(line) > 78 and len(line.split()) > 2 and not line.startswith(b"DKIM"))
    words = re.findall(rb"=\?UTF-8\?B\?(.*?)\?=", b"\n".join(header))
    wrong.extend(f"a character cut in two: {word!r}" for word in words if not is_utf8(base64.b64decode(word)))
    wrong.extend(f"a long encoded line: {line!r}" for line in header if b"=?" in line and len(line) > 76)


def name_in(field):
    """The name of a mailbox, by the older of Python's header parsers: the newer one puts a blank between two encoded words
    of a name, which RFC 2047 section 6.2 forbids, and folds blanks inside them."""
    name, _ = email.utils.parseaddr(field.replace("\r", "").replace("\n", ""))
    return str(email.header.make_header(email.header.decode_header(name)))


def check_header(mail, plain, meant, wrong):
    names = [name for name in mail.keys() if name not in BY_THE_WAY]
    wrong.expect("fields", names, [name for name in OURS if name in meant["fields"]])
    for field in ("From", "To", "Reply-To"):
        if field in meant["fields"]:
            wrong.expect(field, [[name_in(plain[field]), a.addr_spec] for a in mail[field].addresses], [meant[field]])
    wrong.expect("Subject", str(mail["Subject"]), meant["subject"])
    for field in ("Message-ID", "In-Reply-To", "References"):
        if field in meant["fields"]:
            wrong.expect(field, str(mail[field]).strip(), meant[field])
    moment = mail["Date"].datetime
    wrong.expect("Date", int(moment.astimezone(timezone.utc).timestamp()), meant["date"])
    wrong.expect("Auto-Submitted", mail["Auto-Submitted"], "auto-generated")
    for name in names:
        wrong.extend(f"{name}: {defect!r}" for defect in mail[name].defects)


def text_of(part):
    return part.get_payload(decode=True).decode("utf-8").replace("\r\n", "\n")


def check_parts(mail, meant, wrong):
    kinds = [part.get_content_type() for part in mail.walk()]
    texts = ["text/plain"] + (["text/html"] if meant["html"] else [])
    calendars = ["text/calendar", "application/ics"] if meant["calendar"] else []
    wrong.expect("parts", kinds, ["multipart/mixed", "multipart/alternative"] + texts + calendars)
    for part in mail.walk():
        wrong.extend(f"{part.get_content_type()}: {defect!r}" for defect in part.defects)
        kind = part.get_content_type()
        if kind == "text/plain":
            wrong.expect("text", text_of(part), meant["text"])
        if kind == "text/html":
            wrong.expect("html", text_of(part), meant["html"])
        if kind.startswith("text/"):
            wrong.expect("disposition of " + kind, part["Content-Disposition"], None)
            wrong.expect("charset of " + kind, part.get_content_charset(), "utf-8")
        if kind == "text/calendar":
            wrong.expect("method", part.get_param("method"), meant["method"])
            wrong.expect("calendar", part.get_payload(decode=True).decode().replace("\r\n", "\n"),
                         meant["calendar"].replace("\r\n", "\n"))
        if kind == "application/ics":
            wrong.expect("attachment", part.get_payload(decode=True).decode(), meant["calendar"])
            wrong.expect("file name", part.get_filename(), "invite.ics")
            wrong.expect("attached", part.get_content_disposition(), "attachment")
            check_calendar(part.get_payload(decode=True), meant, wrong)


def check_calendar(text, meant, wrong):
    calendar = icalendar.Calendar.from_ical(text)
    events = calendar.walk("VEVENT")
    wrong.expect("events", len(events), 1)
    event = events[0]
    wrong.expect("METHOD", str(calendar["METHOD"]), meant["method"])
    wrong.expect("UID", str(event["UID"]), meant["event"]["uid"])
    wrong.expect("SEQUENCE", int(event["SEQUENCE"]), meant["event"]["sequence"])
    for name in ("start", "end"):
        wrong.expect(name, int(event["DT" + name.upper()].dt.timestamp()), meant["event"][name])
    for name in ("summary", "description", "location"):
        wrong.expect(name, str(event.get(name.upper(), "")), meant["event"][name])
    attendee = event["ATTENDEE"]
    wrong.expect("ATTENDEE", str(attendee), "mailto:" + meant["To"][1])
    wrong.expect("PARTSTAT", attendee.params["PARTSTAT"], "ACCEPTED")
    wrong.expect("RSVP", attendee.params["RSVP"], "FALSE")
    wrong.expect("errors", [e for e in calendar.errors] + [e for e in event.errors], [])


def check(path):
    with open(path, "rb") as file:
        raw = file.read()
    with open(path[:-len(".eml")] + ".json", encoding="utf-8") as file:
        meant = json.load(file)
    wrong = Differences()
    check_bytes(raw, meant, wrong)
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    check_header(mail, email.message_from_bytes(raw), meant, wrong)
    check_parts(mail, meant, wrong)
    return "; ".join(wrong) if wrong else "ok"


for line in sys.stdin:
    try:
        print(check(line.strip()).replace("\n", "\\n"), flush=True)
    except Exception as error:
        print(f"not readable: {error!r}".replace("\n", "\\n"), flush=True)
