"""Holds dates to EDTF as BibLaTeX takes it, and to what older files have instead."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.model.dates import Date, DateSpan, is_valid, month_number, parse, year_of

YEARS = st.integers(0, 9999)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2017", Date(2017)),
        (" 2017-06 ", Date(2017, 6)),
        ("2017-06-12", Date(2017, 6, 12)),
        ("2017-06-12T10:00Z", Date(2017, 6, 12)),
        ("2017-06-12T10:00:00+02:00", Date(2017, 6, 12)),
        ("2017-21", Date(2017, 21)),
        ("2017?", Date(2017, uncertain=True)),
        ("2017-06~", Date(2017, 6, approximate=True)),
        ("2017%", Date(2017, approximate=True, uncertain=True)),
        ("199X", Date(1990)),
        ("199u", Date(1990)),
        ("19uu", Date(1900)),
        ("2017-XX", Date(2017)),
        ("2017-06-XX", Date(2017, 6)),
        ("2017-XX-XX", Date(2017)),
        ("0000", Date(0)),
        ("-0044", Date(-44)),
        ("-0044-03-15", Date(-44, 3, 15)),
        ("y17000", Date(17000)),
        ("y-17000", Date(-17000)),
        ("Y-170000", Date(-170000)),
        ("2000-02-29", Date(2000, 2, 29)),
        ("2024-02-29", Date(2024, 2, 29)),
    ],
)
def test_a_single_date_is_read(text: str, date: Date) -> None:
    assert parse(text) == DateSpan(date)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2004/2005", DateSpan(Date(2004), Date(2005), is_range=True)),
        ("2004-02-01/2004-02-08", DateSpan(Date(2004, 2, 1), Date(2004, 2, 8), is_range=True)),
        ("2004/", DateSpan(Date(2004), None, is_range=True)),
        ("2004/..", DateSpan(Date(2004), None, is_range=True)),
        ("/2004", DateSpan(None, Date(2004), is_range=True)),
        ("../2004", DateSpan(None, Date(2004), is_range=True)),
        ("1984~/2004-06", DateSpan(Date(1984, approximate=True), Date(2004, 6), is_range=True)),
    ],
)
def test_a_range_is_read_and_may_be_open(text: str, span: DateSpan) -> None:
    assert parse(text) == span


@pytest.mark.parametrize(
    "text",
    [
        "", "/", "../..", "17", "201", "20170612", "12345", "-0000", "2017-00", "2017-13", "2017-20", "2017-25",
        "2017-6-1", "2017-06-00", "2017-06-31", "2017-02-29", "1900-02-29", "2017-21-01", "2017-XX-12",
        "2017-06T10:00", "2017-06-12T99:00", "2004/05", "2004/2005/2006", "2017 June", "in press", "2017??",
        "٢٠١٧", "y99999999999999999999",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    assert parse(text) is None
    assert not is_valid(text)


@given(YEARS, st.integers(1, 12), st.integers(0, 40))
def test_the_days_of_a_month_are_those_of_the_calendar(year: int, month: int, day: int) -> None:
    last = calendar.monthrange(2000 + year % 400, month)[1]
    assert is_valid(f"{year:04}-{month:02}-{day:02}") == (1 <= day <= last)


@pytest.mark.parametrize(("month", "last"), list(enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)))
def test_a_month_ends_with_its_last_day(month: int, last: int) -> None:
    assert is_valid(f"2023-{month:02}-{last}")
    assert not is_valid(f"2023-{month:02}-{last + 1}")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("jan", 1), ("January", 1), ("Jan.", 1), ("{jan}", 1), ("1", 1), ("01", 1), ("12", 12), ('jan # "~5"', 1),
        ('"5~" # jan', 1), ("5 January", 1), ("January 5", 1), ("Sept.", 9), ("sept", 9), ("SEPTEMBER", 9),
        ("May/June", 5), ("jul-aug", 7), ("5--6", 5), ("11/12", 11), ("März", 3), ("Mai", 5), ("Juni", 6), ("Juli", 7),
        ("Okt", 10), ("Dezember", 12), ("février", 2), ("avr.", 4), ("juin", 6), ("juillet", 7), ("août", 8),
        ("décembre", 12), ("enero", 1), ("agosto", 8), ("diciembre", 12), ("", 0), ("0", 0), ("13", 0), ("2017", 0),
        ("²", 0), ("Spring", 0), ("Augmented reality", 0), ("Marseille", 0), ("13--14", 0), ("005", 0), ("000000000001", 0),
    ],
)  # fmt: skip
def test_a_month_is_found_by_number_macro_and_name(text: str, number: int) -> None:
    assert month_number(text) == number


@pytest.mark.parametrize("month", range(1, 13))
def test_every_english_month_is_known_in_full_and_short(month: int) -> None:
    name = dt.date(2000, month, 1).strftime("%B")
    assert month_number(name) == month_number(name[:3].lower()) == month


@given(st.dates())
def test_the_year_of_a_sortable_date_is_its_year(date: dt.date) -> None:
    assert year_of(date.isoformat()) == date.year


@pytest.mark.parametrize(("date", "year"), [("", None), ("-0044", -44), ("0079", 79), ("12345", 12345), ("n.d.", None)])
def test_the_year_is_a_number_or_nothing(date: str, year: int | None) -> None:
    assert year_of(date) == year
