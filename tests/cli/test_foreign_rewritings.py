"""A library names no file that may be written: `undo` puts back only documents that this machine rewrote."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


@pytest.fixture
def renamed(rl: Callable[..., Ran], tmp_path: Path) -> Callable[..., Ran]:
    """A library in which a source was renamed with a document."""
    tmp_path.joinpath("project").mkdir()
    tmp_path.joinpath("project/paper.tex").write_text(r"\cite{old2020}")
    assert rl("add", "--title", "Old", "--key", "old2020").code == 0
    assert rl("rename", "old2020", "new2020", "--rewrite", "project/paper.tex").code == 0
    return rl


def _forge(library: Path, **columns: object) -> None:
    """Let the library say what somebody else wants it to."""
    with closing(sqlite3.connect(library, isolation_level=None)) as connection:
        for name, value in columns.items():
            connection.execute(f"UPDATE rewriting SET {name} = ?", (value,))


def test_a_document_that_was_rewritten_here_goes_back_and_is_named(renamed: Callable[..., Ran], tmp_path: Path) -> None:
    ran = renamed("undo", "--dry-run")
    assert (ran.code, "would write" in ran.err, "project/paper.tex" in ran.err) == (0, True, True)
    ran = renamed("undo", "--json")
    assert ran.json[0]["documents"] == [str(tmp_path / "project/paper.tex")]
    assert tmp_path.joinpath("project/paper.tex").read_text() == r"\cite{old2020}"
    assert renamed("redo").code == 0
    assert tmp_path.joinpath("project/paper.tex").read_text() == r"\cite{new2020}"


def test_a_file_that_a_foreign_library_names_is_shown_and_not_written(
    renamed: Callable[..., Ran], tmp_path: Path
) -> None:
    start = tmp_path / ".bashrc"
    start.write_text("mine")
    _forge(tmp_path / "library.db", path=str(start), before=b"evil", after=b"mine")
    ran = renamed("undo", "--dry-run")
    assert (ran.code, ".bashrc was not rewritten on this machine" in ran.err) == (0, True)
    ran = renamed("undo", "--yes")
    assert (ran.code, ".bashrc was not rewritten on this machine" in ran.err) == (0, True)
    assert start.read_text() == "mine"
    assert renamed("show", "old2020").code == 0
    assert renamed("redo", "--yes").code == 0
    assert start.read_text() == "mine"


@pytest.mark.parametrize("column", ["path", "before", "after"])
def test_a_seal_holds_for_the_whole_of_what_it_was_put_on(
    column: str, renamed: Callable[..., Ran], tmp_path: Path
) -> None:
    other = tmp_path / "project/other.tex"
    other.write_bytes(b"x")
    _forge(tmp_path / "library.db", **{column: {"path": str(other)}.get(column, b"x")})
    assert renamed("undo").code == 0
    assert (other.read_bytes(), tmp_path.joinpath("project/paper.tex").read_text()) == (b"x", r"\cite{new2020}")


@pytest.mark.parametrize("seal", ["", ":", "0", "a:b", "é:é", b"\xff", 7, "0" * 32 + ":" + "0" * 64])
def test_a_seal_that_is_none_opens_nothing(seal: object, renamed: Callable[..., Ran], tmp_path: Path) -> None:
    _forge(tmp_path / "library.db", seal=seal)
    ran = renamed("undo")
    assert (ran.code in (0, 1), "Traceback" in ran.err) == (True, False)  # 1 where the seal is no text
    assert tmp_path.joinpath("project/paper.tex").read_text() == r"\cite{new2020}"


def test_on_another_machine_a_document_is_left_alone(renamed: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("state/readinglist/secret").unlink()
    assert renamed("undo").code == 0
    assert tmp_path.joinpath("project/paper.tex").read_text() == r"\cite{new2020}"


def test_a_secret_that_others_can_read_is_none(renamed: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("state/readinglist/secret").chmod(0o644)
    assert renamed("undo").code == 0
    assert tmp_path.joinpath("project/paper.tex").read_text() == r"\cite{new2020}"


def test_a_document_outside_the_working_folder_takes_a_yes(
    renamed: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.joinpath("elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    ran = renamed("undo")
    assert (ran.code, "project/paper.tex would be written" in ran.err, "--yes" in ran.err) == (2, True, True)
    assert renamed("show", "new2020").code == 0
    assert renamed("undo", "--yes").code == 0
    assert tmp_path.joinpath("project/paper.tex").read_text() == r"\cite{old2020}"


def test_without_a_state_folder_a_rename_still_rewrites(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("state").write_text("no folder")
    tmp_path.joinpath("paper.tex").write_text(r"\cite{old2020}")
    assert rl("add", "--title", "Old", "--key", "old2020").code == 0
    assert rl("rename", "old2020", "new2020", "--rewrite", "paper.tex").code == 0
    assert tmp_path.joinpath("paper.tex").read_text() == r"\cite{new2020}"
    assert not tmp_path.joinpath("library.db-rewriting").exists()
    ran = rl("undo")
    assert (ran.code, "paper.tex was not rewritten on this machine" in ran.err) == (0, True)


@pytest.mark.parametrize("how", ["link", "wide", "short", "long"])
def test_what_is_no_secret_is_replaced_and_one_that_another_program_just_made_is_kept(
    how: str, rl: Callable[..., Ran], tmp_path: Path
) -> None:
    folder = tmp_path / "state/readinglist"
    folder.mkdir(parents=True)
    victim = tmp_path / "theirs"
    victim.write_bytes(b"x" * 32)
    secret = folder / "secret"
    if how == "link":
        secret.symlink_to(victim)
    else:
        secret.write_bytes(b"x" * {"wide": 32, "short": 3, "long": 99}[how])
        secret.chmod(0o644 if how == "wide" else 0o600)
    tmp_path.joinpath("paper.tex").write_text(r"\cite{old2020}")
    assert rl("add", "--title", "Old", "--key", "old2020").code == 0
    assert rl("rename", "old2020", "new2020", "--rewrite", "paper.tex").code == 0
    made = secret.read_bytes()
    assert (len(made), made != b"x" * 32, secret.is_symlink(), victim.read_bytes()) == (32, True, False, b"x" * 32)
    assert rl("rename", "new2020", "newer2020", "--rewrite", "paper.tex").code == 0
    assert secret.read_bytes() == made
    assert rl("undo", "2").code == 0
    assert tmp_path.joinpath("paper.tex").read_text() == r"\cite{old2020}"
