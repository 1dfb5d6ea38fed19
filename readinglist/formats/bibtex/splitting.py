r"""Entries as nearly all are written, found by patterns: bibtexparser, which is slower, splits only what these do not take.

They are possessive, so that a text takes time in proportion to its length, and take only what BibTeX and bibtexparser read
alike: `@type{key, name = value, …}` at the beginning of a line, where no backslash stands before a brace, braces are not
deeper than five, and none of the values holds a line that begins as an entry does.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEPTH = 5  # of braces; titles are seldom deeper than three

# Where bibtexparser begins anew, whatever came before: a block that begins a line.
_MARK = re.compile(r"(?:\A|\n)[^\S\n]*+(?=@\w*+[ \t]*+[{(])")
_HEAD = re.compile(r"@(?!(?i:comment|preamble|string))(\w++)[ \t]*+\{\s*+([^\s,{}(=\"\\]++)\s*+,")


class PlainEntry(NamedTuple):
    """An entry as it is written: type, key, its fields with their expressions, and from where to where it stands."""

    type: str
    key: str
    fields: list[tuple[str, str]]
    start: int
    end: int


class Unsplit(NamedTuple):
    """A stretch of text that the patterns do not take, and that may hold entries."""

    start: int
    end: int


def _braces(character: str, escape: str, depth: int) -> str:
    """Return a pattern of balanced braces, with others in them."""
    inner = rf"|{_braces(character, escape, depth - 1)}" if depth else ""
    return rf"\{{{character}*+(?:(?:{escape}{inner}){character}*+)*+\}}"


_IN_BRACES = _braces(r"[^{}\\]", r"\\(?![{}])", _DEPTH)
# Within quotation marks, bibtexparser counts no braces: they may hold no quotation mark of their own, but for accents.
_IN_QUOTES = _braces(r"[^\"{}\\]", r"\\(?![{}])\"?+", _DEPTH)
_QUOTED = rf"\"[^\"{{}}\\]*+(?:(?:\\(?![\"{{}}])|{_IN_QUOTES})[^\"{{}}\\]*+)*+\""
_BARE = r"[^\s{}\"#%,=()@\\]++"
_PART = rf"(?:{_IN_BRACES}|{_BARE}|{_QUOTED})"
_FIELD = re.compile(rf"\s*+([^\s=,{{}}\"#%()@\\]++)\s*+=\s*+({_PART}(?:\s*+#\s*+{_PART})*+)\s*+(?:\}}|,\s*+(?:\}})?+)")


def split(text: str) -> Iterator[PlainEntry | Unsplit]:
    """Yield the entries of a text that the patterns take, and the stretches between them that may hold others, in order."""
    starts = [found.end() for found in _MARK.finditer(text)]
    position = 0
    for start, limit in pairwise([*starts, len(text)]):
        entry = plain_entry(text, start, limit)
        if entry:
            yield from _between(text, position, start)
            yield entry
            position = entry.end
    yield from _between(text, position, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Unsplit]:
    if text.find("@", start, end) >= 0:
        yield Unsplit(start, end)


def plain_entry(text: str, start: int, limit: int) -> PlainEntry | None:
    """Return the entry that begins at a place and ends before another; None where the patterns do not take it."""
    head = _HEAD.match(text, start, limit)
    if not head:
        return None
    fields: list[tuple[str, str]] = []
    position = head.end()
    while found := _FIELD.match(text, position, limit):
        name, value = found.groups()
        fields.append((name, value))
        position = found.end()
        if text[position - 1] == "}":
            doubled = len({name.lower() for name, _ in fields}) < len(fields)
            return None if doubled else PlainEntry(head[1], head[2], fields, start, position)
    return None
