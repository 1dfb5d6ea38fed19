"""What is wrong with a library file.

Damage, rows without their parents, an index out of date; copying one.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.model.views import Ailment
from readinglist.store.sqlite import database, fulltext_index, soundness
from readinglist.util import files

if TYPE_CHECKING:
    from collections.abc import Iterator


def ailments(connection: sqlite3.Connection) -> Iterator[Ailment]:
    """Yield what is wrong with the file."""
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Ailment("integrity", "the file", f"SQLite says: {message}; restore a backup")
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Ailment("orphan", f"{table} {row}", f"belongs to a {parent} that is not there; restore a backup")
    for one in soundness.unsound(connection):
        yield Ailment("value", one.where, f"{one.message}; restore a backup")
    stale = fulltext_index.stale(connection)
    if stale:
        yield Ailment("index", "full text", f"the search index is out of date for {stale} sources", fixable=True)


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy an open library by SQLite's online backup, into a file beside the target which then takes its place.

    Raises UnwritableFile.
    """
    original = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    with database.translated(target), files.copying(target, original) as partial:
        copied = sqlite3.connect(partial)
        try:
            connection.backup(copied)
            copied.execute("PRAGMA journal_mode = DELETE")
        finally:
            copied.close()
