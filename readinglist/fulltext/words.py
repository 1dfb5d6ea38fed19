"""The words of a text as one string.

So a quote is found however the text is set, and passages that are like it are found too.
"""

from __future__ import annotations

import itertools
import re
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from readinglist.util import text as plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ACCENTS = "[\u0300-\u036f]"
# Guesses, wide enough for the quotes in the tests; no measurement of them is recorded.
_LONG = 60  # words from which a quote is aligned word by word, since letter by letter would take too long
_RUN, _FAR = 3, 20  # words of a run that may be a stray, and words between it and the rest
_COMMON = 5000  # times that a word may be in a text and still help to find a passage: words like `the` cost much
# What makes another number, or another word, of the one that stands next to it.
_NUMBER_BEFORE = re.compile(r"[0-9][.,][0-9]\Z|(?:\A|\s)[-−–][0-9]\Z")
_NUMBER_AFTER = re.compile(r"[0-9][.,][0-9]")
_PREFIX = re.compile(r"(?i)(?<![^\W_])(?:non|un|in|im|ir|il|anti|dis|mis|counter|pseudo|quasi|semi|half)[-‐‑–]\n?\Z")
_SUFFIX = re.compile(r"(?i)['’](?:t|s|d|m|ll|re|ve)(?![^\W_])")
# Thai, Lao, Burmese and Khmer put no spaces between words, and are no East Asian characters of which each is a word here.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


class Stretch(NamedTuple):
    """A part of a text, from a character to another."""

    start: int
    end: int
    whole: bool  # whether it begins and ends at the ends of words


class Index:
    """The words of a text, folded, with the offsets of each.

    And all of them as one string (the skeleton), without anything between.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.starts, self.ends, self._offsets = array("q"), array("q"), array("q")
        self.folded: list[str] = []
        offset = 0
        for found in _pattern(text).finditer(text):
            word = found[0]
            folded = word.lower() if word.isascii() else _folded(word)
            self.starts.append(found.start())
            self.ends.append(found.end())
            self._offsets.append(offset)
            self.folded.append(folded)
            offset += len(folded)
        self._skeleton = "".join(self.folded)

    def stretches(self, needle: str, after: int = 0, within: int = 0) -> Iterator[Stretch]:
        """Yield where a string of words is in the text.

        From an offset on, and at most `within` letters after it.
        """
        first = self._offset_at(after) if after else 0
        last = min(len(self._skeleton), first + within + len(needle)) if within else len(self._skeleton)
        position = self._skeleton.find(needle, first, last)
        while position >= 0:
            yield self._stretch(position, position + len(needle))
            position = self._skeleton.find(needle, position + 1, last)

    def _offset_at(self, place: int) -> int:
        number = bisect_right(self.starts, place - 1)
        return self._offsets[number] if number < len(self._offsets) else len(self._skeleton)

    def _stretch(self, first: int, last: int) -> Stretch:
        start, at_start = self._place(first, end=False)
        end, at_end = self._place(last - 1, end=True)
        at_start = at_start or _UNSPACED.match(self._text, start) is not None
        at_end = at_end or _UNSPACED.match(self._text, end - 1) is not None
        return Stretch(start, end, at_start and at_end and not self._cuts(start, end))

    def _cuts(self, start: int, end: int) -> bool:
        """Whether a part of the text begins or ends within what means something else as a whole.

        `5 million` in `2.5 million` or `-5 million`, `5` in `5,000`, `binding` in `non-binding`, `can` in `can't`.
        """
        before, after = self._text[max(0, start - 2) : start + 1], self._text[end - 1 : end + 2]
        if _NUMBER_BEFORE.search(before) or _NUMBER_AFTER.match(after):
            return True
        return self._with_prefix(start) < start or self._with_suffix(end) > end

    def widened(self, stretch: Stretch) -> Stretch:
        """Return a part of the text with the words whole that it begins and ends in."""
        first = max(0, bisect_right(self.starts, stretch.start) - 1)
        last = min(bisect_left(self.ends, stretch.end), len(self.ends) - 1)
        start, end = min(stretch.start, self.starts[first]), max(stretch.end, self.ends[last])
        while _NUMBER_BEFORE.search(self._text[max(0, start - 2) : start + 1]):
            start = self.starts[bisect_left(self.starts, start) - 1] if self._text[start - 1] in ".," else start - 1
        while _NUMBER_AFTER.match(self._text[end - 1 : end + 2]):
            end = self.ends[bisect_right(self.ends, end)]
        return Stretch(self._with_prefix(start), self._with_suffix(end), whole=True)

    def _with_prefix(self, start: int) -> int:
        found = _PREFIX.search(self._text[max(0, start - 9) : start])
        return start - len(found[0]) if found else start

    def _with_suffix(self, end: int) -> int:
        found = _SUFFIX.match(self._text[end : end + 4])
        return end + len(found[0]) if found else end

    def _place(self, offset: int, *, end: bool) -> tuple[int, bool]:
        """Return the offset in the text of a letter of the skeleton.

        Its beginning or its end, and whether a word begins or ends there.
        """
        number = bisect_right(self._offsets, offset) - 1
        inside = offset - self._offsets[number] + end
        if inside == (len(self.folded[number]) if end else 0):
            return (self.ends if end else self.starts)[number], True
        word = self._text[self.starts[number] : self.ends[number]]
        # A letter may be folded to several, and an accent to none.
        letters = bisect_left(range(len(word)), inside, key=lambda count: len(plain.fold(word[:count])))
        return self.starts[number] + letters, False

    @cached_property
    def _positions(self) -> dict[str, array[int]]:
        positions: dict[str, array[int]] = {}
        for number, word in enumerate(self.folded):
            positions.setdefault(word, array("q")).append(number)
        return positions

    def windows(self, wanted: Sequence[str]) -> list[tuple[int, int]]:
        """Return up to three stretches that hold most of the words wanted.

        A stretch is given by the numbers of its first word and of the word after its last.
        """
        known = sorted({word for word in wanted if word in self._positions}, key=lambda w: len(self._positions[w]))
        rare = [word for word in known if len(self._positions[word]) <= _COMMON] or known[:1]
        hits = sorted(number for word in rare for number in self._positions[word])
        span = len(wanted) + len(wanted) // 2 + 2  # half as long again as the quote, so that added words fit in
        scored: list[tuple[int, int]] = []
        first = 0
        for last, number in enumerate(hits):
            while number - hits[first] > span:
                first += 1
            scored.append((last - first + 1, hits[first]))
        return [(max(0, low - span), min(len(self.folded), low + 2 * span)) for low in _apart(scored, span)]

    def aligned(self, quote: str, low: int, high: int) -> tuple[float, Stretch]:
        """Return the part of a stretch that is most like a quote.

        First its likeness, of 100, then the part itself.
        """
        from rapidfuzz import fuzz  # noqa: PLC0415 - only a quote that is not there needs it

        if len(words(quote)) > _LONG:
            return self._aligned_by_words(words(quote), low, high)
        wanted = " ".join(words(quote))
        found = fuzz.partial_ratio_alignment(wanted, " ".join(self.folded[low:high]))
        if found is None:
            return 0.0, Stretch(0, 0, whole=False)
        ends = itertools.accumulate(len(word) + 1 for word in self.folded[low:high])
        middles = [end - len(word) / 2 - 1 for end, word in zip(ends, self.folded[low:high], strict=True)]
        first = low + min(bisect_left(middles, found.dest_start), high - low - 1)
        last = max(first, low + bisect_left(middles, found.dest_end) - 1)
        first, last = _stretched(words(quote), self.folded, first, last)
        return found.score, Stretch(self.starts[first], self.ends[last], whole=True)

    def _aligned_by_words(self, wanted: Sequence[str], low: int, high: int) -> tuple[float, Stretch]:
        """Do the same for a long quote, word by word.

        Letter by letter would take too long.
        """
        from rapidfuzz.distance import Indel  # noqa: PLC0415 - only a quote that is not there needs it

        steps = Indel.opcodes(wanted, self.folded[low:high])
        blocks = [(step.dest_start, step.dest_end) for step in steps if step.tag == "equal"]
        if not blocks:
            return 0.0, Stretch(0, 0, whole=False)
        first, last = (low + number for number in _without_strays(blocks))
        likeness = Indel.normalized_similarity(wanted, self.folded[first : last + 1])
        return 100 * likeness, Stretch(self.starts[first], self.ends[last], whole=True)


def _without_strays(blocks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return where runs of equal words begin and end.

    Short runs far from the others, at either end, are left out.
    """
    kept = list(blocks)
    while len(kept) > 1 and kept[0][1] - kept[0][0] < _RUN and kept[1][0] - kept[0][1] > _FAR:
        kept.pop(0)
    while len(kept) > 1 and kept[-1][1] - kept[-1][0] < _RUN and kept[-1][0] - kept[-2][1] > _FAR:
        kept.pop()
    return kept[0][0], kept[-1][1] - 1


def _stretched(wanted: Sequence[str], there: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """Return a stretch with the first and last word wanted.

    It is made longer where one of these is just outside.
    """
    around = len(wanted) // 2 + 3
    before, after = there[max(0, first - around) : first], there[last + 1 : last + 1 + around]
    if wanted[0] != there[first] and wanted[0] in before:
        first -= before[::-1].index(wanted[0]) + 1
    if wanted[-1] != there[last] and wanted[-1] in after:
        last += after.index(wanted[-1]) + 1
    return first, last


def _apart(scored: Sequence[tuple[int, int]], span: int) -> list[int]:
    """Return the starts of the three best windows, without overlap."""
    chosen: list[int] = []
    for _, low in sorted(scored, key=lambda pair: (-pair[0], pair[1])):
        if all(abs(low - other) > span for other in chosen):
            chosen.append(low)
        if len(chosen) == 3:  # noqa: PLR2004
            break
    return chosen


def _pattern(text: str) -> re.Pattern[str]:
    """Return a pattern that finds the words of a text.

    Each East Asian character is a word: Chinese and Japanese put no spaces between words, and UAX #29 leaves finding
    them to a dictionary.
    """
    return re.compile(r"[^\W_]+" if text.isascii() else f"[{plain.EAST}]|[^\\W_{plain.EAST}]+{_ACCENTS}*")


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    return plain.fold(word)


def words(text: str) -> list[str]:
    """Return the words of a text, folded.

    `Müller’s naïve—test 机器` → muller, s, naive, test, 机, 器.
    """
    return [_folded(word) for word in _pattern(text).findall(text)]


def skeleton(text: str) -> str:
    """Return the words of a text as one string, folded.

    `Hy-⏎phen ation` → `hyphenation`.
    """
    return "".join(words(text))
