"""Counts what is sent to SQLite, so that a test can say that work for many sources takes no more statements than for one.

A statement counts once each time it is sent, with as many rows of values as go with it: that is what a pipeline to an engine
elsewhere would carry at once. SQLite's own trace tells the rows of such a batch one by one.
"""

from __future__ import annotations

import functools
import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest


def watch(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets every statement that any connection sends from now on."""
    sent: list[str] = []

    class Connection(sqlite3.Connection):
        """A connection that notes what it sends."""

        def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:  # noqa: ANN401 - passed on
            sent.append(sql)
            return super().execute(sql, *given)

        def executemany(self, sql: str, *given: Any) -> sqlite3.Cursor:  # noqa: ANN401 - passed on
            sent.append(sql)
            return super().executemany(sql, *given)

    monkeypatch.setattr(sqlite3, "connect", functools.partial(sqlite3.connect, factory=Connection))
    return sent
