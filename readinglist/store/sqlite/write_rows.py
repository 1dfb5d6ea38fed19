"""Writing rows within one transaction.

Added in bulk or one by one, brought to what is wanted, deleted; all of it noted for the log.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from readinglist.model.key_folding import folded_key
from readinglist.store.errors import NoSuchSource
from readinglist.store.sqlite.change_log import Recorder
from readinglist.store.sqlite.columns import COLUMNS, FLAGS, WITH_UID
from readinglist.store.sqlite.reader import SqliteReader
from readinglist.store.sqlite.uids import new_uid

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from readinglist.store.sqlite.rows import Row, Values

# By what a row is the same row before and after, within its source.
_IDENTITY = {
    "alias": ("key_folded",),
    "field": ("position",),
    "macro": ("position",),
    "contributor": ("position",),
    "identifier": ("position",),
    "tag": ("folded",),
    "note": ("number",),
    "origin": ("field",),
    "mark": ("name",),
    "link": ("relation", "target_id"),
    "claim": ("number",),
    "evidence": ("number",),
}


class RowWriter(SqliteReader):
    """The rows of the tables, as dictionaries with their ids; what is done to them is noted in `recorder`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.recorder = Recorder()

    def next_id(self, table: str) -> int:
        """Return the id that the next row of a table gets."""
        return int(self.connection.execute(f'SELECT coalesce(max(id), 0) + 1 FROM "{table}"').fetchone()[0])

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Insert dictionaries, all with the same names, as one range of ids."""
        if rows:
            self.insert_rows(table, tuple(rows[0]), [tuple(row.values()) for row in rows])

    def insert_rows(self, table: str, columns: Sequence[str], values: Sequence[Values]) -> None:
        """Insert many rows at once, as one range of ids."""
        if not values:
            return
        first = self.next_id(table)
        numbered: Iterable[Values] = ((number, *row) for number, row in enumerate(values, first))
        if table in WITH_UID:
            columns, numbered = (*columns, "uid"), ((*row, new_uid()) for row in numbered)
        self.connection.executemany(_insertion(table, ("id", *columns)), numbered)
        if table in COLUMNS:
            self.recorder.inserted(table, first, first + len(values) - 1)

    def put(self, table: str, values: Row) -> int:
        """Insert one row; return its id."""
        number = self.next_id(table)
        if table in WITH_UID:
            values = {**values, "uid": new_uid()}
        self.connection.execute(_insertion(table, ("id", *values)), (number, *values.values()))
        self.recorder.inserted(table, number, number, owner=_owner(table, {"id": number, **values}))
        return number

    def assign(self, table: str, row: Row, values: Row) -> None:
        """Give a row values, touching only what differs."""
        after = {name: value for name, value in values.items() if row[name] != value}
        if not after:
            return
        before = {name: row[name] for name in after}
        names = ", ".join(f'"{name}" = ?' for name in after)
        self.connection.execute(f'UPDATE "{table}" SET {names} WHERE id = ?', (*after.values(), row["id"]))
        row.update(after)
        self.recorder.updated(table, row["id"], before, after, owner=_owner(table, row))

    def delete(self, table: str, row: Row) -> None:
        """Delete a row."""
        self.connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (row["id"],))
        self.recorder.deleted(table, row["id"], row, owner=_owner(table, row))

    def sync(self, table: str, found: Sequence[Row], wanted: Sequence[Row]) -> None:
        """Bring rows that were found to those that are wanted, touching only what differs."""
        identity = _IDENTITY[table]
        present = {tuple(row[name] for name in identity): row for row in found}
        for values in wanted:
            row = present.pop(tuple(values[name] for name in identity), None)
            if row is None:
                self.put(table, values)
            else:
                self.assign(table, row, values)
        for row in present.values():
            self.delete(table, row)

    def where(self, table: str, condition: str, values: Mapping[str, Any]) -> list[Row]:
        """Return the rows of a table for which a condition in SQL holds, in the order of their ids."""
        names, flags = COLUMNS[table], FLAGS.get(table, ())
        columns = ", ".join(f'"{name}"' for name in names)
        found = self.connection.execute(f'SELECT {columns} FROM "{table}" WHERE {condition} ORDER BY id', values)
        rows = [dict(zip(names, row, strict=True)) for row in found]
        for row in rows if flags else ():
            row.update({name: bool(row[name]) for name in flags})  # SQLite has no booleans, the log has
        return rows

    def by_source(self, table: str, column: str, ids: Sequence[int]) -> dict[int, list[Row]]:
        """Return the rows of a table whose column is one of these ids, by that id."""
        grouped: dict[int, list[Row]] = {}
        condition = f'"{column}" IN (SELECT value FROM json_each(:ids))'
        for row in self.where(table, condition, {"ids": json.dumps(list(ids))}):
            grouped.setdefault(row[column], []).append(row)
        return grouped

    def delete_where(self, table: str, condition: str, values: Mapping[str, Any]) -> None:
        """Delete the rows of a table for which a condition in SQL holds."""
        for row in self.where(table, condition, values):
            self.delete(table, row)

    def id_of(self, key: str, local: Mapping[str, int]) -> int | None:
        """Return the id behind a key or alias.

        None for no key. Raises NoSuchSource.
        """
        if not key:
            return None
        number = local.get(folded_key(key)) or self.holder(key)
        if number is None:
            raise NoSuchSource(key)
        return number


def _insertion(table: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'


def _owner(table: str, row: Row) -> int:
    """Return the id of the source that a row belongs to; 0 for none."""
    return int(row["id"] if table == "source" else row.get("source_id") or 0)
