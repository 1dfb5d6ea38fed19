"""Documents and library are in step wherever a rename of both, or its undoing, was killed."""

from __future__ import annotations

import itertools
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
        listed = cut_off("list")
        assert listed.code == 0
        assert f"{intent} stays" in listed.err
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


def _renamed(rl: Callable[..., Ran], *keys: str) -> None:
    """Rename a source from one key to the next, in a document."""
    for old, new in itertools.pairwise(keys):
        assert rl("rename", old, new, "--rewrite", "paper.tex").code == 0


def test_renames_of_one_document_go_back_and_forth_together(cut_off: Callable[..., Ran], tmp_path: Path) -> None:
    _renamed(cut_off, "old2020", "b", "c", "d")
    assert cut_off("undo", "3").code == 0
    assert tmp_path.joinpath("paper.tex").read_text() == r"\cite{old2020}"
    assert cut_off("redo", "2").code == 0
    assert tmp_path.joinpath("paper.tex").read_text() == r"\cite{c}"
    assert cut_off("undo", "2").code == 0
    assert tmp_path.joinpath("paper.tex").read_text() == r"\cite{old2020}"
    assert not tmp_path.joinpath("library.db-rewriting").exists()


def test_a_document_that_was_changed_between_renames_stays_with_all_of_them(
    cut_off: Callable[..., Ran], tmp_path: Path
) -> None:
    _renamed(cut_off, "old2020", "b")
    tmp_path.joinpath("paper.tex").write_text(r"Mine. \cite{b}")
    _renamed(cut_off, "b", "c")
    ran = cut_off("undo", "2")
    assert (ran.code, "has changed since" in ran.err, "cut off" in ran.err) == (4, True, False)
    assert tmp_path.joinpath("paper.tex").read_text() == r"Mine. \cite{c}"
    assert cut_off("show", "c").code == 0
    assert cut_off("undo").code == 0
    assert tmp_path.joinpath("paper.tex").read_text() == r"Mine. \cite{b}"


def test_an_undo_that_is_refused_leaves_a_document_that_its_user_took_back(
    cut_off: Callable[..., Ran], tmp_path: Path
) -> None:
    _renamed(cut_off, "old2020", "b")
    tmp_path.joinpath("paper.tex").write_text(r"\cite{old2020}")
    assert cut_off("undo").code == 4
    assert tmp_path.joinpath("paper.tex").read_text() == r"\cite{old2020}"
    assert cut_off("undo", "--keep-files").code == 0
    tmp_path.joinpath("paper.tex").write_text(r"\cite{b}")
    assert cut_off("redo").code == 4
    assert tmp_path.joinpath("paper.tex").read_text() == r"\cite{b}"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes")
@pytest.mark.parametrize("kind", ["pipe", "link", "endless"])
def test_what_never_ends_beside_the_library_is_not_read(kind: str, cut_off: Callable[..., Ran], tmp_path: Path) -> None:
    intent = tmp_path / "library.db-rewriting"
    if kind == "pipe":
        os.mkfifo(intent)
    elif kind == "link":
        os.mkfifo(tmp_path / "pipe")
        intent.symlink_to("pipe")
    else:
        with intent.open("wb") as file:
            file.truncate(1 << 40)  # takes no room on the disk
    assert cut_off("list", "-k").out == "old2020\n"
    assert cut_off("rename", "old2020", "b", "--rewrite", "paper.tex").code == 0
    assert tmp_path.joinpath("paper.tex").read_text() == r"\cite{b}"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_file_is_attached_and_there_or_not_attached_wherever_it_is_killed(tmp_path: Path) -> None:
    runs = _killed(tmp_path, "attach")
    assert [run["killed"] for run in runs] == [True] * (len(runs) - 1) + [False]
    assert len(runs) > 10
    for run in runs:
        assert run["attached"] in ([], [True, True]), run
        assert set(run["named"]) <= {"stray"}, run
        assert run["after"] == [True, True], run
        assert run["files"] == ["old2020.md", "old2020.tex"], run  # what was left behind is taken up or removed
        assert run["read"] == ["text", "text"], run
    assert any(run["named"] for run in runs)
