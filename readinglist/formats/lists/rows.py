"""Lists that are tables: their rows by the names of their columns, which the programs that write them never change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats.tables import delimited
from readinglist.util.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.formats.tables.delimited import TableRow


def has_columns(text: str, *names: str) -> bool:
    """Whether a text begins as a table that has all these columns."""
    return set(names) <= {fold(cell) for cell in delimited.head(text)}


def named(text: str | Iterable[str]) -> Iterator[tuple[TableRow, dict[str, str]]]:
    """Yield each row with its cells by the names of their columns, in lower case, empty cells left out."""
    found = delimited.rows(delimited.whole(text))
    first = next(found, None)
    names = [fold(cell) for cell in first.cells[: delimited.MOST_COLUMNS]] if first else []
    for row in found:
        yield row, {name: value for name, cell in zip(names, row.cells, strict=False) if (value := cell.strip())}
