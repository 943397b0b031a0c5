"""The top level holds what the house rules allow, and no file names a path of somebody's machine."""
import re

ALLOWED = {"CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "server", "scheduler", "notify", "config", "tests",
           "deploy"}
# In two pieces each, so that this file does not name them itself.
MACHINE_PATHS = re.compile("|".join(("/tmp" + "/wt", "/work" + r"/(main|shared|\.)", "/home" + r"/\w+", "/root" + "/")))


def mistakes(tree):
    for path in sorted(tree.texts):
        top = path.split("/")[0]
        if top not in ALLOWED and not top.startswith("."):
            yield f"{path}:1: {top} does not belong to the top level"
        for number, line in enumerate(tree.texts[path].splitlines(), 1):
            if found := MACHINE_PATHS.search(line):
                yield f"{path}:{number}: {found[0]} is a path of one machine"


GOOD = {"README.md": "see deploy/start\n", ".gitignore": "/build/\n", "tests/a.py": "folder = '/tmp/rehearse-XXXXXX'\n"}
BAD = [
    {"NOTES.md": ""},
    {"tools/a": ""},
    {"deploy/a": "cd /tmp" + "/wt/x\n"},
    {"tests/a.cpp": "\"/work" + "/main/a\"\n"},
    {"README.md": "in /home" + "/ada/rehearse\n"},
]
