"""A library that somebody else made can be read and shown without harm, whatever stands in its tables."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_undoing import fill

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked

EVIL = "\x1b]0;PWN\x07\x1b[2J\x9b31m\u202e\u2066\x00\r\x85"
# What would command a terminal. A line end is what ends a line, and a tab stands between columns.
CONTROL = {
    *map(chr, range(32)),
    *map(chr, range(127, 160)),
    *"\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2069",
} - {"\n", "\t"}
KEPT = ("key_folded", "table_name", "kind", "fingerprint", "state", "folded", "before", "after", "status")

COMMANDS = (
    """
list|list -k|list --json|list --format {key}{title}{author}{tags}|list --sort title|search measure|search measure -k|search measure --json
show s1|show s1 --json|show s1 --bibtex|show s1 --with-origins|tags|tags --json|claims|claims --json|quotes verify|quotes verify --json
gaps|gaps --json|matrix|matrix --json|matrix --format csv|matrix --format markdown|matrix --format html|graph|graph --json
graph --format mermaid|graph --format svg|trace s1|trace s1 --json|impact s1|impact s1 --json|next|next --json|queue|queue --json
cite s1|cite s1 --format html|bibliography|bibliography --format html|bibliography --format latex|bibliography --format typst|bibliography --format text
export --format csl-json|export --format json|check paper.tex|check paper.tex --json|check paper.tex --format github|cited s1 paper.tex
log|log --json|config|doctor|doctor --json|duplicates|duplicates --json|undo --dry-run|rekey --dry-run|merge --all --dry-run
tag s1 +x --dry-run|rename s1 s9 --rewrite paper.tex --dry-run|edit --dry-run s1|rm s1 --dry-run --yes|resolve --all --dry-run --offline
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


def _poison(library: Path, columns: Callable[[str], bool]) -> None:
    """Append what no text should hold to every text of the library."""
    with closing(sqlite3.connect(library)) as connection:
        connection.create_function("folded_key", 1, str)
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' AND name NOT LIKE 'fulltext%'"
            " AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        for (table,) in tables:
            for _, name, kind, *_ in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
                if kind == "VARCHAR" and columns(name):
                    connection.execute(
                        f'UPDATE "{table}" SET "{name}" = "{name}" || ? WHERE "{name}" IS NOT NULL', (EVIL,)
                    )
        connection.commit()


@pytest.fixture
def poisoned(stocked: Stocked, tmp_path: Path) -> Callable[..., Ran]:
    run = stocked("full", fill)
    tmp_path.joinpath("paper.tex").write_text(r"\cite{s1,nothing}")
    _poison(tmp_path / "library.db", lambda name: name not in KEPT)
    return run


@pytest.mark.parametrize("command", COMMANDS)
def test_no_control_character_of_a_library_reaches_a_terminal(command: str, poisoned: Callable[..., Ran]) -> None:
    ran = poisoned(*command.split())
    assert "Traceback" not in ran.err
    assert "the program failed" not in ran.err, ran.err
    printed = ran.out.replace("\r\n", "\n") if "csv" in command else ran.out  # RFC 4180
    assert not CONTROL & set(printed), sorted(map(hex, map(ord, CONTROL & set(printed))))
    assert not CONTROL & set(ran.err), sorted(map(hex, map(ord, CONTROL & set(ran.err))))


@pytest.mark.parametrize(
    "command", [*COMMANDS, "undo", "undo 99", "redo", "doctor --fix", "export", "export --verbatim"]
)
def test_a_library_with_junk_in_every_text_is_a_sentence_at_worst(
    command: str, stocked: Stocked, tmp_path: Path
) -> None:
    run = stocked("full", fill)
    tmp_path.joinpath("paper.tex").write_text(r"\cite{s1,nothing}")
    _poison(tmp_path / "library.db", lambda _name: True)
    ran = run(*command.split())
    assert "Traceback" not in ran.err
    assert "the program failed" not in ran.err, ran.err
