"""The nodes of RDF in XML (https://www.w3.org/TR/rdf-syntax-grammar/), as far as Zotero writes it, with their lines.

No entity of a file's own is read, and nothing is deeper than nodes are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn
from xml.etree import ElementTree as ET
from xml.parsers import expat

from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "dcterms": "http://purl.org/dc/terms/",
    "link": "http://purl.org/rss/1.0/modules/link/",
    "bib": "http://purl.org/net/biblio#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
}
_PREFIXES = {address: prefix for prefix, address in NAMESPACES.items()}
_DEEPEST = 60  # levels; Zotero's nodes have about ten
_PIECE = 65_536
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_NODE = 2  # the depth of a node in its file
RdfNode = tuple[ET.Element, int]


def nodes(text: str) -> Iterator[RdfNode | Problem]:
    """Yield each node of a file, its names with the prefixes of `NAMESPACES`, `dc-title`, and its line; and a problem from where it is no XML."""
    reading = _NodeReading()
    try:
        found = _DECLARATION.match(text)
        plain = text if not found else re.sub(r"[^\n]", " ", found[0]) + text[found.end() :]
        for place in range(0, len(plain), _PIECE):
            reading.parser.Parse(plain[place : place + _PIECE], False)  # noqa: FBT003 - expat's own form
            yield from reading.taken()
        reading.parser.Parse("", True)  # noqa: FBT003 - as above
        yield from reading.taken()
    except (expat.ExpatError, ValueError) as error:
        yield from reading.taken()
        begin = _line_begins(text, reading.line)
        if rest := text[begin:].strip():
            yield Problem(max(reading.line, 1), f"it is no XML from here on ({error})", rest)


class _NodeReading:
    """The nodes of a file while it is read."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.open: list[ET.Element] = []
        self.done: list[RdfNode] = []
        self.line = 0

    def taken(self) -> list[RdfNode]:
        """Return the nodes that were read since the last time."""
        done, self.done = self.done, []
        return done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = ET.Element(_short(name), {_short(key): value for key, value in attributes.items()})
        if len(self.open) > _DEEPEST:
            raise ValueError("it is nested too deeply")
        if len(self.open) == _NODE - 1:
            self.line = self.parser.CurrentLineNumber
        if len(self.open) >= _NODE:
            self.open[-1].append(element)
        self.open.append(element)

    def _end(self, _: str) -> None:
        element = self.open.pop()
        if len(self.open) == _NODE - 1:
            self.done.append((element, self.line))
            self.line = self.parser.CurrentLineNumber

    def _text(self, text: str) -> None:
        element = self.open[-1]
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text

    @staticmethod
    def _entity(*_: object) -> NoReturn:
        raise ValueError("it declares entities of its own, which are not read")


def _short(name: str) -> str:
    address, brace, local = name.rpartition("}")
    return f"{_PREFIXES.get(address, address)}-{local}" if brace else local


def _line_begins(text: str, line: int) -> int:
    place = 0
    for _ in range(line - 1):
        place = text.find("\n", place) + 1 or len(text)
    return place
