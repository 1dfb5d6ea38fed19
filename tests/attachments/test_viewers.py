"""Which program shows a file, and what is never opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from readinglist import errors
from readinglist.attachments import viewers
from readinglist.attachments.errors import NotShownHere

PAPER = Path("/papers/{page} and {file}; rm -rf x.pdf")


@pytest.mark.parametrize(
    ("program", "command"),
    [
        ("zathura", ("zathura", "--page=7", str(PAPER))),
        ("/usr/bin/okular", ("/usr/bin/okular", "--page", "7", str(PAPER))),
        ("mupdf", ("mupdf", str(PAPER), "7")),
        ("firefox", ("firefox", f"{PAPER.as_uri()}#page=7")),
    ],
)
def test_a_known_program_is_told_the_page(program: str, command: tuple[str, ...]) -> None:
    assert viewers.call(PAPER, 7, program=program) == (command, True)


def test_a_program_that_is_not_known_gets_the_file_alone() -> None:
    assert viewers.call(PAPER, 7, program="lookat") == (("lookat", str(PAPER)), False)
    assert viewers.call(Path("/a.epub"), 7, program="okular") == (("okular", "/a.epub"), False)


def test_a_template_is_parted_before_it_is_filled_and_filled_once() -> None:
    assert viewers.call(PAPER, 7, "see -p {page} '{file}'") == (("see", "-p", "7", str(PAPER)), True)
    assert viewers.call(PAPER, None, "see {file}") == (("see", str(PAPER)), False)


@pytest.mark.parametrize("template", ["see", "see 'x", "{file}"])
def test_a_template_that_names_no_file_is_refused(template: str) -> None:
    with pytest.raises(errors.InvalidValue, match=r"files\.open"):
        viewers.call(PAPER, 7, template)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("paper.pdf.desktop", b"[Desktop Entry]\nExec=rm"),
        ("paper.pdf", b"MZ\x90\x00 a program"),
        ("paper.pdf", b"#!/bin/sh\nrm"),
        ("paper.sh", b"#!/bin/sh\nrm"),
        ("paper.html.exe", b"<html>"),
        ("paper.jar", b"PK\x03\x04 a.class"),
        ("paper.app", b"%PDF-1.4"),
        ("paper.py", b"print()"),
    ],
)
def test_what_might_be_run_is_not_opened(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NotShownHere):
        viewers.check(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b"%PDF-1.4"), ("a.html", b"<html>"), ("a.txt", b"words"), ("a.csv", b"1,2"), ("a.xlsx", b"PK\x03\x04")],
)
def test_documents_are_opened(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    viewers.check(path)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "-x", "https://a b", "http://a\x1b[0m", ""]
)
def test_only_addresses_of_the_web_are_opened(address: str) -> None:
    with pytest.raises(errors.InvalidValue):
        viewers.call_for_address(address)
