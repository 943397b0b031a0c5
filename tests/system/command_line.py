"""What the tests of commands share: a house, and how a command may end. Used by every test here whose subject is a command."""
import unittest

from program import House


class Commands(unittest.TestCase):
    def setUp(self):
        self.house = self.enterContext(House())

    def succeeds(self, *words, **more):
        done = self.house.command(*words, **more)
        self.assertEqual((done.returncode, done.stderr), (0, ""), (words, done))
        return done.stdout

    def fails(self, *words, **more):
        """Exit 1 and one line on standard error, which is returned."""
        done = self.house.command(*words, **more)
        self.assertEqual(done.returncode, 1, (words, done))
        self.assertRegex(done.stderr, r"\A[^\n]+\n\Z", (words, done))
        return done.stderr

    def is_wrong_use(self, *words):
        """Exit 2 and one line on standard error, which is returned."""
        done = self.house.command(*words)
        self.assertEqual(done.returncode, 2, (words, done))
        self.assertRegex(done.stderr, r"\A[^\n]+\n\Z", (words, done))
        self.assertEqual(done.stdout, "", words)
        return done.stderr

    def write(self, name, text):
        with open(self.house.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return name
