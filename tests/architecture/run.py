#!/usr/bin/python3
"""Runs one check of this folder: first its self-test, which shows that it can fail, then the tree itself.

A check is a file check_NAME.py with
    def mistakes(tree): yields one line a mistake, "path:line: what is wrong"
    GOOD, BAD: made-up trees ({path: text}); GOOD passes, each of the list BAD has a mistake.
CMake makes a test of every such file. A check that needs the built program or other tools is a script of its own.
"""
import importlib
import sys

from tree import Tree


def self_test(check):
    wrong = list(check.mistakes(Tree(check.GOOD)))
    if wrong:
        sys.exit("self-test: the good sample is refused: " + "; ".join(wrong))
    for sample in check.BAD:
        if not list(check.mistakes(Tree(sample))):
            sys.exit(f"self-test: this bad sample passes: {sample}")


def main():
    check = importlib.import_module("check_" + sys.argv[1])
    self_test(check)
    found = list(check.mistakes(Tree.on_disk()))
    for line in found:
        print(line)
    print(f"{check.__doc__.strip().splitlines()[0]} {len(found)} mistakes.")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
