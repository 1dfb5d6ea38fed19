"""Quotes against the text of their source: whether one stands there, on which page, how it was altered, or what is near.

White space, line-end hyphenation, ligatures, the shapes of quotation marks and dashes, omissions (`[…]`, `...`) and
letters in brackets (`[T]he`) do not count. Words are looked for first, in a text of nothing but words; what stands
there is then compared strictly.
"""

from __future__ import annotations

import difflib
import itertools
import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from readinglist import text as words
from readinglist.pages import Pages
from readinglist.record import Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_OCCURRENCES = 200  # of one quote that are looked at
_OMITTED = 3000  # letters at most between two pieces of a quote
_COMMON = 5000  # times that a word may stand in a text and still help to find a passage
_ALTERED, _NEAR = 75.0, 50.0  # likeness, of 100, from where on a passage is the quote altered, or worth showing
_MARK = "\ue002"  # a hyphen at the end of a line, which may belong to the word or not
_VARIANTS = 6  # such hyphens in a quote that are tried both ways
_SHAPES = str.maketrans(
    dict.fromkeys("„“”‟«»″〝〞「」『』", '"')
    | dict.fromkeys("‘’‚‛‹›′`´ʼ", "'")
    | dict.fromkeys("‐‑‒–—―−﹘", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f")
)
_OMISSION = re.compile(
    r"\s*(?:\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.|\[[^\]\[]{2,80}\])\s*"
)
_LETTER = re.compile(r"\[(\w)\]")


class Found(NamedTuple):
    """What became of a quote: `found`, `altered` or `absent`.

    `start` and `end` say where it, or what is nearest to it, stands in the text; `passage` is that, and empty where
    nothing is near. `differences` are pairs of what the quote says and what the text says.
    """

    state: str
    start: int = -1
    end: int = -1
    page: str = ""
    line: int = 0
    passage: str = ""
    differences: tuple[tuple[str, str], ...] = ()

    @property
    def spot(self) -> Spot:
        """What is kept of it beside the quote."""
        return Spot(self.state) if self.state == "absent" else Spot(self.state, self.start, self.page, self.line)

    @property
    def place(self) -> str:
        """Where it stands, in words: `page 5`, or `line 3` where there are no pages."""
        if self.start < 0:
            return ""
        return f"page {self.page}" if self.page else f"line {self.line}"


class _Stretch(NamedTuple):
    start: int
    end: int
    whole: bool  # whether it begins and ends at the ends of words


class Text:
    """The text of a source, made ready for looking for quotes in it."""

    def __init__(self, text: str, labels: str = "") -> None:
        self.text = text
        self.pages = Pages(text, labels)

    def find(self, quote: str, locator: str = "") -> Found:
        """Return what became of a quote; of several places, the one that the locator names, else the first."""
        needle = _skeleton(quote)
        if not needle:
            start = self.text.find(quote.strip()) if quote.strip() else -1
            return self._found("found", start, start + len(quote.strip())) if start >= 0 else Found("absent")
        whole = self._judged(quote, self._stretches(needle), locator)
        if whole and whole.state == "found":
            return whole
        pieces = [piece for piece in _OMISSION.split(quote) if _skeleton(piece)]
        chained = self._chained(pieces, locator) if pieces and pieces != [quote] else None
        best = [found for found in (chained, whole) if found]
        return best[0] if best else self._nearest(quote)

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.text)

    def _found(self, state: str, start: int, end: int, differences: Iterable[tuple[str, str]] = ()) -> Found:
        page, line = self.pages.place(start)
        return Found(state, start, end, page, line, self.text[start:end], tuple(differences))

    def _stretches(self, needle: str) -> list[_Stretch]:
        found = list(itertools.islice(self._index.stretches(needle), _OCCURRENCES))
        return [stretch for stretch in found if stretch.whole] or found

    def _judged(self, quote: str, stretches: Sequence[_Stretch], locator: str) -> Found | None:
        """Return the best of the places where the words of a quote stand."""
        found = [self._compared(quote, stretch) for stretch in stretches]
        same = [one for one in found if one.state == "found"] or found
        named = [one for one in same if not contradicts(locator, one)] if locator else []
        return next(iter(named or same), None)

    def _compared(self, quote: str, stretch: _Stretch) -> Found:
        start, end = self._widened(quote, stretch)
        differences = _differences(quote, self.text[start:end])
        return self._found("altered" if differences else "found", start, end, differences)

    def _widened(self, quote: str, stretch: _Stretch) -> tuple[int, int]:
        """Return a stretch with the marks before its first word and behind its last that the quote has too."""
        start, end = stretch.start, stretch.end
        lead = len(quote) - len(_core(quote, end=False))
        tail = len(quote) - len(_core(quote, start=False))
        while lead and start and self.text[start - 1] == quote[lead - 1]:
            start, lead = start - 1, lead - 1
        while tail and self.text[end : end + 1] == quote[len(quote) - tail]:
            end, tail = end + 1, tail - 1
        return start, end

    def _chained(self, pieces: Sequence[str], locator: str) -> Found | None:
        """Return where the pieces of a quote stand one after the other; None where they do not."""
        chains = (self._chain(pieces, first) for first in self._stretches(_skeleton(pieces[0])))
        found = [self._united(pieces, chain) for chain in chains if chain]
        same = [one for one in found if one.state == "found"] or found
        named = [one for one in same if not contradicts(locator, one)] if locator else []
        return next(iter(named or same), None)

    def _chain(self, pieces: Sequence[str], first: _Stretch) -> list[_Stretch]:
        chain = [first]
        for piece in pieces[1:]:
            after = self._index.stretches(_skeleton(piece), chain[-1].end, _OMITTED)
            following = next((stretch for stretch in after if stretch.whole), None)
            if following is None:
                return []
            chain.append(following)
        return chain

    def _united(self, pieces: Sequence[str], chain: Sequence[_Stretch]) -> Found:
        each = [self._compared(piece, stretch) for piece, stretch in zip(pieces, chain, strict=True)]
        differences = [pair for one in each for pair in one.differences]
        return self._found("altered" if differences else "found", each[0].start, each[-1].end, differences)

    def _nearest(self, quote: str) -> Found:
        """Return the passage that is most like a quote, as altered or only near."""
        best, likeness = None, _NEAR
        for low, high in self._index.windows(_words(quote)):
            score, stretch = self._index.aligned(quote, low, high)
            if score > likeness:
                best, likeness = stretch, score
        if best is None:
            return Found("absent")
        differences = _differences(quote, self.text[best.start : best.end]) if likeness >= _ALTERED else ()
        state = "altered" if likeness >= _ALTERED else "absent"
        return self._found(state, best.start, best.end, differences)


class _Index:
    """The words of a text, folded, with where each stands; and all of them as one string, without anything between."""

    def __init__(self, text: str) -> None:
        self.starts, self.ends, self._offsets = array("q"), array("q"), array("q")
        self.folded: list[str] = []
        offset = 0
        for found in _pattern_of_words(text).finditer(text):
            word = found[0]
            folded = word.lower() if word.isascii() else _folded(word)
            self.starts.append(found.start())
            self.ends.append(found.end())
            self._offsets.append(offset)
            self.folded.append(folded)
            offset += len(folded)
        self._skeleton = "".join(self.folded)

    def stretches(self, needle: str, after: int = 0, within: int = 0) -> Iterator[_Stretch]:
        """Yield where a string of words stands, from a place in the text on, at most so many letters behind it."""
        first = self._offset_at(after) if after else 0
        last = min(len(self._skeleton), first + within + len(needle)) if within else len(self._skeleton)
        position = self._skeleton.find(needle, first, last)
        while position >= 0:
            yield self._stretch(position, position + len(needle))
            position = self._skeleton.find(needle, position + 1, last)

    def _offset_at(self, place: int) -> int:
        number = bisect_right(self.starts, place - 1)
        return self._offsets[number] if number < len(self._offsets) else len(self._skeleton)

    def _stretch(self, first: int, last: int) -> _Stretch:
        start, at_start = self._place(first, end=False)
        end, at_end = self._place(last - 1, end=True)
        return _Stretch(start, end, at_start and at_end)

    def _place(self, offset: int, *, end: bool) -> tuple[int, bool]:
        """Return where a letter of the string of words begins or ends in the text, and whether a word does there."""
        number = bisect_right(self._offsets, offset) - 1
        inside = offset - self._offsets[number] + end
        if inside == (len(self.folded[number]) if end else 0):
            return (self.ends if end else self.starts)[number], True
        return min(self.starts[number] + inside, self.ends[number]), False

    @cached_property
    def _positions(self) -> dict[str, array[int]]:
        positions: dict[str, array[int]] = {}
        for number, word in enumerate(self.folded):
            positions.setdefault(word, array("q")).append(number)
        return positions

    def windows(self, wanted: Sequence[str]) -> list[tuple[int, int]]:
        """Return up to three stretches of words, by their numbers, that hold most of the words wanted."""
        known = sorted({word for word in wanted if word in self._positions}, key=lambda w: len(self._positions[w]))
        rare = [word for word in known if len(self._positions[word]) <= _COMMON] or known[:1]
        hits = sorted(number for word in rare for number in self._positions[word])
        span = len(wanted) + len(wanted) // 2 + 2
        scored: list[tuple[int, int]] = []
        first = 0
        for last, number in enumerate(hits):
            while number - hits[first] > span:
                first += 1
            scored.append((last - first + 1, hits[first]))
        return [(max(0, low - span), min(len(self.folded), low + 2 * span)) for low in _apart(scored, span)]

    def aligned(self, quote: str, low: int, high: int) -> tuple[float, _Stretch]:
        """Return how much the best part of a stretch of words is like a quote, of 100, and where that stands."""
        from rapidfuzz import fuzz  # noqa: PLC0415 - only a quote that is not there needs it

        wanted = " ".join(_words(quote))
        found = fuzz.partial_ratio_alignment(wanted, " ".join(self.folded[low:high]))
        if found is None:
            return 0.0, _Stretch(0, 0, whole=False)
        ends = list(itertools.accumulate(len(word) + 1 for word in self.folded[low:high]))
        first = low + bisect_right(ends, found.dest_start)
        last = low + min(bisect_right(ends, max(found.dest_start, found.dest_end - 1)), high - low - 1)
        return found.score, _Stretch(self.starts[first], self.ends[last], whole=True)


def _apart(scored: Sequence[tuple[int, int]], span: int) -> list[int]:
    """Return the starts of the three best windows that do not overlap."""
    chosen: list[int] = []
    for _, low in sorted(scored, key=lambda pair: (-pair[0], pair[1])):
        if all(abs(low - other) > span for other in chosen):
            chosen.append(low)
        if len(chosen) == 3:  # noqa: PLR2004
            break
    return chosen


def contradicts(locator: str, found: Found) -> bool:
    """Whether a locator names another page, or another line of a text without pages, than the one where a quote stands."""
    named = re.fullmatch(r"\s*(pages?|pp?\.?|lines?|ll?\.?)\s*(\S.*?)\s*", locator, re.IGNORECASE)
    if not named or found.start < 0:
        return False
    by_page = named[1].lower().startswith("p")
    if by_page != bool(found.page):
        return False
    return not _names(named[2], found.page if by_page else str(found.line))


def _names(named: str, label: str) -> bool:
    """Whether a list of labels and ranges, `3-5, 9`, names a label."""
    for part in re.split(r"\s*[,;&]\s*", named):
        first, dash, last = re.sub(r"\s*(?:--|[-–])\s*", "-", part).partition("-")
        if label.casefold() == first.casefold():
            return True
        if dash and label.isdecimal() and first.isdecimal() and (last + "0").isdecimal():
            end = int(first[: max(0, len(first) - len(last))] + last) if last else int(first) + 1
            if int(first) <= int(label) <= end:
                return True
    return False


def _pattern_of_words(text: str) -> re.Pattern[str]:
    """Return what finds the words of a text; every East Asian character is one."""
    return re.compile(r"[^\W_]+" if text.isascii() else f"[{words.EAST}]|[^\\W_{words.EAST}]+")


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    return words.fold(word)


def _words(text: str) -> list[str]:
    return [_folded(word) for word in _pattern_of_words(text).findall(text)]


def _skeleton(text: str) -> str:
    return "".join(_words(text))


def _core(quote: str, *, start: bool = True, end: bool = True) -> str:
    """Return a quote without the marks before its first word and behind its last, brackets excepted."""
    quote = re.sub(r"\A[^\w\[]+", "", quote) if start else quote
    return re.sub(r"[^\w\]]+\Z", "", quote) if end else quote


def _strict(text: str) -> str:
    """Return a text as it is compared: in one shape of marks and spaces, each hyphen that ends a line as a mark."""
    text = re.sub(r"\u00ad\s*\n\s*", "", unicodedata.normalize("NFKC", text))
    text = re.sub(r"(?<=\w)[-‐]\s*\n\s*(?=\w)", _MARK, text).translate(_SHAPES)
    text = re.sub(r"''", '"', re.sub(r"\s*-{2,}\s*|\s+-\s+", "-", text))
    return words.squeeze(re.sub(r"\.\s?\.\s?\.", "...", text))


def _differences(quote: str, passage: str) -> list[tuple[str, str]]:
    """Return where a quote differs from a passage, as pairs of a few words each; none where they are the same."""
    wanted, there = _strict(_core(quote)), _strict(_core(passage))
    if _same(wanted, there):
        return []
    mine, theirs = _LETTER.sub(r"\1", wanted.replace(_MARK, "")).split(), there.replace(_MARK, "").split()
    steps = difflib.SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    changed = [(" ".join(mine[a:b]), " ".join(theirs[c:d])) for kind, a, b, c, d in steps if kind != "equal"]
    return changed or [(wanted, there)]


def _same(wanted: str, there: str) -> bool:
    """Whether a quote is what stands there; a hyphen at the end of a line may be a part of the word or not."""
    pattern = "".join(
        "-?" if part == _MARK else f"(?i:{part[1]})" if _LETTER.fullmatch(part) else re.escape(part)
        for part in re.split(rf"({_MARK}|\[\w\])", wanted)
    )
    pieces = there.split(_MARK)
    if len(pieces) > _VARIANTS + 1:
        return _without_hyphens(wanted) == _without_hyphens(there)
    ways = itertools.product(("", "-"), repeat=len(pieces) - 1)
    return any(re.fullmatch(pattern, _joined(pieces, hyphens)) for hyphens in ways)


def _joined(pieces: Sequence[str], between: Sequence[str]) -> str:
    return "".join(itertools.chain.from_iterable(zip(pieces, (*between, ""), strict=True)))


def _without_hyphens(text: str) -> str:
    return _LETTER.sub(r"\1", text.replace(_MARK, "").replace("-", ""))
