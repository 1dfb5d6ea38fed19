"""Pocket's exports: a table, `title,url,time_added,tags,status`, or in older ones a page with the unread and the archive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats.lists import rows
from readinglist.formats.lists.saved import QUEUED, READ, SavedPage, moment, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item

NAME = "pocket"
SUFFIXES: tuple[str, ...] = ()  # those of all tables and pages
_PAGE = re.compile(r"<title>\s*Pocket Export\s*</title>", re.IGNORECASE)
_STATUSES = {"unread": QUEUED, "archive": READ, "read": READ}


def sniff(text: str) -> bool:
    """Whether a text begins as an export of Pocket."""
    return rows.has_columns(text, "url", "time_added", "tags") or bool(_PAGE.search(text[:2000]))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the pages of a file. Never raises."""
    whole = text if isinstance(text, str) else "".join(text)
    return records(NAME, _of_page(whole) if _PAGE.search(whole[:2000]) else _of_table(whole))


def _of_table(whole: str) -> Iterator[SavedPage]:
    for row, cells in rows.named(whole):
        yield SavedPage(
            row.line,
            cells.get("url", ""),
            cells.get("title", ""),
            tags=cells.get("tags", "").split("|"),
            added=moment(cells.get("time_added", "")),
            status=_STATUSES.get(cells.get("status", "").lower(), ""),
            raw=row.raw,
        )


def _of_page(whole: str) -> Iterator[SavedPage]:
    from readinglist.util import html  # noqa: PLC0415 - its table of entities is large, and seldom needed

    status, page = "", None
    words: list[str] = []
    lines = re.finditer(r"<a\b", whole, re.IGNORECASE)
    line, counted = 1, 0
    for token in html.tokens(whole):
        if not token.name:
            words.append(token.text)
            continue
        if token.name == "/h1":
            status = READ if "read archive" in " ".join(words).lower() else QUEUED
        elif token.name == "/a" and page:
            page.title = "".join(words).strip()
            yield page
            page = None
        elif token.name == "a":
            if found := next(lines, None):
                line, counted = line + whole.count("\n", counted, found.start()), found.start()
            said = token.attributes
            page = SavedPage(line, said.get("href", ""), tags=said.get("tags", "").split(","))
            page.added, page.status = moment(said.get("time_added", "")), status
        words = []
    if page:
        yield page
