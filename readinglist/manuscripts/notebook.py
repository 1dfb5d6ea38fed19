"""Jupyter notebooks: the Markdown and LaTeX in their cells.

Offsets are those in the file itself. `<cite data-cite="doe,roe">` cites too → doe, roe.
"""

from __future__ import annotations

import json
import re
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from readinglist.manuscripts import latex, markdown
from readinglist.manuscripts.walk import CitedKey, Event, Include, ScannedFile
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "notebook"
SUFFIXES = (".ipynb",)

_TOKEN = re.compile(r'"(?P<inside>[^"\\]*+(?:\\.[^"\\]*+)*+)"|[\[\]{}:,]', re.DOTALL)
# One character of a JSON string (RFC 8259, section 7): a surrogate pair of escapes is one too.
_UNIT = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL)
_PLAIN = re.compile(r"[^\\]+")
_DATA_CITE = re.compile(r"<cite\b[^<>]{0,300}?\bdata-cite=([\"'])(?P<keys>[^\"'<>]{1,2000})\1")
_PIECE = re.compile(r"[^,\s][^,]*")


@dataclass(slots=True)
class _Cell:
    """A cell.

    Its kind, and the ranges of its strings in the file.
    """

    kind: str = ""
    strings: list[tuple[int, int]] = field(default_factory=list)


def scan(source: ScannedFile) -> Iterator[Event]:
    """Return what a notebook cites.

    Raises UnreadableFile where it is no JSON.
    """
    try:
        json.loads(source.text, parse_int=str)  # of long numbers Python refuses to make integers
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(source.path, f"it is no notebook: {error}") from error
    for cell in _cells(source.text):
        if cell.kind in ("markdown", "raw", "code"):
            yield from _CellText(source.text, cell.strings).events(source, cell.kind)


def _cells(text: str) -> list[_Cell]:
    """Return the cells of a notebook, wherever they nest."""
    found: list[_Cell] = []
    # `json` gives no offsets, so that the brackets are counted here; `scan` has checked that they are balanced.
    open_: list[tuple[str, str]] = []  # for each bracket: which it is, and the name of its value
    name = previous = ""
    for match in _TOKEN.finditer(text):
        mark = match[0]
        if mark in ("{", "["):
            open_.append((mark, name))
            if mark == "{" and [under for _, under in open_[-2:-1]] == ["cells"]:
                found.append(_Cell())
            name = ""
        elif mark in ("}", "]"):
            open_.pop()
        elif mark == ":":
            name = previous
        elif mark == ",":
            name = ""
        else:
            previous = match["inside"]
            _keep_string(found, open_, name, match)
    return found


def _keep_string(found: list[_Cell], open_: list[tuple[str, str]], name: str, match: re.Match[str]) -> None:
    """Keep a string of a cell.

    Its kind, or part of its text.
    """
    outer = [under for _, under in open_[-3:]]
    if outer[-2:-1] == ["cells"] and name == "cell_type":
        found[-1].kind = match["inside"]
    elif (outer[-2:-1] == ["cells"] and name == "source") or outer == ["cells", "", "source"]:
        found[-1].strings.append(match.span("inside"))


class _CellText:
    """The text of a cell, with the offset of each character in the file."""

    def __init__(self, file: str, strings: list[tuple[int, int]]) -> None:
        self._file = file
        self._places = array("Q")
        pieces: list[str] = []
        for start, end in strings:
            self._read(start, end, pieces)
        self._text = "".join(pieces)

    def _read(self, start: int, end: int, pieces: list[str]) -> None:
        while start < end:
            plain = _PLAIN.match(self._file, start, end)
            unit = plain or _UNIT.match(self._file, start, end)
            stop = unit.end() if unit else end
            if plain:
                self._places.extend(range(start, stop))
            else:
                self._places.append(start)
            pieces.append(plain[0] if plain else json.loads(f'"{self._file[start:stop]}"'))
            start = stop

    def events(self, source: ScannedFile, kind: str) -> Iterator[Event]:
        """Return what the cell cites, with places in the file."""
        found: list[Event] = []
        if kind == "code":
            found += markdown.in_captions(self._text)
        else:
            prose = kind == "markdown" or self._text.startswith("---")
            found += (markdown.inside if prose else latex.embedded_commands)(source, self._text)
            found += self._data_cites()
        for event in sorted(found, key=lambda event: event.start):
            yield self._with_place_in_file(event)

    def _data_cites(self) -> Iterator[Event]:
        for match in _DATA_CITE.finditer(self._text):
            for piece in _PIECE.finditer(self._text, *match.span("keys")):
                key = piece[0].rstrip()
                yield CitedKey(key, piece.start(), piece.start() + len(key))

    def _with_place_in_file(self, event: Event) -> Event:
        start = self._places[event.start] if event.start < len(self._places) else 0
        if not isinstance(event, CitedKey | Include):
            return event._replace(start=start)
        last = _UNIT.match(self._file, self._places[event.end - 1])
        return event._replace(start=start, end=last.end() if last else start)
