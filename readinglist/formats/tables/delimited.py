"""Rows of delimited text (RFC 4180), in the ways of programs and countries: commas, semicolons, tabs or bars, quotes, any line ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DELIMITERS = ",;\t|"
_EXCEL = re.compile(r"sep=(.)\n", re.IGNORECASE)  # a first line by which Excel is told of the delimiter
_FORMULA = re.compile(r'="([^"]*)"')  # what keeps Excel from taking an ISBN for a number
_HEAD = 20_000  # characters in which the first row stands; a guess
MOST_COLUMNS = 300  # far above any table of a bibliography


class TableRow(NamedTuple):
    """A row: its line, its cells, and its text."""

    line: int
    cells: list[str]
    raw: str = ""


def whole(text: str | Iterable[str]) -> str:
    r"""Return a text without a byte order mark, its lines ended by `\n`."""
    joined = (text if isinstance(text, str) else "".join(text)).removeprefix("\ufeff")
    return joined.replace("\r\n", "\n").replace("\r", "\n")


def head(text: str) -> list[str]:
    """Return the cells of the first row of a text that is not empty; none where it is no table."""
    start = whole(text[:_HEAD]).lstrip("\n \ufeff")
    if not start or start[0] in "<{[@%":
        return []
    return next((row.cells for row in rows(start)), [])


def rows(text: str) -> Iterator[TableRow]:
    """Yield the rows of a text that are not empty. The delimiter is what stands most often in the first of them, outside of quotes."""
    named = _EXCEL.match(text)
    begin = named.end() if named else len(text) - len(text.lstrip("\n"))
    delimiter = named[1] if named else _delimiter(text, begin)
    reader = _RowReader(text, delimiter, begin)
    while (row := reader.next()) is not None:
        if any(map(str.strip, row.cells)):
            yield row


def _delimiter(text: str, begin: int) -> str:
    end = text.find("\n", begin)
    first = re.sub(r'"[^"]*+"', "", text[begin : end if end >= 0 else len(text)][:_HEAD])
    return max(_DELIMITERS, key=first.count)


class _RowReader:
    """Reads a text row by row, in linear time."""

    def __init__(self, text: str, delimiter: str, place: int) -> None:
        ends = re.escape(delimiter)
        # A quotation mark ends a cell only before its end; another one inside is a mark.
        self.quoted = re.compile(rf'[ ]*+"((?:[^"]++|""|"(?![ ]*+(?:[{ends}\n]|\Z)))*+)"[ ]*+(?=[{ends}\n]|\Z)')
        self.plain = re.compile(rf"[^{ends}\n]*+")
        self.opens = re.compile(r'[ ]*+"')
        self.text, self.place = text, place
        self.line = 1 + text.count("\n", 0, place)
        self.has_ends = True  # whether a quotation mark that opens a cell may still be followed by one that ends it

    def next(self) -> TableRow | None:
        """Return the next row; None at the end."""
        begin, line, cells = self.place, self.line, list[str]()
        if begin >= len(self.text):
            return None
        while True:
            cells.append(self._cell())
            at_end = self.place >= len(self.text)
            ended = at_end or self.text[self.place] == "\n"
            self.place += 1
            if ended:
                raw = self.text[begin : self.place]
                self.line += raw.count("\n")
                return TableRow(line, cells, raw)

    def _cell(self) -> str:
        if self.has_ends and self.opens.match(self.text, self.place):
            if found := self.quoted.match(self.text, self.place):
                self.place = found.end()
                value = found[1].replace('""', '"')
                formula = _FORMULA.fullmatch(value)
                return formula[1] if formula else value
            self.has_ends = False
        found = self.plain.match(self.text, self.place)
        assert found is not None  # noqa: S101 - it matches nothing too
        self.place = found.end()
        formula = _FORMULA.fullmatch(found[0].strip())
        return formula[1] if formula else found[0]
