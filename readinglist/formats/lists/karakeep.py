"""Karakeep, which was Hoarder: its export, `{"bookmarks": [{"createdAt", "title", "tags", "content": {"type", "url"}, "note", "archived"}]}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from readinglist.formats import json_arrays
from readinglist.formats.json_arrays import text_of
from readinglist.formats.lists.saved import FAVOURITE, READ, SavedPage, moment, records
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item

NAME = "karakeep"
SUFFIXES: tuple[str, ...] = ()  # that of all JSON
_LOOKS = re.compile(r"\s*[\[{]")
_TOLD_BY = re.compile(r'"bookmarks"\s*:\s*\[|"createdAt"\s*:')
_BOOKMARKS = re.compile(r'"bookmarks"\s*:\s*(?=\[)')
_FILE = "asset"


def sniff(text: str) -> bool:
    """Whether a text begins as JSON of Karakeep."""
    plain = text.removeprefix("\ufeff")[:8000]
    return bool(_LOOKS.match(plain) and _TOLD_BY.search(plain) and re.search(r'"content"\s*:', plain))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the pages of a file, and a problem for what is none. Never raises."""
    return records(NAME, _pages((text if isinstance(text, str) else "".join(text)).removeprefix("\ufeff")))


def _pages(whole: str) -> Iterator[SavedPage | Problem]:
    boxed = _BOOKMARKS.search(whole)
    wanted = "a bookmark of Karakeep is an object with its content"
    for found in json_arrays.objects(whole, wanted, boxed.end() if boxed else 0):
        if isinstance(found, Problem):
            yield found
        else:
            yield from _page(found.value, found)


def _page(value: dict[str, Any], found: json_arrays.JsonObject) -> Iterator[SavedPage | Problem]:
    given, tags = value.get("content"), value.get("tags")
    content = given if isinstance(given, dict) else {}
    words = text_of(content.get("text"))
    title = text_of(value.get("title")) or text_of(content.get("title")) or text_of(content.get("fileName"))
    url = text_of(content.get("url")) or text_of(content.get("sourceUrl"))
    page = SavedPage(
        found.line,
        url,
        title or (words.strip().partition("\n")[0][:80] if not url else ""),
        name=text_of(value.get("id")),
        kind="online" if url else "misc",
        tags=[text_of(tag.get("name") if isinstance(tag, dict) else tag) for tag in tags or ()]
        if isinstance(tags, list)
        else [],
        added=moment(value.get("createdAt")),
        status=READ if value.get("archived") is True else "",
        comment="\n\n".join(filter(None, (words, text_of(value.get("note"))))),
        abstract=text_of(value.get("summary")) or text_of(content.get("description")),
        raw=found.raw,
    )
    if value.get("favourited") is True:
        page.tags.append(FAVOURITE)
    yield page
    if content.get("type") == _FILE:
        yield Problem(
            found.line, f"the file of “{page.title}” was left out, as the export does not hold it", broken=False
        )
