"""Writing rows within one transaction.

Added in bulk or one by one, brought to what is wanted, deleted, all noted.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, SQLModel, select

from readinglist.model.key_folding import folded_key
from readinglist.store.errors import NoSuchSource
from readinglist.store.sqlite import rows, tables
from readinglist.store.sqlite.change_log import Recorder
from readinglist.store.sqlite.reader import SqliteReader

if TYPE_CHECKING:
    from collections.abc import Sequence

# By what a row is the same row before and after, within its source.
_IDENTITY: dict[type[SQLModel], tuple[str, ...]] = {
    tables.Alias: ("key_folded",),
    tables.EntryField: ("position",),
    tables.Macro: ("position",),
    tables.Contributor: ("position",),
    tables.Identifier: ("position",),
    tables.Tag: ("folded",),
    tables.Note: ("number",),
    tables.Origin: ("field",),
    tables.Mark: ("name",),
    tables.Link: ("relation", "target_id"),
    tables.Claim: ("number",),
    tables.Evidence: ("number",),
}


class RowWriter(SqliteReader):
    """The rows of a session.

    `connection` is for reading inside the same transaction.
    """

    def __init__(self, session: Session) -> None:
        driver = session.connection().connection.driver_connection
        if not isinstance(driver, sqlite3.Connection):
            raise TypeError(driver)
        super().__init__(driver)
        self.session = session
        self.recorder = Recorder(session)

    def next_id(self, model: type[SQLModel]) -> int:
        """Return the id that the next row of a table gets."""
        row = self.connection.execute(f'SELECT coalesce(max(id), 0) + 1 FROM "{model.__tablename__}"').fetchone()
        return int(row[0])

    def insert(self, model: type[SQLModel], values: list[rows.Row]) -> None:
        """Insert dictionaries, all with the same names."""
        if values:
            self.insert_rows(model, tuple(values[0]), [tuple(row.values()) for row in values])

    def insert_rows(self, model: type[SQLModel], columns: Sequence[str], values: list[rows.Values]) -> None:
        """Insert many rows at once, within the session's transaction, and note them as one range of ids.

        This goes past SQLAlchemy, which would take half of an import's time.
        """
        if not values:
            return
        first = self.next_id(model)
        names = ", ".join(f'"{name}"' for name in ("id", *columns))
        holders = ", ".join("?" * (len(columns) + 1))
        numbered = ((number, *row) for number, row in enumerate(values, first))
        self.connection.executemany(f'INSERT INTO "{model.__tablename__}" ({names}) VALUES ({holders})', numbered)
        if model is not tables.Change:
            self.recorder.inserted(model, first, first + len(values) - 1)

    def id_of(self, key: str, local: dict[str, int]) -> int | None:
        """Return the id behind a key or alias.

        None for no key. Raises NoSuchSource.
        """
        if not key:
            return None
        number = local.get(folded_key(key)) or self.holder(key)
        if number is None:
            raise NoSuchSource(key)
        return number

    def sync(self, model: type[SQLModel], found: list[Any], wanted: list[rows.Row]) -> None:
        """Bring rows that were found to those that are wanted, touching only what differs."""
        identity = _IDENTITY[model]
        present = {tuple(getattr(row, name) for name in identity): row for row in found}
        for values in wanted:
            row = present.pop(tuple(values[name] for name in identity), None)
            if row is None:
                self.session.add(model(**values))
            else:
                assign(row, values)
        for row in present.values():
            self.session.delete(row)

    def by_source(self, model: type[SQLModel], column: str, ids: list[int]) -> dict[int, list[Any]]:
        """Return the rows of a table whose column is one of these ids, by that id."""
        grouped: dict[int, list[Any]] = {}
        for row in self.session.exec(select(model).where(getattr(model, column).in_(ids))):
            grouped.setdefault(getattr(row, column), []).append(row)
        return grouped

    def delete_where(self, model: type[SQLModel], condition: Any) -> None:  # noqa: ANN401
        """Delete the rows of a table for which a condition holds."""
        for row in self.session.exec(select(model).where(condition)):
            self.session.delete(row)


def assign(row: Any, values: rows.Row) -> None:  # noqa: ANN401
    """Give a row values, touching only what differs."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
