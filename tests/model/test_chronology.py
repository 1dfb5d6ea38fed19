"""Holds the sorting of dates to what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.model.chronology import sortable
from readinglist.model.dates import is_valid, year_of

if TYPE_CHECKING:
    import datetime as dt

YEARS = st.integers(0, 9999)


@pytest.mark.parametrize(
    ("date", "year", "month", "expected"),
    [
        ("2017-06-12", "", "", "2017-06-12"),
        ("2017-06", "", "", "2017-06"),
        ("2017", "2016", "5", "2017"),
        ("2017-05-31", "", "", "2017-05-31"),
        ("2017-06-12T10:00Z", "", "", "2017-06-12"),
        ("2017-06-12 10:00:00", "", "", "2017-06-12"),
        ("2017~", "", "", "2017"),
        ("2004-03/2005", "", "", "2004-03"),
        ("/2005", "", "", "2005"),
        ("2017-21", "", "", "2017"),
        ("199X", "", "", "1990"),
        ("2017-00", "", "", "2017"),
        ("2017-13", "", "", "2017"),
        ("2017-02-31", "", "", "2017-02"),
        ("12 June 2017", "", "", "2017-06-12"),
        ("20021010", "", "", "2002-10-10"),
        ("20021000", "", "", "2002-10"),
        ("20020000", "", "", "2002"),
        ("20021399", "", "", "2002"),
        ("forthcoming", "2018", "jan", "2018-01"),
        ("", "2017", "", "2017"),
        ("", "2017", "jun", "2017-06"),
        ("", "2017", "6", "2017-06"),
        ("", "2017", "Spring", "2017"),
        ("", "in press 2024", "", "2024"),
        ("", "c. 1850", "", "1850"),
        ("", "44 BC", "", "-0043"),
        ("44 B.C.", "", "", "-0043"),
        ("", "2001", "OCT 1", "2001-10-01"),
        ("", "2001", "Jan.–Feb.", "2001-01"),
        ("", "2001", "28 June – 2 July", "2001-06-28"),
        ("", "[1999]", "", "1999"),
        ("", "2004/2005", "", "2004"),
        ("", "2004--05", "", "2004"),
        ("", "2017a", "", "2017"),
        ("", "19XX", "", "1900"),
        ("", "", "jan", ""),
        ("", "to appear", "", ""),
        ("", "12345", "", ""),
        ("-0044-03-15", "", "", "-0044"),
        ("", "-0044", "", "-0044"),
        ("", "-0000", "", "0000"),
        ("", "", "", ""),
    ],
)
def test_the_sortable_date_says_what_is_known(date: str, year: str, month: str, expected: str) -> None:
    assert sortable(date, year, month) == expected


@given(st.dates(), st.dates())
def test_sortable_dates_order_as_dates_do(one: dt.date, other: dt.date) -> None:
    first, second = sortable(one.isoformat()), sortable(other.isoformat())
    assert (first < second) == (one < other)


@given(YEARS, YEARS)
def test_years_before_christ_come_before_all_others(before: int, after: int) -> None:
    assert sortable(f"-{before + 1:04}") < sortable(f"{after:04}")


@given(st.text(alphabet="0123456789-/~?%XuTyjan .", max_size=14), st.text(max_size=6), st.text(max_size=6))
def test_a_sortable_date_is_one_of_four_forms_and_a_fixed_point(date: str, year: str, month: str) -> None:
    found = sortable(date, year, month)
    assert sortable(found) == found
    assert not found or is_valid(found) or abs(year_of(found) or 0) > 9999


def test_the_day_counts_where_it_has_a_field_of_its_own() -> None:
    assert sortable("", "2001", "10", "1") == "2001-10-01"
