"""The text of books in EPUB and documents of Word, which are ZIP archives of XML.

EPUB 3.3, 4 (OCF) and 5 (packages); ECMA-376. Neither has pages: where theirs end depends on who shows them.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from readinglist.fulltext import html
from readinglist.util.archive import Archive, Handlers
from readinglist.util.encoding import lenient

_BOOK, _DOCUMENT = "book in EPUB", "document of Word"
_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_MAIN = re.compile(r"word/document\d*\.xml")
_NOTES = re.compile(r"word/(?:footnotes|endnotes)\d*\.xml")
_PAGES = ("application/xhtml+xml", "text/html")
_MOST_LETTERS = 12_000_000  # of a book's chapters with their tags; a guess, three times a long one
# What was deleted or moved away, and what is there for older programs only.
_SKIPPED = frozenset(("del", "moveFrom", "Fallback"))


def text(data: bytes) -> str:
    """Return the text of a book in EPUB or of a document of Word. Raises ValueError."""
    archive = Archive(data, _DOCUMENT)
    if archive.has(_CONTAINER):
        return _book(Archive(data, _BOOK))
    main = archive.names(_MAIN)
    if not main:
        raise ValueError(f"it is no {_DOCUMENT} and no {_BOOK}")
    words = _Words()
    for name in (main[0], *archive.names(_NOTES)):
        archive.parse(name, words)
    return "".join(words.pieces)


class _Words(Handlers):
    """The paragraphs of a part of a document of Word, a line each."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._takes = False
        self._skipped = 0  # elements that are open of what is not read

    def opened(self, name: str, _attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name in _SKIPPED or self._skipped:
            self._skipped += 1
        elif name == "t":
            self._takes = True
        elif name in ("tab", "br", "cr"):
            self.pieces.append("\t" if name == "tab" else "\n")
        elif name == "noBreakHyphen":
            self.pieces.append("-")

    def words(self, text: str) -> None:
        """Take text; line ends of the file are none of the document."""
        if self._takes and not self._skipped:
            self.pieces.append(text.replace("\n", " ").replace("\f", " "))

    def closed(self, name: str) -> None:
        """Take the end of an element."""
        if self._skipped:
            self._skipped -= 1
        elif name == "t":
            self._takes = False
        elif name == "p":
            self.pieces.append("\n")


class _Attributes(Handlers):
    """The attributes of some elements of a part, in order."""

    def __init__(self, *names: str) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []
        self._names = names

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name in self._names:
            self.found.append((name, attributes))


def _book(archive: Archive) -> str:
    """Return the chapters of a book in the order in which they are read."""
    locked = _Attributes("CipherReference")
    archive.parse_if_sound(_ENCRYPTION, locked)
    encrypted = {unquote(attributes.get("URI", "")).lstrip("/") for _, attributes in locked.found}
    chapters, left = [], _MOST_LETTERS
    for name in _chapters(archive):
        if name in encrypted:
            raise ValueError("it is encrypted")
        data = archive.read(name)
        left -= len(data)
        if left < 0:
            raise ValueError(f"its chapters are longer than {_MOST_LETTERS:,} bytes")
        chapters.append(html.stripped(lenient(data)[0]).replace("\f", " "))
    return "\n".join(chapters)


def _chapters(archive: Archive) -> list[str]:
    """Return the names of the chapters, each once."""
    roots = _Attributes("rootfile")
    archive.parse(_CONTAINER, roots)
    package = next((attributes.get("full-path", "") for _, attributes in roots.found), "")
    if not archive.has(package):
        raise ValueError(f"it is no {_BOOK}, as its package is not there")
    parts = _Attributes("item", "itemref")
    archive.parse(package, parts)
    items = {
        one.get("id", ""): _within(package, one.get("href", ""))
        for kind, one in parts.found
        if kind == "item" and one.get("media-type") in _PAGES
    }
    order = [items.get(one.get("idref", ""), "") for kind, one in parts.found if kind == "itemref"]
    return list(dict.fromkeys(name for name in order if archive.has(name)))


def _within(package: str, address: str) -> str:
    """Return the name in the archive of what the package names; it is compared with names there, and is no path of the disk."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(urlsplit(address).path)))
