"""Which operations changed a source, as the log says it.

A row of the log names a table and ids. Whose row an id was is known of those that stand, and of those that were deleted, which the log has
whole; and as an id may be given again to a row of another source, the log is read backwards, from what stands now.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from readinglist.model.views import Logged
from readinglist.store.sqlite.columns import CHILDREN

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    Place = tuple[str, int]

# What leads from a row to a source; evidence belongs to the source of its claim, too.
_OWNERS = dict.fromkeys((*CHILDREN, "evidence"), ("source_id",)) | {
    "source": ("id",),
    "link": ("source_id", "target_id"),
}
_CLAIMS = """
SELECT id FROM claim WHERE source_id = :source UNION
SELECT first_id FROM change WHERE kind = 'delete' AND table_name = 'claim' AND json_extract(before, '$.source_id') = :source
"""
_MET = """
SELECT c.operation_id, c.kind, c.table_name, m.id, c.before FROM change c CROSS JOIN operation o ON o.id = c.operation_id
CROSS JOIN temp.mine m ON m.name = c.table_name AND m.id BETWEEN c.first_id AND c.last_id
WHERE o.state = 'done' ORDER BY o.place DESC, o.id DESC, c.id DESC
"""
_LOGGED = """
SELECT o.id, o.at, o.summary, o.state,
  (SELECT coalesce(sum(c.last_id - c.first_id + 1), 0) FROM change c WHERE c.operation_id = o.id)
FROM operation o WHERE o.id IN (SELECT value FROM json_each(:ids)) ORDER BY o.place DESC, o.id DESC
"""


def log_of(connection: sqlite3.Connection, number: int, limit: int | None = None) -> list[Logged]:
    """Return the operations that stand and changed a source, or what hangs on it, newest first."""
    claims = {claim for (claim,) in connection.execute(_CLAIMS, {"source": number})}
    with _mine(connection, number, claims) as standing:
        met = list(_operations(connection, number, claims, standing))
    ids = list(dict.fromkeys(met))[:limit]
    return [Logged(*row) for row in connection.execute(_LOGGED, {"ids": json.dumps(ids)})]


@contextlib.contextmanager
def _mine(connection: sqlite3.Connection, number: int, claims: set[int]) -> Iterator[set[Place]]:
    """Fill a table with all rows that are, or were once, a source's; give those that stand."""
    given = {"source": number, "claims": json.dumps(sorted(claims))}
    standing = {row for sql in _standing() for row in connection.execute(sql, given)}
    gone = {row for sql in _gone() for row in connection.execute(sql, given)}
    connection.execute("CREATE TEMP TABLE mine (name TEXT, id INTEGER, PRIMARY KEY (name, id)) WITHOUT ROWID")
    try:
        connection.executemany("INSERT INTO temp.mine VALUES (?, ?)", sorted(standing | gone))
        yield standing
    finally:
        connection.execute("DROP TABLE temp.mine")


def _standing() -> Iterator[str]:
    for table, columns in _OWNERS.items():
        yield from (f"SELECT '{table}', id FROM \"{table}\" WHERE {column} = :source" for column in columns)
    yield "SELECT 'evidence', id FROM evidence WHERE claim_id IN (SELECT value FROM json_each(:claims))"


def _gone() -> Iterator[str]:
    gone = "SELECT table_name, first_id FROM change WHERE kind = 'delete'"
    for column in ("source_id", "target_id"):
        yield f"{gone} AND json_extract(before, '$.{column}') = :source"
    yield f"{gone} AND table_name = 'source' AND first_id = :source"
    given = "(SELECT value FROM json_each(:claims))"
    yield f"{gone} AND table_name = 'evidence' AND json_extract(before, '$.claim_id') IN {given}"


def _operations(connection: sqlite3.Connection, number: int, claims: set[int], standing: set[Place]) -> Iterator[int]:
    """Yield the operations that changed rows while they were the source's, newest first, each as often as it did.

    Before a source was added, its id may have been that of another, which has another name that no other has.
    """
    own, is_there = set(standing), True
    uid = connection.execute("SELECT uid FROM source WHERE id = ?", (number,)).fetchone()
    for operation, kind, table, row, before in connection.execute(_MET):
        place = (table, row)
        values = _row(before) if kind == "delete" else {}
        if table == "source" and kind == "delete":
            is_there = uid is not None and values.get("uid") == uid[0]
        if kind == "delete" and _is_of(table, values, number, claims):
            own.add(place)
        if is_there and place in own:
            yield operation
        if kind == "insert":
            own.discard(place)
            is_there = is_there and table != "source"


def _row(said: str) -> dict[str, object]:
    """Return a row as the log has it; nothing for what is no row."""
    values = json.loads(said)
    return values if isinstance(values, dict) else {}


def _is_of(table: str, values: dict[str, object], number: int, claims: set[int]) -> bool:
    owners = [values.get(column) for column in _OWNERS.get(table, ())]
    return number in owners or (table == "evidence" and values.get("claim_id") in claims)
