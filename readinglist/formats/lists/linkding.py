"""linkding: what its interface for programs answers, `{"results": [{"url", "title", "tag_names", "unread", "is_archived"}]}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from readinglist.formats import json_arrays
from readinglist.formats.lists.saved import QUEUED, READ, SavedPage, moment, records
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item

NAME = "linkding"
SUFFIXES: tuple[str, ...] = ()  # that of all JSON
_LOOKS = re.compile(r"\s*[\[{]")
_TOLD_BY = re.compile(r'"tag_names"\s*:')
_RESULTS = re.compile(r'"results"\s*:\s*(?=\[)')


def sniff(text: str) -> bool:
    """Whether a text begins as JSON of linkding."""
    plain = text.removeprefix("\ufeff")
    return bool(_LOOKS.match(plain) and _TOLD_BY.search(plain[:8000]))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the pages of a file, and a problem for what is none. Never raises."""
    return records(NAME, _pages((text if isinstance(text, str) else "".join(text)).removeprefix("\ufeff")))


def _pages(whole: str) -> Iterator[SavedPage | Problem]:
    boxed = _RESULTS.search(whole)
    wanted = "a bookmark of linkding is an object with an address, `url`"
    for found in json_arrays.objects(whole, wanted, boxed.end() if boxed else 0):
        yield found if isinstance(found, Problem) else _page(found.value, found)


def _page(value: dict[str, Any], found: json_arrays.JsonObject) -> SavedPage:
    tags = value.get("tag_names")
    is_read = value.get("is_archived") is True or value.get("unread") is False
    return SavedPage(
        found.line,
        json_arrays.text_of(value.get("url")),
        json_arrays.text_of(value.get("title")) or json_arrays.text_of(value.get("website_title")),
        tags=[json_arrays.text_of(tag) for tag in tags] if isinstance(tags, list) else [],
        added=moment(value.get("date_added")),
        status=QUEUED if value.get("unread") is True else READ if is_read else "",
        comment=json_arrays.text_of(value.get("notes")),
        abstract=json_arrays.text_of(value.get("description")) or json_arrays.text_of(value.get("website_description")),
        raw=found.raw,
    )
