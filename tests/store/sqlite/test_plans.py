"""No query, sort or reading command reads a whole table for what an index has, but for those that are named with their reason."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from readinglist import store
from readinglist.formats import bibtex
from readinglist.model import biblatex, query
from readinglist.model.query_tree import FIELDS
from readinglist.store.sqlite import database, query_sorts, read_lists
from readinglist.store.sqlite.reader import SqliteReader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from tests.conftest import Ran


# What each field is asked for; the others for a word.
_ASKED = {
    "status": "read", "year": "2020", "date": "2020-05", "added": "2026-11", "changed": "2026", "is": "stub",
    "links": "cites", "evidence": "supports", "doi": "10.1", "url": "arxiv.org", "type": "report",
}  # fmt: skip
_WORDS = [
    f"{field}:{_ASKED.get(field, 'moe')}" for field in (*FIELDS, *sorted(biblatex.KNOWN_FIELDS)) if field.isalpha()
]
_QUERIES = [
    *_WORDS, "attention", '"mixture of experts"', "a b OR c", "year:2020..2023", "year>2020", "date:..2020", "added:2026-11..",
    "tag:moe author:liang year:2023..2025", "title:a OR author:b", "tag:moe OR doi:10.1", "year:2020 -tag:moe", "venue:C++", "moe -a",
]  # fmt: skip
# An index that has only few rows may be read whole. The virtual table is read by what stands behind its number, and a list of ids by itself.
_SCAN = re.compile(
    r"\bSCAN (?!json_each|[pr] VIRTUAL|(?:fulltext|attachment_words) VIRTUAL TABLE INDEX \d+:M|hits$|each$|latecomer$|field USING INDEX ix_field_parent|CONSTANT|\(|\d)(\w+)"
)


def plans(connection: sqlite3.Connection, statements: list[str]) -> Iterator[str]:
    for statement in statements:
        if statement.lstrip().startswith(("SELECT", "WITH")):
            yield from (row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}"))


def scanned(connection: sqlite3.Connection, statements: list[str]) -> set[str]:
    return {found[1] for line in plans(connection, statements) if (found := _SCAN.search(line))}


def read_whole(ask: Callable[[SqliteReader], object]) -> set[str]:
    """Return the tables that are read from end to end for what a library is asked."""
    statements: list[str] = []
    with database.reading(None) as connection:
        connection.set_trace_callback(statements.append)
        ask(SqliteReader(connection))
        connection.set_trace_callback(None)
        return scanned(connection, statements)


@pytest.mark.parametrize("text", _QUERIES)
def test_a_query_is_answered_by_an_index(text: str) -> None:
    node = query.parse(text)
    found = read_whole(lambda reader: reader.select(node, limit=20)) | read_whole(lambda reader: reader.count(node))
    assert found == set()


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("sort", query_sorts.SORTS)
def test_a_sorted_list_is_read_in_the_order_of_an_index(sort: str, *, reverse: bool) -> None:
    statements: list[str] = []
    with database.reading(None) as connection:
        connection.set_trace_callback(statements.append)
        list(SqliteReader(connection).summaries(sort=sort, reverse=reverse, limit=20))
        connection.set_trace_callback(None)
        lines = list(plans(connection, statements))
    assert not [line for line in lines if "TEMP B-TREE" in line or re.match("SCAN s$", line)], lines


@pytest.mark.parametrize("text", ["attention", "title:a author:b", "moe -status:read", "moe year:2020"])
def test_a_list_of_what_words_find_begins_before_all_of_it_is_found(text: str) -> None:
    statements: list[str] = []
    with database.reading(None) as connection:
        connection.set_trace_callback(statements.append)
        list(SqliteReader(connection).summaries(query.parse(text), limit=20))
        connection.set_trace_callback(None)
        assert not [line for line in plans(connection, statements) if "ORDER BY" in line]


# What a reading command reads from end to end, and why it may.
_ALLOWED = {
    ("list",): {"s"},  # it lists all, in their order
    ("list", "--limit", "20"): {"s"},  # it ends with the last that it shows
    ("list", "tag:*", "--limit", "20"): {"s"},  # as above: most sources have what is asked for
    ("list", "-tag:moe", "--limit", "20"): {"s"},  # as above
    # A field of BibLaTeX, of which there are a hundred, has no order in any index: the rows of the fields are read once.
    ("list", "--sort", "publisher"): {"f", "v", "found", "s"},
    ("list", "--count"): {"s"},  # the smallest index is counted
    ("list", "title:zzz"): {"s"},  # where nothing is found, the sources are counted
    ("list", "tag:zzz"): {"s"},  # as above
    ("list", "type:zzz"): {"s"},  # as above
    ("log", "--limit", "5"): {"o"},  # it ends with the last that it shows
    ("tags",): {"tag"},  # each tag is counted, in the order of the index
}
_READING = (
    *_ALLOWED, ("list", "title:attention"), ("list", "year:2023..2025", "-status:read"), ("list", "author:liang", "--json"),
    ("list", "tag:moe", "--sort", "title"), ("list", "--count", "tag:moe"),
    ("search", "attention"), ("search", "zzz"), ("search", "attention", "--json"), ("show", "vas"), ("show", "howdeepseek"), ("show", "vasvani"),
    ("show", "d"), ("next",), ("queue",), ("cite", "vas"), ("export", "tag:moe"), ("claims", "howdeepseek"),
    ("text", "vas"),
)  # fmt: skip


@pytest.mark.parametrize("command", _READING, ids=" ".join)
def test_a_reading_command_reads_no_table_from_end_to_end(
    command: tuple[str, ...], seeded: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    traced: list[tuple[sqlite3.Connection, list[str]]] = []
    found: set[str] = set()
    prepare = database.prepare

    def traced_too(connection: sqlite3.Connection) -> None:
        prepare(connection)
        statements: list[str] = []
        traced.append((connection, statements))
        connection.set_trace_callback(statements.append)

    monkeypatch.setattr(database, "prepare", traced_too)
    seeded(*command)
    monkeypatch.undo()
    with database.reading(None) as connection:
        for _, statements in traced:
            found |= scanned(connection, statements)
    assert traced
    assert found <= _ALLOWED.get(command, set()) | {"mark"}  # of which a list asks only whether there is any


@pytest.fixture
def many(library: Location) -> Location:
    """Four hundred sources, most of which are alike."""
    with store.operation(library.path, "add") as opened:
        opened.add([_one_of_many(number) for number in range(400)])
    return library


def _one_of_many(number: int) -> Record:
    fields = [("title", f"{{{number * 7919 % 400:03} of Many}}"), ("year", str(1990 + number % 30))]
    fields += [("publisher", f"{{P{number % 7}}}")] if number % 3 else []
    built = bibtex.build(f"k{number}", "book" if number % 50 == 0 else "article", fields if number % 11 else fields[1:])
    return replace(built, status="read" if number % 40 == 0 else "inbox", tags=("x",) if number % 20 else ())


_NARROWED = (
    "status:inbox",
    "status:read",
    "-type:book",
    "type:book",
    "tag:x",
    "-tag:x",
    "year:2000..",
    "year:2019",
    "status:dropped",
    "-publisher:*",
)


@pytest.mark.parametrize("most", [3, 50, 10_000])
@pytest.mark.parametrize("text", _NARROWED)
def test_the_first_of_a_sorted_list_are_the_same_however_they_are_found(
    many: Location, text: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_lists, "_WALKED", most)
    node = query.parse(text)
    with store.reading(many.path) as opened:
        for sort in (*query_sorts.SORTS, "publisher", "pages"):
            for reverse in (False, True):
                whole = list(opened.summaries(node, sort=sort, reverse=reverse))
                assert [one.key for one in whole] == [
                    opened.keys_of([n])[n] for n in opened.select(node, sort=sort, reverse=reverse)
                ]
                for limit in (0, 1, 20, 399):
                    assert list(opened.summaries(node, sort=sort, reverse=reverse, limit=limit)) == whole[:limit]
                for start in (1, 33, 380, 500):
                    found = opened.summaries(node, sort=sort, reverse=reverse, start=start, limit=20)
                    assert list(found) == whole[start : start + 20]
                assert list(opened.summaries(node, sort=sort, reverse=reverse, start=33)) == whole[33:]


@pytest.mark.parametrize("text", ["status:inbox", "-type:book", "year:1990.."])
@pytest.mark.parametrize("sort", ["title", "year", "author", "key", "venue"])
def test_where_nearly_all_are_found_the_first_in_an_order_cost_little_more_than_those_of_all(
    many: Location, text: str, sort: str
) -> None:
    with database.reading(many.path) as connection:
        narrow, whole = (_steps(connection, asked, sort) for asked in (text, ""))
    assert narrow <= 3 * whole


def test_that_no_source_lacks_a_tag_is_said_without_trying_all_of_them(
    many: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_lists, "_WALKED", 10)
    with store.operation(many.path, "tag") as opened:
        ids = opened.select(query.parse("-tag:*"))
        assert len(ids) == 20
        opened.save((n, one, replace(one, tags=("y",))) for n, one in zip(ids, opened.records(ids), strict=True))
    with store.reading(many.path) as reader:
        assert list(reader.summaries(query.parse("-tag:*"), limit=20)) == []
        assert reader.select(query.parse("-tag:* year:2000..")) == []
        assert reader.count(query.parse("-tag:*")) == 0
    with database.reading(many.path) as connection:
        assert _steps(connection, "-tag:*", "") < 9 * 400  # to try each takes eleven
    with store.operation(many.path, "tag") as opened:
        opened.save((n, one, replace(one, tags=())) for n, one in zip(ids[:1], opened.records(ids[:1]), strict=True))
        assert (
            opened.select(query.parse("-tag:*"))
            == opened.select(query.parse("-tag:*"), limit=3, sort="title")
            == ids[:1]
        )


def _steps(connection: sqlite3.Connection, text: str, sort: str) -> int:
    """Return how many steps SQLite's machine makes for the first of a list."""
    made = 0

    def step() -> int:
        nonlocal made
        made += 1
        return 0

    connection.set_progress_handler(step, 1)
    list(SqliteReader(connection).summaries(query.parse(text), sort=sort, limit=20))
    connection.set_progress_handler(None, 0)
    return made
