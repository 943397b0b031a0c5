"""Every errc has its row in the table of problems, and so its status, code, title and page."""
import re

ERRC = "scheduler/rules/result.hpp"
TABLE = "server/auth/problem_table.cpp"


def enumerators(tree):
    body = re.search(r"enum class errc \{(.*?)\};", re.sub(r"//[^\n]*", "", tree.texts[ERRC]), re.S)
    return re.findall(r"\w+", body[1]) if body else []


def mistakes(tree):
    names = enumerators(tree)
    rows = re.findall(r"problem_kind\{errc::(\w+), (\d+), \"(\w+)\"", tree.texts[TABLE])
    if not names:
        yield f"{ERRC}:1: no errc found: has it another form now?"
    for name in names:
        count = sum(row[0] == name for row in rows)
        if count != 1:
            yield f"{TABLE}:1: errc::{name} has {count} rows instead of one"
    for name, status, code in rows:
        if name != code:
            yield f"{TABLE}:1: errc::{name} is called {code}: one word for one thing"


HEADER = "enum class errc {\n  not_found,  // 404\n  invalid,\n};"
ROWS = 'problem_kind{errc::not_found, 404, "not_found", problem_kind{errc::invalid, 422, "invalid",'
GOOD = {ERRC: HEADER, TABLE: ROWS}
BAD = [
    {ERRC: HEADER, TABLE: ROWS.replace("errc::invalid", "errc::not_found")},
    {ERRC: HEADER, TABLE: ROWS.replace('"invalid"', '"wrong"')},
    {ERRC: "", TABLE: ""},
]
