"""Whether two titles may be those of one work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Words that a title needs for a longer one that begins with it to be the same with a subtitle: `BERT` alone says too little.
_WORDS = 3
# Letters of a word in which one wrong letter is a typing error; in a shorter one it makes another word, as in `ice` and `mice`.
_LETTERS = 5
_ERRORS = 2  # misspelt words that a title may have. A guess: three have not been seen in titles of one work.
_LITTLE = frozenset("the of and for on in a an to at by with from de la le des du der die das et und".split())
# First words of what stands behind the title of a work in that of another: a part of it, or what is said of it.
_OF_OTHER_WORKS = frozenset(
    "part parts pt volume vol book chapter section lecture episode season teil band heft partie tome parte tomo volumen deel "
    "erratum errata corrigendum corrigenda correction corrections addendum retraction retracted withdrawn "
    "reply response rejoinder comment comments commentary supplement supplementary supplemental supporting appendix "
    "one two three four five six seven eight nine ten first second third".split()
)
_ROMAN = "[ivxlc]+"
_ALIKE = 90.0  # per cent of rapidfuzz's ratio from which a printed title is the same: ligatures, formulas, a lost letter. A guess
_SHORTEST = 10  # letters; a shorter title must be the same
_MOST_LINES = 8  # that a title goes over on its page
_SHORTER, _LONGER = 0.8, 1.2  # times the letters of a title that lines may have which could be it


def agree(one: str, other: str) -> str:
    """Return `same title`, `similar title` with typing errors or a missing subtitle, or empty for other titles."""
    mine, theirs = text.letters(one), text.letters(other)
    if not mine or not theirs:
        return ""
    if mine == theirs:
        return "same title"
    if re.findall("[0-9]+", mine) != re.findall("[0-9]+", theirs):
        return ""
    return "similar title" if _lacks_a_subtitle(one, other) or _is_misspelt(one, other) else ""


def _lacks_a_subtitle(one: str, other: str) -> bool:
    """Whether the longer title is the shorter one with a subtitle, which does not begin as that of another work does."""
    shorter, longer = sorted((one, other), key=lambda title: len(text.letters(title)))
    if len(text.fold(shorter).split()) < _WORDS:
        return False
    letters = text.letters(shorter)
    tails = (tail for head, tail in _divided(longer) if text.letters(head) == letters)
    return any(not _is_of_other_work(tail) for tail in tails)


def _divided(title: str) -> Iterator[tuple[str, str]]:
    """Yield a title in two at each mark behind a word: `A–B: C → (A, –B: C) (A–B, : C)`."""
    return ((title[: found.start()], title[found.start() :]) for found in re.finditer(r"(?<=\w)\W", title))


def _is_of_other_work(tail: str) -> bool:
    if not re.match(r"\s*[^\w\s]", tail):
        return True
    words = [word for word in re.findall(r"\w+", text.fold(tail)) if word not in _LITTLE]
    return not words or words[0] in _OF_OTHER_WORKS or len(words[0]) == 1 or bool(re.fullmatch(_ROMAN, words[0]))


def _is_misspelt(one: str, other: str) -> bool:
    """Whether few words differ, each by one letter. Characters of East Asia are words, in which nothing is misspelt."""
    mine, theirs = (
        [word for word in re.findall(r"\w+", text.fold(title)) if word not in _LITTLE] for title in (one, other)
    )
    if len(mine) != len(theirs):
        return False
    differing = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]]
    return len(differing) <= _ERRORS and all(_is_one_word(*pair) for pair in differing)


def _is_one_word(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - few records share an identifier and not the title

    both = f"{one} {other}"
    numeral = re.fullmatch(_ROMAN, one) or re.fullmatch(_ROMAN, other)
    if numeral or min(len(one), len(other)) < _LETTERS or re.search(f"[{text.EAST}]", both):
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1


def alike(one: str, other: str) -> bool:
    """Whether a title, as it was printed and read, is that of a record: nearly the same letters, and the same numbers."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - only files are compared so

    mine, theirs = text.letters(one), text.letters(other)
    if min(len(mine), len(theirs)) < _SHORTEST:
        return bool(mine) and mine == theirs
    same_numbers = re.findall("[0-9]+", mine) == re.findall("[0-9]+", theirs)
    return same_numbers and ratio(mine, theirs, score_cutoff=_ALIKE) > 0


def stands_in(title: str, lines: Sequence[str]) -> bool:
    """Whether a title has lines of its own among these, as the title of a page has, and not one that is cited in a sentence."""
    wanted = text.letters(title)
    if len(wanted) < _SHORTEST:
        return False
    each = [text.letters(line) for line in lines]
    for start in range(len(each)):
        joined = ""
        for line in each[start : start + _MOST_LINES]:
            joined += line
            if len(joined) > len(wanted) * _LONGER:
                break
            if len(joined) >= len(wanted) * _SHORTER and each[start] and alike(title, joined):
                return True
    return False
