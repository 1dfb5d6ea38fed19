"""Lists of sources, in any order: ids, and what a list shows of each.

They are read as they are taken; where only the first are wanted, or some in the middle, no more are read than must be.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist.model.views import Summary, Waiting
from readinglist.store.sqlite import order, query, query_sorts, summary_columns

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence

    from readinglist.model.query import Node
    from readinglist.store.sqlite.query import Condition
    from readinglist.store.sqlite.query_sorts import SortedPart

_WALKED = (
    2_000  # sources of an order that are tried for a condition before an index is asked; a guess, some milliseconds
)


class _Window(NamedTuple):
    """Which part of a list is wanted, in which order."""

    sort: str = ""
    reverse: bool = False
    start: int = 0
    limit: int | None = None


class ListReader:
    """What a library can be asked for as a list."""

    connection: sqlite3.Connection

    def select(
        self, node: Node | None = None, *, sort: str = "", reverse: bool = False, limit: int | None = None
    ) -> list[int]:
        """Return the ids of the sources that a query finds, in the order of adding or sorted by a field.

        Raises UnknownField for a field that nothing can be sorted by.
        """
        return [
            number
            for (number,) in self._sorted("SELECT s.id", query.compile(node), _Window(sort, reverse, limit=limit))
        ]

    def _sorted(self, select: str, asked: Condition, wanted: _Window) -> Iterator[Any]:
        """Return rows of the sources that meet a condition, sorted by a field or not; they are read as they are taken."""
        sort, reverse, start, limit = wanted
        number = asked.number if order.is_that_of_ids(self.connection) else ""
        if sort.lower() == "added" and number == query.BY_WORDS:
            sort = ""  # that is the order in which words find them
        parts = query_sorts.parts(sort, reverse=reverse, number=number)
        is_walked = (sort or asked.possible) and limit is not None and number and asked.is_of_sources
        last = start + (limit or 0)
        if is_walked and last <= _WALKED and (walked := self._walked(asked, parts, last)) is not None:
            given = {"ids": json.dumps(walked[start:])}
            return self.connection.execute(
                f"{select} FROM json_each(:ids) p CROSS JOIN source s ON s.id = p.value", given
            )
        if asked.possible and not self.connection.execute(asked.possible).fetchone()[0]:
            return iter(())
        return self._rows(select, asked, parts, wanted)

    def _walked(self, asked: Condition, parts: Sequence[SortedPart], limit: int) -> list[int] | None:
        """Return the first sources in an order that meet a condition, where they are found among few; None otherwise.

        Where nearly all meet it, this is far less than to find all of them and to sort them.
        """
        found: list[int] = []
        left = _WALKED
        for part in parts:
            if len(found) >= limit:
                break
            if part.tables or not left:
                return None
            sql = (
                f"SELECT s.id, {asked.condition} FROM source s WHERE {part.condition} ORDER BY {part.order} LIMIT :most"
            )
            for number, is_met in self.connection.execute(sql, asked.values | part.values | {"most": left}):
                left -= 1
                found += [number] if is_met else []
                if len(found) >= limit:
                    break
        return found[:limit] if left or len(found) >= limit else None

    def _rows(self, select: str, asked: Condition, parts: Sequence[SortedPart], wanted: _Window) -> Iterator[Any]:
        left = -1 if wanted.limit is None else wanted.limit
        start = wanted.start
        for part in parts:
            met = f"FROM {part.tables}{asked.tables} WHERE {asked.condition} AND {part.condition}"
            window = f"ORDER BY {part.order} LIMIT :limit OFFSET :start"
            sql = f"{select} {met} {window}"
            if part.tables:  # all are sorted before the first is shown, and what is shown is read only then
                sql = f"{select} FROM (SELECT s.id AS number {met} {window}) found CROSS JOIN source s ON s.id = found.number"
            values = asked.values | part.values
            rows = self.connection.execute(sql, values | {"limit": left, "start": start})
            if wanted.limit is None and not start:
                yield from rows
                continue
            begun = False
            for row in rows:
                begun, left = True, left - (left > 0)
                yield row
            if left == 0:
                return
            if start and not begun:
                start -= self.connection.execute(f"SELECT count(*) {met}", values).fetchone()[0]
            else:
                start = 0

    def ordered(self, ids: Sequence[int], sort: str) -> list[int]:
        """Return ids of sources in the order of a field, as `select` sorts; those that are gone are left out."""
        given = query.Condition(
            "source s", "s.id IN (SELECT value FROM json_each(:ids))", {"ids": json.dumps(list(ids))}
        )
        return [number for (number,) in self._sorted("SELECT s.id", given, _Window(sort))]

    def summaries(
        self,
        node: Node | None = None,
        *,
        sort: str = "",
        reverse: bool = False,
        start: int = 0,
        limit: int | None = None,
        only: Collection[str] | None = None,
    ) -> Iterator[Summary]:
        """Yield what a list shows of the sources that a query finds, all of it or `only` some parts; the rest is as in `select`.

        With `start`, that many are left out at the beginning.
        """
        make = partial(tuple.__new__, Summary)  # as `Summary._make` does, in half the time
        window = _Window(sort, reverse, start, limit)
        return map(make, self._sorted(summary_columns.select(only), query.compile(node), window))

    def queue(self) -> list[Summary]:
        """Return what is being read and what is queued, in the order in which to read it."""
        sql = (
            f"{summary_columns.select()} FROM source s WHERE s.status IN ('reading', 'queued')"
            " ORDER BY s.status = 'queued', s.priority DESC, s.queued, s.added, s.id"
        )
        return list(map(Summary._make, self.connection.execute(sql)))

    def waiting(self) -> list[Waiting]:
        """Return what is being read and what is queued, in the order in which it came there: priorities do not count."""
        sql = "SELECT id, status, priority FROM source WHERE status IN ('reading', 'queued') ORDER BY queued, added, id"
        return list(map(Waiting._make, self.connection.execute(sql)))
