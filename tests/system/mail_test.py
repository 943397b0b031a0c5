#!/usr/bin/python3
"""The program and a real mail server, with STARTTLS and a login: what the people of a booking get from its making to its end,
and what a server that goes away, or mail that is held, does to it. (Nothing is lost.)"""
import re
import time
import unittest

from post import Exim, faults_by_libical
from program import House, main, wait_for
from programme import Programme, day, text_of

CANDIDATE = "adaeze@example.org"
VOLUNTEER = "volunteer0@example.org"


class Mail(unittest.TestCase):
    make_house = House

    def setUp(self):
        self.house = self.enterContext(self.make_house(smtp_connections=2))
        self.exim = self.enterContext(Exim(self.house))
        self.organizer = self.house.token()
        self.server = self.house.start(**self.exim.settings)
        self.set_contact()
        self.programme = Programme(self.server, self.organizer)
        self.exim.arrived(1)  # the volunteer's invitation

    def set_contact(self):
        at = self.server.call("GET", "/api/v1/programme", token=self.organizer)
        settings = {**at.json, "name": "First Try", "contact": "team@first-try.example"}
        put = self.server.call("PUT", "/api/v1/programme", settings, self.organizer, {"If-Match": at.headers["ETag"]})
        self.assertEqual(put.status, 200, put)

    def book(self, start, address=CANDIDATE):
        form = {"interview_type": "race-60", "volunteer_id": self.programme.volunteers[0], "start": text_of(start),
                "candidate": {"name": "Adaeze Ọkọ́nkwọ̀ “Ada” 👩‍💻", "email": address, "zone": "Asia/Kolkata"},
                "preparation": {"goal": "Graphs.\nFrom here: naïve = 100 %\n.\nनमस्ते", "accessibility": "I read lips"}}
        made = self.server.call("POST", "/api/v1/bookings", form)
        self.assertEqual(made.status, 201, made)
        return made.json

    def act(self, booking, what, body):
        answer = self.server.call("POST", f"/api/v1/bookings/{booking['id']}/{what}", body, booking["manage_token"])
        self.assertEqual(answer.status, 200, answer)

    def owed(self):
        with self.house.database() as database:
            return database.execute("select count(*) from outbox where state in ('waiting', 'leased') and due <= ?",
                                    (int(time.time()),)).fetchone()[0]

    def nothing_is_owed(self):
        """A mail arrives a moment before it is written down that it was sent."""
        wait_for(lambda: self.owed() == 0, "every mail is known to be sent")
        self.assertEqual(self.exim.paths(), [], "and none left twice")

    def metric(self, name):
        return float(re.search(rf"^{re.escape(name)} (\S+)$", self.server.call("GET", "/metrics").text, re.M).group(1))

    def look_at(self, mail, subject):
        """What every mail about the booking has to have."""
        self.assertTrue(mail.subject.startswith(subject), mail.subject)
        self.assertEqual(str(mail.mail["From"]), "First Try <interviews@first-try.example>")
        self.assertEqual(mail.mail["Reply-To"].addresses[0].addr_spec, "team@first-try.example")
        self.assertEqual(mail.mail["Auto-Submitted"], "auto-generated")
        self.assertLess(len(mail.raw), 20_000)
        self.assertIn("(UTC+05:30, Asia/Kolkata)" if mail.to == CANDIDATE else "(UTC)", mail.sentences())
        for private in ("read lips", "llness"):
            self.assertNotIn(private, mail.raw.decode() + mail.text() + mail.text("text/html"))
        header = mail.raw.partition(b"\n\n")[0].decode()
        for link in re.findall(r"http://127\.0\.0\.1:\d+/b/([^\s?]+)", mail.text()):
            self.assertNotIn(link, header)
        return mail

    def both(self, subject):
        """The mail to each side, by address."""
        return {mail.to: self.look_at(mail, subject) for mail in self.exim.arrived(2)}

    def test_a_booking_is_one_event_that_moves_and_goes(self):
        first, second = day(5, 9), day(6, 14)
        booking = self.book(first)
        booked = self.both("Booked: practice interview, ")
        self.act(booking, "reschedule", {"start": text_of(second)})
        moved = self.both("Moved: practice interview, now ")
        self.act(booking, "cancel", {"reason": "illness", "message": "Get well wishes are welcome"})
        cancelled = self.both("Cancelled: practice interview, ")

        for side in (CANDIDATE, VOLUNTEER):
            entries = [mails[side].invitation() for mails in (booked, moved, cancelled)]
            self.assertEqual([entry.method for entry in entries], ["REQUEST", "REQUEST", "CANCEL"])
            self.assertEqual([entry.start for entry in entries], [first, second, second])
            self.assertEqual(len({entry.uid for entry in entries}), 1)
            self.assertEqual([entry.sequence for entry in entries], [0, 1, 2])
            for entry in entries:
                self.assertEqual(str(entry.event["ATTENDEE"]), "mailto:" + side)
                self.assertEqual(entry.event["ATTENDEE"].params["PARTSTAT"], "ACCEPTED")
                self.assertEqual(entry.event["ATTENDEE"].params["RSVP"], "FALSE")
                self.assertEqual(str(entry.event["ORGANIZER"]), "mailto:team@first-try.example")
                self.assertEqual((str(entry.event["SUMMARY"]), str(entry.event["CLASS"])), ("Practice interview", "PRIVATE"))
                self.assertIn("Deleting this entry tells nobody.", str(entry.event["DESCRIPTION"]))
                self.assertNotIn("BEGIN:VTIMEZONE", entry.text)
            ids = [mails[side].mail["Message-ID"] for mails in (booked, moved, cancelled)]
            threads = {mails[side].mail["References"] for mails in (booked, moved, cancelled)}
            self.assertEqual((len(set(ids)), len(threads)), (3, 1), "one thread a booking")
        self.assertIn("Graphs. | From here: naïve = 100 % | . | नमस्ते", booked[VOLUNTEER].sentences())
        self.assertIn("Get well wishes are welcome", cancelled[VOLUNTEER].sentences())
        self.assertIn(booking["manage_url"], booked[CANDIDATE].text())
        self.assertNotIn(booking["manage_token"], booked[VOLUNTEER].raw.decode() + booked[VOLUNTEER].text())
        self.assertEqual(self.server.call("GET", "/b/" + booking["manage_token"]).status, 200)

    def test_held_mail_waits_through_a_restart_and_leaves_when_released(self):
        self.assertEqual(self.house.command("mail", "hold").returncode, 0)
        booking = self.book(day(5, 9))
        self.assertEqual(self.metric("rehearse_mail_held"), 1)
        self.assertEqual(self.server.stop(), 0)
        self.server = self.house.start(**self.exim.settings)
        wait_for(lambda: self.metric("rehearse_outbox_oldest_due_seconds") >= 2, "mail is overdue")
        self.assertEqual(self.exim.paths(), [])

        self.act(booking, "reschedule", {"start": text_of(day(6, 9))})
        self.assertEqual(self.house.command("mail", "release").returncode, 0)
        told = self.both("Booked: practice interview, ")  # nobody had heard of the time before
        entry = told[CANDIDATE].invitation()
        self.assertEqual((entry.sequence, entry.start), (1, day(6, 9)), "the confirmation was overtaken")
        self.nothing_is_owed()

    def test_a_server_that_goes_away_and_comes_back_gets_all_of_it_once(self):
        self.exim.stop()
        for hour in range(4):
            self.book(day(5, 2 * hour), f"candidate{hour}@example.org")
        wait_for(lambda: self.metric("rehearse_mail_postponed_total") >= 1, "the server is missed")
        self.assertEqual(self.server.call("GET", "/readyz").status, 200, "mail is no reason not to serve")
        self.exim.start()
        # The worker looks again within 20 s, and at what it tried before within 36 s.
        arrived = self.exim.arrived(8)

        self.assertEqual(len({mail.mail["Message-ID"] for mail in arrived}), 8)
        self.nothing_is_owed()

    def test_doctor_logs_in_and_sends(self):
        flags = [word for name, value in self.exim.settings.items()
                 for word in ("--set", f"{name.replace('_', '.', 1)}={value}")]
        done = self.house.command("doctor", "--send", "someone@example.org", flags=flags)
        self.assertEqual(done.returncode, 0, done)
        self.assertIn("encrypted, logged in", done.stdout)
        self.assertEqual(self.exim.arrived(1)[0].subject, "Test mail of rehearse doctor")

        with open(self.exim.password_file, "w", encoding="utf-8") as file:
            file.write("wrong\n")
        done = self.house.command("doctor", flags=flags)
        self.assertEqual(done.returncode, 1, done)
        self.assertRegex(done.stdout, r"WRONG  mail: .*535")
        self.assertNotIn("correct horse", done.stdout + done.stderr)


class Check(unittest.TestCase):
    def test_a_file_of_certificates_that_is_not_there_is_told_at_the_start(self):
        house = self.enterContext(House(smtp_url="smtp://localhost:2525", smtp_ca_file="missing.pem", server_port=0))
        done = house.command("serve")
        self.assertEqual(done.returncode, 1, done)
        self.assertRegex(done.stderr, r"\A[^\n]*\[smtp\] ca_file cannot be read: missing\.pem\n\Z")

    def test_libicals_check_is_able_to_fail(self):
        self.assertNotEqual(faults_by_libical("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
                                              "UID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"), "")


if __name__ == "__main__":
    main()
