"""The log of operations.

Reading it, and undoing and redoing what it says, row by row in plain SQL.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readinglist.errors import quoted
from readinglist.model.views import Logged, Replayed
from readinglist.store.errors import DamagedLibrary, NotNext
from readinglist.store.sqlite import database, documents, fulltext_index, replay, write_attached
from readinglist.util import rewriting, steps
from readinglist.util.errors import OutsideFolder
from readinglist.util.rewriting import Intent, Receipt, Rewrite

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


# What a row of the log that somebody else wrote may lead to: no JSON, values that no row has, nesting without end.
_NO_CHANGE = (TypeError, ValueError, AttributeError, LookupError, OverflowError, RecursionError, sqlite3.DatabaseError)


class Replaying(NamedTuple):
    """How operations are undone or redone; `expected` is the number that the first of them must have, 0 for any."""

    dry_run: bool = False
    keep_files: bool = False
    within: Path | None = None
    expected: int = 0


_LAST = Replaying()


def log(connection: sqlite3.Connection, limit: int | None = None) -> list[Logged]:
    """Return the operations, newest first."""
    rows = connection.execute(
        "SELECT o.id, o.at, o.summary, o.state,"
        " (SELECT coalesce(sum(c.last_id - c.first_id + 1), 0) FROM change c WHERE c.operation_id = o.id)"
        " FROM operation o ORDER BY o.place DESC, o.id DESC LIMIT :limit",
        {"limit": -1 if limit is None else limit},
    )
    return [Logged(*row) for row in rows]


def undo(path: Path, count: int, how: Replaying = _LAST) -> list[Replayed]:
    """Take back the last `count` operations, newest first (`store.undo`)."""
    return _replay(path, count, _Move("done", "undone", newest_first=True, step=replay.take_back), how)


def redo(path: Path, count: int, how: Replaying = _LAST) -> list[Replayed]:
    """Do again the last `count` operations that were undone (`store.redo`)."""
    return _replay(path, count, _Move("undone", "done", newest_first=False, step=replay.do_again), how)


def is_last(connection: sqlite3.Connection, number: int) -> bool:
    """Whether an operation is the last in the log, and stands."""
    row = connection.execute("SELECT id, state FROM operation ORDER BY place DESC, id DESC LIMIT 1").fetchone()
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

    The state of what is moved, the state that it gets, and what is done to changes of one kind to one table.
    """

    wanted: str
    state: str
    newest_first: bool
    step: Callable[[sqlite3.Connection, replay.Run], None]


def _replay(path: Path, count: int, move: _Move, how: Replaying) -> list[Replayed]:
    database.ready_for_writing(path)
    with (
        documents.with_library(path) as together,
        database.translated(path),
        database.transaction(path) as connection,
    ):
        found = [entry for entry in log(connection) if entry.state == move.wanted]
        chosen = (found if move.newest_first else found[::-1])[:count]
        if how.expected:
            _check_expected(connection, chosen, how.expected, move)
        for entry in chosen:
            try:
                _replay_rows(connection, entry.id, move)
            except _NO_CHANGE as error:
                raise DamagedLibrary(path, f"what operation {entry.id} is said to have changed is no change") from error
        rewritten = [_Rewritten.of(connection, entry, move, keep_files=how.keep_files) for entry in chosen]
        if not how.dry_run:
            _stay_within(how.within, rewritten)
            together.keep(_intent(rewritten, move), lambda: connection.execute("COMMIT"))
    return [one.shown for one in rewritten]


def _check_expected(connection: sqlite3.Connection, chosen: Sequence[Logged], expected: int, move: _Move) -> None:
    """Raise NotNext where the operation that is moved is not the one that somebody saw."""
    if chosen and chosen[0].id == expected:
        return
    seen = [entry for entry in log(connection) if entry.id == expected]
    if not seen or seen[0].state == "gone":
        raise NotNext(expected, "", "it is in the log no more")
    if seen[0].state != move.wanted:
        raise NotNext(expected, seen[0].summary, f"it is {seen[0].state} already")
    first = chosen[0]
    what = "after it came" if move.newest_first else "before it comes"
    raise NotNext(expected, seen[0].summary, f"{what} {first.id}, {quoted(first.summary)}")


def _replay_rows(connection: sqlite3.Connection, operation: int, move: _Move) -> None:
    touched: set[int] = set()
    rows = "SELECT coalesce(sum(last_id - first_id + 1), 0) FROM change WHERE operation_id = ?"
    done, whole = 0, int(connection.execute(rows, (operation,)).fetchone()[0])
    for run in replay.runs(connection, operation, reverse=move.newest_first):
        steps.tell("going back" if move.newest_first else "doing again", done, whole)
        done += sum(change.last - change.first + 1 for change in run)
        touched |= replay.sources(connection, run)
        move.step(connection, run)
        touched |= replay.sources(connection, run)
    fulltext_index.reindex(connection, sorted(touched))
    write_attached.index_texts(connection)
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


_MONTHS = """
SELECT substr(max(o.at), 1, 7), c.first_id FROM change c JOIN operation o ON o.id = c.operation_id
WHERE c.table_name = 'source' AND o.state = 'done' AND json_extract(c.after, '$.status') = :status
AND c.first_id IN (SELECT s.id FROM source s WHERE s.status = :status AND s.id IN (SELECT value FROM json_each(:ids)))
GROUP BY c.first_id
"""


def months_of_status(connection: sqlite3.Connection, status: str, ids: Sequence[int]) -> dict[str, int]:
    """Return how many of these sources came to a status in each month, as the log knows it."""
    counts: dict[str, int] = {}
    for month, _ in connection.execute(_MONTHS, {"status": status, "ids": json.dumps(list(ids))}):
        counts[month] = counts.get(month, 0) + 1
    return counts
