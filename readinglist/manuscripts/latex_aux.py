r"""The .aux file of a LaTeX run, with those of its chapters.

`\citation{doe,roe}` → doe, roe; `\abx@aux@cite{0}{doe}` (biblatex) → doe; `\bibdata{refs}` → the file refs.bib
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.manuscripts.walk import BibFile, CitedKey, Event, Include, ScannedFile

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "aux"
SUFFIXES = (".aux",)

_ENTRY = re.compile(
    r"\\(?:(?P<cited>citation|abx@aux@cite(?:\{\d+\})?)|(?P<listed>bibdata)|(?P<included>@input))\{(?P<inside>[^{}\n]*)\}"
)
_PIECE = re.compile(r"[^,\s][^,]*")
_NOTES = re.compile(r"\\bibdata\{[^{}\n]*Notes\b")  # REVTeX keeps footnotes in a .bib of its own
_NOTE = re.compile(r"Note\d+")
# Keys and files that biblatex and REVTeX write for their own control; no document cites them.
_OWN = re.compile(r"biblatex-control|REVTEX\d*Control|apsrev\d*Control|aip\d*Control")
_OWN_FILE = re.compile(r".*(?:-blx|Notes)")


def scan(source: ScannedFile) -> Iterator[Event]:
    """Return what a file cites and includes."""
    notes = _NOTES.search(source.text) is not None
    for match in _ENTRY.finditer(source.text):
        for piece in _PIECE.finditer(source.text, *match.span("inside")):
            if not (notes and match["cited"] and _NOTE.fullmatch(piece[0])):
                yield from _events(source, match, piece)


def _events(source: ScannedFile, match: re.Match[str], piece: re.Match[str]) -> Iterator[Event]:
    name, start, end = piece[0].rstrip(), piece.start(), piece.end()
    folder = source.document.main.parent
    if match["included"]:
        yield Include(name, start, end, (folder / name,))
    elif match["listed"] and not _OWN_FILE.fullmatch(name):
        yield BibFile(start, (folder / f"{name.removesuffix('.bib')}.bib",))
    elif match["cited"] and not _OWN.fullmatch(name):
        yield CitedKey(name, start, start + len(name))
