"""Zotero's folder: what is in it comes along, and what does not is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from readinglist.errors import InvalidValue
from readinglist.managers import zotero
from readinglist.managers.wishes import Wishes
from readinglist.model.record import Link, Mark, Problem, Record
from readinglist.util.errors import UnreadableFile
from tests.managers.zotero.made import FEED, GROUP, ZoteroFolder, better_bibtex

if TYPE_CHECKING:
    from pathlib import Path

ROE = ("author", "Roe", "Ann")


@pytest.fixture
def folder(tmp_path: Path) -> ZoteroFolder:
    return ZoteroFolder(tmp_path / "Zotero")


def read(folder: ZoteroFolder | Path, **wishes: object) -> tuple[list[Record], list[str]]:
    """Return the records of a folder, and what the notices say."""
    place = folder.done() if isinstance(folder, ZoteroFolder) else folder
    items = list(zotero.load(place, Wishes(**wishes)))  # type: ignore[arg-type] # each test gives what fits
    problems = [item for item in items if isinstance(item, Problem)]
    assert not any(problem.broken for problem in problems)
    return [item for item in items if isinstance(item, Record)], [problem.message for problem in problems]


def only(folder: ZoteroFolder | Path, **wishes: object) -> Record:
    (record,) = read(folder, **wishes)[0]
    return record


@pytest.mark.parametrize("userdata", [111, 121, 123, 125, 129])
def test_a_library_of_each_version_is_read(tmp_path: Path, userdata: int) -> None:
    made = ZoteroFolder(tmp_path, userdata)
    key = made.item(
        "journalArticle", ROE, ("author", "World Weather Group"), title="On <i>Vulpes</i>", publicationTitle="Foxes", volume="3",
        issue="4", pages="12-9", date="2020-05-00 May 2020", DOI="10.1000/Fox", tags=["fur"],
    )  # fmt: skip
    made.note("<p>Worth <b>reading</b>.</p>", key)
    pdf = made.attach(key, "storage:fox.pdf", title="Fox")
    if userdata >= 112:
        made.mark(pdf, "highlight", "quick brown", "so quick")
    (record,), said = read(made)
    assert (record.type, record.title, record.date, record.tags) == ("article", "On Vulpes", "2020-05", ("fur",))
    assert record.plain("author") == "Roe, Ann and World Weather Group"
    assert record.plain("journaltitle") == "Foxes"
    assert (record.plain("number"), record.plain("pages"), record.plain("doi")) == ("4", "12–19", "10.1000/Fox")
    assert record.added == "2020-01-02T03:04:05Z"
    assert [(note.text, note.quote, note.locator) for note in record.notes] == [
        ("Worth **reading**.", "", ""),
        *([("so quick", "quick brown", "page 5")] if userdata >= 112 else []),
    ]
    assert [attachment.path for attachment in record.attachments] == [f"{tmp_path}/storage/{pdf}/fox.pdf"]
    assert said == ["feeds were left out", "the libraries of groups were left out: Foxes; --group NAME takes one"][::-1]
