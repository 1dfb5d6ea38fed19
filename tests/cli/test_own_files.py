"""Nothing is written in the place of what would be lost, and what is the user's is for the user alone."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from readinglist.store.sqlite import migrate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

WRITERS = [
    ("export", "--output", "{}"),
    ("matrix", "--output", "{}"),
    ("graph", "--format", "dot", "--output", "{}"),
    ("bibliography", "--format", "text", "--output", "{}"),
    ("sync", "paper.tex", "--force", "--output", "{}"),
    ("backup", "--force", "{}"),
]
OWN = ["library.db", "library.db-wal", "library.db-shm", "library.db-journal", "library.db-rewriting"]


@pytest.fixture
def project(rl: Callable[..., Ran], tmp_path: Path) -> Callable[..., Ran]:
    """A library that is open elsewhere, so that SQLite's files stand beside it, and a document."""
    assert rl("add", "--title", "A", "--date", "2020", "--key", "a2020").code == 0
    tmp_path.joinpath("paper.tex").write_text(r"\cite{a2020}")
    tmp_path.joinpath("below").mkdir()
    tmp_path.joinpath("other").symlink_to(tmp_path)
    tmp_path.joinpath("link.bib").symlink_to(tmp_path / "library.db")
    tmp_path.joinpath("hard.bib").hardlink_to(tmp_path / "library.db")
    return rl


def _integrity(library: Path) -> object:
    with closing(sqlite3.connect(library)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone(), connection.execute(
            "SELECT key FROM source"
        ).fetchall()


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer[0])
@pytest.mark.parametrize(
    "target",
    [*OWN, *(f"below/../{name}" for name in OWN), *(f"other/{name}" for name in OWN), "link.bib", "hard.bib"],
)
def test_nothing_is_written_over_the_library_however_it_is_called(
    writer: tuple[str, ...], target: str, project: Callable[..., Ran], tmp_path: Path
) -> None:
    ran = project(*(word.format(target) for word in writer))
    assert (ran.code, "library" in ran.err) == (2, True), ran
    assert _integrity(tmp_path / "library.db") == (("ok",), [("a2020",)])
    assert not [name for name in OWN[3:] if (tmp_path / name).exists()]


@pytest.mark.parametrize("target", ["paper.tex", "below/../paper.tex", "other/paper.tex", "alias.tex", "hard.tex"])
@pytest.mark.parametrize("writer", [("sync", "paper.tex", "--force"), ("export", "--cited", "paper.tex")])
def test_no_document_that_was_read_is_written_over(
    writer: tuple[str, ...], target: str, project: Callable[..., Ran], tmp_path: Path
) -> None:
    tmp_path.joinpath("alias.tex").symlink_to(tmp_path / "paper.tex")
    tmp_path.joinpath("hard.tex").hardlink_to(tmp_path / "paper.tex")
    ran = project(*writer, "--output", target)
    assert (ran.code, "one of the documents" in ran.err) == (2, True), ran
    assert tmp_path.joinpath("paper.tex").read_text() == r"\cite{a2020}"


def test_a_link_in_the_place_of_an_output_is_followed_and_said(project: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("refs.bib").symlink_to(tmp_path / "below/real.bib")
    ran = project("export", "--output", "refs.bib")
    assert (ran.code, f"which leads to {tmp_path / 'below/real.bib'}" in ran.err) == (0, True)
    assert "@misc{a2020" in tmp_path.joinpath("below/real.bib").read_text()
    assert tmp_path.joinpath("refs.bib").is_symlink()


def test_libraries_backups_and_copies_are_for_the_user_alone(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("library.db").unlink()
    assert rl("add", "--title", "A", "--key", "a2020").code == 0
    assert rl("backup", "copy.db").code == 0
    modes = {name: tmp_path.joinpath(name).stat().st_mode & 0o777 for name in ("library.db", "copy.db")}
    assert modes == {"library.db": 0o600, "copy.db": 0o600}


def test_the_copy_before_an_upgrade_follows_no_link_and_is_no_wider(rl: Callable[..., Ran], tmp_path: Path) -> None:
    victim = tmp_path / "profile"
    victim.write_text("mine")
    tmp_path.joinpath("library.db").unlink()
    with closing(sqlite3.connect(tmp_path / "library.db", isolation_level=None)) as connection:
        connection.create_function("folded_key", 1, str.casefold)
        for file in migrate.pending_files()[:7]:
            connection.executescript(file.read_text("utf-8"))
        connection.execute(f"PRAGMA application_id = {migrate.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 7")
    tmp_path.joinpath("library.db").chmod(0o400 | 0o200)
    tmp_path.joinpath("library.db.v7.bak").symlink_to(victim)
    assert rl("list").code == 0
    assert victim.read_text() == "mine"
    copy = tmp_path / "library.db.v7.bak2"
    assert (copy.read_bytes()[:15], copy.stat().st_mode & 0o777) == (b"SQLite format 3", 0o600)


def test_what_stands_beside_a_library_is_seen_behind_a_link_to_it_too(
    project: Callable[..., Ran], tmp_path: Path
) -> None:
    tmp_path.joinpath("below/linked.db").symlink_to(tmp_path / "library.db")
    for target in ("library.db-wal", "library.db-shm", "library.db-rewriting", "below/linked.db-wal", "library.db"):
        ran = project("-l", "below/linked.db", "export", "--output", target)
        assert (ran.code, "library" in ran.err) == (2, True), target
    assert _integrity(tmp_path / "library.db") == (("ok",), [("a2020",)])


def test_a_library_is_not_made_through_a_link_to_nothing(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("refs.db").symlink_to(tmp_path / "autostart")
    ran = rl("-l", "refs.db", "add", "--title", "A")
    assert (ran.code, "a link to a file that is not there" in ran.err) == (1, True)
    assert not tmp_path.joinpath("autostart").exists()


def test_a_library_behind_a_link_is_used_where_it_is(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("refs.db").symlink_to(tmp_path / "library.db")
    assert rl("-l", "refs.db", "add", "--title", "A", "--key", "a2020").code == 0
    assert rl("list", "--keys-only").out == "a2020\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes")
def test_a_pipe_is_no_library_and_is_not_waited_for(rl: Callable[..., Ran], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    tmp_path.joinpath("readinglist.toml").write_text('library = "pipe"')
    for arguments in (("list",), ("add", "--title", "x")):
        ran = rl("--library", str(tmp_path / "pipe"), *arguments)
        assert (ran.code, "is a pipe or a device" in ran.err) == (1, True), ran.err


@pytest.mark.parametrize(
    ("reading", "target"),
    [
        (("--reference-doc", "house.docx", "--format", "docx"), "house.docx"),
        (("--reference-doc", "house.docx", "--format", "docx"), "other/house.docx"),
        (("--style", "house.csl", "--format", "html"), "house.csl"),
        (("--template", "below", "--format", "html"), "below/bibliography.html"),
    ],
)
def test_no_bibliography_is_written_over_what_it_is_made_with(
    reading: tuple[str, ...], target: str, project: Callable[..., Ran], tmp_path: Path
) -> None:
    for name in ("house.docx", "house.csl", "below/bibliography.html"):
        tmp_path.joinpath(name).write_text("of the house")
    ran = project("bibliography", *reading, "--output", target)
    assert (ran.code, "one of the documents" in ran.err) == (2, True), ran
    assert tmp_path.joinpath(target).read_text() == "of the house"
