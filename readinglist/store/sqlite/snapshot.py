"""Writes what the tables define: the schema as SQL, and the columns for the writer.

`python -m readinglist.store.sqlite.snapshot`, or `make schema`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from readinglist.store import tables
from readinglist.store.sqlite import fulltext_index, migrate, page_index
from readinglist.util import package_data

if TYPE_CHECKING:
    from sqlalchemy import Column

COLUMNS_HEAD = '''"""The columns of the tables, as `tables.py` defines them, for a writer that must not load what defines them.

Made by `make schema`.
"""

from __future__ import annotations

'''
HEAD = "-- The schema of version {version}, as store/tables.py and fulltext_index.py define it. Made by: make schema\n"


def schema() -> str:
    """Return the whole schema as SQL, tables in the order of their foreign keys, each followed by its indexes."""
    dialect = sqlite.dialect()
    assert tables.LOGGED  # noqa: S101 - importing the tables is what fills the metadata
    statements = []
    for table in SQLModel.metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    statements += [fulltext_index.TABLE, page_index.TABLE]
    return HEAD.format(version=migrate.latest()) + "".join(f"\n{_tidy(statement)};\n" for statement in statements)


def columns() -> str:
    """Return the module of the columns of the tables that are logged: all, the booleans, who has a uid; and the parts of a source."""
    logged = {str(model.__tablename__): model for model in tables.LOGGED}
    names = {table: tuple(column.name for column in _columns(model)) for table, model in logged.items()}
    flags = {
        table: found
        for table, model in logged.items()
        if (found := tuple(column.name for column in _columns(model) if isinstance(column.type, Boolean)))
    }
    children = tuple(str(model.__tablename__) for model in tables.CHILDREN)
    return (
        f"{COLUMNS_HEAD}COLUMNS = {_as_code(names)}\nFLAGS = {_as_code(flags)}\n"
        f"WITH_UID = {tuple(table for table, columns in names.items() if 'uid' in columns)}\n"
        f"# The tables of what hangs on a source, each before those that it names.\nCHILDREN = {children}\n"
    )


def _columns(model: type[SQLModel]) -> list[Column[Any]]:
    return list(SQLModel.metadata.tables[str(model.__tablename__)].columns)


def _as_code(found: dict[str, tuple[str, ...]]) -> str:
    lines = "".join(f"    {table!r}: {names!r},\n" for table, names in found.items())
    return f"{{\n{lines}}}".replace("'", '"')


def _tidy(statement: str) -> str:
    return "\n".join(line.rstrip().replace("\t", "  ") for line in statement.strip().splitlines())


if __name__ == "__main__":
    package_data.folder("db").joinpath("schema.sql").write_text(schema(), "utf-8")
    Path(__file__).with_name("columns.py").write_text(columns(), "utf-8")
