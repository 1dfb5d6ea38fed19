"""Prints the schema that the tables define.

`python -m readinglist.store.sqlite.snapshot > db/schema.sql`.
"""

from __future__ import annotations

import sys

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from readinglist.store.sqlite import fulltext_index, tables

HEAD = "-- The schema as store/sqlite/tables.py and fulltext_index.py define it. Made by: make schema\n"


def schema() -> str:
    """Return the whole schema as SQL, tables in the order of their foreign keys, each followed by its indexes."""
    dialect = sqlite.dialect()
    assert tables.LOGGED  # noqa: S101 - importing the tables is what fills the metadata
    statements = []
    for table in SQLModel.metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    statements.append(fulltext_index.TABLE)
    return HEAD + "".join(f"\n{_tidy(statement)};\n" for statement in statements)


def _tidy(statement: str) -> str:
    return "\n".join(line.rstrip().replace("\t", "  ") for line in statement.strip().splitlines())


if __name__ == "__main__":
    sys.stdout.write(schema())
