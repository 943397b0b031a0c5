"""Many clients who book at the same instant. Used by the tests of races, of one process and of several."""
import contextlib
import threading

from program import PATIENCE, ask


class Crowd:
    """Clients with a connection each, dealt out to the servers, who stay for many races."""

    def __init__(self, servers, size):
        self.begin, self.end = threading.Barrier(size + 1), threading.Barrier(size + 1)
        self.forms, self.headers, self.answers = [], None, []
        self.threads = [threading.Thread(target=self.client, args=(number, servers[number % len(servers)]), daemon=True)
                        for number in range(size)]

    def client(self, number, server):
        with contextlib.closing(server.connect()) as connection:
            connection.connect()
            while True:
                self.begin.wait(PATIENCE)
                if not self.forms:
                    return
                self.answers[number] = ask(connection, "POST", "/api/v1/bookings", self.forms[number], None, self.headers)
                self.end.wait(PATIENCE)

    def race(self, forms, headers=None):
        """Each form from a client of its own, all at once; the answers in the order of the forms."""
        self.forms, self.headers, self.answers = forms, headers, [None] * len(forms)
        self.begin.wait(PATIENCE)
        self.end.wait(PATIENCE)
        return self.answers

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
