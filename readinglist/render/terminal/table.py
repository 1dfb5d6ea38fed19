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
_TITLE_AT_LEAST = 20  # columns: three or four words. A guess, as are the widths of the columns below
_TITLE_ENOUGH = 50
_NO_MARK = ("", "inbox")


class _Column(NamedTuple):
    """A column: how wide it wants to be, and how narrow it may become before it is left out.

    Where there is too little room, the columns with a higher `goes` go first; 0 stays. A column with a higher `weight` is
    given more of what there is.
    """

    name: str
    value: Callable[[Summary], str]
    widest: int
    least: int
    goes: int
    weight: float


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


_COLUMNS = (
    _Column("KEY", lambda s: s.key, 28, 12, 0, 1.5),
    _Column("AUTHORS", lambda s: s.byline, 22, 8, 2, 0.9),
    _Column("YEAR", lambda s: dates.shown_year(s.year), 7, 4, 1, 2),
    _Column("TITLE", _title_with_marks, 200, _TITLE_AT_LEAST, 0, 0.8),
    _Column("STATUS", lambda s: "" if s.status in _NO_MARK else s.status, 8, 6, 3, 2),
    _Column("TAGS", lambda s: s.tags, 40, 8, 4, 0.7),
)


def sources(found: Sequence[Summary], columns: int | None) -> Iterator[str]:
    """Yield a header, and a row for each source.

    No line is wider than `columns`; with None, cells are separated by tabs and nothing is cut.
    """
    if columns is None:
        yield from _tabbed(found)
    elif found:
        yield from _aligned(found, columns)


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
    cells = {column: _clean([column.value(source) for source in found]) for column in _COLUMNS}
    wanted = {column: _wanted(column, values) for column, values in cells.items() if any(values) or not column.goes}
    widths = _fitted(wanted, columns)
    gap = " " * _GAP
    yield style.bold(
        gap.join(text.pad(text.fit(column.name, width), width) for column, width in widths.items()).rstrip()
    )
    padded = [_padded(cells[column], width) for column, width in widths.items()]
    for key, *rest in zip(*padded, strict=True):
        yield f"{style.key(key)}{gap}{gap.join(rest).rstrip()}"


def _wanted(column: _Column, values: list[str]) -> int:
    return min(column.widest, max(len(column.name), _widest(values, column.widest)))


def _fitted(wanted: dict[_Column, int], columns: int) -> dict[_Column, int]:
    """Return the columns that fit with their widths: each at least what it needs, and the rest of the room to the title.

    What is left then goes to the others, by a column at a time to the one that lacks most.
    """
    kept = dict(wanted)
    while _least(kept) > columns and (leaving := max(kept, key=lambda column: column.goes)).goes:
        del kept[leaving]
    widths = {column: min(column.least, want) for column, want in kept.items()}
    room = columns - _GAP * (len(kept) - 1) - sum(widths.values())
    while room > 0:
        short = max(kept, key=lambda one: _lack(one, kept, widths))
        if _lack(short, kept, widths) <= 0:
            break
        widths[short] += 1
        room -= 1
    title = next(column for column in widths if column.name == "TITLE")
    widths[title] = max(
        5, min(widths[title] + room, kept[title])
    )  # no room is left in a terminal narrower than anybody's
    return widths


def _least(wanted: dict[_Column, int]) -> int:
    return sum(min(column.least, want) for column, want in wanted.items()) + _GAP * (len(wanted) - 1)


def _lack(column: _Column, wanted: dict[_Column, int], widths: dict[_Column, int]) -> float:
    """How much of a column is still cut, as a part of what it wants; beyond half a line a title says enough."""
    enough = min(wanted[column], _TITLE_ENOUGH)
    return (enough - widths[column]) / enough * column.weight if enough else 0


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
