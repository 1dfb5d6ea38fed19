"""The log of operations.

Reading it, and undoing and redoing what it says, row by row in plain SQL.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist.model.views import Logged, Replayed
from readinglist.store.errors import DamagedLibrary
from readinglist.store.sqlite import database, documents, fulltext_index
from readinglist.store.sqlite.columns import WITH_UID
from readinglist.store.sqlite.uids import new_uid
from readinglist.util import rewriting, steps
from readinglist.util.errors import OutsideFolder
from readinglist.util.rewriting import Intent, Receipt, Rewrite

if TYPE_CHECKING:
    from collections.abc import Callable


# What a row of the log that somebody else wrote may lead to: no JSON, values that no row has, nesting without end.
_NO_CHANGE = (TypeError, ValueError, AttributeError, LookupError, OverflowError, RecursionError, sqlite3.DatabaseError)


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


def undo(
    path: Path, count: int, *, dry_run: bool = False, keep_files: bool = False, within: Path | None = None
) -> list[Replayed]:
    """Take back the last `count` operations, newest first.

    Return those taken back, which may be fewer.

    Documents that they rewrote go back too, unless `keep_files`: those that this machine rewrote, and with `within` none
    outside that folder. Raises FileChanged and OutsideFolder, with nothing done.
    """
    move = _Move("done", "undone", newest_first=True, step=_take_back)
    return _replay(path, count, move, dry_run=dry_run, keep_files=keep_files, within=within)


def redo(
    path: Path, count: int, *, dry_run: bool = False, keep_files: bool = False, within: Path | None = None
) -> list[Replayed]:
    """Do again the last `count` operations that were undone.

    Return those done, which may be fewer.
    """
    move = _Move("undone", "done", newest_first=False, step=_do_again)
    return _replay(path, count, move, dry_run=dry_run, keep_files=keep_files, within=within)


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


def _replay(
    path: Path, count: int, move: _Move, *, dry_run: bool, keep_files: bool, within: Path | None
) -> list[Replayed]:
    database.ready_for_writing(path)
    with (
        documents.with_library(path) as together,
        database.translated(path),
        database.transaction(path) as connection,
    ):
        found = [entry for entry in log(connection) if entry.state == move.wanted]
        chosen = (found if move.newest_first else found[::-1])[:count]
        for entry in chosen:
            try:
                _replay_rows(connection, entry.id, move)
            except _NO_CHANGE as error:
                raise DamagedLibrary(path, f"what operation {entry.id} is said to have changed is no change") from error
        rewritten = [_Rewritten.of(connection, entry, move, keep_files=keep_files) for entry in chosen]
        if not dry_run:
            _stay_within(within, rewritten)
            together.keep(_intent(rewritten, move), lambda: connection.execute("COMMIT"))
    return [one.shown for one in rewritten]


def _replay_rows(connection: sqlite3.Connection, operation: int, move: _Move) -> None:
    touched: set[int] = set()
    rows = "SELECT coalesce(sum(last_id - first_id + 1), 0) FROM change WHERE operation_id = ?"
    done, whole = 0, int(connection.execute(rows, (operation,)).fetchone()[0])
    for change in _changes(connection, operation, reverse=move.newest_first):
        steps.tell("going back" if move.newest_first else "doing again", done, whole)
        done += change.last - change.first + 1
        touched |= _sources(connection, change)
        move.step(connection, change)
        touched |= _sources(connection, change)
    fulltext_index.reindex(connection, sorted(touched))
    connection.execute("UPDATE operation SET state = ? WHERE id = ?", (move.state, operation))


class _Rewritten(NamedTuple):
    """An operation with what is to be done to documents, each with its seal, and the paths of those that are left alone.

    A library names no file that may be written: only what this machine sealed is done.
    """

    entry: Logged
    own: list[tuple[Rewrite, str]]
    foreign: tuple[str, ...]

    @classmethod
    def of(cls, connection: sqlite3.Connection, entry: Logged, move: _Move, *, keep_files: bool) -> _Rewritten:
        rows = connection.execute(
            "SELECT CAST(path AS TEXT), CAST(before AS BLOB), CAST(after AS BLOB), CAST(seal AS TEXT) FROM rewriting"
            " WHERE operation_id = ? ORDER BY id",
            (entry.id,),
        )
        if keep_files:
            return cls(entry, [], ())
        own, foreign = [], []
        for path, before, after, seal in rows:
            rewrite = Rewrite(Path(path), before, after)
            if rewriting.is_own(rewrite, seal):
                own.append((rewrite, seal))
            else:
                foreign.append(str(path))
        if move.newest_first:
            own = [(Rewrite(rewrite.path, rewrite.after, rewrite.before), seal) for rewrite, seal in reversed(own)]
        return cls(entry, own, tuple(foreign))

    @property
    def shown(self) -> Replayed:
        return Replayed(*self.entry, tuple(str(rewrite.path) for rewrite, _ in self.own), self.foreign)


def _stay_within(folder: Path | None, rewritten: list[_Rewritten]) -> None:
    paths = [rewrite.path for one in rewritten for rewrite, _ in one.own]
    outside = [path for path in paths if folder and not path.is_relative_to(folder.resolve())]
    if outside:
        raise OutsideFolder(outside)


def _intent(rewritten: list[_Rewritten], move: _Move) -> Intent | None:
    """Return what is to be done to documents, in its order, with the receipt of the first operation that has any."""
    receipts = [Receipt(one.entry.id, move.state, one.own[0][1]) for one in rewritten if one.own]
    rewrites = rewriting.joined(rewrite for one in rewritten for rewrite, _ in one.own)
    return Intent(receipts[0], rewrites) if receipts else None


def _changes(connection: sqlite3.Connection, operation: int, *, reverse: bool) -> list[_Change]:
    rows = connection.execute(
        "SELECT id, kind, table_name, first_id, last_id, before, after FROM change WHERE operation_id = ?"
        f" ORDER BY id {'DESC' if reverse else 'ASC'}",
        (operation,),
    )
    return [_Change(*row) for row in rows if row[2] in database.NOTED]


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
        if change.table in WITH_UID:  # a log of an earlier version has none
            rows = [{"uid": new_uid(), **row} for row in rows]
        names = list(rows[0])
        columns = ", ".join(map(_quoted, names))
        holders = ", ".join("?" * len(names))
        values = [[row.get(name) for name in names] for row in rows]
        connection.executemany(f'INSERT INTO "{change.table}" ({columns}) VALUES ({holders})', values)


def _update(connection: sqlite3.Connection, change: _Change, values: str | None) -> None:
    columns = json.loads(values or "{}")
    if columns:
        assignments = ", ".join(f"{_quoted(name)} = ?" for name in columns)
        connection.execute(f'UPDATE "{change.table}" SET {assignments} WHERE id = ?', [*columns.values(), change.first])


def _quoted(name: str) -> str:
    """Return a column's name as SQL: the library says it, and somebody else may have made the library."""
    return '"' + name.replace('"', '""') + '"'


def _sources(connection: sqlite3.Connection, change: _Change) -> set[int]:
    """Return the ids of the sources to which the rows of a change belong, as far as they are there now."""
    if change.table == "broken":
        return set()
    owner = "id" if change.table == "source" else "source_id"
    rows = connection.execute(
        f'SELECT DISTINCT {owner} FROM "{change.table}" WHERE id BETWEEN ? AND ?', (change.first, change.last)
    )
    return {row[0] for row in rows if row[0] is not None}
