"""What changes many rows at once, taken back and done again: every table is then as it was, to the byte."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

BIB = """@article{s1, author={Müller, Jörg}, title={On the near titels of what we measure}, journal={J}, year=2010, keywords={x}}
@article{s2, author={Mueller, J.}, title={On the near titles of what we measure}, journal={J}, year=2010, doi={10.1000/s2}}
@inbook{kid, title={Kid}, author={Kidd, K}, crossref={s1}, related={s2}, year=2011}
"""
# The log itself, and how high the numbers of claims ever went: they are never given twice.
_NOT_UNDONE = ("operation", "change", "rewriting", "claim_number", "fulltext", "sqlite")


def tables(path: Path) -> dict[str, list[str]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"')))
            for name in names
            if not name.startswith(_NOT_UNDONE)
        }


@pytest.fixture
def full(shelf: Callable[..., Ran], tmp_path: Path) -> Callable[..., Ran]:
    """Two sources that look like one, with all that can hang on a source, and one that inherits."""
    assert shelf("import", "-", input=BIB).code == 0
    for key in ("s1", "s2"):
        tmp_path.joinpath("text.txt").write_text(f"Text of {key}: it suffices.", "utf-8")
        for command in (
            ("text", key, "text.txt"),
            ("note", key, f"of {key}"),
            ("note", key, "the same"),
            ("note", key, "--quote", "it suffices", "--page", "1"),
            ("claim", key, "It suffices.", "--quote", "it suffices"),
            ("claim", key, f"Claim of {key}."),
            ("evidence", f"{key}#1", "contradicts", "mueller2020"),
            ("link", key, "cites", "jiang2024mixtral"),
            ("link", "vaswani2017attention", "supports", key),
            ("queue", key, "--via", "jiang2024mixtral", "--why", f"why {key}"),
        ):
            assert shelf(*command).code == 0, command
    shelf("rename", "s2", "second")
    tmp_path.joinpath("paper.tex").write_text(r"\cite{s1,s2} \cite{second}", "utf-8")
    return shelf


@pytest.mark.parametrize(
    "command",
    [
        ("merge", "s1", "second"),
        ("merge", "second", "s1", "--prefer", "longer", "--take", "title=s1"),
        ("merge", "--all", "--above", "0.9"),
        ("rekey", "--pattern", "[auth:lower]:[year]", "--pinned"),
        ("rename", "second", "Second"),
        ("rename", "second", "S2", "--rewrite", "paper.tex"),
        ("rename", "second", "s2"),
    ],
)
def test_every_table_and_file_is_as_it_was_after_undo_and_as_it_became_after_redo(
    full: Callable[..., Ran], tmp_path: Path, command: tuple[str, ...]
) -> None:
    path, paper = tmp_path / "library.db", tmp_path / "paper.tex"
    before = tables(path), paper.read_bytes(), full("search", "suffices").out
    assert full(*command).code == 0
    after = tables(path), paper.read_bytes(), full("search", "suffices").out
    assert after[0] != before[0]
    for _ in range(2):
        assert full("undo").code == 0
        assert (tables(path), paper.read_bytes(), full("search", "suffices").out) == before
        assert full("redo").code == 0
        assert (tables(path), paper.read_bytes(), full("search", "suffices").out) == after
    assert full("check", "paper.tex").code == 0
