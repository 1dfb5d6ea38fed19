"""The boxes of graphs and trees, whose texts stay inside, whatever the font that a reader has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.util import text
from readinglist.util.escape import html

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Sizes in pixels, chosen by eye for letters of 11 pixels.
WIDTH = 270
LINE = 14
_PAD = 8
_ROOM = WIDTH - 2 * _PAD  # for the text of a box
_CELLS = {
    "id": 6.4,
    "words": 5.8,
    "how": 5.8,
}  # of a letter: that of a key is as wide as the next, that of a title on the average of many titles
_CORNERS = {"claim": 14}  # a claim is known by its shape, a source has small ones
_TIGHT = 0.5  # of the room: what may be longer than that is told its length


class Place(NamedTuple):
    """The upper left corner of a box."""

    left: float
    top: float


class Box(NamedTuple):
    """A box: its lines, each with its kind (`id`, `words` or `how`), what is said of it in full, and where it leads, if anywhere."""

    lines: Sequence[tuple[str, str]]
    title: str
    kind: str = ""
    href: str = ""
    id: str = ""


def height(lines: int) -> int:
    """Return the height of a box with some lines."""
    return 2 * _PAD + LINE * lines - 8


def drawn(box: Box, place: Place) -> Iterator[str]:
    """Yield a box at a place. One that leads somewhere is a link, which a keyboard reaches."""
    link = f'<a href="{html(box.href)}">' if box.href else ""
    name = f' id="{html(box.id)}"' if box.id else ""
    yield f'<g{name} class="{html(box.kind)}">{link}<title>{html(box.title)}</title>'
    yield f'<rect class="box" x="{place.left:g}" y="{place.top:.1f}" width="{WIDTH}" height="{height(len(box.lines))}" rx="{_CORNERS.get(box.kind.partition(" ")[0], 5)}"/>'
    for number, (kind, words) in enumerate(box.lines, 1):
        yield _line(kind, words, place.left + _PAD, place.top + LINE * number)
    yield f"{'</a>' if link else ''}</g>"


def _line(kind: str, words: str, left: float, down: float) -> str:
    cell = _CELLS[kind]
    fitting = text.fit(text.printable(words), int(_ROOM / cell))
    length = text.width(fitting) * cell
    told = f' textLength="{length:.0f}" lengthAdjust="spacingAndGlyphs"' if length > _ROOM * _TIGHT else ""
    return f'<text class="{kind}" x="{left:g}" y="{down:.1f}"{told}>{html(fitting)}</text>'
