"""A programme that has been there for years, and one that is empty: memory, start, and whether it gets slower."""
import time

from answers import get, pool_path, slots_path
from bookings import book
from filled import FREE, House, filled_house, resident_megabytes
from mail import deliver_due
from sizes import BOOKINGS, DUE, FEW_BOOKINGS, VOLUNTEERS
from table import line


def measure_size(rounds):
    """A million bookings with their mails planned: memory, start, and whether booking and mail grow slower. A round
    fills two databases: there are two at most."""
    rates, mails, resident, ready = ({FEW_BOOKINGS: [], BOOKINGS: []} for _ in range(4))
    for bookings in (FEW_BOOKINGS, BOOKINGS) * min(rounds, 2):
        with filled_house(VOLUNTEERS, bookings, DUE) as house:
            assert house.command("mail", "hold").returncode == 0
            began = time.monotonic()
            with house.serve() as server:
                ready[bookings].append(time.monotonic() - began)
                get(server.port, pool_path())
                get(server.port, slots_path(house.volunteers[0]))
                resident[bookings].append(resident_megabytes(server.pid))
                server.stop()
            rates[bookings].append(book(house, 64)["rate"])
            mails[bookings].append(deliver_due(house)[0])
    line(f"POST bookings with {BOOKINGS:,} in the table against {FEW_BOOKINGS:,}", rates[BOOKINGS], rates[FEW_BOOKINGS],
         goal=0.8)
    line(f"reminders due, with {BOOKINGS:,} planned against {FEW_BOOKINGS:,}", mails[BOOKINGS], mails[FEW_BOOKINGS],
         goal=0.8)
    line(f"resident with {VOLUNTEERS:,} volunteers and {BOOKINGS:,} bookings", resident[BOOKINGS], [], unit="MB",
         goal="< 250 MB")
    line("ready after start with them", ready[BOOKINGS], [], unit="s", goal="< 2 s")


def measure_idle(rounds):
    resident = []
    for _ in range(rounds):
        with House(**FREE) as house, house.serve() as server:
            resident.append(resident_megabytes(server.pid))
    line("resident, idle and empty", resident, [], unit="MB", goal="< 40 MB")
