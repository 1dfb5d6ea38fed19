"""Holds the names of types and fields to the BibLaTeX manual, and their translation to classic BibTeX."""

from __future__ import annotations

import pytest

from readinglist.model import biblatex
from readinglist.model.biblatex import (
    BIBLATEX_TYPES,
    BIBTEX_TYPES,
    KNOWN_FIELDS,
    biblatex_name,
    biblatex_type,
    bibtex_name,
    bibtex_type,
    canonical,
    names_for,
)

PAIRS = [
    ("journaltitle", "journal"),
    ("location", "address"),
    ("institution", "school"),
    ("annotation", "annote"),
    ("eprinttype", "archiveprefix"),
    ("eprintclass", "primaryclass"),
    ("sortkey", "key"),
    ("keywords", "keyword"),
]


@pytest.mark.parametrize(("modern", "classic"), PAIRS)
def test_a_field_is_found_by_either_name_in_any_case(modern: str, classic: str) -> None:
    for name in (modern, classic, modern.title(), classic.upper()):
        assert names_for(name) == (modern, classic)
        assert canonical(name) == modern


@pytest.mark.parametrize("name", ["title", "number", "issue", "x-mine"])
def test_a_field_with_one_name_is_found_by_it_alone(name: str) -> None:
    assert names_for(name.upper()) == (name,)
    assert canonical(name.upper()) == name


@pytest.mark.parametrize(
    ("name", "entry_type", "classic"),
    [
        ("journaltitle", "article", "journal"),
        ("JournalTitle", "article", "journal"),
        ("location", "book", "address"),
        ("institution", "thesis", "school"),
        ("institution", "PhdThesis", "school"),
        ("institution", "report", "institution"),
        ("issue", "article", "issue"),
        ("number", "article", "number"),
        ("X-Mine", "article", "X-Mine"),
        ("keywords", "article", "keywords"),
        ("journal", "article", "journal"),
    ],
)
def test_a_field_has_its_classic_name(name: str, entry_type: str, classic: str) -> None:
    assert bibtex_name(name, entry_type) == classic


@pytest.mark.parametrize(
    ("name", "entry_type", "modern"),
    [
        ("journal", "article", "journaltitle"),
        ("address", "book", "location"),
        ("school", "phdthesis", "institution"),
        ("school", "thesis", "institution"),
        ("school", "misc", "school"),
        ("archivePrefix", "misc", "eprinttype"),
        ("number", "article", "number"),
        ("X-Mine", "article", "X-Mine"),
        ("journaltitle", "article", "journaltitle"),
    ],
)
def test_a_field_has_its_modern_name(name: str, entry_type: str, modern: str) -> None:
    assert biblatex_name(name, entry_type) == modern


@pytest.mark.parametrize(("modern", "classic"), PAIRS[:-1])
def test_names_go_to_the_other_dialect_and_back(modern: str, classic: str) -> None:
    assert bibtex_name(modern, "thesis") == classic
    assert biblatex_name(classic, "thesis") == modern


@pytest.mark.parametrize(
    ("modern", "classic"),
    [
        ("online", "misc"), ("electronic", "misc"), ("www", "misc"), ("software", "misc"), ("dataset", "misc"),
        ("video", "misc"), ("legislation", "misc"), ("patent", "misc"), ("periodical", "misc"), ("report", "techreport"),
        ("mvbook", "book"), ("collection", "book"), ("reference", "book"), ("inreference", "incollection"),
        ("suppcollection", "incollection"), ("incollection", "incollection"), ("suppbook", "inbook"),
        ("bookinbook", "inbook"), ("mvproceedings", "proceedings"), ("unpublished", "unpublished"),
        ("Online", "misc"), ("Article", "Article"), ("my-own", "my-own"), ("customa", "misc"),
        ("softwareVersion", "misc"), ("presentation", "misc"), ("constitution", "misc"), ("webpage", "misc"),
    ],
)  # fmt: skip
def test_a_type_has_its_classic_name(modern: str, classic: str) -> None:
    assert bibtex_type(modern) == classic


@pytest.mark.parametrize(
    ("subtype", "classic"),
    [
        ("", "phdthesis"),
        ("phdthesis", "phdthesis"),
        ("PhD thesis", "phdthesis"),
        ("Ph.D. dissertation", "phdthesis"),
        ("Doctoral dissertation in mathematics", "phdthesis"),
        ("Dissertation in Mathematics", "phdthesis"),
        ("mathesis", "mastersthesis"),
        ("Master's thesis", "mastersthesis"),
        ("Masterarbeit", "mastersthesis"),
        ("M.Sc. thesis", "mastersthesis"),
        ("MA thesis", "mastersthesis"),
        ("Diplomarbeit", "mastersthesis"),
        ("Bachelor thesis", "mastersthesis"),
        ("Habilitation", "phdthesis"),
    ],
)
def test_a_thesis_is_told_by_its_type_field(subtype: str, classic: str) -> None:
    assert bibtex_type("thesis", subtype) == classic


@pytest.mark.parametrize(
    ("classic", "modern"),
    [
        ("techreport", "report"), ("PhdThesis", "thesis"), ("mastersthesis", "thesis"), ("conference", "inproceedings"),
        ("www", "online"), ("electronic", "online"), ("article", "article"), ("My-Own", "My-Own"),
    ],
)  # fmt: skip
def test_a_type_has_its_modern_name(classic: str, modern: str) -> None:
    assert biblatex_type(classic) == modern


def test_every_type_has_a_name_in_both_dialects() -> None:
    assert len(BIBTEX_TYPES) == 14
    assert {bibtex_type(name) for name in BIBLATEX_TYPES} <= BIBTEX_TYPES
    assert {biblatex_type(name) for name in BIBTEX_TYPES} <= BIBLATEX_TYPES


@pytest.mark.parametrize("name", ["NAME_FIELDS", "VERBATIM_FIELDS", "KEY_FIELDS", "DATE_FIELDS", "TITLE_FIELDS"])
def test_every_kind_of_field_is_known_and_in_lower_case(name: str) -> None:
    fields = getattr(biblatex, name)
    assert fields <= KNOWN_FIELDS
    assert all(field == field.lower() for field in fields)


def test_a_field_is_of_one_kind_only() -> None:
    kinds = [getattr(biblatex, f"{kind}_FIELDS") for kind in ("NAME", "VERBATIM", "KEY", "DATE", "TITLE")]
    assert len(frozenset().union(*kinds)) == sum(len(kind) for kind in kinds)


@pytest.mark.parametrize("pair", PAIRS)
def test_both_names_of_a_field_are_known(pair: tuple[str, str]) -> None:
    assert set(pair) <= KNOWN_FIELDS


@pytest.mark.parametrize(
    ("entry_type", "field"),
    [
        ("article", "journaltitle"),
        ("review", "journaltitle"),
        ("conference", "booktitle"),
        ("inreference", "booktitle"),
        ("periodical", ""),
        ("book", ""),
    ],
)
def test_what_a_part_appeared_in_is_named_by_the_field_of_its_type(entry_type: str, field: str) -> None:
    assert biblatex.container(entry_type) == field


def test_parts_and_wholes_are_known_types_and_none_is_both() -> None:
    assert biblatex.PARTS | biblatex.WHOLES | biblatex.PERIODICALS <= BIBTEX_TYPES | BIBLATEX_TYPES
    assert not biblatex.PARTS & biblatex.WHOLES


def test_fields_stand_in_an_order_and_unknown_ones_last() -> None:
    assert sorted(["zzz", "abstract", "doi", "author"], key=biblatex.place) == ["author", "doi", "abstract", "zzz"]
