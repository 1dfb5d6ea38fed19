"""An operation can be called again: an engine that takes it back and tries it anew leaves the same library, log and answer."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from readinglist import library as package
from readinglist import store
from tests.cli.test_undoing import WRITES, full, state, typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.store import Writer
    from tests.conftest import Ran
    from tests.services import Services

__all__ = ["full", "state"]

T = TypeVar("T")
ROOT = Path(package.__file__).parent
# What no two runs have alike: times, and names that are random.
CHANGING = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\b[0-9a-f]{32,64}\b")
# Who opens a transaction without a body that can be called again, and why.
OPENING = {
    "operation.py": "the caller of the Python API holds it open",
    "imports/add.py": "what is imported may come from a stream, which is read once",
}
# Who reads the clock: what is asked of services, before anything is written.
TELLING = {"files/web.py", "online/add.py", "online/pasted.py", "online/session.py", "output/packet.py"}


@pytest.fixture
def twice(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let each operation be tried and taken back before it is done; returns what was."""
    tried: list[str] = []
    perform = store.perform

    def again(path: Path, summary: str, body: Callable[[Writer], T], *, dry_run: bool = False, into: int = 0) -> T:
        with store.operation(path, summary, dry_run=True, into=into) as opened:
            body(opened)
        tried.append(summary)
        return perform(path, summary, body, dry_run=dry_run, into=into)

    monkeypatch.setattr(store, "perform", again)
    return tried


def masked(held: dict[str, object]) -> dict[str, object]:
    return {
        name: sorted(CHANGING.sub("", row) for row in rows) if isinstance(rows, list) else rows
        for name, rows in held.items()
    }


def run(
    full: Callable[..., Ran], state: Callable[[], dict[str, object]], command: list[str]
) -> tuple[Ran, dict[str, object]]:
    ran = full(*command)
    return ran, masked(state())


@pytest.mark.parametrize("command", WRITES, ids=" ".join)
def test_an_operation_that_is_called_twice_does_what_it_does_once(
    command: list[str],
    full: Callable[..., Ran],
    state: Callable[[], dict[str, object]],
    services: Services,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> None:
    with closing(
        sqlite3.connect(tmp_path / "library.db")
    ) as connection:  # else its times may be that of the operation, or not
        connection.execute("UPDATE source SET changed = '2020-01-01T00:00:00Z'")
        connection.commit()
    command = typed(command, services)
    before = tmp_path_factory.mktemp("before")
    shutil.copytree(tmp_path, before, dirs_exist_ok=True)
    once = run(full, state, command)
    for path in tmp_path.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(before, tmp_path, dirs_exist_ok=True)
    tried: list[str] = request.getfixturevalue("twice")
    assert run(full, state, command) == once
    assert once[0].code == 0
    assert tried or command[0] in ("add", "import")


def test_all_but_a_few_hand_over_a_body_that_can_be_called_again() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if re.search(r"^ *with .*\boperation\(", path.read_text("utf-8"), re.MULTILINE)
    }
    assert found == set(OPENING)


def test_what_is_written_reads_no_clock_but_that_of_its_operation() -> None:
    found = {str(p.relative_to(ROOT)) for p in ROOT.rglob("*.py") if re.search(r"\bnow\(\)", p.read_text("utf-8"))}
    assert found == TELLING
