"""The entries of a .bib, found without a parser.

Key, line and text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.formats.bibtex import expressions

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTRY = re.compile(r"^[ \t]*@[ \t]*([^\s{}(),\"=@%#]+)\s*[{(]\s*([^\s,{}]+)\s*(?=[,}\n])", re.MULTILINE)
_NO_ENTRY = frozenset(("string", "comment", "preamble"))


class ListedEntry(NamedTuple):
    """An entry of a .bib.

    Its key, first line and text.
    """

    key: str
    line: int
    raw: str


def listed(text: str) -> Iterator[ListedEntry]:
    """Yield the entries of a .bib in order.

    Each begins a line, and does not stand inside another entry.
    """
    position, line, counted = 0, 1, 0
    while found := _ENTRY.search(text, position):
        start = text.index("@", found.start())
        brace = re.compile("[{(]").search(text, start)
        end = expressions.closing(text, brace.start()) if brace and brace[0] == "{" else -1
        position = end + 1 if end >= 0 else found.end()
        if found[1].lower() not in _NO_ENTRY:
            line += text.count("\n", counted, start)
            counted = start
            yield ListedEntry(found[2], line, text[start:position])
