"""The Library view: the list of what a query finds, and what may narrow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.render.documents.collection import pieces
from readinglist.render.room.frame import citation_styles, fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.model.attachment import PageHit
    from readinglist.model.list_pages import Facet, ListPage
    from readinglist.model.views import Hit
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

# Where is searched.
PASSAGES = "passages"
PLACES = (("", "sources"), (PASSAGES, "passages, in files too"))


class Order(NamedTuple):
    """The order of a list: one of the SORTS, and whether it is turned."""

    sort: str = ""
    reverse: bool = False


class ShownList(NamedTuple):
    """What is shown for a query: a page of the list in an order, or the passages that have its words; and what is wrong with the query."""

    found: ListPage
    order: Order = Order()
    passages: Sequence[tuple[Hit, Sequence[PageHit]]] | None = None
    problem: str = ""


def view(frame: Frame, typed: str, shown: ShownList, styles: Sequence[tuple[str, str]]) -> str:
    """Return what a query finds; `styles` are those of citations."""
    values = {
        "found": shown.found,
        "order": shown.order,
        "passages": shown.passages,
        "problem": shown.problem,
        "is_empty": not typed.strip() and shown == ShownList(shown.found, shown.order) and shown.found.whole == 0,
        "nothing": _nothing(typed, shown),
        "typed": typed,
        "place": "" if shown.passages is None else PASSAGES,
        "places": PLACES,
        "count": _count(shown),
        "styles": citation_styles(styles),
        "sorts": SORTS,
    }
    return fill("library.html", frame, **values)


def facets(frame: Frame, found: Sequence[Facet], sort: str) -> str:
    """Return what may narrow the list."""
    return fill("facets.html", frame, facets=found, sort=sort)


def _count(shown: ShownList) -> str:
    found = shown.found
    if shown.problem:
        return ""
    if shown.passages is not None:
        return f"the {len(shown.passages)} sources that fit best" if shown.passages else ""
    if found.whole is None:
        return f"more than {found.at_least:,} sources"
    return f"{found.whole:,} source{'' if found.whole == 1 else 's'}"


def _nothing(typed: str, shown: ShownList) -> str:
    """Return what is said where nothing is shown."""
    if shown.found.sources or shown.passages or shown.problem:
        return ""
    if shown.passages is None:
        return "No source fits." if typed.strip() else "The list ends before this."
    if typed.strip():
        return "No passage has these words."
    return "Write what to look for: in notes, claims and abstracts, and on the pages of files."


def cited(frame: Frame, entries: Sequence[str], count: str, back: str, problem: str = "") -> str:
    """Return the citations of what was chosen, given in HTML."""
    return fill(
        "cite.html",
        frame,
        entries=[pieces(entry) for entry in entries],
        count=count,
        back=back,
        problem=problem,
    )
