"""No aggregate and no lambda is made inside a co_await expression (g++ 12 destroys it twice)."""
import re


def expressions(text):
    """(line number, the expression) from each co_await to the end of what it awaits, as far as brackets tell."""
    for found in re.finditer(r"\bco_await\b", text):
        depth, end = 0, found.end()
        while end < len(text):
            if text[end] in "([{":
                depth += 1
            elif text[end] in ")]}":
                depth -= 1
            if depth < 0 or (depth == 0 and text[end] == ";"):
                break
            end += 1
        yield text.count("\n", 0, found.start()) + 1, text[found.end():end], statement_before(text, found.start())


def statement_before(text, position):
    """What stands before it in the same statement; what is in closed brackets (the condition of an `if`) is another matter."""
    start = max(text.rfind(mark, 0, position) for mark in ";{}")
    before, count = text[start + 1:position], 1
    while count:
        before, count = re.subn(r"\([^()]*\)", "", before)
    return before


def mistakes(tree):
    for path in tree.sources(("config", "notify", "scheduler", "server", "tests")):
        text = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', "\n".join(line for _, line in tree.lines(path)))
        for number, awaited, before in expressions(text):
            if "{" in awaited:
                yield f"{path}:{number}: an aggregate or lambda inside co_await; name it on its own line and move it in"
            elif re.search(r"(?<![\w\])])\[", awaited):
                yield f"{path}:{number}: a lambda inside co_await; use a named function"
            elif "co_await" in awaited or "co_await" in before:
                yield f"{path}:{number}: one co_await per statement"
            elif re.search(r"\?|&&|\|\|", before):
                yield f"{path}:{number}: no co_await inside ?:, && or ||"


GOOD = {"server/http/a.cpp": """
// co_await f({1})
task<void> run() {
  auto const job = request{1};
  auto answer = co_await read(socket, std::move(job), buffers[0], "{");
  if (!answer) co_return;
  if (answer.complete() && last(a ? b : c)) co_await write(answer);
}
"""}
BAD = [{"server/http/a.cpp": "void f() { " + statement + " }"} for statement in (
    "co_await f({.a = 1});",
    "co_await f(request{1});",
    "co_await g([x] { return x; });",
    "co_await g([x](int) -> int\n { return x; });",
    "auto x = co_await f(co_await g());",
    "auto x = a ? co_await f() : co_await g();",
    "bool x = a && co_await f();",
    "if (a && co_await f()) return;",
)]
