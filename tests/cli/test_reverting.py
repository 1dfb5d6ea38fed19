"""An older operation is taken back by itself, or refused with a sentence: nothing that came later is lost, and nothing is half done."""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from readinglist import Library
from readinglist.errors import Conflict, LibraryError
from readinglist.library import lookup, maintenance
from readinglist.store.errors import CannotRevert
from tests.cli.test_undoing import WRITES, full, state, typed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from tests.conftest import Ran
    from tests.services import Services

__all__ = ["full", "state"]


def held(library: Location) -> tuple[list[Record], list[object]]:
    """Return all sources, but for when they were changed, and what the search knows of them."""
    records = [
        replace(one, changed="", notes=tuple(replace(note, created="") for note in one.notes))
        for one in lookup.records(library)
    ]
    with closing(sqlite3.connect(library.path)) as connection:
        return records, connection.execute("SELECT rowid, * FROM fulltext ORDER BY rowid").fetchall()


def last(library: Location) -> int:
    return lookup.log(library, 1)[0].id


@pytest.mark.parametrize("command", WRITES, ids=" ".join)
def test_every_write_is_taken_back_by_itself_or_refused_in_a_sentence(
    full: Callable[..., Ran],
    state: Callable[[], dict[str, object]],
    library: Location,
    command: list[str],
    services: Services,
) -> None:
    later = ["note", "jiang2024mixtral", "later"]
    alone = held(library)
    full(*later)
    together = held(library)
    full("undo")
    assert full(*typed(command, services)).code == 0
    number = last(library)
    wanted = together if full(*later).code == 0 else alone  # what comes later may be about a source that is gone
    before = state()
    refused = ""
    try:
        maintenance.revert(library, number)
    except CannotRevert as error:
        refused = str(error)
    if refused:
        assert refused.startswith(f"operation {number} (")
        assert state() == before
        return
    assert held(library) == wanted
    assert full("doctor").code in (0, 10)
    full("undo")
    assert held(library) != wanted


CASES = {
    "a tag": (["tag", "a", "+x"], ["set", "a", "volume=3"]),
    "a status": (["start", "a"], ["tag", "a", "+x"]),
    "a field": (["set", "a", "volume=3"], ["note", "a", "later"]),
    "a note": (["note", "a", "gone"], ["tag", "a", "+x"]),
    "a removed note": (["note", "a", "--remove", "1"], ["tag", "a", "+x"]),
    "a link": (["link", "a", "cites", "b"], ["tag", "b", "+x"]),
    "a removal": (["rm", "b", "--yes"], ["tag", "a", "+x"]),
    "an addition": (["add", "--title", "New", "--key", "new"], ["tag", "a", "+x"]),
    "a claim": (["claim", "a", "It is so."], ["tag", "a", "+x"]),
}
REFUSED = {
    "the same tag": (["tag", "a", "+x"], ["tag", "a", "+y"], "changed the same"),
    "the same field": (["set", "a", "title=One"], ["set", "a", "title=Two"], "changed the same"),
    "what a field is derived from": (["set", "a", "title=One"], ["set", "a", "author=Poe, E."], "changed the same"),
    "a source that was changed": (["add", "--title", "N", "--key", "new"], ["tag", "new", "+x"], "hangs on it|changed the same"),
    "a source that is linked": (["add", "--title", "N", "--key", "new"], ["link", "a", "cites", "new"], "hangs on it"),
    "a key that another has": (["rm", "b", "--yes"], ["add", "--title", "N", "--key", "b"], "has its place|changed the same"),
    "a key that another had": (["rm", "b", "--yes"], ["rename", "a", "c"], "hangs on it|has its place"),
    "evidence on a claim": (["claim", "a", "It is so."], ["evidence", "a#c1", "supports", "b"], "hangs on it"),
    "a link to what is gone": (["unlink", "a", "related", "b"], ["rm", "b", "--yes"], "hangs on it"),
}  # fmt: skip
ENTRIES = "@misc{a, title={A}, author={Roe, Ann}, keywords={old}}\n@misc{b, title={B}, author={Doe, Jane}}\n"


@pytest.fixture
def two(rl: Callable[..., Ran], library: Location) -> Location:
    rl("import", "-", input=ENTRIES)
    rl("note", "a", "a thought")
    rl("link", "a", "related", "b")
    return library


@pytest.mark.parametrize("name", CASES)
def test_what_came_later_stays_where_an_older_operation_is_taken_back(
    two: Location, rl: Callable[..., Ran], name: str
) -> None:
    first, second = CASES[name]
    assert rl(*second).code == 0
    wanted = held(two)
    rl("undo")
    assert rl(*first).code == 0
    number = last(two)
    assert rl(*second).code == 0
    maintenance.revert(two, number, dry_run=True)
    assert held(two) != wanted
    maintenance.revert(two, number)
    records, index = held(two)
    assert [replace(one, origins=()) for one in records] == [replace(one, origins=()) for one in wanted[0]]
    assert index == wanted[1]
    assert lookup.log(two)[0].summary.startswith(f"revert {number}: ")
    rl("undo")
    assert held(two) != wanted
    rl("redo")
    assert held(two)[1] == wanted[1]


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_later_operation_touched_is_not_taken_back(two: Location, rl: Callable[..., Ran], name: str) -> None:
    first, second, why = REFUSED[name]
    if name == "a key that another had":
        rl("rename", "a", "b2")
        rl("rename", "b", "x")
        rl("rename", "x", "b")
        first, second = ["rm", "b", "--yes"], ["rename", "b2", "x"]
    assert rl(*first).code == 0
    number = last(two)
    assert rl(*second).code == 0, rl(*second).err
    before, log = held(two), lookup.log(two)
    with pytest.raises(Conflict, match=why):
        maintenance.revert(two, number)
    assert (held(two), lookup.log(two)) == (before, log)


def test_what_is_not_done_is_not_taken_back(two: Location, rl: Callable[..., Ran]) -> None:
    rl("tag", "a", "+x")
    rl("undo")
    for number, why in (
        (4, "undone already"),
        (0, "not in the log"),
        (-1, "not in"),
        (99, "not in"),
        (10**30, "not in"),
    ):
        with pytest.raises(CannotRevert, match=why):
            maintenance.revert(two, number)


def test_an_operation_that_rewrote_documents_is_not_taken_back_by_itself(two: Location, rl: Callable[..., Ran]) -> None:
    two.path.with_name("paper.tex").write_text("\\cite{a}")
    rl("rename", "a", "c", "--rewrite", "paper.tex")
    with pytest.raises(CannotRevert, match="rewrote documents"):
        maintenance.revert(two, last(two))


@pytest.mark.parametrize(
    "before", ["no JSON", "[]", "7", "null", '{"id": 1, "evil\\" = 1; --": 2}', '{"title": {}}', '{"id": 1}']
)
@pytest.mark.parametrize("kind", ["update", "delete"])
def test_a_log_that_somebody_else_wrote_changes_nothing_that_it_should_not(
    two: Location, kind: str, before: str
) -> None:
    Library(two.path).tag("a", "x")
    with closing(sqlite3.connect(two.path, isolation_level=None)) as connection:
        row = (last(two), kind, "source", 1, 1, before)
        connection.execute(
            'INSERT INTO change (operation_id, kind, table_name, first_id, last_id, "before") VALUES (?, ?, ?, ?, ?, ?)',
            row,
        )
    wanted = held(two)
    with contextlib.suppress(LibraryError, CannotRevert):
        maintenance.revert(two, last(two))
    assert [one.title for one in held(two)[0]] == [one.title for one in wanted[0]]


def test_it_is_typed_with_the_number_of_the_log_and_undone_as_everything_else(
    seeded: Callable[..., Ran], library: Location
) -> None:
    def tags() -> list[str]:
        found: list[str] = seeded("show", "howdeepseek", "--json").json[0]["tags"]
        return found

    seeded("tag", "howdeepseek", "+one")
    number = last(library)
    seeded("note", "howdeepseek", "later")
    entry = seeded("log", "--json").json[1]
    assert seeded("revert", str(number), "--dry-run").lines == [f"would revert {number}: tag howdeepseek +one"]
    assert "one" in tags()
    ran = seeded("revert", str(number))
    assert (ran.code, ran.lines) == (0, [f"reverted {number}: tag howdeepseek +one"])
    assert "one" not in tags()
    assert "later" in seeded("show", "howdeepseek").out
    assert seeded("undo").lines == [f"undone {number + 2}: revert {number}: tag howdeepseek +one"]
    assert "one" in tags()
    assert seeded("revert", str(number), "--json").json == [entry]


@pytest.mark.parametrize(
    ("number", "code", "why"),
    [("99", 4, "it is not in the log"), (str(2**70), 2, "not in the range"), ("0", 2, "0"), ("one", 2, "one")],
)
def test_what_is_no_number_of_the_log_is_refused(seeded: Callable[..., Ran], number: str, code: int, why: str) -> None:
    before = seeded("log").out
    ran = seeded("revert", number)
    assert ran.code == code
    assert why in ran.err
    assert seeded("log").out == before


def test_of_no_library_nothing_is_reverted_and_none_is_made(rl: Callable[..., Ran], tmp_path: Path) -> None:
    ran = rl("--library", "other.db", "revert", "1")
    assert (ran.code, ran.out) == (4, "")
    assert not tmp_path.joinpath("other.db").exists()
