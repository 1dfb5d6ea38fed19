"""Summaries hold what is asked for, and nothing else is read."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from readinglist import store
from readinglist.model.views import Summary
from readinglist.store.sqlite import database
from readinglist.store.sqlite.reader import SqliteReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.library.location import Location
    from readinglist.model.record import Record


@pytest.fixture
def filled(library: Location, attention: Record, mixtral: Record) -> Location:
    with store.operation(library.path, "add") as opened:
        opened.add([attention, mixtral])
    return library


def test_a_summary_is_whole_where_no_parts_are_named(filled: Location) -> None:
    with database.reading(filled.path) as connection:
        first, _ = SqliteReader(connection).summaries()
    assert first.byline == "Vaswani et al."
    assert first.tags == "attention, transformer/base"


@pytest.mark.parametrize("part", Summary._fields)
def test_a_summary_has_the_parts_that_are_asked_for_and_no_others(part: str, filled: Location) -> None:
    with database.reading(filled.path) as connection:
        whole = list(SqliteReader(connection).summaries())
        found = list(SqliteReader(connection).summaries(only=[part]))
    assert [getattr(one, part) for one in found] == [getattr(one, part) for one in whole]
    assert not any(value for one in found for name, value in one._asdict().items() if name != part)


@pytest.mark.parametrize(
    ("parts", "tables"),
    [
        (["key", "byline", "year"], {"source"}),
        (["key", "marks"], {"source", "mark"}),
        (["key", "tags"], {"source", "tag"}),
        (Summary._fields, {"source", "mark", "tag"}),
    ],
)
def test_only_the_tables_of_the_parts_are_read(parts: Sequence[str], tables: set[str], filled: Location) -> None:
    read: set[str] = set()

    def note(action: int, table: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table:
            read.add(table)
        return sqlite3.SQLITE_OK

    with database.reading(filled.path) as connection:
        connection.set_authorizer(note)
        assert list(SqliteReader(connection).summaries(only=parts))
        connection.set_authorizer(None)
    assert read & {"source", "mark", "tag", "field", "contributor"} == tables
