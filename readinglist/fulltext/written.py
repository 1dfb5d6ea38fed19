"""What a file is when it is read: its text, the headings in it, and where the pages of the printed edition begin."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from readinglist.util.text import is_east_asian

_MOST_PAGES = 10_000  # a guess, beyond any book; what is behind them is on the last one


class Heading(NamedTuple):
    """A heading, how deep it is, counted from 1, and the offset in the text from which on what it heads stands."""

    title: str
    level: int = 1
    at: int = 0


class Opening(NamedTuple):
    """The beginning of a printed page in a text: its label, and the offset."""

    label: str
    at: int = 0


class WrittenText(NamedTuple):
    """A text with its headings and printed pages, in the order of the text."""

    text: str
    headings: tuple[Heading, ...] = ()
    openings: tuple[Opening, ...] = ()


class Leaf(NamedTuple):
    """A page of a text; its label is empty where it has none, `start` is where it begins in the text."""

    label: str
    text: str
    start: int


def leaves(written: WrittenText) -> list[Leaf]:
    """Return a text as its printed pages: as one without a label where it has none.

    What stands before the first is a page without a label. No page begins within a word.
    """
    text = written.text
    if not written.openings:
        return [Leaf("", text, 0)]
    begun = [("", 0), *((one.label, _between_words(text, one.at)) for one in written.openings[:_MOST_PAGES])]
    ends = [start for _, start in begun[1:]] + [len(text)]
    found = [_leaf(label, text, start, end) for (label, start), end in zip(begun, ends, strict=True)]
    return found if found[0].text else found[1:]


def headed(written: WrittenText, pages: list[Leaf]) -> list[tuple[Heading, int]]:
    """Return headings, each with the number of its page, from 0, and its offset there."""
    starts = [one.start for one in pages]
    found = []
    for heading in written.headings:
        page = max(0, bisect_right(starts, heading.at) - 1)
        found.append((heading._replace(at=max(0, heading.at - starts[page])), page))
    return found


def _leaf(label: str, text: str, start: int, end: int) -> Leaf:
    words = text[start:end]
    return Leaf(label, words.strip(), start + len(words) - len(words.lstrip()))


def _between_words(text: str, at: int) -> int:
    """Return the end of the word in which a page would begin; East Asian text has no spaces, and every letter begins one."""
    while 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() and not is_east_asian(text[at]):
        at += 1
    return at
