"""Prints docs/interchange.md, what can be read and written, from the registries: `make docs`."""

from __future__ import annotations

import sys

from readinglist.library.imports import read

HEAD = """# What is read and written

`readinglist formats` prints this table; `make docs` makes this page of the program's own, and a test fails when it is out of date. *Brings* is what reading
brings beside the fields of entries. What writing leaves out, `export` names ([formats](formats.md)); what comes along from each program: [moving in](moving.md).

| format | name | suffixes | read | written | brings |
|---|---|---|---|---|---|
"""


def page() -> str:
    """Return the page."""
    rows = [
        f"| {one.title} | `{one.name}` | {' '.join(one.suffixes)} | {'yes' if one.reads else ''} | {'yes' if one.writes else ''} | {', '.join(one.carries)} |\n"
        for one in read.interchange()
    ]
    return HEAD + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(page())
