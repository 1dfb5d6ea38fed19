"""Holds dates in words to what they say, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.model import dates
from readinglist.model.dates_in_words import DateInParts, edtf, from_text, in_parts
from tests.work import assert_linear_in


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        ("2001", "", "", "2001"),
        ("2001", "Jan.–Feb.", "", "2001-01/2001-02"),
        ("2001", "jun/jul", "", "2001-06/2001-07"),
        ("2001", "March and April", "", "2001-03/2001-04"),
        ("2001", "5--6", "", "2001-05/2001-06"),
        ("2001", "Spring", "", "2001-21"),
        ("2001", "Fall", "", "2001-23"),
        ("2001", "Herbst", "", "2001-23"),
        ("2001", "été", "", "2001-22"),
        ("2001", "Spring/Summer", "", "2001-21/2001-22"),
        ("2001", "OCT 1", "", "2001-10-01"),
        ("2001", "October 1st", "", "2001-10-01"),
        ("2001", "1 de mayo", "", "2001-05-01"),
        ("2001", "10", "1", "2001-10-01"),
        ("2001", "May", "3–5", "2001-05-03/2001-05-05"),
        ("2001", "28 June – 2 July", "", "2001-06-28/2001-07-02"),
        ("2001", "Dec/Jan", "", "2001-12/2002-01"),
        ("2001/2002", "Dec/Jan", "", "2001-12/2002-01"),
        ("44 BC", "", "", "-0043"),
        ("44 B.C.E.", "", "", "-0043"),
        ("50–44 BC", "", "", "-0049/-0043"),
        ("27 BC – AD 14", "", "", "-0026/0014"),
        ("44 v. Chr.", "", "", "-0043"),
        ("44 BC", "mar", "15", "-0043-03-15"),
        ("AD 79", "", "", "0079"),
        ("c. 1850", "", "", "1850~"),
        ("ca. 1945–1954", "", "", "1945~/1954~"),
        ("circa 1850?", "", "", "1850%"),
        ("1850?", "", "", "1850?"),
        ("1723~", "", "", "1723~"),
        ("1998/99", "", "", "1998/1999"),
        ("2004–05", "", "", "2004/2005"),
        ("1990s", "", "", "199X"),
        ("1900s", "", "", "19XX"),
        ("1990–", "", "", "1990/"),
        ("–1990", "", "", "/1990"),
        ("2021-21", "", "", "2021-21"),
        ("12 June 2017", "", "", "2017-06-12"),
        ("June 12, 2017", "", "", "2017-06-12"),
    ],
)
def test_a_date_in_words_says_a_date(year: str, month: str, day: str, expected: str) -> None:
    assert edtf(year, month, day) == expected


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        ("forthcoming", "", ""), ("in press 2024", "", ""), ("[1850]", "", ""), ("2017a", "", ""), ("79", "", ""),
        ("2004-05", "", ""), ("2020-21", "", ""), ("05/06/2017", "", ""), ("2001", "Marseille", ""), ("2001", "13", ""),
        ("2001", "Suppl. 2", ""), ("2001", "3rd Quarter", ""), ("", "jan", ""), ("2001", "", "5"), ("2001", "feb", "30"),
        ("Winter 2001/2002", "", ""), ("2001/2002", "May", ""), ("2001, 2003, 2005", "", ""), ("185?", "", ""), ("1999-1998", "", ""),
    ],
)  # fmt: skip
def test_what_may_mean_two_dates_or_none_is_none(year: str, month: str, day: str) -> None:
    assert edtf(year, month, day) in ("", "1999/1998")


@pytest.mark.parametrize(
    ("date", "parts"),
    [
        ("2017", DateInParts("2017")),
        ("1723~", DateInParts("ca. 1723")),
        ("1945~/1954~", DateInParts("ca. 1945--1954")),
        ("1850?", DateInParts("1850?")),
        ("2021-21", DateInParts("2021", (21,))),
        ("2001-01/2001-02", DateInParts("2001", (1, 2))),
        ("2001-12/2002-01", DateInParts("2001/2002", (12, 1))),
        ("2001-05-03/2001-05-05", DateInParts("2001", (5,), "3--5")),
        ("-0043-03-15", DateInParts("44 BC", (3,), "15")),
        ("-0049/-0043", DateInParts("50--44 BC")),
        ("199X", DateInParts("1990s")),
        ("1990/", DateInParts("1990--")),
        ("0079", DateInParts("AD 79")),
    ],
)
def test_a_date_is_said_in_the_words_of_classic_bibtex(date: str, parts: DateInParts) -> None:
    assert in_parts(date) == parts


@given(st.text(alphabet="0123456789-/~?%X", max_size=22))
def test_what_is_said_in_words_is_read_back(date: str) -> None:
    parts = in_parts(date)
    months = (
        "–".join(
            dates.MONTH_MACROS[n - 1] if n <= 12 else ("Spring", "Summer", "Fall", "Winter")[n - 21]
            for n in parts.months
        )
        if parts
        else ""
    )
    assert parts is None or edtf(parts.year, months, parts.day) == date.strip()


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2001-5", "2001-05"),
        ("2001-5-3", "2001-05-03"),
        ("2001-21", "2001-21"),
        ("1998-99", "1998/1999"),
        ("2001-13", ""),
        ("2001-33", ""),
        ("2001-02-30", ""),
        ("2001-5-32", ""),
    ],
)
def test_a_date_in_numbers_is_a_day_a_month_or_the_next_year(typed: str, date: str) -> None:
    assert from_text(typed) == date


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert from_text(text) == "" or dates.is_valid(from_text(text))


@pytest.mark.parametrize("piece", ["1", "1 ", "jan ", "ca. ", "b. c ", "-", "a", " ", "1?", "1st"])
def test_the_work_grows_with_the_length(piece: str) -> None:
    assert_linear_in(from_text, piece)
