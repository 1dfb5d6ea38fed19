"""What the reading use cases share: opening a library, which need not be there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.store.sqlite import database

if TYPE_CHECKING:
    import sqlite3
    from contextlib import AbstractContextManager

    from readinglist.library import Library


def reading(library: Library) -> AbstractContextManager[sqlite3.Connection]:
    """Open a library for reading; one that is not there yet reads as empty. Raises LibraryError."""
    untouched = library.is_default and not library.path.parent.exists()
    return database.reading(None if untouched else library.path)
