#!/usr/bin/python3
"""Three processes on one PostgreSQL database behind a proxy, HAProxy and Caddy, each set up as deploy/examples says: whoever comes
is served by any of them and is who the proxy saw, and nobody notices that one after the other is started anew."""
import collections
import http.client
import os
import re
import subprocess
import threading
import unittest
import urllib.parse

from on_postgres import PostgresHouse, free_port, on_a_free_port
from program import LONG, PATIENCE, Deed, House, ask, main, wait_for
from programme import Programme, booking_form, day, overlaps_in

EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "deploy", "examples")
PORTS = (8081, 8082, 8083)  # of the examples
UNLIMITED = {"limits_bookings_per_hour": 0, "limits_mails_per_hour": 0}
CLIENTS = 4


class Proxy:
    """One of the examples, on a free port of ours, for these servers; `other` says what else is another here."""

    def __init__(self, *given):
        self.given = given

    def begin(self, house, example, ports, words, other):
        self.port = free_port()
        with open(os.path.join(EXAMPLES, example), encoding="utf-8") as file:
            text = file.read()
        for theirs, ours in [*other.items(), *((f"127.0.0.1:{a}", f"127.0.0.1:{b}") for a, b in zip(PORTS, ports))]:
            assert theirs in text, theirs
            text = text.replace(theirs, ours.replace("PORT", str(self.port)))
        path = house.path(example)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        self.log = open(house.path(example + ".log"), "wb")
        self.process = subprocess.Popen([*words, path], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
                                        env={"HOME": house.folder, "PATH": "/usr/bin:/bin"})

    def __enter__(self):
        return on_a_free_port(self.answering)

    def answering(self):
        self.begin(*self.given)
        try:
            wait_for(lambda: self.answers("/healthz"), "the proxy passes requests on")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def said(self):
        with open(self.log.name, encoding="utf-8") as file:
            return file.read()[-3000:]

    def answers(self, path):
        assert self.process.poll() is None, "the proxy ended: " + self.said()
        try:
            return self.call("GET", path).status == 200
        except (OSError, http.client.HTTPException):  # a port that nobody listens at may answer itself
            return False

    def connect(self, source="127.0.0.1"):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE, source_address=(source, 0))

    def call(self, method, path, body=None, token=None, headers=None, source="127.0.0.1"):
        connection = self.connect(source)
        try:
            return ask(connection, method, path, body, token, headers)
        finally:
            connection.close()


def start_on_a_free_port(house):
    return on_a_free_port(lambda: house.start(server_port=free_port()))


# Without TLS, without a user of its own, without an admin's port.
def haproxy(house, ports):
    return Proxy(house, "haproxy.cfg", ports, ["/usr/sbin/haproxy", "-db", "-f"], {
        "\tuser haproxy\n\tgroup haproxy\n": "", "\tbind :80\n": "\tbind 127.0.0.1:PORT\n",
        "\tbind :443 ssl crt /etc/haproxy/interviews.example.org.pem alpn h2,http/1.1\n": "",
        "\thttp-request redirect scheme https unless { ssl_fc }\n": "",
        # A machine that is busy with other tests must not seem dead.
        "\ttimeout connect 2s\n": "\ttimeout connect 60s\n\ttimeout check 60s\n"})


def caddy(house, ports):
    return Proxy(house, "Caddyfile.several", ports, ["/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config"],
                 {"interviews.example.org {": "http://127.0.0.1:PORT {", "# Caddy in": "{\n\tadmin off\n}\n# Caddy in"})


class Client(Deed):
    """Books one slot after the other and looks at pages between, without ever trying again."""

    def __init__(self, proxy, programme, number):
        super().__init__(self.book)
        self.proxy, self.programme, self.number = proxy, programme, number
        self.done, self.booked, self.wrong = threading.Event(), set(), []

    def book(self):
        connection = self.proxy.connect()
        for count in range(10_000):
            if self.done.is_set():
                break
            form = booking_form("race-60", self.programme.volunteers[self.number], day(3 + count // 20, count % 20),
                                f"p{self.number}x{count}")
            try:
                made = ask(connection, "POST", "/api/v1/bookings", form)
                page = ask(connection, "GET", "/book")
            except (OSError, http.client.HTTPException) as fault:
                self.wrong.append(repr(fault))
                connection = self.proxy.connect()
                continue
            self.wrong += [each for each in (made, page) if each.status not in (200, 201)]
            if made.status == 201:
                self.booked.add(made.json["id"])
        connection.close()


class BehindAProxy(unittest.TestCase):
    def begin(self, volunteers=1, **settings):
        self.house = self.enterContext(PostgresHouse(**UNLIMITED, **settings, server_trusted_proxies="127.0.0.1"))
        self.servers = [start_on_a_free_port(self.house) for _ in PORTS]
        self.ports = [server.port for server in self.servers]
        self.organizer = self.house.token()
        self.programme = Programme(self.servers[0], self.organizer, volunteers, horizon_days=700)

    def requests_of(self, server):
        return sum(event["message"] == "request" and event["operation"] == "book_slot" for event in server.events())

    def test_any_of_them_serves_anybody_and_sees_whom_the_proxy_saw(self):
        self.begin(limits_requests_per_minute=30)
        for number, kind in enumerate((haproxy, caddy)):
            with self.subTest(kind.__name__), kind(self.house, self.ports) as proxy:
                self.look_at(proxy, f"127.0.0.{10 + number}")

    def look_at(self, proxy, chatterbox):
        link = urllib.parse.urlsplit(self.house.command("sign-in", "volunteer0@example.org").stdout.strip()).path
        csrf = re.search(r'name="csrf" value="([^"]*)"', proxy.call("GET", link).text)[1]
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        signed_in = proxy.call("POST", link, urllib.parse.urlencode({"csrf": csrf}).encode(), None, form)
        self.assertEqual(signed_in.status, 303, signed_in)
        cookie = {"Cookie": signed_in.headers["Set-Cookie"].partition(";")[0]}
        pages = [proxy.call("GET", "/volunteer/availability", headers=cookie).status for _ in range(12)]
        self.assertEqual(set(pages), {200}, "no process is special")

        # Whoever asks too often is refused, wherever; nobody else is, and nobody is who he says he is.
        often = collections.Counter()
        for i in range(1000):
            forged = {"X-Forwarded-For": f"198.51.100.{i % 250}"}
            often[proxy.call("GET", "/api/v1/zones", headers=forged, source=chatterbox).status] += 1
            if often[429]:
                break
        self.assertEqual(set(often), {200, 429}, often)
        self.assertEqual(proxy.call("GET", "/api/v1/zones", source="127.0.0.3").status, 200)

    def all_book_on(self, clients, what):
        before = [len(client.booked) for client in clients]

        def have_booked():
            for client in clients:
                client.look()
            return all(len(client.booked) > count + 5 for client, count in zip(clients, before))

        wait_for(have_booked, what)

    def test_nobody_notices_that_one_after_the_other_is_started_anew(self):
        self.restart_behind(haproxy)

    @unittest.skipUnless(LONG, "a quarter of a minute for each process")
    def test_nobody_notices_it_behind_caddy_which_learns_of_it_first(self):
        self.restart_behind(caddy, server_leave_after=10)

    def restart_behind(self, kind, **settings):
        self.begin(volunteers=CLIENTS, limits_requests_per_minute=0, **settings)
        proxy = self.enterContext(kind(self.house, self.ports))
        clients = [Client(proxy, self.programme, number) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        for place, port in enumerate(self.ports):
            self.all_book_on(clients, "bookings come in")
            self.assertEqual(self.servers[place].stop(), 0)
            self.all_book_on(clients, "the others go on")
            self.servers[place] = self.house.start(server_port=port)
            wait_for(lambda: self.requests_of(self.servers[place]) > 5, "the proxy comes back to it")
        for client in clients:
            client.done.set()
        for client in clients:
            client.end()

        self.assertEqual([wrong for client in clients for wrong in client.wrong], [], proxy.said())
        with self.house.database() as database:
            self.assertEqual({row["id"] for row in database.execute("select id from bookings")},
                             set().union(*(client.booked for client in clients)))
            self.assertEqual(overlaps_in(database), [])


class ExamplesAsTheyStand(unittest.TestCase):
    """TLS and all: what each proxy itself thinks of the file that an operator takes."""

    def setUp(self):
        self.house = self.enterContext(House())

    def passes(self, *words):
        done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, check=False,
                              env={"HOME": self.house.folder, "PATH": "/usr/bin:/bin"})
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_caddy_takes_its_own_and_serves_the_name_with_tls(self):
        for example in ("Caddyfile", "Caddyfile.several"):
            adapted = self.passes("/usr/bin/caddy", "adapt", "--adapter", "caddyfile", "--config", os.path.join(EXAMPLES, example))
            self.assertIn('"listen":[":443"]', adapted, example)
            self.assertIn("interviews.example.org", adapted, example)

    def test_haproxy_takes_its_own_with_a_certificate(self):
        key, certificate = self.house.path("key.pem"), self.house.path("certificate.pem")
        self.passes("/usr/bin/openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                    "/CN=interviews.example.org", "-keyout", key, "-out", certificate)
        theirs = "/etc/haproxy/interviews.example.org.pem"
        with open(os.path.join(EXAMPLES, "haproxy.cfg"), encoding="utf-8") as file:
            text = file.read()
        self.assertIn(theirs, text)
        with open(certificate, "a", encoding="ascii") as both, open(key, encoding="ascii") as file:
            both.write(file.read())
        with open(self.house.path("haproxy.cfg"), "w", encoding="utf-8") as file:
            file.write(text.replace(theirs, certificate))
        self.passes("/usr/sbin/haproxy", "-c", "-f", self.house.path("haproxy.cfg"))


if __name__ == "__main__":
    main()
