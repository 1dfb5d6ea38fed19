"""Taking back an older operation by a new one, where nothing that came later touched what it changed.

A row that a later operation changed, or that something later hangs on, is not taken back, and then nothing is.
"""

from __future__ import annotations

import json
import sqlite3
from itertools import groupby
from typing import TYPE_CHECKING, Any

from readinglist.errors import quoted
from readinglist.store.errors import CannotRevert, DamagedLibrary
from readinglist.store.sqlite import database
from readinglist.store.sqlite.columns import COLUMNS
from readinglist.store.sqlite.replay import LoggedChange

if TYPE_CHECKING:
    from readinglist.store.sqlite.write_rows import RowWriter

MOST = 20_000  # rows; a guess: of more, each of which the log then has whole, `undo` is the way
_LARGEST = 2**63 - 1  # of a number that SQLite holds
_OPERATION = "SELECT summary, state, place FROM operation WHERE id = ?"
_UNTOLD = frozenset(("changed",))  # when a source was changed, which each operation says anew
_CHANGES = (
    "SELECT id, kind, table_name, first_id, last_id, before, after FROM change WHERE operation_id = ? ORDER BY id DESC"
)
_LATER = """
SELECT o.id, o.summary, c.kind, c.before FROM change c CROSS JOIN operation o ON o.id = c.operation_id
WHERE o.state = 'done' AND o.place > :place AND c.table_name = :table AND c.first_id <= :last AND c.last_id >= :first
ORDER BY o.place, c.id
"""
_TWICE = "SELECT s.key FROM source s JOIN alias a ON a.key_folded = s.key_folded LIMIT 1"


def revert(writer: RowWriter, number: int) -> set[int]:
    """Take an operation back (`port.Writer.revert`); return the sources that it was about, as far as they are there."""
    connection = writer.connection
    found = connection.execute(_OPERATION, (min(number, _LARGEST),)).fetchone()
    if not found or found[1] != "done":
        raise CannotRevert(
            number, found[0] if found else "", "it is undone already" if found else "it is not in the log"
        )
    summary, _, place = found
    if connection.execute("SELECT 1 FROM rewriting WHERE operation_id = ?", (number,)).fetchone():
        raise CannotRevert(number, summary, "it rewrote documents, which only `undo` takes back with it")
    changes = [LoggedChange(*row) for row in connection.execute(_CHANGES, (number,)) if row[2] in database.NOTED]
    if sum(change.last - change.first + 1 for change in changes) > MOST:
        raise CannotRevert(number, summary, f"it changed more than {MOST:,} rows")
    try:
        for change in changes:
            _check_untouched(connection, number, summary, change, place)
        touched = _take_back(writer, changes)
    except sqlite3.IntegrityError as error:
        raise CannotRevert(number, summary, "something else has its place by now") from error
    except (TypeError, ValueError, AttributeError, LookupError, OverflowError, RecursionError) as error:
        raise DamagedLibrary("the library", f"what operation {number} is said to have changed is no change") from error
    if connection.execute("PRAGMA foreign_key_check").fetchone() or connection.execute(_TWICE).fetchone():
        raise CannotRevert(number, summary, "something that came later hangs on it")
    return touched


def _check_untouched(
    connection: sqlite3.Connection, number: int, summary: str, change: LoggedChange, place: int
) -> None:
    """Raise CannotRevert where a later operation touched a row, or of a row that was only changed the same columns."""
    given = {"place": place, "table": change.table, "first": change.first, "last": change.last}
    own = _columns(change.kind, change.before)
    for operation, later, kind, before in connection.execute(_LATER, given):
        theirs = _columns(kind, before)
        if own is None or theirs is None or own & theirs:
            raise CannotRevert(number, summary, f"{operation}, {quoted(later)}, changed the same")


def _columns(kind: str, before: str | None) -> frozenset[str] | None:
    """Return the columns that a change is about; None for the whole row."""
    return frozenset(_row(before)) - _UNTOLD if kind == "update" else None


def _row(said: str | None) -> dict[str, Any]:
    values = json.loads(said or "")
    if not isinstance(values, dict):
        raise TypeError(said)
    return values


def _take_back(writer: RowWriter, changes: list[LoggedChange]) -> set[int]:
    """Do the opposite of changes, in their opposite order, each noted as what the new operation does."""
    touched: set[int] = set()
    for (kind, table), run in groupby(changes, key=lambda change: (change.kind, change.table)):
        for change in run:
            if kind == "delete":
                writer.put_back(table, _known(table, _row(change.before)))
                continue
            rows = writer.where(table, "id BETWEEN :first AND :last", {"first": change.first, "last": change.last})
            if kind == "update":
                values = _known(table, _row(change.before))
                writer.assign(table, [(row, {n: v for n, v in values.items() if n not in _UNTOLD}) for row in rows])
            else:
                writer.delete(table, rows)
        touched |= writer.recorder.touched
    return writer.present(sorted(touched))


def _known(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of the log, whose columns are those of the table."""
    if not row.keys() <= {*COLUMNS[table], "uid"}:
        raise KeyError(table)
    return row
