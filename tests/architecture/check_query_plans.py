"""No statement of the tables goes through all of a table that grows, or through all rows of one state.

Every SQL text of scheduler/storage and its folders is put together as the compiler would, prepared by SQLite on the migrated
schema, and its plan read. What a table adds to a text piece by piece, and PostgreSQL's plans, those of texts for PostgreSQL alone
among them, tests/storage/query_plans.cpp looks at.
"""
import re
import sqlite3

from tree import without_comments

FOLDER = "scheduler/storage/"
# A programme has a handful of each of these.
SMALL = {"interview_types", "policies", "programme", "organizers", "api_tokens", "schema_version"}
# How tables are made; copy-database reads every table whole, and says so; and what is asked of PostgreSQL's own catalogue.
PLUMBING = re.compile(FOLDER + r"((migrate|copy_database)|postgres/postgres_\w+)\.")
OF_POSTGRESQL = re.compile(r"hashtextextended|pg_|for update|for no key update|on conflict on constraint")
# Stops at the first row; and counts, for the metrics alone, which ask less often the longer it takes.
MAY_BE_LONG = ("select 1 where exists", "select count(*) from outbox where state = ?1")
# As long as what is to be done: what is being sent, what is owed to a mail server.
AS_LONG_AS_THE_WORK = {"outbox_leased"}
LITERAL = r'"(?:[^"\\\n]|\\.)*"'
MACRO = r"REHEARSE_\w+(?:\(" + LITERAL + r"\))?"
TEXT = re.compile(rf"(?:{LITERAL}|{MACRO})(?:\s*(?:{LITERAL}|{MACRO}))*")
DEFINE = re.compile(r"^#define (REHEARSE_\w+)(?:\((\w+)\))?((?:[^\n]*\\\n)*[^\n]*)\n?", re.M)


def macros_of(sources):
    return {name: (parameter, body.replace("\\\n", " ")) for text in sources for name, parameter, body in DEFINE.findall(text)}


def put_together(tokens, macros, given=()):
    """The text that these literals, macros and parameters make."""
    made = ""
    for token in re.findall(rf"{LITERAL}|{MACRO}|\w+", tokens):
        if token.startswith('"'):
            made += token[1:-1].replace('\\"', '"')
            continue
        name, _, argument = token.partition("(")
        if name in macros:
            parameter, body = macros[name]
            made += put_together(body, macros, {parameter: argument.strip(')"')} if parameter else {})
        elif name in given:
            made += given[name]
    return made


def statements(tree):
    """(path, line, SQL) of each whole one."""
    paths = [p for p in sorted(tree.texts) if re.match(FOLDER + r"(\w+/)*\w+\.[ch]pp$", p)]
    sources = {p: without_comments(tree.texts[p]) for p in paths}
    macros = macros_of(sources.values())
    for path in paths:
        if PLUMBING.match(path):
            continue
        text = DEFINE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), sources[path])
        for found in TEXT.finditer(text):
            sql = put_together(found[0], macros)
            in_pieces = "+" in (text[:found.start()].rstrip()[-1:], text[found.end():].lstrip()[:1]) or sql.endswith(" ")
            if re.match(r"(select|insert into|update|delete from) ", sql) and not in_pieces:
                yield path, text[:found.start()].count("\n") + 1, re.sub(r"\$(\d+)", r"?\1", sql)


def migrated(tree):
    db = sqlite3.connect(":memory:")
    for path in sorted(tree.texts):
        if re.match(FOLDER + r"migrations/\d+_\w+(\.sqlite)?\.sql$", path):
            db.executescript(tree.texts[path].replace("@serial_key@", "integer primary key autoincrement"))
    return db


def is_too_long(step, sql, tables):
    """Whether a step of a plan costs by what there is."""
    walked = re.match(r"(SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?INDEX (\w+)(?: \((.*)\))?)?", step)
    if not walked:
        return False
    kind, name, index, bounds = walked.groups()
    named = re.search(rf"\b(?:from|join|update)\s+(\w+)\s+{name}\b", sql)
    table = named[1] if named and named[1] in tables else name
    if table not in tables or table in SMALL:
        return False
    # What is leased is what is being sent.
    many = bounds == "state=?" and " limit " not in sql and not re.search("state = '(leased|failed|uncertain)'", sql)
    all_of_a_state = (index or "").endswith("_by_state") and many
    return kind == "SCAN" and index not in AS_LONG_AS_THE_WORK or all_of_a_state


def mistakes(tree):
    db = migrated(tree)
    tables = {row[0] for row in db.execute("select name from sqlite_master where type = 'table'")}
    for path, number, sql in statements(tree):
        if OF_POSTGRESQL.search(sql) or sql.startswith(MAY_BE_LONG):
            continue
        try:
            places = max(map(int, re.findall(r"\?(\d+)", sql)), default=0)
            plan = [row[3] for row in db.execute("explain query plan " + sql, [None] * places)]
        except sqlite3.Error as fault:
            yield f"{path}:{number}: SQLite says {fault}: {sql}"
            continue
        for step in plan:
            if is_too_long(step, sql, tables):
                yield f"{path}:{number}: {step}: {sql}"


SCHEMA = {FOLDER + "migrations/001_a.sql": "create table mails (id text primary key, state text, due bigint);\n"
                                           "create index mails_by_state on mails (state, due);\n"
                                           "create table policies (id text);\n"}


def of(source):
    return {**SCHEMA, FOLDER + "a_table.cpp": source}


GOOD = of('#define REHEARSE_COLUMNS "m.id, " \\\n  "m.due"\n#define REHEARSE_CHANGE(mails) "update " mails " set due = 1"\n'
          'query(db, "select " REHEARSE_COLUMNS " from mails m where m.id = $1", id);\n'
          'query(db, "select id from mails where state = $1 order by due limit 1");\n'
          'query(db, "select id from policies"); run(db, REHEARSE_CHANGE("mails") " where id = $1");\n'
          'return "select id from mails" + where;')
BAD = [
    of('query(db, "select id from mails where due = $1");'),
    of('#define REHEARSE_COLUMNS "m.id"\nquery(db, "select " REHEARSE_COLUMNS " from mails m");'),
    of('query(db, "select count(*) from mails where state = $1");'),
    of('run(db, "update mails set due = 1 where state = \'waiting\'");'),
    of('run(db, "delete from mials");'),
    {**SCHEMA, FOLDER + "sqlite/sqlite_mails.cpp": 'query(db, "select id from mails where due = $1");'},
]
