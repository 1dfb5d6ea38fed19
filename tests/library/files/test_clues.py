"""What a file tells of the work that it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from readinglist.formats import bibtex
from readinglist.library.files import clues
from readinglist.model.attachment import READ, FileText, PageText

if TYPE_CHECKING:
    from readinglist.model.record import Record


def read(*pages: str, **facts: Any) -> clues.Clues:  # noqa: ANN401
    return clues.of(FileText(READ, tuple(PageText("", page) for page in pages), facts=json.dumps(facts)))


def record(title: str) -> Record:
    return bibtex.build("", "article", [("title", f"{{{title}}}")])


BODY = "\nWords of the text that go on and on." * 70


@pytest.mark.parametrize(
    ("page", "facts", "title"),
    [
        ("On Keys and Locks\nDoe", {"titles": ["On Keys and Locks"]}, "On Keys and Locks"),
        ("NATURE OF KEYS\nOn Keys and Locks\nDoe", {"titles": ["NATURE OF KEYS"], "info": {"Title": "On Keys and Locks"}},
         "On Keys and Locks"),
        ("On Keys and\nLocks", {"titles": ["On Keys and Locks"], "info": {"Title": "thesis final.docx"}}, "On Keys and Locks"),
        ("Doe said: locks of iron", {"titles": [""], "info": {"Title": "The Keys and the Locks"}}, ""),
        ("On locks and of keys the", {"titles": [""], "info": {"Title": "The Keys and the Locks"}}, "The Keys and the Locks"),
        ("", {"info": {"Title": "The Keys and the Locks"}}, "The Keys and the Locks"),
        ("A page about other things", {"info": {"Title": "Blank PDF Document"}}, ""),
        ("Words", {}, ""),
    ],
)  # fmt: skip
def test_the_title_is_what_a_file_prints_largest_or_says_and_prints(
    page: str, facts: dict[str, Any], title: str
) -> None:
    assert read(page + BODY.replace("and", "&") if page else "", **facts).title == title


def test_what_several_entries_say_is_of_none() -> None:
    entries = [[["title", "On Keys"]], [["title", "On Locks"]]]
    found = read("", xmp={"title": "On Keys", "doi": "10.1000/1", "entries": entries}, info={"Title": "On Keys"})
    assert (found.entry, found.title, found.identifiers) == (None, "", ())


def test_an_entry_keeps_what_is_of_the_work_and_a_wrong_identifier_is_left_out() -> None:
    entry = [["title", "On {Keys"], ["author", "Doe, J."], ["doi", "no doi"], ["owner", "me"], ["note", "mine"], ["isbn", "1"],
             ["entrytype", "Article{x"], ["year", "2001"], ["file", "/etc/passwd"]]  # fmt: skip
    found = read("", xmp={"entries": [entry]}).entry
    assert found
    assert found.type == "misc"
    assert set(found.values()) == {"title", "author", "year"}


@pytest.mark.parametrize(
    ("title", "pages", "there", "fits"),
    [
        ("On Keys and Locks", ["On Keys and Locks"], "On keys and locks", True),
        ("On Keys and Locks", ["x"], "On Keys & Locks, Part 2", False),
        ("", ["Header\nOn Keys and\nLocks of All Kinds\nDoe"], "On Keys and Locks of All Kinds", True),
        (
            "",
            ["as Doe (On Keys and Locks of All Kinds, 1999) says, all keys fit"],
            "On Keys and Locks of All Kinds",
            False,
        ),
        ("", ["Keys"], "Keys", False),
        ("Keys 1", ["Keys 1"], "Keys 2", False),
    ],
)
def test_a_record_fits_by_its_title(title: str, pages: list[str], there: str, *, fits: bool) -> None:
    assert read(*(page + BODY for page in pages), titles=[title]).fits(record(there), "doi") == fits


def test_a_book_fits_only_by_the_title_of_the_file() -> None:
    found = read("Proceedings of the Conference on Keys\nOn Locks and Bolts" + BODY, titles=["On Locks and Bolts"])
    assert found.fits(record("Proceedings of the Conference on Keys"), "doi")
    assert not found.fits(record("Proceedings of the Conference on Keys"), "isbn")
