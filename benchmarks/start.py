"""Cold start: `--help` and `--version` against bare Python."""

from __future__ import annotations

import sys

from _measure import READINGLIST, head, in_turn, row


def main() -> None:
    head("Cold start (limit: 4 × bare Python plus 30 ms)")
    python = [sys.executable, "-c", "pass"]
    commands = {"python -c pass": python, "--version": [READINGLIST, "--version"], "--help": [READINGLIST, "--help"]}
    times = in_turn(commands, rounds=15)
    base = times["python -c pass"]
    for name, seconds in times.items():
        row(name, seconds, base, "python -c pass")
    print(f"  the limit is {4 * base * 1000 + 30:.1f} ms")


if __name__ == "__main__":
    main()
