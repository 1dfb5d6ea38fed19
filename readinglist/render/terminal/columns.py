"""The columns of a list: what each says of a source, and how wide it wants to be."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist.model import dates, named_values
from readinglist.model.record import UNRESOLVED
from readinglist.model.views import Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from readinglist.model.record import Record

_UNMARKED = ("corrected", UNRESOLVED)  # marks that do not stand in front of a title


class Column(NamedTuple):
    """A column: how wide it wants to be, and how narrow it may become before it is left out.

    Where there is too little room, the columns with a higher `goes` go first; 0 stays. A column with a higher `weight` is
    given more of what there is. Numbers stand to the right, of `several` words the whole ones are shown, and of a path its end.
    """

    head: str
    value: Callable[[Any], str]
    widest: int = 40
    least: int = 8
    goes: int = 0
    weight: float = 0.8
    is_number: bool = False
    several: bool = False
    is_path: bool = False


def title_with_marks(source: Summary | Record) -> str:
    """Return a title with the marks of its source in front.

    A stub without a title is shown as its mark.
    """
    if not source.marks:
        return source.title
    marks = source.marks.split(", ") if isinstance(source, Summary) else [mark.name for mark in source.marks]
    if UNRESOLVED in marks and not source.title:
        return f"({UNRESOLVED})"
    shown = [mark for mark in marks if mark and mark not in _UNMARKED]
    return f"[{', '.join(shown)}] {source.title}" if shown else source.title


# The widths are guesses: a title of twenty columns is three or four words.
_YEAR = Column("YEAR", lambda s: dates.shown_year(s.year), 7, 4, 1, 2, is_number=True)
_TITLE = Column("TITLE", title_with_marks, 200, 20)
_TAGS = Column("TAGS", lambda s: s.tags, 40, 8, 4, 0.7, several=True)
USUAL = (
    Column("KEY", lambda s: s.key, 28, 12, 0, 9),  # whole before anything else: it is what is typed next
    Column("AUTHORS", lambda s: s.byline, 22, 8, 2, 0.9),
    _YEAR,
    _TITLE,
    Column("STATUS", lambda s: "" if s.status == "inbox" else s.status, 8, 7, 3, 2),
    _TAGS,
)
_SHAPES = {
    "key": USUAL[0],
    "byline": USUAL[1],
    "author": USUAL[1],
    "year": _YEAR,
    "title": _TITLE._replace(least=12),
    "status": USUAL[4],
    "tags": _TAGS,
    "date": Column("", str, 22, 10, weight=2),
    "added": Column("", str, 20, 10, weight=1.5),
    "changed": Column("", str, 20, 10, weight=1.5),
    "type": Column("", str, 16, 8, weight=1.5),
    "aliases": _TAGS,
    "identifiers": Column("", str, 40, 12, weight=1, several=True),
}
_USUAL = ("key", "byline", "year", "title", "status", "tags")
_NO_TEXT = frozenset(("year", "priority"))  # of what a summary has


def in_summary(names: Sequence[str]) -> frozenset[str] | None:
    """Return the parts of a summary that columns show, of these names or the usual ones; None where they need the whole."""
    parts = named_values.in_summary(names or _USUAL)
    return parts | {"marks"} if parts and "title" in parts else parts


def chosen(names: Sequence[str]) -> list[Column]:
    """Return the columns of these names, in their order; where there is no room, the last go first."""
    whole = in_summary(names) is None
    return [_column(name, place, whole=whole, marked="marks" in names) for place, name in enumerate(names)]


def _column(name: str, place: int, *, whole: bool, marked: bool) -> Column:
    shape = _SHAPES.get(name, Column("", str))
    if name in named_values.NUMBERS:
        shape = shape._replace(least=shape.widest, is_number=True, weight=2)
    value: Callable[[Any], str] = partial(_of, name=name) if whole else _of_summary(name)
    if name == "title" and not marked:
        value = title_with_marks
    return shape._replace(head=name.upper(), value=value, goes=place)


def _of(source: Record, name: str) -> str:
    return named_values.of(source, name)


def _of_summary(name: str) -> Callable[[Any], str]:
    """Return what gives a value of a summary; most are texts, which are given as they are."""
    if name == "year":
        return _YEAR.value
    if name in _NO_TEXT:
        return partial(named_values.of_summary, name=name)
    return attrgetter("byline" if name == "author" else name)
