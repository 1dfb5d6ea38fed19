"""HTML as tags and texts: a tokenizer in linear time.

It follows the HTML Standard of WHATWG, section 13.2.5. Python's own parser fails on `<![`, and searches again from every tag,
comment or script that is never closed.
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
_COMMENT = re.compile(r"!--(-?>)?+")  # one that ends at once is empty
_COMMENT_END = re.compile(r"--!?>")
# The content of these is text to a browser, also what looks like a tag.
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())
_RAW_END = re.compile(r"</([a-zA-Z]++)(?![^\s/>])")
# Longer than any character needs; Python would compute the number, which takes quadratic time.
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
_LONGEST_NAME = 50  # characters; no name of HTML is as long, and nothing is looked up by longer ones


class HtmlToken(NamedTuple):
    """A tag, or without a name a text.

    The name is in lower case, with `/` before it at the end of an element.
    """

    name: str
    text: str = ""
    attributes: Mapping[str, str] = {}


def tokens(source: str, longest: int | None = None, *, xml: bool = False) -> Iterator[HtmlToken]:
    """Yield the tags and texts of a page, with entities resolved.

    Never raises.
    Comments are left out; a script is one text. `longest` is how many characters of one text or value are kept, by default
    all. With `xml`, an element whose tag ends with `/>` ends there, a script too, as in XHTML.

    `<p id=a>R&amp;D<br>` → `p` with `{"id": "a"}`, the text `R&D`, `br`
    """
    reader = _Reader(source, longest, xml=xml)
    place = 0
    while found := _START.search(source, place):
        if found.start() > place:
            yield reader.text(place, found.start())
        place = yield from reader.marked(found.end())
    if place < len(source):
        yield reader.text(place, len(source))


def unescaped(text: str) -> str:
    """Return a text with its entities resolved: `R&amp;D → R&D`.

    The number of no character becomes U+FFFD.
    """
    return html.unescape(_LONG_NUMBER.sub("\ufffd", text)) if "&" in text else text


class _Reader:
    """Reads the pieces of a page.

    Methods that read return the place behind the piece.
    """

    def __init__(self, source: str, longest: int | None, *, xml: bool) -> None:
        self.source = source
        self.longest = len(source) if longest is None else longest
        self.xml = xml

    def text(self, start: int, end: int) -> HtmlToken:
        """Return a stretch of the page as a text."""
        return HtmlToken("", unescaped(self.source[start : min(end, start + self.longest)]))

    def marked(self, after: int) -> Generator[HtmlToken, None, int]:
        """Yield what begins after a `<`."""
        if comment := _COMMENT.match(self.source, after):
            found = comment if comment[1] else _COMMENT_END.search(self.source, comment.end())
            return found.end() if found else len(self.source)
        if name := _NAME.match(self.source, after):
            return (yield from self._element(name))
        closed = _NAME.match(self.source, after + 1) if self.source.startswith("/", after) else None
        if closed:
            yield HtmlToken("/" + _low(closed[0]))
        # What is no tag, such as `<!doctype html>` or `<![endif]>`, is a comment too.
        end = self.source.find(">", closed.end() if closed else after)
        return end + 1 if end >= 0 else len(self.source)

    def _element(self, name: re.Match[str]) -> Generator[HtmlToken, None, int]:
        low = _low(name[0])
        attributes, place = self._attributes(name.end())
        yield HtmlToken(low, "", attributes)
        if self.xml and self.source.startswith("/>", place - 2):
            yield HtmlToken("/" + low)
            return place
        if low not in _RAW:
            return place
        stop = self._raw_end(low, place)
        if low in ("title", "textarea"):
            yield self.text(place, stop)
        else:
            yield HtmlToken("", self.source[place : min(stop, place + self.longest)])
        return stop

    def _raw_end(self, low: str, place: int) -> int:
        """Return where the end tag of an element stands whose content is text."""
        while found := _RAW_END.search(self.source, place):
            if found[1].lower() == low:
                return found.start()
            place = found.end()
        return len(self.source)

    def _attributes(self, place: int) -> tuple[dict[str, str], int]:
        """Return the attributes of a tag, and the place behind it.

        Of two with one name the first counts.
        """
        attributes: dict[str, str] = {}
        while True:
            place = _SPACE.match(self.source, place).end()  # type: ignore[union-attr] # it matches anywhere
            found = _ATTRIBUTE.match(self.source, place)
            if not found:
                return attributes, place + 1
            value, place = self._value(found.end()) if found[2] else ("", found.end())
            attributes.setdefault(_low(found[1]), unescaped(value))

    def _value(self, place: int) -> tuple[str, int]:
        quote = self.source[place : place + 1]
        if quote in ('"', "'"):
            end = self.source.find(quote, place + 1)
            end = end if end >= 0 else len(self.source)
            return self.source[place + 1 : min(end, place + 1 + self.longest)], end + 1
        found = _UNQUOTED.match(self.source, place)
        return (found[0][: self.longest], found.end()) if found else ("", place)


def _low(name: str) -> str:
    return name[:_LONGEST_NAME].lower()
