"""The records of the rows of a table."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from readinglist.formats import draft
from readinglist.formats.draft import PUBLISHERS, Draft
from readinglist.formats.lists.saved import folders, moment
from readinglist.formats.tables import columns as by_name
from readinglist.formats.tables.delimited import MOST_COLUMNS
from readinglist.model import biblatex, dates, languages
from readinglist.model.attachment import Highlight
from readinglist.model.record import STATUSES, Note, Problem
from readinglist.util.text import fold, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.formats.tables.columns import TableColumn
    from readinglist.formats.tables.delimited import TableRow
    from readinglist.model.record import Item, Record

_STATUSES = {word: status for status, words in {
    "read": "read, gelesen, lu, lue, leido, letto, lido, gelezen, yes, ja, oui, si, x, true, 1, done, finished, fertig, erledigt, archive, archived, termine, terminado, ✓, ✔",
    "queued": "unread, to read, to-read, ungelesen, zu lesen, a lire, por leer, da leggere, queued, queue, no, nein, non, false, 0, later, pendiente, non lu, no leido, nicht gelesen",
    "reading": "reading, currently reading, currently-reading, in progress, lese gerade, am lesen, in arbeit, en cours, en curso, leyendo, begonnen, started, in lettura",
    "dropped": "dropped, abandoned, abgebrochen, abandonne, abandonado, did not finish, dnf",
}.items() for word in words.split(", ")}  # fmt: skip
_PRIORITIES = {word: number for number, words in {
    3: "high, hoch, haute, alta, urgent, dringend, !!!", 2: "medium, mittel, moyenne, media, normal, !!", 1: "low, niedrig, basse, baja, bassa, !",
}.items() for word in words.split(", ")}  # fmt: skip
_DAYS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
BETWEEN_PEOPLE = re.compile(r"\s*[;\n]\s*|\s+(?:and|und|et|y|e|en|&)\s+")
FORMULAS = re.compile(r"'*[=+@-]")  # what a spreadsheet would evaluate
_KEPT = re.compile(r"'+[=+@-]")  # with the mark that keeps it from that
_MOST_MONTHS = 12
_YEAR = 4  # digits


def records(
    form: str, rows: Iterable[TableRow], wished: str = "", *, collections: bool = True, notice: str = ""
) -> Iterator[Item]:
    """Yield the records of a table whose first row names its columns, and first a notice of what these are taken for.

    `notice` stands before that, such as the name of a sheet.
    """
    found = iter(rows)
    first = next(found, None)
    if first is None:
        return
    columns = by_name.guess(first.cells[:MOST_COLUMNS], wished)
    yield Problem(first.line, f"{notice}{by_name.shown(columns, form)}", broken=False)
    if missing := by_name.told(wished).keys() - {by_name.plain(one.name) for one in columns}:
        yield Problem(
            first.line, f"{notice}--columns names {listed(sorted(missing))}, which is no column of it", broken=False
        )
    if len(first.cells) > MOST_COLUMNS:
        yield Problem(
            first.line, f"{notice}of {len(first.cells)} columns only the first {MOST_COLUMNS} were read", broken=False
        )
    for row in found:
        yield _Row(form, row, collections=collections).item(columns)


class _Row:
    """The record of a row under way."""

    def __init__(self, form: str, row: TableRow, *, collections: bool) -> None:
        self.row, self.collections = row, collections
        self.entry = Draft(form, "", row.line, row.raw)
        self.notes: list[str] = []
        self.status, self.priority, self.added = "", 0, ""
        self.later: list[tuple[str, str]] = []  # what depends on the type
        self.is_told = False  # whether there is anything by which a work is known

    def item(self, columns: Sequence[TableColumn]) -> Record | Problem:
        """Return the record of a row, or a problem where it has nothing by which a work is known."""
        nameless = by_name.TableColumn("more")
        for column, cell in zip_longest(columns, self.row.cells[:MOST_COLUMNS], fillvalue=None):
            if isinstance(cell, str) and cell.strip():
                plain = cell.strip()[1:] if _KEPT.match(cell.strip()) else cell.strip()
                self._take(column if isinstance(column, by_name.TableColumn) else nameless, plain)
        if not (self.is_told or self.entry.people):
            return Problem(self.row.line, "the row has no title, no author, no address and no identifier", self.row.raw)
        self.entry.kind = self.entry.kind or self._kind()
        for name, value in self.later:
            self._put_by_type(name, value)
        notes = [_note(self.entry.form, number, text) for number, text in enumerate(self.notes, 1)]
        made = self.entry.record()
        return replace(made, notes=tuple(notes), status=self.status, priority=self.priority, added=self.added)

    def _take(self, column: TableColumn, cell: str) -> None:
        field = column.field
        if field is None:
            return
        if not field:
            self.entry.keep(by_name.plain(column.name), cell)
        elif field.startswith(by_name.AS_FIELD):
            self._exactly(field.removeprefix(by_name.AS_FIELD).lower(), cell)
        elif field in by_name.SPECIAL:
            if not self._special(field, cell):
                self.entry.keep(by_name.plain(column.name), cell)
        elif field in biblatex.NAME_FIELDS:
            self._people(field, cell)
        elif field in (by_name.CONTAINER, by_name.PUBLISHER):
            self.later.append((field, cell))
        else:
            self._put(field, cell)

    def _people(self, field: str, cell: str) -> None:
        for one in cell.split(";") if ";" in cell else BETWEEN_PEOPLE.split(cell):
            self.entry.person(field, one)

    def _exactly(self, field: str, cell: str) -> None:
        if field in biblatex.NAME_FIELDS:
            self._people(field, cell)
        else:
            self.entry.put(field, cell)

    def _put(self, field: str, cell: str) -> None:
        entry = self.entry
        self.is_told = self.is_told or field in ("title", "doi", "isbn", "pmid", "arxiv", "url", "eprint")
        if field in ("doi", "isbn", "pmid", "arxiv"):
            for one in (
                re.split(r"[;,\s]+", cell) if field == "isbn" and not entry.put_identifier(field, cell) else [cell]
            ):
                entry.identify(field, one)
        elif field == "issn":
            entry.put("issn", cell)
        elif field in biblatex.DATE_FIELDS or field == by_name.YEAR:
            self._date("date" if field == by_name.YEAR else field, cell)
        elif field == "pages":
            entry.put("pages", draft.pages(cell))
        elif field == "language":
            entry.put(field, languages.language(cell) or cell)
        elif field == "file":
            for one in re.split(r"\s*;\s*|\n", cell):
                if not entry.file(one):
                    entry.keep("file", one)
        else:
            entry.put(field, cell)

    def _special(self, what: str, cell: str) -> bool:
        """Take what is no field; say whether it could be read."""
        if what == by_name.KEY:
            self.is_told = True
            return self.entry.name_key(cell, certain=True)
        if what == by_name.TYPE:
            self.entry.kind = by_name.kind_of(cell)
            return bool(self.entry.kind)
        if what == by_name.TAGS:
            self.entry.tag(_tags(cell))
        elif what == by_name.FOLDERS:
            if self.collections:
                self.entry.tag(folders(one.split("/")) for one in re.split(r"[;\n,]", cell))
        elif what == by_name.NOTE:
            self.notes.append(cell)
        elif what == by_name.STATUS:
            low = fold(cell)
            self.status = low if low in STATUSES else _STATUSES.get(low, "")
            return bool(self.status)
        elif what == by_name.PRIORITY:
            self.priority = int(cell) if re.fullmatch(r"[0-3]", cell) else _PRIORITIES.get(fold(cell), 0)
            return bool(self.priority)
        else:
            self.added = moment(cell.replace("/", "-")) or moment(_day(cell))
            return bool(self.added)
        return True

    def _date(self, field: str, cell: str) -> None:
        date = _day(cell) or draft.date_of(cell)
        if len(date) == _YEAR and _DAYS.fullmatch(cell):
            self.entry.keep(field, cell)  # the day or month of which nobody can tell
        standing = self.entry.values.get(field, "")
        if not date:
            self.entry.keep(field, cell)
        elif standing and date.startswith(standing):
            self.entry.values[field] = date  # a year before, and now the day
        elif not standing.startswith(date) or not standing:
            self.entry.put(field, date)

    def _kind(self) -> str:
        """Return the type that the columns of a row speak for."""
        values, later = self.entry.values.keys(), dict(self.later)
        is_of_book = "isbn" in values or "editor" in self.entry.people
        speaking = (
            ("article", "journaltitle" in values or "issn" in values),
            ("inproceedings", {"booktitle", "eventtitle"} <= values),
            ("incollection", "booktitle" in values or (by_name.CONTAINER in later and is_of_book)),
            ("article", by_name.CONTAINER in later),
            ("book", "isbn" in values or by_name.PUBLISHER in later),
            ("article", "doi" in values),
            ("online", "url" in values or "eprint" in values),
        )
        return next((kind for kind, is_so in speaking if is_so), "misc")

    def _put_by_type(self, what: str, value: str) -> None:
        kind = self.entry.kind
        if what == by_name.PUBLISHER:
            self.entry.put(PUBLISHERS.get(kind, "publisher"), value)
        else:
            self.entry.put(biblatex.container(kind) or "journaltitle", value)


def _tags(cell: str) -> list[str]:
    """Return the tags in a cell: with semicolons, bars or line ends between them, else with commas."""
    parts = re.split(r"[;|\n]", cell)
    return parts if len(parts) > 1 else cell.split(",")


def _day(written: str) -> str:
    """Return a day in ISO 8601: `13.5.2020`, `5/13/2020`; of one that may be two days only the year, empty for anything else."""
    found = _DAYS.fullmatch(written.strip())
    if not found:
        return ""
    first, second, year = int(found[1]), int(found[3]), found[4]
    if found[2] != "." and first != second and max(first, second) <= _MOST_MONTHS:
        return year
    month, day = (second, first) if found[2] == "." or first > _MOST_MONTHS else (first, second)
    whole = f"{year}-{month:02}-{day:02}"
    return whole if dates.is_valid(whole) else ""


def _note(form: str, number: int, text: str) -> Note:
    mark = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    return Note(id=number, text=text, highlight=Highlight(file=form, mark=mark, text=text, kind="note"))
