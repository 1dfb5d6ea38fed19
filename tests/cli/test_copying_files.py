"""Files of sources with a backup and with an export."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests import pdfs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


@pytest.fixture
def kept(rl: Callable[..., Ran], tmp_path: Path) -> Path:
    """Add a source with a paper and notes, and one with a linked file; return the folder of files."""
    for key in ("doe2026", "roe2025"):
        assert rl("add", "--title", f"Of {key}", "--key", key, "--type", "misc").code == 0
    tmp_path.joinpath("paper.pdf").write_bytes(pdfs.made(["The price of errors."]))
    tmp_path.joinpath("more.txt").write_text("More.", "utf-8")
    tmp_path.joinpath("linked.pdf").write_bytes(pdfs.made(["Elsewhere."]))
    assert rl("attach", "doe2026", "paper.pdf", "more.txt").code == 0
    assert rl("attach", "roe2025", "linked.pdf", "--link").code == 0
    return tmp_path / "library.db.files"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("**/*")) if folder.exists() else []


def test_a_backup_with_files_is_a_library_with_its_files(rl: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    ran = rl("backup", "safe/copy.db", "--with-files")
    assert ran.code == 1  # as without files, the folder of the copy must be there
    assert not tmp_path.joinpath("safe").exists()
    ran = rl("backup", "copy.db", "--with-files")
    assert ran.lines == ["copy.db"]
    assert "copied 2 files." in ran.err
    assert "1 attachment that is linked stays where it is." in ran.err
    assert names(tmp_path / "copy.db.files") == ["doe2026.pdf", "doe2026.txt"]
    opened = rl("--library", "copy.db", "attachments", "--json").json
    assert [one["there"] for one in opened] == [True, True, True]
    assert opened[0]["file"].endswith("copy.db.files/doe2026.pdf")
    assert kept.exists()


def test_a_library_is_restored_from_its_backup_by_copying_both_back(
    rl: Callable[..., Ran], kept: Path, tmp_path: Path
) -> None:
    rl("backup", "copy.db", "--with-files")
    shutil.rmtree(kept)
    for name in ("library.db", "library.db-wal", "library.db-shm"):
        tmp_path.joinpath(name).unlink(missing_ok=True)
    shutil.copy(tmp_path / "copy.db", tmp_path / "library.db")
    shutil.copytree(tmp_path / "copy.db.files", kept)
    assert rl("doctor").code == 0
    assert rl("search", "price", "--in", "text", "-k").lines == ["doe2026"]
    assert [one["there"] for one in rl("attachments", "--json").json] == [True, True, True]


def test_a_second_backup_copies_only_what_changed(rl: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    rl("backup", "copy.db", "--with-files")
    assert rl("backup", "copy.db", "--with-files").code == 4
    assert "copied 0 files." in rl("backup", "copy.db", "--with-files", "--force").err
    kept.joinpath("doe2026.txt").write_text("More and more.", "utf-8")
    assert "would copy 1 file." in rl("backup", "copy.db", "--with-files", "--force", "--dry-run").err
    assert "copied 1 file." in rl("backup", "copy.db", "--with-files", "--force").err
    assert tmp_path.joinpath("copy.db.files", "doe2026.txt").read_text("utf-8") == "More and more."
    kept.joinpath("doe2026.txt").write_text("Again.", "utf-8")
    tmp_path.joinpath("copy.db").unlink()
    assert rl("backup", "copy.db", "--with-files").code == 4  # a file of another content stands there
    assert not tmp_path.joinpath("copy.db").exists()


def test_what_is_gone_is_said_and_stops_nothing(rl: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    kept.joinpath("doe2026.txt").unlink()
    ran = rl("backup", "copy.db", "--with-files")
    assert (ran.code, "attachment 2 of doe2026 is not copied" in ran.err) == (0, True)
    ran = rl("export", "--attachments", "out")
    assert (ran.code, "attachment 2 of doe2026 is not copied" in ran.err) == (0, True)
    assert names(tmp_path / "out") == ["doe2026.pdf", "roe2025.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="rights are those of POSIX")
def test_copies_are_for_the_user_alone(rl: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    rl("backup", "copy.db", "--with-files")
    rl("export", "--attachments", "out")
    for folder in (tmp_path / "copy.db.files", tmp_path / "out"):
        assert {path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())} == {0}
    assert kept.exists()


def test_no_link_in_the_folder_of_a_backup_is_written_through(
    rl: Callable[..., Ran], kept: Path, tmp_path: Path
) -> None:
    tmp_path.joinpath("copy.db.files").mkdir()
    tmp_path.joinpath("victim").write_text("Mine.", "utf-8")
    tmp_path.joinpath("copy.db.files", "doe2026.pdf").symlink_to(tmp_path / "victim")
    assert rl("backup", "copy.db", "--with-files", "--force").code == 4
    assert tmp_path.joinpath("victim").read_text("utf-8") == "Mine."
    assert kept.exists()


def test_an_export_comes_with_the_files_of_what_is_exported(rl: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    ran = rl("export", "doe", "--output", "out.bib", "--attachments", "out")
    assert (ran.code, "2 files in out." in ran.err) == (0, True)
    assert names(tmp_path / "out") == ["doe2026.pdf", "doe2026.txt"]
    assert "file" not in tmp_path.joinpath("out.bib").read_text("utf-8")
    assert str(kept) not in tmp_path.joinpath("out.bib").read_text("utf-8")
    tmp_path.joinpath("out", "doe2026.txt").write_text("Mine.", "utf-8")
    assert rl("export", "--attachments", "out").code == 0
    assert names(tmp_path / "out") == ["doe2026-2.txt", "doe2026.pdf", "doe2026.txt", "roe2025.pdf"]
    assert tmp_path.joinpath("out", "doe2026.txt").read_text("utf-8") == "Mine."
    assert rl("export", "--attachments", "out").code == 0
    assert len(names(tmp_path / "out")) == 4
    assert rl("export", "--attachments", "").code == 2


def test_a_library_makes_no_export_copy_a_file_of_its_choice(
    rl: Callable[..., Ran], kept: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(pdfs.made(["Nobody's business."]))
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.execute("UPDATE attachment SET path = ?, linked = 1 WHERE number = 1", (str(secret),))
        connection.execute("UPDATE attachment SET path = '../secret.pdf' WHERE number = 2")
        connection.commit()
    ran = rl("export", "--attachments", "out")
    assert names(tmp_path / "out") == []
    assert "was changed" in ran.err
    assert rl("backup", "copy.db", "--with-files").code == 0
    assert names(tmp_path / "copy.db.files") == []
    assert kept.exists()


def test_what_is_not_there_is_not_named_among_copies(rl: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    kept.joinpath("doe2026.pdf").unlink()
    ran = rl("export", "--with-files", "--attachments", "out/files", "-o", "out/refs.bib")
    assert (ran.code, "is not copied" in ran.err) == (0, True)
    assert str(tmp_path) not in tmp_path.joinpath("out/refs.bib").read_text("utf-8")
