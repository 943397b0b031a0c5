"""Heavy headers have one home each."""
import re

# Which headers, which files may include them, and how many of those at most.
HOMES = [
    (r"boost/(asio|beast)(/|\.hpp)", r"server/http/", 99),
    (r"(SQLiteCpp/|sqlite3\.h)", r"scheduler/storage/sqlite/[a-z_]+\.cpp", 4),
    (r"libpq-fe\.h", r"scheduler/storage/postgres/postgres_wire\.cpp", 1),
    (r"curl/", r"notify/smtp/", 3),
    (r"kainjow/mustache", r"notify/words/[a-z_]+\.cpp", 1),
    (r"date/tz\.h", r"(scheduler/rules|notify/words)/[a-z_]+\.cpp", 2),
    (r"libical/", r"notify/calendar/[a-z_]+\.cpp", 3),
    (r"unicode/", r"notify/words/[a-z_]+\.cpp", 3),
    (r"boost/locale", r"notify/words/[a-z_]+\.cpp", 3),
    (r"toml\+\+/", r"config/[a-z_]+\.cpp", 1),
    (r"CLI/", r"server/commands/[a-z_]+\.cpp", 1),
    (r"spdlog/", r"config/log\.cpp", 1),
    (r"systemd/", r"config/service_manager\.cpp", 1),
    (r"prometheus/", r"server/application/", 3),
]


def mistakes(tree):
    for header, home, at_most in HOMES:
        users = [(path, number, included) for path in tree.sources()
                 for number, included, _ in tree.includes(path) if re.match(header, included)]
        for path, number, included in users:
            if not re.match(home, path):
                yield f"{path}:{number}: <{included}> has its home in {home}"
        files = sorted({path for path, _, _ in users if re.match(home, path)})
        if len(files) > at_most:
            yield f"{files[-1]}:1: {header} is included by {len(files)} files, {at_most} at most: {', '.join(files)}"


GOOD = {
    "config/log.cpp": "#include <spdlog/spdlog.h>\n#include <spdlog/sinks/stdout_sinks.h>\n",
    "server/http/a.hpp": "#include <boost/asio/awaitable.hpp>\n",
    "scheduler/rules/time_zone.cpp": "#include <date/tz.h>\n",
    "scheduler/rules/a.hpp": "#include <date/date.h>\n",
}
BAD = [
    {"server/api/a.cpp": "#include <boost/beast/http.hpp>\n"},
    {"server/a.cpp": "#include <boost/asio.hpp>\n"},
    {"config/log.hpp": "#include <spdlog/spdlog.h>\n"},
    {"scheduler/use_cases/a.cpp": "#include <sqlite3.h>\n"},
    {"scheduler/rules/a.hpp": "#include <date/tz.h>\n"},
    {"config/a.cpp": "#include <toml++/toml.h>\n", "config/b.cpp": "#include <toml++/toml.h>\n"},
]
