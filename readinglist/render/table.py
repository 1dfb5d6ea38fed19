"""Sources as a table: aligned and cut to the width of a terminal, or separated by tabs where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist import text
from readinglist.render import style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from readinglist.record import Summary

_GAP = 2
_TITLE_AT_LEAST = 24
_NO_MARK = ("", "inbox")


class _Column(NamedTuple):
    name: str
    value: Callable[[Summary], str]
    widest: int
    from_width: int


_COLUMNS = (
    _Column("KEY", lambda s: s.key, 28, 0),
    _Column("AUTHORS", lambda s: s.byline, 22, 76),
    _Column("YEAR", lambda s: "" if s.year is None else str(s.year), 6, 50),
    _Column("STATUS", lambda s: "" if s.status in _NO_MARK else s.status, 8, 96),
    _Column("TAGS", lambda s: s.tags, 40, 120),
)


def sources(found: Sequence[Summary], columns: int | None) -> Iterator[str]:
    """Yield lines: a header and a row for each source, no line wider than `columns`; None for tabs and nothing cut."""
    if columns is None:
        yield from _tabbed(found)
    elif found:
        yield from _aligned(found, columns)


def _tabbed(found: Sequence[Summary]) -> Iterator[str]:
    for source in found:
        year = "" if source.year is None else str(source.year)
        cells = (source.key, source.byline, year, source.title, source.status, source.tags)
        yield "\t".join(map(text.printable, cells))


def _aligned(found: Sequence[Summary], columns: int) -> Iterator[str]:
    shown = [column for column in _COLUMNS if columns >= column.from_width]
    cells = [[text.printable(column.value(source)) for source in found] for column in shown]
    widths = [
        min(column.widest, max(len(column.name), *map(text.width, values)))
        for column, values in zip(shown, cells, strict=True)
    ]
    room = columns - sum(widths) - _GAP * len(shown)
    if room < _TITLE_AT_LEAST:
        widths[0] = max(8, widths[0] - (_TITLE_AT_LEAST - room))
        room = columns - sum(widths) - _GAP * len(shown)
    titles = [text.printable(source.title) for source in found]
    room = max(5, min(room, max(map(text.width, [*titles, "TITLE"]))))
    yield from _lines(shown, cells, titles, widths, room)


def _lines(
    shown: list[_Column], cells: list[list[str]], titles: list[str], widths: list[int], room: int
) -> Iterator[str]:
    """Yield the header and the rows: key, authors and year, then the title, then the rest."""
    front = sum(column.name in ("KEY", "AUTHORS", "YEAR") for column in shown)
    names = [text.pad(column.name, width) for column, width in zip(shown, widths, strict=True)]
    gap = " " * _GAP
    yield style.bold(gap.join([*names[:front], text.pad("TITLE", room), *names[front:]]).rstrip())
    padded = [[_padded(value, width) for value in values] for values, width in zip(cells, widths, strict=True)]
    for key, title, *rest in zip(padded[0], titles, *padded[1:], strict=True):
        behind = [_padded(title, room), *rest[front - 1 :]]
        line = gap.join([*rest[: front - 1], *behind]).rstrip()
        yield f"{style.key(key)}{gap}{line}"


def _padded(value: str, width: int) -> str:
    if value.isascii() and len(value) <= width:
        return value.ljust(width)
    return text.pad(value, width)
