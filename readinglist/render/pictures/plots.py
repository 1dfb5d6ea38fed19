"""Plots as SVG: bars by month, bars by name, dots by tag and year; each with a title, what it says in words, and its numbers as a table."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, NamedTuple

from readinglist.render.pictures.look import Look, opening
from readinglist.util import text
from readinglist.util.escape import html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

# Sizes in pixels of a drawing that is scaled to its place, chosen by eye for letters of 12 pixels.
_WIDE, _HIGH = 460, 190
_LEFT, _RIGHT, _TOP, _FOOT = 34, 14, 28, 28
_NAMES, _ROW = 158, 24  # of bars by name, and of rows of dots
_LETTER, _NARROW = 7, 6.4  # of a number or month, and of a name, on the average
_MOST_MONTHS = 36  # beyond that, years are shown
_MOST_YEARS = 16  # columns of dots; what is earlier is counted together
_MOST_ROWS = 20
_BEFORE = "before "
_MOST_STEPS = 4  # lines of a scale above the floor
_LABEL = 9  # letters below a column, with the space beside them


class Plot(NamedTuple):
    """A plot: what it is called, what it says in one sentence, its drawing, and its numbers: the heads of the columns, and rows that begin with a name."""

    title: str
    said: str
    lines: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class _Series(NamedTuple):
    """Numbers by the same names, with what they are called."""

    title: str
    counts: Mapping[str, int]


def by_month(added: Mapping[str, int], read: Mapping[str, int], name: str) -> Plot:
    """Return bars of what was added and what was read in each month, or, over a long time, in each year. Months are `2026-11`."""
    both: tuple[_Series, ...] = (_Series("added", added), _Series("read", read))
    spans = _months([*added, *read])
    unit = "month"
    if len(spans) > _MOST_MONTHS:
        both = tuple(_Series(one.title, _by_year(one.counts)) for one in both)
        first, last = spans[0][:4], spans[-1][:4]
        spans, unit = [f"{year:04}" for year in range(int(first), int(last) + 1)], "year"
    title = f"Added and read, by {unit}"
    told = [f"{sum(one.counts.values())} {one.title}" for one in both]
    busiest = max(spans, key=lambda span: sum(one.counts.get(span, 0) for one in both), default="")
    said = f"{' and '.join(told)}{f' from {spans[0]} to {spans[-1]}; most in {busiest}' if spans else ''}."
    rows = tuple((span, *(str(one.counts.get(span, 0)) for one in both)) for span in spans)
    return Plot(
        title, said, tuple(_columns(title, said, spans, both, name)), (unit.capitalize(), "Added", "Read"), rows
    )


def _by_year(counts: Mapping[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for month, number in counts.items():
        found[month[:4]] = found.get(month[:4], 0) + number
    return found


def _months(known: Iterable[str]) -> list[str]:
    """Return all months from the first to the last."""
    numbers = [
        int(month[:4]) * 12 + int(month[5:7]) - 1 for month in known if month[:4].isdigit() and month[5:7].isdigit()
    ]
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(min(numbers), max(numbers) + 1)] if numbers else []


def _columns(title: str, said: str, spans: Sequence[str], both: Sequence[_Series], name: str) -> Iterator[str]:
    yield from opening(_look(name), title, (_WIDE, _HIGH), description=said, role="img")
    most = max((one.counts.get(span, 0) for one in both for span in spans), default=0) or 1
    floor, room = _HIGH - _FOOT, _HIGH - _FOOT - _TOP
    yield from _legend([one.title for one in both])
    for step in _steps(most):
        level = floor - room * step / most
        yield f'<path class="grid" d="M{_LEFT} {level:.1f}H{_WIDE - _RIGHT}"/><text class="soft" x="{_LEFT - 6}" y="{level + 4:.1f}" text-anchor="end">{step}</text>'
    across = (_WIDE - _LEFT - _RIGHT) / max(1, len(spans))
    width = min(28.0, across * 0.8 / len(both))
    every = _every(across)
    for place, span in enumerate(spans):
        middle = _LEFT + across * (place + 0.5)
        for number, one in enumerate(both):
            height = room * one.counts.get(span, 0) / most
            left = middle + width * (number - len(both) / 2)
            kind = "bar" if number == 0 else "second"
            if height:
                yield f'<rect class="{kind}" x="{left:.1f}" y="{floor - height:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
        if place % every == 0:
            yield f'<text class="soft" x="{middle:.1f}" y="{floor + 18}" text-anchor="middle">{html(span)}</text>'
    yield "</svg>"


def _every(across: float) -> int:
    """Return of how many columns one has its name below it, so that names do not touch."""
    return max(1, math.ceil(_LABEL * _LETTER / across))


def _legend(titles: Sequence[str]) -> Iterator[str]:
    for number, title in enumerate(titles):
        left = _LEFT + number * 90
        yield f'<rect class="{"second" if number else "bar"}" x="{left}" y="4" width="12" height="12"/><text x="{left + 18}" y="14">{html(title)}</text>'


def _steps(most: int) -> list[int]:
    """Return the numbers at the lines of a scale: at most five, round ones. `[0, 5, 10]` up to 12."""
    step = next(
        size
        for power in itertools.count()
        for size in (10**power, 2 * 10**power, 5 * 10**power)
        if most / size <= _MOST_STEPS
    )
    return list(range(0, most + 1, step))


def by_name(title: str, counts: Mapping[str, int], name: str, *, link: Callable[[str], str] | None = None) -> Plot:
    """Return a bar for each name, the largest twenty in their order; with a link a name leads somewhere."""
    shown = dict(list(counts.items())[:_MOST_ROWS])
    more = f"; {len(counts) - len(shown)} more are in the table" if len(counts) > len(shown) else ""
    said = f"{', '.join(f'{key} {number}' for key, number in shown.items()) or 'None'}{more}."
    lines = tuple(_bars(title, said, shown, name, link))
    return Plot(title, said, lines, ("Name", "Number"), tuple((key, str(number)) for key, number in counts.items()))


def _bars(
    title: str, said: str, counts: Mapping[str, int], name: str, link: Callable[[str], str] | None
) -> Iterator[str]:
    size = (_WIDE, len(counts) * _ROW + 8)
    yield from opening(_look(name), title, size, description=said, role="group" if link else "img")
    most = max(counts.values(), default=1)
    for place, (key, number) in enumerate(counts.items()):
        top = place * _ROW + 4
        length = max(2.0, (_WIDE - _NAMES - 60) * number / most)
        href = link(key) if link else ""
        yield f'<a href="{html(href)}">' if href else ""
        yield f'<text x="{_NAMES - 8}" y="{top + 14}" text-anchor="end">{html(_fitted(key))}</text>'
        yield f'<rect class="bar" x="{_NAMES}" y="{top + 1}" width="{length:.1f}" height="{_ROW - 8}"/>'
        yield f'<text x="{_NAMES + length + 6:.1f}" y="{top + 14}">{number}</text>{"</a>" if href else ""}'
    yield "</svg>"


def _fitted(name: str) -> str:
    return text.fit(text.printable(name), int((_NAMES - 10) / _NARROW))


def by_tag_and_year(grid: Mapping[str, Mapping[int, int]], name: str) -> Plot:
    """Return a dot for each tag and year, as large as its number, which stands in it; the latest years, and what is earlier together."""
    title = "Sources by tag and year"
    tags = list(grid)[:_MOST_ROWS]
    years = sorted({year for tag in tags for year in grid[tag]})
    columns: list[tuple[str, tuple[int, ...]]] = [(str(year), (year,)) for year in years[-_MOST_YEARS:]]
    if len(years) > _MOST_YEARS:
        columns.insert(0, (f"{_BEFORE}{years[-_MOST_YEARS]}", tuple(years[:-_MOST_YEARS])))
    cells = {tag: [sum(grid[tag].get(year, 0) for year in of) for _, of in columns] for tag in tags}
    totals = {tag: sum(row) for tag, row in cells.items()}
    said = "; ".join(f"{tag} {total}, {_span(grid[tag])}" for tag, total in totals.items()) or "None"
    lines = tuple(_dots(title, f"{said}.", [head for head, _ in columns], cells, name))
    rows = tuple((tag, *(str(number or "") for number in row)) for tag, row in cells.items())
    return Plot(title, f"{said}.", lines, ("Tag", *(head for head, _ in columns)), rows)


def _span(years: Mapping[int, int]) -> str:
    first, last = min(years, default=0), max(years, default=0)
    return str(first) if first == last else f"{first} to {last}"


def _dots(title: str, said: str, heads: Sequence[str], cells: Mapping[str, Sequence[int]], name: str) -> Iterator[str]:
    yield from opening(_look(name), title, (_WIDE, len(cells) * _ROW + 30), description=said, role="img")
    is_earlier = bool(heads) and heads[0].startswith(_BEFORE)
    # What is earlier is many years together, beside which the dots of single ones would vanish.
    most = max((number for row in cells.values() for number in row[is_earlier:]), default=1) or 1
    across = (_WIDE - _NAMES - _RIGHT) / max(1, len(heads))
    every = _every(across * 1.5)  # years are shorter than months
    largest = min(across, _ROW) / 2 - 1
    for place, (tag, row) in enumerate(cells.items()):
        middle = place * _ROW + _ROW / 2
        yield f'<path class="grid" d="M{_NAMES} {middle:.1f}H{_WIDE - _RIGHT}"/><text x="{_NAMES - 8}" y="{middle + 4:.1f}" text-anchor="end">{html(_fitted(tag))}</text>'
        for column, number in enumerate(row):
            if number:
                at = _NAMES + across * (column + 0.5)
                radius = max(2.5, largest * min(1.0, number / most) ** 0.5)  # the area is the number
                yield f'<circle class="dot" cx="{at:.1f}" cy="{middle:.1f}" r="{radius:.1f}"/>'
                yield _number_of_dot(number, at, middle, radius)
    for column, head in enumerate(heads):
        if (column == 0 and is_earlier) or ((len(heads) - 1 - column) % every == 0 and column >= every * is_earlier):
            yield f'<text class="soft" x="{_NAMES + across * (column + 0.5):.1f}" y="{len(cells) * _ROW + 18}" text-anchor="middle">{html(head.replace(_BEFORE, "–"))}</text>'
    yield "</svg>"


def _number_of_dot(number: int, across: float, middle: float, radius: float) -> str:
    """Return the number of a dot where it is large enough to hold it."""
    if max(2, len(str(number))) * _LETTER > 2 * radius:
        return ""
    return f'<text class="in" x="{across:.1f}" y="{middle + 4:.1f}" text-anchor="middle" aria-hidden="true">{number}</text>'


def _look(name: str) -> Look:
    return Look(lambda _: "", styled=False, name=name)


def figure(plot: Plot) -> Iterator[str]:
    """Yield a plot as a figure of HTML: the picture, and its numbers as a table, which is printed too."""
    yield f'<figure class="plot"><figcaption>{html(plot.title)}</figcaption>'
    yield from plot.lines
    yield '<details><summary>Numbers</summary><div class="numbers"><table><thead><tr>'
    yield from (f'<th scope="col">{html(head)}</th>' for head in plot.heads)
    yield "</tr></thead><tbody>"
    for first, *rest in plot.rows:
        yield f'<tr><th scope="row">{html(first)}</th>{"".join(f"<td>{html(cell)}</td>" for cell in rest)}</tr>'
    yield "</tbody></table></div></details></figure>"
