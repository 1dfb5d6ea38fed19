"""The hash by which a library finds what may be the same work."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from readinglist.deduplication.fingerprint import fingerprint
from readinglist.formats import bibtex
from readinglist.model.record import Contributor, Field, Record
from tests.work import work


def source(kind: str = "article", key: str = "", **fields: str) -> Record:
    return bibtex.build(key, kind, [(name, f"{{{value}}}") for name, value in fields.items()])


ATTENTION = {"author": "Vaswani, Ashish and Shazeer, Noam", "title": "Attention Is All You Need", "year": "2017"}
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
