"""The heads and feet of pages, which stand between two pages in the middle of a sentence.

Only whole lines at the edge of a page are taken for one: a number of a page, what other pages have there too, a title
that stands apart, a publisher's line, and notes below the text.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from readinglist.fulltext.pages import BREAK
from readinglist.util import text as plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_EDGE = 4  # lines at most of a head, or of a foot: a guess
_NOTES = 16  # lines at most of the notes below a page: a guess
_NUMBER = re.compile(
    r"(?i)[-–—|\[(\s]*+(?:page|p\.|seite|s\.)?\s*+([0-9]{1,4}|(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
    r"\s*+(?:(?:/|of|von|de|sur)\s*+[0-9]{1,4}\s*+)?[-–—|\]).\s]*+"
)
_PUBLISHERS = re.compile(
    r"(?i)\s*+(?:©|\(c\)\s|copyright\b|doi:|https?://\S++\s*+\Z|arxiv:|downloaded from|issn\b|electronic copy available"
    r"|authorized licensed use|this content downloaded)"
)
_NOTE = re.compile(r"[ \t]*+([0-9]{1,3}|[*†‡])[.)]?[ \t]*+[^\W\d_a-z“\"‘(]")
_RAISED = re.compile(r"[ \t]*+[⁰¹²³⁴-⁹]{1,3}+[ \t]*+[^\W\d_]")
_ENDED = re.compile(r"[.!?][)\]”’\"»]*+\s*+\Z")
_RULE = re.compile(r"\s*+[_—–-]{3,}+\s*+")
_TITLE = 3  # words with a capital, of a line that is taken for a title


class _Line(NamedTuple):
    """A line of a page, with its place in the text."""

    start: int
    end: int
    text: str

    @property
    def form(self) -> str:
        """The line as it can be compared with that of another page, whatever numbers are in it."""
        return re.sub(r"[0-9]+", "#", plain.squeeze(self.text)).lower()

    @property
    def numbers(self) -> set[int]:
        """The numbers that the line begins or ends with."""
        words = self.text.split()
        return {int(word) for word in (*words[:1], *words[-1:]) if word.isdecimal() and len(word) < 5}  # noqa: PLR2004


class _Page:
    """The lines of a page that are not empty."""

    def __init__(self, text: str, start: int) -> None:
        self._text, self._start = text, start
        self.lines: list[_Line] = []
        self._apart: set[int] = set()  # the starts of lines that follow an empty one or a rule
        was_empty = True
        for line in text.split("\n"):
            if line.strip() and not _RULE.fullmatch(line):
                self.lines.append(_Line(start, start + len(line), line))
                if was_empty:
                    self._apart.add(start)
            was_empty = not line.strip() or _RULE.fullmatch(line) is not None
            start += len(line) + 1

    @cached_property
    def edges(self) -> tuple[list[_Line], list[_Line]]:
        """The lines from the top down, and from the bottom up."""
        return self.lines[:_EDGE], self.lines[: -_EDGE - 1 : -1]

    @cached_property
    def numbers(self) -> set[int]:
        """The numbers that may be the page's own."""
        return {number for edge in self.edges for line in edge for number in line.numbers}

    def notes(self, above: int) -> int:
        """Return which line the notes begin with that end above a line; that line where there are none.

        A line by itself begins with a number, and the text above it has that number behind a word.
        """
        for number in range(max(1, above - _NOTES), above):
            line = self.lines[number]
            if line.start in self._apart and (found := _NOTE.match(line.text)):
                before = self._text[: line.start - self._start]
                if re.search(rf"[^\W\d_][.,;!?)”\"’»\]]{{0,3}}+{re.escape(found[1])}(?![0-9])", before):
                    return number
        return above

    @cached_property
    def raised_notes(self) -> set[int]:
        """The numbers of the lines of notes below a column, each from a raised number to the line in which a sentence ends."""
        lines: set[int] = set()
        for first, line in enumerate(self.lines):
            if first and first not in lines and _RAISED.match(line.text):
                below = self.lines[first : first + _NOTES]
                last = next((place for place, each in enumerate(below, first) if _ENDED.search(each.text)), None)
                lines.update(range(first, last + 1) if last is not None else ())
        return lines


def blanked(text: str) -> str:
    """Return a text of the same length with spaces in the places of the heads and feet of its pages.

    `of⏎12⏎␌Doe⏎models` → `of⏎  ⏎␌   ⏎models`, where `Doe` is at the top of other pages too.
    """
    if BREAK not in text:
        return text
    pages = list(_pages(text))
    forms = [Counter(form for page in pages for form in {line.form for line in page.edges[edge]}) for edge in (0, 1)]
    known = [{form for form, times in counted.items() if times > 1} for counted in forms]
    pieces, done = [], 0
    for start, end in _furniture(pages, known):
        pieces += [text[done:start], " " * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])


def _pages(text: str) -> Iterator[_Page]:
    start = 0
    for page in text.split(BREAK):
        yield _Page(page, start)
        start += len(page) + 1


def _furniture(pages: Sequence[_Page], known: Sequence[set[str]]) -> Iterator[tuple[int, int]]:
    """Yield the places of all heads and feet, in order."""
    heads = [_count(pages, number, 0, known[0]) for number in range(len(pages))]
    feet = [_count(pages, number, 1, known[1]) for number in range(len(pages))]
    for number, page in enumerate(pages):
        last = len(page.lines) - feet[number]
        if number and (heads[number] == 0) and _is_title_between(pages, number, feet[number - 1]):
            heads[number] = 1
        last = page.notes(last)
        for place, line in enumerate(page.lines):
            if place < heads[number] or place >= last or place in page.raised_notes:
                yield line.start, line.end


def _count(pages: Sequence[_Page], number: int, edge: int, known: set[str]) -> int:
    """Return how many lines at an edge of a page are its head or foot. A page of nothing else has none."""
    page = pages[number]
    around = [pages[other].numbers for other in (number - 1, number + 1) if 0 <= other < len(pages)]
    own = {mine for mine in page.numbers if any({mine - 1, mine + 1} & others for others in around)}
    for place, line in enumerate(page.edges[edge]):
        if not _is_furniture(line, known, own):
            return place
    return min(_EDGE, len(page.lines) - 1) if len(page.lines) > 1 else 0


def _is_furniture(line: _Line, known: set[str], own: set[int]) -> bool:
    found = _NUMBER.fullmatch(line.text)
    if found and found[1]:
        return len(found[1]) < 4 or not found[1].isdecimal() or int(found[1]) in own  # noqa: PLR2004 - 2020 is a year
    return line.form in known or bool(line.numbers & own) or _PUBLISHERS.match(line.text) is not None


def _is_title_between(pages: Sequence[_Page], number: int, foot: int) -> bool:
    """Whether a page begins with a title in the middle of a sentence that began on the page before."""
    before, lines = pages[number - 1].lines, pages[number].lines
    body = before[: len(before) - foot]
    if len(lines) < 2 or not body:  # noqa: PLR2004 - a title, and what it stands above
        return False
    continues = re.search(r"[\w,;-]\s*\Z", body[-1].text) and re.match(r"\s*[\W\d_]*[a-z]", lines[1].text)
    return bool(continues) and _is_title(lines[0].text)


def _is_title(line: str) -> bool:
    """Whether all words of a line but the small ones have capitals, and it ends as no sentence does."""
    words = re.findall(r"[^\W\d_]+", line)
    capital = [word for word in words if word[0].isupper()]
    small = [word for word in words if not word[0].isupper()]
    ends_open = re.search(r"[.,;:!?-]\s*\Z", line) is None
    return ends_open and all(len(word) < 5 for word in small) and len(capital) >= _TITLE  # noqa: PLR2004 - `with`, `of`
