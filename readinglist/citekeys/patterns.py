"""Patterns of citation keys: `[auth:lower][year][title:skipwords:1:lower]`.

The syntax and the names are those of JabRef (https://docs.jabref.org/setup/citationkeypatterns) and of the patterns in
brackets of Better BibTeX for Zotero (https://retorque.re/zotero-better-bibtex/citing/), as far as docs/keys.md lists them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist import citekeys, errors
from readinglist.citekeys import spelling
from readinglist.errors import quoted
from readinglist.model import biblatex

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.citekeys.spelling import Spell
    from readinglist.model.record import Record

Words = list[str]
_PART = re.compile(r"\[([A-Za-z][\w-]*)((?::\([^()]*\)|:[^\]:()]*)*)\]|([^\[\]]+)|(.)", re.DOTALL)
_MODIFIER = re.compile(r":(?:\(([^()]*)\)|([^:()]*))")
_LITERAL = re.compile(r"[\w.:/+-]+")
_COUNTED = re.compile(r"(authors|truncate)?([1-9][0-9]?)")
_PAGES = re.compile(r"[A-Za-z]*[0-9]+")
_SHORT_TITLE = 3  # words, as in JabRef and Better BibTeX


def make(pattern: str, record: Record) -> str:
    """Return the key that a pattern makes of a record.

    It is the usual key where the pattern is empty, or all its markers are. Raises InvalidValue for an invalid pattern.

    `[auth:lower][year]` → `vaswani2017`, `[auth]_[shorttitle]` → `Vaswani_AttentionAllYou`
    """
    parts = [(found[3], _part(pattern, found, record)) for found in _PART.finditer(pattern)]
    if not any(part for literal, part in parts if literal is None):
        return citekeys.base(record)
    return "".join(part for _, part in parts)[: citekeys.LONGEST_MADE]


def check(pattern: str) -> str:
    """Return a pattern. Raises InvalidValue, with the reason."""
    from readinglist.model.record import Record  # noqa: PLC0415 - a type everywhere else

    make(pattern, Record("", "misc"))
    return pattern


def _part(pattern: str, found: re.Match[str], record: Record) -> str:
    marker, modifiers, literal, stray = found.groups()
    if literal is not None:
        if not _LITERAL.fullmatch(literal):
            raise _invalid(pattern, f"{quoted(literal)} cannot stand in a key")
        return literal
    if stray is not None:
        raise _invalid(pattern, f"the bracket at column {found.start() + 1} has no other one")
    named = _MODIFIER.findall(modifiers)
    words = _marker_words(pattern, marker, record, _spell([name for _, name in named], record))
    for fallback, name in named:
        words = _modified(pattern, words, fallback, name)
    return "".join(words)


def _invalid(pattern: str, what: str) -> errors.InvalidValue:
    return errors.InvalidValue("key pattern", pattern, f"{what}; docs/keys.md shows what can")


def _spell(modifiers: list[str], record: Record) -> Spell:
    """Return how letters beyond English are written; without a modifier that says it, as `citekeys.letters` does."""
    named = next((name for name in modifiers if name in spelling.STYLES), "")
    return spelling.speller(named, record) if named else spelling.letters


def _marker_words(pattern: str, marker: str, record: Record, spell: Spell) -> Words:
    low = marker.lower()
    if low in _MARKERS:
        return _MARKERS[low](record, spell)
    counted = _COUNTED.fullmatch(low)
    if counted and counted[1] == "authors":
        return _first_authors(record, int(counted[2]), spell)
    if low not in biblatex.KNOWN_FIELDS:
        raise _invalid(pattern, f"[{marker}] is no marker and no field")
    return citekeys.title_words(record.plain(low), spell, small=True)


def _all_authors(record: Record, spell: Spell) -> Words:
    return citekeys.family_names(record, "author", spell) or citekeys.family_names(record, "editor", spell)


def _first_authors(record: Record, most: int, spell: Spell) -> Words:
    names = _all_authors(record, spell)
    return [*names[:most], "EtAl"] if len(names) > most else names


def _year(record: Record) -> Words:
    return [year] if (year := citekeys.written_year(record)) else []


def _pages(record: Record, which: int) -> Words:
    found = _PAGES.findall(record.plain("pages"))
    return [found[which]] if found else []


_MARKERS: dict[str, Callable[[Record, Spell], Words]] = {
    "auth": lambda record, spell: [name] if (name := citekeys.first_author(record, spell)) else [],
    "authors": _all_authors,
    "authetal": lambda record, spell: (
        _first_authors(record, 2, spell)
        if len(citekeys.family_names(record, "author")) < 3  # noqa: PLR2004 - two are named, more are not
        else _first_authors(record, 1, spell)
    ),
    "edtr": lambda record, spell: citekeys.family_names(record, "editor", spell)[:1],
    "year": lambda record, _: _year(record),
    "shortyear": lambda record, _: [year[-2:].zfill(2)] if (year := citekeys.written_year(record)) else [],
    "month": lambda record, _: [record.date[5:7]] if record.date[4:5] == "-" else [],
    "title": lambda record, spell: citekeys.title_words(record.title, spell, small=True),
    "shorttitle": lambda record, spell: citekeys.title_words(record.title, spell)[:_SHORT_TITLE],
    "veryshorttitle": lambda record, spell: citekeys.title_words(record.title, spell)[:1],
    "firstpage": lambda record, _: _pages(record, 0),
    "lastpage": lambda record, _: _pages(record, -1),
    "type": lambda record, _: [record.type.lower()],
}


def _modified(pattern: str, words: Words, fallback: str, name: str) -> Words:
    if name in spelling.STYLES:
        return words  # spelled so already
    if name in _MODIFIERS:
        return _MODIFIERS[name](words)
    counted = _COUNTED.fullmatch(name)
    if counted and counted[1] is None:
        return words[: int(counted[2])]
    if counted and counted[1] == "truncate":
        return ["".join(words)[: int(counted[2])]]
    if name:
        raise _invalid(pattern, f":{name} is no modifier")
    if fallback and not _LITERAL.fullmatch(fallback):
        raise _invalid(pattern, f"{quoted(fallback)} cannot stand in a key")
    return words if any(words) else [fallback]


_MODIFIERS: dict[str, Callable[[Words], Words]] = {
    "lower": lambda words: [word.lower() for word in words],
    "upper": lambda words: [word.upper() for word in words],
    "capitalize": lambda words: [word[:1].upper() + word[1:] for word in words],
    "abbr": lambda words: [word[:1] for word in words],
    "skipwords": lambda words: [word for word in words if not citekeys.is_small(word)] or words,
}
