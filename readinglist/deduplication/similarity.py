"""Which pairs of sources look like one and the same, or like a preprint and what was published of it, and how much."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from itertools import combinations, islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from rapidfuzz.fuzz import ratio

from readinglist.model import biblatex, schemes
from readinglist.model.publication import stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.model.views import Outline


class Pair(NamedTuple):
    """Two sources, the one added first in front, how alike they are (0 to 1), and why.

    Of two that are `version`s of one work, `first` is the preliminary one, such as a preprint, and `second` the other.
    """

    first: str
    second: str
    score: float
    reason: str
    kind: Literal["same", "version"] = "same"


class _Traits(NamedTuple):
    """An outline with what is compared over and over."""

    outline: Outline
    words: tuple[str, ...]
    compact: str
    numbers: tuple[str, ...]
    stage: int


_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"[0-9]+|i{2,3}|i?vi{0,3}|i?x")
_NAMES = {1: "a preprint", 2: "a report", 3: "a thesis", 4: "a paper or chapter", 5: "an article", 6: "a book"}
_END = 12
_SMALL_BLOCK = 12
_NEIGHBOURS = 6
_CUTOFF = 85.0
_PREFIX_WORDS = 3
_PREFIX_LIKENESS = 0.93
_SAME_TITLE = 0.9


def pairs(outlines: Iterable[Outline], *, above: float = 0.85) -> list[Pair]:
    """Return the pairs that are at least so much alike, the likest first.

    Sources are compared only with those with which they share an identifier, an end of the title, its rarest word, or
    first author and year; so the work grows with their number and not with its square.
    """
    traits = [_traits(outline) for outline in outlines]
    found: dict[tuple[int, int], Pair] = {}
    for one, other in _meetings(traits):
        pair = _compared(one, other)
        if pair and (score := _hundredths(pair.score)) >= above:
            found[one.outline.id, other.outline.id] = pair._replace(score=score)
    return sorted(found.values(), key=lambda pair: -pair.score)


def _hundredths(score: float) -> float:
    """Return a score as it is shown, never more than it is, so that what is shown as 0.98 is above 0.98."""
    return math.floor(score * 100 + 1e-6) / 100


def _traits(outline: Outline) -> _Traits:
    words = tuple(_WORD.findall(outline.title))
    numbers = tuple(sorted(word for word in words if _NUMBER.fullmatch(word)))
    how_far = stage(outline.type, outline.venue, outline.identifiers)
    return _Traits(outline, words, "".join(words), numbers, how_far)


def _meetings(traits: Sequence[_Traits]) -> Iterator[tuple[_Traits, _Traits]]:
    """Yield each pair that is worth comparing, once, in the order of their ids."""
    met = set()
    for block in _blocks(traits).values():
        for one, other in _within(block):
            pair = (one, other) if one.outline.id < other.outline.id else (other, one)
            numbers = (pair[0].outline.id, pair[1].outline.id)
            if numbers not in met and numbers[0] != numbers[1]:
                met.add(numbers)
                yield pair


def _blocks(traits: Sequence[_Traits]) -> dict[object, list[_Traits]]:
    frequency = Counter(word for item in traits for word in set(item.words))
    blocks: dict[object, list[_Traits]] = defaultdict(list)
    for item in traits:
        for clue in _clues(item, frequency):
            blocks[clue].append(item)
    return {clue: block for clue, block in blocks.items() if len(block) > 1}


def _clues(item: _Traits, frequency: Counter[str]) -> Iterator[object]:
    yield from item.outline.identifiers
    if item.compact:
        yield "begins", item.compact[:_END]
        yield "ends", item.compact[-_END:]
        yield "word", min(item.words, key=lambda word: (frequency[word], word))
    if item.outline.author and item.outline.year:
        yield item.outline.author, item.outline.year


def _within(block: list[_Traits]) -> Iterator[tuple[_Traits, _Traits]]:
    """Yield all pairs of a small block; of a large one each with its neighbours by title."""
    if len(block) <= _SMALL_BLOCK:
        yield from combinations(block, 2)
        return
    ordered = sorted(block, key=lambda item: item.compact)
    for place, item in enumerate(ordered):
        for neighbour in islice(ordered, place + 1, place + 1 + _NEIGHBOURS):
            yield item, neighbour


def _compared(one: _Traits, other: _Traits) -> Pair | None:
    likeness = _title_likeness(one, other)
    shared = _shared(one, other)
    names = one.outline.key, other.outline.key
    if shared:
        scheme, value = min(shared)
        if likeness >= _SAME_TITLE or not (one.compact and other.compact):
            return Pair(*names, 1.0, f"same {scheme} {value}")
        return Pair(*names, 0.6 + 0.3 * likeness, f"same {scheme} {value}, other title")
    if likeness * 100 < _CUTOFF or one.numbers != other.numbers:
        return None
    year, author = _year_likeness(one, other), _author_likeness(one, other)
    if one.stage and other.stage and one.stage != other.stage and author:
        return _versions(one, other, 0.8 * likeness + 0.1 * max(year, 0.5) + 0.1 * author)
    if _identified_apart(one, other):
        return None
    score = 0.7 * likeness + 0.15 * year + 0.15 * author
    return Pair(*names, min(score, 0.99), _reason(likeness, year, author))


def _versions(one: _Traits, other: _Traits, score: float) -> Pair:
    first, second = sorted((one, other), key=lambda item: item.stage)
    reason = f"{_NAMES[first.stage]}, and {_NAMES[second.stage]} with that title by the same first author"
    return Pair(first.outline.key, second.outline.key, min(score, 0.99), reason, "version")


def _title_likeness(one: _Traits, other: _Traits) -> float:
    if not one.compact or not other.compact:
        return 0.0
    if one.compact == other.compact:
        return 1.0
    shorter, longer = sorted((one.words, other.words), key=len)
    if len(shorter) >= _PREFIX_WORDS and longer[: len(shorter)] == shorter:
        return _PREFIX_LIKENESS
    return ratio(one.compact, other.compact, score_cutoff=_CUTOFF) / 100


def _shared(one: _Traits, other: _Traits) -> list[tuple[str, str]]:
    """Return the identifiers that make two sources one; parts of one book share its ISBN."""
    parts = one.outline.type.lower() in biblatex.PARTS or other.outline.type.lower() in biblatex.PARTS
    common = one.outline.identifiers & other.outline.identifiers
    return [pair for pair in common if pair[0] in schemes.TELLING and not (parts and schemes.of_parts(pair[0]))]


def _identified_apart(one: _Traits, other: _Traits) -> bool:
    """Whether both have a DOI, or both an arXiv number, or another name of a work, and not the same."""
    mine, theirs = ({scheme for scheme, _ in item.outline.identifiers} for item in (one, other))
    return any(scheme in mine and scheme in theirs for scheme in schemes.OF_WORKS)


def _year_likeness(one: _Traits, other: _Traits) -> float:
    mine, theirs = one.outline.year, other.outline.year
    if mine is None or theirs is None:
        return 0.7
    return {0: 1.0, 1: 0.6}.get(abs(mine - theirs), 0.0)


def _author_likeness(one: _Traits, other: _Traits) -> float:
    mine, theirs = one.outline.author, other.outline.author
    if not mine or not theirs:
        return 0.7
    return 1.0 if mine == theirs or ratio(mine, theirs) >= _CUTOFF else 0.0


def _reason(likeness: float, year: float, author: float) -> str:
    title = "same title" if likeness == 1 else f"titles {likeness:.0%} alike".replace("%", " %")
    years = {1.0: "same year", 0.6: "years one apart", 0.7: "a year is missing"}.get(year, "other year")
    authors = {1.0: "same first author", 0.7: "an author is missing"}.get(author, "other first author")
    return f"{title}, {years}, {authors}"
