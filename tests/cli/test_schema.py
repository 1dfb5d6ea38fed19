"""What `doctor` says of a file that is not as this program makes one, and what of it `--fix` makes again."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_undoing import tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

# What was done to a file, and where that is found.
MENDED = {
    "ALTER TABLE link DROP COLUMN added": "link.added",
    "DROP INDEX ix_operation_place; ALTER TABLE operation DROP COLUMN place": "operation.place",
    "ALTER TABLE note DROP COLUMN uid": "note.uid",
    "ALTER TABLE operation DROP COLUMN base": "operation.base",
    "DROP TABLE latecomer": "latecomer",
    "DROP TABLE macro": "macro",
    "DROP TABLE broken": "broken",
    "DROP TABLE fulltext": "fulltext",
    "DROP TABLE fulltext; CREATE VIRTUAL TABLE fulltext USING fts5(key, title)": "fulltext",
    "DROP INDEX ix_tag_source": "ix_tag_source",
}
# Of a table, what its definition has and what it is made to have; where that is found, and a part of what is said.
OTHERWISE = (
    ("note", "public BOOLEAN", "public TEXT", "note.public", "is TEXT NOT NULL, and should be BOOLEAN NOT NULL"),
    ("source", "title VARCHAR NOT NULL", "title VARCHAR", "source.title", "should be VARCHAR NOT NULL"),
    ("operation", "author VARCHAR DEFAULT ''", "author VARCHAR DEFAULT 'me'", "operation.author", "DEFAULT 'me'"),
    ("mark", "at VARCHAR", "at INTEGER", "mark.at", "is INTEGER"),
    ("alias", "UNIQUE (key_folded)", "UNIQUE (key_folded, id)", "alias", "(key_folded) is there once only"),
    ("mark", "UNIQUE (source_id, name)", "UNIQUE (source_id)", "mark", "as no library's does"),
    (
        "tag",
        ", \n  FOREIGN KEY(source_id) REFERENCES source (id)",
        "",
        "tag",
        "the source that source_id names is there",
    ),
    ("tag", "name VARCHAR NOT NULL", "name VARCHAR NOT NULL CHECK (length(name) < 99)", "tag", "has CHECK"),
    ("tag", "name VARCHAR NOT NULL", "name VARCHAR COLLATE NOCASE NOT NULL", "tag", "has COLLATE"),
    ("link", "REFERENCES source (id)", "REFERENCES source (id) ON DELETE CASCADE", "link", "has CASCADE"),
)
BESIDE = {
    "CREATE TABLE mine (x)": "mine",
    "ALTER TABLE source ADD COLUMN mine TEXT": "source.mine",
    "CREATE UNIQUE INDEX mine ON source (title, id)": "mine",
}


def change(path: Path, script: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def remake(path: Path, table: str, was: str, becomes: str) -> None:
    """Make a table again with another definition, with its rows."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA legacy_alter_table = ON")
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        indexes = connection.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = 'index' AND sql > ''", (table,)
        )
        others = [index for (index,) in indexes]
        changed = " ".join(sql.split()).replace(" ".join(was.split()), becomes)
        assert changed != " ".join(sql.split())
        connection.execute(f'ALTER TABLE "{table}" RENAME TO former')
        connection.execute(changed)
        connection.execute(f'INSERT INTO "{table}" SELECT * FROM former')
        connection.execute("DROP TABLE former")
        for index in others:
            connection.execute(index)
        connection.commit()


def found(ran: Ran) -> list[tuple[str, str, bool]]:
    return [(one["where"], one["message"], one["fixable"]) for one in ran.json if one["kind"] in ("schema", "lacking")]


@pytest.mark.parametrize("script", MENDED)
def test_what_a_file_lacks_is_named_and_made_again(script: str, seeded: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    assert found(seeded("doctor", "--json")) == []
    before = tables(path)
    change(path, script)
    said = {where: fixable for where, _, fixable in found(seeded("doctor", "--json"))}
    assert said[MENDED[script]]
    assert all(said.values())
    tried = seeded("doctor", "--fix", "--dry-run")
    assert (MENDED[script] in tried.err, len(found(seeded("doctor", "--json")))) == (True, len(said))
    assert MENDED[script] in seeded("doctor", "--fix").err
    assert found(seeded("doctor", "--json")) == []
    after = tables(path)
    assert {name: len(rows) for name, rows in after.items()} == {name: len(rows) for name, rows in before.items()}
    assert {after[name] == before[name] for name in ("source", "field", "words")} == {True}
    assert seeded("tag", "vaswani2017attention", "+x").code == 0
    assert seeded("undo").code == 0


@pytest.mark.parametrize(("table", "was", "becomes", "where", "words"), OTHERWISE)
def test_a_table_that_is_defined_otherwise_is_named_and_left_alone(
    table: str, was: str, becomes: str, where: str, words: str, seeded: Callable[..., Ran], tmp_path: Path
) -> None:
    remake(tmp_path / "library.db", table, was, becomes)
    said = found(seeded("doctor", "--json"))
    assert (where, False) in {(place, fixable) for place, _, fixable in said}
    assert words in " ".join(message for _, message, _ in said)
    assert "import that into a new library" in said[0][1]
    seeded("doctor", "--fix")
    assert found(seeded("doctor", "--json")) == said


@pytest.mark.parametrize("script", BESIDE)
def test_what_is_none_of_a_librarys_is_named_and_left_alone(
    script: str, seeded: Callable[..., Ran], tmp_path: Path
) -> None:
    change(tmp_path / "library.db", script)
    seeded("doctor", "--fix")
    assert [(where, fixable) for where, _, fixable in found(seeded("doctor", "--json"))] == [(BESIDE[script], False)]


def test_a_column_whose_values_are_gone_is_named_and_not_made_up(seeded: Callable[..., Ran], tmp_path: Path) -> None:
    change(tmp_path / "library.db", "ALTER TABLE source DROP COLUMN why")
    for command in (["doctor"], ["doctor", "--fix"]):
        ran = seeded(*command)
        assert ran.code == 10
        assert "source.why: the file lacks this column; restore a backup" in ran.out


def test_a_statistic_of_sqlite_is_no_fault(seeded: Callable[..., Ran], tmp_path: Path) -> None:
    change(tmp_path / "library.db", "ANALYZE")
    assert found(seeded("doctor", "--json")) == []
