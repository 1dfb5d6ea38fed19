"""From records to a table of text: a row for each, and a column for each field that one of them has (RFC 4180)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from readinglist.formats import draft
from readinglist.formats.tables import columns as by_name
from readinglist.formats.tables.table import BETWEEN_PEOPLE, FORMULAS
from readinglist.model import biblatex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Record

_FIRST = (by_name.KEY, by_name.TYPE)


def dump(records: Iterable[Record]) -> Iterator[str]:
    """Yield the row of names and a row for each record. Raises ValueError for a record without a key."""
    rows: list[dict[str, str]] = []
    names: dict[str, int] = {}
    for record in records:
        if not record.key:
            raise ValueError(f"a record without a key cannot be written: {record.title!r}")
        whole = draft.whole(record)
        cells = {by_name.KEY: whole.key, by_name.TYPE: whole.type}
        for name in whole.values():
            heading = by_name.TAGS if name == "keywords" else _heading(name, whole.type)
            cells[heading] = _cell(whole, name)
            names.setdefault(heading, biblatex.place(name))
        rows.append(cells)
    if rows:
        header = [*_FIRST, *sorted(names, key=lambda name: (names[name], name))]
        yield _line(header)
        yield from (_line([_safe(cells.get(name, "")) for name in header]) for cells in rows)


def _heading(name: str, kind: str) -> str:
    """Return the name of the column of a field; that of who publishes is read by the type of each row."""
    if name == "publisher" and kind not in draft.PUBLISHERS:
        return name
    return by_name.heading(name)


def _cell(record: Record, name: str) -> str:
    """Return a field as a cell: people and tags with semicolons between them, or behind one that would else be several."""
    if name == "keywords":
        return "; ".join(record.tags) + (";" if len(record.tags) == 1 and "," in record.tags[0] else "")
    people = [draft.written(one) for one in record.contributors if one.role == name]
    if not people:
        return record.plain(name)
    return "; ".join(people) + (";" if len(people) == 1 and BETWEEN_PEOPLE.search(people[0]) else "")


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: `=1+1` → `'=1+1`."""
    return f"'{cell}" if FORMULAS.match(cell) else cell


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
