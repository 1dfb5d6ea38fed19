"""What a library's file has of the schema, beside what a new library has: tables, columns, constraints and indexes."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.store.sqlite import migrate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

# What SQLite, or its full-text index, has beside the tables of a library.
_OWN = re.compile(r"sqlite_.*|fulltext(?:_.*)?")
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|/\*.*?\*/""", re.DOTALL)
# Words of a definition that say more than columns, keys and uniqueness do.
_FURTHER = ("CHECK", "COLLATE", "STRICT", "WITHOUT", "CONFLICT", "CASCADE", "RESTRICT", "DEFERRABLE", "AUTOINCREMENT")
_ANEW = "export to JSON and import that into a new library"
# What the rows of a new column or table get, as the migrations that brought them gave it.
_FILLED = {
    "uid": "UPDATE \"{table}\" SET uid = lower(hex(randomblob(16))) WHERE uid = ''",
    "place": 'UPDATE "{table}" SET place = id WHERE place = 0',
    "latecomer": "INSERT INTO latecomer SELECT id FROM (SELECT id, added, max(added) OVER (ORDER BY id ROWS BETWEEN"
    " UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest FROM source) WHERE added < latest",
}


class Deviation(NamedTuple):
    """Where a file is not as a new library is, a sentence on it, and the statements that mend it, if it is safe to.

    Without what `is_read` nothing can be asked of the file.
    """

    where: str
    message: str
    mending: tuple[str, ...] = ()
    is_read: bool = False


class _Column(NamedTuple):
    """A column as it is defined; `default` is SQL, None for none, and `key` its place in the primary key, from 1 on."""

    type: str
    required: bool
    default: str | None
    key: int

    def __str__(self) -> str:
        default = "" if self.default is None else f" DEFAULT {self.default}"
        return f"{self.type or 'without a type'}{default}{' NOT NULL' * self.required}{' PRIMARY KEY' * bool(self.key)}"


def deviations(connection: sqlite3.Connection) -> Iterator[Deviation]:
    """Yield all in which a file is not as a new library is, tables first."""
    with contextlib.closing(migrate.in_memory()) as fresh:
        wanted, there = _statements(fresh, "table"), _statements(connection, "table")
        for name, sql in wanted.items():
            if name not in there:
                yield Deviation(name, "the file lacks this table", _made(name, sql), is_read=True)
            elif name == "fulltext":
                yield from _of_index(sql, there[name])
            else:
                yield from _of_table(name, fresh, connection)
        for name in there:
            if name not in wanted and not _OWN.fullmatch(name):
                yield Deviation(name, "this table is none of a library's; what is in it is left alone")
        yield from _of_indexes(fresh, connection)


def mend(connection: sqlite3.Connection) -> None:
    """Make what a file lacks, where that loses nothing."""
    while mending := [statement for one in deviations(connection) if one.is_read for statement in one.mending]:
        for statement in mending:  # a table that is made has its indexes yet to come
            connection.execute(statement)
    for one in list(deviations(connection)):
        for statement in one.mending:
            connection.execute(statement)


def _made(name: str, sql: str) -> tuple[str, ...]:
    return (sql, _FILLED[name]) if name in _FILLED else (sql,)


def _of_index(wanted: str, there: str) -> Iterator[Deviation]:
    if _plain(wanted) != _plain(there):
        message = "the search index has other columns than this program's"
        yield Deviation("fulltext", message, ("DROP TABLE fulltext", wanted), is_read=True)


def _of_table(name: str, fresh: sqlite3.Connection, connection: sqlite3.Connection) -> Iterator[Deviation]:
    wanted, there = _columns(fresh, name), _columns(connection, name)
    for column, form in wanted.items():
        where = f"{name}.{column}"
        if column not in there:
            yield Deviation(where, "the file lacks this column", _added(name, column, form), is_read=True)
        elif there[column] != form:
            yield Deviation(where, f"the column is {there[column]}, and should be {form}; {_ANEW}")
    for column in there.keys() - wanted.keys():
        yield Deviation(f"{name}.{column}", "this column is none of a library's; what is in it is left alone")
    for has, lacks, what in (
        (_unique(connection, name), _unique(fresh, name), "that {} is there once only"),
        (_references(connection, name), _references(fresh, name), "that {} is there"),
    ):
        for one in sorted(lacks - has):
            yield Deviation(name, f"the table does not see to it {what.format(one)}; {_ANEW}")
        for one in sorted(has - lacks):
            yield Deviation(name, f"the table sees to it {what.format(one)}, as no library's does; {_ANEW}")
    further = _further(connection, name) - _further(fresh, name)
    if further:
        yield Deviation(name, f"the table has {' and '.join(sorted(further))}, as no library's has; {_ANEW}")


def _of_indexes(fresh: sqlite3.Connection, connection: sqlite3.Connection) -> Iterator[Deviation]:
    wanted, there = _statements(fresh, "index"), _statements(connection, "index")
    for name, sql in wanted.items():
        if _plain(there.get(name, "")) != _plain(sql):
            message = "the file lacks this index, without which questions take long"
            yield Deviation(name, message, (f'DROP INDEX IF EXISTS "{name}"', sql))
    for name, sql in there.items():
        if name not in wanted and _plain(sql).upper().startswith("CREATE UNIQUE"):
            yield Deviation(
                name, "this index is none of a library's, and refuses rows that a library may have; drop it"
            )


def _added(table: str, column: str, form: _Column) -> tuple[str, ...]:
    """Return what adds a column; nothing where the rows that are there would have no value that they may have."""
    if form.key or (form.required and form.default is None):
        return ()
    default = "" if form.default is None else f" DEFAULT {form.default}"
    made = f'ALTER TABLE "{table}" ADD COLUMN "{column}" {form.type}{default}{" NOT NULL" * form.required}'
    return (made, _FILLED[column].format(table=table)) if column in _FILLED else (made,)


def _statements(connection: sqlite3.Connection, kind: str) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL", (kind,))
    return {name: sql for name, sql in rows if name == "fulltext" or not _OWN.fullmatch(name)}


def _columns(connection: sqlite3.Connection, table: str) -> dict[str, _Column]:
    rows = connection.execute('SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_xinfo(?)', (table,))
    return {name: _Column(kind.upper(), bool(required), default, key) for name, kind, required, default, key in rows}


def _unique(connection: sqlite3.Connection, table: str) -> set[str]:
    """Return the columns that are unique together by the table's definition, each as `(a, b)`."""
    names = connection.execute("SELECT name FROM pragma_index_list(?) WHERE origin = 'u'", (table,)).fetchall()
    columns = "SELECT name FROM pragma_index_info(?) ORDER BY seqno"
    return {f"({', '.join(str(column) for (column,) in connection.execute(columns, name))})" for name in names}


def _references(connection: sqlite3.Connection, table: str) -> set[str]:
    rows = connection.execute(
        'SELECT "table", "from", coalesce("to", \'id\') FROM pragma_foreign_key_list(?)', (table,)
    )
    return {f"the {target} that {column} names" for target, column, _ in rows}


def _further(connection: sqlite3.Connection, table: str) -> set[str]:
    """Return the words of a table's definition that say more than was compared."""
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()[0]
    words = set(re.findall(r"[A-Z]+", _QUOTED.sub(" ", sql).upper()))
    return words.intersection(_FURTHER)


def _plain(sql: str) -> str:
    return " ".join(sql.split())
