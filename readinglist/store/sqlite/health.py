"""What is wrong with a library file.

Damage, rows without their parents, an index out of date; copying one.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from readinglist.model.views import Ailment
from readinglist.store.sqlite import database, fulltext_index
from readinglist.util.errors import UnwritableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def ailments(connection: sqlite3.Connection) -> Iterator[Ailment]:
    """Yield what is wrong with the file."""
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Ailment("integrity", "the file", f"SQLite says: {message}; restore a backup")
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Ailment("orphan", f"{table} {row}", f"belongs to a {parent} that is not there; restore a backup")
    stale = fulltext_index.stale(connection)
    if stale:
        yield Ailment("index", "full text", f"the search index is out of date for {stale} sources", fixable=True)


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy an open library by SQLite's online backup, into a file beside the target which then takes its place.

    Raises UnwritableFile.
    """
    partial = target.with_name(f".{target.name}.partial")
    with database.translated(target):
        try:
            copied = _new_file(partial, target)
            try:
                connection.backup(copied)
                copied.execute("PRAGMA journal_mode = DELETE")
            finally:
                copied.close()
            partial.replace(target)
        except OSError as error:
            raise UnwritableFile(target, error.strerror or str(error)) from error
        finally:
            with contextlib.suppress(OSError):
                partial.unlink()


def _new_file(partial: Path, target: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(partial)
    except sqlite3.OperationalError as error:
        raise UnwritableFile(target, "its folder is not there, or takes no such file") from error
