from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from readinglist import store
from readinglist.model.record import Claim, Evidence, Link, Note
from readinglist.store.sqlite import undo, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.store.sqlite.write import SqliteWriter


def state(library: Location) -> tuple[list[Record], list[str]]:
    """All that a reader can see: the records, and what the index finds."""
    with store.reading(library.path) as opened:
        records = list(opened.records(opened.select()))
        return records, [hit.key for hit in opened.search("experts", 10)]


def edit(change: Callable[[Record], Record], number: int = 1) -> Callable[[SqliteWriter], None]:
    def step(opened: SqliteWriter) -> None:
        old = opened.record(number)
        opened.save([(number, old, change(old))])

    return step


PIECE = Evidence("contradicts", "jiang2024mixtral", "experts", "page 2", id=2)

STEPS: dict[str, Callable[[SqliteWriter], None]] = {
    "note": edit(lambda r: replace(r, notes=(*r.notes, Note(9, "experts say", "q", "page 1")))),
    "fields": edit(lambda r: replace(r, fields=r.fields[1:], contributors=(), tags=("x",))),
    "rename": edit(lambda r: replace(r, key="other", aliases=(r.key,))),
    "link": edit(lambda r: replace(r, links=(*r.links, Link("supports", "jiang2024mixtral")))),
    "claim": edit(lambda r: replace(r, claims=(*r.claims, Claim(2, "It is.", "words", evidence=(PIECE,))))),
    "argue": edit(lambda r: replace(r, claims=(replace(r.claims[0], evidence=(*r.claims[0].evidence, PIECE)),))),
    "verdict": edit(lambda r: replace(r, claims=(replace(r.claims[0], verdict="not so"),))),
    "retract": edit(lambda r: replace(r, claims=())),
    "text": lambda opened: opened.keep_text(1, "paper.txt", "1-", "words"),
    "queue": edit(lambda r: replace(r, status="queued", via="jiang2024mixtral", why="because")),
    "remove": lambda opened: opened.remove([1]),
    "remove both": lambda opened: opened.remove([1, 2]),
}


@pytest.fixture
def filled(library: Location, attention: Record, mixtral: Record) -> Location:
    linked = replace(mixtral, links=(Link("cites", attention.key),), notes=(Note(1, "a note"),), via=attention.key)
    claim = Claim(1, "It is so.", evidence=(Evidence("supports", mixtral.key, "q", id=1),))
    with write.operation(library.path, "add") as opened:
        opened.add([replace(attention, claims=(claim,)), linked])
    return library


@pytest.mark.parametrize("name", STEPS)
def test_undo_brings_back_what_stood_before_and_redo_what_stood_after(filled: Location, name: str) -> None:
    before = state(filled)
    with write.operation(filled.path, name) as opened:
        STEPS[name](opened)
    after = state(filled)
    assert after != before
    assert [entry.summary for entry in undo.undo(filled.path, 1)] == [name]
    assert state(filled) == before
    assert [entry.summary for entry in undo.redo(filled.path, 1)] == [name]
    assert state(filled) == after


def test_everything_can_be_undone_to_the_empty_library_and_done_again(filled: Location) -> None:
    seen = [state(filled)]
    for name in ("note", "rename", "link", "remove"):
        with write.operation(filled.path, name) as opened:
            STEPS[name](opened)
        seen.append(state(filled))
    assert len(undo.undo(filled.path, 99)) == 5
    assert state(filled) == ([], [])
    for expected in seen:
        assert len(undo.redo(filled.path, 1)) == 1
        assert state(filled) == expected


def test_another_change_after_an_undo_leaves_the_undone_behind(filled: Location) -> None:
    for name in ("note", "queue"):
        with write.operation(filled.path, name) as opened:
            STEPS[name](opened)
    undo.undo(filled.path, 1)
    with write.operation(filled.path, "fields") as opened:
        STEPS["fields"](opened)
    assert undo.redo(filled.path, 1) == []
    with store.reading(filled.path) as opened:
        log = [(entry.summary, entry.state) for entry in opened.log()]
    assert log == [("fields", "done"), ("queue", "gone"), ("note", "done"), ("add", "done")]
    assert len(undo.undo(filled.path, 99)) == 3


def test_a_dry_undo_changes_nothing(filled: Location) -> None:
    before = state(filled)
    assert [entry.summary for entry in undo.undo(filled.path, 1, undo.Replaying(dry_run=True))] == ["add"]
    assert state(filled) == before
    assert [entry.summary for entry in undo.undo(filled.path, 1)] == ["add"]


def test_there_is_nothing_to_undo_in_a_new_library(library: Location) -> None:
    assert undo.undo(library.path, 1) == []
    assert undo.redo(library.path, 1) == []
