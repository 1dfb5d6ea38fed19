"""Dates as BibLaTeX takes them: EDTF (ISO 8601-2, levels 0 and 1), and what older files have instead."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

_PLAIN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?\Z")
_SINGLE = re.compile(
    r"(?P<year>-?y?\d{4,}|\d{3}[Xxu]|\d{2}[Xxu]{2})(?:-(?P<month>\d\d|[Xxu]{2})(?:-(?P<day>\d\d|[Xxu]{2}))?)?"
    r"(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?P<mark>[?~%]?)\Z"
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12, "mär": 3, "mai": 5, "okt": 10, "dez": 12, "fév": 2, "avr": 4, "jui": 6, "aoû": 8, "déc": 12, "ene": 1,
    "abr": 4, "ago": 8, "dic": 12,
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d{1,2}")
_SEASONS = range(21, 25)


class Date(NamedTuple):
    """A date; month and day are 0 where unknown, seasons are months 21 to 24."""

    year: int
    month: int = 0
    day: int = 0
    approximate: bool = False
    uncertain: bool = False


def parse(text: str) -> tuple[Date | None, Date | None] | None:
    """Return start and end of a date (the end None but for ranges, an open end None too); None for what is no date."""
    start, slash, end = text.strip().partition("/")
    if not slash:
        single = _single(start)
        return (single, None) if single else None
    ends = [None if part in ("", "..") else _single(part) for part in (start, end)]
    wrong = any(part not in ("", "..") and found is None for part, found in zip((start, end), ends, strict=True))
    return None if wrong or ends == [None, None] else (ends[0], ends[1])


def is_valid(text: str) -> bool:
    """Whether a text is a date, of days that the calendar has."""
    return parse(text) is not None


def _single(text: str) -> Date | None:
    found = _SINGLE.match(text)
    if not found:
        return None
    year = int(re.sub("[Xxu]", "0", found["year"].replace("y", "")))
    month, day = (int(part) if (part := found[name] or "").isdigit() else 0 for name in ("month", "day"))
    if found["month"] == "00" or found["day"] == "00" or not _in_calendar(year, month, day):
        return None
    return Date(
        year,
        month,
        day,
        found["mark"] in ("~", "%") and bool(found["mark"]),
        found["mark"] in ("?", "%") and bool(found["mark"]),
    )


def _in_calendar(year: int, month: int, day: int) -> bool:
    if month in _SEASONS:
        return day == 0
    if not 0 <= month <= 12:  # noqa: PLR2004
        return False
    leap = 2000 + year % 400
    return day == 0 or (month > 0 and 1 <= day <= monthrange(leap, month)[1])


def month_number(text: str) -> int:
    """Return 1 to 12 for a month by number, by macro or by name in some European languages; 0 for none."""
    plain = text.strip(" {}\"'.").lower()
    if plain.isdigit():
        return int(plain) if 1 <= int(plain) <= 12 else 0  # noqa: PLR2004
    for word in _WORD.findall(plain):
        if word.startswith("juil"):
            return 7
        if word[:3] in _MONTHS:
            return _MONTHS[word[:3]]
    return 0


def sortable(date: str, year: str = "", month: str = "") -> str:
    """Return the date of a source for sorting, as far as it is known: `2017-06-12`, `2017-06`, `2017` or empty.

    Of a range the start counts, of a season the year, of text such as `in press 2024` the first four-digit number.
    """
    if date:
        if _PLAIN.match(date) and date[5:7] <= "12":
            return date
        found = parse(date)
        if found and (first := found[0] or found[1]):
            return _iso(first)
    return _from_year(year or date, month)


def _iso(date: Date) -> str:
    year = f"{date.year:04}" if date.year >= 0 else f"-{-date.year:04}"
    if not 1 <= date.month <= 12:  # noqa: PLR2004
        return year
    return f"{year}-{date.month:02}" + (f"-{date.day:02}" if date.day else "")


def _from_year(year: str, month: str) -> str:
    if not year:
        return ""
    found = _YEAR.search(year)
    if not found:
        return ""
    number = month_number(month) if month else 0
    return f"{found[0]}-{number:02}" if number else found[0]


def year_of(date: str) -> int | None:
    """Return the year of a sortable date."""
    if not date:
        return None
    head = date[:5] if date[0] == "-" else date[:4]
    return int(head) if head.lstrip("-").isdigit() else None
