"""Dates of sources that have none of their own, and inherit one: as columns, so that they are listed, found and sorted by it."""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING

from readinglist.model.key_folding import folded_key
from readinglist.store.sqlite.read import REFERRING

if TYPE_CHECKING:
    from collections.abc import Collection

    from readinglist.store.sqlite.read_keys import KeyReader

Date = tuple[str, int | None]
# What the index `ix_field_parent` is for.
_CHILDREN = f"SELECT source_id, plain FROM field WHERE {REFERRING} AND lower(name) IN ('crossref', 'xdata') ORDER BY source_id, position"
_DATED = (
    "SELECT DISTINCT source_id FROM field WHERE source_id IN (SELECT value FROM json_each(:ids))"
    " AND lower(name) IN ('date', 'year')"
)
_DATES = "SELECT id, date, year FROM source WHERE id IN (SELECT value FROM json_each(:ids))"


def changes(reader: KeyReader, touched: Collection[int], orphaned: Collection[int], since: int) -> dict[int, Date]:
    """Return the dates, sortable and year, that sources have by inheritance and whose columns say another.

    `touched` are the sources whose dates or parents may have changed, as are all from the number `since` on; only they
    and their descendants are looked at.
    `orphaned` are those of them that named parents before and name none now.
    """
    parents: dict[int, list[int]] = {number: [] for number in orphaned} | _parents(reader)
    affected = _with_descendants(touched, since, parents)
    if not affected:
        return {}
    given = {"ids": json.dumps(sorted(affected))}
    own = {number for (number,) in reader.connection.execute(_DATED, given)}
    numbers = affected.union(*(parents[child] for child in affected))
    rows = reader.connection.execute(_DATES, {"ids": json.dumps(sorted(numbers))})
    dates: dict[int, Date] = {number: (date, year) for number, date, year in rows}
    before = dict(dates)
    undated = affected - own
    dates |= dict.fromkeys(undated, ("", None))
    _pass_on(dates, {child: parents[child] for child in undated})
    return {child: dates[child] for child in undated if dates[child] != before[child]}


def children(reader: KeyReader, numbers: Collection[int]) -> list[int]:
    """Return the sources that inherit from some others."""
    return [child for child, theirs in _parents(reader).items() if not set(theirs).isdisjoint(numbers)]


def _parents(reader: KeyReader) -> dict[int, list[int]]:
    named = [
        (number, folded_key(key.strip()))
        for number, keys in reader.connection.execute(_CHILDREN)
        for key in keys.split(",")
    ]
    held = reader.keys_in_use({key for _, key in named})
    found: dict[int, list[int]] = {}
    for number, key in named:
        found.setdefault(number, []).extend([held[key]] if held.get(key, number) != number else [])
    return found


def _reversed(parents: dict[int, list[int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for child, theirs in parents.items():
        for parent in theirs:
            found.setdefault(parent, []).append(child)
    return found


def _with_descendants(touched: Collection[int], since: int, parents: dict[int, list[int]]) -> set[int]:
    below = _reversed(parents)
    found = {number for number in parents if number >= since or number in touched}
    waiting = [number for number in below if number >= since or number in touched]
    while waiting:
        new = set(below.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found


def _pass_on(dates: dict[int, Date], parents: dict[int, list[int]]) -> None:
    """Give each child the date of the first parent that has one, generation by generation."""
    below = _reversed(parents)
    waiting = deque(sorted(number for number, (date, _) in dates.items() if date))
    while waiting:
        for child in below.get(waiting.popleft(), ()):
            if not dates[child][0]:
                dates[child] = next(dates[one] for one in parents[child] if dates.get(one, ("", None))[0])
                waiting.append(child)
