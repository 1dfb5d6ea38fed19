"""The marks of notes and of references in a text, over which a quote is read.

`models12 are`, `models.¹² The`, `models [12] are`. A number in a name is none: `GPT4`, `word2vec`. Where nothing tells
the one from the other, the number belongs to the text.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

UNSEEN = "\u2060"  # stands where a mark was: a comparison leaves it out
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBERS = r"[0-9]{1,3}+(?:[,–-] ?[0-9]{1,3}+){0,9}+"
_GLUED = re.compile(
    r"(?<![^\W_])([^\W\d_⁰¹²³⁴-⁹]++)([.,;!?)\]”\"’»]{0,3}+)"
    rf"({_NUMBERS}|[⁰¹²³⁴-⁹]{{1,3}}+(?:[,⁻˒][⁰¹²³⁴-⁹]{{1,3}}+){{0,9}}+|(?:\[{_NUMBERS}\]){{1,9}}+|[*†‡]{{1,3}}+)"
    r"(?=[\s.,;:!?)\]”\"’»—–]|\Z)"
)
_APART = re.compile(rf"(?<=\S)[ \n]?\[({_NUMBERS}(?:, ?{_NUMBERS}){{0,9}}+)\]")
_NOTE = re.compile(r"^[ \t]*+\[?([0-9]{1,3})\]?[.)]?[ \t]++[^\W\d_a-z“\"‘(]", re.MULTILINE)
_REFERENCE = re.compile(r"^[ \t]*+\[([0-9]{1,3})\][ \t]++[^\W\d_a-z]", re.MULTILINE)
# A word in lower case that ends like these is hardly ever a name, and a number behind it no part of it.
_PROSE = re.compile(
    r"[a-z]{2,}(?:s|ed|ing|ly|ion|ment|ness|ity|ance|ence|ency|ship|ism|able|ible|ful|less|ous|ical|ally|ward)"
    r"|this|that|them|these|well|more|most|also|only|alone|here|there|again|today|market|people|world|money|power|cost"
    r"|price|chip|report|paper|article|country|company|government|industry|law|rule|year|time|work|data|training"
)
_SHORT = frozenset(
    "am an as at be by do go he if in is it me my no of on or so to up us we".split()
)  # and no units, as `km²`
# Words that are numbered, and abbreviations before a number.
_NUMBERED = frozenset(
    "table tables figure figures fig figs section sections sec sect chapter chap ch page pages p pp step level layer layers "
    "type version part line note notes item phase stage tier grade class group equation eq eqn question condition option "
    "function position generation session edition region dimension iteration lesson no nos nr vol art arts para app ex v ver "
    "vs cf approx ca reg cir jan feb mar apr jun jul aug sep sept oct nov dec st windows kubernetes postgres pandas keras "
    "macos ios jenkins transformers redis class series bits bytes times plus".split()
)


class _Mark(NamedTuple):
    """What may be a mark: where it is, the word before it, the punctuation between them, and its numbers."""

    start: int
    end: int
    word: str
    between: str
    written: str

    @property
    def numbers(self) -> list[int]:
        return [int(number) for number in re.findall(r"[0-9]+", self.written.translate(_RAISED))]


def places(text: str) -> list[tuple[int, int]]:
    """Return where the marks of notes and of references are in a text, in order.

    `The models12 are` → `[(10, 12)]`
    """
    return sorted([*_glued(text), *_cited(text)])


def blanked(text: str, places: Sequence[tuple[int, int]]) -> str:
    """Return a text of the same length with UNSEEN in some places.

    Those of which nothing is left but spaces stay as they are.
    """
    pieces, done = [], 0
    for start, end in places:
        if start >= done and not text[start:end].isspace():
            pieces += [text[done:start], UNSEEN * (end - start)]
            done = end
    return "".join([*pieces, text[done:]])


def _cited(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of numbers in brackets, of which a list of references at the beginnings of lines has each."""
    listed = {int(number) for number in _REFERENCE.findall(text)}
    for found in _APART.finditer(text) if listed else ():
        if listed.issuperset(map(int, re.findall(r"[0-9]+", found[1]))):
            yield found.span()


def _glued(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of marks right behind a word, or behind the punctuation that follows it."""
    marks = [_Mark(*found.span(3), found[1], found[2], found[3]) for found in _GLUED.finditer(text)]
    times = Counter((mark.word.lower(), mark.written) for mark in marks if not mark.between)
    in_order = _in_order(marks, text)
    for mark in marks:
        is_once = mark.between or times[mark.word.lower(), mark.written] == 1
        if is_once and (mark.start in in_order or _is_mark(mark, text)):
            yield mark.start, mark.end


def _is_mark(mark: _Mark, text: str) -> bool:
    """Whether what is behind a word can only be the mark of a note."""
    numbers = mark.numbers
    if numbers != sorted(set(numbers)) or any(piece.startswith("0") for piece in re.findall(r"[0-9]+", mark.written)):
        return False
    is_raised = mark.written[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹*†‡"
    if is_raised or not mark.between:
        is_long = len(mark.word) > 2  # noqa: PLR2004 - units have two: `km²`
        return is_long or mark.word.lower() in _SHORT if is_raised else _is_prose(mark.word)
    if mark.word.lower() in _NUMBERED or mark.between == "’":
        return False
    return _ends_a_sentence(mark, text) if mark.between[0] == "." else len(mark.word) > 1


def _is_prose(word: str) -> bool:
    return word not in _NUMBERED and _PROSE.fullmatch(word) is not None


def _ends_a_sentence(mark: _Mark, text: str) -> bool:
    """Whether the full stop between a word and a number is no abbreviation's: `al.12` is one, but has no number."""
    following = re.compile(r"\s*+([^\s]?)").match(text, mark.end)
    letter = following[1] if following else ""
    is_short = len(mark.word) < 5 and mark.word.istitle()  # noqa: PLR2004 - as `Sect.`, `Art.`
    return mark.word == "al" or (not is_short and len(mark.word) > 1 and not letter.islower())


def _in_order(marks: Sequence[_Mark], text: str) -> set[int]:
    """Return the places of marks that say themselves what they are.

    The number has a note that begins a line, is behind no other word, and follows the number before it and precedes the
    one after it.
    """
    noted = {int(number) for number in _NOTE.findall(text)}
    places: dict[int, list[int]] = {}
    for mark in marks:
        for number in mark.numbers:
            places.setdefault(number, []).append(mark.start)
    return {
        mark.start
        for mark in marks
        if len(mark.numbers) == 1 and (number := mark.numbers[0]) in noted and _can_be_numbered(mark)
        if len(places[number]) == 1
        and (number == 1 or places.get(number - 1, [mark.end])[0] < mark.start)
        and (places.get(number + 1, [0])[-1] > mark.start or (number > 1 and number == max(noted)))
    }


def _can_be_numbered(mark: _Mark) -> bool:
    is_name = mark.word[1:] != mark.word[1:].lower()
    return len(mark.word) > 2 and not is_name and mark.word.lower() not in _NUMBERED  # noqa: PLR2004 - as `am4`, `H100`
