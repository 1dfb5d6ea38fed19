"""What the log says of each kind of change: a frozen sample, made by the writer of version 0.1.0."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

FROZEN = Path(__file__).with_name("log_of_0_1_0.json")
ENTRIES = """@string{pr = {Physical Review}}
@book{whole, title = {The Whole}, editor = {Roe, Ann}, date = {2019-05}, publisher = {P}}
@inbook{part, title = {A Part}, author = {Doe, Jane and Müller, J{\\"o}rg}, crossref = {whole}, keywords = {a, b/c}}
@article{paper, title = {{DNA} Models}, author = {Doe, Jane}, journal = pr, year = 2020, month = may, doi = {10.1000/xyz}}
@article{twin, title = {DNA Models}, author = {Doe, J.}, journal = {Phys. Rev.}, year = {2021}, note = {x}}
@misc{other, title = {Other}, ids = {older}}
"""
COMMANDS = (
    ("import", "-", "--tag", "new"),
    ("tag", "paper", "+x", "+y/z"),
    ("tag", "paper", "-x", "+X2"),
    ("tag", "--where", "tag:new", "+all", "-new"),
    ("note", "paper", "first thought", "--quote", "a quote", "--locator", "p. 3"),
    ("note", "paper", "second", "--public"),
    ("note", "paper", "--edit", "1", "changed thought", "--public"),
    ("note", "paper", "--remove", "2"),
    ("set", "paper", "title=New Title", "year=2022", "volume=3"),
    ("set", "paper", "author=Roe, Ann and {A Body}", "isbn=9780306406157"),
    ("unset", "paper", "doi", "volume"),
    ("link", "paper", "cites", "other"),
    ("link", "paper", "supports", "whole"),
    ("unlink", "paper", "cites", "other"),
    ("queue", "paper", "--why", "because", "--via", "other", "--priority", "5"),
    ("start", "paper"),
    ("done", "paper"),
    ("drop", "other"),
    ("rename", "paper", "renamed"),
    ("rename", "whole", "book"),
    ("claim", "renamed", "It is so.", "--quote", "so it is", "--locator", "p. 1"),
    ("claim", "renamed", "It is not.", "--verdict", "doubtful"),
    ("evidence", "renamed#c1", "supports", "twin", "--quote", "yes", "--locator", "p. 2"),
    ("evidence", "renamed#c1", "contradicts", "other"),
    ("text", "twin", "-"),
    ("set", "book", "date=2018"),
    ("rekey", "--pattern", "[auth]:[year]", "twin"),
    ("merge", "renamed", "twin"),
    ("add", "--title", "Added", "--author", "Poe, E.", "--tag", "t", "--key", "added"),
    ("rm", "other", "--yes"),
    ("rm", "book", "--yes"),
    ("undo", "2"),
    ("redo",),
)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def logged(rl: Callable[..., Ran], path: Path) -> list[Any]:
    """Return the log after the commands: each operation with its changes in an order of their own, times aside."""
    for command in COMMANDS:
        ran = rl(*command, input={"import": ENTRIES, "text": "yes\n\fno\n"}.get(command[0], ""))
        assert ran.code == 0, (command, ran.err)
    with closing(sqlite3.connect(path)) as connection:
        operations = connection.execute("SELECT id, summary, state FROM operation ORDER BY id").fetchall()
        return [
            [summary, state, sorted(_changes(connection, number), key=str)] for number, summary, state in operations
        ]


def _changes(connection: sqlite3.Connection, operation: int) -> list[Any]:
    rows = connection.execute(
        "SELECT kind, table_name, first_id, last_id, before, after FROM change WHERE operation_id = ?", (operation,)
    )
    return [change for row in rows if (change := _masked([*row[:4], *map(_without_times, row[4:])]))]


def _without_times(text: str | None) -> Any:  # noqa: ANN401 - JSON
    return json.loads(TIME.sub("T", text or "null"))


def _masked(change: list[Any]) -> list[Any]:
    """Return a change without times that became others, and names that are random; nothing where it is no more than that.

    Two operations of a test may fall into one second, or not.
    """
    kind, *_, before, after = change
    later = ("uid", "sha256", "highlight", "added") if change[1] == "link" else ("uid", "sha256", "highlight")
    for name in later if before else ():  # which 0.1.0 had not
        before.pop(name, None)
    if kind != "update":
        return change
    moved = [name for name in before if before[name] != after[name]]
    return [*change[:4], *({name: values[name] for name in moved} for values in (before, after))] if moved else []


def test_the_log_is_that_of_version_0_1_0(rl: Callable[..., Ran], tmp_path: Path) -> None:
    assert logged(rl, tmp_path / "library.db") == json.loads(FROZEN.read_text("utf-8"))
