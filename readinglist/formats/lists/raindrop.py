"""Raindrop's export as a table: `id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats.lists import rows
from readinglist.formats.lists.saved import FAVOURITE, SavedPage, SavedQuote, folders, moment, records
from readinglist.model.wishes import NO_WISHES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

NAME = "raindrop"
SUFFIXES: tuple[str, ...] = ()  # that of all tables
WISHES = True  # what is wished of folders counts
_HIGHLIGHT = re.compile(r"^(Highlight|Note)[ \t]*:[ \t]?", re.MULTILINE)


def sniff(text: str) -> bool:
    """Whether a text begins as an export of Raindrop."""
    return rows.has_columns(text, "url", "folder", "created", "tags")


def load(text: str | Iterable[str], *, parallel: object = None, wishes: Wishes = NO_WISHES) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the pages of a file. Never raises."""
    return records(NAME, _pages(text, wishes))


def _pages(text: str | Iterable[str], wishes: Wishes) -> Iterator[SavedPage]:
    for row, cells in rows.named(text):
        folder = cells.get("folder", "")
        tags = cells.get("tags", "").split(",")
        if wishes.collections and folder.lower() != "unsorted":
            tags.append(folders(folder.split("/")))
        if cells.get("favorite", "").lower() == "true":
            tags.append(FAVOURITE)
        yield SavedPage(
            row.line,
            cells.get("url", ""),
            cells.get("title", ""),
            name=cells.get("id", ""),
            tags=tags,
            added=moment(cells.get("created", "")),
            comment=cells.get("note", ""),
            abstract=cells.get("excerpt", ""),
            quotes=_quotes(cells.get("highlights", "")),
            raw=row.raw,
        )


def _quotes(written: str) -> list[SavedQuote]:
    """Return what was marked, each `Highlight:` with a `Note:` behind it where one was written."""
    _, *parts = _HIGHLIGHT.split(written)
    found: list[SavedQuote] = []
    for kind, said in zip(parts[::2], parts[1::2], strict=True):
        if kind == "Highlight":
            found.append(SavedQuote(said.strip()))
        elif found:
            found[-1].text = said.strip()
    return found or ([SavedQuote(written)] if written else [])
