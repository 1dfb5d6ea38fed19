"""What an operation has done so far, row by row, for the log."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readinglist.store.sqlite.rows import Row


class Recorder:
    """Rows of `change` without their operation, and the sources whose rows were touched since they were indexed."""

    def __init__(self) -> None:
        self.changes: list[Row] = []
        self.touched: set[int] = set()

    def inserted(self, table: str, first: int, last: int, *, owner: int = 0) -> None:
        """Note rows that were added, as a range of ids."""
        self._note("insert", table, first, last, owner=owner)

    def updated(self, table: str, number: int, before: Row, after: Row, *, owner: int) -> None:
        """Note the columns of a row that were changed, as they stood before and stand now."""
        self._note("update", table, number, number, before, after, owner=owner)

    def deleted(self, table: str, number: int, before: Row, *, owner: int) -> None:
        """Note a row that was deleted."""
        self._note("delete", table, number, number, before, owner=owner)

    def _note(
        self,
        kind: str,
        table: str,
        first: int,
        last: int,
        before: Row | None = None,
        after: Row | None = None,
        *,
        owner: int,
    ) -> None:
        self.touched.add(owner)
        self.changes.append(
            {
                "kind": kind,
                "table_name": table,
                "first_id": first,
                "last_id": last,
                "before": _json(before),
                "after": _json(after),
            }
        )


def _json(values: Row | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False)
