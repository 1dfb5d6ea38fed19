from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from readinglist.formats import bibtex
from readinglist.library import lookup
from readinglist.store.sqlite import database, fulltext_index, migrate, undo, write
from readinglist.util import package_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.model.record import Record


@pytest.fixture
def library(new_library: Location) -> Location:
    """Nothing yet: that a file is made, and how, is what is tested here."""
    return new_library


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Let a later version of the program come out, with one more migration."""
    folder = tmp_path / "db"

    def release(script: str) -> None:
        shutil.copytree(package_data.folder("db"), folder)
        number = migrate.latest() + 1
        folder.joinpath("migrations", f"{number:04}_later.sql").write_text(script, "utf-8")
        monkeypatch.setattr(package_data, "folder", lambda _name: folder)
        migrate.pending_files.cache_clear()

    yield release
    monkeypatch.undo()
    migrate.pending_files.cache_clear()


_LATER_INDEXES = (
    "ix_source_type ix_source_venue ix_source_year ix_source_priority ix_source_added ix_source_changed ix_link_relation "
    "ix_evidence_stance ix_contributor_role"
).split()
_FULLTEXT_OF_0_1_0 = (
    "CREATE VIRTUAL TABLE fulltext USING fts5(key, title, people, venue, abstract, notes, quotes, tags,"
    " tokenize = 'unicode61 remove_diacritics 2')"
)


def _make_older(connection: sqlite3.Connection, version: int) -> None:
    """Let a library be of an earlier version, without the columns that came later."""
    connection.execute("ALTER TABLE rewriting DROP COLUMN seal")
    for table in ("source", "note", "claim", "evidence", "operation"):
        connection.execute(f"ALTER TABLE {table} DROP COLUMN uid")
    connection.execute("DROP TABLE latecomer")
    connection.execute("DROP INDEX ix_operation_place")
    connection.execute("ALTER TABLE link DROP COLUMN added")
    for column in ("author", "base", "place"):
        connection.execute(f"ALTER TABLE operation DROP COLUMN {column}")
    for table in ("counterpart", "attachment_words", "attachment_page", "attachment_text", "attachment"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("DROP INDEX ix_source_text_sha256")
    for table, column in (
        ("source_text", "sha256"),
        ("claim", "sha256"),
        ("evidence", "sha256"),
        ("note", "highlight"),
    ):
        connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    for name in _LATER_INDEXES:
        connection.execute(f"DROP INDEX {name}")
    connection.execute("DROP TABLE fulltext")
    connection.execute(_FULLTEXT_OF_0_1_0)
    connection.execute(f"PRAGMA user_version = {version}")


def add(library: Location, record: Record) -> None:
    with write.operation(library.path, "add") as opened:
        opened.add([record])


def test_an_older_library_is_upgraded_in_place_with_a_copy_kept(
    library: Location, attention: Record, later: Callable[[str], None]
) -> None:
    add(library, attention)
    before = lookup.records(library)
    old = migrate.latest()
    later("CREATE TABLE opinion (id INTEGER PRIMARY KEY, words TEXT);\nCREATE INDEX ix_opinion ON opinion (words);\n")
    assert lookup.records(library) == before
    with closing(sqlite3.connect(library.path)) as connection:
        assert migrate.version(connection) == old + 1
        assert connection.execute("SELECT count(*) FROM opinion").fetchone() == (0,)
    copy = library.path.with_name(f"{library.path.name}.v{old}.bak")
    with closing(sqlite3.connect(copy)) as connection:
        assert migrate.version(connection) == old
        assert connection.execute("SELECT key FROM source").fetchall() == [(attention.key,)]


def test_a_migration_that_fails_leaves_the_library_as_it_was(
    library: Location, attention: Record, later: Callable[[str], None]
) -> None:
    add(library, attention)
    old = migrate.latest()
    later("CREATE TABLE opinion (id INTEGER PRIMARY KEY);\nINSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(Exception, match="nowhere"):
        lookup.records(library)
    with closing(sqlite3.connect(library.path)) as connection:
        assert migrate.version(connection) == old
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'opinion'").fetchone()


def test_upgrading_twice_does_nothing(library: Location) -> None:
    database.ready_for_writing(library.path)
    with closing(sqlite3.connect(library.path, isolation_level=None)) as connection:
        assert migrate.upgrade(connection, library.path) == 0
    assert not list(library.path.parent.glob("*.bak"))


def test_the_file_says_whose_it_is(library: Location) -> None:
    database.ready_for_writing(library.path)
    with closing(sqlite3.connect(library.path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (migrate.APPLICATION_ID,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_keys_of_an_older_library_are_found_in_either_encoding(library: Location, attention: Record) -> None:
    add(library, replace(attention, key="Mu\u0308ller", aliases=("Mo\u0308ller",)))
    with closing(sqlite3.connect(library.path, isolation_level=None)) as connection:
        connection.execute("UPDATE source SET key_folded = 'mu\u0308ller'")
        connection.execute("UPDATE alias SET key_folded = 'mo\u0308ller'")
        _make_older(connection, 5)
    assert lookup.show(library, ["m\u00fcller"]) == lookup.show(library, ["M\u00f6ller"])


def test_children_in_an_older_library_get_the_dates_of_their_parents(library: Location) -> None:
    parent = bibtex.build("par", "book", [("title", "{P}"), ("date", "{2007-05}")])
    add(library, parent)
    add(library, bibtex.build("child", "inbook", [("title", "{C}"), ("crossref", "{PAR}")]))
    with closing(sqlite3.connect(library.path, isolation_level=None)) as connection:
        connection.execute("UPDATE source SET date = '', year = NULL WHERE key = 'child'")
        _make_older(connection, 6)
    assert [record.date for record in lookup.show(library, ["child", "par"])] == ["2007-05", "2007-05"]


def test_words_of_an_older_library_are_found_and_undo_reaches_back_before_the_upgrade(
    library: Location, attention: Record, muller: Record
) -> None:
    add(library, attention)
    add(library, muller)
    with write.operation(library.path, "edit") as opened:
        old = opened.record(2)
        opened.save([(2, old, replace(old, tags=("\u00d8stergaard",)))])
    with write.operation(library.path, "rm") as opened:
        opened.remove([1])
    with closing(sqlite3.connect(library.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        _make_older(connection, 7)
    assert [hit.key for hit in lookup.find(library, "ostergaard", 5)] == [muller.key]
    assert [record.key for record in lookup.records(library, "author:mull")] == [muller.key]
    assert len(undo.undo(library.path, 2)) == 2
    assert lookup.count(library, "title:attention") == 1
    assert lookup.find(library, "ostergaard", 5) == []
    assert len(undo.redo(library.path, 2)) == 2
    assert (lookup.count(library, "title:attention"), lookup.count(library, "tag:\u00f8stergaard")) == (0, 1)


def test_sources_of_an_older_library_come_by_when_they_were_added(library: Location) -> None:
    for key, year in (("first", 2020), ("second", 2022), ("third", 2021), ("fourth", 2022)):
        add(library, replace(bibtex.build(key, "misc", []), added=f"{year}-01-01T00:00:00Z"))
    with closing(sqlite3.connect(library.path, isolation_level=None)) as connection:
        _make_older(connection, 10)
        connection.execute("DROP TABLE fulltext")
        connection.execute(fulltext_index.TABLE)
    assert [source.key for source in lookup.summaries(library)] == ["first", "third", "second", "fourth"]
