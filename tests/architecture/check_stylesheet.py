"""The stylesheet names directions of the text, never left and right, fetches nothing, and is small."""
import gzip
import random
import re

# What a candidate's first view may weigh is 15 KB in all; comments and indentation are not sent.
MOST_BYTES = 4600

# Properties and values that stay where they are when the text runs from right to left.
PHYSICAL = re.compile(r"(?<![-\w#.])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)"
                      r"|left|right|(?:margin|padding|border)-(?:top|bottom)|(?:min-|max-)?(?:width|height))(?![-\w])"
                      r"|border-(?:top|bottom)-(?:left|right)-radius")
# Four values of which the second and the fourth differ, and corners that differ, turn with nothing either.
FOUR = re.compile(r"(?<![-\w])(margin|padding|inset|border-radius|border-width)\s*:\s*([^;{}]+)")
ELSEWHERE = re.compile(r"@import|@font-face|url\((?!\s*[\"']?data:)")


def as_sent(text):
    """Nearly what server/web/frame/stylesheet.cpp makes of it."""
    return re.sub(r"\s*([{};,])\s*|(:)\s+", r"\1\2", text).replace(";}", "}")


def values_of(text):
    """The values of a shorthand, with what stands in brackets kept together."""
    while "(" in text:
        text = re.sub(r"\([^()]*\)", "", text)
    return text.replace("!important", "").split("/")[0].split()


def turns(name, text):
    given = values_of(text)
    if name == "inset" and len(given) > 1:
        return False
    if name == "border-radius":
        return len(set(given)) <= 1
    return len(given) < 4 or given[1] == given[3]


def mistakes(tree):
    for path in sorted(tree.texts):
        if not (path.startswith("server/web/assets/") and path.endswith(".css")):
            continue
        text = re.sub(r"/\*.*?\*/", lambda found: re.sub(r"[^\n]", " ", found[0]), tree.texts[path], flags=re.S)
        if (weight := len(gzip.compress(as_sent(text).encode()))) > MOST_BYTES:
            yield f"{path}:1: {weight} bytes compressed, more than {MOST_BYTES}"
        for number, line in enumerate(text.splitlines(), 1):
            plain = re.sub(r"\((?:min|max)-width:[^)]*\)", "", line)
            for found in PHYSICAL.findall(plain):
                yield f"{path}:{number}: {found} does not turn with the text: use its logical name"
            for name, value in FOUR.findall(plain):
                if not turns(name, value):
                    yield f"{path}:{number}: {name}: {value.strip()} does not turn with the text"
            if found := ELSEWHERE.search(plain):
                yield f"{path}:{number}: {found[0]} fetches something"


def css(rule):
    return {"server/web/assets/a.css": rule}


GOOD = css("a { margin: 0 0 1rem; margin-inline-start: 1rem; inset: 0; padding: var(--left) calc(1px + 2px); border-radius: 4px; }\n"
           "/* left */ @media (min-width: 60rem) { p { inline-size: 100%; border-block-end: 1px solid; } }\n"
           ".right { float: inline-start; text-align: start; }\n")
BAD = [css(f"a {{ {declaration} }}") for declaration in (
    "margin-left: 1rem", "padding-right: 0", "left: 0", "float: left", "text-align: right", "border-top: 1px solid",
    "width: 100%", "max-height: 1rem", "margin: 0 1rem 0 0", "inset: 0 auto auto 1rem", "border-radius: 4px 4px 0 0",
    "background: url(/a.png)", "background: url(https://example.org/a.png)")] + [css("@import 'a.css';"),
    css("".join(chr(97 + random.Random(at).randrange(26)) for at in range(2 * MOST_BYTES)))]
