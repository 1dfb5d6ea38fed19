"""A date says the same in every format, whichever way it was written."""

from __future__ import annotations

from typing import Any

import pytest

from readinglist.formats import biblatex, bibtex
from readinglist.formats import csl as csl_json
from readinglist.model.record import Record


def read(fields: str) -> Record:
    (found,) = [item for item in bibtex.load(f"@article{{a, {fields}}}") if isinstance(item, Record)]
    return found


def dates_of(text: str) -> dict[str, str]:
    """Return the date fields of an entry, as source."""
    (found,) = [item for item in bibtex.load(text) if isinstance(item, Record)]
    return {field.name: field.raw for field in found.fields}


def parts(*ends: list[int], **more: object) -> dict[str, Any]:
    return {"date-parts": list(ends), **more}


@pytest.mark.parametrize(
    ("written", "modern", "item", "sorted_as"),
    [
        ("date={1723~}", "{1723~}", parts([1723], circa=True), "1723"),
        (r"date={1723\textasciitilde}", "{1723~}", parts([1723], circa=True), "1723"),
        (r"date={1723\~{}}", "{1723~}", parts([1723], circa=True), "1723"),
        ("year={1723~}", "{1723~}", parts([1723], circa=True), "1723"),
        ("year={c.~1850}", "{1850~}", parts([1850], circa=True), "1850"),
        ("date={1945~/1954~}", "{1945~/1954~}", parts([1945], [1954], circa=True), "1945"),
        ("date={1850?}", "{1850?}", parts([1850], circa=True), "1850"),
        ("date={2021-21}", "{2021-21}", parts([2021], season=1), "2021"),
        ("date={Spring 2001}", "{2001-21}", parts([2001], season=1), "2001"),
        ("year=2001, month={Spring}", "{2001-21}", parts([2001], season=1), "2001"),
        ("year=2001, month={Spring/Summer}", "{2001-21/2001-22}", parts([2001, 13], [2001, 14]), "2001"),
        ("year=2001, month={Jan.--Feb.}", "{2001-01/2001-02}", parts([2001, 1], [2001, 2]), "2001-01"),
        ('year=2001, month=jun # "/" # jul', "{2001-06/2001-07}", parts([2001, 6], [2001, 7]), "2001-06"),
        ("year=2001, month={February/March}", "{2001-02/2001-03}", parts([2001, 2], [2001, 3]), "2001-02"),
        ("year={2001/2002}, month={Dec/Jan}", "{2001-12/2002-01}", parts([2001, 12], [2002, 1]), "2001-12"),
        ("year=2001, month={OCT 1}", "{2001-10-01}", parts([2001, 10, 1]), "2001-10-01"),
        ('year=2001, month="1~" # oct', "{2001-10-01}", parts([2001, 10, 1]), "2001-10-01"),
        ("year=2001, month=10, day=1", "{2001-10-01}", parts([2001, 10, 1]), "2001-10-01"),
        ("year=2001, month=oct, day={3--5}", "{2001-10-03/2001-10-05}", parts([2001, 10, 3], [2001, 10, 5]), "2001-10-03"),
        ("year={44 BC}", "{-0043}", parts([-44]), "-0043"),
        ("date={44 BC}", "{-0043}", parts([-44]), "-0043"),
        ("year={1990s}", "{199X}", parts([1990], [1999]), "1990"),
        ("year={1998--99}", "{1998/1999}", parts([1998], [1999]), "1998"),
    ],
)  # fmt: skip
def test_a_date_says_the_same_in_every_format(written: str, modern: str, item: dict[str, Any], sorted_as: str) -> None:
    record = read(written)
    assert record.date == sorted_as
    assert csl_json.item(record)["issued"] == item
    out = "".join(biblatex.dump([record]))
    assert dates_of(out) == {"date": modern}
    assert "date =" not in "".join(bibtex.dump([record]))
    assert list(biblatex.differences([record], out)) == []


@pytest.mark.parametrize(
    ("date", "classic"),
    [
        ("1723~", {"year": "{ca. 1723}"}),
        ("1850?", {"year": "{1850?}"}),
        ("1945~/1954~", {"year": "{ca. 1945--1954}"}),
        ("2021-21", {"year": "{2021}", "month": "{Spring}"}),
        ("2001-06/2001-07", {"year": "{2001}", "month": 'jun # "/" # jul'}),
        ("2001-10-01", {"year": "{2001}", "month": "oct", "day": "{1}"}),
        ("-0043", {"year": "{44 BC}"}),
        ("2004-06-12T10:30", {"year": "{2004}", "month": "jun", "day": "{12}"}),
        ("forthcoming", {"year": "{forthcoming}"}),
    ],
)
def test_classic_bibtex_gets_a_date_in_words_that_are_read_back(date: str, classic: dict[str, str]) -> None:
    record = read(f"date={{{date}}}")
    found = dates_of("".join(bibtex.dump([record])))
    # A time of day is in no classic field: only then does the date stay beside them.
    assert found == (classic | {"date": f"{{{date}}}"} if "T" in date else classic)
    without = read(", ".join(f"{name}={raw}" for name, raw in classic.items()))
    assert without.date == record.date


@pytest.mark.parametrize(
    "written", ["year={forthcoming}", "date={forthcoming}", "year={[1850?]}", "year={2017a}", "year={n.d.}"]
)
def test_a_year_that_is_a_word_stays_one(written: str) -> None:
    record = read(written)
    literal = record.plain("year") or record.plain("date")
    assert csl_json.item(record)["issued"] == {"literal": literal}
    assert dates_of("".join(biblatex.dump([record]))) == {"year": f"{{{literal}}}"}


def test_a_month_that_is_none_stays_beside_its_year() -> None:
    found = dates_of("".join(biblatex.dump([read("year=2001, month={Michaelmas}")])))
    assert found == {"year": "2001", "month": "{Michaelmas}"}


def test_other_dates_are_written_as_biber_reads_them() -> None:
    record = read("urldate={5 January 2018}, eventdate={May 3--5, 2001}, origdate={c. 1850}")
    found = dates_of("".join(biblatex.dump([record])))
    assert found == {"urldate": "{2018-01-05}", "eventdate": "{2001-05-03/2001-05-05}", "origdate": "{1850~}"}


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2008, 13], [2008, 14]]}, "2008-21/2008-22"),
        ({"date-parts": [[2008, 21]]}, "2008-21"),
        ({"date-parts": [[2008]], "season": "3"}, "2008-23"),
        ({"date-parts": [[1723]], "circa": True}, "1723~"),
        ({"date-parts": [["1945"], ["1954"]], "circa": 1}, "1945~/1954~"),
        ({"date-parts": [[-44]]}, "-0043"),
    ],
)
def test_a_date_of_csl_is_read_and_comes_out_again(issued: dict[str, Any], date: str) -> None:
    record = csl_json.record({"id": "a", "type": "article-journal", "issued": issued})
    assert record.plain("date") == date
    again = csl_json.record(csl_json.item(record) | {"id": "a"})
    assert again.plain("date") == date
