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
from readinglist.util.clock import now

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
    "counterpart": ("library", "name"),
    "attachment": ("number",),
    "link": ("relation", "target_id"),
    "claim": ("number",),
    "evidence": ("number",),
}

_ONCE = "added"  # what a row gets when it is made, and keeps


class RowWriter(SqliteReader):
    """The rows of the tables, as dictionaries with their ids; what is done to them is noted in `recorder`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.recorder = Recorder()
        self.now = now()

    def next_id(self, table: str) -> int:
        """Return the id that the next row of a table gets."""
        return int(self.connection.execute(f'SELECT coalesce(max(id), 0) + 1 FROM "{table}"').fetchone()[0])

    def insert(self, table: str, rows: Sequence[Row]) -> int:
        """Insert dictionaries, all with the same names, as one range of ids, in their order; return the first, 0 for none."""
        return self.insert_rows(table, tuple(rows[0]), [tuple(row.values()) for row in rows]) if rows else 0

    def insert_rows(self, table: str, columns: Sequence[str], values: Sequence[Values]) -> int:
        """Insert many rows at once, as one range of ids, in their order; return the first, 0 for none."""
        if not values:
            return 0
        first = self.next_id(table)
        numbered = [(number, *row) for number, row in enumerate(values, first)]
        if table in WITH_UID:
            columns, numbered = (*columns, "uid"), [(*row, new_uid()) for row in numbered]
        self.connection.executemany(_insertion(table, ("id", *columns)), numbered)
        if table in COLUMNS:
            self.recorder.inserted(table, first, first + len(values) - 1)
        return first

    def put_back(self, table: str, row: Row) -> None:
        """Insert a row under the id that it had before."""
        whole = {"uid": new_uid(), **row} if table in WITH_UID else row
        self.connection.execute(_insertion(table, tuple(whole)), tuple(whole.values()))
        self.recorder.inserted(table, row["id"], row["id"], owner=_owner(table, row))

    def assign(self, table: str, pairs: Iterable[tuple[Row, Row]]) -> None:
        """Give rows values (row, values), touching only what differs; one statement for all whose same columns differ."""
        batches: dict[tuple[str, ...], list[Values]] = {}
        for row, values in pairs:
            after = {name: value for name, value in values.items() if row[name] != value}
            if not after:
                continue
            before = {name: row[name] for name in after}
            row.update(after)
            batches.setdefault(tuple(after), []).append((*after.values(), row["id"]))
            self.recorder.updated(table, row["id"], before, after, owner=_owner(table, row))
        for columns, given in batches.items():
            names = ", ".join(f'"{name}" = ?' for name in columns)
            self.connection.executemany(f'UPDATE "{table}" SET {names} WHERE id = ?', given)

    def delete(self, table: str, rows: Sequence[Row]) -> None:
        """Delete rows."""
        if rows:
            self.connection.executemany(f'DELETE FROM "{table}" WHERE id = ?', [(row["id"],) for row in rows])
        for row in rows:
            self.recorder.deleted(table, row["id"], row, owner=_owner(table, row))

    def sync(self, table: str, pairs: Iterable[tuple[Sequence[Row], Sequence[Row]]]) -> None:
        """Bring rows that were found to those that are wanted (found, wanted), source by source, touching only what differs."""
        identity = _IDENTITY[table]
        gone: list[Row] = []
        kept: list[tuple[Row, Row]] = []
        new: list[Row] = []
        for found, wanted in pairs:
            present = {tuple(row[name] for name in identity): row for row in found}
            for values in wanted:
                row = present.pop(tuple(values[name] for name in identity), None)
                new += [values] if row is None else []
                kept += [(row, {n: v for n, v in values.items() if n != _ONCE})] if row is not None else []
            gone += present.values()
        first = self.next_id(table) if new else 0  # before the last row goes, whose id would be given again
        self.delete(table, gone)
        self.assign(table, kept)
        self._put(table, new, first)

    def _put(self, table: str, rows: Sequence[Row], first: int) -> None:
        """Insert rows with ids from one on, each noted with its source."""
        if not rows:
            return
        named = [{**row, "uid": new_uid()} for row in rows] if table in WITH_UID else rows
        given = [(number, *row.values()) for number, row in enumerate(named, first)]
        self.connection.executemany(_insertion(table, ("id", *named[0])), given)
        for number, row in enumerate(rows, first):
            self.recorder.inserted(table, number, number, owner=_owner(table, {"id": number, **row}))

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
        self.delete(table, self.where(table, condition, values))

    def ids_of(self, keys: Iterable[str], local: Mapping[str, int]) -> Mapping[str, int]:
        """Return the ids behind keys and aliases, by the folded key: those of `local` and of the library, in one statement.

        Raises NoSuchSource.
        """
        wanted = {folded_key(key): key for key in keys if key}
        if not wanted.keys() - local.keys():
            return local
        held = {**self.keys_in_use(name for name in wanted if name not in local), **local}
        for name, key in wanted.items():
            if name not in held:
                raise NoSuchSource(key)
        return held


def _insertion(table: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'


def _owner(table: str, row: Row) -> int:
    """Return the id of the source that a row belongs to; 0 for none."""
    return int(row["id"] if table == "source" else row.get("source_id") or 0)
