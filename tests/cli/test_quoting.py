"""Quotes find their pages by themselves over all files of a source, and a page that is given is compared with where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests import pdfs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Rl = Callable[..., Ran]

MAIN = ["The price of a model is the price of its errors.", "Nobody counted the failed runs."]
SUPPLEMENT = ["Table of all runs.", "The price of a model is in euros.", "Errors were counted twice."]


@pytest.fixture
def doe(rl: Rl, tmp_path: Path) -> Rl:
    """A source with two files whose pages have labels."""
    rl("add", "--title", "Of Prices", "--key", "doe2026")
    tmp_path.joinpath("main.pdf").write_bytes(pdfs.made(MAIN, labels="0 << /S /D /St 113 >>"))
    tmp_path.joinpath("supplement.pdf").write_bytes(pdfs.made(SUPPLEMENT, labels="0 << /S /r >>"))
    assert rl("attach", "doe2026", "main.pdf", "supplement.pdf").code == 0
    return rl


def note(rl: Rl) -> dict[str, Any]:
    found: dict[str, Any] = rl("show", "doe2026", "--json").json[0]["notes"][-1]
    return found


@pytest.mark.parametrize(
    ("quote", "locator"),
    [
        ("the failed runs", "page 114"),
        ("Errors were counted", "page iii"),
        ("in euros", "page ii"),
        ("The price of a model", "page 113"),
    ],
)
def test_a_quote_of_a_note_gets_its_page_in_whichever_file_has_it(doe: Rl, quote: str, locator: str) -> None:
    ran = doe("note", "doe2026", "--quote", quote)
    assert (ran.code, note(doe)["locator"]) == (0, locator)
    assert f"quote found on {locator}." in ran.err


def test_a_page_that_is_given_is_compared(doe: Rl) -> None:
    ran = doe("note", "doe2026", "--quote", "the failed runs", "--page", "113")
    assert (ran.code, "the quote is on page 114 of main.pdf, not on page 113" in ran.err) == (3, True)
    assert doe("show", "doe2026", "--json").json[0]["notes"] == []
    assert doe("note", "doe2026", "--quote", "the failed runs", "--page", "113", "--force").code == 0
    assert note(doe)["locator"] == "page 113"
    assert doe("note", "doe2026", "--quote", "The price of a model", "--page", "ii").code == 0
    assert doe("note", "doe2026", "--quote", "The price of a model", "--page", "113").code == 0
    assert doe("note", "doe2026", "--quote", "The price of a model", "--locator", "chapter 2").code == 0


@pytest.mark.parametrize(
    "command",
    [
        ["note", "doe2026", "--page", "113"],
        ["claim", "doe2026", "Runs fail.", "--page", "113"],
        ["evidence", "roe2025#c1", "supports", "doe2026", "--page", "113"],
    ],
)
def test_notes_claims_and_evidence_are_compared_alike(doe: Rl, command: list[str]) -> None:
    doe("add", "--title", "Of Runs", "--key", "roe2025")
    doe("claim", "roe2025", "Runs fail.")
    assert doe(*command, "--quote", "the failed runs").code == 3
    assert doe(*command, "--quote", "the successful runs").code == 3
    assert doe(*command, "--quote", "the failed runs", "--force").code == 0
    assert doe(*command[:-1], "114", "--quote", "the failed runs").code == 0


def test_a_quote_that_is_not_there_is_refused_in_a_note_too(doe: Rl) -> None:
    ran = doe("note", "doe2026", "--quote", "the succeeded runs")
    assert (ran.code, "does not match the text of doe2026" in ran.err) == (3, True)
    assert doe("note", "doe2026", "--quote", "the succeeded runs", "--force").code == 0
    assert note(doe)["locator"] == ""


def test_a_page_found_follows_the_quote_and_one_that_was_given_stays(doe: Rl) -> None:
    doe("note", "doe2026", "--quote", "the failed runs")
    assert doe("note", "doe2026", "--edit", "1", "--quote", "price of its errors").code == 0
    assert note(doe)["locator"] == "page 113"
    doe("note", "doe2026", "--edit", "1", "--locator", "chapter 2")
    doe("note", "doe2026", "--edit", "1", "--quote", "the failed runs")
    assert note(doe)["locator"] == "chapter 2"
    doe("claim", "doe2026", "Runs fail.", "--quote", "the failed runs")
    assert doe("claim", "doe2026#c1", "--quote", "price of its errors").code == 0
    assert doe("claims", "--json").json[0]["locator"] == "page 113"


def test_pages_that_only_count_do_not_speak_against_a_page_that_is_printed(rl: Rl, tmp_path: Path) -> None:
    rl("add", "--title", "Of Prices", "--key", "doe2026")
    tmp_path.joinpath("main.pdf").write_bytes(pdfs.made(MAIN))
    rl("attach", "doe2026", "main.pdf")
    assert rl("note", "doe2026", "--quote", "the failed runs", "--page", "114").code == 0
    assert rl("note", "doe2026", "--quote", "the failed runs", "--page", "1").code == 3


def test_a_quote_of_a_source_without_a_text_is_kept_as_it_is(rl: Rl) -> None:
    rl("add", "--title", "Of Prices", "--key", "doe2026")
    assert rl("note", "doe2026", "--quote", "anything", "--page", "3").code == 0
    assert note(rl)["locator"] == "page 3"


def test_verifying_names_the_file_that_has_a_quote(doe: Rl) -> None:
    doe("note", "doe2026", "--quote", "in euros")
    assert doe("quotes", "verify", "--all").lines[0] == (
        "doe2026 note 1: found on page ii of attachment 2 (supplement.pdf)"
    )
    (one,) = doe("quotes", "verify", "--json").json
    assert one["text"] == {"name": "supplement.pdf", "attachment": 2}


def test_the_raised_mark_of_a_note_is_no_part_of_a_word(rl: Rl, tmp_path: Path) -> None:
    rl("add", "--title", "Of Prices", "--key", "doe2026")
    runs = [pdfs.Run("Of models", y=700), pdfs.Run("12", size=7, x=72 + 60, y=704), pdfs.Run("and runs.", x=146, y=700)]
    tmp_path.joinpath("main.pdf").write_bytes(pdfs.made([runs]))
    rl("attach", "doe2026", "main.pdf")
    assert rl("note", "doe2026", "--quote", "Of models and runs").code == 0
    assert rl("search", "models", "--in", "text", "-k").lines == ["doe2026"]
    assert rl("list", "text:models", "-k").lines == ["doe2026"]
    assert rl("detach", "doe2026").code == rl("doctor").code == 0
