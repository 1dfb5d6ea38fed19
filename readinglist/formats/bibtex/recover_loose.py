"""Broken entries in the text between entries.

These are at signs that open no entry, and fields that belong to none; all else between entries is a comment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.model import biblatex
from readinglist.model.record import Item, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_AT = re.compile(r"^[ \t]*+(@(?!\s*+(?:comment|string|preamble)\b))", re.MULTILINE | re.IGNORECASE)
_AT_ALONE = re.compile(
    r"^[ \t]*+(@[ \t]*+(?!(?:comment|string|preamble)\b)[A-Za-z]++)[ \t]*+$", re.MULTILINE | re.IGNORECASE
)
_FIELD = re.compile(r"^[ \t,]*+([A-Za-z][\w-]*+)[ \t]*+=[ \t]*+([^\s,])", re.MULTILINE)
_ANY_FIELD = re.compile(r"[\s,{(][A-Za-z][\w-]*+\s*+=\s*+[^\s,=]")
# An entry without its at sign, or with a per cent sign before it, was commented out, as BibTeX's manual recommends.
_COMMENTED_OUT = re.compile(r"^(?:[^\n@%]*+%[^\n@]*+@|[ \t%]*+)[A-Za-z]++[ \t]*+[{(][^\s,{}]*+[ \t]*+,", re.MULTILINE)


def pieces(text: str, start: int, line_at: Callable[[int], int], *, leading: bool) -> Iterator[tuple[Item, int, int]]:
    """Yield the broken entry in a text between two entries, with its place.

    There is at most one: all that follows belongs to it. A text that is `leading` stands before the first entry: it may say
    what fields look like.
    """
    found = _lost_at(text) or (None if leading and not _is_cut(text) else _lost_fields(text))
    if found:
        begin, message = found
        raw = text[begin:].rstrip()
        yield Problem(line_at(start + begin), message, raw), start + begin, start + begin + len(raw)


def _is_cut(text: str) -> bool:
    """Whether a text begins with a field, as that of an entry whose beginning was cut off."""
    first = _FIELD.search(text)
    return first is not None and not text[: first.start()].strip() and (first[2] in '{"' or first[2].isdigit())


def _lost_at(text: str) -> tuple[int, str] | None:
    found = _AT.search(text) if "@" in text else None
    if found and not _ANY_FIELD.search(text, found.start(1)):
        found = _AT_ALONE.search(text, found.start(1))
    return (found.start(1), "an entry that does not open: no brace and key follow its type") if found else None


def _lost_fields(text: str) -> tuple[int, str] | None:
    for found in _FIELD.finditer(text) if "=" in text else ():
        if found[1].lower() in biblatex.KNOWN_FIELDS or found[2] in '{"':
            if _COMMENTED_OUT.search(text, 0, found.start(1)):
                return None
            begin = text.rfind("\n\n", 0, found.start(1)) + 2 if "\n\n" in text[: found.start(1)] else 0
            begin += len(text[begin:]) - len(text[begin:].lstrip())
            return begin, f"{found[1]} and what follows belong to no entry: the one before is closed already"
    return None
