"""The Library view: the list of what a query finds, and what may narrow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.render.documents.collection import pieces
from readinglist.render.room.frame import citation_styles, fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.model.list_pages import Facet, ListPage
    from readinglist.render.room.frame import Frame

SORTS = (
    ("", "added"),
    ("title", "title"),
    ("author", "people"),
    ("year", "year"),
    ("changed", "changed"),
    ("status", "status"),
    ("type", "type"),
    ("venue", "venue"),
)


class Order(NamedTuple):
    """The order of a list: one of the SORTS, and whether it is turned."""

    sort: str
    reverse: bool


def view(
    frame: Frame, found: ListPage, typed: str, order: Order, styles: Sequence[tuple[str, str]], problem: str = ""
) -> str:
    """Return a page of the list; `typed` is the query, `problem` what is wrong with it, `styles` those of citations."""
    values = {
        "found": found,
        "typed": typed,
        "order": order,
        "count": _count(found),
        "styles": citation_styles(styles),
        "problem": problem,
        "sorts": SORTS,
    }
    return fill("library.html", frame, **values)


def facets(frame: Frame, found: Sequence[Facet], sort: str) -> str:
    """Return what may narrow the list."""
    return fill("facets.html", frame, facets=found, sort=sort)


def _count(found: ListPage) -> str:
    if found.whole is None:
        return f"more than {found.at_least:,} sources"
    return f"{found.whole:,} source{'' if found.whole == 1 else 's'}"


def cited(frame: Frame, entries: Sequence[str], count: str, back: str, problem: str = "") -> str:
    """Return the citations of what was chosen, given in HTML."""
    return fill(
        "cite.html", frame, entries=[pieces(entry) for entry in entries], count=count, back=back, problem=problem
    )
