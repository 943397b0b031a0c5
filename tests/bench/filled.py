"""A programme for measurements: a House (tests/system/program.py) whose database fill_database filled."""
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "system"))

from program import House  # noqa: E402
from wrk import SERVER_CORE  # noqa: E402

BENCH = pathlib.Path(os.environ["REHEARSE_BENCH"])
FREE = {"limits_requests_per_minute": 0, "limits_bookings_per_hour": 0, "limits_mails_per_hour": 0, "server_threads": 1,
        "log_level": "info"}


def filled_house(volunteers, bookings, due=0, **settings):
    """A programme of so many volunteers and bookings, and `due` reminders that are due."""
    house = House(**FREE, **settings)
    house.before = ["taskset", "--cpu-list", ",".join(map(str, SERVER_CORE))]
    assert house.command("migrate").returncode == 0
    database = pathlib.Path(house.folder) / "rehearse.db"
    said = subprocess.run([BENCH / "fill_database", database, str(volunteers), str(bookings), str(due)],
                          capture_output=True, text=True, check=True)
    os.sync()  # what the kernel still writes would hold up what is measured
    house.volunteers = said.stdout.split()
    return house


def resident_megabytes(pid):
    for text in pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if text.startswith("VmRSS:"):
            return int(text.split()[1]) / 1024
    return 0
