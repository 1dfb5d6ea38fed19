"""The texts of sources that the library has: reading them, and which sources have one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class Kept(NamedTuple):
    """A text as it is kept: the name of the file that it came from, the labels of its pages, and itself."""

    name: str
    labels: str
    text: str


def of(connection: sqlite3.Connection, number: int) -> Kept | None:
    """Return the text of a source; None where there is none."""
    row = connection.execute("SELECT name, labels, text FROM source_text WHERE source_id = ?", (number,)).fetchone()
    return Kept(*row) if row else None
