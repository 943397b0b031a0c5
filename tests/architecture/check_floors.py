"""Includes never run up a floor, nor between rooms against their order."""
from tree import FLOORS

PAGES = ["server/http", "server/auth", "server/web/frame"]

# What each room may include beside itself.
ROOMS = {
    "config": [],
    "notify/words": [],
    "notify/calendar": ["notify/words"],
    "notify/letters": ["notify/words", "notify/calendar"],
    "notify/smtp": ["notify/words", "notify/calendar", "notify/letters"],
    "scheduler/rules": [],
    "scheduler/documents": ["scheduler/rules"],
    "scheduler/storage": ["scheduler/rules", "scheduler/documents"],
    "scheduler/use_cases": ["scheduler/rules", "scheduler/documents", "scheduler/storage"],
    "scheduler/reminders": ["scheduler/rules", "scheduler/documents", "scheduler/storage"],
    "server/http": [],
    "server/auth": ["server/http"],
    "server/api": ["server/http", "server/auth"],
    "server/web/frame": ["server/http", "server/auth"],
    "server/web/candidate": PAGES,
    "server/web/volunteer": PAGES,
    "server/web/organizer": [*PAGES, "server/web/volunteer"],
    "server/web/reference": PAGES,
    "server/web/demo": PAGES,
    "server/web": [*PAGES, *(f"server/web/{room}" for room in ("candidate", "volunteer", "organizer", "reference", "demo"))],
    "server/application": ["server/http", "server/auth", "server/api", "server/web"],
    "server/commands": ["server/application"],
    "server": ["server/commands"],
}


def room_of(path):
    folder = path.rpartition("/")[0]
    while folder and folder not in ROOMS:
        folder = folder.rpartition("/")[0]
    return folder


def may_include(room, other):
    if room == other or other in ROOMS[room]:
        return True
    below = FLOORS.index(other.split("/")[0]) < FLOORS.index(room.split("/")[0])
    # HTTP knows nothing of interviews: of the floors below it sees what every process has.
    return below and (room != "server/http" or other == "config")


def mistakes(tree):
    for path in tree.sources():
        room = room_of(path)
        if not room:
            yield f"{path}:1: stands in no room that tests/architecture/check_floors.py knows"
            continue
        for number, included, ours in tree.includes(path):
            if not ours:
                continue
            other = room_of(included)
            if not other:
                yield f'{path}:{number}: "{included}" is not written from the project\'s root'
            elif not may_include(room, other):
                yield f"{path}:{number}: {room} must not include {other} ({included})"


GOOD = {
    "config/a.hpp": '// #include "server/http/x.hpp"\n',
    "server/api/b.cpp": '#include "scheduler/use_cases/c.hpp"\n#include "server/auth/d.hpp"\n#include <string>\n',
    "server/main.cpp": '#include "server/commands/e.hpp"\n',
    "server/application/a.cpp": '#include "server/web/e.hpp"\n',
}
BAD = [
    {"config/a.cpp": '#include "notify/words/b.hpp"\n'},
    {"notify/words/a.cpp": '#include "notify/letters/b.hpp"\n'},
    {"scheduler/rules/a.cpp": '  #  include "scheduler/storage/b.hpp"\n'},
    {"scheduler/use_cases/a.cpp": '#include "scheduler/reminders/b.hpp"\n'},
    {"server/http/a.cpp": '#include "scheduler/rules/result.hpp"\n'},
    {"server/web/a.cpp": '#include "server/api/b.hpp"\n'},
    {"server/web/candidate/a.cpp": '#include "server/web/volunteer/b.hpp"\n'},
    {"server/web/frame/a.cpp": '#include "server/web/site.hpp"\n'},
    {"server/application/a.cpp": '#include "server/commands/b.hpp"\n'},
    {"server/main.cpp": '#include "server/web/b.hpp"\n'},
    {"server/api/a.cpp": '#include "b.hpp"\n'},
    {"server/api/a.cpp": '#include "tests/support/world.hpp"\n'},
    {"scheduler/elsewhere/a.cpp": "\n"},
]
