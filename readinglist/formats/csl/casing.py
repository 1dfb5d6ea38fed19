"""Sentence case of English titles, and what keeps the capitals that they came with.

CSL has titles in sentence case, and its styles capitalise them (CSL 1.0.2, «Title case conversion»).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from readinglist.formats.csl.marks import CLOSERS, ENDS, ITALIC, MARKS, NOCASE, OPENERS, PROTECTED, PROTECTS

_PART = r"[^\W\d_][\w'’]*"
_PARTS = re.compile(_PART)
# In italics stand names of species and of books, whose capitals are their own.
_WORD = re.compile(
    rf"(?P<kept>[{PROTECTS}][^{ENDS}]*[{ENDS}]\w*|{OPENERS[ITALIC]}[^{CLOSERS[ITALIC]}]*{CLOSERS[ITALIC]})"
    rf"|(?P<word>{_PART}(?:-[\w'’]+)*)"
)
_BEGINS = re.compile(rf"(?:\A|[:?!—]|[.]\s)[\s“‘\"'(\[¿¡{MARKS}]*\Z")
_RAISED = re.compile(rf"(?:\A|[:?!]\s)[\s“‘\"'(\[{MARKS}]*\Z")
_SMALL = frozenset(
    "a an the and or nor but for of in on at to by as is are be it its via per from with into onto over upon than that "
    "between through toward towards under about after before beyond within without against during among across versus "
    "when where while".split()
)
_ENGLISH = frozenset(
    "the of and for with to by from how what why is are its your you we via using towards can does who where when".split()
)
_FOREIGN = frozenset(
    "der die das dem den des und für von im zur zum ein eine einer als über bei le la les du et aux une sur dans pour "
    "el los las del y una por para il lo gli della dei che uno het een van de da dos das em och att på og av i w na "
    "sein kritik".split()
)
# The words that a style leaves small (CSL 1.0.2); behind a stop, as in `Proc. of`, pandoc takes them for a new sentence.
_STOPS = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via with yet".split()
)
_ABBREVIATED = re.compile(
    rf"(?P<before>\w\.[\s\u00a0]+)(?P<small>{'|'.join(_STOPS)})(?=\s)|(?<=\s)(?P<versus>vs?\.)(?=\s)"
)
_GROUP = re.compile(rf"{OPENERS[PROTECTED]}([^{PROTECTS}{ENDS}]*){CLOSERS[PROTECTED]}")
_RUN = re.compile(rf"{CLOSERS[PROTECTED]}((?:[ -]|\s(?:{'|'.join(sorted(_STOPS))})(?=\s))+){OPENERS[PROTECTED]}")
_SEVERAL = 3  # capitals among small letters that are not names alone; a guess


class Casing(NamedTuple):
    """What decides upon the capitals of a title.

    Its language, empty for an unknown one; more text to recognise English by; whether a title that says nothing of its language
    is taken for English; and whether it is for print: then it gets the capitals of sentence case too.
    """

    language: str = ""
    evidence: str = ""
    is_english: bool = True
    is_printed: bool = False

    def title(self, marked: str) -> str:
        """Return a marked title in sentence case, if it is English."""
        if self._says_english(marked):
            marked = sentence(marked)
            marked = _WORD.sub(_raised, marked) if self.is_printed else marked
        return self.name(marked)

    def name(self, marked: str) -> str:
        """Return the marked title of a journal, whose capitals stay."""
        return _ABBREVIATED.sub(_kept_small, marked) if self.is_printed else marked

    def _says_english(self, marked: str) -> bool:
        if self.language:
            return self.language.lower().startswith("en")
        leaning = _leaning(marked) or _leaning(self.evidence)
        return leaning >= 0 and self.is_english


def sentence(marked: str) -> str:
    """Return a marked English title in sentence case, if it is in title case."""
    return _WORD.sub(_lowered, marked) if _is_title_case(marked) else marked


def protected(marked: str, language: str) -> str:
    """Protect the words of a marked title whose capitals must stay as they are.

    These are the names of a title in sentence case, and all words of one that would be taken for title case.
    """
    if marked.isupper() or (language and not language.lower().startswith("en")):
        return marked

    def protect(found: re.Match[str]) -> str:
        word = found["word"]
        if not word or word.islower() or _is_inside(found):
            return found[0]
        if word == "I" or (_begins(found) and (_letters(word).replace("-", "")[1:].islower() or len(word) == 1)):
            return word
        return OPENERS[PROTECTED] + word + CLOSERS[PROTECTED]

    return _RUN.sub(r"\1", _WORD.sub(protect, marked))


def without_needless(marked: str) -> str:
    """Return a marked title without the protection that changes nothing.

    No style changes a word with a capital, but in a title all in capitals.
    """
    return marked if marked.isupper() else _GROUP.sub(_needed, marked)


def is_foreign(text: str) -> bool:
    """Whether the small words of a text are not English."""
    return _leaning(text) < 0


def _needed(found: re.Match[str]) -> str:
    words = re.findall(rf"{_PART}(?:-[\w'’]+)*", found[1])
    small = [word for word in words if word.islower() and (word not in _STOPS or found[1].startswith(word))]
    return found[0] if small else found[1]


def _words(marked: str) -> list[re.Match[str]]:
    return [found for found in _WORD.finditer(marked) if found["word"]]


def _is_title_case(marked: str) -> bool:
    """Whether a title is in title case.

    All words but the small ones have a capital, or most of many, and at least one would have none in sentence case.
    """
    words = [(found["word"], found) for found in _words(marked) if found["word"].lower() not in _SMALL]
    capitals = sum(_is_lowerable(found) and not _begins(found) for word, found in words if not word.islower())
    if not capitals:
        return False
    small = sum(word.islower() and len(word) > 1 and not _goes_on(found) for word, found in words)
    return not small or capitals >= max(_SEVERAL, small + 1)


def _leaning(text: str) -> int:
    """Return the number of English small words, less that of others."""
    # Some sentences are enough to recognise a language; a lone capital is a letter.
    if not text:
        return 0
    words = [word.lower() for word in _PARTS.findall(text, 0, 2000) if word.islower() or len(word) > 1]
    return sum(map(_ENGLISH.__contains__, words)) - sum(map(_FOREIGN.__contains__, words))


def _is_lowerable(found: re.Match[str]) -> bool:
    """Whether only title case gave a word its capital.

    No acronym, no number.
    """
    parts = found["word"].split("-")
    if not all(
        part == "A" or part.islower() or (part[1:].islower() and part.isalpha()) for part in map(_letters, parts)
    ):
        return False
    before = found.string[max(0, found.start() - 2) : found.start()]
    if before.endswith("-"):
        return len(parts[0]) > 2 and (before[0].isdigit() or before[0] in ENDS)  # noqa: PLR2004 - `2-Dimensional`, not `3-D`
    return not before.endswith(("'", "’", *CLOSERS))


def _goes_on(found: re.Match[str]) -> bool:
    """Whether a word is the rest of one that begins with maths or a number: `$N$-body`."""
    return found.string[: found.start()].endswith("-")


def _begins(found: re.Match[str]) -> bool:
    """Whether a word begins a title or its subtitle."""
    return bool(_BEGINS.search(found.string[max(0, found.start() - 20) : found.start()]))


def _letters(part: str) -> str:
    return part.replace("'", "").replace("’", "")


def _lowered(found: re.Match[str]) -> str:
    if not found["word"] or not _is_lowerable(found):
        return found[0]
    if _begins(found):
        first, hyphen, others = found[0].partition("-")
        return first + hyphen + others.lower()
    return found[0].lower()


def _raised(found: re.Match[str]) -> str:
    """Return a word with a capital where a sentence or a subtitle begins."""
    word = found["word"]
    if not word or not word.islower() or not _RAISED.search(found.string[max(0, found.start() - 20) : found.start()]):
        return found[0]
    return word[0].upper() + word[1:]


def _kept_small(found: re.Match[str]) -> str:
    word = found["small"] or found["versus"]
    return f"{found['before'] or ''}{OPENERS[NOCASE]}{word}{CLOSERS[NOCASE]}"


def _is_inside(found: re.Match[str]) -> bool:
    """Whether a word is a part of one, of which a mark shows the rest in another font."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() : found.end() + 2]
    return (
        (before != "" and before in CLOSERS) or after[:1] in OPENERS or (after[:1] in CLOSERS and after[1:].isalnum())
    )
