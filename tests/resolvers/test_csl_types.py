"""Holds the two ways of an item of CSL-JSON, from a file and by its DOI, to one type and one language."""

from __future__ import annotations

import pytest

from readinglist.formats import csl
from readinglist.formats.csl import tables
from readinglist.model import biblatex, languages
from readinglist.resolvers import crossref, datacite


@pytest.mark.parametrize("kind", sorted(tables.TYPES))
def test_a_csl_type_becomes_one_entry_type_whichever_way_it_comes(kind: str) -> None:
    item = {"id": "x", "type": kind, "title": "On Air", "issued": {"date-parts": [[2020]]}}
    imported, asked = csl.record(item), crossref.record(item)
    assert asked is not None
    assert (imported.type, imported.plain("entrysubtype")) == (asked.type, asked.plain("entrysubtype"))
    assert csl.item(asked)["type"] == csl.item(imported)["type"] == kind


@pytest.mark.parametrize(
    ("kind", "entry_type", "subtype"),
    [
        ("broadcast", "audio", "broadcast"),
        ("motion_picture", "video", ""),
        ("song", "audio", ""),
        ("review", "review", ""),
        ("review-book", "review", "review-book"),
        ("treaty", "legal", ""),
        ("article-magazine", "article", "magazine"),
    ],
)
def test_a_csl_type_by_doi_becomes_what_the_standards_say(kind: str, entry_type: str, subtype: str) -> None:
    record = crossref.record({"type": kind, "title": "On Air"})
    assert record is not None
    assert (record.type, record.plain("entrysubtype")) == (entry_type, subtype)


def test_a_review_by_doi_says_in_which_journal_it_stands() -> None:
    record = crossref.record({"type": "review-book", "title": "A Book", "container-title": "Journal of Books"})
    assert record is not None
    assert record.plain("journaltitle") == "Journal of Books"


@pytest.mark.parametrize(
    ("kind", "entry_type"), [("motion_picture", "video"), ("thesis", "thesis"), ("article", "misc")]
)
def test_what_datacite_says_only_in_the_words_of_csl_becomes_the_same_type(kind: str, entry_type: str) -> None:
    record = datacite.record({"titles": [{"title": "On Air"}], "types": {"citeproc": kind}})
    assert record is not None
    assert record.type == entry_type


@pytest.mark.parametrize("code", ["nb", "nn", "de", "sl", "is", "zh"])
def test_a_language_has_one_name_whichever_way_it_comes(code: str) -> None:
    item = {"id": "x", "type": "book", "title": "On Air", "language": code}
    asked = crossref.record(item)
    assert asked is not None
    assert csl.record(item).plain("langid") == asked.plain("language") == languages.language(code)
    assert csl.item(asked)["language"] == code


def test_every_type_that_csl_has_is_one_of_biblatex() -> None:
    assert set(tables.ENTRY_OF.values()) <= biblatex.BIBLATEX_TYPES
    assert set(tables.TYPE_OF) <= biblatex.BIBLATEX_TYPES
    assert set(tables.DATES) == biblatex.DATE_FIELDS
