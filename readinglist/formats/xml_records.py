"""Reads files of XML record by record: what is well-formed before a fault is kept, and the rest is a problem with its line.

No entity of a file's own is read (XML 1.0, 4.2), so that nothing small becomes huge and no other file is opened; nothing is deeper than
records are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree as ET

from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DEEPEST = 60  # levels; records of these formats have about ten
_PIECE = 65_536


def whole(text: str | Iterable[str]) -> str:
    """Return a text without a byte order mark."""
    return (text if isinstance(text, str) else "".join(text)).removeprefix("\ufeff")


def root_of(text: str) -> str:
    """Return the name of the first element of a text, without its prefix; empty where there is none."""
    found = re.match(
        r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*<([\w:.-]+)", text.removeprefix("\ufeff")[:4000], re.DOTALL
    )
    return found[1].rpartition(":")[2] if found else ""


def elements(text: str, name: str) -> Iterator[tuple[ET.Element, int] | Problem]:
    """Yield each element of a name, in any namespace, with its line; and a problem where the XML ends being XML."""
    if _ENTITY.search(text):
        yield Problem(1, "it declares entities of its own, which are not read", text[:2000])
        return
    places = _places(text, name)
    place, line = next(places, (len(text), 0))
    try:
        for element in _ended(_DECLARATION.sub("", text, count=1), name):
            yield element, line
            place, line = next(places, (len(text), 0))
    except (ET.ParseError, ValueError) as error:
        if rest := text[place:]:
            yield Problem(line, f"it is no XML from here on ({error})", rest)


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where each element of a name begins, and in which line."""
    line = counted = 0
    for found in re.finditer(rf"<(?:[\w.-]+:)?{name}[\s>/]", text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        yield counted, line + 1


def _ended(body: str, name: str) -> Iterator[ET.Element]:
    """Yield each element of a name when it is read to its end. Raises ParseError."""
    parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(("start", "end"))
    depth = 0
    for place in range(0, len(body), _PIECE):
        parser.feed(body[place : place + _PIECE])
        for event, element in cast("Iterator[tuple[str, ET.Element]]", parser.read_events()):
            depth += 1 if event == "start" else -1
            _check_depth(depth)
            if event == "end" and local(element) == name:
                yield element
                element.clear()
    parser.close()


def _check_depth(depth: int) -> None:
    if depth > _DEEPEST:
        raise ET.ParseError("it is nested too deeply")


def local(element: ET.Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def said(element: ET.Element | None) -> str:
    """Return all text in an element, squeezed; empty for none."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def at(element: ET.Element, path: str) -> str:
    """Return the text of the first element at a path."""
    return said(element.find(path))


def every(element: ET.Element, path: str) -> list[str]:
    """Return the texts of all elements at a path that have one."""
    return [text for found in element.iterfind(path) if (text := said(found))]
