"""Looks for a quote in one reading of a text.

The places that have its words, whole or in pieces, and how each differs; else the passage that is most like it.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from readinglist.fulltext import brackets, comparison
from readinglist.fulltext.words import Stretch, skeleton, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.fulltext.brackets import Fragment
    from readinglist.fulltext.readings import Reading

# These bounds are guesses, wide enough for the quotes in the tests; no measurement of them is recorded.
_OCCURRENCES = 200  # places of one quote that are compared; a quote of one short word may have thousands
_APART = 3000  # letters at most between two pieces of a quote that are altered: about one printed page
_ALTERED, _NEAR = 75.0, 50.0  # likeness, of 100, from which a passage is the quote altered, or is worth showing
_SAME = 100.0


class Candidate(NamedTuple):
    """A place in a reading that has a quote, or what is most like it, and the pairs of words in which they differ."""

    start: int
    end: int
    differences: tuple[tuple[str, str], ...]
    likeness: float = _SAME

    @property
    def state(self) -> str:
        """`found`, `altered`, or `absent` where it is only worth showing."""
        if self.likeness < _ALTERED:
            return "absent"
        return "altered" if self.differences else "found"


class Search:
    """Looks for quotes in a reading."""

    def __init__(self, reading: Reading) -> None:
        self._text, self._index = reading.text, reading.index

    def matches(self, quote: str) -> list[Candidate]:
        """Return the places that have a quote word for word; else one that has its words.

        Empty where none has.
        """
        near: list[Candidate] = []
        for found in self._each(quote):
            same = [match for match in found if not match.differences]
            if same:
                return same
            near += found[:1]
        return near[-1:]

    def _each(self, quote: str) -> Iterator[list[Candidate]]:
        # The whole quote first, since […] may be in the text itself.
        yield self._compared_all(quote, skeleton(quote))
        for form in (quote, *brackets.forms(quote, self._has)):
            pieces = brackets.pieces(form)
            if len(pieces) > 1:
                yield self._chained(pieces)
            elif pieces and (pieces[0].words != quote):
                yield self._compared_all(pieces[0].words, skeleton(pieces[0].words))
        altered = self._piecewise([piece.words for piece in brackets.pieces(quote)])
        yield [altered] if altered else []

    def _has(self, part: str) -> bool:
        return next(self._index.stretches(skeleton(part)), None) is not None

    def _compared_all(self, quote: str, needle: str) -> list[Candidate]:
        return [self._compared(quote, stretch) for stretch in self._stretches(needle)]

    def _stretches(self, needle: str) -> list[Stretch]:
        found = list(itertools.islice(self._index.stretches(needle), _OCCURRENCES))
        return [stretch for stretch in found if stretch.whole] or found

    def _compared(self, quote: str, stretch: Stretch) -> Candidate:
        whole = stretch if stretch.whole else self._index.widened(stretch)
        start, end = self._with_marks(quote, whole)
        differences = comparison.differences(quote, self._text[start:end])
        if not stretch.whole and not differences:
            differences = [(quote, self._text[start:end])]
        return Candidate(start, end, tuple(differences))

    def _with_marks(self, quote: str, stretch: Stretch) -> tuple[int, int]:
        """Return a stretch with the punctuation around it.

        Only the marks before its first word and after its last that the quote has too.
        """
        start, end = stretch.start, stretch.end
        lead, tail = _marks(quote), _marks(reversed(quote))
        while lead and start and self._text[start - 1] == quote[lead - 1]:
            start, lead = start - 1, lead - 1
        while tail and self._text[end : end + 1] == quote[len(quote) - tail]:
            end, tail = end + 1, tail - 1
        return start, end

    def _chained(self, pieces: Sequence[Fragment]) -> list[Candidate]:
        """Return where the pieces of a quote follow one another."""
        chains = (self._chain(pieces, first) for first in self._stretches(skeleton(pieces[0].words)))
        return [self._as_one(pieces, chain) for chain in chains if chain]

    def _chain(self, pieces: Sequence[Fragment], first: Stretch) -> list[Stretch]:
        chain = [first]
        for piece in pieces[1:]:
            end = chain[-1].end
            after = self._index.stretches(skeleton(piece.words), end, piece.within)
            following = next((stretch for stretch in after if stretch.whole), None)
            if following is None or not brackets.fits(piece, self._text[end : following.start]):
                return []
            chain.append(following)
        return chain

    def _as_one(self, pieces: Sequence[Fragment], chain: Sequence[Stretch]) -> Candidate:
        each = [self._compared(piece.words, stretch) for piece, stretch in zip(pieces, chain, strict=True)]
        return Candidate(each[0].start, each[-1].end, _of_all(each))

    def _piecewise(self, pieces: Sequence[str]) -> Candidate | None:
        """Return where the pieces of a quote are, some of them altered.

        None where a piece is missing or out of order.
        """
        if len(pieces) < 2:  # noqa: PLR2004
            return None
        each = [found for piece in pieces if (found := self._piece(piece)) and found.likeness >= _ALTERED]
        gaps = [after.start - before.end for before, after in itertools.pairwise(each)]
        if len(each) < len(pieces) or not all(0 <= gap <= _APART for gap in gaps):
            return None
        return Candidate(each[0].start, each[-1].end, _of_all(each) or ((" … ".join(pieces), ""),))

    def _piece(self, piece: str) -> Candidate | None:
        found = self._compared_all(piece, skeleton(piece))
        same = [match for match in found if not match.differences] or found
        return same[0] if same else self.nearest(piece)

    def nearest(self, quote: str) -> Candidate | None:
        """Return the passage that is most like a quote; None where none is worth showing."""
        best, likeness = None, _NEAR
        for low, high in self._index.windows(words(quote)):
            score, stretch = self._index.aligned(quote, low, high)
            if score > likeness:
                best, likeness = stretch, score
        if best is None:
            return None
        passage = self._text[best.start : best.end]
        if likeness < _ALTERED:
            return Candidate(best.start, best.end, (), likeness)
        return Candidate(best.start, best.end, tuple(comparison.differences(quote, passage)), likeness)


def _of_all(each: Iterable[Candidate]) -> tuple[tuple[str, str], ...]:
    return tuple(pair for one in each for pair in one.differences)


def _marks(characters: Iterable[str]) -> int:
    """Count the characters before the first of a word."""
    return sum(1 for _ in itertools.takewhile(lambda c: not (c.isalnum() or "\u0300" <= c <= "\u036f"), characters))
