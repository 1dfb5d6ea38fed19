"""What a library's file has of the schema, beside what a new library has."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from readinglist.store.sqlite import migrate

if TYPE_CHECKING:
    import sqlite3


def missing_indexes(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the indexes that a library lacks, or has of other columns: their names, and the statements that make them."""
    wanted, there = _indexes(_fresh()), _indexes(_described(connection))
    return {name: sql for name, sql in wanted.items() if _plain(there.get(name, "")) != _plain(sql)}


def mend(connection: sqlite3.Connection) -> None:
    """Make the indexes that a library lacks."""
    for name, sql in missing_indexes(connection).items():
        connection.execute(f'DROP INDEX IF EXISTS "{name}"')
        connection.execute(sql)


def _fresh() -> dict[tuple[str, str], str]:
    with contextlib.closing(migrate.in_memory()) as fresh:
        return _described(fresh)


def _described(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(kind, name): sql for kind, name, sql in rows}


def _indexes(described: dict[tuple[str, str], str]) -> dict[str, str]:
    return {name: sql for (kind, name), sql in described.items() if kind == "index"}


def _plain(sql: str) -> str:
    return " ".join(sql.split())
