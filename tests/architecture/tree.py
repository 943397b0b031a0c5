# The tree as the checks read it: the tracked files (those on disk where there is no git), their lines, their includes, and the
# graph of rooms. Every check takes a Tree, so that its self-test can hand it a made-up one.
import pathlib
import re
import subprocess

TOP = pathlib.Path(__file__).resolve().parents[2]
FLOORS = ("config", "notify", "scheduler", "server")


class Tree:
    """Paths (relative, with slashes) and their texts."""

    def __init__(self, texts):
        self.texts = texts

    @classmethod
    def on_disk(cls, top=TOP):
        return cls({path: (top / path).read_bytes().decode("utf-8", "replace") for path in files_of(top)})

    def lines(self, path):
        """(number, line) of one file, comments of C++ left out of sources."""
        text = self.texts[path]
        if path.endswith((".cpp", ".hpp")):
            text = without_comments(text)
        return list(enumerate(text.splitlines(), 1))

    def sources(self, floors=FLOORS):
        """Paths of C++ files under these top-level folders."""
        return sorted(p for p in self.texts if p.endswith((".cpp", ".hpp")) and p.split("/")[0] in floors)

    def includes(self, path):
        """(line number, what is included, whether it is one of ours)."""
        for number, line in self.lines(path):
            found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if found:
                yield number, found[2], found[1] == '"'


def files_of(top):
    listed = subprocess.run(["git", "-C", top, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            capture_output=True, text=True)
    if listed.returncode == 0:
        names = [name for name in listed.stdout.split("\0") if name]
    else:
        names = [str(p.relative_to(top)) for p in top.rglob("*") if p.is_file()]
        names = [name for name in names if not re.match(r"(build|\.git)/|.*\bnode_modules/", name)]
    return sorted(name for name in set(names) if (top / name).is_file())


def without_comments(text):
    """The same lines with comments blanked; texts in quotes stay."""
    pattern = r'R"(?P<mark>[^(]*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'|//[^\n]*|/\*.*?\*/'
    blank = lambda found: re.sub(r"[^\n]", " ", found[0]) if found[0].startswith(("//", "/*")) else found[0]
    return re.sub(pattern, blank, text, flags=re.S)
