"""Styles are found by name or path, and looked at before they are used."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from readinglist.citations import errors as citation_errors
from readinglist.citations import styles
from readinglist.util import package_data
from readinglist.util.errors import UnreadableFile
from tests.work import assert_linear_in

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" class="note"><info><title>Mine</title>{}</info>'
PARENT = '<link href="http://www.zotero.org/styles/{}" rel="independent-parent"/>'


@pytest.mark.parametrize("name", [*styles.names(), *styles.ALIASES])
def test_every_style_that_is_shipped_can_be_used(name: str) -> None:
    style = styles.find(name)
    assert re.search(r"<rights license=\"http://creativecommons.org/licenses/by-sa/3.0/\">", style.csl)
    assert dict(styles.titles())[name]


def test_a_name_may_be_in_capitals_or_end_in_csl() -> None:
    assert styles.find("APA.csl").name == "apa"
    assert styles.find("mla").name == "modern-language-association"


def test_citations_of_chicago_notes_are_notes() -> None:
    assert styles.find("chicago-notes").is_note
    assert not styles.find("apa").is_note


def test_a_style_is_english_unless_it_or_the_user_says_otherwise() -> None:
    apa, din = styles.find("apa"), styles.find("din-1505-2")
    assert apa.is_english()
    assert apa.is_english("en-GB")
    assert not apa.is_english("de")
    assert not din.is_english()
    assert din.is_english("en")


def test_a_name_that_nobody_knows_is_told_what_was_meant() -> None:
    with pytest.raises(citation_errors.UnknownStyle, match="did you mean ieee"):
        styles.find("ieeee")


def test_a_file_is_a_style(tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    path.write_text(HEAD.format("") + "<citation/></style>", "utf-8")
    assert styles.find(str(path)) == styles.Style("mine", path.read_text("utf-8"), is_note=True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + HEAD.format("") + "<citation/></style>", "declares a document type"),
        (HEAD.format(""), "it is no XML"),
        ("<html/>", "its root is not a style"),
        (HEAD.format("") + "</style>", "says nothing about citations"),
        (HEAD.format(PARENT.format("nowhere")) + "</style>", "put nowhere.csl beside it"),
        (HEAD.format(PARENT.format("%2e%2e")) + "</style>", "itself dependent"),
        ("\xff", "it is not UTF-8"),
        ("x" * 2_000_001, "larger than any style"),
    ],
)
def test_a_file_that_is_no_style_is_refused_with_the_reason(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "mine.csl"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(citation_errors.BadStyle, match=reason):
        styles.find(str(path))


def _of_macros(calls: dict[str, list[str]]) -> str:
    """Return a style whose macros call others."""
    called = {
        name: "".join(f'<group><text macro="{other}"/></group>' for other in others) for name, others in calls.items()
    }
    macros = "".join(
        f'<macro name="{name}">{inside}<text variable="title"/></macro>' for name, inside in called.items()
    )
    return f"{HEAD.format('')}{macros}<citation><layout><text macro='a'/></layout></citation></style>"


@pytest.mark.parametrize(
    ("calls", "reason"),
    [
        ({"a": ["a"]}, "its macro a calls itself"),
        ({"a": ["b"], "b": ["a"]}, "calls itself"),
        ({"a": ["b", "b"], "b": ["c"], "c": ["b"]}, "leads to one that does"),
        ({"a": [], "z": ["z"]}, "its macro z calls itself"),
        ({f"m{n}": [f"m{n + 1}"] * 2 for n in range(60)}, "more than 10,000,000 times"),
        ({f"m{n}": [f"m{n + 1}"] * 50 for n in range(6)}, "more than 10,000,000 times"),
        ({f"m{n}": [f"m{(n + 1) % 5000}"] for n in range(5000)}, "calls itself"),
    ],
)
def test_a_style_whose_macros_would_never_come_to_an_end_is_refused(
    tmp_path: Path, calls: dict[str, list[str]], reason: str
) -> None:
    path = tmp_path / "mine.csl"
    path.write_text(_of_macros(calls), "utf-8")
    with pytest.raises(citation_errors.BadStyle, match=reason):
        styles.find(str(path))


def test_macros_that_call_others_in_a_long_row_or_none_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    for calls in ({f"m{n}": [f"m{n + 1}"] for n in range(5000)}, {"a": ["nobody", "b", "b"], "b": []}):
        path.write_text(_of_macros(calls), "utf-8")
        assert styles.find(str(path)).name == "mine"


@pytest.mark.parametrize("piece", ["<names", "<names>", "<names/>", "<label", "<names><label/>"])
def test_a_style_is_looked_through_in_time_in_proportion_to_its_length(piece: str) -> None:
    assert_linear_in(styles._completed, piece)


def test_of_a_file_without_end_no_more_is_read_than_a_style_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    class Endless(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            asked.append(size or -1)
            return b"x" * asked[-1]

    monkeypatch.setattr("pathlib.Path.open", lambda *_: Endless())
    with pytest.raises(citation_errors.BadStyle, match="larger than any style"):
        styles.find(str(tmp_path / "mine.csl"))
    assert asked == [2_000_001]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="there is no such file"):
        styles.find(str(tmp_path / "mine.csl"))
    with pytest.raises(UnreadableFile, match="directory"):
        styles.find(f"{tmp_path}/")


def test_a_dependent_style_is_the_one_that_it_names(tmp_path: Path) -> None:
    path = tmp_path / "journal.csl"
    path.write_text(HEAD.format(PARENT.format("nature")) + "</style>", "utf-8")
    assert styles.find(str(path)).name == "nature"
    path.write_text(HEAD.format(PARENT.format("parent")) + "</style>", "utf-8")
    (tmp_path / "parent.csl").write_text(HEAD.format("") + "<citation/></style>", "utf-8")
    assert styles.find(str(path)).name == "parent"


def test_a_style_that_depends_on_a_dependent_one_is_refused(tmp_path: Path) -> None:
    for name, parent in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.csl").write_text(HEAD.format(PARENT.format(parent)) + "</style>", "utf-8")
    with pytest.raises(citation_errors.BadStyle, match="itself dependent"):
        styles.find(str(tmp_path / "a.csl"))


def test_the_folder_of_styles_says_its_licence() -> None:
    folder = package_data.folder("styles")
    assert "CC BY-SA 3.0" in folder.joinpath("LICENSE").read_text("utf-8")


def test_a_label_without_a_name_is_completed_and_all_else_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    names = (
        '<names variable="editor"><label/></names><names variable="author"><label/><name/></names><names variable="x"/>'
    )
    path.write_text(f"{HEAD.format('')}<macro>{names}</macro><citation/></style>", "utf-8")
    assert '<names variable="editor"><name/><label/></names><names variable="author"><label/><name/>' in (
        styles.find(str(path)).csl
    )
    changed = [
        name
        for name in styles.names()
        if styles.find(name).csl != (package_data.folder("styles") / f"{name}.csl").read_text("utf-8")
    ]
    assert changed == ["american-medical-association", "nlm-citation-sequence"]
