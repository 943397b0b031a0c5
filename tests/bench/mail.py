"""Mail: reminders that fall due at one instant, beside libcurl alone over as many connections to the same sink."""
import subprocess
import time

from bare_program import BareProgram
from filled import BENCH, filled_house
from sizes import DUE
from table import line
from wrk import LOAD_CORE, SERVER_CORE, on_core

CONNECTIONS = 4


class Sink(BareProgram):
    """The mail server that takes everything; both sides send to it."""

    def __init__(self, count):
        super().__init__(LOAD_CORE, "smtp_sink", count)

    def has_all(self):
        """Waits; the instant at which the last mail came, and their mean size in bytes."""
        instant, size = self.process.stdout.readline().split()
        return float(instant), int(size)


def deliver_due(house):
    """Of a house whose DUE reminders are held: mails a second from `mail release` until the sink has them and the database
    says that they are sent; and their mean size."""
    with Sink(DUE) as sink, house.serve(smtp_url=f"smtp://127.0.0.1:{sink.port}", smtp_starttls="never",
                                        smtp_connections=CONNECTIONS) as server:
        began = time.monotonic()
        assert house.command("mail", "release").returncode == 0
        _, size = sink.has_all()
        while due_now(house):
            time.sleep(0.01)
        took = time.monotonic() - began
        server.stop()
    return DUE / took, size


def ours():
    with filled_house(5_000, 0, DUE) as house:
        assert house.command("mail", "hold").returncode == 0
        return deliver_due(house)


def due_now(house):
    """Asked again and again: by the indexes, so that it costs what is due and not what is planned."""
    with house.database() as db:
        return db.execute("select (select count(*) from outbox where state = 'waiting' and urgent in (0, 1) and "
                          "due <= cast(strftime('%s', 'now') as integer) and kind = 'reminder') + "
                          "(select count(*) from outbox where state = 'leased' and kind = 'reminder')").fetchone()[0]


def bare(size):
    with Sink(DUE) as sink:
        said = subprocess.run([BENCH / "bare_smtp", str(sink.port), str(CONNECTIONS), str(DUE), str(size)],
                              capture_output=True, text=True, check=True, preexec_fn=on_core(SERVER_CORE))
        return DUE / (sink.has_all()[0] - float(said.stdout))


def measure(rounds):
    mine, its = [], []
    for _ in range(rounds):
        rate, size = ours()
        mine.append(rate)
        its.append(bare(size))
    line(f"{DUE:,} reminders due at once, {CONNECTIONS} connections ({size} bytes)", mine, its, goal=0.8)
