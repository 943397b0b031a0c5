"""Every class of a page's template has a rule in the stylesheet, every rule is used, and the parts page shows all of them."""
import re

STYLE = "server/web/assets/rehearse.css"
TEMPLATES = "server/web/templates/"
PARTS = TEMPLATES + "demo_parts.html"
# Below this comment of the stylesheet stand the rules of single pages: those are no parts, and need not be shown.
SINGLE_PAGES = "/* hours, mails, reference */"


def without_tags(template):
    return re.sub(r"\{\{.*?\}\}", " ", template)


def classes_in(template):
    """(line number, class) of each class that a template names."""
    for number, line in enumerate(template.splitlines(), 1):
        for given in re.findall(r'class="([^"]*)"', without_tags(line)):
            for name in given.split():
                yield number, name


def ruled_by(style):
    """Each class of a stylesheet with the line of its first rule."""
    plain = re.sub(r"/\*.*?\*/", lambda found: re.sub(r"[^\n]", " ", found[0]), style, flags=re.S)
    first = {}
    for number, line in enumerate(plain.splitlines(), 1):
        for name in re.findall(r"\.([a-z][\w-]*)", line):
            first.setdefault(name, number)
    return first


def shown_on(tree, path):
    """The classes of a template and of the parts that it is made of."""
    text = tree.texts.get(path, "")
    names = {name for _, name in classes_in(text)}
    for part in re.findall(r"\{\{> ([\w/.]+)\}\}", text):
        names |= shown_on(tree, TEMPLATES + part)
    return names


def mistakes(tree):
    style = tree.texts[STYLE]
    rules = ruled_by(style)
    scripts = " ".join(text for path, text in tree.texts.items() if path.startswith("server/web/assets/") and path.endswith(".js"))
    used = set()
    for path in sorted(tree.texts):
        if not (path.startswith(TEMPLATES) and path.endswith(".html")):
            continue
        for number, name in classes_in(tree.texts[path]):
            used.add(name)
            if name not in rules and f'".{name}"' not in scripts:
                yield f"{path}:{number}: the class {name} has no rule"
    shown = shown_on(tree, PARTS)
    parts_end = style[:style.find(SINGLE_PAGES)].count("\n") + 1
    for name, number in rules.items():
        if name not in used:
            yield f"{STYLE}:{number}: no template has the class {name}"
        elif number < parts_end and name not in shown:
            yield f"{STYLE}:{number}: {PARTS} does not show the class {name}"


def made_of(style, page, parts):
    return {STYLE: style, TEMPLATES + "page.html": page, PARTS: parts, TEMPLATES + "parts/one.html": '<b class="two">'}


STYLED = f".one {{ margin: .5rem; }}\n.two {{}}\n{SINGLE_PAGES}\n.alone {{}}\n"
PAGE = '<p class="one{{#x}} two{{/x}}"><i class="alone">'
GOOD = made_of(STYLED, PAGE, '<p class="one">{{> parts/one.html}}')
BAD = [
    made_of(STYLED, PAGE + '<p class="three">', '<p class="one">{{> parts/one.html}}'),
    made_of(STYLED + ".three {}", PAGE, '<p class="one">{{> parts/one.html}}'),
    made_of(STYLED, PAGE, '<p class="one">'),
]
