"""The order of adding: by when a source was added, and only where that is the same by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


def is_that_of_ids(connection: sqlite3.Connection) -> bool:
    """Whether ids are in the order of adding, as they are unless sources came with an earlier time from elsewhere."""
    return not connection.execute("SELECT EXISTS (SELECT 1 FROM latecomer)").fetchone()[0]


def note(connection: sqlite3.Connection, new: Iterable[tuple[int, str]]) -> None:
    """Note those of the new sources (id, when it was added) that were added before one that stands before them here."""
    latest = connection.execute("SELECT coalesce(max(added), '') FROM source").fetchone()[0]
    late = []
    for number, added in new:
        late += [(number,)] if added < latest else []
        latest = max(latest, added)
    if late:
        connection.executemany("INSERT OR IGNORE INTO latecomer (source_id) VALUES (?)", late)
