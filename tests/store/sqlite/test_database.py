from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from readinglist import errors
from readinglist.formats import bibtex
from readinglist.library import lookup
from readinglist.library.imports import add
from readinglist.library.imports.read import Input
from readinglist.library.location import Location
from readinglist.store import tables
from readinglist.store.errors import FullDisk, LockedLibrary, MissingFolder, NewerLibrary, NotALibrary
from readinglist.store.sqlite import columns, database, migrate, snapshot, write

if TYPE_CHECKING:
    from pathlib import Path

    from readinglist.model.record import Record


def fill(path: Path, *records: Record) -> None:
    with write.operation(path, "add") as opened:
        opened.add(records)


def sources(path: Path) -> int:
    return lookup.count(Location.at(path))


@pytest.fixture
def library(new_library: Location) -> Location:
    """Nothing yet: that a file is made, and how, is what is tested here."""
    return new_library


def test_a_missing_file_reads_as_an_empty_library_and_is_not_made(library: Location) -> None:
    assert sources(library.path) == 0
    assert not library.path.exists()


def test_a_file_of_text_is_no_library_and_is_not_touched(tmp_path: Path, attention: Record) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"These are my notes.\n" * 50)
    before = path.read_bytes()
    with pytest.raises(NotALibrary, match="is not an SQLite file"):
        sources(path)
    with pytest.raises(NotALibrary):
        fill(path, attention)
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_not_touched(tmp_path: Path, attention: Record) -> None:
    path = tmp_path / "zotero.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE items (id INTEGER)")
        connection.commit()
    before = path.read_bytes()
    for use in (lambda: sources(path), lambda: fill(path, attention)):
        with pytest.raises(NotALibrary, match="another program"):
            use()
    assert path.read_bytes() == before


def test_a_newer_library_is_refused_with_both_versions_named(library: Location, attention: Record) -> None:
    fill(library.path, attention)
    with closing(sqlite3.connect(library.path)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    for use in (lambda: sources(library.path), lambda: fill(library.path, attention)):
        with pytest.raises(NewerLibrary, match="9999"):
            use()


def test_a_damaged_header_is_said_to_be_no_library(tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 200)
    with pytest.raises(errors.LibraryError, match=r"cut\.db"):
        sources(path)


def test_a_missing_folder_is_named(tmp_path: Path, attention: Record) -> None:
    path = tmp_path / "no" / "such" / "library.db"
    with pytest.raises(MissingFolder, match="no/such"):
        sources(path)
    with pytest.raises(MissingFolder):
        fill(path, attention)
    assert not path.parent.exists()


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(NotALibrary, match="folder"):
        sources(tmp_path)


def test_a_locked_library_is_said_to_be_locked(
    library: Location, attention: Record, mixtral: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library.path, attention)
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedLibrary, match="another process"):
            fill(library.path, mixtral)
        assert sources(library.path) == 1
    fill(library.path, mixtral)
    assert sources(library.path) == 2


# Root may write everywhere; without these two capabilities it is bound by the rights of files as its owner is.
BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


def run_bound(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*BOUND, sys.executable, "-m", "readinglist", "--library", str(path), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.skipif(bool(BOUND) and not shutil.which("setpriv"), reason="root without setpriv is bound by no rights")
def test_a_library_that_may_not_be_written_is_read_but_not_changed(tmp_path: Path, attention: Record) -> None:
    path = tmp_path / "library.db"
    fill(path, attention)
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        listed = run_bound(path, "list", "--keys-only")
        written = run_bound(path, "tag", attention.key, "+x")
    finally:
        tmp_path.chmod(0o755)
    assert (listed.returncode, listed.stdout) == (0, f"{attention.key}\n"), listed.stderr
    assert written.returncode == 1
    assert "cannot be written" in written.stderr
    assert "Traceback" not in written.stderr


def test_a_full_disk_is_said_to_be_full_and_nothing_is_half_done(library: Location, attention: Record) -> None:
    fill(library.path, attention)
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "from readinglist.cli import main\n"
        "main(sys.argv[1:])\n"
    )
    big = library.path.with_name("big.bib")
    big.write_text("".join(f"@misc{{k{n}, title = {{{'word ' * 200}{n}}}}}\n" for n in range(2000)))
    command = [sys.executable, "-c", script, "--library", str(library.path), "import", str(big)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 1, ran.stderr
    assert "Traceback" not in ran.stderr
    assert sources(library.path) == 1
    with database.reading(library.path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _add_many(path: Path, name: str) -> None:
    for number in range(20):
        fill(path, bibtex.build(f"{name}{number}", "misc", [("title", f"{{{name} {number}}}")]))


def test_two_processes_may_write_at_once(library: Location) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_add_many, args=(library.path, name)) for name in ("left", "right")]
    for process in writers:
        process.start()
    for process in writers:
        process.join()
    assert [process.exitcode for process in writers] == [0, 0]
    assert sources(library.path) == 40


def test_a_process_killed_in_the_middle_of_an_import_leaves_nothing_half_done(
    library: Location, attention: Record
) -> None:
    fill(library.path, attention)
    script = (
        "import os, signal, sys\n"
        "from readinglist.formats import bibtex\n"
        "from readinglist.library.location import Location\n"
        "from readinglist.library.imports import add\n"
        "from readinglist.library.imports.read import Input\n"
        "def items():\n"
        "    for n in range(5000):\n"
        "        if n == 4000: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        yield bibtex.build(f'k{n}', 'misc', [('title', f'{{Title {n}}}')])\n"
        "add.add(Location.at(sys.argv[1]), [Input('x', items())])\n"
    )
    ran = subprocess.run([sys.executable, "-c", script, str(library.path)], check=False)
    assert ran.returncode == -signal.SIGKILL
    assert [record.key for record in lookup.records(library)] == [attention.key]
    report = add.add(library, [Input("x", [bibtex.build("after", "misc", [("title", "{After}")])])])
    assert report.counts["added"] == 1


def test_the_snapshot_of_the_schema_is_what_the_tables_say() -> None:
    shipped = migrate.pending_files()[0].parent.parent.joinpath("schema.sql")
    assert shipped.read_text("utf-8") == snapshot.schema(), "run: make schema"


def test_the_columns_of_the_writer_are_those_of_the_tables() -> None:
    found: dict[str, object] = {}
    exec(snapshot.columns(), found)  # noqa: S102 - our own text
    for name in ("COLUMNS", "FLAGS", "WITH_UID", "CHILDREN"):
        assert getattr(columns, name) == found[name], "run: make schema"


def test_the_migrations_make_the_schema_of_the_snapshot(library: Location) -> None:
    with closing(sqlite3.connect(library.path, isolation_level=None)) as connection:
        connection.executescript(migrate.pending_files()[0].read_text("utf-8") + "PRAGMA user_version = 1;")
        assert migrate.upgrade(connection, None) == migrate.latest() - 1
        with closing(sqlite3.connect(":memory:")) as fresh:
            fresh.executescript(snapshot.schema())
            assert _schema(connection) == _schema(fresh)


def test_a_new_library_is_made_by_the_schema_and_is_of_the_newest_version(library: Location) -> None:
    database.ready_for_writing(library.path)
    with closing(sqlite3.connect(library.path)) as connection, closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(snapshot.schema())
        assert _schema(connection) == _schema(fresh)
        assert migrate.version(connection) == migrate.latest()


def _schema(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: " ".join(sql.split()) for name, sql in rows}


def test_every_logged_table_can_be_replayed() -> None:
    assert {str(model.__tablename__) for model in tables.LOGGED} == database.NOTED


@pytest.mark.parametrize("name", ["SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"])
def test_every_way_of_sqlite_to_run_out_of_room_is_a_full_disk(tmp_path: Path, name: str) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = name
    assert isinstance(database.in_our_words(error, tmp_path), FullDisk)


def _with_room_for(size: int, *words: str) -> subprocess.CompletedProcess[str]:
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
        "from readinglist.cli import main\n"
        "main(sys.argv[1:])\n"
    )
    return subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=False)


def test_a_library_is_read_on_a_full_disk(library: Location, attention: Record) -> None:
    fill(library.path, attention)
    ran = _with_room_for(100, "--library", str(library.path), "list", "--count")
    assert (ran.returncode, ran.stdout) == (0, "1\n"), ran.stderr


def test_a_library_that_a_full_disk_does_not_let_be_made_is_told_so(tmp_path: Path) -> None:
    ran = _with_room_for(40_000, "--library", str(tmp_path / "new.db"), "init")
    assert ran.returncode == 1
    assert ran.stderr.endswith("could not be written because the disk is full; nothing was changed.\n")


def test_a_library_may_lie_under_a_name_that_means_something_in_an_address(tmp_path: Path, attention: Record) -> None:
    path = tmp_path / "a?mode=memory#b%20c ü.db"
    fill(path, attention)
    assert sources(path) == 1
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".db"] == [path.name]


def test_ctrl_c_while_sqlite_calls_back_is_no_damage(library: Location, attention: Record) -> None:
    fill(library.path, attention)

    def stopped() -> int:
        raise KeyboardInterrupt

    def count() -> None:
        with database.reading(library.path) as connection:
            connection.set_progress_handler(stopped, 1)
            connection.execute("SELECT count(*) FROM source").fetchall()

    with pytest.raises(KeyboardInterrupt):
        count()
