"""Sources as a table.

Aligned and cut to the width of a terminal, or separated by tabs where there is none.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model import dates
from readinglist.model.record import UNRESOLVED
from readinglist.render.terminal import style
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from readinglist.model.views import Summary

_GAP = 2
_TITLE_AT_LEAST = 24  # columns; below that the key gives way. A guess, as are the widths of the columns below
_NO_MARK = ("", "inbox")


class _Column(NamedTuple):
    name: str
    value: Callable[[Summary], str]
    widest: int
    from_width: int


_COLUMNS = (
    _Column("KEY", lambda s: s.key, 28, 0),
    _Column("AUTHORS", lambda s: s.byline, 22, 76),
    _Column("YEAR", lambda s: dates.shown_year(s.year), 7, 50),
    _Column("STATUS", lambda s: "" if s.status in _NO_MARK else s.status, 8, 96),
    _Column("TAGS", lambda s: s.tags, 40, 120),
)


def sources(found: Sequence[Summary], columns: int | None) -> Iterator[str]:
    """Yield a header, and a row for each source.

    No line is wider than `columns`; with None, cells are separated by tabs and nothing is cut.
    """
    if columns is None:
        yield from _tabbed(found)
    elif found:
        yield from _aligned(found, columns)


def _title_with_marks(source: Summary) -> str:
    """Return a title with the marks of its source in front.

    A stub without a title is shown as its mark.
    """
    if not source.marks:
        return source.title
    marks = [mark for mark in source.marks.split(", ") if mark not in ("corrected", UNRESOLVED)]
    if UNRESOLVED in source.marks and not source.title:
        return f"({UNRESOLVED})"
    return f"[{', '.join(marks)}] {source.title}" if marks else source.title


def _tabbed(found: Sequence[Summary]) -> Iterator[str]:
    columns = [
        [s.key for s in found],
        [s.byline for s in found],
        [dates.shown_year(s.year) for s in found],
        [_title_with_marks(s) for s in found],
        [s.status for s in found],
        [s.tags for s in found],
    ]
    cleaned = [_clean(values) for values in columns]
    for cells in zip(*cleaned, strict=True):
        yield "\t".join(cells)


def _aligned(found: Sequence[Summary], columns: int) -> Iterator[str]:
    shown = [column for column in _COLUMNS if columns >= column.from_width]
    cells = [_clean([column.value(source) for source in found]) for column in shown]
    widths = [
        min(column.widest, max(len(column.name), _widest(values, column.widest)))
        for column, values in zip(shown, cells, strict=True)
    ]
    room = columns - sum(widths) - _GAP * len(shown)
    if room < _TITLE_AT_LEAST:
        widths[0] = max(8, widths[0] - (_TITLE_AT_LEAST - room))
        room = columns - sum(widths) - _GAP * len(shown)
    titles = _clean([_title_with_marks(source) for source in found])
    room = max(5, min(room, max(len("TITLE"), _widest(titles, room))))
    yield from _rows(shown, cells, titles, widths, room)


def _rows(
    shown: list[_Column], cells: list[list[str]], titles: list[str], widths: list[int], room: int
) -> Iterator[str]:
    """Yield the header and the rows.

    Key, authors and year come first, then the title, then the other columns.
    """
    front = sum(column.name in ("KEY", "AUTHORS", "YEAR") for column in shown)
    gap = " " * _GAP
    names = [text.pad(column.name, width) for column, width in zip(shown, widths, strict=True)]
    yield style.bold(gap.join([*names[:front], text.pad("TITLE", room), *names[front:]]).rstrip())
    padded = [_padded(values, width) for values, width in zip(cells, widths, strict=True)]
    whole = [*padded[:front], _padded(titles, room), *padded[front:]]
    for key, *rest in zip(*whole, strict=True):
        yield f"{style.key(key)}{gap}{gap.join(rest).rstrip()}"


def _clean(values: list[str]) -> list[str]:
    """Return values without characters that control a terminal.

    The whole column is tested at once, since most values are plain.
    """
    return values if "".join(values).isprintable() else [text.printable(value) for value in values]


class _Widths(dict[str, int]):
    """The width of each character that was met, in columns (UAX #11).

    Each is looked up in Unicode's tables once, which makes a long table fast.
    """

    def __missing__(self, character: str) -> int:
        self[character] = columns = text.width(character)
        return columns


_WIDTHS = _Widths()
_EMOJI = "\ufe0f"  # widens the character before it, so that no character can be measured by itself


def _width(value: str) -> int:
    return text.width(value) if value.isascii() or _EMOJI in value else sum(map(_WIDTHS.__getitem__, value))


def _widest(values: list[str], enough: int) -> int:
    """Return the width of the widest value, in columns.

    It stops at a value of `enough` columns, since the others need not be measured.
    """
    if "".join(values).isascii():
        return max(map(len, values), default=0)
    widest = 0
    for value in values:
        widest = max(widest, _width(value))
        if widest >= enough:
            break
    return widest


def _padded(values: list[str], width: int) -> list[str]:
    return [_fast_pad(value, width) for value in values]


def _fast_pad(value: str, width: int) -> str:
    """Return the same as `text.pad`, faster."""
    if value.isascii():
        return (value if len(value) <= width else f"{value[: width - 1].rstrip()}…").ljust(width)
    if _EMOJI in value:
        return text.pad(value, width)
    used = list(accumulate(map(_WIDTHS.__getitem__, value)))
    if used[-1] <= width:
        return value + " " * (width - used[-1])
    cut = value[: bisect_left(used, width)].rstrip(" \u200d")
    return f"{cut}…{' ' * (width - 1 - (used[len(cut) - 1] if cut else 0))}"
