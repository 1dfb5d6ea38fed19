"""The sections of what is read: its table of contents, and its text with headings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model import locators
from readinglist.util.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.model.attachment import Section
    from readinglist.model.open_source import OpenSource

_MOST = 100  # entries of a table of contents that is to be short, unless those of the first level are more
_DEEPEST = 5  # levels of headings below that of the page


class Block(NamedTuple):
    """A stretch of a text: lines, or where it has a `number`, the beginning of a section, with its heading where the text has one."""

    lines: tuple[str, ...] = ()
    number: int = 0
    depth: int = 0
    heading: str = ""
    locator: str = ""


class ReaderPage(NamedTuple):
    """A page of a text, or the whole of it: its label, and what is on it."""

    label: str
    blocks: tuple[Block, ...]


class ContentsEntry(NamedTuple):
    """An entry of a table of contents: its title, how deep it is, from 1, where it leads, and the page where that is, from 0."""

    title: str
    depth: int
    address: str
    page: int


def contents(opened: OpenSource, *, has_places: bool) -> list[ContentsEntry]:
    """Return a short table of contents, of the upper levels; `has_places` says that the text with its sections is shown."""
    depths = _depths(opened.sections)
    counts, whole, lowest = Counter(depths), 0, 1
    for depth in sorted(counts):
        whole += counts[depth]
        lowest = depth if whole <= _MOST else lowest
    found = []
    for number, (section, depth) in enumerate(zip(opened.sections, depths, strict=True), 1):
        if depth <= lowest and (address := _address(opened, section, number, has_places=has_places)):
            found.append(ContentsEntry(section.title, depth, address, section.page))
    return found if len(found) > 1 else []


def parts(opened: OpenSource) -> list[ReaderPage]:
    """Return the text of what is shown, page by page."""
    labels = opened.labels or ("",) * len(opened.parts)
    begun: dict[int, list[tuple[int, int, Section]]] = {}
    for number, (section, depth) in enumerate(zip(opened.sections, _depths(opened.sections), strict=True), 1):
        if section.at >= 0:
            begun.setdefault(section.page, []).append((number, depth, section))
    return [
        ReaderPage(label, tuple(_blocks(text, begun.get(page, ()))))
        for page, (label, text) in enumerate(zip(labels, opened.parts, strict=False))
    ]


def _address(opened: OpenSource, section: Section, number: int, *, has_places: bool) -> str:
    if has_places and section.at >= 0:
        return f"#section={number}" if section.page < len(opened.parts) else ""
    label = opened.labels[section.page] if section.page < len(opened.labels) else ""
    return f"#page={label or section.page + 1}"


def _depths(sections: Sequence[Section]) -> list[int]:
    """Return how deep each section is, so that no level is passed over."""
    found, above = list[int](), list[int]()
    for section in sections:
        while above and above[-1] >= section.level:
            above.pop()
        above.append(section.level)
        found.append(min(len(above), _DEEPEST))
    return found


def _blocks(text: str, begun: Sequence[tuple[int, int, Section]]) -> Iterator[Block]:
    at = 0
    for number, depth, section in begun:
        start = max(at, min(section.at, len(text)))
        if start > at:
            yield Block(tuple(text[at:start].removesuffix("\n").split("\n")))
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        is_heading = bool(line.strip()) and _is_title(line, section.title)
        yield Block((), number, depth, line if is_heading else "", locators.of_section(section.title))
        at = start + len(line) + 1 if is_heading else start
    if at < len(text):
        yield Block(tuple(text[at:].split("\n")))


def _is_title(line: str, title: str) -> bool:
    words, wanted = " ".join(printable(line).split()).strip("# ").casefold(), title.rstrip("…").casefold()
    return words.startswith(wanted) or wanted.startswith(words)
