"""A database that Zotero is writing: what is read of it is what was last finished, and nothing beside it is touched."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from readinglist.managers.zotero import copying
from readinglist.util.errors import UnreadableFile
from tests.managers.zotero.made import ZoteroFolder
from tests.managers.zotero.test_zotero import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A program that has a database for itself, as Zotero has: it changes a title, and stays until its input ends.
_OPEN = """
import sqlite3, sys
path, mode, after, cache = sys.argv[1:]
one = sqlite3.connect(path, isolation_level=None)
one.execute("PRAGMA locking_mode = EXCLUSIVE")
one.execute(f"PRAGMA journal_mode = {mode}")
one.execute(f"PRAGMA cache_size = {cache}")
one.execute("BEGIN IMMEDIATE")
one.execute("UPDATE itemDataValues SET value = 'After'")
if after == "committed":
    one.execute("COMMIT")
else:
    one.execute("UPDATE itemNotes SET note = 'half done' || note")
    one.execute("INSERT INTO itemNotes (itemID, note) SELECT itemID + 100000, hex(zeroblob(3000)) FROM itemNotes")
print("ready", flush=True)
sys.stdin.read()
"""
# One that writes without end: a transaction of two rows, which are always the same, and often from the log into the database.
_WRITING = """
import sqlite3, sys
path = sys.argv[1]
one = sqlite3.connect(path, isolation_level=None)
one.execute("PRAGMA locking_mode = EXCLUSIVE")
one.execute("PRAGMA journal_mode = WAL")
one.execute("PRAGMA wal_autocheckpoint = 20")
for number in range(3000):
    one.execute("BEGIN")
    one.execute("UPDATE itemDataValues SET value = ?", (f"T{number}" + "x" * 500,))
    one.execute("COMMIT")
    if number == 10:
        print("ready", flush=True)
"""


@contextmanager
def running(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run a script until it says that it is ready, and to its end behind the block."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        if process.stdin:
            process.stdin.close()


def made(folder: Path) -> Path:
    library = ZoteroFolder(folder / "Zotero")
    for _ in range(60):
        library.note("<p>a note</p>", library.item("book", title="Before"))
    return library.done()


def listed(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("mode", ["wal", "delete", "truncate", "persist"])
def test_what_a_running_zotero_has_finished_is_read(tmp_path: Path, mode: str) -> None:
    folder = made(tmp_path)
    with running(_OPEN, folder / "zotero.sqlite", mode, "committed", 2000):
        before = listed(folder)
        assert {record.title for record in read(folder)[0]} == {"After"}
        assert listed(folder) == before


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_what_a_running_zotero_has_only_begun_is_not(tmp_path: Path, mode: str) -> None:
    folder = made(tmp_path)
    with running(_OPEN, folder / "zotero.sqlite", mode, "begun", 5):
        before = listed(folder)
        records = read(folder)[0]
        assert {record.title for record in records} == {"Before"}
        assert {note.text for record in records for note in record.notes} == {"a note"}
        assert listed(folder) == before


def test_a_copy_taken_while_zotero_writes_is_whole_or_refused(tmp_path: Path) -> None:
    folder = made(tmp_path)
    whole = refused = 0
    with running(_WRITING, folder / "zotero.sqlite") as process:
        while process.poll() is None and whole + refused < 6:
            try:
                titles = {record.title for record in read(folder)[0]}
            except UnreadableFile as error:
                assert "close Zotero" in str(error)  # noqa: PT017 - one of two ways out
                refused += 1
            else:
                assert len(titles) == 1
                whole += 1
    assert len({record.title for record in read(folder)[0]}) == 1


def test_a_log_that_was_left_by_a_crash_is_read_too(tmp_path: Path) -> None:
    folder = made(tmp_path)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with running(_OPEN, folder / "zotero.sqlite", "wal", "committed", 2000):
        for name in ("zotero.sqlite", "zotero.sqlite-wal"):
            shutil.copyfile(folder / name, crashed / name)
    before = listed(crashed)
    assert {record.title for record in read(crashed)[0]} == {"After"}
    assert listed(crashed) == before


def test_a_database_that_changes_under_every_copy_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made(tmp_path)
    copy = shutil.copyfile
    times = []

    def touched(original: Path, target: Path) -> None:
        copy(original, target)
        times.append(original)
        with (folder / "zotero.sqlite").open("ab") as file:
            file.write(b"\x00")

    monkeypatch.setattr(shutil, "copyfile", touched)
    with pytest.raises(UnreadableFile, match="close Zotero"):
        read(folder)
    assert times.count(folder / "zotero.sqlite") == 3


def test_a_copy_can_only_be_read_and_is_gone_afterwards(tmp_path: Path) -> None:
    folder = made(tmp_path)
    with copying.opened(folder / "zotero.sqlite") as connection:
        place = connection.execute("PRAGMA database_list").fetchone()[2]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM items")
    with pytest.raises(FileNotFoundError):
        open(place, "rb")  # noqa: PTH123, SIM115 - it is not there
