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
    """Some of the sources that a list has: a condition on them, their order, and the values of the parameters of both.

    `tables` are read before the sources, for an order that no index has.
    """

    condition: str
    order: str
    values: dict[str, object]
    tables: str = ""


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
    name = sort.lower()
    if name not in SORTS:
        return _by_field(sort, direction, by_adding)
    order = f"{SORTS[name]} {direction}, {by_adding}"
    if name in _BY_NUMBER:
        return (SortedPart("1", order, {}),)
    return SortedPart(f"{SORTS[name]} > ''", order, {}), SortedPart(f"{SORTS[name]} = ''", by_adding, {})


def _by_field(sort: str, direction: str, by_adding: str) -> tuple[SortedPart, ...]:
    """Return the parts of a list that is sorted by a field of BibLaTeX, of which no index has the order.

    The rows of the fields are read once, as they lie, and of them only those of this field go further.
    """
    if sort.lower() not in biblatex.KNOWN_FIELDS:
        raise UnknownField(sort, (*SORTS, "any BibLaTeX field"))
    values: dict[str, object] = {f"sort{n}": known for n, known in enumerate(biblatex.names_for(sort.lower()))}
    named = f"lower(f.name) IN ({', '.join(f':{holder}' for holder in values)})"
    first = (
        "(SELECT +f.source_id AS source_id, fold(f.plain) AS value, min(f.position) FROM field f NOT INDEXED"
        f" WHERE {named} GROUP BY 1) v"
    )
    own = f"SELECT fold(f.plain) FROM field f WHERE f.source_id = s.id AND {named} ORDER BY f.position LIMIT 1"
    lacking = f"coalesce(({own}), '') = ''"
    return (
        SortedPart(
            "v.source_id = s.id AND v.value > ''", f"v.value {direction}, {by_adding}", values, f"{first} CROSS JOIN "
        ),
        SortedPart(lacking, by_adding, values),
    )
