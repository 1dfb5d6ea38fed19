"""Taking back what the log says was done to rows, and doing it again: as many changes at once as are of one kind to one table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist.store.sqlite import database
from readinglist.store.sqlite.columns import WITH_UID
from readinglist.store.sqlite.uids import new_uid

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

_RANGES = "json_each(:ranges) r CROSS JOIN \"{table}\" t ON t.id BETWEEN json_extract(r.value, '$[0]') AND json_extract(r.value, '$[1]')"
_MOST = 5_000  # changes in a run, whose rows are in memory; a guess


class LoggedChange(NamedTuple):
    """A row of the log: of inserts and deletes a range of ids, and the values of a row before and after as JSON."""

    id: int
    kind: str
    table: str
    first: int
    last: int
    before: str | None
    after: str | None


Run = list[LoggedChange]


def runs(connection: sqlite3.Connection, operation: int, *, reverse: bool) -> Iterator[Run]:
    """Yield the changes of an operation in their order, as far as they stand together and touch no row twice."""
    rows = connection.execute(
        "SELECT id, kind, table_name, first_id, last_id, before, after FROM change WHERE operation_id = ?"
        f" ORDER BY id {'DESC' if reverse else 'ASC'}",
        (operation,),
    )
    run: Run = []
    met: set[int] = set()
    for change in [LoggedChange(*row) for row in rows if row[2] in database.NOTED]:
        if run and (change[1:3] != run[-1][1:3] or change.first in met or len(run) == _MOST):
            yield run
            run, met = [], set()
        run.append(change)
        met.add(change.first)
    if run:
        yield run


def take_back(connection: sqlite3.Connection, run: Run) -> None:
    """Take changes back; what was inserted is noted, so that it can be done again."""
    if run[0].kind == "insert":
        kept = [(json.dumps(rows, ensure_ascii=False), change.id) for change, rows in _standing(connection, run)]
        connection.executemany("UPDATE change SET after = ? WHERE id = ?", kept)
        _delete(connection, run)
    elif run[0].kind == "update":
        _update(connection, run[0].table, [(change.first, json.loads(change.before or "{}")) for change in run])
    else:
        _insert(connection, run[0].table, [json.loads(change.before or "{}") for change in run])


def do_again(connection: sqlite3.Connection, run: Run) -> None:
    """Do changes again."""
    if run[0].kind == "insert":
        _insert(connection, run[0].table, [row for change in run for row in json.loads(change.after or "[]")])
        connection.executemany("UPDATE change SET after = NULL WHERE id = ?", [(change.id,) for change in run])
    elif run[0].kind == "update":
        _update(connection, run[0].table, [(change.first, json.loads(change.after or "{}")) for change in run])
    else:
        _delete(connection, run)


def sources(connection: sqlite3.Connection, run: Run) -> set[int]:
    """Return the ids of the sources to which the rows of changes belong, as far as they are there now."""
    table = run[0].table
    if table == "broken":
        return set()
    owner = "id" if table == "source" else "source_id"
    rows = connection.execute(f"SELECT DISTINCT t.{owner} FROM {_RANGES.format(table=table)}", _given(run))
    return {row[0] for row in rows if row[0] is not None}


def _given(run: Run) -> dict[str, str]:
    return {"ranges": json.dumps([(change.first, change.last) for change in run])}


def _standing(connection: sqlite3.Connection, run: Run) -> Iterator[tuple[LoggedChange, list[dict[str, Any]]]]:
    """Yield changes with their rows as they stand now."""
    found: dict[int, list[dict[str, Any]]] = {}
    cursor = connection.execute(
        f"SELECT r.key, t.* FROM {_RANGES.format(table=run[0].table)} ORDER BY r.key, t.id", _given(run)
    )
    names = [column[0] for column in cursor.description][1:]
    for place, *row in cursor:
        found.setdefault(place, []).append(dict(zip(names, row, strict=True)))
    return ((change, found.get(place, [])) for place, change in enumerate(run))


def _delete(connection: sqlite3.Connection, run: Run) -> None:
    ranges = [(change.first, change.last) for change in run]
    connection.executemany(f'DELETE FROM "{run[0].table}" WHERE id BETWEEN ? AND ?', ranges)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    named = (
        {"uid": new_uid(), **row} if table in WITH_UID else row for row in rows
    )  # a log of an earlier version has none
    for names, values in _by_columns((row, [*row.values()]) for row in named if row):
        columns = ", ".join(map(_quoted, names))
        connection.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join("?" * len(names))})', values)


def _update(connection: sqlite3.Connection, table: str, changes: Sequence[tuple[int, dict[str, Any]]]) -> None:
    for names, values in _by_columns((row, [*row.values(), number]) for number, row in changes if row):
        assignments = ", ".join(f"{_quoted(name)} = ?" for name in names)
        connection.executemany(f'UPDATE "{table}" SET {assignments} WHERE id = ?', values)


def _by_columns(rows: Iterable[tuple[dict[str, Any], list[Any]]]) -> Iterable[tuple[tuple[str, ...], list[list[Any]]]]:
    """Return values together that are of the same columns."""
    grouped: dict[tuple[str, ...], list[list[Any]]] = {}
    for row, values in rows:
        grouped.setdefault(tuple(row), []).append(values)
    return grouped.items()


def _quoted(name: str) -> str:
    """Return a column's name as SQL: the library says it, and somebody else may have made the library."""
    return '"' + name.replace('"', '""') + '"'
