"""Citation keys: making one from a record, finding a free one, and which are legal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist import errors, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.record import Contributor, Record

_SKIP = frozenset(
    "a an the on of for in and to at by from with is are der die das ein eine le la les un une el los".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ILLEGAL = frozenset("{}\"#%'(),=~\\")
_LONGEST = 200


def base(record: Record) -> str:
    """Return the key that a record gets: first author, year, first word of the title: `vaswani2017attention`."""
    author = _author(record)
    words = _words(record.title)
    year = str(record.year) if record.year else ""
    title = "".join(words[: 1 if author else 2])
    return author + year + title or "source"


def _author(record: Record) -> str:
    for role in ("author", "editor"):
        for person in record.contributors:
            if person.role == role and person.literal != "others":
                return _body(person.literal) if person.literal else _person(person)
    return ""


def _person(person: Contributor) -> str:
    return _letters(person.prefix + person.family) or _letters(person.given)


def _body(name: str) -> str:
    """Return the short name of a body: its last part behind a comma, by initials where it is long."""
    latin = re.search(r"\(([A-Za-z][^)]*)\)", name)
    plain = (latin[1] if latin else name).rsplit(",", 1)[-1].replace("U.S.", "")
    words = [word for word in _WORD.findall(plain) if word.lower() not in _SKIP]
    if len(words) > 2:  # noqa: PLR2004
        return _letters("".join(word[0] for word in words if word[0].isupper()))
    return _letters(words[0]) if words else ""


def _words(title: str) -> list[str]:
    found = (_letters(word) for word in _WORD.findall(title) if word.lower() not in _SKIP)
    return [word[:4] if not word.isascii() else word for word in found if word]


def _letters(name: str) -> str:
    return "".join(character for character in text.fold(name) if character.isalnum())


def free(wanted: str, taken: Callable[[str], bool]) -> str:
    """Return a key that is not taken: the one wanted, else with a, b, …, z, aa, … behind it."""
    number = 0
    key = wanted
    while taken(key):
        number += 1
        key = wanted + _suffix(number)
    return key


def _suffix(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def is_legal(key: str) -> bool:
    """Whether a key can be cited and typed in a shell."""
    if not key or len(key) > _LONGEST or key[0] in "-@" or _ILLEGAL & set(key):
        return False
    return key.isprintable() and not any(character.isspace() for character in key)


def check(key: str) -> str:
    """Return a key. Raises InvalidKey."""
    if not is_legal(key):
        raise errors.InvalidKey(key)
    return key
