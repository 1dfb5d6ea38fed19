"""The place of a date in time, by which sources are sorted."""

from __future__ import annotations

import re
from functools import lru_cache

from readinglist.model import dates

# Dates that are valid whatever the month: no day above 28. A fast way for nearly all dates.
_SORTABLE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?)?")
_LEADING = r"[0-9]{4}-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?(?![0-9])"
_BASIC = r"([12][0-9]{3})([0-9]{2})([0-9]{2})"  # as Papers writes dates; 00 is unknown
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


@lru_cache(4_096)  # the works of a file have few dates
def sortable(date: str, year: str = "", month: str = "", day: str = "") -> str:
    """Return the date of a source for sorting.

    It is as precise as it is known.
    It is read from the plain values of `date`, or where that has no date, of `year`, `month` and `day`. Of a range the start
    counts, of a season and a year before Christ only the year, of other text the first four-digit number. Negative years
    (`-0043` is 44 BC) sort before all others, among themselves the later first.

    `2017-06-12/2018 → 2017-06-12`, `2017-21 → 2017`, `in press 2024 → 2024`, `June 2017 → 2017-06`, `44 BC → -0043`,
    `forthcoming →` empty
    """
    if date:
        return date if _SORTABLE.fullmatch(date) else _from_date(date) or _from_year(year, month, day)
    return _from_year(year, month, day)


def _from_date(text: str) -> str:
    if span := dates.parse(text):
        return _start(span)
    if found := re.fullmatch(_BASIC, text.strip()):
        text = "-".join(part for part in found.groups() if part != "00")
    if found := re.match(_LEADING, text.strip()):
        return found[0] if dates.is_valid(found[0]) else found[0][:7]
    if written := _from_words(text):
        return written
    found = _YEAR.search(text)
    return _with_month(found[0], dates.month_number(text)) if found else ""


def _from_year(year: str, month: str, day: str) -> str:
    if not year:
        return ""
    found = _YEAR.fullmatch(year)
    if found and not day and (not month or month.isalpha()):
        return _with_month(year, dates.month_number(month) if month else 0)
    if written := _from_words(year, month, day):
        return written
    found = _YEAR.search(year)
    if found and not year.lstrip().startswith("-"):
        return _with_month(found[0], dates.month_number(month) if month else 0)
    span = dates.parse(year)
    return _start(span) if span else found[0] if found else ""


def _from_words(year: str, month: str = "", day: str = "") -> str:
    from readinglist.model import dates_in_words  # noqa: PLC0415 - nearly all dates are numbers, and every start imports this

    span = dates.parse(dates_in_words.edtf(year, month, day))
    return _start(span) if span else ""


def _start(span: dates.DateSpan) -> str:
    first = span.start or span.end
    return _iso(first) if first else ""


def _iso(date: dates.Date) -> str:
    if date.year < 0:
        return f"-{-date.year:04}"
    text = f"{date.year:04}" if date.month in dates.SEASONS else _with_month(f"{date.year:04}", date.month)
    return f"{text}-{date.day:02}" if date.day else text


def _with_month(year: str, month: int) -> str:
    return f"{year}-{month:02}" if month else year
