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
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from readinglist.fulltext.pages import BREAK, Pages
from readinglist.fulltext.words import Index, Stretch, skeleton, spans, words
from readinglist.model.record import Spot
from readinglist.util import text as plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_OCCURRENCES = 200  # of one quote that are looked at
_OMITTED = 3000  # letters at most between two pieces of a quote
_HEADS = 150  # letters at most of the foot of a page, and of the head of the next
_ALTERED, _NEAR = 75.0, 50.0  # likeness, of 100, from where on a passage is the quote altered, or worth showing
_SHOWN = 300  # letters of a passage in a sentence
_MARK = "\ue002"  # a hyphen at the end of a line, which may belong to the word or not
_CASE = "\ue003"  # before a letter that stood in brackets, and may be large or small
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
    """How a quote compares with its text: `found`, `altered` or `absent`.

    `start` and `end` say where it, or what is nearest to it, stands in the text, from `page` to the page `until`;
    `passage` is that, and empty where nothing is near. `differences` are pairs of what the quote says and what the text says.
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
        """What is kept of it beside the quote."""
        return Spot(self.state) if self.state == "absent" else Spot(self.state, self.start, self.page, self.line)

    @property
    def place(self) -> str:
        """Where it stands, in words: `page 5`, `pages 5-6`, or `line 3` where there are no pages."""
        if self.start < 0:
            return ""
        if self.page != self.until:
            return f"pages {self.page}-{self.until}"
        return f"page {self.page}" if self.page else f"line {self.line}"

    @property
    def near(self) -> str:
        """A sentence on what stands in the text instead of the quote."""
        if self.start < 0:
            return "nothing in it is like it."
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
        """In a few words how the quote differs from its text."""
        pairs = [_told(mine, theirs) for mine, theirs in self.differences[:4]]
        more = len(self.differences) - len(pairs)
        return "; ".join(pairs) + (f"; and {more} more" if more > 0 else "")


def _told(mine: str, theirs: str) -> str:
    if not theirs:
        return f"the text lacks “{mine}”"
    return f"the text has “{theirs}” for “{mine}”" if mine else f"the quote lacks “{theirs}”"


class Verified(NamedTuple):
    """A quote of a source and how it compares with the text; `found` is None where the library has no text of the source."""

    source: str
    where: str
    quote: str
    locator: str
    found: Found | None

    @property
    def fails(self) -> bool:
        """Whether the text does not have it so."""
        return self.found is not None and self.found.state != "found"

    @property
    def elsewhere(self) -> bool:
        """Whether it stands on another page, or in another line, than its locator says."""
        there = self.found
        if there is None or there.state != "found":
            return False
        return all(contradicts(self.locator, page, there.line) for page in (there.page, there.until))


class SearchableText:
    """The text of a source, made ready for looking for quotes in it."""

    def __init__(self, text: str, labels: str = "") -> None:
        self.text = text
        self.pages = Pages(text, labels)

    def find(self, quote: str, locator: str = "") -> Found:
        """Return how a quote compares with the text; of several places, the one that the locator names, else the first."""
        needle = skeleton(quote)
        if not needle:
            start = self.text.find(quote.strip()) if quote.strip() else -1
            return self._found("found", start, start + len(quote.strip())) if start >= 0 else Found("absent")
        whole = self._judged(quote, self._stretches(needle), locator)
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

    def _found(self, state: str, start: int, end: int, differences: Iterable[tuple[str, str]] = ()) -> Found:
        page, line = self.pages.place(start)
        until, _ = self.pages.place(max(start, end - 1))
        return Found(state, start, end, page, line, self.text[start:end], tuple(differences), until)

    def _stretches(self, needle: str) -> list[Stretch]:
        found = list(itertools.islice(self._index.stretches(needle), _OCCURRENCES))
        return [stretch for stretch in found if stretch.whole] or found

    def _judged(self, quote: str, stretches: Sequence[Stretch], locator: str) -> Found | None:
        """Return the best of the places where the words of a quote stand."""
        found = [self._compared(quote, stretch) for stretch in stretches]
        same = [one for one in found if one.state == "found"] or found
        named = [one for one in same if not contradicts(locator, one.page, one.line)] if locator else []
        return next(iter(named or same), None)

    def _compared(self, quote: str, stretch: Stretch) -> Found:
        start, end = self._widened(quote, stretch)
        differences = _differences(quote, self.text[start:end])
        return self._found("altered" if differences else "found", start, end, differences)

    def _widened(self, quote: str, stretch: Stretch) -> tuple[int, int]:
        """Return a stretch with the marks before its first word and behind its last that the quote has too."""
        start, end = stretch.start, stretch.end
        lead, tail = _marks(quote), _marks(reversed(quote))
        while lead and start and self.text[start - 1] == quote[lead - 1]:
            start, lead = start - 1, lead - 1
        while tail and self.text[end : end + 1] == quote[len(quote) - tail]:
            end, tail = end + 1, tail - 1
        return start, end

    def _chained(self, pieces: Sequence[str], locator: str) -> Found | None:
        """Return where the pieces of a quote stand one after the other; None where they do not."""
        chains = (self._chain(pieces, first) for first in self._stretches(skeleton(pieces[0])))
        found = [self._united(pieces, chain) for chain in chains if chain]
        same = [one for one in found if one.state == "found"] or found
        named = [one for one in same if not contradicts(locator, one.page, one.line)] if locator else []
        return next(iter(named or same), None)

    def _over_a_page(self, quote: str) -> Found | None:
        """Return where a quote stands from one page to the next, with a foot and a head in between."""
        words_ = list(spans(quote)) if self.pages.count > 1 else []
        for number in range(len(words_) - 1, 0, -1):
            pieces = [quote[: words_[number - 1][1]], quote[words_[number][0] :]]
            chains = [self._chain(pieces, first, 2 * _HEADS) for first in self._stretches(skeleton(pieces[0]))]
            for chain in chains:
                if chain and _is_turn(self.text[chain[0].end : chain[1].start]):
                    return self._united(pieces, chain)
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

    def _united(self, pieces: Sequence[str], chain: Sequence[Stretch]) -> Found:
        each = [self._compared(piece, stretch) for piece, stretch in zip(pieces, chain, strict=True)]
        differences = [pair for one in each for pair in one.differences]
        return self._found("altered" if differences else "found", each[0].start, each[-1].end, differences)

    def _piecewise(self, pieces: Sequence[str]) -> Found | None:
        """Return where the pieces of a quote stand, some of them altered; None where one is missing or out of order."""
        each = [self.find(piece) for piece in pieces]
        gaps = [after.start - before.end for before, after in itertools.pairwise(each)]
        if any(one.state == "absent" for one in each) or not all(0 <= gap <= _OMITTED for gap in gaps):
            return None
        return self._found("altered", each[0].start, each[-1].end, [pair for one in each for pair in one.differences])

    def _nearest(self, quote: str) -> Found:
        """Return the passage that is most like a quote, as altered or only near."""
        best, likeness = None, _NEAR
        for low, high in self._index.windows(words(quote)):
            score, stretch = self._index.aligned(quote, low, high)
            if score > likeness:
                best, likeness = stretch, score
        if best is None:
            return Found("absent")
        differences = _differences(quote, self.text[best.start : best.end]) if likeness >= _ALTERED else ()
        state = "altered" if likeness >= _ALTERED else "absent"
        return self._found(state, best.start, best.end, differences)


def _marks(characters: Iterable[str]) -> int:
    """Return how many characters come before the first that belongs to a word."""
    return sum(1 for _ in itertools.takewhile(lambda c: not (c.isalnum() or "\u0300" <= c <= "\u036f"), characters))


def _is_turn(between: str) -> bool:
    """Whether a text goes from one page to the next, with a foot and a head at most."""
    sides = between.split(BREAK)
    return len(sides) == 2 and all(len(side) <= _HEADS for side in sides)  # noqa: PLR2004


def contradicts(locator: str, page: str, line: int) -> bool:
    """Whether a locator names another page, or another line of a text without pages, than this."""
    named = re.fullmatch(r"\s*(pages?|pp?\.?|lines?|ll?\.?)\s*(\S.*?)\s*", locator, re.IGNORECASE)
    if not named or not line:
        return False
    by_page = named[1].lower().startswith("p")
    return by_page == bool(page) and not _names(named[2], page if by_page else str(line))


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


def _strict(text: str) -> str:
    """Return a text as it is compared, from its first word to its last, in one shape of marks and spaces.

    A hyphen that ends a line is a mark of ours.
    """
    lines = filter(None, map(plain.squeeze, unicodedata.normalize("NFKC", text).split("\n")))
    text = re.sub(r"(?<=\w)[-‐]\n(?=\w)", _MARK, "\n".join(lines).replace("\u00ad\n", "")).translate(_SHAPES)
    text = re.sub(r"''", '"', re.sub(r"\s?-{2,}\s?|\s-\s", "-", text))
    text = plain.squeeze(re.sub(r"\.\s?\.\s?\.", "...", text))
    return re.sub(rf"\A[^\w{_CASE}]+|\W+\Z", "", text)


@lru_cache(maxsize=4096)
def _differences(quote: str, passage: str) -> list[tuple[str, str]]:
    """Return where a quote differs from a passage, as pairs of a few words each; none where they are the same."""
    wanted, there = _strict(_LETTER.sub(rf"{_CASE}\1", quote)), _strict(passage)
    if _same(wanted, there):
        return []
    mine = re.sub(f"[{_MARK}{_CASE}]", "", wanted).split()
    theirs = [_joint(word, mine) for word in there.split()]
    steps = difflib.SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    changed = [(" ".join(mine[a:b]), " ".join(theirs[c:d])) for kind, a, b, c, d in steps if kind != "equal"]
    return changed or [(wanted, there)]


def _joint(word: str, known: Sequence[str]) -> str:
    """Return a word that a hyphen at the end of a line parts, in the one or the other reading that is known."""
    hyphened = word.replace(_MARK, "-")
    return hyphened if hyphened in known else word.replace(_MARK, "")


def _same(wanted: str, there: str) -> bool:
    """Whether a quote is what stands there; a hyphen at the end of a line may be a part of the word or not."""
    pattern = "".join(
        "-?" if part == _MARK else f"(?i:{part[1]})" if part.startswith(_CASE) else re.escape(part)
        for part in re.split(rf"({_MARK}|{_CASE}.)", wanted)
    )
    pieces = there.split(_MARK)
    if len(pieces) > _VARIANTS + 1:
        return _without_hyphens(wanted) == _without_hyphens(there)
    ways = itertools.product(("", "-"), repeat=len(pieces) - 1)
    return any(re.fullmatch(pattern, _joined(pieces, hyphens)) for hyphens in ways)


def _joined(pieces: Sequence[str], between: Sequence[str]) -> str:
    return "".join(itertools.chain.from_iterable(zip(pieces, (*between, ""), strict=True)))


def _without_hyphens(text: str) -> str:
    return re.sub(f"[-{_MARK}{_CASE}]", "", text)
