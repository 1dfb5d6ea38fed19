"""What can be read and written: a format, or the library of another program."""

from __future__ import annotations

from typing import NamedTuple


class Interchange(NamedTuple):
    """A format or the library of a program: its name, as `--from` and `--format` take it, and what people call it.

    `carries` is what reading it brings beside fields: keys, tags, notes, files, statuses, links, dates of adding.
    """

    name: str
    title: str
    suffixes: tuple[str, ...] = ()
    reads: bool = True
    writes: bool = False
    carries: tuple[str, ...] = ()
