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

    from readinglist.model.record import Item

NAME = "csv"
SUFFIXES = (".csv", ".tsv", ".tab")
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
