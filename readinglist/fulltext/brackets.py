"""What the quoting author puts in brackets, and marks as left out.

quote                       may stand for
`[W]e found`                We found, we found
`model[s] are`              model are, models are; another ending of the word
`[they] found`              found, The authors found
`they found […] that`       they found, after all, that
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.fulltext.comparison import CASE
from readinglist.fulltext.words import skeleton
from readinglist.util import text as plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# These bounds are guesses, wide enough for the quotes in the tests; no measurement of them is recorded.
_OMITTED = 3000  # letters at most between two pieces of a quote: about one printed page
_REPLACED = 50  # letters at most in the place of words in brackets: a name with what it is said to be
_VARIANTS = 64  # forms of a quote that are looked for at most
_NEAR = 40  # characters on each side of a word with brackets by which its form is found
_DOTS = r"(?:…|\.\s?\.\s?\.(?:\s?\.)?)"
_GAP = re.compile(rf"\s*(?:\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS}|(\[[^\]\[]{{1,80}}\]))\s*")
_IN_WORD = re.compile(r"\[([^\W\d_]{1,12})\](?=[^\W\d_])|(?<=[^\W\d_])\[([^\W\d_]{1,12}|['’]s)\]")
_ENDINGS = ("s", "es", "ed", "d", "ing", "y", "ies", "ied", "e", "er", "en", "n", "ly")
_NEGATION = re.compile(
    r"(?i)(?<![^\W_])(?:no|not|never|neither|nor|none|nothing|nobody|without|cannot|hardly|nicht|kein\w*|nie|jamais|pas|ne)"
    r"(?![^\W_])|n['’]t(?![^\W_])"
)


class Fragment(NamedTuple):
    """A piece of a quote, how many letters of the text may stand before it, and whether these may be a negation."""

    words: str
    within: int
    may_negate: bool


def pieces(quote: str) -> list[Fragment]:
    """Return the pieces of a quote between what its author left out or put in.

    `A […] b [c] d` → `A`, `b` within 3000 letters of it, and `d` within 50.
    """
    cut, within, may_negate, start = [], 0, True, 0
    whole = plain.squeeze(quote)
    for found in itertools.chain(_GAP.finditer(whole), (None,)):
        words = whole[start : found.start() if found else None]
        if skeleton(words):
            cut.append(Fragment(words, within, may_negate))
            within, may_negate = 0, False
        if found:
            start = found.end()
            within = max(within, _REPLACED if found[1] else _OMITTED)
            may_negate = may_negate or not found[1] or _NEGATION.search(found[1]) is not None
    return cut


def fits(piece: Fragment, between: str) -> bool:
    """Whether a quote may have left out what stands before a piece of it: no brackets replace a `not` with other words."""
    return piece.may_negate or not _NEGATION.search(between)


def forms(quote: str, is_there: Callable[[str], bool]) -> Iterator[str]:
    """Yield a quote with its words whole that have letters in brackets, in each form that the text may have.

    `is_there` says whether the text has some words. `Model[s] were train[ed]` → `Models were trained`, `Model were train` …
    """
    whole = plain.squeeze(quote)
    found = list(_IN_WORD.finditer(whole))
    choices = [_choices(whole, one, is_there) for one in found]
    for chosen in itertools.islice(itertools.product(*choices), _VARIANTS) if found else ():
        pieces, start = [], 0
        for one, letters in zip(found, chosen, strict=True):
            pieces += [whole[start : one.start()], letters]
            start = one.end()
        yield "".join([*pieces, whole[start:]])


def _choices(quote: str, found: re.Match[str], is_there: Callable[[str], bool]) -> list[str]:
    """Return what may stand in the place of letters in brackets, so that the text has the word between its neighbours."""
    letters = found[1] or found[2]
    stem = re.search(r"[^\W\d_]*+\Z", quote[max(0, found.start() - _NEAR) : found.start()])
    before, after = _beside(quote, found)
    if not stem or not stem[0]:
        offered = ["".join(f"{CASE}{letter}" for letter in letters), *([""] if len(letters) > 1 else [])]
    elif len(stem[0]) < 3:  # noqa: PLR2004 - two letters are the beginning of too many words
        offered = [letters]
    else:
        is_end = not quote[found.end() : found.end() + 1].isalpha()
        offered = [letters, "", *(ending for ending in _ENDINGS if is_end and ending != letters)]
    there = [one for one in offered if is_there(f"{before}{one}{after}")]
    return there or offered[:1]


def _beside(quote: str, found: re.Match[str]) -> tuple[str, str]:
    """Return what is next to letters in brackets up to what else is in brackets or left out; words at the ends are whole."""
    before = re.split(rf"[\[\]]|{_DOTS}", quote[max(0, found.start() - _NEAR) : found.start()])[-1]
    after = re.split(rf"[\[\]]|{_DOTS}", quote[found.end() : found.end() + _NEAR])[0]
    if found.start() > _NEAR and len(before) == _NEAR:
        before = before.partition(" ")[2] or before
    if len(after) == _NEAR:
        after = after.rpartition(" ")[0] or after
    return before, after
