"""The texts of a source's files on the screen, in a pipe and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import pdfs
from tests.fulltext.test_zipped import docx, epub, zipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


@pytest.fixture
def shelved(rl: Callable[..., Ran], tmp_path: Path) -> Callable[..., Ran]:
    rl("add", "--title", "One", "--key", "doe2026")
    tmp_path.joinpath("paper.pdf").write_bytes(
        pdfs.made(["First page.", "Second page."], labels="0 << /S /D /St 113 >>")
    )
    rl("attach", "doe2026", "paper.pdf")
    return rl


def test_the_text_of_a_file_goes_into_a_pipe_unchanged(shelved: Callable[..., Ran]) -> None:
    assert shelved("text", "doe2026").out == "First page.\fSecond page."


def test_of_several_texts_all_are_shown_or_the_one_that_is_meant(shelved: Callable[..., Ran]) -> None:
    shelved("text", "doe2026", "-", "--pages", "7-", input="By itself.\n")
    assert shelved("text", "doe2026").out == "By itself.\n\fFirst page.\fSecond page."
    assert shelved("text", "doe2026", "--attachment", "1").out == "First page.\fSecond page."
    assert shelved("text", "doe2026", "--page", "114").out == "Second page."
    assert shelved("text", "doe2026", "--page", "7").out == "By itself.\n"
    assert shelved("text", "doe2026", "--json").json == {
        "key": "doe2026",
        "name": "stdin",
        "pages": "7-",
        "labels": ["7"],
        "text": "By itself.\n",
        "attachment": None,
        "more": [
            {
                "name": "paper.pdf",
                "pages": "",
                "labels": ["113", "114"],
                "text": "First page.\fSecond page.",
                "attachment": 1,
            }
        ],
    }


def test_a_text_that_is_not_there_is_a_sentence_that_says_why(shelved: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("table.bin").write_bytes(b"\x00\x01")
    shelved("attach", "doe2026", "table.bin")
    for arguments, message in (
        (["--page", "115"], "paper.pdf has no page 115; its pages are 113 to 114."),
        (["--attachment", "2"], "attachment 2 of doe2026 has no text: it was not read yet"),
        (["--attachment", "9"], "doe2026 has no attachment 9"),
    ):
        ran = shelved("text", "doe2026", *arguments)
        assert (ran.code, message in ran.err) == (3, True), ran.err
    assert shelved("text", "doe2026", "table.bin", "--page", "1").code == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("thesis.docx", docx("<w:p><w:r><w:t>Chalcedony is a stone.</w:t></w:r></w:p>")),
        ("book.epub", epub({"a.xhtml": "<p>Chalcedony is a stone.</p>"})),
    ],
)
def test_documents_of_word_and_books_are_read(
    shelved: Callable[..., Ran], tmp_path: Path, name: str, data: bytes
) -> None:
    tmp_path.joinpath(name).write_bytes(data)
    assert shelved("attach", "doe2026", name).lines[0].endswith("4 words")
    assert shelved("list", "text:chalcedony", "-k").lines == ["doe2026"]
    assert "Chalcedony is a stone." in shelved("text", "doe2026", "--attachment", "2").out
    shelved("detach", "doe2026", "2")
    assert shelved("text", "doe2026", name).code == 0
    assert "Chalcedony" in shelved("text", "doe2026").out
    assert tmp_path.joinpath("library.db.files", f"doe2026.{name[-4:].strip('.')}").exists()


def test_a_spreadsheet_keeps_its_suffix_and_is_no_document(shelved: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("t.xlsx").write_bytes(zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"}))
    assert "kept as doe2026.xlsx" in shelved("attach", "doe2026", "t.xlsx").out
    assert shelved("text", "doe2026", "t.xlsx").code == 6


def test_a_terminal_is_told_which_page_is_which(shelved: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readinglist.cli.shared.terminal.columns", lambda: 80)
    shelved("text", "doe2026", "-", input="By \x1b[31mitself.")
    assert shelved("text", "doe2026").out == (
        "── stdin ──\nBy itself.\n── paper.pdf, page 113 ──\nFirst page.\n── paper.pdf, page 114 ──\nSecond page.\n"
    )
