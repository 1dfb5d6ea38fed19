from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from readinglist import store
from readinglist.model.record import Bearing, Claim, Evidence, Link, Note, Problem, Spot
from readinglist.store.errors import NoSuchSource
from readinglist.store.sqlite import read, reader, write

if TYPE_CHECKING:
    from readinglist.library.location import Location
    from readinglist.model.record import Record


def stored(library: Location) -> list[Record]:
    with store.reading(library.path) as opened:
        return list(opened.records(opened.select()))


def add(library: Location, *records: Record) -> None:
    with write.operation(library.path, "add") as opened:
        opened.add(records)


def test_a_record_comes_back_as_it_went_in(library: Location, attention: Record) -> None:
    full = replace(
        attention,
        notes=(Note(1, "mine", "a quote", "page 5", public=True, created="2026-01-01T00:00:00Z"),),
        aliases=("attention",),
        status="queued",
        why="everyone cites it",
        priority=3,
        added="2026-01-01T00:00:00Z",
        changed="2026-01-01T00:00:00Z",
        pinned=True,
    )
    add(library, full)
    assert stored(library) == [full]


def test_claims_and_their_evidence_come_back_as_they_went_in(
    library: Location, attention: Record, mixtral: Record
) -> None:
    at = "2026-01-01T00:00:00Z"
    piece = Evidence("supports", mixtral.key, "q", "page 2", "mine", True, 1, Spot("found", 7, "2", 3), at)  # noqa: FBT003
    other = Evidence("background", attention.key, id=1, created=at)
    claim = Claim(3, "It is so.", "quote", "page 1", "partly", (piece,), "words", Spot("absent"), ("old#c1",), at)
    more = Claim(4, "It was so.", evidence=(other,), created=at)
    add(library, replace(attention, claims=(claim,)), replace(mixtral, claims=(more,)))
    first, second = stored(library)
    assert (first.claims, second.claims) == ((claim,), (more,))
    assert first.bears == (Bearing(f"{mixtral.key}#c4", "It was so.", other),)
    assert second.bears == (Bearing(f"{attention.key}#c3", "It is so.", piece),)


def test_a_page_of_sources_takes_a_fixed_number_of_statements_however_many_claims(
    library: Location, attention: Record
) -> None:
    claims = tuple(Claim(n, f"Statement {n}.") for n in range(1, 200))
    add(library, replace(attention, claims=claims))
    counts = []
    with reader.reading(library.path) as opened:
        for ids in ([1], [1] * read.PAGE):
            said: list[str] = []
            opened.connection.set_trace_callback(said.append)
            assert len(list(opened.records(ids))) == len(ids)
            counts.append(len(said))
    assert counts[0] == counts[1] <= 15


def test_links_and_via_may_point_to_records_added_at_the_same_time(
    library: Location, attention: Record, mixtral: Record
) -> None:
    add(library, replace(attention, links=(Link("cites", mixtral.key),)), replace(mixtral, via=attention.key))
    first, second = stored(library)
    assert first.links == (Link("cites", mixtral.key, "out", "Mixtral of Experts"),)
    assert second.links == (Link("cites", attention.key, "in", "Attention Is All You Need"),)
    assert second.via == attention.key


def test_a_link_to_nowhere_is_refused_and_nothing_is_kept(library: Location, attention: Record) -> None:
    with pytest.raises(NoSuchSource):
        add(library, replace(attention, links=(Link("cites", "nobody2020"),)))
    assert stored(library) == []


def test_a_dry_run_leaves_no_trace(library: Location, attention: Record) -> None:
    with write.operation(library.path, "add", dry_run=True) as opened:
        opened.add([attention])
    with store.reading(library.path) as opened:
        assert opened.count() == 0
        assert opened.log() == []


def test_an_operation_that_changes_nothing_is_not_logged(library: Location, attention: Record) -> None:
    add(library, attention)
    with write.operation(library.path, "nothing") as opened:
        assert opened.save([(1, attention, attention)]) == 0
    with store.reading(library.path) as opened:
        assert [entry.summary for entry in opened.log()] == ["add"]


def test_saving_touches_only_the_rows_that_differ(library: Location, attention: Record) -> None:
    add(library, attention)
    before = stored(library)[0]
    with write.operation(library.path, "note") as opened:
        opened.save([(1, before, replace(before, notes=(Note(1, "new"),)))])
    with closing(sqlite3.connect(library.path)) as connection:
        tables = [row[0] for row in connection.execute("SELECT table_name FROM change WHERE operation_id = 2")]
    assert set(tables) <= {"note", "source"}


def test_removing_a_source_takes_its_rows_and_the_links_to_it_along(
    library: Location, attention: Record, mixtral: Record
) -> None:
    add(library, replace(attention, links=(Link("cites", mixtral.key),)), replace(mixtral, notes=(Note(1, "x"),)))
    with write.operation(library.path, "rm") as opened:
        opened.remove([2])
    assert [(record.key, record.links) for record in stored(library)] == [(attention.key, ())]
    with closing(sqlite3.connect(library.path)) as connection:
        for table in ("field", "contributor", "identifier", "tag", "note", "link", "alias", "macro"):
            owners = {row[0] for row in connection.execute(f"SELECT source_id FROM {table}")}
            assert owners <= {1}


def test_a_source_that_others_were_sent_by_can_be_removed(
    library: Location, attention: Record, mixtral: Record
) -> None:
    add(library, attention, replace(mixtral, via=attention.key))
    with write.operation(library.path, "rm") as opened:
        opened.remove([1])
    assert [(record.key, record.via) for record in stored(library)] == [(mixtral.key, "")]


def test_a_broken_piece_is_kept_once(library: Location) -> None:
    problem = Problem(3, "no closing brace", "@article{x,")
    for _ in range(2):
        with write.operation(library.path, "import") as opened:
            opened.keep_broken("refs.bib", [problem])
    with store.reading(library.path) as opened:
        assert opened.broken() == [(1, "refs.bib", 3, "no closing brace", "@article{x,")]


def test_a_failure_in_the_middle_leaves_nothing_half_done(
    library: Location, attention: Record, mixtral: Record
) -> None:
    add(library, attention)

    def fail() -> None:
        with write.operation(library.path, "half") as opened:
            opened.add([mixtral])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert [record.key for record in stored(library)] == [attention.key]


def test_a_page_of_sources_takes_a_fixed_number_of_statements(library: Location, attention: Record) -> None:
    add(library, *(replace(attention, key=f"key{n}", identifiers=()) for n in range(400)))
    counts = []
    for wanted in (1, 400):
        with reader.reading(library.path) as opened:
            statements: list[str] = []
            opened.connection.set_trace_callback(statements.append)
            assert len(list(opened.records(list(range(1, wanted + 1))))) == wanted
            counts.append(len(statements))
    assert counts[0] == counts[1]
