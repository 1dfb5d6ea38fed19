"""Dates in the EDTF that BibLaTeX reads, and older forms.

The standard is the Extended Date/Time Format (EDTF) of ISO 8601-2, which began at the Library of Congress, levels 0 and 1.
Also read are the `u` of its draft for an unknown digit, and `unknown` and `open` for the end of a range.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# Kept as text, for `re` to compile when needed: every start of the program imports this.
# Groups: the year, of more than four digits behind `y`, or with unknown digits; month or season; day and time; the mark.
_SINGLE = (
    r"(?P<year>[yY]-?[0-9]{4,9}|-?(?:[0-9]{4}|[0-9]{3}[Xxu]|[0-9]{2}[Xxu]{2}|[0-9][Xxu]{3}))"
    r"(?:-(?P<month>[0-9]{2}|[Xxu]{2})(?:-(?P<day>[0-9]{2}|[Xxu]{2})"
    r"(?:T(?:[01][0-9]|2[0-4])(?::[0-5][0-9]){0,2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?)?"
    r"(?P<mark>[~?%]?|\?~)"
)
_SIGNED = re.compile(r"-?[0-9]{1,9}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SPAN = r"([0-9]{1,2})\s*[-–/]+\s*([0-9]{1,2})"
_OPEN = frozenset(("", "..", "open", "unknown"))
SEASONS = range(21, 25)  # EDTF level 1: 21 is spring, 24 is winter
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LAST = 12
_LONGEST_NUMBER = 2  # digits of a month
_SHORT = 100  # characters; what is longer is not kept in mind
_UNKNOWN_DIGITS = str.maketrans("Xxu", "000")
MONTH_MACROS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # those of BibTeX
_MACROS = {macro: number for number, macro in enumerate(MONTH_MACROS, 1)}
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
    return (_known if len(text) < _SHORT else _parse)(text)


def _parse(text: str) -> DateSpan | None:
    start, slash, end = text.strip().partition("/")
    first = _parse_single(start)
    if not slash:
        return DateSpan(first) if first else None
    last = _parse_single(end)
    known = (first or start in _OPEN) and (last or end in _OPEN)
    return DateSpan(first, last, is_range=True) if known and (first or last) else None


_known = lru_cache(4096)(_parse)  # most works are of some years, and a date is asked for more than once


def is_valid(text: str) -> bool:
    """Whether a text is a date or range that `parse` reads."""
    return parse(text) is not None


def _parse_single(text: str) -> Date | None:
    found = re.fullmatch(_SINGLE, text)
    if not found or found["year"] == "-0000":
        return None
    year = int(found["year"].lstrip("yY").translate(_UNKNOWN_DIGITS))
    month, day = (int(part) if (part := found[name] or "XX").isdecimal() else 0 for name in ("month", "day"))
    if "00" in (found["month"], found["day"]) or not _in_calendar(year, month, day):
        return None
    mark = found["mark"]
    return Date(year, month, day, mark in ("~", "%", "?~"), mark in ("?", "%", "?~"))


def _in_calendar(year: int, month: int, day: int) -> bool:
    if month in SEASONS or month == 0:
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


def year_of(date: str) -> int | None:
    """Return the year of a sortable date.

    `2017-06 → 2017`, `-0043 → -43`.

    None where it is empty or no date.
    """
    found = _SIGNED.match(date)
    return int(found[0]) if found else None


def shown_year(year: int | None) -> str:
    """Return an astronomical year as people count it: `2017 → 2017`, `-43 → 44 BC`; empty for None."""
    if year is None:
        return ""
    return str(year) if year > 0 else f"{1 - year} BC"
