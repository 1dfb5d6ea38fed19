"""The numbers of a library as bars of blocks, which are read aloud as numbers too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.render.terminal import style
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from readinglist.model.stats import Stats

_MOST = 15  # rows of one kind; the last months and years, the commonest tags
_NAME, _LONGEST = 24, 40  # columns of a name, and of a bar
_WIDE = 80
_YEAR = 6  # columns of a year
_FEW = 2  # years that make a grid
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def lines(stats: Stats, columns: int | None) -> Iterator[str]:
    """Yield the lines, each kind below its heading."""
    yield f"{stats.sources} {'source' if stats.sources == 1 else 'sources'}"
    latest = (("Added by month", stats.added), ("Read by month", stats.read), ("By year", stats.year))
    commonest = (
        ("By status", stats.status),
        ("By tag", stats.tag),
        ("By type", stats.type),
        ("To work on", stats.todo),
    )
    for title, counts in latest:
        yield from _bars(title, dict(list(counts.items())[-_MOST:]), len(counts), columns or _WIDE)
    yield from _grid(stats.tag_year, columns or _WIDE)
    for title, counts in commonest:
        yield from _bars(title, dict(list(counts.items())[:_MOST]), len(counts), columns or _WIDE)


def _bars(title: str, counts: Mapping[str, int], whole: int, columns: int) -> Iterator[str]:
    if not counts:
        return
    more = f", {len(counts)} of {whole}" if whole > len(counts) else ""
    yield ""
    yield style.bold(f"{title}{more}")
    name = min(_NAME, max(map(text.width, counts)))
    most = max(counts.values())
    digits = len(str(most))
    room = max(1, min(_LONGEST, columns - name - digits - 6))
    for key, number in counts.items():
        shown = text.fit(text.printable(key), name)
        yield f"  {shown}{' ' * (name - text.width(shown))}  {number:>{digits}}  {_bar(number / most * room)}"


def _grid(counts: Mapping[str, Mapping[int, int]], columns: int) -> Iterator[str]:
    """Yield the numbers by tag and year: the commonest tags, and the last years that there is room for."""
    tags = list(counts)[:_MOST]
    every = sorted({year for tag in tags for year in counts[tag]})
    name = min(_NAME, max(map(text.width, tags), default=0))
    years = every[-max(1, (columns - name - 2) // _YEAR) :]
    if len(years) < _FEW:
        return
    more = f", from {years[0]} on" if len(years) < len(every) else ""
    yield ""
    yield style.bold(f"By tag and year{more}")
    yield f"  {' ' * name}{''.join(f'{year:>{_YEAR}}' for year in years)}"
    for tag in tags:
        shown = text.fit(text.printable(tag), name)
        numbers = "".join(f"{counts[tag].get(year, 0) or '·':>{_YEAR}}" for year in years)
        yield f"  {shown}{' ' * (name - text.width(shown))}{numbers}"


def _bar(length: float) -> str:
    eighths = max(1, round(length * 8))
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()
