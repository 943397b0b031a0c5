"""Every setting that the program knows is in config/rehearse.toml, and nothing else is; and every one does something."""
import re

TABLE = "config/settings_table.cpp"
EXAMPLE = "config/rehearse.toml"
# Of the outward contract, taken and checked though what they are for is still to come.
TO_COME = {("time", "on_rule_change"), ("calendars", "allow_loopback")}
# Those name every setting, whether it is used or not.
NAME_ALL = (TABLE, "config/settings.hpp", "config/settings_check.cpp")


def known(tree):
    return set(re.findall(r'<&\w+::\w+,\s*&\w+::\w+>\(\s*"(\w+)",\s*"(\w+)"', tree.texts[TABLE]))


def used(tree):
    """(section, name) of every `set.section.name` in the sources."""
    for path in tree.sources():
        if path not in NAME_ALL:
            for _, line in tree.lines(path):
                yield from re.findall(r"\.(\w+)\.(\w+)", line)


def written(tree):
    section = ""
    for line in tree.texts[EXAMPLE].splitlines():
        if found := re.match(r"\[(\w+)\]", line):
            section = found[1]
        elif found := re.match(r"(\w+)\s*=", line):
            yield section, found[1]


def mistakes(tree):
    rows, keys = known(tree), set(written(tree))
    if not rows:
        yield f"{TABLE}:1: no settings found: has the table another form now?"
    for section, name in sorted(rows - keys):
        yield f"{EXAMPLE}:1: [{section}] {name} is missing"
    for section, name in sorted(keys - rows):
        yield f"{EXAMPLE}:1: [{section}] {name} is no setting"
    for section, name in sorted(rows - TO_COME - set(used(tree))):
        yield f"{TABLE}:1: [{section}] {name} is used nowhere"


ROW = 'number<&s::server, &own::port>(\n  "server", "port", 0, 1)'
USE = {"server/main.cpp": "listen(set.server.port);"}
GOOD = {TABLE: ROW, EXAMPLE: "[server]\n# The port\nport = 1\n", **USE}
BAD = [
    {TABLE: ROW, EXAMPLE: "[server]\n# port = 1\n", **USE},
    {TABLE: ROW, EXAMPLE: "[server]\nport = 1\n[smtp]\nport = 1\n", **USE},
    {TABLE: ROW, EXAMPLE: "[server]\nport = 1\n", "server/main.cpp": "// set.server.port\n"},
    {TABLE: "", EXAMPLE: ""},
]
