"""Watching: a number that rises with every change, whoever makes it and whatever becomes of the file."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from readinglist import Library
from readinglist.library import maintenance

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.store import Watch
    from tests.conftest import Ran


@pytest.fixture
def watcher(new_library: Location) -> Watch:
    return maintenance.watch(new_library)


def test_the_number_rises_with_every_command_that_changes_something(watcher: Watch, rl: Callable[..., Ran]) -> None:
    seen = [watcher.version()]
    for command in (["add", "--title", "T", "--key", "a"], ["tag", "a", "+x"], ["undo"], ["redo"], ["note", "a", "n"]):
        assert rl(*command).code == 0
        seen.append(watcher.version())
    assert seen == sorted(set(seen))


def test_what_another_connection_that_stays_open_commits_is_seen(watcher: Watch, library: Location) -> None:
    with closing(sqlite3.connect(library.path, isolation_level=None)) as connection:
        seen = [watcher.version()]
        for number in range(5):
            connection.execute("INSERT INTO claim_number VALUES (?, 1)", (f"k{number}",))
            seen.append(watcher.version())
    assert seen == sorted(set(seen))


def test_the_number_stays_where_nothing_is_changed(watcher: Watch, rl: Callable[..., Ran]) -> None:
    rl("add", "--title", "T", "--key", "a")
    number = watcher.version()
    for command in (["list"], ["tag", "a", "+x", "--dry-run"], ["show", "a"], ["show", "nothing"]):
        rl(*command)
    assert watcher.version() == number


def test_a_library_that_is_made_later_and_removed_again_is_seen(watcher: Watch, new_library: Location) -> None:
    first = watcher.version()
    assert not new_library.path.exists()
    maintenance.init(new_library)
    made = watcher.version()
    for path in new_library.path.parent.glob("library.db*"):
        path.unlink()
    gone = watcher.version()
    maintenance.init(new_library)
    assert first < made < gone < watcher.version()


def test_another_file_in_the_place_of_the_library_is_seen_and_what_comes_after_too(
    watcher: Watch, library: Location, tmp_path: Path
) -> None:
    Library(library.path).add("@misc{a, title = {A}}")
    before = watcher.version()
    maintenance.backup(library, tmp_path / "copy.db")
    assert watcher.version() == before
    (tmp_path / "copy.db").replace(library.path)
    replaced = watcher.version()
    assert replaced > before
    Library(library.path).tag("a", "x")
    assert watcher.version() > replaced


def test_what_is_no_library_is_watched_as_a_file(watcher: Watch, new_library: Location) -> None:
    first = watcher.version()
    new_library.path.write_text("This is no library.")
    other = watcher.version()
    assert watcher.version() == other > first
    new_library.path.unlink()
    new_library.path.mkdir()
    assert watcher.version() > other


def test_all_that_was_written_is_in_the_file_while_somebody_watches_it(watcher: Watch, library: Location) -> None:
    watcher.version()
    Library(library.path).add("@misc{a, title = {A}}")
    watcher.version()
    beside = library.path.with_name("library.db-wal")
    assert not beside.exists() or beside.stat().st_size == 0


def test_any_thread_may_ask(watcher: Watch, library: Location) -> None:
    seen: list[int] = []
    watcher.version()
    Library(library.path).add("@misc{a, title = {A}}")
    threads = [threading.Thread(target=lambda: seen.append(watcher.version())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 1
