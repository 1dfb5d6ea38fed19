"""The store is a port: SQLite's way gives all that it names and nothing beside, and nobody else knows of it."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from readinglist import store
from readinglist.store.sqlite.reader import SqliteReader
from readinglist.store.sqlite.write import SqliteWriter
from readinglist.store.sqlite.write_rows import RowWriter

PACKAGE = Path(store.__file__).parent.parent
OUTSIDE = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "store")
SQL = re.compile(r"\s*(?:SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|BEGIN|WITH)\s+[A-Za-z_(*\"]")


def members(kind: type) -> dict[str, Any]:
    """Return the public methods and properties of a class and of what it is made of."""
    own = {name: value for one in kind.__mro__ for name, value in vars(one).items() if one.__module__ != "typing"}
    return {name: getattr(kind, name) for name, value in own.items() if not name.startswith("_") and is_told(value)}


def is_told(value: object) -> bool:
    return inspect.isfunction(value) or isinstance(value, property)


def form(member: Any) -> tuple[str | None, list[str]]:  # noqa: ANN401
    """Return what a member says of itself, and how it is called; what it returns is for the type checker."""
    function: Any = member.fget if isinstance(member, property) else member
    parameters = inspect.signature(function).parameters.values()
    return inspect.getdoc(function), [str(parameter).replace("files.", "") for parameter in parameters]


def test_sqlite_answers_exactly_what_the_port_asks() -> None:
    asked, answered = members(store.Reader), members(SqliteReader)
    assert {name: form(member) for name, member in answered.items()} == {
        name: form(member) for name, member in asked.items()
    }


def test_sqlite_is_told_all_that_the_port_tells() -> None:
    told, known = members(store.Writer), members(SqliteWriter)
    assert {name: form(known[name]) for name in told} == {name: form(member) for name, member in told.items()}
    assert set(known) - set(told) == set(members(RowWriter)) - set(members(SqliteReader)) | {"finish"}


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_outside_the_store_knows_its_engine(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom | ast.Import):
            modules = {node.module or ""} if isinstance(node, ast.ImportFrom) else {alias.name for alias in node.names}
            assert not {name for name in modules if re.match(r"sqlite3|readinglist\.store\.sqlite", name)}, path
        if isinstance(node, ast.Name | ast.arg | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.arg if isinstance(node, ast.arg) else node.attr
            assert name not in ("connection", "cursor", "rowid"), f"{path}:{node.lineno}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not SQL.match(node.value), f"{path}:{node.lineno} holds SQL"
