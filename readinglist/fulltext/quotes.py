"""Compares quotes with the text of their source.

Whether the text has a quote word for word, on which page, how it was altered, or which passage is most like it. White
space, line-end hyphenation, ligatures (Unicode NFKC), the shapes of quotation marks and dashes, omissions (`[…]`,
`...`) and letters in brackets (`[T]he`) do not count.

The words are looked for first, in a text of nothing but words; the passage that has them is then compared strictly.

    quote                          text                         result
    `[t]he […] hyphen`             The “first” thing, a hy-⏎phen  found
    `The cat … the mat`            The cat sat on the mat.        found
    `Nothing was said`             Nothing is said.               altered: was, is
    `zebra xylophone`              neither word                   absent
"""

from __future__ import annotations

import itertools
import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from readinglist.fulltext import comparison
from readinglist.fulltext.pages import BREAK, Pages
from readinglist.fulltext.words import Index, Stretch, skeleton, spans, words
from readinglist.model.locators import contradicts
from readinglist.model.record import Spot
from readinglist.util import text as plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# These bounds are guesses, wide enough for the quotes in the tests; no measurement of them is recorded.
_OCCURRENCES = 200  # places of one quote that are compared; a quote of one short word may have thousands
_OMITTED = 3000  # letters at most between two pieces of a quote: about one printed page
_HEADS = 150  # letters at most of the footer of a page, and of the header of the next: about two lines
_ALTERED, _NEAR = 75.0, 50.0  # likeness, of 100, from which a passage is the quote altered, or is worth showing
_SHOWN = 300  # letters of a passage in a message, which should stay readable in a terminal
_OMISSION = re.compile(
    r"\s*(?:\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.|\[[^\]\[]{2,80}\])\s*"
)


class Found(NamedTuple):
    """How a quote compares with its text.

    `state` is `found`, `altered` or `absent`. `start` and `end` are the offsets of the quote, or of what is most like
    it, in the text, from `page` to the page `until`; `passage` is that part of the text, empty where nothing is near.
    `differences` are pairs of words: those of the quote, and those of the text.
    """

    state: str
    start: int = -1
    end: int = -1
    page: str = ""
    line: int = 0
    passage: str = ""
    differences: tuple[tuple[str, str], ...] = ()
    until: str = ""

    @property
    def spot(self) -> Spot:
        """The part of it that is kept beside the quote."""
        return Spot(self.state) if self.state == "absent" else Spot(self.state, self.start, self.page, self.line)

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

    `found` is None where the library has no text of the source.
    """

    source: str
    where: str
    quote: str
    locator: str
    found: Found | None

    @property
    def fails(self) -> bool:
        """Whether the text does not match the quote word for word."""
        return self.found is not None and self.found.state != "found"

    @property
    def elsewhere(self) -> bool:
        """Whether the quote is in another place than its locator says.

        Another page, or another line of a text without pages.
        """
        there = self.found
        if there is None or there.state != "found":
            return False
        return all(contradicts(self.locator, page, there.line) for page in (there.page, there.until))


class SearchableText:
    """The text of a source, indexed so that quotes are found."""

    def __init__(self, text: str, labels: str = "") -> None:
        self.text = text
        self.pages = Pages(text, labels)

    def find(self, quote: str, locator: str = "") -> Found:
        """Return how a quote compares with the text.

        Of several places, the one that the locator names, else the first.
        """
        needle = skeleton(quote)
        if not needle:
            start = self.text.find(quote.strip()) if quote.strip() else -1
            return self._result("found", start, start + len(quote.strip())) if start >= 0 else Found("absent")
        # The whole quote first, since […] may be in the text itself.
        whole = self._best(quote, self._stretches(needle), locator)
        if whole and whole.state == "found":
            return whole
        pieces = [piece for piece in _OMISSION.split(plain.squeeze(quote)) if skeleton(piece)]
        chained = self._chained(pieces, locator) if pieces and pieces != [quote] else None
        found = chained or whole or self._over_a_page(quote)
        if found is None and len(pieces) > 1:
            found = self._piecewise(pieces)
        return found or self._nearest(quote)

    @cached_property
    def _index(self) -> Index:
        return Index(self.text)

    def _result(self, state: str, start: int, end: int, differences: Iterable[tuple[str, str]] = ()) -> Found:
        page, line = self.pages.place(start)
        until, _ = self.pages.place(max(start, end - 1))
        return Found(state, start, end, page, line, self.text[start:end], tuple(differences), until)

    def _stretches(self, needle: str) -> list[Stretch]:
        found = list(itertools.islice(self._index.stretches(needle), _OCCURRENCES))
        return [stretch for stretch in found if stretch.whole] or found

    def _best(self, quote: str, stretches: Sequence[Stretch], locator: str) -> Found | None:
        """Return the best place that has the words of a quote.

        One that matches strictly comes before one that does not, and one that the locator names before the others.
        """
        found = [self._compared(quote, stretch) for stretch in stretches]
        same = [one for one in found if one.state == "found"] or found
        named = [one for one in same if not contradicts(locator, one.page, one.line)] if locator else []
        return next(iter(named or same), None)

    def _compared(self, quote: str, stretch: Stretch) -> Found:
        start, end = self._widened(quote, stretch)
        differences = comparison.differences(quote, self.text[start:end])
        return self._result("altered" if differences else "found", start, end, differences)

    def _widened(self, quote: str, stretch: Stretch) -> tuple[int, int]:
        """Return a stretch with the punctuation around it.

        Only the marks before its first word and after its last that the quote has too.
        """
        start, end = stretch.start, stretch.end
        lead, tail = _marks(quote), _marks(reversed(quote))
        while lead and start and self.text[start - 1] == quote[lead - 1]:
            start, lead = start - 1, lead - 1
        while tail and self.text[end : end + 1] == quote[len(quote) - tail]:
            end, tail = end + 1, tail - 1
        return start, end

    def _chained(self, pieces: Sequence[str], locator: str) -> Found | None:
        """Return where the pieces of a quote follow one another.

        None where they do not.
        """
        chains = (self._chain(pieces, first) for first in self._stretches(skeleton(pieces[0])))
        found = [self._as_one(pieces, chain) for chain in chains if chain]
        same = [one for one in found if one.state == "found"] or found
        named = [one for one in same if not contradicts(locator, one.page, one.line)] if locator else []
        return next(iter(named or same), None)

    def _over_a_page(self, quote: str) -> Found | None:
        """Return where a quote runs from one page to the next.

        A footer and a header may be in between.
        """
        words_ = list(spans(quote)) if self.pages.count > 1 else []
        for number in range(len(words_) - 1, 0, -1):
            pieces = [quote[: words_[number - 1][1]], quote[words_[number][0] :]]
            chains = [self._chain(pieces, first, 2 * _HEADS) for first in self._stretches(skeleton(pieces[0]))]
            for chain in chains:
                if chain and _is_turn(self.text[chain[0].end : chain[1].start]):
                    return self._as_one(pieces, chain)
            # The longest beginning that is in the text at all decides; shorter ones would only be found by chance.
            if chains:
                return None
        return None

    def _chain(self, pieces: Sequence[str], first: Stretch, within: int = _OMITTED) -> list[Stretch]:
        chain = [first]
        for piece in pieces[1:]:
            after = self._index.stretches(skeleton(piece), chain[-1].end, within)
            following = next((stretch for stretch in after if stretch.whole), None)
            if following is None:
                return []
            chain.append(following)
        return chain

    def _as_one(self, pieces: Sequence[str], chain: Sequence[Stretch]) -> Found:
        each = [self._compared(piece, stretch) for piece, stretch in zip(pieces, chain, strict=True)]
        differences = [pair for one in each for pair in one.differences]
        return self._result("altered" if differences else "found", each[0].start, each[-1].end, differences)

    def _piecewise(self, pieces: Sequence[str]) -> Found | None:
        """Return where the pieces of a quote are, some of them altered.

        None where a piece is missing or out of order.
        """
        each = [self.find(piece) for piece in pieces]
        gaps = [after.start - before.end for before, after in itertools.pairwise(each)]
        if any(one.state == "absent" for one in each) or not all(0 <= gap <= _OMITTED for gap in gaps):
            return None
        return self._result("altered", each[0].start, each[-1].end, [pair for one in each for pair in one.differences])

    def _nearest(self, quote: str) -> Found:
        """Return the passage that is most like a quote.

        It counts as altered from a likeness of _ALTERED on, and as absent below.
        """
        best, likeness = None, _NEAR
        for low, high in self._index.windows(words(quote)):
            score, stretch = self._index.aligned(quote, low, high)
            if score > likeness:
                best, likeness = stretch, score
        if best is None:
            return Found("absent")
        differences = comparison.differences(quote, self.text[best.start : best.end]) if likeness >= _ALTERED else ()
        state = "altered" if likeness >= _ALTERED else "absent"
        return self._result(state, best.start, best.end, differences)


def _marks(characters: Iterable[str]) -> int:
    """Count the characters before the first of a word."""
    return sum(1 for _ in itertools.takewhile(lambda c: not (c.isalnum() or "\u0300" <= c <= "\u036f"), characters))


def _is_turn(between: str) -> bool:
    """Whether a text leads from one page to the next.

    A footer and a header at most, and no whole page.
    """
    sides = between.split(BREAK)
    return len(sides) == 2 and all(len(side) <= _HEADS for side in sides)  # noqa: PLR2004
