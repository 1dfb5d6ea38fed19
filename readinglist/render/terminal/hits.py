"""The results of a search.

Each source on a line, and the matching passage below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model import dates
from readinglist.model.views import CLOSE, OPEN
from readinglist.render.terminal import style
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.model.attachment import PageHit
    from readinglist.model.views import Hit

_INDENT = "    "


def hits(found: Iterable[Hit], columns: int | None) -> Iterator[str]:
    """Yield two lines for each result.

    They are cut to the width of the terminal; with None, nothing is cut.
    """
    for hit in found:
        year = dates.shown_year(hit.year)
        about = "  ".join(part for part in (text.printable(hit.byline), year, text.printable(hit.title)) if part)
        key = text.printable(hit.key)
        yield f"{style.key(key)}  {text.fit(about, columns - text.width(key) - 2) if columns else about}"
        yield f"{_INDENT}{_emphasised(_passage(hit.snippet, columns))}"


def source_hits(found: Iterable[tuple[Hit, Sequence[PageHit]]], columns: int | None) -> Iterator[str]:
    """Yield a line for each source, and below it what matches: what is known about it, and the pages of its texts."""
    for hit, pages in found:
        lines = list(hits([hit], columns))
        yield from lines if hit.snippet else lines[:1]
        names = {page.attachment: page.name for page in pages}
        for page in pages:
            same = sum(name == page.name for name in names.values()) > 1
            place = f"{_INDENT}{_place(page, several=len(names) > 1, same=same)}"
            yield f"{style.dim(place)}{_emphasised(_passage(page.snippet, columns, text.width(place)))}"


def _place(page: PageHit, *, several: bool, same: bool) -> str:
    """Return where a passage is: its page, and which file of several, by its number too where two have the `same` name."""
    name = text.printable(page.name) + (f" [{page.attachment}]" if same and page.attachment else "")
    parts = [name] if several or not page.label else []
    parts += [f"p. {text.printable(page.label)}"] if page.label else []
    return f"{', '.join(parts)}: "


def _passage(snippet: str, columns: int | None, margin: int = len(_INDENT)) -> str:
    """Return a snippet that fits into a line.

    Where the match would be cut off, the words before it are dropped.
    """
    plain = text.printable(snippet)
    if columns is None:
        return plain
    room = columns - margin
    before, mark, rest = plain.partition(OPEN)
    match = text.width(rest.partition(CLOSE)[0])
    # Word by word, and never the match itself.
    while mark and text.width(before) + match >= room and " " in before.strip("… "):
        before = "…" + before.lstrip("… ").partition(" ")[2]
    return text.fit(before + mark + rest, room)


def _emphasised(passage: str) -> str:
    """Replace the marks around matches with the terminal's emphasis.

    A match whose closing mark was cut off is not emphasised.
    """
    shown = []
    for part in passage.split(OPEN):
        inside, mark, after = part.partition(CLOSE)
        shown.append((style.match(inside) if mark else inside) + after)
    return "".join(shown)
