"""Compares a quote with the passage of the text that has its words.

Both are first brought into one form: white space, ligatures (Unicode NFKC), the shapes of quotation marks and dashes, and
hyphens at the ends of lines do not count. Everything else does.
"""

from __future__ import annotations

import difflib
import itertools
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from readinglist.util import text as plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARK = "\ue002"  # a hyphen at the end of a line, which may belong to the word or not
CASE = "\ue003"  # before a letter that was in brackets, and may be a capital or not
_VARIANTS = 6  # such hyphens in a passage that are tried both ways: each doubles the work, and six are 64 tries
# Typists and publishers choose these shapes freely, and NFKC unifies few of them; soft hyphens and joiners are invisible.
_SHAPES = str.maketrans(
    dict.fromkeys("„“”‟«»″〝〞「」『』", '"')
    | dict.fromkeys("‘’‚‛‹›′`´ʼ", "'")
    | dict.fromkeys("‐‑‒–—―−﹘", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f")
)
# East Asian text parts no words by spaces: there one is where a line or a page ends.
_IN_EAST = re.compile(rf"(?<=[{plain.EAST}、。])\s(?=[{plain.EAST}])")
_LETTER = re.compile(r"\[(\w)\]")


def _strict(text: str) -> str:
    """Return a text in the form in which it is compared.

    From its first word to its last, with one shape of marks and spaces. A hyphen that ends a line becomes _MARK.
    """
    lines = filter(None, map(plain.squeeze, unicodedata.normalize("NFKC", text).split("\n")))
    text = re.sub(r"(?<=\w)[-‐]\n(?=\w)", _MARK, "\n".join(lines).replace("\u00ad\n", "")).translate(_SHAPES)
    text = re.sub(r"''", '"', re.sub(r"\s?-{2,}\s?|\s-\s", "-", text))
    text = _IN_EAST.sub("", plain.squeeze(re.sub(r"\.\s?\.\s?\.", "...", text)))
    return re.sub(rf"\A[^\w{CASE}]+|\W+\Z", "", text)


@lru_cache(maxsize=4096)
def differences(quote: str, passage: str) -> list[tuple[str, str]]:
    """Return where a quote differs from a passage.

    Pairs of a few words each: those of the quote, those of the passage. Empty where they are the same.
    """
    wanted, there = _strict(_LETTER.sub(rf"{CASE}\1", quote)), _strict(passage)
    if _same(wanted, there):
        return []
    mine = re.sub(f"[{_MARK}{CASE}]", "", wanted).split()
    theirs = [_unhyphenated(word, mine) for word in there.split()]
    steps = difflib.SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    changed = [(" ".join(mine[a:b]), " ".join(theirs[c:d])) for kind, a, b, c, d in steps if kind != "equal"]
    return changed or [(wanted, there)]


def _unhyphenated(word: str, known: Sequence[str]) -> str:
    """Return a word that is hyphenated at the end of a line.

    With its hyphen where the quote has it so, else without.
    """
    hyphened = word.replace(_MARK, "-")
    return hyphened if hyphened in known else word.replace(_MARK, "")


def _same(wanted: str, there: str) -> bool:
    """Whether a quote and a passage are the same, both in the form of `_strict`.

    A hyphen at the end of a line may belong to the word or not, on either side.
    """
    if there.count(_MARK) > _VARIANTS:
        return _without_hyphens(wanted) == _without_hyphens(there)
    pattern = _quote_pattern(wanted)
    return any(pattern.fullmatch(reading) for reading in _readings(there))


def _quote_pattern(wanted: str) -> re.Pattern[str]:
    """Return a pattern of a quote.

    A line-end hyphen matches a hyphen or nothing, and a letter that was in brackets matches its capital too.
    """
    parts = []
    for part in re.split(rf"({_MARK}|{CASE}.)", wanted):
        if part == _MARK:
            parts.append("-?")
        elif part.startswith(CASE):
            parts.append(f"(?i:{part[1]})")
        else:
            parts.append(re.escape(part))
    return re.compile("".join(parts))


def _readings(passage: str) -> Iterator[str]:
    """Yield a passage with each of its line-end hyphens kept or removed, in every combination."""
    pieces = passage.split(_MARK)
    for hyphens in itertools.product(("", "-"), repeat=len(pieces) - 1):
        yield pieces[0] + "".join(hyphen + piece for hyphen, piece in zip(hyphens, pieces[1:], strict=True))


def _without_hyphens(text: str) -> str:
    return re.sub(f"[-{_MARK}{CASE}]", "", text)
