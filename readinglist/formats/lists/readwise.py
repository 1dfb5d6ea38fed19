"""Readwise: the table of highlights, each a row, and that of the documents in Reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats.lists import rows
from readinglist.formats.lists.saved import QUEUED, READ, SavedPage, SavedQuote, colour_of, moment, records
from readinglist.util.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from readinglist.model.record import Item

NAME = "readwise"
SUFFIXES: tuple[str, ...] = ()  # that of all tables
_PLACES = {"page": "page", "chapter": "chapter", "time_offset": "time", "location": "location", "order": ""}
# Where a document lies in Reader; what came by a feed was not chosen by anyone.
_SHELVES = {"new": QUEUED, "later": QUEUED, "shortlist": QUEUED, "archive": READ}
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_DONE = 0.97  # of a document that is as good as read; the end is thanks and references. A guess
_PALETTE = {
    "yellow": "#ffd400", "red": "#ff6666", "green": "#5fb236", "blue": "#2ea8e5", "purple": "#a28ae5", "pink": "#e56eee",
    "orange": "#f19837",
}  # fmt: skip


def sniff(text: str) -> bool:
    """Whether a text begins as an export of Readwise."""
    return rows.has_columns(text, "highlight", "book title") or rows.has_columns(
        text, "title", "url", "document tags", "saved date"
    )


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the documents of a file, with what was marked in them. Never raises."""
    return records(NAME, _pages(text))


def _pages(text: str | Iterable[str]) -> Iterator[SavedPage]:
    for row, cells in rows.named(text):
        page = _highlight(cells) if "book title" in cells or "highlight" in cells else _document(cells)
        page.line, page.raw = row.line, row.raw
        yield page


def _highlight(cells: Mapping[str, str]) -> SavedPage:
    title, author = cells.get("book title", ""), cells.get("book author", "")
    number = cells.get("amazon book id", "")
    place, kind = cells.get("location", ""), _PLACES.get(cells.get("location type", "").lower(), "location")
    quote = SavedQuote(
        cells.get("highlight", ""),
        cells.get("note", ""),
        locator=f"{kind} {place}" if place and kind else "",
        created=moment(cells.get("highlighted at", "")),
        colour=_PALETTE.get(cells.get("color", "").lower(), colour_of(cells.get("color", ""))),
        tags=cells.get("tags", "").split(","),
    )
    address = next((value for name, value in cells.items() if "url" in name and _WEB.fullmatch(value)), "")
    return SavedPage(
        0,
        address,
        title,
        name=number or address or f"{fold(title)} {fold(author)}".strip(),
        kind="book" if number else "misc",
        author=_authors(author),
        tags=cells.get("document tags", "").split(","),
        kept={"amazon-book-id": number},
        quotes=[quote],
    )


def _document(cells: Mapping[str, str]) -> SavedPage:
    shelf = cells.get("location", "").lower()
    progress = cells.get("reading progress", "")
    is_done = re.fullmatch(r"[01](\.\d{1,20})?", progress) and float(progress) >= _DONE
    return SavedPage(
        0,
        cells.get("url", ""),
        cells.get("title", ""),
        name=cells.get("id", ""),
        author=_authors(cells.get("author", "")),
        tags=cells.get("document tags", "").split(","),
        added=moment(cells.get("saved date", "")),
        status=READ if is_done else _SHELVES.get(shelf, ""),
        comment=cells.get("document note", ""),
    )


def _authors(written: str) -> str:
    """Return the authors of a document, which Readwise has as on a title page: `Jane Doe, Ede Poe, and Max Roe`."""
    family, _, rest = written.partition(",")
    if ";" in written or (rest and "," not in rest and " " not in family.strip()):
        return written  # `Doe, Jane`
    return "; ".join(part for one in re.split(r",\s+|\s+and\s+", written) if (part := one.removeprefix("and ").strip()))
