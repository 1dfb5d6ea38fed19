"""OpenDocument's .odt (OASIS OpenDocument 1.3): paragraphs, reference marks, bibliography marks, fields of Word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from readinglist.manuscripts.office import fields
from readinglist.manuscripts.office.properties import Properties
from readinglist.manuscripts.office.rendition import LISTED, UNREAD, EmbeddedWork, Rendition
from readinglist.util.archive import Archive, Handlers

if TYPE_CHECKING:
    from collections.abc import Mapping

MAIN = "content.xml"
_META = "meta.xml"
_PARAGRAPHS = ("p", "h")
# What was deleted, and what is no text of the document.
_SKIPPED = frozenset(("tracked-changes", "note-citation", "annotation", "forms"))


def rendered(archive: Archive) -> str:
    """Return a document as text. Raises ValueError."""
    properties = Properties("user-defined")
    archive.parse_if_sound(_META, properties)
    reader = _Reader(properties.citations())
    archive.parse(MAIN, reader)
    return reader.rendition.text()


class _Reader(Handlers):
    """Goes through the elements of the content."""

    def __init__(self, marked: dict[str, str]) -> None:
        self.rendition = Rendition()
        self._marked = marked
        self._paragraphs = self._unread = 0  # how many are open
        self._has_entries = False  # whether the bibliography of pandoc has begun

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name in _SKIPPED or self._unread:
            self._unread += 1
        elif name in _PARAGRAPHS:
            self._paragraphs += 1
        elif name in ("s", "tab", "line-break"):
            self.rendition.add(" ")
        elif name in ("reference-mark", "reference-mark-start"):
            self._cite(attributes.get("name", ""))
        elif name in ("bookmark", "bookmark-start"):
            called = attributes.get("name", "")
            self._cite(self._marked.get(called, called if called.startswith("_CTVP") else ""))
        elif name == "param":
            self._cite(attributes.get("value", ""))
        elif name == "bibliography-mark":
            self.rendition.cite(_marked_work(attributes))
        elif name == "a":
            self.rendition.cite(fields.of_anchor(attributes.get("href", "")))
        elif name == "section":
            self._section(attributes.get("name", ""))

    def closed(self, name: str) -> None:
        """Take the end of an element."""
        if self._unread:
            self._unread -= 1
        elif name in _PARAGRAPHS:
            self._paragraphs -= 1
            self.rendition.end_line()

    def words(self, text: str) -> None:
        """Take text."""
        if self._paragraphs and not self._unread:
            self.rendition.add(text)

    def _cite(self, code: str) -> None:
        self.rendition.cite(fields.works(code, {}))
        self.rendition.cite(fields.unread(code), UNREAD)

    def _section(self, name: str) -> None:
        self._has_entries = self._has_entries or name == "refs"
        if self._has_entries:
            self.rendition.cite(fields.of_anchor(name), LISTED)


def _marked_work(attributes: Mapping[str, str]) -> list[EmbeddedWork]:
    """Return the work of LibreOffice's own bibliography that a mark cites."""
    item: dict[str, Any] = {"type": "document", "title": attributes.get("title", "")}
    year = attributes.get("year", "")
    if attributes.get("isbn"):
        item["ISBN"] = attributes["isbn"]
    if year.isascii() and year.isdigit():
        item["issued"] = {"date-parts": [[int(year[:4])]]}
    if attributes.get("author"):
        item["author"] = [{"literal": attributes["author"]}]
    key = attributes.get("identifier", "")
    return [EmbeddedWork(key, json.dumps(item) if item["title"] else "")] if key else []
