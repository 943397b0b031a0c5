#!/usr/bin/python3
"""The Debian package that cpack makes of this build: what is in it, and that the program in it runs with the configuration
in it."""
import glob
import os
import subprocess
import tomllib
import unittest

from program import PATIENCE, PROGRAM, House, free_of_settings, main

BUILD = os.path.dirname(PROGRAM)
# Whatever an operator relies on, and nothing that belongs to the build.
FILES = {
    "etc/rehearse/rehearse.toml", "usr/bin/rehearse", "usr/lib/systemd/system/rehearse.service",
    "usr/lib/sysusers.d/rehearse.conf", "usr/share/doc/rehearse/README.md", "usr/share/doc/rehearse/copyright",
    "usr/share/doc/rehearse/examples/Caddyfile", "usr/share/doc/rehearse/examples/Caddyfile.several", "usr/share/doc/rehearse/examples/haproxy.cfg",
    "usr/share/doc/rehearse/examples/Containerfile", "usr/share/doc/rehearse/examples/PostgreSQL.md",
}


def answer_of(*words):
    return subprocess.run(words, env=free_of_settings(), capture_output=True, text=True, check=True, timeout=PATIENCE).stdout


class Package(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(House())
        folder = self.house.path("made")
        subprocess.run(["cpack", "-B", folder], cwd=BUILD, check=True, timeout=PATIENCE, capture_output=True)
        [self.package] = glob.glob(os.path.join(folder, "*.deb"))
        self.root = self.house.path("root")
        subprocess.run(["dpkg-deb", "--extract", self.package, self.root], check=True, timeout=PATIENCE)

    def field(self, name):
        return answer_of("dpkg-deb", "--field", self.package, name).strip()

    def test_holds_what_an_operator_relies_on(self):
        found = {os.path.relpath(os.path.join(folder, name), self.root) for folder, _, names in os.walk(self.root) for name in names}
        self.assertEqual(found, FILES)
        self.assertEqual(self.field("Package"), "rehearse")
        self.assertIn("libsqlite3-0", self.field("Depends"))
        self.assertIn("tzdata", self.field("Depends"))
        self.assertIn("libmimalloc", self.field("Depends"), "the heap that the figures were measured with")
        version = answer_of(os.path.join(self.root, "usr/bin/rehearse"), "version").split()[1]
        self.assertEqual(self.field("Version"), version)

    def test_keeps_a_configuration_that_was_changed(self):
        control = self.house.path("control")
        subprocess.run(["dpkg-deb", "--control", self.package, control], check=True, timeout=PATIENCE)
        with open(os.path.join(control, "conffiles"), encoding="utf-8") as file:
            self.assertEqual(file.read().split(), ["/etc/rehearse/rehearse.toml"])
        for script in ("postinst", "prerm", "postrm"):
            subprocess.run(["sh", "-n", os.path.join(control, script)], check=True, timeout=PATIENCE)

    def configuration(self):
        return os.path.join(self.root, "etc/rehearse/rehearse.toml")

    def test_its_configuration_means_one_place_whoever_uses_it_from_wherever(self):
        with open(self.configuration(), "rb") as file:
            brought = tomllib.load(file)
        with open(os.path.join(os.path.dirname(__file__), "../../config/rehearse.toml"), "rb") as file:
            documented = tomllib.load(file)
        documented["database"]["url"] = "sqlite:/var/lib/rehearse/rehearse.db"
        documented["mail"]["directory"] = "/var/lib/rehearse/mail"
        self.assertEqual(brought, documented)

    def test_runs_with_the_configuration_it_brings(self):
        installed = (os.path.join(self.root, "usr/bin/rehearse"), "--config", self.configuration(),
                     "--set", "database.url=sqlite:" + self.house.path("rehearse.db"))
        for command in ("seed-demo", "tokens", "migrate"):
            done = subprocess.run([*installed, command], cwd="/", env=free_of_settings(), capture_output=True,
                                  text=True, timeout=PATIENCE, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""), command)


if __name__ == "__main__":
    main()
