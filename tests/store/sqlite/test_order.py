"""What was added first comes first, whatever ids an engine gave; an id decides only where nothing else does."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from readinglist import store
from readinglist.formats import bibtex
from readinglist.library import lookup, maintenance
from readinglist.library.edit import duplicates, sources
from readinglist.model import query
from readinglist.model.record import Link, Record

if TYPE_CHECKING:
    from readinglist.library.location import Location

# What stands in the order of ids, and why it may.
BY_ID = {
    "read_beside.py": 1,  # what was set aside, which has no other order
    "write_rows.py": 1,  # the rows of one source, to be compared with others
    "undo.py": 1,  # the documents of one operation, which are written at once
    "search_pages.py": 1,  # which of very many pages are ranked
    "replay.py": 1,  # the changes of one operation, as above
    "revert.py": 1,  # as above
    "schema.py": 1,  # what makes the note of who is not in the order of adding
}
ORDER = ["old", "middle", "new"]


def record(key: str, year: int) -> Record:
    fields = [
        ("title", f"{{Of the {key} one, word by word}}"),
        ("author", f"{{{key.title()}, A}}"),
        ("journal", f"{{{key} J}}"),
    ]
    return replace(bibtex.build(key, "article", fields), added=f"{year}-01-01T00:00:00Z")


@pytest.fixture
def mixed(library: Location) -> Location:
    """A library that got a source from elsewhere which had been added there before its own."""
    with store.operation(library.path, "add") as opened:
        opened.add([record("middle", 2021), record("new", 2022)])
    with store.operation(library.path, "from elsewhere") as opened:
        opened.add([record("old", 2020)])
    return library


def keys(library: Location, wanted: str, **how: object) -> list[str]:
    return [source.key for source in lookup.summaries(library, wanted, **how)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wanted", ["", "word", "title:word", "type:article", "NOT tag:x", "word type:article", "added:2020.."]
)
@pytest.mark.parametrize("sort", ["", "added", "type", "status", "priority", "publisher"])
def test_a_list_is_in_the_order_of_adding(mixed: Location, wanted: str, sort: str) -> None:
    assert keys(mixed, wanted, sort=sort) == ORDER
    assert keys(mixed, wanted, sort=sort, reverse=True) == ORDER[::-1]
    assert keys(mixed, wanted, sort=sort, limit=2) == ORDER[:2]


def test_a_batch_from_elsewhere_may_be_in_any_order(library: Location) -> None:
    with store.operation(library.path, "add") as opened:
        opened.add([record("new", 2022), record("middle", 2021), record("old", 2020)])
    assert keys(library, "") == ORDER


def test_all_that_is_asked_is_in_the_order_of_adding(mixed: Location) -> None:
    for key in ORDER:
        sources.set_fields(mixed, key, [("keywords", "x")])
    with store.operation(mixed.path, "links") as opened:
        ids = opened.select()
        opened.save(
            (n, one, replace(one, links=(Link("cites", "new" if one.key != "new" else "old"),), status="read"))
            for n, one in zip(ids, opened.records(ids), strict=True)
        )
    with store.reading(mixed.path) as opened:
        assert [one.key for one in opened.outlines()] == ORDER
        assert list(opened.web().sources) == ORDER
        assert [key for key, _, _ in opened.titled("of the")] == ORDER
        assert list(opened.keys_of(opened.select(query.parse("word"))).values()) != []
        assert [hit.key for hit in opened.search("word", 5)] == ORDER  # of equal rank


def test_links_are_in_the_order_in_which_they_were_made(mixed: Location) -> None:
    sources.link(mixed, "middle", "cites", "new")
    sources.link(mixed, "middle", "cites", "old")
    with closing(sqlite3.connect(mixed.path, isolation_level=None)) as connection:
        connection.execute("UPDATE link SET added = '2019' WHERE id = (SELECT max(id) FROM link)")
    assert [link.key for link in lookup.show(mixed, ["middle"])[0].links] == ["old", "new"]
    sources.tag(mixed, ["middle"], ["x"], [])
    sources.link(mixed, "middle", "supports", "old")
    assert [link.key for link in lookup.show(mixed, ["middle"])[0].links] == ["old", "new", "old"]


def test_of_two_that_look_alike_the_first_that_was_added_comes_first(library: Location) -> None:
    title = [("title", "{A Long and Telling Title of a Work}"), ("author", "{Roe, Ann}"), ("year", "2020")]
    for key, year in (("later", 2022), ("earlier", 2020)):
        with store.operation(library.path, "add") as opened:
            opened.add([replace(bibtex.build(key, "misc", title), added=f"{year}-01-01T00:00:00Z")])
    assert [(pair.first, pair.second) for pair in duplicates.pairs(library)] == [("earlier", "later")]


def test_undo_takes_back_what_stands_last_in_the_log_whatever_its_id(mixed: Location) -> None:
    with closing(sqlite3.connect(mixed.path, isolation_level=None)) as connection:
        for table, column in (("operation", "id"), ("change", "operation_id")):
            connection.execute(f"UPDATE {table} SET {column} = 10 - {column}")
    assert [one.summary for one in lookup.log(mixed)] == ["from elsewhere", "add"]
    maintenance.undo(mixed)
    assert keys(mixed, "") == ["middle", "new"]
    maintenance.redo(mixed)
    assert keys(mixed, "") == ORDER


def test_no_other_statement_sorts_by_ids() -> None:
    folder = Path(store.__file__).parent / "sqlite"
    found = {
        path.name: len(re.findall(r"ORDER BY (?:\w\.)?(?:row)?id\b", path.read_text("utf-8")))
        for path in folder.glob("*.py")
    }
    assert {name: count for name, count in found.items() if count} == BY_ID
