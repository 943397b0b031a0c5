"""Every setting that the program knows is in config/rehearse.toml, and nothing else is."""
import re

TABLE = "config/settings_table.cpp"
EXAMPLE = "config/rehearse.toml"


def known(tree):
    return set(re.findall(r'<&\w+::\w+,\s*&\w+::\w+>\(\s*"(\w+)",\s*"(\w+)"', tree.texts[TABLE]))


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


ROW = 'number<&s::server, &own::port>(\n  "server", "port", 0, 1)'
GOOD = {TABLE: ROW, EXAMPLE: "[server]\n# The port\nport = 1\n"}
BAD = [
    {TABLE: ROW, EXAMPLE: "[server]\n# port = 1\n"},
    {TABLE: ROW, EXAMPLE: "[server]\nport = 1\n[smtp]\nport = 1\n"},
    {TABLE: "", EXAMPLE: ""},
]
