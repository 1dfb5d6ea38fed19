"""When two records are one work, when they are only similar, and what speaks against one work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readinglist.deduplication.identity import Judgement, judge
from readinglist.formats import bibtex
from readinglist.model.record import UNRESOLVED, Mark, Record


def source(kind: str = "article", key: str = "", **fields: str) -> Record:
    return bibtex.build(key, kind, [(name, f"{{{value}}}") for name, value in fields.items()])


ATTENTION = {"author": "Vaswani, Ashish and Shazeer, Noam", "title": "Attention Is All You Need", "year": "2017"}
ALIKE = "same title, year and first author"

# What two records have beside ATTENTION, and what they are to each other.
JUDGED = [
    ({}, {}, ("same", ALIKE)),
    ({"doi": "10.1000/X"}, {"doi": "https://doi.org/10.1000/x"}, ("same", "same DOI, same title")),
    ({"doi": "10.1000/x"}, {}, ("same", ALIKE)),
    ({"eprint": "1706.03762v1"}, {"eprint": "1706.03762v5"}, ("same", "same arXiv, same title")),
    ({"pmid": "123456"}, {"pmid": "123456", "year": "2018"}, ("same", "same PMID, same title")),
    ({"doi": "10.1000/x"}, {"doi": "10.1000/x", "title": "Attention is all you need: a study"}, ("same", "same DOI, similar title")),
    ({"url": "https://x.org/a"}, {"url": "https://x.org/a"}, ("same", ALIKE)),
    ({}, {"title": "attention is all you need!"}, ("same", ALIKE)),
    ({}, {"author": "Vaswani, A. and others"}, ("same", ALIKE)),
    ({"journal": "J. Phys."}, {"journal": "Journal of Physics"}, ("same", ALIKE)),
    ({"volume": "3"}, {"volume": "Vol. 03"}, ("same", ALIKE)),
    ({"pages": "1204--22"}, {"pages": "pp. 1204-1222"}, ("same", ALIKE)),
    ({"date": "2017-06"}, {"date": "2017-06-12"}, ("same", ALIKE)),
    ({"langid": "british"}, {"language": "en"}, ("same", ALIKE)),
    ({"doi": "10.1000/x"}, {"doi": "10.1000/y"}, ("similar", f"{ALIKE}; DOI 10.1000/x, not 10.1000/y")),
    ({"volume": "1"}, {"volume": "2"}, ("similar", f"{ALIKE}; volume 1, not 2")),
    ({"number": "1"}, {"number": "2"}, ("similar", f"{ALIKE}; number 1, not 2")),
    ({"pages": "1--9"}, {"pages": "101--9"}, ("similar", f"{ALIKE}; pages 1–9, not 101–9")),
    ({"journal": "J"}, {"journal": "K"}, ("similar", f"{ALIKE}; journaltitle J, not K")),
    ({"date": "2017-03-01"}, {"date": "2017-08-01"}, ("similar", f"{ALIKE}; date 2017-03-01, not 2017-08-01")),
    ({"author": "Vaswani, Anna"}, {"author": "Vaswani, Bong"}, ("similar", f"{ALIKE}; author Anna Vaswani, not Bong Vaswani")),
    ({"langid": "german"}, {"langid": "french"}, ("similar", f"{ALIKE}; language de, not fr")),
    ({"address": "Bonn"}, {"address": "Wien"}, ("similar", f"{ALIKE}; location Bonn, not Wien")),
    ({"title": "C"}, {"title": "C++"}, ("similar", f"{ALIKE}; title C, not C++")),
    ({"howpublished": "x"}, {"howpublished": "y"}, ("similar", f"{ALIKE}; howpublished x, not y")),
    ({"doi": "10.1000/x", "volume": "1"}, {"doi": "10.1000/x", "volume": "2"}, ("similar", "same DOI, same title; volume 1, not 2")),
    ({"doi": "10.1000/x"}, {"doi": "10.1000/x", "title": "Something else"}, ("similar", "same DOI, other title")),
    ({"doi": "10.1000/x"}, {"doi": "10.1000/x", "title": "Attention is all you need: a reply"}, ("similar", "same DOI, other title")),
    ({"doi": "10.1000/x", "version": "1"}, {"doi": "10.1000/x", "version": "2"}, ("similar", "same DOI, same title; version 1, not 2")),
    ({"eprinttype": "jstor", "eprint": "12"}, {"eprinttype": "JSTOR", "eprint": "13"}, ("similar", f"{ALIKE}; eprint 12, not 13")),
    ({"eprinttype": "jstor", "eprint": "12"}, {"eprinttype": "hdl", "eprint": "13"}, ("same", ALIKE)),
    ({"author": "Vaswani, Jr., A."}, {"author": "Vaswani, Sr., A."}, ("similar", f"{ALIKE}; author A. Vaswani Jr., not A. Vaswani Sr.")),
    ({"author": "Vaswani, Jr., A."}, {"author": "Vaswani, A."}, ("same", ALIKE)),
    ({}, {"year": "2018"}, ("other", "")),
    ({}, {"author": "Shazeer, Noam"}, ("other", "")),
    ({"url": "https://x.org/a"}, {"url": "https://x.org/a", "title": "Another", "year": "2018"}, ("other", "")),
]  # fmt: skip


@pytest.mark.parametrize(("mine", "theirs", "expected"), JUDGED)
def test_two_records_are_one_work_only_where_nothing_speaks_against_it(
    mine: dict[str, str], theirs: dict[str, str], expected: tuple[str, str]
) -> None:
    first, second = (source(**ATTENTION | fields) for fields in (mine, theirs))
    assert judge(first, second) == expected
    assert judge(second, first).kind == expected[0]


def of_types(one: str, other: str, **fields: str) -> Judgement:
    said = {"author": "Roe, Ann", "title": "On the state of frogs", "year": "2001", **fields}
    return judge(source(one, **said), source(other, **said))


@pytest.mark.parametrize(
    "kinds",
    [
        ("report", "article"),
        ("incollection", "book"),
        ("phdthesis", "article"),
        ("phdthesis", "mastersthesis"),
        ("dataset", "article"),
        ("inproceedings", "article"),
        ("software", "article"),
    ],
)
def test_works_of_other_types_with_one_title_are_similar(kinds: tuple[str, str]) -> None:
    assert of_types(*kinds).kind == "similar"


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (("phdthesis", ""), ("thesis", "phdthesis"), "same"),
        (("mastersthesis", ""), ("thesis", "mathesis"), "same"),
        (("phdthesis", ""), ("thesis", ""), "same"),
        (("phdthesis", ""), ("thesis", "mathesis"), "similar"),
        (("mastersthesis", ""), ("thesis", "phdthesis"), "similar"),
        (("thesis", "bathesis"), ("thesis", "mathesis"), "similar"),
    ],
)
@pytest.mark.parametrize("one_file", [False, True])
def test_a_thesis_is_known_by_its_degree(
    one: tuple[str, str], other: tuple[str, str], kind: str, *, one_file: bool
) -> None:
    first, second = (source(name, **ATTENTION, school="MIT", **({"type": t} if t else {})) for name, t in (one, other))
    unsaid = one_file and other == ("thesis", "")
    assert judge(first, second, one_file=one_file).kind == ("similar" if unsaid else kind)


def test_two_preprints_are_one_whatever_their_types() -> None:
    scholar = source("article", **ATTENTION, journal="arXiv preprint arXiv:1706.03762")
    assert judge(source("misc", **ATTENTION, eprint="1706.03762", eprinttype="arxiv"), scholar).kind == "same"
    assert judge(source("article", **ATTENTION, journal="Nature"), scholar).kind == "similar"


def test_a_type_that_says_little_may_be_any_where_an_identifier_is_the_same_or_no_more_is_said() -> None:
    assert of_types("misc", "article").kind == "same"
    assert of_types("techreport", "report").kind == "same"
    assert judge(source("misc", **ATTENTION, howpublished="a talk"), source(**ATTENTION)).kind == "similar"
    same_doi = {"doi": "10.1000/x"}
    assert of_types("misc", "article", **same_doi, howpublished="x").kind == "same"
    assert of_types("incollection", "inproceedings", **same_doi).kind == "same"
    assert of_types("techreport", "article", **same_doi).kind == "similar"


def test_a_preprint_and_its_article_are_two_works_with_one_arxiv_number() -> None:
    preprint = source("online", **ATTENTION, eprint="1706.03762", eprinttype="arxiv")
    article = source("article", **ATTENTION, eprint="1706.03762", journal="Journal of Tests", doi="10.1000/x")
    assert judge(article, preprint) == Judgement("similar", "same arXiv, same title; one is a preprint")


def test_the_parts_of_a_book_share_its_isbn_and_the_volumes_of_a_set_may() -> None:
    isbn = {"author": "Ng, Ann", "year": "2001", "isbn": "978-3-16-148410-0"}
    chapters = [source("incollection", **isbn, title=title) for title in ("I", "II")]
    assert judge(chapters[0], chapters[1]).kind == "other"
    volumes = [source("book", **isbn, title=f"Set volume {number}") for number in ("one", "two")]
    assert judge(volumes[0], volumes[1]) == Judgement("similar", "same ISBN, other title")
    books = [source("book", title="Sets", isbn=number) for number in ("3-16-148410-X", "9783161484100")]
    assert judge(books[0], books[1]) == Judgement("same", "same ISBN, same title")


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ("2", "2nd", True),
        ("Second", "2", True),
        ("1", "2", False),
        ("", "2", True),
    ],
)
def test_editions_are_other_works_however_their_number_is_written(mine: str, theirs: str, *, same: bool) -> None:
    first, second = (source("book", **ATTENTION, edition=edition) for edition in (mine, theirs))
    assert (judge(first, second).kind == "same") is same


@pytest.mark.parametrize("field", ["chapter", "pages"])
def test_chapters_with_one_title_are_told_apart_by_number_and_page(field: str) -> None:
    first, second = (source("inbook", **ATTENTION, **{field: number}) for number in ("1", "21--60"))
    assert judge(first, second).kind == "similar"
    assert judge(first, source("inbook", **ATTENTION)).kind == "same"


def test_an_identifier_that_decides_nothing_is_only_named() -> None:
    first, second = (source(title="Flight", year=year, doi="10.1000/x") for year in ("2001", "2002"))
    assert judge(first, second).kind == "same"
    assert judge(first, second, {("doi", "10.1000/x")}) == Judgement("similar", "same DOI, same title")


def test_a_record_without_a_title_is_known_by_its_identifier() -> None:
    stub = replace(source("misc", doi="10.1000/x"), marks=(Mark(UNRESOLVED),))
    assert judge(source(**ATTENTION, doi="10.1000/x"), stub) == Judgement("same", "same DOI")


def test_an_entry_of_one_file_under_one_key_is_the_same_with_one_value_corrected() -> None:
    old = replace(source(key="Ng2001", title="Sets and {Logic}", volume="1", number="2"), origin="file refs.bib")
    new = replace(source(key="ng2001", title="Sets and logic", volume="2", number="2"), origin="file refs.bib")
    assert judge(new, old) == Judgement("same", "same key and title")
    assert judge(replace(new, origin="file other.bib"), old).kind == "similar"
    other = replace(source(key="ng2001", title="Sets and logic", volume="2", number="3"), origin="file refs.bib")
    assert judge(other, old).kind == "similar"


def test_the_same_key_alone_is_no_reason() -> None:
    assert judge(source(key="ng", title="Sets"), source(key="ng", title="Maps")).kind == "other"
    assert judge(source(key="ng", note="One"), source(key="ng", note="Two")).kind == "other"


ENTRY = {**ATTENTION, "journal": "J", "pages": "1--9"}


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ({}, {}, True),
        ({"pages": "1--9"}, {"pages": "1–9"}, True),
        ({"journal": "J"}, {"journal": "j."}, True),
        ({"author": "Vaswani, Ashish and Shazeer, Noam"}, {"author": "Ashish Vaswani and Noam Shazeer"}, True),
        ({"timestamp": "1"}, {"timestamp": "2"}, True),
        ({"doi": "10.1000/X"}, {"doi": "https://doi.org/10.1000/x"}, True),
        ({"isbn": "0-306-40615-2"}, {"isbn": "9780306406157"}, True),
        ({"eprint": "1706.03762v1"}, {"eprint": "1706.03762v2"}, False),
        ({}, {"abstract": "On attention."}, False),
        ({}, {"doi": "10.1000/x"}, False),
        ({"note": "read"}, {"note": "unread"}, False),
        ({"author": "Vaswani, Ashish and Shazeer, Noam"}, {"author": "Vaswani, A. and Shazeer, N."}, False),
        ({"crossref": "p1"}, {"crossref": "p2"}, False),
        ({"author": "given=Ashish, family=Vaswani"}, {"author": "family=Vaswani, given=Ashish"}, True),
        ({"author": "given=Ashish, family=Vaswani"}, {"author": "Ashish Vaswani"}, True),
        ({"author": "family=Vaswani, id=a1"}, {"author": "family=Vaswani, id=a2"}, False),
        ({"author": "family=Vaswani, orcid=0000-1"}, {"author": "Vaswani"}, False),
        ({"author": "family=Vaswani, gender=sf"}, {"author": "family=Vaswani, gender=sm"}, False),
        (
            {"editor": "Doe, J and family=Roe, useprefix=false"},
            {"editor": "Doe, J and family=Roe, useprefix=true"},
            False,
        ),
        ({"author": "family=Vaswani, given=Ashish, given-i=A"}, {"author": "family=Vaswani, given=Ashish"}, False),
    ],
)
def test_two_entries_of_one_file_are_one_only_where_nothing_differs(
    mine: dict[str, str], theirs: dict[str, str], *, same: bool
) -> None:
    first, second = source(**ENTRY | mine), source(**ENTRY | theirs)
    assert judge(first, second, one_file=True).kind == ("same" if same else "similar")


def test_entries_that_name_no_work_are_never_one() -> None:
    for kind, fields in (("article", {"author": "Smith", "year": "2005"}), ("xdata", {"note": "x"}), ("misc", {})):
        assert judge(source(kind, "a", **fields), source(kind, "b", **fields), one_file=True).kind == "other"
