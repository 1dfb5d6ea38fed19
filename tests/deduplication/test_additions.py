"""What a duplicate brings to the source that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.deduplication import additions
from readinglist.formats import bibtex

if TYPE_CHECKING:
    from readinglist.model.record import Record


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


MISSING = {
    "what is there stays, what is not comes": (
        raw(("title", "{Sets}"), ("pages", "{1--5}")),
        raw(("title", "{SETS}"), ("pages", "{1--6}"), ("doi", "{10.1000/x}")),
        (("doi", "{10.1000/x}"),),
    ),
    "a field of the other dialect is there": (
        raw(("journal", "{Nature}"), ("year", "2001")),
        raw(("journaltitle", "{Science}"), ("date", "{2002-05}")),
        (),
    ),
    "a date comes whole": (raw(("title", "{A}")), raw(("year", "2001"), ("month", "may")), (("year", "2001"), ("month", "may"))),
    "a program's own notes do not come": (raw(("title", "{A}")), raw(("timestamp", "{2001.1.1}"), ("owner", "{ann}")), ()),
    "the archive of another number does not come": (
        raw(("eprint", "{1706.03762}")),
        raw(("eprint", "{123}"), ("eprinttype", "{pubmed}")),
        (),
    ),
    "the archive of the same number comes": (
        raw(("eprint", "{1706.03762}")),
        raw(("eprint", "{1706.03762}"), ("archiveprefix", "{arXiv}")),
        (("archiveprefix", "{arXiv}"),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MISSING)
def test_a_skipped_duplicate_fills_only_what_is_missing(case: str) -> None:
    known, candidate, brought = MISSING[case]
    assert additions.missing(known, candidate) == brought


def test_values_that_differ_only_in_case_and_typography_are_no_disagreement() -> None:
    known = raw(("title", "{Sets -- and “Maps”}"), ("author", "{Ng, Ann}"), ("year", "2001"), ("pages", "{1--5}"))
    candidate = raw(("title", '{sets – and "maps".}'), ("author", "{Ann Ng}"), ("date", "{2001}"), ("pages", "{1-5}"))
    assert additions.disagreements(known, candidate) == []


def test_values_of_both_that_differ_are_disagreements() -> None:
    known = bibtex.build(
        "ng", "article", [("title", "{Sets}"), ("author", "{Ng, Ann}"), ("year", "2001"), ("note", "{x}")]
    )
    candidate = bibtex.build(
        "ng", "misc", [("title", "{Sets}"), ("author", "{Ng, A.}"), ("year", "2002"), ("doi", "{10.1/x}")]
    )
    assert [tuple(one) for one in additions.disagreements(known, candidate)] == [
        ("date", "2001", "2002"),
        ("author", "Ann Ng", "A. Ng"),
        ("type", "article", "misc"),
    ]
