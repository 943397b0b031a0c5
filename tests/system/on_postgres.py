"""A house whose database is PostgreSQL, and a line to it that can be cut: what the tests of several processes stand on."""
import contextlib
import json
import os
import socket
import sys
import threading

from program import House, wait_for

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from postgres_server import Server as PostgresServer, free_port, on_a_free_port  # noqa: E402


class Found(list):
    """Rows, each by the names of its columns."""

    def fetchall(self):
        return self

    def fetchone(self):
        return list(self[0].values()) if self else None


class Rows:
    """What the tests ask of a database of one moment, in the words that they use for SQLite."""

    def __init__(self, server, moment):
        self.server, self.moment = server, moment

    def execute(self, sql, values=()):
        for value in values:
            sql = sql.replace("?", str(value), 1)
        begin = f"begin isolation level repeatable read; set transaction snapshot '{self.moment}';"
        said = self.server.sql(f"{begin} select coalesce(json_agg(whole_row), '[]') from ({sql}) whole_row; commit", "rehearse")
        return Found(json.loads(said))

    def one(self, sql):
        return self.execute(sql).fetchone()[0]


class PostgresHouse(House):
    """`tcp`: the servers reach it by a port of loopback, which a Proxy can stand before."""

    def __init__(self, tcp=False, durable=False, **settings):
        super().__init__(**settings)
        try:
            begin = lambda: PostgresServer(durable=durable, port=free_port() if tcp else None)  # noqa: E731
            self.postgres = on_a_free_port(begin)
        except BaseException:
            super().__exit__(None)
            raise
        self.postgres.create("rehearse")
        secret = self.path("the.secret")
        with open(secret, "w", encoding="ascii") as file:
            file.write("5a" * 32 + "\n")
        os.chmod(secret, 0o600)
        url = self.postgres.tcp_url("rehearse") if tcp else self.postgres.url("rehearse")
        self.settings.update({"database.url": url, "server.secret_file": secret})

    def __exit__(self, *what):
        try:
            super().__exit__(*what)
        finally:
            self.postgres.close()

    @contextlib.contextmanager
    def database(self):
        with self.postgres.moment("rehearse") as moment:
            yield Rows(self.postgres, moment)


class Proxy:
    """Passes on what PostgreSQL and its clients say, until it is told to cut. The cut comes with a COMMIT: `before` it is
    passed on, or `after` the server has answered it and the answer is kept back."""

    def __init__(self, port):
        self.to = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.lock = threading.Lock()
        self.cuts = []  # "before" or "after", each for one commit
        self.made = 0
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()

    def cut_next(self, when):
        with self.lock:
            self.cuts.append(when)

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            server = socket.create_connection(("127.0.0.1", self.to))
        except OSError:
            client.close()
            return
        line = [client, server, threading.Event()]  # the event: answers are kept back
        threading.Thread(target=self.answers, args=line, daemon=True).start()
        self.questions(*line)

    def next_cut(self):
        with self.lock:
            if not self.cuts:
                return None
            self.made += 1
            return self.cuts.pop(0)

    def questions(self, client, server, kept_back):
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                cut = self.next_cut() if b"commit\x00" in data else None
                if cut == "before":
                    break
                if cut == "after":
                    kept_back.set()
                server.sendall(data)
                if cut:
                    wait_for(lambda: kept_back.answered, "PostgreSQL answers the COMMIT")
                    break
        self.close(client, server)

    def answers(self, client, server, kept_back):
        kept_back.answered = False
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                if kept_back.is_set():
                    kept_back.answered = True
                    continue
                client.sendall(data)
        self.close(client, server)

    @staticmethod
    def close(*sockets):
        for each in sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
