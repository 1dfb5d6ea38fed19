"""Brings a library file up to the newest schema.

A new one by the schema itself, an older one by numbered SQL files, forward only, a copy made before the first.
"""

from __future__ import annotations

import functools
import sqlite3
import time
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING

from readinglist.model.key_folding import folded_key
from readinglist.store.sqlite import fulltext_index, page_index
from readinglist.util import files, package_data

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION_ID = 0x524C5354  # "RLST" in the file's header, so that `file` and we can tell whose it is

_ATTEMPTS, _PAUSE = 100, 0.05


@functools.cache
def pending_files() -> tuple[Path, ...]:
    """Return the migration files in order.

    Number n brings a library from version n-1 to n.
    """
    return tuple(sorted(package_data.folder("db").joinpath("migrations").glob("[0-9][0-9][0-9][0-9]_*.sql")))


def latest() -> int:
    """Return the schema version that this program writes."""
    return int(pending_files()[-1].name[:4])


def version(connection: sqlite3.Connection) -> int:
    """Return the schema version of an open file.

    0 where it is new.
    """
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def upgrade(connection: sqlite3.Connection, path: Path | None) -> int:
    """Run the migrations that a file has not had, each in a transaction of its own; return how many.

    A file that holds something is first copied to `<file>.v<version>.bak`, or `.bak2` where that is there. Raises sqlite3.Error, with the file as it
    was before the migration that failed.
    """
    found = version(connection)
    if found >= latest():
        return 0
    if path is not None:
        _use_wal(connection)
        if found:
            _copy(connection, path, files.free_name(path, f".v{found}.bak"))
    connection.create_function("folded_key", 1, folded_key, deterministic=True)
    fulltext_index.prepare(connection)
    page_index.prepare(connection)
    return sum(_apply(connection, number, file) for number, file in _due(found))


def in_memory() -> sqlite3.Connection:
    """Return an empty library of the newest schema that is kept nowhere."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    upgrade(connection, None)
    return connection


def _due(found: int) -> Iterator[tuple[int, Path]]:
    """Yield what a file of a version has not had, each with the version that it leads to: of a new one the whole schema."""
    if not found:
        schema = package_data.folder("db") / "schema.sql"
        found = int(schema.read_text("utf-8").partition("version ")[2].partition(",")[0])
        yield found, schema
    yield from ((int(file.name[:4]), file) for file in pending_files()[found:])


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log.

    SQLite does not wait by itself for another process that is doing the same.
    """
    for attempt in range(_ATTEMPTS):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _apply(connection: sqlite3.Connection, number: int, file: Path) -> bool:
    """Run one migration under the write lock, unless another process has run it meanwhile; say whether it ran."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        due = version(connection) < number
        if due:
            for statement in _statements(file.read_text("utf-8")):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has ended it already
            connection.execute("ROLLBACK")
        raise
    return due


def _statements(script: str) -> list[str]:
    """Split a script at the semicolons that end a statement.

    `executescript` would commit halfway.
    """
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements


def _copy(connection: sqlite3.Connection, original: Path, target: Path) -> None:
    with files.copying(target, original) as partial:
        copy = sqlite3.connect(partial)
        try:
            connection.backup(copy)
        finally:
            copy.close()
