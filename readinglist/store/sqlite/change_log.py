"""The one event listener.

It notes what every flush of a session did to every row, for the log.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, inspect

from readinglist.store.sqlite import tables

if TYPE_CHECKING:
    from sqlmodel import Session, SQLModel

Values = dict[str, Any]


class Recorder:
    """What a session has done so far, as rows of `change` without their operation."""

    def __init__(self, session: Session) -> None:
        self.changes: list[Values] = []
        self.touched: set[int] = set()
        event.listen(session, "after_flush", self._note_flush)

    def inserted(self, model: type[SQLModel], first: int, last: int) -> None:
        """Note rows that a bulk insert has added, as a range of ids."""
        self._add_change("insert", _name(model), (first, last), None, None)

    def _note_flush(self, session: Session, _context: object) -> None:
        for row in session.new:
            self._note_row("insert", row, None, None)
        for row in session.dirty:
            before, after = _changed(row)
            if before:
                self._note_row("update", row, before, after)
        for row in session.deleted:
            self._note_row("delete", row, _columns(row), None)

    def _note_row(self, kind: str, row: Any, before: Values | None, after: Values | None) -> None:  # noqa: ANN401
        if isinstance(row, tables.LOGGED):
            self.touched.add(_owner(row))
            self._add_change(kind, _name(type(row)), (int(row.id or 0),) * 2, before, after)

    def _add_change(
        self, kind: str, table: str, ids: tuple[int, int], before: Values | None, after: Values | None
    ) -> None:
        self.changes.append(
            {
                "kind": kind,
                "table_name": table,
                "first_id": ids[0],
                "last_id": ids[1],
                "before": _json(before),
                "after": _json(after),
            }
        )


def _name(model: type[SQLModel]) -> str:
    return str(model.__tablename__)


def _owner(row: Any) -> int:  # noqa: ANN401
    """Return the id of the source that a row belongs to.

    0 for none.
    """
    if isinstance(row, tables.Source):
        return int(row.id or 0)
    return int(getattr(row, "source_id", 0) or 0)


def _json(values: Values | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False)


def _columns(row: Any) -> Values:  # noqa: ANN401
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}


def _changed(row: Any) -> tuple[Values, Values]:  # noqa: ANN401
    """Return the columns that a flush changed, as they stood before and stand now."""
    before, after = {}, {}
    for attribute in inspect(row).attrs:
        history = attribute.history
        if history.has_changes():
            before[attribute.key] = history.deleted[0] if history.deleted else None
            after[attribute.key] = history.added[0]
    return before, after
