"""One of the bare servers of this folder, on a core that it is given: prints its port, is stopped by its process id."""
import subprocess

from filled import BENCH
from wrk import on_core


class BareProgram:
    def __init__(self, cores, name, *words):
        self.process = subprocess.Popen([BENCH / name, *map(str, words)], stdout=subprocess.PIPE, text=True,
                                        preexec_fn=on_core(cores))
        self.port = int(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
