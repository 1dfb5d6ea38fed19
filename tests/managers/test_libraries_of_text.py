"""papis, pubs and cobib: entries, notes, files, tags and dates come along, and a second import follows what was changed there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from readinglist import managers
from readinglist.model.record import Problem, Record
from readinglist.model.wishes import NO_WISHES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

DOE = """abstract: An abstract.
author: Somebody, Else
author_list:
- affiliation: []
  family: Doe
  given: Jane
- {family: van Roe, given: Max}
doi: 10.1000/FOX
files:
- paper.pdf
journal: Journal of Foxes
month: 5
notes: notes.tex
papis_id: 7c2a9e2c
pages: 12-15
ref: doe2020
shelf: A 3
tags:
- foxes
- red fur
time-added: 2023-05-01-10:00:00
title: Of {DNA} foxes
type: article
year: 2020
"""
COBIB = """---
doe2020:
  ENTRYTYPE: article
  author:
  - first: Jane
    last: Doe
  - first: Max
    particle: van
    last: Roe
    suffix: Jr.
  title: Of {DNA} foxes
  journal: Journal of Foxes
  year: 2020
  month: may
  keywords: fur, red
  tags:
  - foxes
  file:
  - p.pdf
  url:
  - https://example.org/a
  - https://example.org/b
  notes: n.txt
...
---
roe1999: {ENTRYTYPE: book, title: Of Wolves, author: "Roe, Max"}
...
"""


def read(name: str, path: Path) -> list[Record]:
    return [item for item in managers.by_name(name).load(path, NO_WISHES) if isinstance(item, Record)]


def said(name: str, path: Path) -> list[Problem]:
    return [item for item in managers.by_name(name).load(path, NO_WISHES) if isinstance(item, Problem)]


@pytest.fixture
def papis(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "doe").mkdir(parents=True)
    (folder / "doe" / "info.yaml").write_text(DOE, "utf-8")
    (folder / "doe" / "notes.tex").write_text("My *notes*.\n", "utf-8")
    (folder / "doe" / "paper.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (folder / "below" / "roe").mkdir(parents=True)
    (folder / "below" / "roe" / "info.yaml").write_text(
        "author: Roe, Max and Poe, Ede\ntags: wolves grey\ntitle: Of Wolves\ntype: bookSection\nyear: '1999'\n", "utf-8"
    )
    return folder


@pytest.fixture
def pubs(tmp_path: Path) -> Path:
    folder = tmp_path / "pubs"
    for name in ("bib", "meta", "notes", "doc"):
        (folder / name).mkdir(parents=True)
    (folder / "bib" / "doe2020.bib").write_text(
        "@article{doe2020, title={Of {DNA} foxes}, year=2020, keywords={one}}\n"
    )
    (folder / "meta" / "doe2020.yaml").write_text(
        "added: '2023-05-01 10:00:00'\ndocfile: docsdir://doe2020.pdf\ntags: !!set {foxes: null, one: null}\n"
    )
    (folder / "notes" / "doe2020.md").write_text("My notes.\n")
    (folder / "doc" / "doe2020.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    return folder


@pytest.fixture
def cobib(tmp_path: Path) -> Path:
    path = tmp_path / "database.yaml"
    path.write_text(COBIB, "utf-8")
    (tmp_path / "n.txt").write_text("My notes.\n")
    (tmp_path / "p.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    return path


@pytest.mark.parametrize("name", ["papis", "pubs", "cobib"])
def test_each_library_is_told_by_what_is_there(name: str, request: pytest.FixtureRequest) -> None:
    module = managers.of(request.getfixturevalue(name))
    assert module is not None
    assert name == module.NAME


def test_a_document_of_papis_has_its_fields_people_tags_and_date(papis: Path) -> None:
    roe, doe = read("papis", papis)
    assert (doe.key, doe.type, doe.plain("title")) == ("doe2020", "article", "Of DNA foxes")
    assert [(one.given, one.family) for one in doe.contributors] == [("Jane", "Doe"), ("Max", "Roe")]
    assert (doe.plain("journaltitle"), doe.plain("date"), doe.plain("doi")) == (
        "Journal of Foxes",
        "2020-05",
        "10.1000/fox",
    )
    assert doe.tags == ("foxes", "red fur")
    assert doe.plain("papis-shelf") == "A 3"
    assert datetime.fromisoformat(doe.added).timestamp() == datetime(2023, 5, 1, 10).timestamp()  # noqa: DTZ001 - as above
    assert (roe.type, roe.tags, [one.family for one in roe.contributors]) == (
        "incollection",
        ("wolves", "grey"),
        ["Roe", "Poe"],
    )
    assert [one.counterparts[0].name for one in (roe, doe)] == ["below/roe", "7c2a9e2c"]


def test_a_document_of_papis_has_its_notes_and_files(papis: Path) -> None:
    _, doe = read("papis", papis)
    assert [(note.text, note.public) for note in doe.notes] == [("My *notes*.", False)]
    assert [one.path for one in doe.attachments] == [str(papis / "doe" / "paper.pdf")]


@pytest.mark.parametrize("name", ["../../secret.pdf", "/etc/passwd", "link.pdf"])
def test_a_document_of_papis_names_no_file_outside_of_its_folder(papis: Path, name: str) -> None:
    (papis.parent / "secret.pdf").write_bytes(b"%PDF-1.4\n")
    (papis / "doe" / "link.pdf").symlink_to(papis.parent / "secret.pdf")
    text = DOE.replace("- paper.pdf", f"- {name}").replace("notes.tex", name)
    (papis / "doe" / "info.yaml").write_text(text, "utf-8")
    _, doe = read("papis", papis)
    assert (doe.attachments, doe.notes) == ((), ())
    assert len(said("papis", papis)) == 2
    assert not any(one.broken for one in said("papis", papis))


@pytest.mark.parametrize(
    "text",
    [
        "a: [b",
        "- one\n- two\n",
        "title: " + "[" * 100,
        "a: &a [x]\nb: [*a]\n" + "c: *b\n",
        "\0",
        "x",
        "!!python/object:os.system {}",
    ],
)
def test_a_damaged_document_of_papis_is_said_and_the_others_come(papis: Path, text: str) -> None:
    (papis / "doe" / "info.yaml").write_text(text, "utf-8")
    assert [one.plain("title") for one in read("papis", papis)][:1] == ["Of Wolves"]
    assert all("doe/info.yaml" in one.message for one in said("papis", papis))


def test_a_folder_of_other_yaml_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "info.yaml").write_text("name: a program\n")
    assert managers.of(tmp_path) is None


def test_an_entry_of_pubs_has_its_tags_date_notes_and_document(pubs: Path) -> None:
    (doe,) = read("pubs", pubs)
    assert (doe.key, doe.tags, doe.notes[0].text) == ("doe2020", ("one", "foxes"), "My notes.")
    assert doe.attachments[0].path == str(pubs / "doc" / "doe2020.pdf")
    assert datetime.fromisoformat(doe.added).timestamp() == datetime(2023, 5, 1, 10).timestamp()  # noqa: DTZ001 - as above


def test_a_broken_entry_or_file_about_one_of_pubs_is_said(pubs: Path) -> None:
    (pubs / "bib" / "bad.bib").write_text("@article{bad, title={x\n")
    (pubs / "bib" / "alone.bib").write_text("@book{alone, title={A}}\n")
    (pubs / "meta" / "doe2020.yaml").write_text("tags: [")
    assert {one.key for one in read("pubs", pubs)} >= {"alone", "doe2020"}
    messages = [one.message for one in said("pubs", pubs)]
    assert any(one.startswith("bib/bad.bib:1: ") for one in messages)
    assert any(one.startswith("meta/doe2020.yaml was left out") for one in messages)


def test_a_document_of_pubs_that_leads_out_of_its_folder_is_left_out(pubs: Path) -> None:
    (pubs / "meta" / "doe2020.yaml").write_text("docfile: docsdir://../../secret.pdf\n")
    assert read("pubs", pubs)[0].attachments == ()


def test_an_entry_of_cobib_has_its_fields_tags_notes_and_files(cobib: Path) -> None:
    doe, roe = read("cobib", cobib)
    assert (doe.key, doe.type, doe.plain("date")) == ("doe2020", "article", "2020-05")
    assert doe.contributors[1].prefix == "van"
    assert doe.contributors[1].suffix == "Jr."
    assert (doe.tags, doe.plain("url"), doe.plain("cobib-url")) == (
        ("foxes", "fur", "red"),
        "https://example.org/a",
        "https://example.org/b",
    )
    assert (doe.notes[0].text, doe.attachments[0].path, doe.attachments[0].linked) == (
        "My notes.",
        str(cobib.parent / "p.pdf"),
        True,
    )
    assert (roe.key, roe.type, roe.line, doe.line) == ("roe1999", "book", 26, 2)


def test_a_broken_entry_of_cobib_is_said_with_its_line_and_the_others_come(cobib: Path) -> None:
    cobib.write_text(COBIB + "---\nbad: [\n...\n---\nlast: {ENTRYTYPE: book, title: Z}\n...\n", "utf-8")
    assert [one.key for one in read("cobib", cobib)] == ["doe2020", "roe1999", "last"]
    (problem,) = said("cobib", cobib)
    assert (problem.broken, problem.line >= 28) == (True, True)


@pytest.mark.parametrize("name", ["papis", "pubs", "cobib"])
def test_a_second_import_brings_nothing_twice(
    name: str, request: pytest.FixtureRequest, rl: Callable[..., Ran]
) -> None:
    path = str(request.getfixturevalue(name))
    assert rl("import", path).code == 0
    before = rl("list", "--json").json
    again = rl("import", path)
    assert "added 0" in again.err
    assert "updated 0" in again.err
    assert rl("list", "--json").json == before
    assert all(len(one["notes"]) <= 1 and len(one["attachments"]) <= 1 for one in before)


def test_what_was_changed_in_papis_comes_and_what_was_changed_here_stays(papis: Path, rl: Callable[..., Ran]) -> None:
    rl("import", str(papis))
    rl("set", "doe2020", "title=Mine")
    (papis / "doe" / "info.yaml").write_text(DOE.replace("- red fur", "- blue fur").replace("Foxes", "Fox"), "utf-8")
    (papis / "doe" / "notes.tex").write_text("Other notes.\n", "utf-8")
    assert "updated 1" in rl("import", str(papis)).err
    (found,) = rl("show", "doe2020", "--json").json
    assert (found["title"], found["tags"], found["notes"][0]["text"]) == ("Mine", ["foxes", "blue fur"], "Other notes.")
