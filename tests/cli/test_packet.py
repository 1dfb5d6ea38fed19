"""The evidence packet of an article, as an editor gets it."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, NoReturn

import pytest

from readinglist.citations import pandoc
from readinglist.citations.errors import NoPandoc
from tests.citations.test_batch import needs_pandoc

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked


def fill(run: Callable[..., Ran], _folder: Path) -> None:
    run("add", "--title", "On <b>Keys</b> & <script>alert(1)</script>", "--author", "Doe, Jane", "--key", "doe")
    run("add", "--title", "Locks", "--author", "Roe, Ann", "--key", "roe")
    run("add", "--title", "Doors", "--author", "Poe, Jo", "--key", "poe")
    run("note", "roe", "my private note")
    run(
        "claim",
        "doe",
        "Keys open <i>doors</i>",
        "--quote",
        "keys open doors",
        "--locator",
        "page 3",
        "--verdict",
        "mostly",
        "--force",
    )
    run("claim", "doe", "Nobody knows")
    run(
        "evidence",
        "doe#c1",
        "supports",
        "roe",
        "--quote",
        "<img src=x onerror=alert(1)>",
        "--locator",
        "page 7",
        "--force",
    )
    run("evidence", "doe#c1", "contradicts", "poe", "--note", "my doubt")


@pytest.fixture
def run(stocked: Stocked) -> Callable[..., Ran]:
    return stocked("two claims", fill)


def test_it_has_claims_quotes_pages_stances_verdicts_and_numbered_sources(run: Callable[..., Ran]) -> None:
    page = run("packet", "doe").out
    for said in ("Keys open &lt;i&gt;doors&lt;/i&gt;", "keys open doors", "(page 3)", "<b>Verdict:</b> mostly", "<b>supports</b>", "(page 7)",
                 "<b>contradicts</b>", "(not checked)", "No evidence yet.", 'id="roe"', "2 claims; 1 without evidence; 2 pieces of evidence"):  # fmt: skip
        assert said in page, said
    assert page.count("☐") == 1 + 2 + 2  # in the legend, for each claim, for each piece of evidence


def test_nothing_of_the_users_runs_and_nothing_private_is_in_it(run: Callable[..., Ran]) -> None:
    page = run("packet", "doe").out
    assert "<script" not in page
    assert "<img" not in page
    assert "my private note" not in page
    assert "my doubt" not in page
    assert "my doubt" in run("packet", "doe", "--notes").out
    assert "mostly" not in run("packet", "doe", "--no-verdicts").out


def test_without_pandoc_references_are_plain(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> NoReturn:
        raise NoPandoc

    monkeypatch.setattr(pandoc, "find", none)
    ran = run("packet", "doe")
    assert ran.code == 0
    assert "Ann Roe. Locks" in ran.out


def test_a_source_without_claims_and_a_file_of_no_kind_are_refused(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert "it states no claim yet" in run("packet", "roe").err
    assert run("packet", "doe", "--output", "packet.pdf").code == 2
    assert not (tmp_path / "packet.pdf").exists()
    assert run("packet", "nobody").code == 3


@needs_pandoc
def test_word_gets_the_claims_too(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("packet", "doe", "--output", "packet.docx").code == 0
    with zipfile.ZipFile(tmp_path / "packet.docx") as found:
        document = found.read("word/document.xml").decode()
    assert "Nobody knows" in document
    assert "☐" in document
    assert document.count("<w:u ") == 2  # lines to write on


@needs_pandoc
def test_in_word_links_lead_from_the_evidence_to_the_references_and_each_claim_has_its_name(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    assert run("packet", "doe", "--output", "packet.docx").code == 0
    with zipfile.ZipFile(tmp_path / "packet.docx") as found:
        document = found.read("word/document.xml").decode()
    names = re.findall(r'<w:bookmarkStart\b[^>]*w:name="([^"]*)"', document)
    assert sorted(names) == ["doe_c1", "doe_c2", "poe", "roe"]
    assert re.findall(r'w:anchor="([^"]*)"', document) == ["roe", "poe"]


@needs_pandoc
def test_in_word_a_claim_stays_on_one_page(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("packet", "doe", "--output", "packet.docx").code == 0
    with zipfile.ZipFile(tmp_path / "packet.docx") as found:
        document = found.read("word/document.xml").decode()
    assert "proofErr" not in document
    kept = {text: "<w:keepNext />" in paragraph for paragraph in re.findall(r"<w:p>.*?</w:p>", document, re.DOTALL)
            for text in ("open", "contradicts", "Nobody knows", "No evidence yet") if text in paragraph}  # fmt: skip
    assert kept == {"open": True, "contradicts": False, "Nobody knows": True, "No evidence yet": False}
