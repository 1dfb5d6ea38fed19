"""The log of operations.

Reading it, and undoing and redoing what it says, row by row in plain SQL.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist.model.views import Logged
from readinglist.store.sqlite import database, fulltext_index
from readinglist.util import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TABLES = frozenset(
    "source alias field macro contributor identifier tag note link origin mark claim evidence source_text passage broken".split()
)


class _Change(NamedTuple):
    id: int
    kind: str
    table: str
    first: int
    last: int
    before: str | None
    after: str | None


def log(connection: sqlite3.Connection, limit: int | None = None) -> list[Logged]:
    """Return the operations, newest first."""
    rows = connection.execute(
        "SELECT o.id, o.at, o.summary, o.state,"
        " (SELECT coalesce(sum(c.last_id - c.first_id + 1), 0) FROM change c WHERE c.operation_id = o.id)"
        " FROM operation o ORDER BY o.id DESC LIMIT :limit",
        {"limit": -1 if limit is None else limit},
    )
    return [Logged(*row) for row in rows]


def undo(path: Path, count: int, *, dry_run: bool = False, keep_files: bool = False) -> list[Logged]:
    """Take back the last `count` operations, newest first.

    Return those taken back, which may be fewer.

    Documents that they rewrote go back too, unless `keep_files`. Raises FileChanged, with nothing done.
    """
    move = _Move("done", "undone", newest_first=True, step=_take_back)
    return _replay(path, count, move, dry_run=dry_run, keep_files=keep_files)


def redo(path: Path, count: int, *, dry_run: bool = False, keep_files: bool = False) -> list[Logged]:
    """Do again the last `count` operations that were undone.

    Return those done, which may be fewer.
    """
    move = _Move("undone", "done", newest_first=False, step=_do_again)
    return _replay(path, count, move, dry_run=dry_run, keep_files=keep_files)


def is_last(connection: sqlite3.Connection, number: int) -> bool:
    """Whether an operation is the last in the log, and stands."""
    row = connection.execute("SELECT id, state FROM operation ORDER BY id DESC LIMIT 1").fetchone()
    return bool(row == (number, "done"))


def forget_undone(connection: sqlite3.Connection) -> None:
    """Leave behind what was undone.

    After another change it can no longer be done again.
    """
    undone = "SELECT id FROM operation WHERE state = 'undone'"
    connection.execute(f"DELETE FROM change WHERE operation_id IN ({undone})")
    connection.execute("UPDATE operation SET state = 'gone' WHERE state = 'undone'")


class _Move(NamedTuple):
    """A direction in the log.

    The state of what is moved, the state that it gets, and what is done to a change.
    """

    wanted: str
    state: str
    newest_first: bool
    step: Callable[[sqlite3.Connection, _Change], None]


def _replay(path: Path, count: int, move: _Move, *, dry_run: bool, keep_files: bool) -> list[Logged]:
    with _transaction(path) as connection:
        found = [entry for entry in log(connection) if entry.state == move.wanted]
        chosen = (found if move.newest_first else found[::-1])[:count]
        for entry in chosen:
            touched: set[int] = set()
            for change in _changes(connection, entry.id, reverse=move.newest_first):
                touched |= _sources(connection, change)
                move.step(connection, change)
                touched |= _sources(connection, change)
            fulltext_index.reindex(connection, sorted(touched))
            connection.execute("UPDATE operation SET state = ? WHERE id = ?", (move.state, entry.id))
        if not dry_run:
            kept = [] if keep_files else chosen
            with files.rewriting([rewrite for entry in kept for rewrite in _rewrites(connection, entry.id, move)]):
                connection.execute("COMMIT")
        return chosen


def _rewrites(connection: sqlite3.Connection, operation: int, move: _Move) -> list[files.Rewrite]:
    """Return what is to be done to the documents that an operation rewrote."""
    rows = connection.execute(
        "SELECT path, before, after FROM rewriting WHERE operation_id = ? ORDER BY id", (operation,)
    )
    done = [files.Rewrite(Path(path), before, after) for path, before, after in rows]
    if move.newest_first:
        return [files.Rewrite(path, after, before) for path, before, after in reversed(done)]
    return done


@contextlib.contextmanager
def _transaction(path: Path) -> Iterator[sqlite3.Connection]:
    database.ready_for_writing(path)
    with database.translated(path):
        connection = sqlite3.connect(path, timeout=database.BUSY_SECONDS, isolation_level=None)
        try:
            database.prepare(connection)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("PRAGMA defer_foreign_keys = ON")
            yield connection
        finally:
            connection.close()  # rolls back what was not committed


def _changes(connection: sqlite3.Connection, operation: int, *, reverse: bool) -> list[_Change]:
    rows = connection.execute(
        "SELECT id, kind, table_name, first_id, last_id, before, after FROM change WHERE operation_id = ?"
        f" ORDER BY id {'DESC' if reverse else 'ASC'}",
        (operation,),
    )
    return [_Change(*row) for row in rows if row[2] in _TABLES]


def _take_back(connection: sqlite3.Connection, change: _Change) -> None:
    if change.kind == "insert":
        kept = json.dumps(_stand(connection, change), ensure_ascii=False)
        connection.execute("UPDATE change SET after = ? WHERE id = ?", (kept, change.id))
        _delete(connection, change)
    elif change.kind == "update":
        _update(connection, change, change.before)
    else:
        _insert(connection, change, [json.loads(change.before or "{}")])


def _do_again(connection: sqlite3.Connection, change: _Change) -> None:
    if change.kind == "insert":
        _insert(connection, change, json.loads(change.after or "[]"))
        connection.execute("UPDATE change SET after = NULL WHERE id = ?", (change.id,))
    elif change.kind == "update":
        _update(connection, change, change.after)
    else:
        _delete(connection, change)


def _stand(connection: sqlite3.Connection, change: _Change) -> list[dict[str, Any]]:
    """Return the rows of a change as they stand now."""
    cursor = connection.execute(f'SELECT * FROM "{change.table}" WHERE id BETWEEN ? AND ?', (change.first, change.last))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _delete(connection: sqlite3.Connection, change: _Change) -> None:
    connection.execute(f'DELETE FROM "{change.table}" WHERE id BETWEEN ? AND ?', (change.first, change.last))


def _insert(connection: sqlite3.Connection, change: _Change, rows: list[dict[str, Any]]) -> None:
    if rows:
        names = list(rows[0])
        columns = ", ".join(f'"{name}"' for name in names)
        holders = ", ".join(f":{name}" for name in names)
        connection.executemany(f'INSERT INTO "{change.table}" ({columns}) VALUES ({holders})', rows)


def _update(connection: sqlite3.Connection, change: _Change, values: str | None) -> None:
    columns = json.loads(values or "{}")
    if columns:
        assignments = ", ".join(f'"{name}" = :{name}' for name in columns)
        connection.execute(
            f'UPDATE "{change.table}" SET {assignments} WHERE id = :_id', columns | {"_id": change.first}
        )


def _sources(connection: sqlite3.Connection, change: _Change) -> set[int]:
    """Return the ids of the sources to which the rows of a change belong, as far as they are there now."""
    if change.table == "source":
        return set(range(change.first, change.last + 1))
    if change.table == "broken":
        return set()
    rows = connection.execute(
        f'SELECT DISTINCT source_id FROM "{change.table}" WHERE id BETWEEN ? AND ?', (change.first, change.last)
    )
    return {row[0] for row in rows if row[0] is not None}
