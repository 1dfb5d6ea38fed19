"""HTML as a stream of tags and texts, read as HTML5 reads it and in time linear in its length, whatever is in it.

`html.parser` starts anew at every tag, comment or script that is never closed, and takes minutes for a page made so.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

_START = re.compile(r"<(?=[a-zA-Z/!?])")
_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_SPACE = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"([^\s/>][^\s/>=]*)(\s*+=\s*+)?+")
_UNQUOTED = re.compile(r"[^\s>]*")
# What stands in these is text to the browser, tags and all.
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
_MOST = 1_000_000  # characters of one text or value that are kept


class Token(NamedTuple):
    """A tag (its name in lower case, `/` before it at the end of an element) or, without a name, a text."""

    name: str
    text: str = ""
    attributes: Mapping[str, str] = {}


def tokens(source: str) -> Iterator[Token]:
    """Yield what a page consists of, entities resolved; comments are left out, and a script is one text."""
    place = 0
    while found := _START.search(source, place):
        if found.start() > place:
            yield Token("", unescaped(source[place : found.start()]))
        place = yield from _marked(source, found.end())
    if place < len(source):
        yield Token("", unescaped(source[place:]))


def unescaped(text: str) -> str:
    """Return a text with its entities resolved; a number that is no character is U+FFFD."""
    kept = text[:_MOST]
    return html.unescape(_LONG_NUMBER.sub("\ufffd", kept)) if "&" in kept else kept


def _marked(source: str, after: int) -> Generator[Token, None, int]:
    """Yield what begins after a `<`, and return the place behind it."""
    if source.startswith("!--", after):
        return _behind(source, "-->", after + 1)
    if found := _NAME.match(source, after):
        return (yield from _element(source, found))
    if source.startswith("/", after) and (found := _NAME.match(source, after + 1)):
        yield Token("/" + found[0][:50].lower())
        return _behind(source, ">", found.end())
    return _behind(source, ">", after)


def _behind(source: str, mark: str, start: int) -> int:
    """Return the place behind a mark; what never ends goes on to the end of the page."""
    found = source.find(mark, start)
    return found + len(mark) if found >= 0 else len(source)


def _element(source: str, name: re.Match[str]) -> Generator[Token, None, int]:
    low = name[0][:50].lower()
    attributes, place = _attributes(source, name.end())
    yield Token(low, "", attributes)
    if low not in _RAW:
        return place
    end = re.compile(f"</{low}(?![^\\s/>])", re.IGNORECASE).search(source, place)
    stop = end.start() if end else len(source)
    inner = source[place:stop]
    yield Token("", unescaped(inner) if low in ("title", "textarea") else inner[:_MOST])
    return stop


def _attributes(source: str, place: int) -> tuple[dict[str, str], int]:
    """Return the attributes of a tag, the first of each name, and the place behind the tag."""
    attributes: dict[str, str] = {}
    while True:
        place = _SPACE.match(source, place).end()  # type: ignore[union-attr] # it matches anywhere
        found = _ATTRIBUTE.match(source, place)
        if not found:
            return attributes, place + 1
        value, place = _value(source, found.end()) if found[2] else ("", found.end())
        attributes.setdefault(found[1][:50].lower(), unescaped(value))


def _value(source: str, place: int) -> tuple[str, int]:
    quote = source[place : place + 1]
    if quote in ('"', "'"):
        end = source.find(quote, place + 1)
        end = end if end >= 0 else len(source)
        return source[place + 1 : min(end, place + 1 + _MOST)], end + 1
    found = _UNQUOTED.match(source, place)
    return (found[0][:_MOST], found.end()) if found else ("", place)
