"""What a library's tables hold that this program never writes: what a table lacks, and values of another kind."""

from __future__ import annotations

import contextlib
import itertools
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors
from readinglist.model import schemes, stances
from readinglist.model.key_folding import folded_key
from readinglist.model.record import QUOTE_STATES, STATUSES
from readinglist.store.errors import DamagedLibrary
from readinglist.store.sqlite import database, migrate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

_WORDS = {
    ("source", "status"): STATUSES,
    ("claim", "state"): ("", *QUOTE_STATES),
    ("evidence", "state"): ("", *QUOTE_STATES),
    ("evidence", "stance"): stances.NAMES,
    ("operation", "state"): ("done", "undone", "gone"),
    ("identifier", "scheme"): schemes.NAMES,
    ("change", "kind"): ("insert", "update", "delete"),
}
_TIMES = ("at", "added", "changed", "created", "queued")
_KEYED = ("source", "alias")
_CAST = {"VARCHAR": "text", "INTEGER": "integer", "BOOLEAN": "integer", "BLOB": "blob"}
_MOST = 3  # faults of one column that are named: more say nothing more


class Unsound(NamedTuple):
    """A row, or a table, that this program does not write."""

    where: str
    message: str


class _Column(NamedTuple):
    name: str
    type: str
    required: bool


def unsound(connection: sqlite3.Connection) -> Iterator[Unsound]:
    """Yield what this program does not write, table by table; of each column some rows."""
    connection.create_function("sound_key", 2, _is_sound_key, deterministic=True)
    connection.create_function("sound_time", 1, _is_time, deterministic=True)
    for table, columns in _expected().items():
        there = {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}
        lacking = [column.name for column in columns if column.name not in there]
        if lacking:
            yield Unsound(table, f"the table lacks {', '.join(lacking)}")
            continue
        for column in columns:
            yield from _wrong_rows(connection, table, column)


def damage(path: Path) -> errors.LibraryError | None:
    """Return the first fault of a library as an error; None for one that is sound, or not there."""
    try:
        with database.reading(path) as connection:
            found = itertools.chain(unsound(connection), _orphans(connection))
            return next((DamagedLibrary(path, f"{one.where}: {one.message}") for one in found), None)
    except errors.LibraryError as error:
        return error


def _orphans(connection: sqlite3.Connection) -> Iterator[Unsound]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Unsound(f"{table} {row}", f"it belongs to a {parent} that is not there")


def _expected() -> dict[str, list[_Column]]:
    """Return the columns of each table as a new library has them."""
    with contextlib.closing(migrate.in_memory()) as fresh:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'fulltext%' AND name NOT LIKE 'attachment_words%' AND name NOT LIKE 'sqlite%'"
        return {
            table: [
                _Column(name, _CAST[kind], required=bool(required))
                for _, name, kind, required, _, _ in fresh.execute(f'PRAGMA table_info("{table}")')
            ]
            for (table,) in fresh.execute(names).fetchall()
        }


def _wrong_rows(connection: sqlite3.Connection, table: str, column: _Column) -> Iterator[Unsound]:
    name = f'"{column.name}"'
    allowed = f"'{column.type}'" if column.required else f"'{column.type}', 'null'"
    tests = {f"typeof({name}) NOT IN ({allowed})": f"is no {_plain(column.type)}"}
    if words := _WORDS.get((table, column.name)):
        quoted = ", ".join(f"'{word}'" for word in words)
        tests[f"{name} NOT IN ({quoted})"] = f"is none of {', '.join(filter(None, words))}"
    if column.name in _TIMES:
        tests[f"NOT sound_time({name})"] = "is no time"
    if table in _KEYED and column.name == "key_folded":
        tests['NOT sound_key("key", key_folded)'] = "does not belong to its key, or the key is none"
    if column.name in ("before", "after") and table == "change":
        tests[f"{name} IS NOT NULL AND NOT json_valid({name})"] = "is no JSON"
    for test, message in tests.items():
        rows = connection.execute(f'SELECT rowid, {name} FROM "{table}" WHERE {test} LIMIT {_MOST}')
        for row, value in rows.fetchall():
            yield Unsound(f"{table} {row}", f"its {column.name} {errors.quoted(str(value))} {message}")


def _plain(kind: str) -> str:
    return {"text": "text", "integer": "whole number"}.get(kind, kind)


def _is_sound_key(key: object, folded: object) -> bool:
    return isinstance(key, str) and bool(key) and key.isprintable() and folded_key(key) == folded


def _is_time(value: object) -> bool:
    if value == "":
        return True
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        return False
    return True
