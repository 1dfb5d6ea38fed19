"""What a search found: each source on a line, and the matching passage below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import text
from readinglist.record import CLOSE, OPEN
from readinglist.render import style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.record import Hit


def hits(found: Iterable[Hit], columns: int | None) -> Iterator[str]:
    """Yield two lines for each hit, cut to the width of the terminal; None for nothing cut."""
    for hit in found:
        year = "" if hit.year is None else str(hit.year)
        about = "  ".join(part for part in (text.printable(hit.byline), year, text.printable(hit.title)) if part)
        key = text.printable(hit.key)
        yield f"{style.key(key)}  {text.fit(about, columns - text.width(key) - 2) if columns else about}"
        yield f"    {_emphasised(_passage(hit.snippet, columns))}"


def _passage(snippet: str, columns: int | None) -> str:
    plain = text.printable(snippet.replace("\n", " "))
    return text.fit(plain, columns - 4) if columns else plain


def _emphasised(passage: str) -> str:
    """Put the matches between the marks into the terminal's emphasis; a mark that was cut off takes nothing along."""
    shown = []
    for part in passage.split(OPEN):
        inside, mark, after = part.partition(CLOSE)
        shown.append((style.match(inside) if mark else inside) + after)
    return "".join(shown)
