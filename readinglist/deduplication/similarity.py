"""Which pairs of sources are similar, or a preprint and its published version."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from itertools import combinations, islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from rapidfuzz.fuzz import ratio

from readinglist.deduplication import contradictions, titles
from readinglist.model import biblatex, schemes
from readinglist.model.publication import stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.model.record import Record
    from readinglist.model.views import Outline


class Pair(NamedTuple):
    """Two similar sources, with a score from 0 to 1 and its reason.

    `first` is the one added first. Of two that are `version`s of one work, `first` is the preliminary one, such as a
    preprint, and `second` the other. Two are only `similar` where something speaks against one work, as the reason says.
    """

    first: str
    second: str
    score: float
    reason: str
    kind: Literal["same", "similar", "version"] = "same"


class _Traits(NamedTuple):
    """An outline with what every comparison of it needs, computed once; `place` is that in the order of adding."""

    place: int
    outline: Outline
    words: tuple[str, ...]
    compact: str
    numbers: tuple[str, ...]
    stage: int


_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"[0-9]+|i{2,3}|i?vi{0,3}|i?x")
_NAMES = {1: "a preprint", 2: "a report", 3: "a thesis", 4: "a paper or chapter", 5: "an article", 6: "a book"}
# Letters of a title by whose beginning or end sources are compared. A guess: about two words, so that one wrong letter
# elsewhere in the title does not keep two sources apart, and `the` or `study of` alone does not bring them together.
_END = 12
# All pairs of a block of twelve are 66, or 5.5 for each source; so with six neighbours in larger blocks the work for a
# source is about the same in a block of any size.
_SMALL_BLOCK = 12
_NEIGHBOURS = 6
# Per cent of rapidfuzz's ratio below which two titles, or two family names, are different. A guess: in the tests, an
# added letter and two exchanged ones in a long title stay above it.
_CUTOFF = 85.0
# A title that is the beginning of another probably lacks its subtitle, if it has words enough to say something. Its
# likeness is chosen so that with the weights below the pair is listed by default (0.85) where the years are at most one
# apart (0.89) or a year is missing (0.9), and not where year or author is another (0.8).
_PREFIX_WORDS = 3
_PREFIX_LIKENESS = 0.93
# With a shared identifier, titles this much alike are the same. A guess, above _CUTOFF: between the two the pair is
# listed as doubtful.
_SAME_TITLE = 0.9
# No pair without a shared identifier is certain.
_LESS_THAN_CERTAIN = 0.99
# The most for two that something speaks against: listed by default, and below what anybody merges unseen.
_CONTRADICTED = 0.9
# What a year or an author counts that one of the two lacks: less than the same, more than another. The three values of
# a year differ, as `_reason` tells the cases apart by them.
_MISSING = 0.7
_YEARS_ONE_APART = 0.6


def pairs(outlines: Iterable[Outline], *, above: float = 0.85) -> list[Pair]:
    """Return the pairs with a score of at least `above`, the highest first, and of one score in the order of adding.

    Sources are compared only with those with which they share an identifier, an end of the title, its rarest word, or
    first author and year; so the work grows with their number and not with its square.
    """
    traits = [_traits(place, outline) for place, outline in enumerate(outlines)]
    found: dict[tuple[int, int], Pair] = {}
    for one, other in _candidate_pairs(traits):
        pair = _compare(one, other)
        if pair and (score := _hundredths(pair.score)) >= above:
            found[one.place, other.place] = pair._replace(score=score)
    return [found[places] for places in sorted(found, key=lambda places: (-found[places].score, places))]


def judged(pair: Pair, one: Record, other: Record) -> Pair:
    """Return a pair of whole records with what speaks against their being one work, by the judgement of an import."""
    against = _against(one, other)
    if not against:
        return pair
    return pair._replace(
        kind="similar", score=min(pair.score, _CONTRADICTED), reason="; ".join((pair.reason, *against))
    )


def contradiction(records: Iterable[Record]) -> str:
    """Return what keeps some records from being all one work, such as `a and b: volume 1, not 2`; empty for nothing.

    Of two volumes either may be a third source that names none.
    """
    faces = {(record.type, *sorted(contradictions.said(record).items())): record for record in records}
    for one, other in combinations(faces.values(), 2):
        if against := _against(one, other):
            return f"{one.key} and {other.key}: {against[0]}"
    return ""


def _against(one: Record, other: Record) -> list[str]:
    if not any(
        identifier.scheme in schemes.TELLING for identifier in {*one.identifiers}.intersection(other.identifiers)
    ):
        return contradictions.of_one_title(one, other)
    told = one.title and other.title and not titles.agree(one.title, other.title)
    return [*(["other title"] if told else []), *contradictions.of_one_identifier(one, other)]


def _hundredths(score: float) -> float:
    """Return a score rounded down to the two digits that are shown.

    So a score that is shown as 0.98 is found again by `above=0.98`. `0.9799999999 → 0.98`, `0.9871 → 0.98`
    """
    # The small addend undoes the error of floating point, as in 0.7 + 0.15, which may be a little less than 0.85.
    return math.floor(score * 100 + 1e-6) / 100


def _traits(place: int, outline: Outline) -> _Traits:
    words = tuple(map(sys.intern, _WORD.findall(outline.title)))  # most words stand in many titles
    numbers = tuple(sorted(word for word in words if _NUMBER.fullmatch(word)))
    how_far = stage(outline.type, outline.venue, outline.identifiers)
    return _Traits(place, outline, words, "".join(words), numbers, how_far)


def _candidate_pairs(traits: Sequence[_Traits]) -> Iterator[tuple[_Traits, _Traits]]:
    """Yield the pairs to be compared, each in the order of adding; a few, that two blocks have, again.

    To remember those that were compared would take more memory than all the rest, and more time than to compare them again.
    """
    for block in _blocks(traits):
        for one, other in _pairs_of_block(block):
            if one is not other:
                yield (one, other) if one.place < other.place else (other, one)


def _blocks(traits: Sequence[_Traits]) -> Iterator[list[_Traits]]:
    """Yield the groups of sources that share a clue.

    Of a clue only the hash is kept, and a list only from the second source on: most clues are of one source. Two clues of one
    hash, which is rare, make one group.
    """
    frequency = Counter(word for item in traits for word in set(item.words))
    alone: dict[int, _Traits] = {}
    blocks: dict[int, list[_Traits]] = {}
    for item in traits:
        for clue in map(hash, _block_names(item, frequency)):
            if clue in blocks:
                blocks[clue].append(item)
            elif clue in alone:
                blocks[clue] = [alone.pop(clue), item]
            else:
                alone[clue] = item
    alone.clear()
    yield from blocks.values()


def _block_names(item: _Traits, frequency: Counter[str]) -> Iterator[object]:
    yield from item.outline.identifiers
    if item.compact:
        yield "begins", item.compact[:_END]
        yield "ends", item.compact[-_END:]
        yield "word", min(item.words, key=lambda word: (frequency[word], word))
    if item.outline.author and item.outline.year:
        yield item.outline.author, item.outline.year


def _pairs_of_block(block: list[_Traits]) -> Iterator[tuple[_Traits, _Traits]]:
    """Yield all pairs of a small block.

    In a large block, yield only neighbours by title.
    """
    if len(block) <= _SMALL_BLOCK:
        yield from combinations(block, 2)
        return
    ordered = sorted(block, key=lambda item: item.compact)
    for place, item in enumerate(ordered):
        for neighbour in islice(ordered, place + 1, place + 1 + _NEIGHBOURS):
            yield item, neighbour


def _compare(one: _Traits, other: _Traits) -> Pair | None:
    shared = _shared_identifiers(one, other)
    if shared:
        return _of_one_identifier(one, other, min(shared))
    # Numbers first, which cost least: most pairs end there.
    if one.numbers == other.numbers and (likeness := _title_likeness(one, other)) * 100 >= _CUTOFF:
        return _of_one_title(one, other, likeness)
    return None


def _of_one_identifier(one: _Traits, other: _Traits, identifier: tuple[str, str]) -> Pair:
    likeness = _title_likeness(one, other)
    names = one.outline.key, other.outline.key
    scheme, value = identifier
    reason = f"same {schemes.label(scheme)} {value}"
    if likeness >= _SAME_TITLE or not (one.compact and other.compact):
        return Pair(*names, 1.0, reason)
    # Somebody typed a wrong identifier, or a wrong title, or the volumes of a set have one ISBN: listed by default.
    return Pair(*names, max(0.85, 0.6 + 0.3 * likeness), f"{reason}, other title", "similar")


def _of_one_title(one: _Traits, other: _Traits, likeness: float) -> Pair | None:
    year, author = _year_likeness(one, other), _author_likeness(one, other)
    if one.stage and other.stage and one.stage != other.stage and author:
        # Years may pass between a preprint and its article: so the year counts little, and at least half. A guess; the
        # same title by the same author is 0.95 or more whatever the years.
        return _version_pair(one, other, 0.8 * likeness + 0.1 * max(year, 0.5) + 0.1 * author)
    if _identified_apart(one, other):
        return None
    # Chosen so that by default (0.85) the same title is listed where the year or the author is another, and not where both
    # are (0.7), as with two editorials; and a title that is only similar not where either is,
    # unless the years are one apart.
    score = 0.7 * likeness + 0.15 * year + 0.15 * author
    names = one.outline.key, other.outline.key
    return Pair(*names, min(score, _LESS_THAN_CERTAIN), _reason(likeness, year, author))


def _version_pair(one: _Traits, other: _Traits, score: float) -> Pair:
    first, second = sorted((one, other), key=lambda item: item.stage)
    reason = f"{_NAMES[first.stage]}, and {_NAMES[second.stage]} with that title by the same first author"
    return Pair(first.outline.key, second.outline.key, min(score, _LESS_THAN_CERTAIN), reason, "version")


def _title_likeness(one: _Traits, other: _Traits) -> float:
    if not one.compact or not other.compact:
        return 0.0
    if one.compact == other.compact:
        return 1.0
    common = min(len(one.words), len(other.words))
    if common >= _PREFIX_WORDS and one.words[:common] == other.words[:common]:
        return _PREFIX_LIKENESS
    return ratio(one.compact, other.compact, score_cutoff=_CUTOFF) / 100


def _shared_identifiers(one: _Traits, other: _Traits) -> list[tuple[str, str]]:
    """Return the identifiers that make two sources duplicates.

    Parts of one book share its ISBN, which therefore does not count between them.
    """
    common = one.outline.identifiers & other.outline.identifiers
    if not common:
        return []
    parts = one.outline.type.lower() in biblatex.PARTS or other.outline.type.lower() in biblatex.PARTS
    return [pair for pair in common if pair[0] in schemes.TELLING and not (parts and schemes.of_parts(pair[0]))]


def _identified_apart(one: _Traits, other: _Traits) -> bool:
    """Whether both have an identifier of one scheme, and different values.

    Only schemes that name a work count, such as DOI and arXiv; the caller has excluded that a value is shared.
    """
    mine, theirs = ({scheme for scheme, _ in item.outline.identifiers} for item in (one, other))
    return any(scheme in mine and scheme in theirs for scheme in schemes.OF_WORKS)


def _year_likeness(one: _Traits, other: _Traits) -> float:
    mine, theirs = one.outline.year, other.outline.year
    if mine is None or theirs is None:
        return _MISSING
    return {0: 1.0, 1: _YEARS_ONE_APART}.get(abs(mine - theirs), 0.0)


def _author_likeness(one: _Traits, other: _Traits) -> float:
    mine, theirs = one.outline.author, other.outline.author
    if not mine or not theirs:
        return _MISSING
    return 1.0 if mine == theirs or ratio(mine, theirs) >= _CUTOFF else 0.0


def _reason(likeness: float, year: float, author: float) -> str:
    title = "same title" if likeness == 1 else f"titles {likeness:.0%} alike".replace("%", " %")
    years = {1.0: "same year", _YEARS_ONE_APART: "years one apart", _MISSING: "a year is missing"}.get(
        year, "other year"
    )
    authors = {1.0: "same first author", _MISSING: "an author is missing"}.get(author, "other first author")
    return f"{title}, {years}, {authors}"
