"""Dates in the EDTF that BibLaTeX reads, and older forms.

The standard is the Extended Date/Time Format (EDTF) of ISO 8601-2, which began at the Library of Congress, levels 0 and 1.
Also read are the `u` of its draft for an unknown digit, and `unknown` and `open` for the end of a range.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Dates that are valid whatever the month: no day above 28. A fast way for nearly all dates.
_SORTABLE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?)?")
# Kept as text, for `re` to compile when needed: every start of the program imports this.
# Groups: the year, of more than four digits behind `y`, or with unknown digits; month or season; day and time; the mark.
_SINGLE = (
    r"(?P<year>[yY]-?[0-9]{4,9}|-?(?:[0-9]{4}|[0-9]{3}[Xxu]|[0-9]{2}[Xxu]{2}|[0-9][Xxu]{3}))"
    r"(?:-(?P<month>[0-9]{2}|[Xxu]{2})(?:-(?P<day>[0-9]{2}|[Xxu]{2})"
    r"(?:T(?:[01][0-9]|2[0-4])(?::[0-5][0-9]){0,2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?)?"
    r"(?P<mark>[~?%]?|\?~)"
)
_LEADING = r"[0-9]{4}-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?(?![0-9])"
_BASIC = r"([12][0-9]{3})([0-9]{2})([0-9]{2})"  # as Papers writes dates; 00 is unknown
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_SIGNED = re.compile(r"-?[0-9]{1,9}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SPAN = r"([0-9]{1,2})\s*[-–/]+\s*([0-9]{1,2})"
_OPEN = frozenset(("", "..", "open", "unknown"))
_SEASONS = range(21, 25)  # EDTF level 1: 21 is spring, 24 is winter
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LAST = 12
_LONGEST_NUMBER = 2  # digits of a month
_MACROS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
# English, German, French, Spanish, Italian, Portuguese and Dutch; a word is a month if one of these begins with it.
_MONTH_NAMES = (
    " january januar janvier enero gennaio janeiro januari jänner",
    " february februar février fevrier febrero febbraio fevereiro februari",
    " march märz maerz mars marzo março maart",
    " april avril abril aprile",
    " may mai mayo maggio maio mei",
    " june juni juin junio giugno junho",
    " july juli juillet julio luglio julho",
    " august août aout agosto augustus",
    " september septembre septiembre settembre setembro",
    " october oktober octobre octubre ottobre outubro",
    " november novembre noviembre novembro",
    " december dezember décembre decembre diciembre dicembre dezembro",
)


class Date(NamedTuple):
    """A date.

    Month and day are 0 where unknown, seasons are months 21 to 24, a decade is its first year.
    """

    year: int
    month: int = 0
    day: int = 0
    approximate: bool = False
    uncertain: bool = False


class DateSpan(NamedTuple):
    """A date, or a range of which one end may be open (None)."""

    start: Date | None
    end: Date | None = None
    is_range: bool = False


def parse(text: str) -> DateSpan | None:
    """Return a date or range in EDTF.

    None for anything else.
    Days must be in the calendar; the time of day is not kept.

    Level 0: `2017-06-12T10:00Z → 2017, 6, 12`, and ranges `a/b`.
    Level 1: `2017-21 → 2017, 21` (a season), `199X → 1990`, `-0044 → -44`, `y-12000 → -12000`, each with `?`, `~` or `%`
    behind it, and ranges that are open: `a/`, `a/..`, `/b`.
    """
    start, slash, end = text.strip().partition("/")
    first = _parse_single(start)
    if not slash:
        return DateSpan(first) if first else None
    last = _parse_single(end)
    known = (first or start in _OPEN) and (last or end in _OPEN)
    return DateSpan(first, last, is_range=True) if known and (first or last) else None


def is_valid(text: str) -> bool:
    """Whether a text is a date or range that `parse` reads."""
    return parse(text) is not None


def _parse_single(text: str) -> Date | None:
    found = re.fullmatch(_SINGLE, text)
    if not found or found["year"] == "-0000":
        return None
    year = int(re.sub("[Xxu]", "0", found["year"].lstrip("yY")))
    month, day = (int(part) if (part := found[name] or "XX").isdecimal() else 0 for name in ("month", "day"))
    if "00" in (found["month"], found["day"]) or not _in_calendar(year, month, day):
        return None
    mark = found["mark"]
    return Date(year, month, day, mark in ("~", "%", "?~"), mark in ("?", "%", "?~"))


def _in_calendar(year: int, month: int, day: int) -> bool:
    if month in _SEASONS or month == 0:
        return day == 0
    if month > _LAST or day > _DAYS[month]:
        return False
    return (month, day) != (2, 29) or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def month_number(text: str) -> int:
    """Return the number of a month, 1 to 12.

    0 for none.
    A month may be a number, a BibTeX macro or a name in one of seven European languages; of several the first counts.
    `jan # "~5" → 1`, `März → 3`, `May/June → 5`, `5--6 → 5`, `13 → 0`
    """
    if text in _MACROS:
        return _MACROS[text]
    plain = text.strip(" {}\"'.").lower()
    if plain.isdecimal():
        return _month_of_digits(plain)
    if span := re.fullmatch(_SPAN, plain):
        first, last = map(_month_of_digits, span.groups())
        return first if last else 0
    return next((number for word in _WORD.findall(plain) if (number := _month_of_word(word))), 0)


def _month_of_digits(digits: str) -> int:
    # The length is looked at first: Python refuses to convert thousands of digits.
    return int(digits) if len(digits) <= _LONGEST_NUMBER and 1 <= int(digits) <= _LAST else 0


def _month_of_word(word: str) -> int:
    return next((number for number, names in enumerate(_MONTH_NAMES, 1) if f" {word}" in names), 0)


def sortable(date: str, year: str = "", month: str = "") -> str:
    """Return the date of a source for sorting.

    It is as precise as it is known.
    It is read from the plain values of `date`, or where that has no date, of `year` and `month`. Of a range the start
    counts, of a season and a year before Christ only the year, of other text the first four-digit number. Negative years
    (`-0043` is 44 BC) sort before all others, among themselves the later first.

    `2017-06-12/2018 → 2017-06-12`, `2017-21 → 2017`, `in press 2024 → 2024`, `June 2017 → 2017-06`, `forthcoming →` empty
    """
    if date:
        return date if _SORTABLE.fullmatch(date) else _from_date(date) or _from_year(year, month)
    return _from_year(year, month)


def _from_date(text: str) -> str:
    span = parse(text)
    first = span and (span.start or span.end)
    if first:
        return _iso(first)
    if found := re.fullmatch(_BASIC, text.strip()):
        text = "-".join(part for part in found.groups() if part != "00")
    if found := re.match(_LEADING, text.strip()):
        return found[0] if is_valid(found[0]) else found[0][:7]
    found = _YEAR.search(text)
    return _with_month(found[0], month_number(text)) if found else ""


def _iso(date: Date) -> str:
    if date.year < 0:
        return f"-{-date.year:04}"
    text = f"{date.year:04}" if date.month in _SEASONS else _with_month(f"{date.year:04}", date.month)
    return f"{text}-{date.day:02}" if date.day else text


def _from_year(year: str, month: str) -> str:
    if not year:
        return ""
    found = _YEAR.search(year)
    if found and not year.lstrip().startswith("-"):
        return _with_month(found[0], month_number(month) if month else 0)
    single = _parse_single(year.strip())
    return _iso(single) if single else found[0] if found else ""


def _with_month(year: str, month: int) -> str:
    return f"{year}-{month:02}" if month else year


def year_of(date: str) -> int | None:
    """Return the year of a sortable date.

    `2017-06 → 2017`, `-0043 → -43`.

    None where it is empty or no date.
    """
    found = _SIGNED.match(date)
    return int(found[0]) if found else None
