#!/usr/bin/python3
"""The Debian package on a machine: installed, upgraded, removed, purged. The machine is this one's files with a layer of its own on
top, in a mount namespace that ends with the test; systemd does not run in it, so what is on and off is told by its links."""
import glob
import os
import subprocess
import unittest

from program import PATIENCE, PROGRAM, House, free_of_settings, main

WANTED = "/etc/systemd/system/multi-user.target.wants/rehearse.service"
# A layer over all of this machine, and the devices.
MOUNTED = """
mount -t tmpfs tmpfs "$1" && mkdir "$1/upper" "$1/work" "$1/root" &&
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root" &&
mount --bind /dev "$1/root/dev" && mount --bind /proc "$1/root/proc" && echo ready && exec cat
"""


class Machine:
    def __init__(self, folder):
        os.mkdir(folder)
        self.root = os.path.join(folder, "root")
        self.holder = subprocess.Popen(["unshare", "--mount", "--propagation", "private", "sh", "-c", MOUNTED, "sh", folder],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.is_ready = self.holder.stdout.readline() == "ready\n"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.holder.communicate(timeout=PATIENCE)

    def run(self, *words, **more):
        return subprocess.run(["nsenter", f"--mount=/proc/{self.holder.pid}/ns/mnt", "chroot", self.root, *words],
                              env={**free_of_settings(), "DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
                              capture_output=True, text=True, timeout=PATIENCE, check=False, **more)

    def has(self, path):
        return self.run("test", "-e", path).returncode == 0 or self.run("test", "-L", path).returncode == 0

    def put(self, path, bytes_):
        subprocess.run(["nsenter", f"--mount=/proc/{self.holder.pid}/ns/mnt", "tee", self.root + path], input=bytes_, check=True,
                       stdout=subprocess.DEVNULL, timeout=PATIENCE)


class Installed(unittest.TestCase):
    def setUp(self):
        house = self.enterContext(House())
        self.machine = self.enterContext(Machine(house.path("machine")))
        if not self.machine.is_ready:
            self.skipTest("this machine lets nobody mount: " + self.machine.holder.stderr.read())
        subprocess.run(["cpack", "-B", house.path("made")], cwd=os.path.dirname(PROGRAM), check=True, timeout=PATIENCE,
                       capture_output=True)
        [package] = glob.glob(house.path("made") + "/*.deb")
        with open(package, "rb") as file:
            self.machine.put("/tmp/rehearse.deb", file.read())

    def does(self, *words):
        done = self.machine.run(*words)
        self.assertEqual(done.returncode, 0, (words, done.stdout, done.stderr))
        return done.stdout

    def is_on(self):
        return self.machine.has(WANTED)

    def test_is_installed_upgraded_removed_and_purged(self):
        self.does("dpkg", "-i", "/tmp/rehearse.deb")
        self.assertTrue(self.is_on(), "it starts with the machine")
        self.assertEqual(self.does("stat", "-c", "%U:%G %a", "/etc/rehearse", "/etc/rehearse/rehearse.toml").split("\n")[:2],
                         ["root:rehearse 750", "root:rehearse 640"])
        self.assertIn("rehearse ", self.does("setpriv", "--reuid=rehearse", "--regid=rehearse", "--clear-groups",
                                             "rehearse", "--config", "/etc/rehearse/rehearse.toml", "version"))

        self.does("sh", "-c", "echo '# ours' >> /etc/rehearse/rehearse.toml; mkdir -p /var/lib/rehearse; echo x > /var/lib/rehearse/kept")
        self.does("dpkg", "-i", "/tmp/rehearse.deb")
        self.assertTrue(self.is_on())
        self.assertIn("# ours", self.does("tail", "-n1", "/etc/rehearse/rehearse.toml"))

        self.does("dpkg", "--remove", "rehearse")
        self.assertFalse(self.machine.has("/usr/bin/rehearse"))
        self.assertTrue(self.machine.has("/var/lib/rehearse/kept"), "the data stays")
        self.assertTrue(self.machine.has("/etc/rehearse/rehearse.toml"))

        self.does("dpkg", "--purge", "rehearse")
        for gone in ("/etc/rehearse", "/var/lib/rehearse", WANTED, "/etc/systemd/system/rehearse.service"):
            self.assertFalse(self.machine.has(gone), gone)

    def test_leaves_off_what_its_operator_switched_off(self):
        self.does("dpkg", "-i", "/tmp/rehearse.deb")
        self.does("systemctl", "disable", "rehearse.service")
        self.assertFalse(self.is_on())

        self.does("dpkg", "-i", "/tmp/rehearse.deb")
        self.assertFalse(self.is_on())

        self.does("dpkg", "--remove", "rehearse")
        self.does("dpkg", "-i", "/tmp/rehearse.deb")
        self.assertFalse(self.is_on(), "also when it comes back")


if __name__ == "__main__":
    main()
