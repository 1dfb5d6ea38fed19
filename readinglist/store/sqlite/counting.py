"""Counting, for a limited time: what a query finds, and how many of it have which tag, status, type, year, stance, file and mark.

What takes longer is not counted, which the answer says.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from readinglist.store.sqlite import query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from readinglist.model.query import Node

T = TypeVar("T")
Counts = list[tuple[str, int]]
_INSTRUCTIONS = 2_000  # of SQLite's own machine between two looks at the clock; some hundredths of a millisecond
_MANY = 8  # where what was found is more than this part of all, the values are read in their own order, and not source by source
_SHARED = 3  # as many times as long as one facet may take to find what all of them are read from
# What facets are read from: all that there is, or what was found.
_ALL = '"{table}" t'
_IN_ITS_ORDER = '"{table}" t CROSS JOIN temp.found f ON f.id = t.{owner}'
_BY_SOURCE = 'temp.found f CROSS JOIN "{table}" t ON t.{owner} = f.id'


class _Facet(NamedTuple):
    """What is counted: a value of the rows of a table, `t`, and its column that says of which source they are."""

    value: str
    table: str
    owner: str = "source_id"
    each: str = "count(DISTINCT t.source_id)"


_FACETS = {
    "all": _Facet("''", "source", "id", "count(*)"),
    "status": _Facet("t.status", "source", "id", "count(*)"),
    "type": _Facet("lower(t.type)", "source", "id", "count(*)"),
    "year": _Facet("t.year", "source", "id", "count(*)"),
    "tag": _Facet("t.folded, t.name", "tag", each="count(*)"),
    "stance": _Facet("t.stance", "evidence"),
    "file": _Facet("''", "attachment"),
    "mark": _Facet("t.name", "mark", each="count(*)"),
}


def count_within(connection: sqlite3.Connection, node: Node | None, seconds: float) -> int | None:
    """Return the number of sources that a query finds; None where it takes longer to count them."""
    asked = query.compile(node)
    sql = f"SELECT count(*) FROM {asked.tables} WHERE {asked.condition}"
    return _within(connection, seconds, lambda: int(connection.execute(sql, asked.values).fetchone()[0]))


def facets(connection: sqlite3.Connection, node: Node | None, seconds: float) -> dict[str, Counts | None]:
    """Return how many of the sources that a query finds have each value of some facets (`port.Sources.facets`)."""
    nothing: dict[str, Counts | None] = dict.fromkeys(_FACETS)
    if node is None:
        return {name: _within(connection, seconds, partial(_counted, connection, name, _ALL)) for name in nothing}
    with _found(connection, node, seconds * _SHARED) as place:
        if not place:
            return nothing
        return {name: _within(connection, seconds, partial(_counted, connection, name, place)) for name in nothing}


@contextlib.contextmanager
def _found(connection: sqlite3.Connection, node: Node, seconds: float) -> Iterator[str]:
    """Give what facets are read from, with the sources of a query found once for all of them; nothing where that takes longer."""
    asked = query.compile(node)
    connection.execute("CREATE TEMP TABLE found (id INTEGER PRIMARY KEY)")
    try:
        fill = f"INSERT INTO temp.found SELECT s.id FROM {asked.tables} WHERE {asked.condition}"
        count = _within(connection, seconds, lambda: connection.execute(fill, asked.values).rowcount)
        if count is None:
            yield ""
            return
        last = connection.execute("SELECT coalesce(max(id), 0) FROM source").fetchone()[0]
        is_much = count * _MANY > last
        yield _IN_ITS_ORDER if is_much else _BY_SOURCE
    finally:
        connection.execute("DROP TABLE temp.found")


def _counted(connection: sqlite3.Connection, name: str, place: str) -> Counts:
    facet = _FACETS[name]
    read_from = place.format(table=facet.table, owner=facet.owner)
    rows = connection.execute(f"SELECT {facet.value}, {facet.each} FROM {read_from} GROUP BY {facet.value}").fetchall()
    if name == "tag":
        return _with_those_below(connection, rows, read_from)
    return [("" if value is None else str(value), count) for value, count in rows if count]


def _with_those_below(connection: sqlite3.Connection, rows: list[tuple[str, str, int]], read_from: str) -> Counts:
    """Return tags in their commonest spelling with the number of sources that carry each, or one below it, as `tag:` finds them."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for folded, name, count in sorted(rows, key=lambda row: -row[2]):
        names.setdefault(folded, name)
        counts[folded] = counts.get(folded, 0) + count
    if parents := above(counts):
        below = "t.folded = p.value OR (t.folded >= p.value || '/' AND t.folded < p.value || '0')"
        sql = (
            f"SELECT p.value, count(DISTINCT t.source_id) FROM json_each(:above) p CROSS JOIN {read_from}"
            f" {'AND' if ' ON ' in read_from else 'ON'} ({below}) GROUP BY p.value"
        )
        counts |= dict(connection.execute(sql, {"above": json.dumps(sorted(parents))}))
    return [(names[folded], count) for folded, count in counts.items()]


def above(tags: Iterable[str]) -> set[str]:
    """Return the tags that others are below."""
    found: set[str] = set()
    line: list[str] = []
    for tag in sorted(tags, key=lambda tag: tag.replace("/", "\0")):
        while line and not tag.startswith(f"{line[-1]}/"):
            line.pop()
        found.update(line[-1:])
        line.append(tag)
    return found


def _within(connection: sqlite3.Connection, seconds: float, ask: Callable[[], T]) -> T | None:
    """Return an answer; None where it takes longer, which SQLite is asked to watch."""
    end = time.perf_counter() + seconds
    connection.set_progress_handler(lambda: time.perf_counter() > end, _INSTRUCTIONS)
    try:
        return ask()
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            return None
        raise
    finally:
        connection.set_progress_handler(None, 0)
