"""Documents and library are in step wherever a rename of both, or its undoing, was killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

ROOT = Path(__file__).parents[2]


def _killed(folder: Path, move: str) -> list[dict[str, Any]]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.kills", str(folder), move],
        cwd=ROOT,
        env={**os.environ, "XDG_STATE_HOME": str(folder / "state")},
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@pytest.mark.parametrize(
    ("move", "before", "after"), [("rename", "old2020", "new2020"), ("undo", "new2020", "old2020")]
)
def test_library_and_documents_are_in_step_wherever_it_is_killed(
    move: str, before: str, after: str, tmp_path: Path
) -> None:
    runs = _killed(tmp_path, move)
    assert [run["killed"] for run in runs] == [True] * (len(runs) - 1) + [False]
    for run in runs:
        assert run["documents"] == run["library"] * 2, run
        assert not run["intent"], run
    assert [run["library"] for run in (runs[0], runs[-1])] == [[before], [after]]
    halfway = [run for run in runs if run["told"]]
    assert len(halfway) > 5  # between the first document and the library
    assert all("was taken back in" in run["told"][0] and run["library"] == [before] for run in halfway)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_what_was_cut_off_can_still_be_undone_or_done_again(tmp_path: Path) -> None:
    for run in _killed(tmp_path, "undo"):
        assert run["after"] == (["old2020"] if run["library"] == ["new2020"] else ["new2020"]), run
        assert run["documents after"] == run["after"] * 2, run


@pytest.fixture
def cut_off(rl: Callable[..., Ran], tmp_path: Path) -> Callable[..., Ran]:
    """A library with a source, and a document that cites it."""
    tmp_path.joinpath("paper.tex").write_text(r"\cite{old2020}")
    assert rl("add", "--title", "Old", "--key", "old2020").code == 0
    return rl


def test_an_intent_that_somebody_else_put_beside_the_library_is_not_believed(
    cut_off: Callable[..., Ran], tmp_path: Path
) -> None:
    victim = tmp_path / "profile"
    victim.write_text("mine")
    document = ["L3RtcA==", "bWluZQ==", "dGhlaXJz"]
    body = json.dumps({"receipt": [1, "done", ""], "documents": [document]})
    intent = tmp_path / "library.db-rewriting"
    for seal in ("", ":", "00:00", "x"):
        intent.write_text(json.dumps({"intent": body, "seal": seal}))
        assert cut_off("list").code == 0
        assert victim.read_text() == "mine"
        assert cut_off("tag", "old2020", "+x").code == 0
        assert victim.read_text() == "mine"


@pytest.mark.parametrize("junk", [b"", b"\xff", b"{}", b"[]", b"null", b'{"intent": 1, "seal": 2}', b"[" * 100_000])
def test_junk_beside_the_library_harms_nothing(junk: bytes, cut_off: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("library.db-rewriting").write_bytes(junk)
    assert cut_off("tag", "old2020", "+x").code == 0
    assert cut_off("rename", "old2020", "new2020", "--rewrite", "paper.tex").code == 0
    assert not tmp_path.joinpath("library.db-rewriting").exists()
    assert tmp_path.joinpath("paper.tex").read_text() == r"\cite{new2020}"
