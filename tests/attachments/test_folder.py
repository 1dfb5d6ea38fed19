"""The library's folder of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.attachments import contents, folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "download (3).PDF"
    path.write_bytes(b"%PDF-1.7 one")
    return path


def keep(to: Path, key: str, file: Path) -> tuple[str, bool]:
    return folder.keep(to, key, file, contents.of(file))


def test_a_file_is_kept_under_its_key(paper: Path, tmp_path: Path) -> None:
    assert keep(tmp_path / "files", "doe2026", paper) == ("doe2026.pdf", True)
    assert (tmp_path / "files" / "doe2026.pdf").read_bytes() == b"%PDF-1.7 one"


def test_nothing_in_the_folder_is_written_over(paper: Path, tmp_path: Path) -> None:
    to = tmp_path / "files"
    to.mkdir()
    to.joinpath("doe2026.pdf").write_bytes(b"somebody's own")
    to.joinpath("doe2026-2.pdf").symlink_to(tmp_path / "nowhere")
    assert keep(to, "doe2026", paper) == ("doe2026-3.pdf", True)
    assert to.joinpath("doe2026.pdf").read_bytes() == b"somebody's own"
    assert not (tmp_path / "nowhere").exists()


def test_a_file_that_is_there_is_taken_as_it_is(paper: Path, tmp_path: Path) -> None:
    keep(tmp_path / "files", "doe2026", paper)
    assert keep(tmp_path / "files", "doe2026", paper) == ("doe2026.pdf", False)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("doe:2026/a", "doe_2026_a.pdf"),
        ("../../etc", "_.._etc.pdf"),
        ("con", "con_.pdf"),
        ("LPT1", "LPT1_.pdf"),
        ("a\x1b[31mb", "a_[31mb.pdf"),
        ("...", "_.pdf"),
        ("Mu\u0308ller", "M\u00fcller.pdf"),
        ("界" * 100, "界" * 40 + ".pdf"),
    ],
)
def test_every_key_gives_a_name_that_every_system_takes(paper: Path, tmp_path: Path, key: str, name: str) -> None:
    assert keep(tmp_path / "files", key, paper) == (name, True)


@pytest.mark.parametrize("path", ["../up.pdf", "/etc/passwd", "a/../../b", "c:\\x", "", "a\x00b", "x:stream"])
def test_a_path_that_somebody_wrote_into_a_library_leads_nowhere_else(path: str, tmp_path: Path) -> None:
    assert not folder.is_safe(path)
    assert not folder.place(tmp_path, tmp_path / "x.db", path, linked=False).exists()


@pytest.mark.parametrize(
    ("head", "media", "kept"),
    [
        (b"%PDF-1.4", contents.PDF, ".pdf"),
        (b"junk before\n%PDF-1.4", contents.PDF, ".pdf"),
        (b"<!DOCTYPE html><p>", contents.HTML, ".html"),
        (b"words", contents.TEXT, ".dat"),
        (b"\x00\x01", contents.OTHER, ".dat"),
        (b"", contents.OTHER, ".dat"),
        (b"PK\x03\x04....mimetypeapplication/epub+zip", contents.EPUB, ".epub"),
        (b"PK\x03\x04....[Content_Types].xml", contents.DOCX, ".docx"),
    ],
)
def test_what_a_file_is_stands_in_it_and_not_in_its_name(tmp_path: Path, head: bytes, media: str, kept: str) -> None:
    path = tmp_path / "file.dat"
    path.write_bytes(head)
    content = contents.of(path)
    assert (content.media, contents.suffix(path, content)) == (media, kept)
