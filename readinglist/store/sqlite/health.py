"""What is wrong with a library file.

Damage, rows without their parents, an index out of date; copying one.
"""

from __future__ import annotations

import functools
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.model.views import Ailment
from readinglist.store.sqlite import database, fulltext_index, schema, soundness
from readinglist.util import files, steps

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGES = 2000  # of the file, copied at a time; a guess, some eight megabytes
_INSTRUCTIONS = 1_000_000  # of SQLite's own machine between two reports; some ten milliseconds


def ailments(connection: sqlite3.Connection) -> Iterator[Ailment]:
    """Yield what is wrong with the file; where it lacks what is read, nothing else is asked of it."""
    lacking = any(one.is_read for one in schema.deviations(connection))
    parts = (_integrity, _schema) if lacking else (_integrity, _orphans, _values, _index, _schema)
    for done, part in enumerate(parts):
        tell = functools.partial(steps.tell, "examining", done, len(parts))
        connection.set_progress_handler(tell, _INSTRUCTIONS)
        try:
            yield from list(part(connection))
        finally:
            connection.set_progress_handler(None, 0)
    steps.tell("examining", len(parts), len(parts))


def _integrity(connection: sqlite3.Connection) -> Iterator[Ailment]:
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Ailment("integrity", "the file", f"SQLite says: {message}; restore a backup")


def _orphans(connection: sqlite3.Connection) -> Iterator[Ailment]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Ailment("orphan", f"{table} {row}", f"belongs to a {parent} that is not there; restore a backup")


def _values(connection: sqlite3.Connection) -> Iterator[Ailment]:
    for one in soundness.unsound(connection):
        yield Ailment("value", one.where, f"{one.message}; restore a backup")


def _index(connection: sqlite3.Connection) -> Iterator[Ailment]:
    stale = fulltext_index.stale(connection)
    if stale:
        yield Ailment("index", "full text", f"the search index is out of date for {stale} sources", fixable=True)


def _schema(connection: sqlite3.Connection) -> Iterator[Ailment]:
    for one in schema.deviations(connection):
        hint = "" if one.mending or not one.is_read else "; restore a backup"
        yield Ailment("lacking" if one.is_read else "schema", one.where, one.message + hint, fixable=bool(one.mending))


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy an open library by SQLite's online backup, into a file beside the target which then takes its place.

    Raises UnwritableFile.
    """
    original = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    with database.translated(target), files.copying(target, original) as partial:
        copied = sqlite3.connect(partial)
        try:
            connection.backup(
                copied, pages=_PAGES, progress=lambda _, left, whole: steps.tell("copying", whole - left, whole)
            )
            copied.execute("PRAGMA journal_mode = DELETE")
        finally:
            copied.close()
