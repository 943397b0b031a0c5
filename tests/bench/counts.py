"""Counts what one answer costs in instructions and allocations, by callgrind: these repeat where seconds do not."""
import http.client
import pathlib
import re
import subprocess

WARM = 5


def counted(house, path, times=200, headers=None, **settings):
    """Instructions and allocations of one GET on a kept-open connection, of the whole process, mean of many."""
    out = pathlib.Path(house.folder) / "counts"
    before, house.before = house.before, ["valgrind", "--tool=callgrind", "--instr-atstart=no", "--quiet",
                                          f"--callgrind-out-file={out}"]
    house.command("mail", "hold")
    with house.serve(**settings) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        ask(connection, path, headers, WARM)
        control(server.pid, "-i", "on")
        ask(connection, path, headers, times)
        control(server.pid, "-d")
        control(server.pid, "-i", "off")
        connection.close()
        server.stop()
    house.before = before
    text = out.with_name("counts.1").read_text(encoding="utf-8", errors="replace")
    return {"instructions": instructions(text) / times, "allocations": allocations(text) / times}


def ask(connection, path, headers, times):
    for _ in range(times):
        connection.request("GET", path, headers=headers or {})
        connection.getresponse().read()


def control(pid, *words):
    subprocess.run(["callgrind_control", *words, str(pid)], check=True, stdout=subprocess.DEVNULL)


def instructions(text):
    return int(re.search(r"^(?:totals|summary): (\d+)", text, re.MULTILINE)[1])


def allocations(text):
    """C++ asks mimalloc without malloc; both operators new have one body there, which callgrind names by one of them."""
    return sum(calls_of(name, text) for name in ("malloc", r"operator new\(unsigned long\)", r"operator new\[\]\(unsigned long\)"))


def calls_of(function, text):
    """`function`: as a regular expression. A name stands once in a file of callgrind's, and its number in brackets from then on."""
    known = re.search(rf"^c?fn=\((\d+)\) {function}$", text, re.MULTILINE)
    if not known:
        return 0
    called = re.findall(rf"^cfn=\({known[1]}\)(?: {function})?\n(?:c[a-z]+=.*\n)*?calls=(\d+) ", text, re.MULTILINE)
    return sum(map(int, called))
