"""Load from wrk, on a core of its own: answers a second and latencies."""
import os
import re
import subprocess

from sizes import SECONDS

SERVER_CORE, LOAD_CORE = ({0}, {1}) if os.cpu_count() > 1 else ({0}, {0})


def on_core(cores):
    """For preexec_fn: so that the load takes nothing from what is measured."""
    return lambda: os.sched_setaffinity(0, cores)


def wrk(port, path, seconds=SECONDS, connections=64, headers=(), script=None, variables=None):
    """Runs wrk; returns {"rate": answers a second, "p99": milliseconds, "errors": count of those that were none}."""
    words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for header in headers:
        words += ["-H", header]
    if script:
        words += ["-s", script]
    said = subprocess.run([*words, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True,
                          env={**os.environ, **(variables or {})}, preexec_fn=on_core(LOAD_CORE)).stdout
    return {"rate": float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), "p99": milliseconds(said),
            "errors": errors(said)}


def milliseconds(said):
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def errors(said):
    """Answers of 400 and more that wrk saw, and those that its script counted."""
    seen = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    refused = re.search(r"REFUSED (\d+)", said)
    return int(seen[1] if seen else 0) + int(refused[1] if refused else 0)


def without_errors(load):
    assert load["errors"] == 0, load
    return load["rate"]
