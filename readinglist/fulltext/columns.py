"""Text that is laid out in columns, side by side on the same lines, as `pdftotext -layout` writes it.

A column is told by a gap at the same place of line after line, behind which the lines begin at one place, with prose on
both sides. Its lines are then read from top to bottom, one column after the other.

    A model that is      of chips are
    large. Its makers    known to all.     →  A model that is⏎large. Its makers⏎and the prices⏎of chips are⏎…
    and the prices       That is all.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from readinglist.fulltext.pages import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Guesses, that keep tables, lists of names and spaces behind full stops out in the tests.
_LINES = 3  # lines with text on both sides of a gap
_ALIGNED = 0.7  # of the lines behind a gap, those that begin where most of them do, a letter more or less
_WORDS, _LETTERS = 2.5, 0.7  # words of a line on each side, and the share of letters in what is not white space
_COMMENTS = ("#", "//", "--", "%", ";")  # what stands behind these and beside a column of code says what it does
_DEPTH = 3  # times that a page is divided: up to eight columns
_GAP = re.compile(r"(?<=\S)[ \u00a0]{2,}+(?=\S)")


class Part(NamedTuple):
    """A part of a line: where it begins in the text, in which column, and its text."""

    start: int
    column: int
    text: str


def may_be_in(text: str) -> bool:
    """Whether a text has any gap."""
    return _GAP.search(text) is not None


def in_order(text: str) -> list[Part]:
    """Return the parts of the lines of a text in the order in which they are read. Empty where there are no columns."""
    parts: list[Part] = []
    start, are_any = 0, False
    for page in text.split(BREAK):
        lines = list(_lines(page, start))
        ordered = _ordered(lines, _DEPTH)
        are_any = are_any or any(part.column for part in ordered)
        parts += map(_without_indent, ordered)
        start += len(page) + 1
        parts.append(Part(start - 1, 0, BREAK))
    return parts[:-1] if are_any else []


def _lines(page: str, start: int) -> Iterator[Part]:
    for line in page.split("\n"):
        yield Part(start, 0, line)
        start += len(line) + 1


def _ordered(lines: Sequence[Part], depth: int) -> list[Part]:
    place = _place(lines) if depth else 0
    if not place:
        return list(lines)
    ordered: list[Part] = []
    for block in _blocks(lines, place):
        sides = [_cut(line, place) for line in block]
        left, right = [one for one, _ in sides], [other for _, other in sides]
        is_free = not any(line.text[place - 1 : place + 1].strip() for line in block)
        if is_free and _are_columns(left, right):
            for side in (left, right):
                ordered += _ordered([part for part in side if part.text.strip()], depth - 1)
        elif len(block) < len(lines):
            ordered += _ordered(block, depth - 1)
        else:
            ordered += block
    return ordered


def _place(lines: Sequence[Part]) -> int:
    """Return the place that lies in a gap of more lines than any other does; 0 where no place does in a few."""
    steps: Counter[int] = Counter()
    for line in lines:
        for gap in _GAP.finditer(line.text):
            steps[gap.start()] += 1
            steps[gap.end()] -= 1
    places = sorted(steps)
    depths = list(accumulate(steps[place] for place in places))
    most = max(depths, default=0)
    if most < _LINES:
        return 0
    first = depths.index(most)
    return (places[first] + places[first + 1]) // 2


def _blocks(lines: Sequence[Part], place: int) -> Iterator[list[Part]]:
    """Yield lines that have nothing at a place, as long as they follow one another, and those between them."""
    block: list[Part] = []
    was_free = True
    for line in lines:
        is_free = not line.text[place - 1 : place + 1].strip()
        if is_free != was_free and block:
            yield block
            block = []
        block.append(line)
        was_free = is_free
    yield block


def _without_indent(part: Part) -> Part:
    return part._replace(start=part.start + len(part.text) - len(part.text.lstrip()), text=part.text.lstrip())


def _cut(line: Part, place: int) -> tuple[Part, Part]:
    return (
        Part(line.start, line.column, line.text[:place].rstrip()),
        Part(line.start + place, line.column + place, line.text[place:].rstrip()),
    )


def _are_columns(left: Sequence[Part], right: Sequence[Part]) -> bool:
    both = [(one.text, other) for one, other in zip(left, right, strict=True) if one.text.strip() and other.text]
    if sum(other.text.lstrip().startswith(_COMMENTS) for _, other in both) > len(both) / 2:
        return False
    if len(both) < _LINES or not all(map(_is_prose, zip(*((one, other.text) for one, other in both), strict=True))):
        return False
    begins = Counter(len(other.text) - len(other.text.lstrip()) for _, other in both)
    most = begins.most_common(1)[0][0]
    return sum(begins[most + step] for step in (-1, 0, 1)) >= _ALIGNED * len(both)


def _is_prose(lines: Sequence[str]) -> bool:
    """Whether the lines of a column are made of words, most of them in lower case as in a sentence."""
    whole = " ".join(lines)
    letters, seen = sum(map(str.isalpha, whole)), sum(not c.isspace() for c in whole)
    words = whole.split()
    lower = sum(word[:1].islower() for word in words)
    return letters >= _LETTERS * seen and len(words) >= _WORDS * len(lines) and 2 * lower >= len(words)
