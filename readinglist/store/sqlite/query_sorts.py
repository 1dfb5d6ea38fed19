"""By what sources are sorted: expressions on `source s`, most of which an index has in order."""

from __future__ import annotations

from typing import NamedTuple

from readinglist.model import biblatex
from readinglist.model.errors import UnknownField

SORTS = {
    "added": "s.added",
    "author": "s.byline_folded",
    "changed": "s.changed",
    "date": "s.date",
    "key": "s.key_folded",
    "priority": "s.priority",
    "status": "s.status",
    "title": "s.title_folded",
    "type": "lower(s.type)",
    "venue": "lower(s.venue)",
    "year": "s.date",
}
_BY_NUMBER = ("priority",)


class SortedPart(NamedTuple):
    """Some of the sources that a list has: a condition on them, their order, and the values of the parameters of both."""

    condition: str
    order: str
    values: dict[str, object]


def parts(sort: str, *, reverse: bool, number: str = "") -> tuple[SortedPart, ...]:
    """Return the parts of a list that is sorted by a field: what has a value, then what has none, each by adding.

    `number` is the column of ids, where these are in the order of adding.

    Where no field is named, all are one part. Two parts, and not one order, since only so an index is read in its order.
    Raises UnknownField.
    """
    direction = "DESC" if reverse else "ASC"
    by_adding = f"{number} {direction}" if number else f"s.added {direction}, s.id {direction}"
    if not sort:
        return (SortedPart("1", by_adding, {}),)
    expression, values = _expression(sort)
    order = f"{expression} {direction}, {by_adding}"
    if sort.lower() in _BY_NUMBER:
        return (SortedPart("1", order, values),)
    if sort.lower() not in SORTS:
        return (SortedPart("1", f"coalesce({expression}, '') = '', {order}", values),)
    return SortedPart(f"{expression} > ''", order, values), SortedPart(f"{expression} = ''", by_adding, values)


def _expression(sort: str) -> tuple[str, dict[str, object]]:
    name = sort.lower()
    if name in SORTS:
        return SORTS[name], {}
    if name not in biblatex.KNOWN_FIELDS:
        raise UnknownField(sort, (*SORTS, "any BibLaTeX field"))
    values: dict[str, object] = {f"sort{n}": known for n, known in enumerate(biblatex.names_for(name))}
    holders = ", ".join(f":{holder}" for holder in values)
    expression = (
        f"(SELECT fold(f.plain) FROM field f WHERE f.source_id = s.id AND lower(f.name) IN ({holders})"
        " ORDER BY f.position LIMIT 1)"
    )
    return expression, values
