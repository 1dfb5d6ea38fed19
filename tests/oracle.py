"""What an operation really did to the tables, by triggers of SQLite's own; to be compared with what the log says of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from readinglist.store.sqlite import columns, write

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    import pytest

Done = tuple[str, str, int, str]


def watch(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[Done], list[Done]]]:
    """Return a list that gets, for each operation from now on, what was done to the tables, and what the log says of it."""
    found: list[tuple[list[Done], list[Done]]] = []
    begin, finish = write.SqliteWriter.__init__, write.SqliteWriter.finish

    def begun(self: write.SqliteWriter, connection: sqlite3.Connection) -> None:
        for statement in _triggers():
            connection.execute(statement)
        begin(self, connection)

    def finished(self: write.SqliteWriter, *given: Any) -> Any:  # noqa: ANN401 - passed on
        result = finish(self, *given)
        found.append((sorted(_done(self.connection)), sorted(_logged(self.recorder.changes))))
        return result

    monkeypatch.setattr(write.SqliteWriter, "__init__", begun)
    monkeypatch.setattr(write.SqliteWriter, "finish", finished)
    return found


def _triggers() -> Iterator[str]:
    """Yield temporary triggers, which belong to one connection, and the table that they fill."""
    yield "CREATE TEMP TABLE done (kind, name, id, before, after)"
    for table, names in columns.COLUMNS.items():
        old, new = (f"json_object({_pairs(row, names)})" for row in ("old", "new"))
        for kind, values in (
            ("insert", "new.id, NULL, NULL"),
            ("update", f"new.id, {old}, {new}"),
            ("delete", f"old.id, {old}, NULL"),
        ):
            yield (
                f'CREATE TEMP TRIGGER on_{kind}_{table} AFTER {kind} ON main."{table}" BEGIN'
                f" INSERT INTO done VALUES ('{kind}', '{table}', {values}); END"
            )


def _pairs(row: str, names: Iterable[str]) -> str:
    return ", ".join(f"'{name}', {row}.\"{name}\"" for name in names)


def _done(connection: sqlite3.Connection) -> Iterator[Done]:
    for kind, table, number, before, after in connection.execute("SELECT * FROM temp.done"):
        old, new = (json.loads(text) if text else {} for text in (before, after))
        if kind == "update":
            moved = [name for name in old if old[name] != new[name]]
            yield kind, table, number, _as_text({name: row[name] for name in moved} for row in (old, new))
        else:
            yield kind, table, number, _as_text((old, {}))


def _logged(changes: Iterable[dict[str, Any]]) -> Iterator[Done]:
    for change in changes:
        old, new = (json.loads(change[name] or "{}") for name in ("before", "after"))
        for number in range(change["first_id"], change["last_id"] + 1):
            yield change["kind"], change["table_name"], number, _as_text((old, new))


def _as_text(rows: Iterable[dict[str, Any]]) -> str:
    """Return rows as text that can be compared: SQLite has numbers where the log has booleans."""
    plain = [{name: int(value) if isinstance(value, bool) else value for name, value in row.items()} for row in rows]
    return json.dumps(plain, sort_keys=True)
