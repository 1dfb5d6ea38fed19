"""Browsing: one page of a list while its query is typed, and facets, which count what it finds and name what narrows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.library.open import reading
from readinglist.model import biblatex, query, stances
from readinglist.model.errors import QueryError
from readinglist.model.list_pages import Facet, FacetValue, ListPage
from readinglist.model.record import STATUSES, UNRESOLVED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from readinglist.library.location import Location
    from readinglist.model.query import Node

    Counts = list[tuple[str, int]]
    Of = Mapping[str, int]
    _Shown = tuple[str, int, str]  # what a value is called, how many sources have it, and its term

PAGE = 50
_PATIENCE = 0.05  # seconds for a count, so that typing is not felt to wait
_MOST_TAGS = 30
_MOST_YEARS = 12  # more than that, and decades are counted
_DECADE = 10


def page(
    library: Location, typed: str, *, sort: str = "", reverse: bool = False, start: int = 0, limit: int = PAGE
) -> ListPage:
    """Return a page of what a query finds as somebody types it, in one of the orders of `list`.

    The last term counts as a beginning, until a space follows it: a query that is not being typed ends in one. Raises QueryError and
    UnknownField.
    """
    node = query.parse(typed, typing=True)
    start = max(start, 0)
    with reading(library) as opened:
        found = list(opened.summaries(node, sort=sort, reverse=reverse, start=start, limit=limit + 1))
        whole = start + len(found) if len(found) <= limit and (found or not start) else None
        count = opened.count_within(node, _PATIENCE) if whole is None else whole
    return ListPage(found[:limit], start, len(found) > limit, count)


def facets(library: Location, typed: str, *, seconds: float = _PATIENCE) -> list[Facet]:
    """Return how the sources that a query finds are made up, with the term that narrows to each value.

    Each facet may take so many seconds; one that takes longer is not counted. The last term counts as in `page`. Raises QueryError and
    UnknownField.
    """
    node = query.parse(typed, typing=True)
    with reading(library) as opened:
        found = opened.facets(node, seconds)
    return list(_facets(found, typed))


def narrowed(typed: str, term: str) -> str:
    """Return a query that asks for a term besides; a term that is not typed to its end stays the last. Raises QueryError."""
    node = query.parse(typed)
    if isinstance(node, query.Or):
        return f"({typed.strip()}) {term} "
    return f"{term} {typed.lstrip()}" if _is_unfinished(typed) else f"{typed.strip()} {term} ".lstrip()


def widened(typed: str, term: str) -> str:
    """Return a query without a term that all it finds must meet. Raises QueryError."""
    gone = query.parse(term)
    kept = [part for part in _parts(query.parse(typed)) if part != gone]
    whole = query.describe(query.And(tuple(kept)))
    return whole if not whole or _is_unfinished(typed) else f"{whole} "


def _is_unfinished(typed: str) -> bool:
    return query.parse(typed, typing=True) != query.parse(typed)


def term(field: str, value: str) -> str:
    """Return the term of a query that asks for a value of a field, in quotation marks where it must be.

    `("tag", "moe") → tag:moe`, `("tag", "machine learning") → tag:"machine learning"`
    """
    bare = f"{field}:{value}"
    try:
        if query.parse(bare) == query.Has(field, value):
            return bare
    except QueryError:
        pass
    return query.describe(query.Has(field, value, phrase=True))


def _parts(node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return ()
    return node.parts if isinstance(node, query.And) else (node,)


def _facets(found: dict[str, Counts | None], typed: str) -> Iterator[Facet]:
    """Yield the facets in the order in which they are shown."""
    for name, (counted, shown) in _FACETS.items():
        counts = [found[one] for one in counted]
        if any(one is None for one in counts):
            yield Facet(name, (), counted=False)
            continue
        values = [_value(one, typed) for one in shown(*(dict(one or ()) for one in counts)) if one[1]]
        most = _MOST_TAGS if name == "tag" else len(values)
        yield Facet(name, tuple(values[:most]), more=len(values[most:]))


def _value(shown: _Shown, typed: str) -> FacetValue:
    name, count, asked = shown
    chosen = query.parse(asked) in _parts(query.parse(typed))
    return FacetValue(name, count, asked, chosen, (widened if chosen else narrowed)(typed, asked))


def _tags(counts: Of) -> list[_Shown]:
    """Return tags, those of the most sources first."""
    return [(tag, counts[tag], term("tag", tag)) for tag in sorted(counts, key=lambda tag: (-counts[tag], tag))]


def _statuses(counts: Of) -> list[_Shown]:
    return [(status, counts.get(status, 0), f"status:{status}") for status in STATUSES]


def _types(counts: Of) -> list[_Shown]:
    """Return types by their names in BibLaTeX, by which each is found whatever it is called."""
    merged: dict[str, int] = {}
    for given, count in counts.items():
        name = biblatex.biblatex_type(given)
        merged[name] = merged.get(name, 0) + count
    return [(name, merged[name], term("type", name)) for name in sorted(merged, key=lambda name: (-merged[name], name))]


def _years(counts: Of) -> list[_Shown]:
    """Return years, or decades where there are many, the last first, and how many sources have none."""
    years = {int(year): count for year, count in counts.items() if year}
    none = [("no year", counts.get("", 0), "-year:*")]
    if len(years) <= _MOST_YEARS:
        return [(str(year), years[year], f"year:{year}") for year in sorted(years, reverse=True)] + none
    decades: dict[int, int] = {}
    for year, count in years.items():
        first = year // _DECADE * _DECADE
        decades[first] = decades.get(first, 0) + count
    named = [(first, first + _DECADE - 1) for first in sorted(decades, reverse=True)]
    return [(f"{first}\N{EN DASH}{last}", decades[first], f"year:{first}..{last}") for first, last in named] + none


def _stances(counts: Of) -> list[_Shown]:
    return [(stance, counts.get(stance, 0), f"evidence:{stance}") for stance in stances.NAMES]


def _files(files: Of, whole: Of) -> list[_Shown]:
    held = files.get("", 0)
    return [("with a file", held, "attachment:*"), ("without a file", whole.get("", 0) - held, "-attachment:*")]


# What is counted for each facet, and what makes its values of that.
_FACETS: dict[str, tuple[tuple[str, ...], Callable[..., list[_Shown]]]] = {
    "tag": (("tag",), _tags),
    "status": (("status",), _statuses),
    "type": (("type",), _types),
    "year": (("year",), _years),
    "stance": (("stance",), _stances),
    "file": (("file", "all"), _files),
    "stub": (("mark",), lambda counts: [("stub", counts.get(UNRESOLVED, 0), "is:stub")]),
    "retracted": (("mark",), lambda counts: [("retracted", counts.get("retracted", 0), "is:retracted")]),
}
