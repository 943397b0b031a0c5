"""Many clients who book at the same instant. Used by the tests of races, of one process and of several."""
import contextlib
import threading

from program import PATIENCE, Deed, ask


class Crowd:
    """Clients with a connection each, dealt out to the servers, who stay for many races."""

    def __init__(self, servers, size):
        self.begin, self.end = threading.Barrier(size + 1), threading.Barrier(size + 1)
        self.forms, self.headers, self.answers = [], None, []
        self.threads = [Deed(self.client, number, servers[number % len(servers)]) for number in range(size)]

    def client(self, number, server):
        with contextlib.closing(server.connect()) as connection:
            connection.connect()
            while True:
                self.begin.wait(PATIENCE)
                if not self.forms:
                    return
                try:
                    form = self.forms[number]
                    self.answers[number] = ask(connection, "POST", "/api/v1/bookings", form, None, self.headers)
                except BaseException:
                    self.end.abort()  # nobody needs to wait for the others
                    raise
                self.end.wait(PATIENCE)

    def race(self, forms, headers=None):
        """Each form from a client of its own, all at once; the answers in the order of the forms."""
        self.forms, self.headers, self.answers = forms, headers, [None] * len(forms)
        try:
            self.begin.wait(PATIENCE)
            self.end.wait(PATIENCE)
        except threading.BrokenBarrierError:
            self.say_why()
            raise
        return self.answers

    def say_why(self):
        """Whoever broke it off; the others found it broken."""
        for thread in self.threads:
            thread.join(PATIENCE)
        for thread in sorted(self.threads, key=lambda each: "BrokenBarrierError" in (each.fault or "")):
            thread.look()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, kind, *_):
        self.forms = []
        if kind:
            return self.begin.abort()
        self.begin.wait(PATIENCE)
        for thread in self.threads:
            thread.join(PATIENCE)


def race(servers, forms, headers=None):
    """One race of a crowd of its own."""
    with Crowd(servers, len(forms)) as crowd:
        return crowd.race(forms, headers)
