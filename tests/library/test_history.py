"""The history of a source, and an undo that takes back only what somebody saw."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from readinglist import Library
from readinglist.errors import Conflict, LibraryError, NotFound
from readinglist.library import lookup, maintenance
from readinglist.store.errors import NothingToRedo, NothingToUndo
from tests import statements

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.conftest import Ran

# Each changes the source `a` or what hangs on it.
CHANGING = (
    ["tag", "a", "+x"],
    ["tag", "a", "-x", "+y"],
    ["set", "a", "title=Another"],
    ["unset", "a", "year"],
    ["note", "a", "a thought"],
    ["note", "a", "--edit", "1", "another"],
    ["note", "a", "--remove", "1"],
    ["link", "a", "cites", "b"],
    ["link", "b", "supports", "a"],
    ["unlink", "a", "cites", "b"],
    ["queue", "a", "--via", "b"],
    ["start", "a"],
    ["claim", "a", "It is so."],
    ["evidence", "a#c1", "supports", "b"],
    ["claim", "b", "It is not."],
    ["evidence", "b#c1", "contradicts", "a"],
    ["evidence", "a#c1", "--remove", "1"],
    ["rename", "a", "c"],
    ["attach", "c", "file.txt"],
    ["detach", "c"],
)
_LOG = 'INSERT INTO change (operation_id, kind, table_name, first_id, last_id, "before") VALUES (1, ?, ?, ?, ?, ?)'
ENTRIES = "@misc{a, title={A}, year=2000}\n@misc{b, title={B}, year=2001}\n@misc{other, title={O}}\n"


def summaries(library: Location, key: str) -> list[str]:
    return [entry.summary for entry in lookup.history(library, key)]


@pytest.fixture
def changed(rl: Callable[..., Ran], tmp_path: Path) -> list[str]:
    """A library in which a source was changed in each way, with other changes between; returns what the log says of those of `a`."""
    tmp_path.joinpath("file.txt").write_text("Words.")
    assert rl("import", "-", input=ENTRIES).code == 0
    said = [lookup_log(rl)[0]]
    for command in CHANGING:
        assert rl("tag", "other", f"+t{len(said)}").code == 0
        ran = rl(*command)
        assert ran.code == 0, ran.err
        said += lookup_log(rl)[:1] if command != ["claim", "b", "It is not."] else []
    return said[::-1]


def lookup_log(rl: Callable[..., Ran]) -> list[str]:
    return [entry["summary"] for entry in rl("log", "--json").json]


def test_the_history_of_a_source_is_what_changed_it_newest_first(library: Location, changed: list[str]) -> None:
    assert summaries(library, "c") == changed
    assert summaries(library, "a") == changed  # by its former key
    assert lookup.history(library, "c", 3) == lookup.history(library, "c")[:3]


def test_what_was_undone_is_no_history_and_what_was_redone_is(library: Location, changed: list[str]) -> None:
    maintenance.undo(library, 4)
    assert summaries(library, "a") == changed[2:]
    maintenance.redo(library, 4)
    assert summaries(library, "a") == changed


def test_a_row_that_was_given_to_another_source_later_is_not_taken_for_the_first_ones(
    library: Location, rl: Callable[..., Ran]
) -> None:
    rl("import", "-", input=ENTRIES)
    rl("tag", "a", "+x")
    rl("tag", "a", "-x")
    rl("tag", "b", "+x")  # under the same id
    assert summaries(library, "a") == ["tag a -x", "tag a +x", "add stdin"]
    assert summaries(library, "b") == ["tag b +x", "add stdin"]


def test_a_source_that_has_the_id_of_one_that_was_removed_begins_with_its_own_addition(
    library: Location, rl: Callable[..., Ran]
) -> None:
    rl("add", "--title", "One", "--key", "a")
    rl("tag", "a", "+x")
    rl("rm", "a", "--yes")
    rl("add", "--title", "Two", "--key", "b")
    rl("tag", "b", "+x")
    assert len(summaries(library, "b")) == 2
    with pytest.raises(NotFound):
        lookup.history(library, "a")


def test_a_merge_is_in_the_history_of_what_stayed(library: Location, rl: Callable[..., Ran]) -> None:
    rl("import", "-", input=ENTRIES)
    rl("tag", "other", "+x")
    assert rl("merge", "a", "b").code == 0
    assert summaries(library, "a")[0].startswith("merge")
    assert summaries(library, "b") == summaries(library, "a")


def test_a_history_takes_a_fixed_number_of_statements(
    library: Location, rl: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    rl("import", "-", input=ENTRIES)
    sent = statements.watch(monkeypatch)
    counts = []
    for number in range(3):
        for place in range(number * 5):
            rl("tag", "a", f"+t{number}{place}")
        sent.clear()
        lookup.history(library, "a")
        counts.append(len(sent))
    assert len(set(counts)) == 1


def test_an_undo_takes_back_only_the_operation_that_was_seen(library: Location) -> None:
    ours = Library(library.path)
    ours.add("@misc{a, title = {A}}")
    ours.tag("a", "x")
    number = ours.log()[0].id
    ours.tag("a", "y")
    with pytest.raises(
        Conflict, match=rf"operation {number} \('tag a \+x'\) was left alone: after it came {number + 1}, 'tag a \+y'"
    ):
        maintenance.undo(library, expected=number)
    assert ours.record("a").tags == ("x", "y")
    maintenance.undo(library, expected=number + 1)
    assert [entry.id for entry in maintenance.undo(library, expected=number)] == [number]
    with pytest.raises(Conflict, match="it is undone already"):
        maintenance.undo(library, expected=number)
    with pytest.raises(Conflict, match="in the log no more"):
        maintenance.undo(library, expected=99)
    with pytest.raises(Conflict, match="in the log no more"):
        maintenance.undo(library, dry_run=True, expected=-1)


def test_a_redo_does_again_only_the_operation_that_was_seen(library: Location) -> None:
    ours = Library(library.path)
    ours.add("@misc{a, title = {A}}")
    ours.tag("a", "x")
    ours.tag("a", "y")
    number = ours.log()[0].id
    ours.undo(2)
    with pytest.raises(Conflict, match=rf"before it comes {number - 1}, 'tag a \+x'"):
        maintenance.redo(library, expected=number)
    maintenance.redo(library, expected=number - 1)
    with pytest.raises(Conflict, match="it is done already"):
        maintenance.redo(library, expected=number - 1)
    maintenance.redo(library, expected=number)
    ours.undo()
    ours.tag("a", "z")
    with pytest.raises(Conflict, match="in the log no more"):
        maintenance.redo(library, expected=number)
    assert ours.record("a").tags == ("x", "z")


def test_where_nothing_was_done_there_is_nothing_to_undo(new_library: Location) -> None:
    with pytest.raises(NothingToUndo):
        maintenance.undo(new_library, expected=1)
    with pytest.raises(NothingToRedo):
        maintenance.redo(new_library, expected=1)


@pytest.mark.parametrize("before", ["[]", "7", '"x"', "null", '{"source_id": []}', '{"source_id": 1, "uid": {}}', "{}"])
@pytest.mark.parametrize("table", ["tag", "source", "evidence", "nothing", "operation"])
def test_rows_of_the_log_that_are_none_are_passed_over(library: Location, table: str, before: str) -> None:
    Library(library.path).add("@misc{a, title = {A}, keywords = {x}}")
    whole = lookup.history(library, "a")
    with closing(sqlite3.connect(library.path, isolation_level=None)) as connection:
        row = ("delete", table, 1, 1, before)
        connection.execute(_LOG, row)
        connection.execute("UPDATE change SET operation_id = 9 WHERE id = (SELECT max(id) FROM change)")
    assert lookup.history(library, "a") == whole


def test_a_log_that_is_damaged_is_an_error_of_the_library(library: Location) -> None:
    Library(library.path).add("@misc{a, title = {A}}")
    with closing(sqlite3.connect(library.path, isolation_level=None)) as connection:
        connection.execute(_LOG, ("delete", "tag", 1, 1, "no JSON"))
    with pytest.raises(LibraryError):
        lookup.history(library, "a")
