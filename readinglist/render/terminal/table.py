"""Sources, or what else has columns, as a table.

Aligned and cut to the width of a terminal, or separated by tabs where there is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from readinglist.render.terminal import style
from readinglist.render.terminal.columns import USUAL
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from readinglist.render.terminal.columns import Column

    Row = Any  # a source, or whatever the columns are of

_GAP = 2
_SAID = re.compile(r"\w+: ")
_ENOUGH = 50  # columns of any value that say most of it; a guess


def sources(found: Iterable[Row], columns: int | None, chosen: Sequence[Column] | None = None) -> Iterator[str]:
    """Yield a header, and a row for each source, with the columns that are chosen or the usual ones.

    No line is wider than `columns`; with None, cells are separated by tabs and nothing is cut.
    """
    if columns is None:
        yield from _tabbed(found, chosen or _RAW)
    else:
        yield from _aligned(found, columns, chosen or USUAL, is_chosen=bool(chosen))


# Off a terminal each status is there, so that a program can read it.
_RAW = [column._replace(value=lambda s: s.status) if column.head == "STATUS" else column for column in USUAL]


def _tabbed(found: Iterable[Row], shown: Sequence[Column]) -> Iterator[str]:
    values = [column.value for column in shown]
    for source in found:
        line = "\t".join([value(source) for value in values])
        yield line if line.replace("\t", "").isprintable() and line.count("\t") < len(values) else _safe(values, source)


def _safe(values: Sequence[Callable[[Any], str]], source: Row) -> str:
    return "\t".join(text.printable(value(source)) for value in values)


def _aligned(found: Iterable[Row], columns: int, shown: Sequence[Column], *, is_chosen: bool) -> Iterator[str]:
    values: list[list[str]] = [[] for _ in shown]
    filling = [(column.value, into.append) for column, into in zip(shown, values, strict=True)]
    for source in found:
        for value, put in filling:
            put(value(source))
    if not values[0]:
        return
    cells = dict(zip(shown, map(_clean, values), strict=True))
    wanted = {
        column: _wanted(column, values)
        for column, values in cells.items()
        if is_chosen or any(values) or not column.goes
    }
    widths = _fitted(wanted, columns)
    gap = " " * _GAP
    heads = (_pad(column.head, width, column) for column, width in widths.items())
    yield style.bold(gap.join(heads).rstrip())
    padded = [_padded(cells[column], width, column) for column, width in widths.items()]
    paint = [style.key if column.head == "KEY" else str for column in widths]
    for *front, last in zip(*padded, strict=True):
        row = (*front, last.rstrip())
        painted = (colour(cell) for colour, cell in zip(paint, row, strict=True))
        yield gap.join(painted).rstrip()
    if is_chosen and len(widths) < len(wanted):
        missing = ", ".join(column.head.lower() for column in wanted if column not in widths)
        yield style.dim(text.fit(f"no room for: {missing}", columns))


def _wanted(column: Column, values: list[str]) -> int:
    return min(column.widest, max(len(column.head), _widest(values, column.widest)))


def _fitted(wanted: dict[Column, int], columns: int) -> dict[Column, int]:
    """Return the columns that fit with their widths: each at least what it needs, and the rest to what lacks most.

    What is left then goes to the title, and to the others.
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
    for column in sorted(widths, key=lambda column: column.head != "TITLE"):
        more = max(0, min(room, kept[column] - widths[column]))
        widths[column] += more
        room -= more
    _squeeze(widths, room)
    return widths


def _squeeze(widths: dict[Column, int], room: int) -> None:
    """Take what is lacking from the widest columns, in a terminal narrower than anybody's."""
    while room < 0 and (widest := max(widths, key=lambda column: widths[column])) and widths[widest] > 1:
        widths[widest] -= 1
        room += 1


def _least(wanted: dict[Column, int]) -> int:
    return sum(min(column.least, want) for column, want in wanted.items()) + _GAP * (len(wanted) - 1)


def _lack(column: Column, wanted: dict[Column, int], widths: dict[Column, int]) -> float:
    """How much of a column is still cut, as a part of what it wants; beyond half a line a title says enough."""
    enough = min(wanted[column], _ENOUGH)
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


def _width(value: str) -> int:
    return text.width(value) if value.isascii() or text.has_joins(value) else sum(map(_WIDTHS.__getitem__, value))


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


def _padded(values: list[str], width: int, column: Column) -> list[str]:
    if column.is_number or column.several or column.is_path:
        return [_pad(value, width, column) for value in values]
    return [_fast_pad(value, width) for value in values]


def _pad(value: str, width: int, column: Column) -> str:
    """Return a cell; a number stands to the right, words that do not all fit are counted, `moe, mla +3`, and a path loses its front."""
    if column.is_number:
        return " " * (width - _width(value)) + value if _width(value) <= width else _fast_pad(value, width)
    if _width(value) > width and (column.several or column.is_path):
        value = _counted(value, width) if column.several else _end(value, width)
    return _fast_pad(value, width)


def _end(value: str, width: int) -> str:
    """Return the end of a path, behind a word that is said of it: `missing: /home/doe/a.pdf` → `missing: …oe/a.pdf`."""
    said = found[0] if (found := _SAID.match(value)) else ""
    path = value[len(said) :]
    while path and _width(said) + 1 + _width(path) > width:
        path = path[1:]
    return f"{said}…{path}"


def _counted(value: str, width: int) -> str:
    words = value.split(", ")
    for kept in range(len(words) - 1, 0, -1):
        shown = f"{', '.join(words[:kept])} +{len(words) - kept}"
        if _width(shown) <= width:
            return shown
    return value


def _fast_pad(value: str, width: int) -> str:
    """Return the same as `text.pad`, faster."""
    if value.isascii():
        return (value if len(value) <= width else f"{value[: width - 1].rstrip()}…").ljust(width)
    if text.has_joins(value):
        return text.pad(value, width)
    used = list(accumulate(map(_WIDTHS.__getitem__, value)))
    if used[-1] <= width:
        return value + " " * (width - used[-1])
    cut = value[: bisect_left(used, width)].rstrip(" \u200d")
    return f"{cut}…{' ' * (width - 1 - (used[len(cut) - 1] if cut else 0))}"
