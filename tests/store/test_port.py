"""The store is a port: SQLite's way gives all that it names and nothing beside, and nobody else knows of it."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from readinglist.store import port
from readinglist.store.sqlite.reader import SqliteReader
from readinglist.store.sqlite.watch import SqliteWatch
from readinglist.store.sqlite.write import SqliteWriter
from readinglist.store.sqlite.write_rows import RowWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(port.__file__).parent.parent
# What reads the databases of other programs has SQL of its own.
OUTSIDE = sorted(
    path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in ("store", "managers")
)
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
    asked, answered = members(port.Reader), members(SqliteReader)
    assert {name: form(member) for name, member in answered.items()} == {
        name: form(member) for name, member in asked.items()
    }


def test_sqlite_is_told_all_that_the_port_tells() -> None:
    told, known = members(port.Writer), members(SqliteWriter)
    assert {name: form(known[name]) for name in told} == {name: form(member) for name, member in told.items()}
    assert set(known) - set(told) == set(members(RowWriter)) - set(members(SqliteReader)) | {"finish"}


def test_sqlite_watches_as_the_port_asks() -> None:
    asked, answered = members(port.Watch), members(SqliteWatch)
    assert {name: form(member) for name, member in answered.items()} == {
        name: form(member) for name, member in asked.items()
    }


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


# What is asked or told in a loop after all, and why.
LOOPS = (
    dict.fromkeys(
        (
            "library/imports/families.py: entries",
            "library/imports/families.py: keys_in_use",
        ),
        "of a generation of parents after the other",
    )
    | dict.fromkeys(
        (
            "library/edit/merge.py: ordered",
            "library/edit/merge.py: records",
            "library/output/vault.py: beside",
            "library/output/vault.py: records",
            "library/dump/write.py: beside",
            "library/dump/write.py: records",
            "library/imports/links_elsewhere.py: counterparts",
            "library/imports/links_elsewhere.py: keys_of",
            "library/imports/links_elsewhere.py: records",
            "library/imports/links_elsewhere.py: save",
            "library/imports/own_aliases.py: keys_in_use",
            "library/imports/own_aliases.py: save",
            "library/online/resolve.py: marked",
            "library/online/resolve.py: records",
            "library/online/resolve.py: texts_of",
            "library/online/session.py: present",
            "library/online/session.py: records",
        ),
        "of a page after the other, so that memory stays flat",
    )
    | dict.fromkeys(
        (
            "library/nothing_found.py: select",
            "library/online/references.py: find",
            "library/online/references.py: record",
            "library/output/check.py: beginning_with",
            "library/output/check.py: near",
        ),
        "of what was not found, which is little: a part of a query, a mistyped key, the title of a work",
    )
)


def looped(tree: ast.AST, names: set[str]) -> Iterator[tuple[str, int]]:
    """Yield the calls of a library's methods that a loop makes again and again, in comprehensions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For):
            again: list[ast.AST] = [*node.body, *node.orelse]
        elif isinstance(node, ast.While):
            again = [node.test, *node.body]
        elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp):
            again = [node.elt, *(part for one in node.generators for part in one.ifs), *node.generators[1:]]
        elif isinstance(node, ast.DictComp):
            again = [node.key, node.value, *(part for one in node.generators for part in one.ifs)]
        else:
            continue
        for call in (one for part in again for one in ast.walk(part)):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in names:
                holder = call.func.value
                name = holder.id if isinstance(holder, ast.Name) else getattr(holder, "attr", "")
                if name in ("opened", "writer"):
                    yield call.func.attr, call.lineno


def test_nothing_is_asked_or_told_in_a_loop() -> None:
    names = set(members(port.Writer))
    found = {
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in OUTSIDE
        if path.relative_to(PACKAGE).parts[0] in ("library", "cli")
        for name, _ in looped(ast.parse(path.read_text("utf-8")), names)
    }
    assert found == set(LOOPS)
