"""Compares quotes with the text of their source.

Whether the text has a quote word for word, on which page, how it was altered, or which passage is most like it. White
space, line-end hyphenation, ligatures (Unicode NFKC), the shapes of quotation marks and dashes, omissions (`[…]`,
`...`) and letters in brackets (`[T]he`) do not count.

The words are looked for first, in a text of nothing but words; the passage that has them is then compared strictly. A text
is read as it stands; then over the heads and feet of its pages and the marks of its notes; and by its columns (`readings`).

    quote                          text                         result
    `[t]he […] hyphen`             The “first” thing, a hy-⏎phen  found
    `The cat … the mat`            The cat sat on the mat.        found
    `Nothing was said`             Nothing is said.               altered: was, is
    `zebra xylophone`              neither word                   absent
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from readinglist.fulltext.pages import Pages
from readinglist.fulltext.readings import Readings
from readinglist.fulltext.search import Search
from readinglist.fulltext.words import skeleton
from readinglist.model.locators import contradicts
from readinglist.model.record import Spot
from readinglist.util import text as plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readinglist.fulltext.readings import Reading
    from readinglist.fulltext.search import Candidate
    from readinglist.model.views import SourceText

_SHOWN = 300  # letters of a passage in a message, which should stay readable in a terminal


class Found(NamedTuple):
    """How a quote compares with its text.

    `state` is `found`, `altered` or `absent`. `start` and `end` are the offsets of the quote, or of what is most like
    it, in the text, from `page` to the page `until`; `passage` is that part of the text, empty where nothing is near.
    `differences` are pairs of words: those of the quote, and those of the text. `text` is the one of several that has it.
    """

    state: str
    start: int = -1
    end: int = -1
    page: str = ""
    line: int = 0
    passage: str = ""
    differences: tuple[tuple[str, str], ...] = ()
    until: str = ""
    text: SourceText | None = None

    @property
    def spot(self) -> Spot:
        """The part of it that is kept beside the quote."""
        if self.state == "absent":
            return Spot(self.state)
        return Spot(self.state, self.start, self.page, self.line, self.text.file if self.text else "")

    def is_elsewhere(self, locator: str) -> bool:
        """Whether it was found in another place than a locator says: on another page, or in another line of a text without pages."""
        if self.state != "found":
            return False
        return all(contradicts(locator, page, self.line) for page in (self.page, self.until))

    @property
    def place(self) -> str:
        """The place in words.

        `page 5`, `pages 5-6`, or `line 3` where the text has no pages.
        """
        if self.start < 0:
            return ""
        if self.page != self.until:
            return f"pages {self.page}-{self.until}"
        return f"page {self.page}" if self.page else f"line {self.line}"

    @property
    def near(self) -> str:
        """A sentence on what the text has instead of the quote."""
        if self.start < 0:
            return "no passage in it is similar."
        passage = plain.squeeze(self.passage)
        shown = passage if len(passage) <= _SHOWN else f"{passage[:_SHOWN].rstrip()}…"
        if self.state == "altered":
            return f"{self._where} it has “{shown}” ({self.alteration})."
        return f"the nearest is {self._where}: “{shown}”."

    @property
    def _where(self) -> str:
        return f"on {self.place}" if self.page else f"in {self.place}"

    @property
    def alteration(self) -> str:
        """The differences between the quote and its text, in words."""
        pairs = [_difference_in_words(mine, theirs) for mine, theirs in self.differences[:4]]
        more = len(self.differences) - len(pairs)
        return "; ".join(pairs) + (f"; and {more} more" if more > 0 else "")


def _difference_in_words(mine: str, theirs: str) -> str:
    if not theirs:
        return f"the text lacks “{mine}”"
    return f"the text has “{theirs}” for “{mine}”" if mine else f"the quote lacks “{theirs}”"


class Verified(NamedTuple):
    """A quote of a source, compared with the text.

    `found` is None where the library has no text of the source; `in_columns` says how the text is laid out.
    """

    source: str
    where: str
    quote: str
    locator: str
    found: Found | None
    in_columns: bool = False

    @property
    def fails(self) -> bool:
        """Whether the text does not match the quote word for word."""
        return self.found is not None and self.found.state != "found"

    @property
    def elsewhere(self) -> bool:
        """Whether the quote is in another place than its locator says.

        Another page, or another line of a text without pages.
        """
        return self.found is not None and self.found.is_elsewhere(self.locator)


class SearchableText:
    """The text of a source, indexed so that quotes are found."""

    def __init__(self, text: str, labels: str = "", names: Sequence[str] = ()) -> None:
        self.text = text
        self.pages = Pages(text, labels, names)
        self._readings = Readings(text)

    @property
    def in_columns(self) -> bool:
        """Whether the text is laid out in columns, side by side."""
        return self._readings.in_columns

    def find(self, quote: str, locator: str = "") -> Found:
        """Return how a quote compares with the text.

        Of several places, the one that the locator names, else the first.
        """
        if not skeleton(quote):
            return self._mark(quote.strip())
        near: list[tuple[Reading, Candidate]] = []
        for reading in self._readings:
            matches = Search(reading).matches(quote)
            same = [self._found(reading, match) for match in matches if not match.differences]
            if same:
                named = [one for one in same if not contradicts(locator, one.page, one.line)] if locator else []
                return (named or same)[0]
            near += [(reading, match) for match in islice(matches, 1)]
        if near:
            return self._found(*min(near, key=lambda pair: len(pair[1].differences)))
        return self._nearest(quote)

    def _mark(self, quote: str) -> Found:
        """Return where a quote stands that has no words."""
        start = self.text.find(quote) if quote else -1
        return self._at("found", start, start + len(quote)) if start >= 0 else Found("absent")

    def _nearest(self, quote: str) -> Found:
        """Return the passage that is most like a quote, in any reading."""
        found = [(reading, match) for reading in self._readings if (match := Search(reading).nearest(quote))]
        if not found:
            return Found("absent")
        return self._found(*max(found, key=lambda pair: pair[1].likeness))

    def _found(self, reading: Reading, match: Candidate) -> Found:
        start, end = reading.origin(match.start), reading.origin(match.end - 1) + 1
        passage = self.text[start:end] if reading.is_in_order else reading.text[match.start : match.end]
        return self._at(match.state, start, end, passage, match.differences)

    def _at(
        self, state: str, start: int, end: int, passage: str = "", differences: Iterable[tuple[str, str]] = ()
    ) -> Found:
        page, line = self.pages.place(start)
        until, _ = self.pages.place(max(0, end - 1))
        return Found(state, start, end, page, line, passage or self.text[start:end], tuple(differences), until)


class Texts:
    """The texts of a source, in their order, each indexed when it is first looked into."""

    def __init__(self, kept: Sequence[SourceText]) -> None:
        self._kept = kept
        self._made: dict[int, SearchableText] = {}

    def find(self, quote: str, locator: str = "") -> Found | None:
        """Return how a quote compares with the first text that has it where the locator says, else with the one that comes nearest.

        None where there is no text.
        """
        best: Found | None = None
        for number, text in enumerate(self._kept):
            found = self._searchable(number).find(quote, locator)._replace(text=text)
            if found.state == "found" and not (locator and found.is_elsewhere(locator)):
                return found
            if best is None or _RANKS[found.state] > _RANKS[best.state] or (best.start < 0 <= found.start):
                best = found
        return best

    def in_columns(self, found: Found | None) -> bool:
        """Whether the text in which a quote was found, or else the first, is laid out in columns."""
        if not self._kept:
            return False
        number = self._kept.index(found.text) if found and found.text else 0
        return self._searchable(number).in_columns

    def _searchable(self, number: int) -> SearchableText:
        if number not in self._made:
            text = self._kept[number]
            self._made[number] = SearchableText(text.text, text.labels, text.names)
        return self._made[number]


_RANKS = {"absent": 0, "altered": 1, "found": 2}
