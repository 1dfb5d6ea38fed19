"""The text of books in EPUB, with their headings and the pages of their printed editions.

EPUB 3.3, 4 (OCF), 5 (packages) and 7 (navigation documents); of EPUB 2 the NCX (Z39.86-2005, 8).
"""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from readinglist.fulltext import html, printed
from readinglist.fulltext.written import Heading, Opening, WrittenText
from readinglist.util.archive import Handlers
from readinglist.util.encoding import lenient
from readinglist.util.html import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from readinglist.util.archive import Archive

KIND = "book in EPUB"
CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html")
_NCX = "application/x-dtbncx+xml"
_MOST_LETTERS = 12_000_000  # of a book's chapters with their tags; a guess, three times a long one
_MOST_ENTRIES = 20_000  # of its lists of sections and of pages; a guess, twice what has been seen of any book's pages


class _Item(NamedTuple):
    """A part of a book: its name in the archive, what it is, its properties."""

    name: str
    media: str
    properties: str


class _Entry(NamedTuple):
    """An entry of a list of a book: what is listed, a chapter or an element of it by its id, its words, and how deep it stands."""

    is_page: bool
    name: str
    anchor: str
    words: str
    level: int


class _Attributes(Handlers):
    """The attributes of some elements of a part, in order."""

    def __init__(self, *names: str) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []
        self._names = names

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name in self._names:
            self.found.append((name, attributes))


def read(archive: Archive) -> WrittenText:
    """Return the chapters of a book in the order in which they are read. Raises ValueError."""
    locked = _Attributes("CipherReference")
    archive.parse_if_sound(_ENCRYPTION, locked)
    encrypted = {unquote(attributes.get("URI", "")).lstrip("/") for _, attributes in locked.found}
    items, order = _parts(archive)
    listed = [] if any(one.name in encrypted for one in items) else list(_listed(archive, items))
    book, left = _Book(listed), _MOST_LETTERS
    for name in order:
        if name in encrypted:
            raise ValueError("it is encrypted")
        data = archive.read(name)
        left -= len(data)
        if left < 0:
            raise ValueError(f"its chapters are longer than {_MOST_LETTERS:,} bytes")
        book.add(name, lenient(data)[0])
    return book.written()


class _Book:
    """Puts the chapters of a book together."""

    def __init__(self, listed: list[_Entry]) -> None:
        self._sections = [one for one in listed if not one.is_page]
        self._labels: dict[str, dict[str, str]] = {}
        self._anchors: dict[str, set[str]] = {}
        for one in listed:
            if one.is_page:
                self._labels.setdefault(one.name, {}).setdefault(one.anchor, printed.label(one.words))
            else:
                self._anchors.setdefault(one.name, set()).add(one.anchor)
        self._chapters: list[str] = []
        self._length = 0
        self._headings: list[Heading] = []
        self._openings: list[Opening] = []
        self._places: dict[tuple[str, str], int] = {}

    def add(self, name: str, chapter: str) -> None:
        """Add a chapter."""
        labels, start = self._labels.get(name, {}), self._length
        page = html.read(chapter, {one: label for one, label in labels.items() if one}, self._anchors.get(name, ()))
        self._places |= {(name, anchor): start + at for anchor, at in page.anchors.items()}
        self._places[name, ""] = start
        self._headings += [one._replace(at=start + one.at) for one in page.headings]
        self._openings += [Opening(labels[""], start)] if labels.get("") else []
        self._openings += [one._replace(at=start + one.at) for one in page.openings]
        text = page.text.replace("\f", " ")
        self._chapters.append(text)
        self._length += len(text) + 1

    def written(self) -> WrittenText:
        """Return what the chapters are together."""
        headings = sorted([*self._headings, *self._without_heading()], key=lambda one: one.at)
        return WrittenText("\n".join(self._chapters), tuple(headings), tuple(self._openings))

    def _without_heading(self) -> Iterator[Heading]:
        """Yield what the book's table of contents names and no heading does: many have their titles in plain paragraphs."""
        named = [
            (one, self._places[one.name, one.anchor])
            for one in self._sections
            if (one.name, one.anchor) in self._places
        ]
        begun = sorted({at for _, at in named})
        have = [one.at for one in self._headings]
        seen = set[int]()
        for one, at in named:
            end = next(iter(begun[bisect_left(begun, at + 1) :][:1]), self._length)
            first = bisect_left(have, at)
            if at not in seen and (first == len(have) or have[first] >= end):
                seen.add(at)
                yield Heading(one.words, one.level, at)


def _parts(archive: Archive) -> tuple[list[_Item], list[str]]:
    """Return the parts of a book, the table of contents first, and the names of its chapters in the order in which they are read, each once."""
    roots = _Attributes("rootfile")
    archive.parse(CONTAINER, roots)
    package = next((attributes.get("full-path", "") for _, attributes in roots.found), "")
    if not archive.has(package):
        raise ValueError(f"it is no {KIND}, as its package is not there")
    parts = _Attributes("item", "itemref")
    archive.parse(package, parts)
    items = {
        one.get("id", ""): _Item(
            _within(package, one.get("href", "")), one.get("media-type", ""), one.get("properties", "")
        )
        for kind, one in parts.found
        if kind == "item"
    }
    chapters = {name: one.name for name, one in items.items() if one.media in _PAGES}
    order = [chapters.get(one.get("idref", ""), "") for kind, one in parts.found if kind == "itemref"]
    lists = [one for one in items.values() if "nav" in one.properties.split()]
    lists += [one for one in items.values() if one.media == _NCX]
    return [one for one in lists if archive.has(one.name)], list(
        dict.fromkeys(one for one in order if archive.has(one))
    )


def _listed(archive: Archive, items: list[_Item]) -> Iterator[_Entry]:
    """Yield the sections and printed pages that a book lists: each list from the first part that has it."""
    had = set[bool]()
    for item in items[:2]:
        page = lenient(archive.read(item.name))[0]
        reader = _NcxReader(item.name) if item.media == _NCX else _NavReader(item.name)
        for token in tokens(page, xml=True):
            reader.take(token.name, token.text, token.attributes)
            if len(reader.found) >= _MOST_ENTRIES:
                break
        yield from (one for one in reader.found if one.is_page not in had)
        had |= {one.is_page for one in reader.found}


class _ListReader:
    """Reads lists of sections and pages of a book."""

    def __init__(self, name: str) -> None:
        self.found: list[_Entry] = []
        self._name = name
        self._is_page: bool | None = None  # which list is open, if any
        self._level = 0
        self._target: str | None = None
        self._words: list[str] = []

    def _add(self) -> None:
        words = printed.title("".join(self._words))
        if self._target and self._is_page is not None and words:
            anchor = unquote(urlsplit(self._target).fragment)
            found = _Entry(self._is_page, _within(self._name, self._target), anchor, words, max(1, self._level))
            self.found.append(found)
        self._target, self._words = None, []


class _NavReader(_ListReader):
    """Reads the navigation document of EPUB 3."""

    def take(self, name: str, text: str, attributes: Mapping[str, str]) -> None:
        """Take a tag or a text."""
        if name == "nav":
            kinds = f"{attributes.get('epub:type', '')} {attributes.get('role', '')}".lower().split()
            is_pages = "page-list" in kinds or "doc-pagelist" in kinds
            self._is_page = is_pages if is_pages or "toc" in kinds or "doc-toc" in kinds else None
            self._level = 0
        elif name == "/nav":
            self._is_page = None
        elif name in ("ol", "/ol"):
            self._level += 1 if name == "ol" else -1
        elif name == "a":
            self._target, self._words = attributes.get("href", ""), []
        elif name == "/a":
            self._add()
        elif not name and self._target is not None:
            self._words.append(text)


class _NcxReader(_ListReader):
    """Reads the NCX of EPUB 2, in which the words of an entry stand before its target."""

    def take(self, name: str, text: str, attributes: Mapping[str, str]) -> None:
        """Take a tag or a text."""
        if name in ("navpoint", "pagetarget"):
            self._is_page, self._words, self._level = name == "pagetarget", [], self._level + 1
        elif name in ("/navpoint", "/pagetarget"):
            self._level -= 1
        elif name == "content":
            self._target = attributes.get("src", "")
            self._add()
        elif not name and self._is_page is not None:
            self._words.append(text)


def _within(package: str, address: str) -> str:
    """Return the name in the archive of what the package names; it is compared with names there, and is no path of the disk."""
    named = urlsplit(address).path
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(named))) if named else package
