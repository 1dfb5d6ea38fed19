"""Tables of text, with commas, semicolons or tabs: the columns are told by their names, and shown.

What programs write as tables of their own is a format of its own (`lists/`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats.lists import instapaper, pocket, raindrop, readwise
from readinglist.formats.tables import columns as by_name
from readinglist.formats.tables import delimited, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "csv"
SUFFIXES = (".csv",)
INHERITS = False  # inherited fields are written too
WHOLE = False
LOSSY = True
COLUMNS = True
_ENOUGH = 2  # columns of known names, by which a text is told to be a table
_OWN = (instapaper, pocket, raindrop, readwise)


def sniff(text: str) -> bool:
    """Whether a text begins with a row that names columns, and is no table that a program writes for itself."""
    cells = delimited.head(text)
    return len(cells) > 1 and by_name.known(cells) >= _ENOUGH and not any(one.sniff(text) for one in _OWN)


def load(text: str | Iterable[str], *, parallel: object = None, columns: str = "") -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the record of each row, a notice of what the columns are taken for, and a problem for each row that is no work.

    `columns` says which column is which field: `Werk=title,Other=`. Never raises.
    """
    return table.records(NAME, delimited.rows(delimited.whole(text)), columns)


def dump(records: Iterable[Record], *, ascii_only: bool = False) -> Iterator[str]:  # noqa: ARG001 - it is UTF-8
    """Yield the names of the columns, then a row for each record; one column for each field that one of them has.

    What a table has no place for is left out (`formats.losses` names it). Raises ValueError for a record without a key.
    """
    from readinglist.formats.tables import written  # noqa: PLC0415 - who reads needs no writer

    return written.dump(records)


def differences(records: Iterable[Record], text: str) -> Iterator[str]:
    """Yield a line for each record that a text lacks, and for each that it has beside them."""
    from readinglist.formats import losses  # noqa: PLC0415 - only who verifies needs it

    return losses.differences(records, load(text))
