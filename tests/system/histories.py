"""Records what clients of the real program did to one slot at the same time, for linearizable.py to judge: who asked what, when,
and what the answer was. Each history has a slot of its own (a place "S", and places beside it that bookings move to), so that
many run at once on one server, whose processes may be killed and whose clock may be moved meanwhile.

Used by histories_test.py. `Recorder.wave` runs some histories, `close` looks at them for the last time.
"""
import base64
import calendar
import concurrent.futures
import hashlib
import http.client
import itertools
import math
import mmap
import random
import struct
import time

from linearizable import Operation
from program import PATIENCE, ask
from programme import booking_form, day, text_of

AT_ONCE = 8  # histories of one wave
CLIENTS = 3  # of one history
DEEDS = 6  # of one client
HOLD_SECONDS = 60  # the shortest there is
PLACES = ["S", *(f"P{number}" for number in range(CLIENTS))]
HISTORIES_A_DAY = 24 // len(PLACES)
DAYS = 700
SLACK = 0.05  # seconds, where a moment is reckoned and not observed


class Clock:
    """The server's time of day, which a test moves forward; moved_clock.cpp reads the file."""

    def __init__(self, path):
        with open(path, "w+b") as file:
            file.write(bytes(8))
            file.flush()
            self.bytes = mmap.mmap(file.fileno(), 8)
        self.ahead, self.moves = 0, []

    def now(self):
        return time.time() + self.ahead

    def move(self, seconds):
        began, before = time.monotonic(), self.now()
        self.ahead += seconds
        self.bytes[:] = struct.pack("=q", self.ahead * 10**9)
        self.moves.append((began, before, time.monotonic(), self.now()))

    def when(self, instant):
        """Between which two moments it became `instant`; none: it is not yet."""
        for began, before, ended, after in self.moves:
            if instant <= before:
                return began - (before - instant) - SLACK, began - (before - instant) + SLACK
            if instant <= after:
                return began, ended
        ago = self.now() - instant
        return (time.monotonic() - ago - SLACK, time.monotonic() - ago + SLACK) if ago >= 0 else None


def address_token(secret, booking):
    """What stands in the mail that asks to confirm an address, as link_token.cpp derives it."""
    def with_length(text):
        return struct.pack("<Q", len(text)) + text
    subject = with_length(b"confirm_address") + with_length(booking.encode()) + struct.pack("<Q", 0)
    digest = hashlib.blake2b(subject, digest_size=32, key=secret).digest()
    return booking.removeprefix("bk_") + "." + base64.urlsafe_b64encode(digest).decode().rstrip("=")


class History:
    """Where it takes place, and what was done there so far."""

    def __init__(self, number, volunteers):
        turn = number // len(volunteers)
        self.number, self.volunteer = number, volunteers[number % len(volunteers)]
        first = day(2 + turn // HISTORIES_A_DAY % DAYS)
        hours = len(PLACES) * (turn % HISTORIES_A_DAY)
        self.starts = {place: first.replace(hour=hours + i) for i, place in enumerate(PLACES)}
        self.places = {text_of(start): place for place, start in self.starts.items()}
        self.operations = []
        self.known = {}  # name → id
        self.holds = {}  # name → when it was asked for, by the server's clock; once known, when it was made
        self.names = (f"h{number}x{count}" for count in itertools.count())


class Lost(Exception):
    """No answer: what was asked may have been done."""


class Client:
    """One of those who fight for the slot: does what it wants, and writes down what came of it."""

    def __init__(self, recorder, history, number):
        self.recorder, self.history, self.number = recorder, history, number
        self.random = random.Random(f"{recorder.seed} {history.number} {number}")

    def run(self):
        for _ in range(DEEDS):
            if not self.history.known:
                self.random.choices([self.book, self.list], [4, 1])[0]()
            else:
                self.random.choices([self.book, self.cancel, self.move, self.confirm, self.look, self.list],
                                    [5, 3, 3, 2, 1, 2])[0]()

    def ask(self, method, path, body=None, headers=None, token=None, at=None):
        """The answer. Whoever finds nobody there knows that nothing was done, and tries elsewhere."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            server = at or self.random.choice(self.recorder.servers)
            connection = server.connect()
            try:
                connection.connect()
            except OSError:
                time.sleep(0.01)
                continue
            try:
                answer = ask(connection, method, path, body, token, headers)
            except (OSError, http.client.HTTPException) as lost:
                raise Lost from lost
            finally:
                connection.close()
            if answer.status != 503:
                return answer
            if answer.code != "overloaded":
                raise Lost
            time.sleep(0.02)
        raise AssertionError(f"nobody answers {method} {path}")

    def note(self, call, read, *request, **more):
        """Asks; `read` makes of the answer what the model says."""
        invoked = time.monotonic()
        try:
            answer = self.ask(*request, **more)
        except Lost:
            self.history.operations.append(Operation(call, None, invoked))
            return None
        said = read(answer)
        early = self.recorder.lag if call[0] == "list" else 0
        self.history.operations.append(Operation(call, said, invoked - early, time.monotonic()))
        return said

    def book(self):
        place = self.random.choices(["S", f"P{self.number}"], [4, 1])[0]
        name, held = next(self.history.names), self.random.random() < 0.4
        form = booking_form("held-60" if held else "race-60", self.history.volunteer, self.history.starts[place], name)
        if held:
            self.history.holds[name] = math.floor(self.recorder.clock.now())  # as the server counts

        def read(answer):
            if answer.status == 201:
                if held:  # to the second
                    made = answer.json["history"][0]["at"]
                    self.history.holds[name] = calendar.timegm(time.strptime(made, "%Y-%m-%dT%H:%M:%SZ"))
                self.history.known[name] = answer.json["id"]
                return "replayed" if answer.headers["Idempotency-Replayed"] else "made"
            assert answer.status == 409 and answer.code == "slot_unavailable", answer
            return "taken"

        for _ in range(self.random.choice([1, 3])):  # some insist
            said = self.note(("book", name, place, held), read, "POST", "/api/v1/bookings", form,
                             {"Idempotency-Key": name})
            if said:
                return

    def some_booking(self):
        name = self.random.choice(list(self.history.known))
        return name, "/api/v1/bookings/" + self.history.known[name]

    @staticmethod
    def word(done):
        def read(answer):
            if answer.status == 200:
                return done
            assert answer.code in ("slot_unavailable", "wrong_state", "link_expired", "not_found"), answer
            return {"slot_unavailable": "taken", "link_expired": "gone"}.get(answer.code, answer.code)
        return read

    def confirm(self):
        held = [name for name in self.history.known if name in self.history.holds]
        if held:
            name = self.random.choice(held)
            booking = self.history.known[name]
            self.note(("confirm", name), self.word("confirmed"), "POST", f"/api/v1/bookings/{booking}/confirm-address",
                      {"token": address_token(self.recorder.secret, booking)})

    def cancel(self):
        name, path = self.some_booking()
        self.note(("cancel", name), self.word("cancelled"), "POST", path + "/cancel", {"reason": "other"},
                  token=self.recorder.organizer)

    def move(self):
        name, path = self.some_booking()
        place = self.random.choices(["S", f"P{self.number}"], [1, 1])[0]
        self.note(("move", name, place), self.word("moved"), "POST", path + "/reschedule",
                  {"start": text_of(self.history.starts[place])}, token=self.recorder.organizer)

    def look(self):
        self.look_at(*self.some_booking())

    def look_at(self, name, path):
        def read(answer):
            if answer.status != 200:
                return answer.code
            return (answer.json["state"], self.history.places[answer.json["start"]])
        self.note(("look", name), read, "GET", path, token=self.recorder.organizer)

    def list(self, at=None):
        start = self.history.starts["S"]
        path = (f"/api/v1/volunteers/{self.history.volunteer}/slots?type=race-60&zone=UTC"
                f"&from={start:%Y-%m-%d}&to={start.replace(hour=0) + (day(1) - day(0)):%Y-%m-%d}")

        def read(answer):
            listed = any(slot["start"] == text_of(start) for slot in answer.json["slots"])
            return "free" if listed else "taken"
        self.note(("list", "S"), read, "GET", path, at=at)

    def close(self):
        """What there is at the end, and what each server lists."""
        for server in self.recorder.servers:
            self.list(server)
        for name, booking in list(self.history.known.items()):
            self.look_at(name, "/api/v1/bookings/" + booking)


class Recorder:
    """`servers` are those that are asked; whoever kills one puts its heir in its place. `lag`: how old a listing may be."""

    def __init__(self, servers, programme, secret, clock, seed, lag=0):
        self.servers, self.clock, self.seed, self.lag = servers, clock, seed, lag
        self.volunteers, self.organizer = programme.volunteers, programme.organizer
        self.secret = secret
        self.numbers = itertools.count()
        self.pool = concurrent.futures.ThreadPoolExecutor(AT_ONCE * CLIENTS)

    def wave(self, disturb):
        """Some histories from beginning to end, with `disturb` in the middle of them."""
        histories = [History(next(self.numbers), self.volunteers) for _ in range(AT_ONCE)]
        clients = [Client(self, history, number) for history in histories for number in range(CLIENTS)]
        self.together([client.run for client in clients], disturb)
        return histories

    def close(self, histories):
        """The last looks at them; best when a listing may not be so old any more that it shows what came before."""
        self.together([Client(self, history, 0).close for history in histories])
        for history in histories:
            self.add_lapses(history)

    def together(self, works, meanwhile=lambda: None):
        running = [self.pool.submit(work) for work in works]
        meanwhile()
        for each in running:
            each.result()

    def add_lapses(self, history):
        """That time passed is an operation, too. Of a hold that was never answered it is not known when it is over."""
        for name, began in history.holds.items():
            passed = self.clock.when(began + HOLD_SECONDS)
            if passed and name in history.known:
                history.operations.append(Operation(("lapse", name), "passed", *passed))
            elif passed:
                history.operations.append(Operation(("lapse", name), None, passed[0]))
