"""Citation keys.

Making one from a record, finding a free one, checking one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.citekeys.errors import InvalidKey
from readinglist.citekeys.spelling import EAST_ASIAN, letters
from readinglist.model import schemes
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from readinglist.citekeys.spelling import Spell
    from readinglist.model.record import Contributor, Record

_SMALL_WORDS = frozenset(
    "a an the on of for in and to at by from with is are der die das ein eine le la les un une el los".split()
)
_LEGAL_FORMS = frozenset("inc ltd llc llp plc corp co gmbh ag kg sa bv".split())
_WORD = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*")
_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_COUNTRY = re.compile(r"\A\s*(?:U\.\s?S\.|US\b)(?=.*\w)")
_LATIN = re.compile(r"[a-z]")
_ILLEGAL = frozenset("{}\"#%'(),=~\\")
# Found by trial with each program: BibTeX ends a key at one of the first; biber stops at one of the second, or finds no
# entry by a key with it.
_NOT_BIBTEX = frozenset(",}")
_NOT_BIBER = frozenset("\"#%()=\\'")
_ADDRESS = re.compile(r"\A[a-z]+://(?:www\.)?|[?#].*")
_NOT_PLAIN = re.compile(r"[^\w.]+")
# Characters. A guess for keys that are made of identifiers: longer than most DOIs, and still shorter than a line.
_LONGEST_OF_IDENTIFIER = 60
# A guess: what is longer is no key, but a file that was read wrongly.
_LONGEST = 200
_LETTERS = 26
LONGEST_MADE = 100  # leaves room for a suffix below _LONGEST
_EAST_ASIAN_LETTERS = 4  # of a word: Chinese and Japanese have no spaces, so that a word may be a whole title
_INITIALS = range(3, 7)  # two letters say too little, and more than six are a sentence in capitals


def base(record: Record) -> str:
    """Return the usual key of a record: `vaswani2017attention`.

    It is the first author, the year and the first word of the title. Without an author the first editor counts, without
    either two words of the title; without any of these it is made of the first identifier, and else `source`.
    """
    author = first_author(record)
    year = written_year(record)
    title = "".join(title_words(record.title)[: 1 if author else 2])
    made = (author + year + title).lower()[:LONGEST_MADE]
    if made or not record.identifiers:
        return made or "source"
    return of_identifier(record.identifiers[0].scheme, record.identifiers[0].value)


def written_year(record: Record) -> str:
    """Return the year as people write it, empty where there is none: 44 BC, which is -43 by ISO 8601, is `44`."""
    if record.year is None:
        return ""
    return str(record.year if record.year > 0 else 1 - record.year)


def of_identifier(scheme: str, value: str) -> str:
    """Return the key of a stub, from its identifier.

    `arxiv`, `2405.04434` → `arxiv2405.04434`; `doi`, `10.1000/xyz` → `doi10.1000-xyz`;
    `url`, `https://www.example.org/a?b` → `example.org-a`
    """
    is_page = schemes.TABLE[scheme].names == "page"
    bare = _ADDRESS.sub("", value) if is_page else scheme + schemes.number(scheme, value)
    return _NOT_PLAIN.sub("-", bare).strip("-.")[:_LONGEST_OF_IDENTIFIER].strip("-.") or "source"


def first_author(record: Record, spell: Spell = letters) -> str:
    """Return the name of the first author, or else editor, for a key.

    It is the letters of a family name, or the short name of a body; `spell` says how other letters are written.
    """
    return next(iter(family_names(record, "author", spell) or family_names(record, "editor", spell)), "")


def family_names(record: Record, role: str, spell: Spell = letters) -> list[str]:
    """Return all names in a role for a key.

    `van Gogh → vanGogh`.

    Particles stand before the family name; bodies have their short names.
    """
    people = [person for person in record.contributors if person.role == role and person.literal != "others"]
    names = (
        _name_of_body(person.literal, spell) if person.literal else _name_of_person(person, spell) for person in people
    )
    return [name for name in names if name]


def _name_of_person(person: Contributor, spell: Spell) -> str:
    return spell(person.prefix + person.family) or spell(person.given)


def _name_of_body(name: str, spell: Spell) -> str:
    """Return the short name of a body.

    Its initials, or its first word.

    These are of the last part behind a comma. A leading `U.S.`, legal forms such as `Inc.` and small words do not count.
    Brackets count where they hold an acronym, or a name in Latin letters.

    `DeepSeek-AI → DeepSeek`, `Congressional Research Service → CRS`, `Association for Computing Machinery (ACM) → ACM`
    """
    parts = [words for part in _unbracketed(name).split(",") if (words := _body_words(part))]
    words = parts[-1] if parts else []
    initials = "".join(word[0] for word in words if word[0].isupper())
    if len(initials) in _INITIALS:
        return spell(initials)
    return spell(words[0]) if words else ""


def _unbracketed(name: str) -> str:
    found = _BRACKETS.search(name)
    if not found:
        return name
    outside, inside = _BRACKETS.sub(" ", name), found[1]
    foreign = not _LATIN.search(text.fold(outside)) and _LATIN.search(text.fold(inside))
    return inside if foreign or (inside.isupper() and len(inside.split()) == 1) else outside


def _body_words(part: str) -> list[str]:
    words = _WORD.findall(_COUNTRY.sub("", part, count=1))
    return [
        word
        for word in words
        if (word.lower() not in _SMALL_WORDS or word.isupper()) and word.lower() not in _LEGAL_FORMS
    ]


def title_words(title: str, spell: Spell = letters, *, small: bool = False) -> list[str]:
    """Return the words of a title for a key, without small words.

    Small words are kept with `small`, and where there are no others. `The Art of War` → `["Art", "War"]`
    """
    words = _WORD.findall(_COUNTRY.sub("", title, count=1))
    telling = [word for word in words if small or word.lower() not in _SMALL_WORDS]
    return _in_letters(telling, spell) or _in_letters(words, spell)


def is_small(word: str) -> bool:
    """Whether a word is an article, preposition or the like.

    The languages are English, German, French and Spanish.
    """
    return word.lower() in _SMALL_WORDS


def _in_letters(words: Sequence[str], spell: Spell) -> list[str]:
    found = (spell(word[:_EAST_ASIAN_LETTERS] if EAST_ASIAN.search(word) else word) for word in words)
    return [word for word in found if word]


def free(wanted: str, in_use: Callable[[str], bool]) -> str:
    """Return a key that is not in use, perhaps with suffix.

    The suffixes are a, b, …, z, aa, …. Behind z, a free one is found by binary search, so that thousands of sources of one
    name take no longer than a few; a key in between that is free again may then be skipped.
    """
    for number in range(_LETTERS + 1):
        if not in_use(wanted + _suffix(number)):
            return wanted + _suffix(number)
    low, high = _LETTERS, 2 * _LETTERS
    while in_use(wanted + _suffix(high)):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if in_use(wanted + _suffix(middle)) else (low, middle)
    return wanted + _suffix(high)


def suffixed(wanted: str) -> list[str]:
    """Return the keys that `free` tries one after the other: `doe2020a` to `doe2020z`."""
    return [wanted + _suffix(number) for number in range(1, _LETTERS + 1)]


def _suffix(number: int) -> str:
    """`0 →` empty, `1 → a`, `26 → z`, `27 → aa`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("a") + rest) + letters
    return letters


def is_legal(key: str) -> bool:
    """Whether a key can be cited and typed in a shell."""
    if not key or len(key) > _LONGEST or key[0] in "-@" or _ILLEGAL & set(key):
        return False
    return key.isprintable() and not any(character.isspace() for character in key)


def refused_by(key: str) -> str:
    """Return which program would refuse a key.

    It is `biber`, `BibTeX` or empty.
    """
    if set(key) & _NOT_BIBTEX or any(character.isspace() for character in key):
        return "BibTeX"
    return "biber" if set(key) & _NOT_BIBER else ""


def check(key: str) -> str:
    """Return a key. Raises InvalidKey."""
    if not is_legal(key):
        raise InvalidKey(key)
    return key
