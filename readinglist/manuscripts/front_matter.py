"""Reads the few keys of YAML metadata that count here.

Which bibliographies a document has, and which of its metadata is text. It is no YAML parser, since offsets are needed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTRY = re.compile(r"^(['\"]?)([A-Za-z][\w-]*)\1[ \t]*:(?=[ \t]|$)", re.MULTILINE)
_NAME = re.compile(r"\"([^\"\n]+)\"|'([^'\n]+)'|([^\s,\[\]{}\"'#|>&*!-][^,\[\]{}#\n]*)")
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*-[ \t]+", re.MULTILINE)


class FrontMatterKey(NamedTuple):
    """A key on the outermost level, and the range of its value."""

    name: str
    start: int
    end: int


def entries(text: str, start: int, end: int) -> Iterator[FrontMatterKey]:
    """Return the entries of the outermost level of a mapping."""
    heads = list(_ENTRY.finditer(text, start, end))
    ends = [*(head.start() for head in heads[1:]), end]
    return (FrontMatterKey(head[2], head.end(), following) for head, following in zip(heads, ends, strict=False))


def names(text: str, entry: FrontMatterKey) -> list[tuple[str, int]]:
    """Return the scalars of an entry, with their offsets.

    One, or a list of them: `[a.bib, "b.bib"]` → a.bib, b.bib.
    """
    value = text[entry.start : entry.end]
    for pattern in (_COMMENT, _ITEM):
        value = pattern.sub(lambda match: " " * len(match[0]), value)
    found = (
        (next(part for part in match.groups() if part).strip(), entry.start + match.start())
        for match in _NAME.finditer(value)
    )
    return [(name, start) for name, start in found if name]


def bibliographies(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Return the names in `bibliography:`, and where they begin."""
    return [
        found for entry in entries(text, start, end) if entry.name == "bibliography" for found in names(text, entry)
    ]
