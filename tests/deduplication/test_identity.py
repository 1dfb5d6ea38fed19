"""When two records are the same source, and what an update brings."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.deduplication import identity
from readinglist.formats import bibtex
from readinglist.model.record import Contributor, Field, Record
from tests.work import work


def source(kind: str = "article", key: str = "", **fields: str) -> Record:
    return bibtex.build(key, kind, [(name, f"{{{value}}}") for name, value in fields.items()])


ATTENTION = {"author": "Vaswani, Ashish and Shazeer, Noam", "title": "Attention Is All You Need", "year": "2017"}
SAME = "same title, year and first author"

# What the two records have beside ATTENTION, and why they are the same.
REASONS = [
    ({}, {}, SAME),
    ({"doi": "10.1000/X"}, {"doi": "https://doi.org/10.1000/x"}, "same doi 10.1000/x"),
    ({"doi": "10.1000/x"}, {}, SAME),
    ({"doi": "10.1000/x"}, {"doi": "10.1000/y"}, ""),
    ({"doi": "10.1000/x", "eprint": "1706.03762"}, {"doi": "10.1000/y", "eprint": "1706.03762v5"}, "same arxiv 1706.03762"),
    ({"eprint": "1706.03762"}, {"eprint": "1706.03763"}, ""),
    ({"pmid": "123456"}, {"pmid": "123456"}, "same pmid 123456"),
    ({"pmid": "123456"}, {"pmid": "123457"}, ""),
    ({"url": "https://x.org/a"}, {"url": "https://x.org/a", "year": "2018"}, "same url https://x.org/a and title"),
    ({"url": "https://x.org/a"}, {"url": "https://x.org/a", "title": "Another", "year": "2018"}, ""),
    ({"url": "https://x.org/a", "doi": "10.1000/x"}, {"url": "https://x.org/a", "year": "2018", "doi": "10.1000/y"}, ""),
    ({}, {"year": "2018"}, ""),
    ({}, {"author": "Shazeer, Noam"}, ""),
    ({}, {"title": "attention is all you need!"}, SAME),
]  # fmt: skip


@pytest.mark.parametrize(("mine", "theirs", "reason"), REASONS)
def test_two_records_are_the_same_for_a_reason(mine: dict[str, str], theirs: dict[str, str], reason: str) -> None:
    first, second = source(**ATTENTION | mine), source(**ATTENTION | theirs)
    assert identity.reason(first, second) == reason
    assert identity.reason(second, first) == reason


def test_the_chapters_of_a_book_share_its_isbn_and_are_not_the_same() -> None:
    book = source("book", author="Ng, Ann", title="Sets", year="2001", isbn="978-3-16-148410-0")
    parts = [source("incollection", author="Ng, Ann", title=t, year="2001", isbn="9783161484100") for t in ("I", "II")]
    assert identity.reason(parts[0], parts[1]) == ""
    assert identity.reason(parts[0], book) == ""
    assert identity.reason(parts[0], parts[0]) == SAME
    assert identity.reason(book, source("book", isbn="3-16-148410-X")) == "same isbn 9783161484100"


def test_editions_of_a_book_with_isbns_of_their_own_are_not_the_same() -> None:
    first, second = (
        source("book", author="Ng, Ann", title="Sets", year="2001", isbn=i) for i in ("9783161484100", "9780306406157")
    )
    assert identity.reason(first, second) == ""


def test_the_same_key_and_title_are_the_same_source_with_a_corrected_identifier() -> None:
    old = source(key="Ng2001", title="Sets and {Logic}", doi="10.1000/x")
    new = source(key="ng2001", title="Sets and logic", doi="10.1000/y")
    assert identity.reason(new, old) == "same key and title"


def test_the_same_key_alone_is_no_reason() -> None:
    assert identity.reason(source(key="ng", title="Sets"), source(key="ng", title="Maps")) == ""
    assert identity.reason(source(key="ng", note="One"), source(key="ng", note="Two")) == ""
    assert identity.reason(source(title="Sets", year="1"), source(title="Sets", year="2001")) == ""


def test_records_without_a_title_are_the_same_when_all_fields_are() -> None:
    assert identity.reason(source(note="A letter", year="1900"), source(note="a letter.", year="1900")) == "same fields"
    assert identity.reason(source(note="A letter"), source("misc", note="A letter")) == ""


TITLES = st.text(st.characters(categories=("Lu", "Ll", "Nd", "Zs"), max_codepoint=0x24F), min_size=1)


def titled(title: str) -> Record:
    return Record(
        "", "book", (Field("title", "", title), Field("year", "", "2001")), contributors=(Contributor("author", "Ng"),)
    )


@given(TITLES, st.sampled_from([".", "!?", " — ", ": ", "“”", "'", "_"]))
def test_a_fingerprint_does_not_depend_on_case_accents_and_punctuation(title: str, mark: str) -> None:
    known = fingerprint(titled(title))
    bare = "".join(c for c in unicodedata.normalize("NFD", title) if not unicodedata.combining(c))
    for form in (
        title.casefold(),
        bare,
        unicodedata.normalize("NFD", title),
        mark + title + mark,
        title.replace(" ", mark),
    ):
        assert fingerprint(titled(form)) == known


def test_a_fingerprint_does_not_depend_on_dialect_and_order_of_fields() -> None:
    one = source("article", author="Ng, Ann", editor="Li, Bo", title="Sets", year="2001", month="5")
    other = source("online", editor="Li, Bo", title="{S}ets", date="2001-05-07", author="Ann Ng and others")
    assert fingerprint(one) == fingerprint(other)


def test_fingerprints_that_libraries_hold_stay_as_they_are() -> None:
    assert fingerprint(source(**ATTENTION)) == "07f82f393318f910"


def test_a_fingerprint_takes_a_few_dozen_lines_however_long_the_other_fields_are() -> None:
    record = source(**ATTENTION, journal="Advances in Neural Information Processing Systems", pages="1--15")
    done = work(fingerprint, record)
    assert done.lines < 50
    assert done.steps + done.characters < 10 * len(record.title + record.byline)
    longer = work(fingerprint, source(**ATTENTION, abstract="On sets. " * 10_000))
    assert sum(longer) < sum(done) + 50


def raw(*pairs: tuple[str, str]) -> Record:
    return bibtex.build("ng", "article", pairs)


MERGES = {
    "new and different fields are brought, the rest of the known record stays": (
        raw(("title", "{Sets}"), ("pages", "{1--5}"), ("note", "{mine}")),
        raw(("title", "{Sets}"), ("pages", "{1--6}"), ("doi", "{10.1000/x}")),
        (("pages", "{1--6}"), ("doi", "{10.1000/x}")),
    ),
    "nothing comes from a record that says the same": (raw(("title", "{A}")), raw(("TITLE", "{A}")), ()),
    "another enclosing is no difference": (
        raw(("title", "{A}"), ("year", "{2017}")),
        raw(("title", '"A"'), ("year", "2017")),
        (),
    ),
    "a macro is not the text of its name": (raw(("month", "{may}")), raw(("month", "may")), (("month", "may"),)),
    "braces that protect case are a difference": (
        raw(("title", "{DNA}")),
        raw(("title", "{{DNA}}")),
        (("title", "{{DNA}}"),),
    ),
    "the names of both dialects are one field": (
        raw(("journal", "{Nature}")),
        raw(("journaltitle", "{Nature}"), ("location", "{London}")),
        (("location", "{London}"),),
    ),
    "of two fields of one name each may be the same": (raw(("address", "{A}"), ("location", "{B}")),) * 2 + ((),),
    "a year is no news where the date says more": (raw(("date", "{2017-06-12}")), raw(("year", "2017")), ()),
    "another year comes as a date where there is a date": (
        raw(("date", "{2017-06-12}")),
        raw(("year", "2018"), ("month", "jan")),
        (("date", "{2018-01}"),),
    ),
    "another date comes as year and month where there is a year": (
        raw(("year", "2017")),
        raw(("date", "{2018-05-01}")),
        (("year", "{2018}"), ("month", "5")),
    ),
    "a month is news where there is a year": (raw(("year", "2017")), raw(("date", "{2017-05}")), (("month", "5"),)),
    "a date comes as it is where there is none": (raw(("title", "{A}")), raw(("date", "{2018}")), (("date", "{2018}"),)),
}  # fmt: skip


@pytest.mark.parametrize("case", MERGES)
def test_an_update_brings_what_is_new(case: str) -> None:
    known, candidate, brought = MERGES[case]
    assert additions.merged(known, candidate) == brought
    updated = bibtex.edit(known, dict(brought))
    assert additions.merged(updated, candidate) == ()
    assert not (updated.field("date") and updated.field("year"))
