"""Reads files of XML record by record: what is well-formed is kept, and each record that is not is a problem with its line.

No entity of a file's own is read (XML 1.0, 4.2), so that nothing small becomes huge and no other file is opened; nothing is deeper than
records are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree as ET

from readinglist.model import biblatex
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.formats.draft import Draft

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DEEPEST = 60  # levels; records of these formats have about ten
_PIECE, _SMALL = 65_536, 500  # characters that are read at once
# Names that say nothing without the element around them.
_GENERAL = frozenset("title name number date value text url p part note source type".split()).union(biblatex.DATE_PARTS)
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_STYLE = "style"  # around each stretch of a text, as EndNote has it
_MOST_FAULTS = 100  # after which the rest is one problem; a file with more is no XML. A guess
_COMMON = frozenset(("xlink", "xsi"))  # prefixes of attributes that files use without their namespaces


def whole(text: str | Iterable[str]) -> str:
    """Return a text without a byte order mark."""
    return (text if isinstance(text, str) else "".join(text)).removeprefix("\ufeff")


def root_of(text: str) -> str:
    """Return the name of the first element of a text, without its prefix; empty where there is none."""
    found = re.match(
        r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*<([\w:.-]+)",
        text.removeprefix("\ufeff")[:4000],
        re.DOTALL,
    )
    return found[1].rpartition(":")[2] if found else ""


def elements(text: str, *names: str) -> Iterator[tuple[ET.Element, int] | Problem]:
    """Yield each element of these names, in any namespace, with its line, and a problem for each that is no XML.

    What is well-formed behind a fault is read too. Of elements within each other, only the innermost are given.
    """
    if _ENTITY.search(text):
        yield Problem(1, "it declares entities of its own, which are not read", text[:2000])
        return
    whole = _without_unbound(_DECLARATION.sub(_blanked, text, count=1))
    places = _places(whole, names)
    head, begin, given, faults = whole[: places[0][0]] if places else "", 0, set[int](), 0
    while True:
        reading = _Reading(names, places, begin, given)
        try:
            yield from reading.ended(whole, head if begin else "")
        except (ET.ParseError, ValueError) as error:
            faults += 1
            problem, begin = _fault(whole, reading, error, faults)
            if problem:
                yield problem
            if begin < len(places):
                continue
        return


def _fault(whole: str, reading: _Reading, error: Exception, faults: int) -> tuple[Problem | None, int]:
    """Return what a fault is said to be, and the number of the element that is read next."""
    places = reading.places
    if not places:
        return Problem(1, f"it is no XML ({error})", whole) if whole.strip() else None, 0
    if reading.open and reading.open[0] < len(places):
        broken = reading.open[0]
    elif reading.next == reading.begin < len(places):
        broken = reading.begin  # its own tag, or what all elements stand in
        faults += 0 if reading.given or not reading.begin else _MOST_FAULTS
    else:
        return None, reading.next
    following = next((one for one in range(broken + 1, len(places)) if one not in reading.given), len(places))
    place, line = places[broken]
    end = places[broken + 1][0] if broken + 1 < len(places) else len(whole)
    if faults >= _MOST_FAULTS or end == len(whole):
        return Problem(line, f"it is no XML from here on ({error})", whole[place:]), len(places)
    return Problem(line, f"it is no XML ({error})", whole[place:end]), following


def _blanked(found: re.Match[str]) -> str:
    """Return white space as long as what was found, with its line ends."""
    return re.sub(r"[^\n]", " ", found[0])


def _without_unbound(text: str) -> str:
    """Return a text of the same length in which no prefix is without a namespace: `<zs:record>` → `<zs_record>`."""
    bound = {"xml", *re.findall(r"xmlns:([\w.-]+)\s*=", text)}
    for prefix in set(re.findall(r"<([\w.-]+):", text)) - bound:
        text = re.sub(rf"(</?{re.escape(prefix)}):", r"\1_", text)
    for prefix in _COMMON - bound:
        text = re.sub(rf"(\s{prefix}):(?=\w+\s*=\s*[\"'])", r"\1_", text)
    return text


def _places(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """Return where each element of these names begins, and in which line."""
    found, line, counted = [], 1, 0
    # What is in a comment begins no element; one that is never closed reaches to the end.
    for one in re.finditer(
        rf"<!--(?:.*?-->|.*)|<!\[CDATA\[(?:.*?\]\]>|.*)|<(?:[\w.-]+:)?(?:{'|'.join(names)})(?=[\s>/])", text, re.DOTALL
    ):
        if not one[0].startswith("<!"):
            line += text.count("\n", counted, one.start())
            counted = one.start()
            found.append((counted, line))
    return found


def _pieces(text: str, start: int) -> Iterator[str]:
    """Yield a text from a place on in pieces, small ones first, as a fault may be near."""
    size = _PIECE if not start else _SMALL
    while start < len(text):
        yield text[start : start + size]
        start += size
        size = min(2 * size, _PIECE)


class _Reading:
    """The elements of a text from one of their places on."""

    def __init__(self, names: Sequence[str], places: list[tuple[int, int]], begin: int, given: set[int]) -> None:
        self.names, self.places, self.begin, self.given = frozenset(names), places, begin, given
        self.next = begin
        self.open: list[int] = []
        self._inner = -1  # the last that was within the one that ends now

    def ended(self, text: str, head: str) -> Iterator[tuple[ET.Element, int]]:
        """Yield each element when it is read to its end. Raises ParseError."""
        parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(("start", "end"))
        parser.feed(head)
        start = self.places[self.begin][0] if self.begin else 0
        depth = 0
        for piece in _pieces(text, start):
            parser.feed(piece)
            for event, element in cast("Iterator[tuple[str, ET.Element]]", parser.read_events()):
                depth += 1 if event == "start" else -1
                _check_depth(depth)
                if local(element) in self.names:
                    yield from self._take(event, element)
        parser.close()

    def _take(self, event: str, element: ET.Element) -> Iterator[tuple[ET.Element, int]]:
        if event == "start":
            self.open.append(self.next)
            self.next += 1
            return
        number = self.open.pop()
        if number > self._inner and number not in self.given and number < len(self.places):
            self.given.add(number)
            yield element, self.places[number][1]
        self._inner = max(self._inner, number)
        element.clear()


def _check_depth(depth: int) -> None:
    if depth > _DEEPEST:
        raise ET.ParseError("it is nested too deeply")


def local(element: ET.Element) -> str:
    """Return the name of an element without its namespace."""
    return _of(str(element.tag))


def _of(name: str) -> str:
    return name.rpartition("}")[2]


def said(element: ET.Element | None) -> str:
    """Return all text in an element, squeezed; empty for none."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def at(element: ET.Element, path: str) -> str:
    """Return the text of the first element at a path."""
    return said(element.find(path))


def every(element: ET.Element, path: str) -> list[str]:
    """Return the texts of all elements at a path that have one."""
    return [text for found in element.iterfind(path) if (text := said(found))]


class XmlBag:
    """A record's element of which nothing was taken yet; its names are without their namespaces."""

    def __init__(self, element: ET.Element) -> None:
        for one in element.iter():
            one.tag = local(one) if isinstance(one.tag, str) else "?"
        self.element = element
        self._done: set[ET.Element] = set()

    def all(self, path: str) -> list[ET.Element]:
        """Return the elements at a path, which are then done with, and all in them."""
        found = [one for one in self.element.iterfind(path) if one not in self._done]
        for one in found:
            self.drop(one)
        return found

    def drop(self, element: ET.Element) -> None:
        """Be done with an element and all in it."""
        self._done.update(element.iter())

    def is_done(self, element: ET.Element) -> bool:
        """Whether something was made of an element."""
        return element in self._done

    def texts(self, *paths: str) -> list[str]:
        """Return the texts of the elements at paths, which are then done with."""
        return [text for path in paths for one in self.all(path) if (text := said(one))]

    def first(self, *paths: str) -> str:
        """Return the first text at the first of these paths that has one; what says the same is then done with."""
        for path in paths:
            for one in self.element.iterfind(path):
                if one not in self._done and (text := said(one)):
                    for path_ in paths:
                        for other in self.element.iterfind(path_):
                            if said(other) == text:
                                self.drop(other)
                    return text
        return ""

    def keep_left(self, entry: Draft) -> None:
        """Keep every text that is left under the name of its element: `mods-note`, `mods-identifier-local`."""
        self._keep(self.element, "", entry)

    def _keep(self, element: ET.Element, within: str, entry: Draft) -> None:
        if element in self._done:
            return
        own = "-".join(filter(None, (local(element).lower(), element.get("type", ""))))
        name = f"{within}-{own}" if own in _GENERAL and within else own
        is_styled = len(element) and all(child.tag == _STYLE for child in element)
        if is_styled or any(part and part.strip() for part in (element.text, *(child.tail for child in element))):
            if text := said(element):
                entry.keep(name, text)
            return
        for child in element:
            self._keep(child, own, entry)


def markup(element: ET.Element | None) -> str:
    """Return what is in an element, with its mark-up: `A <i>b</i>`; empty for no element."""
    return " ".join(_marked(element).split()) if element is not None else ""


def _marked(element: ET.Element) -> str:
    parts = [(element.text or "").translate(ESCAPES)]
    for child in element:
        name, tail = local(child), (child.tail or "").translate(ESCAPES)
        said = "".join(f' {_of(key)}="{value.translate(ESCAPES)}"' for key, value in child.items())
        parts.append(f"<{name}{said}>{_marked(child)}</{name}>{tail}")
    return "".join(parts)
