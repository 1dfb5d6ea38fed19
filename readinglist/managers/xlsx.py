"""Spreadsheets of Excel (.xlsx, ECMA-376): the values that their cells show, never their formulas; each sheet with a row of known columns is a table."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from readinglist.formats.tables import columns, table
from readinglist.formats.tables.delimited import MOST_COLUMNS, TableRow
from readinglist.managers import own_files
from readinglist.model.record import Problem
from readinglist.util.archive import Archive, Handlers
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

NAME = "xlsx"
_BOOK, _STRINGS, _STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_PLACE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,3})?")
# The formats of dates that every program knows by number (ECMA-376-1, 18.8.30), and the letters by which others are told.
_DATES = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_DATE_LETTERS = re.compile(r"[yd]", re.IGNORECASE)
_NO_LETTERS = re.compile(r'"[^"]*+"|\\.|\[[^\]]*+\]')
_DAYS_1904 = 1462  # between the two days from which spreadsheets count
_EXACT = 10**15  # above which a spreadsheet knows no number to the unit
_LARGEST = 100_000_000  # bytes
_ENOUGH = 2  # columns of known names, as in CSV


def is_one(path: Path) -> bool:
    """Whether a file is a spreadsheet of Excel."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _BOOK in archive.NameToInfo
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return False


def load(path: Path, wishes: Wishes) -> Iterator[Item]:
    """Yield the records of the sheets that are tables of works, notices of what columns are taken for, and of sheets that are left out.

    Raises UnreadableFile.
    """
    try:
        archive = Archive(own_files.bytes_of(path, _LARGEST), "spreadsheet of Excel")
        book = _Book()
        archive.parse(_BOOK, book)
        archive.parse_if_sound(_RELATIONS, places := _Relations())
        strings, styles = _Strings(), _Styles()
        if archive.has(_STRINGS):
            archive.parse(_STRINGS, strings)
        archive.parse_if_sound(_STYLES, styles)
        sheets = []
        for number, (name, relation) in enumerate(book.sheets, 1):
            place = places.found.get(relation, f"xl/worksheets/sheet{number}.xml")
            if archive.has(place):
                sheet = _Sheet(strings.texts, styles, shift=_DAYS_1904 if book.is_of_1904 else 0)
                archive.parse(place, sheet)
                sheets.append((name, sheet.rows))
    except ValueError as error:
        raise UnreadableFile(str(path), str(error)) from error
    return _items(sheets, wishes)


def _items(sheets: list[tuple[str, list[TableRow]]], wishes: Wishes) -> Iterator[Item]:
    several = len(sheets) > 1
    for name, rows in sheets:
        if not rows:
            continue
        known = columns.known(rows[0].cells) + len(columns.told(wishes.columns))
        if several and known < _ENOUGH:
            yield Problem(0, f"the sheet “{name}” was left out, as its first row names no columns", broken=False)
        else:
            said = f"sheet “{name}”: " if several else ""
            yield from table.records(NAME, rows, wishes.columns, collections=wishes.collections, notice=said)


class _Book(Handlers):
    """The sheets of a spreadsheet in order, each with the name of its relation."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.is_of_1904 = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))
        elif name == "workbookPr":
            self.is_of_1904 = attributes.get("date1904", "0") in ("1", "true")


class _Relations(Handlers):
    """Where the parts of a spreadsheet lie, by the names of their relations."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            self.found[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"


class _Strings(Handlers):
    """The texts that cells share; how they are read aloud (`rPh`) is no part of them."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._is_text = self._is_aloud = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - as it is called
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._is_aloud = True
        self._is_text = name == "t" and not self._is_aloud

    def words(self, text: str) -> None:
        if self._is_text:
            self._parts.append(text)

    def closed(self, name: str) -> None:
        self._is_text = False
        if name == "rPh":
            self._is_aloud = False
        elif name == "si":
            self.texts.append("".join(self._parts))


class _Styles(Handlers):
    """Which styles of cells show a number as a date."""

    def __init__(self) -> None:
        self.formats: list[str] = []
        self._written: dict[str, str] = {}
        self._is_of_cells = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._written[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:200]
        elif name == "cellXfs":
            self._is_of_cells = True
        elif name == "xf" and self._is_of_cells:
            self.formats.append(attributes.get("numFmtId", ""))

    def closed(self, name: str) -> None:
        if name == "cellXfs":
            self._is_of_cells = False

    def is_date(self, style: str) -> bool:
        """Whether a style shows a number as a date."""
        if not style.isdecimal() or len(style) > 6 or int(style) >= len(self.formats):  # noqa: PLR2004 - no file has so many
            return False
        number = self.formats[int(style)]
        if number in self._written:
            return bool(_DATE_LETTERS.search(_NO_LETTERS.sub("", self._written[number])))
        return number.isdecimal() and len(number) < 4 and int(number) in _DATES  # noqa: PLR2004 - as above


class _Sheet(Handlers):
    """The rows of a sheet that are not empty, to as many columns as a table may have."""

    def __init__(self, strings: list[str], styles: _Styles, shift: int) -> None:
        self.rows: list[TableRow] = []
        self._strings, self._styles, self._shift = strings, styles, shift
        self._cells: dict[int, str] = {}
        self._line = self._column = 0
        self._kind = self._style = ""
        self._words: list[str] = []
        self._is_value = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            given = attributes.get("r", "")
            self._line = int(given) if given.isdecimal() and len(given) < 9 else self._line + 1  # noqa: PLR2004 - rows have seven digits
            self._cells, self._column = {}, -1
        elif name == "c":
            place = _PLACE.fullmatch(attributes.get("r", ""))
            self._column = _column(place[1]) if place else self._column + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._words = []
        self._is_value = name == "v" or (name == "t" and self._kind == "inlineStr")

    def words(self, text: str) -> None:
        if self._is_value:
            self._words.append(text)

    def closed(self, name: str) -> None:
        self._is_value = False
        if name == "c" and self._column < MOST_COLUMNS and (text := self._shown("".join(self._words))):
            self._cells[self._column] = text
        elif name == "row" and any(map(str.strip, self._cells.values())):
            cells = [self._cells.get(place, "") for place in range(max(self._cells) + 1)]
            self.rows.append(TableRow(self._line, cells, "\t".join(cells)))

    def _shown(self, value: str) -> str:
        """Return what a cell shows: of a formula, what it last came to."""
        if self._kind == "s":
            place = value.strip()
            is_there = place.isdecimal() and len(place) < 9 and int(place) < len(self._strings)  # noqa: PLR2004 - as above
            return self._strings[int(place)] if is_there else ""
        if self._kind == "b":
            return "yes" if value.strip() == "1" else "no"
        if self._kind == "n" and _NUMBER.fullmatch(value.strip()):
            return self._number(value.strip())
        return "" if self._kind == "e" else value

    def _number(self, written: str) -> str:
        number = float(written)
        if self._styles.is_date(self._style) and (day := _day(number + self._shift)):
            return day
        return str(int(number)) if number.is_integer() and abs(number) < _EXACT else written


def _column(letters: str) -> int:
    """Return the number of a column from 0: `A` → 0, `AB` → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _day(number: float) -> str:
    """Return the day that a number counts from the end of 1899, with its time where it has one; empty for none."""
    try:
        moment = datetime(1899, 12, 30) + timedelta(days=number)  # noqa: DTZ001 - a spreadsheet knows no zone
    except OverflowError:
        return ""
    if number < 1:
        return ""
    return f"{moment:%Y-%m-%d}" if number.is_integer() else f"{moment:%Y-%m-%dT%H:%M:%S}"
