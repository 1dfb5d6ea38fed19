"""What an entry of a type lacks, in both dialects."""

from __future__ import annotations

import pytest

from readinglist.formats import bibtex
from readinglist.model import biblatex, required_fields

CASES = [
    ("article", "author title journaltitle date", []),
    ("article", "author title journal year", []),
    ("ARTICLE", "Author Title Journal Year month", []),
    ("article", "title", ["author", "journaltitle", "date"]),
    ("book", "editor title publisher year", []),
    ("book", "title year", ["author or editor"]),
    ("inbook", "author title chapter publisher year", []),
    ("inbook", "author title booktitle date", []),
    ("inbook", "author title date", ["booktitle or chapter or pages"]),
    ("collection", "author title date", ["editor"]),
    ("incollection", "author title year", ["booktitle"]),
    ("inproceedings", "author title booktitle year", []),
    ("conference", "author title year", ["booktitle"]),
    ("proceedings", "title year", []),
    ("report", "author title institution date", ["type"]),
    ("techreport", "author title institution year", []),
    ("thesis", "author title type institution date", []),
    ("phdthesis", "author title school year", []),
    ("mastersthesis", "author title year", ["institution"]),
    ("patent", "author title date", ["number"]),
    ("online", "title url", []),
    ("online", "title eprint eprinttype", []),
    ("online", "title", ["url or doi or eprint"]),
    ("misc", "author", ["title"]),
    ("set", "entryset", []),
    ("unpublished", "author note title", ["date"]),
    ("jurisdiction", "", []),
    ("nosuchtype", "", []),
    ("nosuchtype", "crossref", []),
    ("xdata", "publisher", []),
]


@pytest.mark.parametrize(("kind", "names", "missing"), CASES)
def test_an_entry_lacks_what_its_type_requires(kind: str, names: str, missing: list[str]) -> None:
    record = bibtex.build("key", kind, [(name, "{2017}") for name in names.split()])
    assert required_fields.missing(record) == missing


@pytest.mark.parametrize("parent", ["crossref", "xdata"])
def test_an_entry_that_inherits_needs_only_a_title(parent: str) -> None:
    child = bibtex.build("child", "inproceedings", [("title", "{A Part}"), (parent, "{whole}")])
    assert required_fields.missing(child) == []
    assert required_fields.missing(bibtex.build("child", "inproceedings", [(parent, "{whole}")])) == ["title"]


def test_an_empty_field_is_missing() -> None:
    record = bibtex.build("key", "misc", [("title", "{ }")])
    assert required_fields.missing(record) == ["title"]


def test_a_year_that_is_no_number_is_a_date_all_the_same() -> None:
    record = bibtex.build("key", "unpublished", [("author", "{A}"), ("title", "{T}"), ("year", "{in press}")])
    assert required_fields.missing(record) == []


def test_only_known_fields_are_required() -> None:
    every = [bibtex.build("key", kind, []) for kind in biblatex.BIBTEX_TYPES | biblatex.BIBLATEX_TYPES]
    named = {name for record in every for group in required_fields.missing(record) for name in group.split(" or ")}
    assert named <= biblatex.KNOWN_FIELDS
