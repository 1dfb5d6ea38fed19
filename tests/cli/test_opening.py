"""Opening a file at a page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests import pdfs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

PAGES = ["Preface.", "The price is the price of errors.", "The failed runs are many."]


@pytest.fixture
def shelved(rl: Callable[..., Ran], tmp_path: Path) -> Callable[..., Ran]:
    data = pdfs.made(PAGES, labels="0 << /S /r >> 1 << /S /D /St 113 >>")
    tmp_path.joinpath("paper.pdf").write_bytes(data)
    tmp_path.joinpath("more.txt").write_text("More.", "utf-8")
    rl("import", "-", input="@misc{doe2026, title={Of Doe}, doi={10.1000/doe}}")
    rl("attach", "doe2026", "more.txt", "paper.pdf")
    rl("claim", "doe2026", "Many fail.", "--quote", "failed runs are many")
    rl("note", "doe2026", "--quote", "the price of errors", "--page", "113")
    return rl


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ([], ""),
        (["--page", "i"], "i"),
        (["--page", "114"], "114"),
        (["--note", "1"], "113"),
    ],
)
def test_the_file_and_its_page_are_printed(
    shelved: Callable[..., Ran], tmp_path: Path, words: list[str], page: str
) -> None:
    place = str(tmp_path / "library.db.files" / "doe2026.pdf")
    assert shelved("open", "doe2026", *words, "--print").lines == [place, *([f"page {page}"] if page else [])]


def test_a_claim_opens_the_file_that_has_its_quote_at_its_page(shelved: Callable[..., Ran]) -> None:
    (found,) = [shelved("open", "doe2026#c1", "--print", "--json").json]
    assert (found["attachment"], found["page"], found["label"]) == (2, 3, "114")


def test_another_attachment_can_be_named(shelved: Callable[..., Ran]) -> None:
    assert shelved("open", "doe2026", "--attachment", "1", "--print").out.endswith("doe2026.txt\n")
    assert shelved("open", "doe2026", "--attachment", "9", "--print").code == 3


@pytest.mark.parametrize(
    "words", [["doe2026", "--page", "999"], ["nobody"], ["doe2026#c9"], ["doe2026", "--note", "5"]]
)
def test_what_is_not_there_is_not_opened(shelved: Callable[..., Ran], words: list[str]) -> None:
    assert shelved("open", *words, "--print").code == 3


def test_a_file_that_is_gone_is_said_to_be(shelved: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("library.db.files", "doe2026.pdf").unlink()
    ran = shelved("open", "doe2026")
    assert ran.code == 3
    assert "is not there any more" in ran.err


def test_the_address_is_opened_where_there_is_no_file(shelved: Callable[..., Ran]) -> None:
    assert shelved("open", "doe2026", "--url", "--print").lines == ["https://doi.org/10.1000/doe"]
    shelved("detach", "doe2026", "--all")
    assert shelved("open", "doe2026", "--print").lines == ["https://doi.org/10.1000/doe"]
    shelved("add", "--title", "Of Roe", "--key", "roe2025")
    assert shelved("open", "roe2025").code == 3


def test_a_program_is_started_and_goes_on_by_itself(shelved: Callable[..., Ran], tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    program = tmp_path / "okular"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{pipe}"\n', "utf-8")
    program.chmod(0o755)
    assert shelved("open", "doe2026#c1", "--with", str(program)).code == 0
    assert pipe.read_text("utf-8").splitlines() == ["--page", "3", str(tmp_path / "library.db.files" / "doe2026.pdf")]


def test_a_program_that_is_not_there_is_said_to_be_missing(shelved: Callable[..., Ran]) -> None:
    ran = shelved("open", "doe2026", "--with", "no-such-program")
    assert ran.code == 1
    assert "--with PROGRAM" in ran.err


def test_without_a_screen_the_place_is_printed(shelved: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/xdg-open")
    assert shelved("open", "doe2026#c1").out.endswith("doe2026.pdf\npage 114\n")


def test_a_library_that_somebody_made_opens_no_file_that_it_names(shelved: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("evil.desktop").write_text("[Desktop Entry]", "utf-8")
    shelved("attach", "doe2026", "evil.desktop", "--link")
    assert shelved("open", "doe2026", "--attachment", "3", "--with", "true").code == 1


def test_what_is_only_of_files_is_refused_of_an_address(shelved: Callable[..., Ran]) -> None:
    for option in (("--page", "1"), ("--attachment", "1"), ("--note", "1")):
        assert shelved("open", "doe2026", "--url", *option, "--print").code == 2
    assert shelved("open", "doe2026", "--url", "--print").lines == ["https://doi.org/10.1000/doe"]


def test_a_program_may_be_a_command_with_places(shelved: Callable[..., Ran], tmp_path: Path) -> None:
    said = tmp_path / "said"
    program = tmp_path / "viewer"
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > {said}.part; mv {said}.part {said}\n', "utf-8")
    program.chmod(0o755)
    ran = shelved("open", "doe2026#c1", "--with", f"{program} -p {{page}} '{{file}}'", "--json")
    assert ran.json["at_page"] is True
    assert ran.json["command"] == [str(program), "-p", "3", ran.json["path"]]
    for wrong in ("viewer {page}", "viewer '{file}"):
        refused = shelved("open", "doe2026", "--with", wrong)
        assert (refused.code, "--with" in refused.err) == (2, True)


def test_the_only_page_of_a_file_is_named(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("one.pdf").write_bytes(pdfs.made(["The only page."]))
    rl("add", "--title", "One", "--key", "one")
    rl("attach", "one", "one.pdf")
    for command in ("open", "text"):
        assert "has no page 2; its only page is 1.\n" in rl(command, "one", "--page", "2").err
    assert rl("text", "one", "--page", "1").out == "The only page."
    assert "page 1" in rl("open", "one", "--page", "1", "--print").lines


def test_a_number_that_is_none_is_said_in_plain_words(shelved: Callable[..., Ran]) -> None:
    assert "'x' is not a valid whole number" in shelved("open", "doe2026", "--attachment", "x").err
