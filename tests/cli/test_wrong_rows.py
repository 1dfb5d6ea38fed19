"""A library in whose tables stands what this program never writes is a sentence that names the library, at worst."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.test_undoing import fill

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked

BLOB, HUGE = b"\xff\x00x", 2**63 - 1
WRONG = [
    ("source", "title", None),
    ("source", "title", BLOB),
    ("source", "date", "0000-99-99/1.2"),
    ("source", "year", "MMXX"),
    ("source", "priority", HUGE),
    ("source", "status", "lost"),
    ("source", "added", "yesterday"),
    ("source", "type", None),
    ("field", "raw", None),
    ("field", "plain", BLOB),
    ("contributor", "family", BLOB),
    ("identifier", "scheme", "zebra"),
    ("identifier", "value", None),
    ("link", "relation", "eats"),
    ("link", "target_id", HUGE),
    ("note", "number", "first"),
    ("claim", "former", None),
    ("claim", "state", "nowhere"),
    ("claim", "source_id", HUGE),
    ("evidence", "stance", "doubts"),
    ("evidence", "claim_id", HUGE),
    ("operation", "at", 12),
    ("operation", "state", BLOB),
    ("origin", "at", None),
]
READS = [
    ["list"],
    ["list", "--json"],
    ["search", "measure"],
    ["show", "s1"],
    ["claims", "--json"],
    ["matrix"],
    ["graph", "--format", "svg"],
    ["trace", "s1"],
    ["duplicates", "--json"],
    ["export", "--format", "csl-json"],
    ["bibliography", "--format", "latex"],
    ["log"],
    ["undo", "3", "--dry-run"],
    ["doctor"],
]


def _write(library: Path, table: str, column: str, value: object) -> None:
    """Put a value into every row of a table, made again without what its schema says against it."""
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("PRAGMA legacy_alter_table = ON")
        connection.executescript(
            f'CREATE TABLE made AS SELECT * FROM "{table}"; DROP TABLE "{table}"; ALTER TABLE made RENAME TO "{table}"'
        )
        connection.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))
        connection.commit()


@pytest.mark.parametrize(("table", "column", "value"), WRONG)
def test_a_wrong_value_in_a_library_is_never_a_fault_of_the_program(
    table: str,
    column: str,
    value: object,
    stocked: Stocked,
    tmp_path: Path,
) -> None:
    run = stocked("full", fill)
    _write(tmp_path / "library.db", table, column, value)
    for command in READS:
        ran = run(*command)
        assert "the program failed" not in ran.err, command
        assert "Traceback" not in ran.err, command


@pytest.mark.parametrize(
    ("table", "column", "value", "command"),
    [
        ("evidence", "stance", "doubts", ["matrix"]),
        ("operation", "at", 12, ["log"]),
        ("identifier", "scheme", "zebra", ["duplicates"]),
    ],
)
def test_what_stops_a_command_is_named_with_its_library(
    table: str, column: str, value: object, command: list[str], stocked: Stocked, tmp_path: Path
) -> None:
    run = stocked("full", fill)
    _write(tmp_path / "library.db", table, column, value)
    ran = run(*command)
    assert ran.code == 1
    assert f"{tmp_path / 'library.db'} cannot be read as a library: {table} 1: its {column} '{value}'" in ran.err


def test_doctor_names_a_word_that_no_library_holds(stocked: Stocked, tmp_path: Path) -> None:
    run = stocked("full", fill)
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.execute("UPDATE source SET status = 'lost'")
        connection.commit()
    ran = run("doctor")
    assert ran.code == 10
    assert "its status 'lost' is none of inbox, queued, reading, read, dropped" in ran.out


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON tag BEGIN DELETE FROM source; END",
        "CREATE TRIGGER t AFTER UPDATE ON operation BEGIN SELECT randomblob(1); END",
        "DROP TABLE note; CREATE VIEW note AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
        "DROP TABLE fulltext; CREATE VIEW fulltext AS SELECT 1",
        "DROP TABLE mark; CREATE VIRTUAL TABLE mark USING fts5(source_id, name, detail, at)",
        "ALTER TABLE tag ADD COLUMN wide TEXT AS (zeroblob(900000000))",
    ],
)
@pytest.mark.parametrize("command", [["list"], ["show", "s1"], ["tag", "s1", "+x"], ["undo"]])
def test_a_library_whose_tables_act_is_refused(
    statement: str, command: list[str], stocked: Stocked, tmp_path: Path
) -> None:
    run = stocked("full", fill)
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.executescript(statement)
    ran = run(*command)
    assert ran.code == 1
    assert "which no library of this program has" in ran.err


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE source DROP COLUMN why",
        "ALTER TABLE claim DROP COLUMN statement",
        "DROP TABLE evidence",
        "DROP TABLE fulltext",
        "ALTER TABLE operation RENAME COLUMN at TO moment",
    ],
)
def test_a_library_that_lacks_a_part_is_a_sentence(statement: str, stocked: Stocked, tmp_path: Path) -> None:
    run = stocked("full", fill)
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.executescript(statement)
    for command in READS:
        ran = run(*command)
        assert "the program failed" not in ran.err, command
    ran = run("doctor")
    assert "cannot be read as a library" in ran.err or "the file lacks this" in ran.out


def test_tables_and_views_of_the_users_own_do_no_harm(stocked: Stocked, tmp_path: Path) -> None:
    run = stocked("full", fill)
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.executescript("CREATE TABLE mine (a); CREATE VIEW recent AS SELECT key FROM source")
    assert run("list").code == 0


CHANGES: list[dict[str, Any]] = [
    {"before": "no JSON"},
    {"before": "[1, 2]"},
    {"before": '"text"'},
    {"before": "{}"},
    {"before": json.dumps({'x" = 1; --': 1})},
    {"before": json.dumps({"title": {"a": [1]}})},
    {"before": json.dumps({"priority": 10**30})},
    {"before": "[" * 100_000},
    {"before": json.dumps({"key_folded": None})},
    {"table_name": "sqlite_master"},
    {"table_name": "operation"},
    {"table_name": BLOB},
    {"kind": "explode"},
    {"kind": "delete", "before": "[[1]]"},
    {"kind": "delete", "before": '{"id": 1, "no": 2}'},
    {"kind": "insert", "first_id": -HUGE, "last_id": HUGE, "table_name": "tag"},
    {"kind": "insert", "first_id": -HUGE, "last_id": HUGE, "table_name": "mark"},
    {"kind": "update", "first_id": -HUGE, "last_id": HUGE},
    {"first_id": "one", "last_id": None},
    {"first_id": BLOB},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: json.dumps(change, default=str)[:50])
def test_undo_of_a_log_that_somebody_else_wrote_is_a_sentence_at_worst(
    change: dict[str, Any], stocked: Stocked, tmp_path: Path
) -> None:
    run = stocked("full", fill)
    run("set", "s1", "title=Another")
    for column, value in change.items():
        _write(tmp_path / "library.db", "change", column, value)
    for command in (["log"], ["undo", "--dry-run"], ["undo", "2"], ["redo"], ["list"]):
        ran = run(*command)
        assert "the program failed" not in ran.err, command
        assert "Traceback" not in ran.err, command


@pytest.mark.parametrize("field", ["crossref", "xdata", "related", "xref"])
def test_entries_that_inherit_in_a_circle_or_through_thousands_are_read(
    field: str, rl: Callable[..., Ran], tmp_path: Path
) -> None:
    chain = "".join(f"@misc{{k{n}, {field} = {{k{n + 1}}}}}\n" for n in range(1500))
    circle = f"@misc{{a, {field} = {{b}}}}\n@misc{{b, {field} = {{a}}}}\n@misc{{own, {field} = {{own}}}}\n"
    tmp_path.joinpath("chain.bib").write_text(chain + circle)
    commands = [["list"], ["show", "k0", "own"], ["export", "--resolve-crossref"], ["cite", "own", "--format", "text"]]
    for command in (["import", "chain.bib"], *commands, ["graph"], ["export", "--format", "csl-json"], ["doctor"]):
        ran = rl(*command)
        assert "the program failed" not in ran.err, command


def test_links_in_a_circle_are_drawn_and_traced(rl: Callable[..., Ran], tmp_path: Path) -> None:
    keys = [f"k{n}" for n in range(60)]
    tmp_path.joinpath("many.bib").write_text("".join(f"@misc{{{key}, title = {{{key}}}}}\n" for key in keys))
    rl("import", "many.bib")
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.execute("INSERT INTO link (source_id, relation, target_id) SELECT id, 'cites', id FROM source")
        connection.execute(
            "INSERT INTO link (source_id, relation, target_id) SELECT id, 'supports', id % 60 + 1 FROM source"
        )
        connection.execute("UPDATE source SET via_id = id % 60 + 1, status = 'queued'")
        connection.commit()
    for command in (
        ["graph"],
        ["graph", "--format", "svg"],
        ["trace", "k0"],
        ["impact", "k0"],
        ["queue"],
        ["show", "k0"],
    ):
        ran = rl(*command)
        assert ran.code == 0, (command, ran.err)
