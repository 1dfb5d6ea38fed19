"""Instapaper's export: `URL,Title,Selection,Folder,Timestamp,Tags`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from readinglist.formats.lists import rows
from readinglist.formats.lists.saved import FAVOURITE, QUEUED, READ, SavedPage, SavedQuote, folders, moment, records
from readinglist.model.wishes import NO_WISHES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

NAME = "instapaper"
SUFFIXES: tuple[str, ...] = ()  # that of all tables
WISHES = True  # what is wished of folders counts
_UNREAD, _ARCHIVE, _STARRED = "unread", "archive", "starred"


def sniff(text: str) -> bool:
    """Whether a text begins as an export of Instapaper."""
    return rows.has_columns(text, "url", "title", "selection", "folder")


def load(text: str | Iterable[str], *, parallel: object = None, wishes: Wishes = NO_WISHES) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the pages of a file. Never raises."""
    return records(NAME, _pages(text, wishes))


def _pages(text: str | Iterable[str], wishes: Wishes) -> Iterator[SavedPage]:
    for row, cells in rows.named(text):
        folder = cells.get("folder", "")
        low = folder.lower()
        tags = _tags(cells.get("tags", ""))
        if low == _STARRED:
            tags.append(FAVOURITE)
        elif low not in (_UNREAD, _ARCHIVE) and wishes.collections:
            tags.append(folders([folder]))
        yield SavedPage(
            row.line,
            cells.get("url", ""),
            cells.get("title", ""),
            tags=tags,
            added=moment(cells.get("timestamp", "")),
            # What lies in a folder of the user's own was not put into the archive.
            status=READ if low == _ARCHIVE else "" if low == _STARRED else QUEUED,
            quotes=[SavedQuote(cells["selection"])] if "selection" in cells else [],
            raw=row.raw,
        )


def _tags(written: str) -> list[str]:
    """Return tags, which stand as an array of JSON, or with commas."""
    try:
        found = json.loads(written[:10_000]) if written.startswith("[") else None
    except (ValueError, RecursionError):
        found = None
    return [str(tag) for tag in found] if isinstance(found, list) else written.strip("[]").split(",")
