"""Runs every benchmark and prints their figures one after another."""

from __future__ import annotations

import platform
import sqlite3

import citing
import exporting
import importing
import pairing
import reading
import start
import writing


def main() -> None:
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}")
    for benchmark in (start, reading, writing, importing, exporting, pairing, citing):
        benchmark.main()


if __name__ == "__main__":
    main()
