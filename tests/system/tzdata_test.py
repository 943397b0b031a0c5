#!/usr/bin/python3
"""The machine's time zones (contract 4): on data that is missing or wrong the program does not start; a newer version that is
installed while it runs is noticed, and a restart applies it. The folder is a copy, which zone_folder.cpp puts in its place."""
import os
import pathlib
import re
import shutil
import subprocess
import unittest

from program import House, main, wait_for

SYSTEMS = pathlib.Path("/usr/share/zoneinfo")


class Tzdata(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(House())
        self.zones = pathlib.Path(self.house.path("zones"))
        checks = os.environ.get("ASAN_OPTIONS", "")
        self.house.variables = {"LD_PRELOAD": os.environ["REHEARSE_ZONE_FOLDER"], "ZONE_FOLDER": str(self.zones),
                                "ASAN_OPTIONS": f"{checks}:verify_asan_link_order=0"}
        shutil.copytree(SYSTEMS, self.zones, symlinks=True)

    def command(self, *words):
        return self.house.command(*words, variables=self.house.variables)

    def is_refused(self, *reasons):
        """serve ends at once, with one line that says what is wrong and how to mend it."""
        done = self.command("--set", "server.port=0", "serve")
        self.assertEqual(done.returncode, 1, done)
        self.assertRegex(done.stderr, r"\A[^\n]+\n\Z")
        for part in ("time zone data", *reasons, "apt-get install --reinstall tzdata"):
            self.assertIn(part, done.stderr)
        self.assertNotIn("rehearse.db", os.listdir(self.house.folder), "nothing was made")
        self.assertRegex(self.command("doctor").stdout, r"(?m)^WRONG  tzdata: .*reinstall tzdata")

    def install(self, version):
        listing = self.zones / "tzdata.zi"
        listing.write_text(re.sub(r"\A# version \w+", f"# version {version}", listing.read_text()))

    def test_whole_and_right_it_starts(self):
        self.install("2001a")
        with self.house.serve() as server:
            self.assertEqual(server.call("GET", "/readyz").text, "ready\ntzdata 2001a\n")

    def test_missing_it_does_not_start(self):
        shutil.rmtree(self.zones)
        self.is_refused("tzdata.zi")
        self.zones.mkdir()
        self.is_refused("tzdata.zi")

    def test_without_its_list_or_one_zone_it_does_not_start(self):
        (self.zones / "Europe/Berlin").rename(self.zones / "away")
        self.is_refused("Europe/Berlin")
        (self.zones / "away").rename(self.zones / "Europe/Berlin")
        (self.zones / "zone1970.tab").unlink()
        self.is_refused("zone1970.tab")

    def test_damaged_it_does_not_start(self):
        (self.zones / "Asia/Kolkata").write_bytes(b"TZif2")
        self.is_refused()

    def test_with_the_rules_of_elsewhere_it_does_not_start(self):
        shutil.copy(self.zones / "Asia/Tokyo", self.zones / "America/New_York")
        self.is_refused("a known time in America/New_York comes out as 2025-03-08T17:30:00Z in place of 2025-03-09T07:00:00Z")

    def test_in_the_slim_form_it_does_not_start(self):
        subprocess.run(["/usr/sbin/zic", "-b", "slim", "-d", self.zones, SYSTEMS / "tzdata.zi"], check=True)
        self.is_refused("a known time in ")

    def test_a_newer_one_is_noticed_and_a_restart_applies_it(self):
        with self.house.serve() as server:
            running = re.fullmatch(r"ready\ntzdata (\w+)\n", server.call("GET", "/readyz").text)[1]
            self.install("2099z")
            self.assertEqual(server.call("GET", "/readyz").text,
                             f"ready\ntzdata {running}\ntzdata 2099z is installed; a restart applies it\n")
            wait_for(lambda: self.warnings(server), "the log tells of the newer tzdata")
            self.assertEqual([(e["level"], e["running"], e["installed"]) for e in self.warnings(server)],
                             [("warning", running, "2099z")])
            self.assertRegex(self.command("doctor").stdout,
                             rf"(?m)^WRONG  tzdata: the server runs on {running}, 2099z is installed: restart it$")
        with self.house.serve() as server:
            self.assertEqual(server.call("GET", "/readyz").text, "ready\ntzdata 2099z\n")

    def warnings(self, server):
        return [e for e in server.events() if e["message"].startswith("another tzdata is installed now")]


if __name__ == "__main__":
    main()
