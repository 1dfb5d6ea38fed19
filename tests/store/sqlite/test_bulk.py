"""What an operation does that adds very much."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from readinglist import store
from readinglist.store.errors import NoSuchSource
from readinglist.store.sqlite import bulk, undo, write
from tests.store.sqlite.conftest import entry

if TYPE_CHECKING:
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.model.record import Record

FEW = 10


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_MANY", FEW)


def records(first: int, count: int) -> list[Record]:
    numbers = range(first, first + count)
    made = [entry(f"k{n}", "incollection", title=f"Title {n}", crossref=f"b{n}", keywords="x") for n in numbers]
    return [replace(record, status="inbox") for record in made]


def schema(path: Path) -> set[tuple[str, str]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT name, sql FROM sqlite_master"))


def indexes(opened: write.SqliteWriter) -> int:
    return int(opened.connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'index'").fetchone()[0])


def add_many(library: Location, *, dry_run: bool = False) -> tuple[int, int]:
    with write.operation(library.path, "add", dry_run=dry_run) as opened:
        before = indexes(opened)
        for first in range(0, 40, 20):
            opened.add(records(first, 20))
        return before, indexes(opened)


def test_an_operation_that_adds_very_much_has_all_indexes_at_its_end(library: Location) -> None:
    with write.operation(library.path, "add") as opened:
        opened.add(records(100, 1))
    before = schema(library.path)
    whole, meanwhile = add_many(library)
    assert meanwhile < whole
    assert schema(library.path) == before
    with store.reading(library.path) as reader:
        assert len(reader.select()) == 41
        assert not list(reader.ailments())


def test_a_dry_run_that_adds_very_much_leaves_the_indexes_as_they_are(library: Location) -> None:
    with write.operation(library.path, "add") as opened:
        opened.add(records(100, 1))
    before = schema(library.path)
    add_many(library, dry_run=True)
    assert schema(library.path) == before


def test_an_operation_that_adds_little_to_much_keeps_the_indexes_up(library: Location) -> None:
    add_many(library)
    with write.operation(library.path, "add") as opened:
        before = indexes(opened)
        for first in range(100, 130, 10):
            opened.add(records(first, 10))
        assert indexes(opened) == before


def test_indexes_that_come_back_with_a_step_are_not_made_twice(library: Location) -> None:
    with write.operation(library.path, "add") as opened:
        opened.add(records(0, 20))
        with contextlib.suppress(NoSuchSource), opened.step():
            opened.add(records(20, 20))
            opened.find("nothing")
        opened.add(records(20, 20))
    with store.reading(library.path) as reader:
        assert len(reader.select()) == 40
        assert not list(reader.ailments())


def test_what_asks_for_parents_finds_the_index_for_them(library: Location) -> None:
    with write.operation(library.path, "add") as opened:
        whole = indexes(opened)
        opened.add(records(0, 20))
        opened.add(records(20, 20))
        assert len(opened.parent_keys()) == 40
        assert indexes(opened) == whole
        opened.add(records(40, 20))
        assert indexes(opened) == whole


def test_what_was_added_in_bulk_is_undone_and_inherits_dates(library: Location) -> None:
    with write.operation(library.path, "add") as opened:
        opened.add(records(0, 20))
        opened.add(records(20, 20))
        opened.add([entry("b30", "collection", title="Book", year="1999")])
    with store.reading(library.path) as reader:
        (child,) = reader.records([reader.find("k30")])
        assert child.date == "1999"
    undo.undo(library.path, 1)
    with store.reading(library.path) as reader:
        assert not reader.select()
