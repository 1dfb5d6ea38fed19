"""Dates as people write them, in EDTF, and back.

Years, months and days come in the fields of classic BibTeX, in texts of CSL, and from the keyboard: `Jan.--Feb. 2001`,
`Spring 2001`, `OCT 1`, `44 BC`, `c. 1850`, `1990s`. A text is read as a whole or not at all, so that nothing of it is lost.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from readinglist.model import dates

SEASON_NAMES = ("Spring", "Summer", "Autumn", "Winter")  # EDTF's months 21 to 24
# English, German, French, Spanish, Italian and Portuguese.
_SEASONS = (
    " spring frühling frühjahr printemps primavera ",
    " summer sommer été verano estate verão ",
    " autumn fall herbst automne otoño autunno outono ",
    " winter hiver invierno inverno ",
)
# Kept as text, for `re` to compile when needed.
_PIECE = (
    r"(?P<number>[0-9]{1,4})(?P<mark>[?~%]?)(?:(?:st|nd|rd|th)\b|\.)?"
    r"|(?P<joint>-{1,3}|[–—/&]|(?:to|and|bis|und|et|à)\b)"
    r"|(?P<era>(?:b\.? ?c(?:\.? ?e)?|v\. ?chr|av\. ?j\.-c|a\.? ?d|c\.? ?e|n\. ?chr)\b\.?)"
    r"|(?P<about>(?:circa|about|around|ca|c|um|vers)\b\.?)|(?P<word>[^\W\d_]+)\.?|(?P<space>[\s,]+)"
)
_DECADE = r"(([0-9]{2})[0-9])0['’]?s"
_TWO_NUMBERS = r"[0-9]{2}([0-9]{2})-([0-9]{2})"
_NUMERIC = r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?"
_NUMBERS = r"\s*[0-9]{1,2}(?:\s*[-–/]+\s*[0-9]{1,2})?\s*"
_FILLERS = frozenset(("de", "of", "the", "del", "du", "le"))
_BEFORE_CHRIST = ("b", "v", "av")
_SMALLEST_SEASON = "21"
_SMALLEST_YEAR = 100  # a smaller one may be short for one of this century, unless its era is named
_UNKNOWN_DIGIT = 3  # digits: `185?` is a year of the 1850s
_LONGEST_DAY = 2  # digits
_SIDES = 2
_SHORT = 100  # characters; what is longer is not kept in mind


class DateInParts(NamedTuple):
    """A date as classic BibTeX has it.

    `months` are one number or two of a range; year and day are text.
    """

    year: str
    months: tuple[int, ...] = ()
    day: str = ""


class _Side:
    """One end of a range, or a single date, while it is read."""

    def __init__(self) -> None:
        self.year = self.day = self.month = 0
        self.mark = self.era = ""
        self.numbers: list[str] = []

    @property
    def is_empty(self) -> bool:
        return not (self.year or self.day or self.month or self.numbers)

    def edtf(self) -> str:
        """Return this end in EDTF; empty for an open one."""
        if self.is_empty:
            return ""
        year = 1 - self.year if self.era.lower().startswith(_BEFORE_CHRIST) else self.year
        parts = [f"-{-year:04}" if year < 0 else f"{year:04}"]
        parts += [f"{number:02}" for number in (self.month, self.day) if number]
        return "-".join(parts) + self.mark


def edtf(year: str, month: str = "", day: str = "") -> str:
    """Return in EDTF what the fields year, month and day say, in plain text.

    Empty where that is not certain in every word.

    `2001`, `Jan.–Feb. → 2001-01/2001-02`; `2001`, `OCT 1 → 2001-10-01`; `44 BC → -0043`; `2001`, `Spring → 2001-21`;
    `c. 1850 → 1850~`; `1998/99 → 1998/1999`; `12 June 2017 → 2017-06-12`; `forthcoming →` empty
    """
    is_short = len(year) + len(month) + len(day) < _SHORT
    return (_known_edtf if is_short else _edtf)(year, month, day)


def _edtf(year: str, month: str, day: str) -> str:
    if not (month or day):
        written = year.strip()
        return "" if _is_month_or_range(written) else written if dates.is_valid(written) else _read(written)
    months = _named(month)
    if (day and not month) or not re.search(r"\d", year):
        return ""
    if (span := dates.parse(year.strip())) and span.is_range:
        return _zipped(span, months) if not day else ""
    return _read(f"{months} {day}, {_spelled(span.start) if span and span.start else year}")


_known_edtf = lru_cache(4096)(_edtf)  # most works are of some years


def from_text(text: str) -> str:
    """Return a date in one text in EDTF.

    Empty where it is none that is certain; `05/06/2017` is not, nor are `2001-13` and `2001-33`, while `1998-99` is a range.
    `2001-5-3 → 2001-05-03`
    """
    written = text.strip()
    if dates.is_valid(written):
        return written
    if found := re.fullmatch(_NUMERIC, written):
        year, month, day = found.groups()
        range_of_years = len(month) == _LONGEST_DAY and not day and int(month) == (int(year) + 1) % 100
        return (
            _read(written)
            if range_of_years
            else _checked("-".join(part.zfill(2) for part in (year, month, day) if part))
        )
    return _read(written)


def _is_month_or_range(written: str) -> bool:
    """Whether a year may be meant with its month or season, or with the next: `2004-05`, `2020-21`."""
    found = re.fullmatch(_TWO_NUMBERS, written)
    return found is not None and dates.is_valid(written) and (found[1] < found[2] or found[2] < _SMALLEST_SEASON)


def _named(month: str) -> str:
    """Return months with names in the place of numbers: `5--6 → may–jun`."""
    if not re.fullmatch(_NUMBERS, month):
        return month
    numbers = [int(number) for number in re.findall(r"[0-9]+", month)]
    if not all(1 <= number <= len(dates.MONTH_MACROS) for number in numbers):
        return month
    return "–".join(dates.MONTH_MACROS[number - 1] for number in numbers)


def _zipped(span: dates.DateSpan, months: str) -> str:
    """Return a range of years with a month for each end.

    `2001/2002`, `Dec/Jan → 2001-12/2002-01`
    """
    sides = _sides(months)
    ends = [end for end in (span.start, span.end) if end]
    if not sides or len(sides) != _SIDES or len(ends) != _SIDES or any(end.month for end in ends):
        return ""
    for side, end in zip(sides, ends, strict=True):
        if not side.month or side.day or side.numbers or side.year or end.year <= 0:
            return ""
        side.year = end.year
    return _checked("/".join(side.edtf() for side in sides))


def _read(text: str) -> str:
    if found := re.fullmatch(_DECADE, text, re.IGNORECASE):
        return f"{found[2]}XX" if found[1][-1] == "0" else f"{found[1]}X"
    sides = _sides(text)
    if sides is None or not _complete(sides):
        return ""
    return _checked("/".join(side.edtf() for side in sides))


def _checked(written: str) -> str:
    return written if dates.is_valid(written) else ""


def _sides(text: str) -> list[_Side] | None:
    """Return the ends of a range, or a single date.

    None where a word is not understood.
    """
    piece = re.compile(_PIECE, re.IGNORECASE)
    sides = [_Side()]
    position = 0
    while position < len(text):
        found = piece.match(text, position)
        if not found:
            return None
        position = found.end()
        if found["joint"]:
            sides.append(_Side())
        elif not _take(sides[-1], found):
            return None
    return sides if len(sides) <= _SIDES else None


def _take(side: _Side, found: re.Match[str]) -> bool:
    """Take a token into an end; whether it was understood."""
    if found["space"]:
        return True
    if found["era"]:
        known, side.era = side.era, found["era"]
        return not known
    if found["about"]:
        side.mark = _both(side.mark, "~")
        return True
    if found["number"]:
        if found["mark"] == "?" and len(found["number"]) == _UNKNOWN_DIGIT:
            return False
        side.numbers.append(found["number"])
        side.mark = _both(side.mark, found["mark"])
        return True
    return found["word"].lower() in _FILLERS or _take_month(side, found["word"])


def _both(mark: str, other: str) -> str:
    return mark or other if not (mark and other) or mark == other else "%"


def _take_month(side: _Side, word: str) -> bool:
    low = word.lower()
    number = next((n for n, names in enumerate(_SEASONS, dates.SEASONS.start) if f" {low} " in names), 0)
    number = number or dates.month_number(word)
    known, side.month = side.month, number
    return bool(number and not known)


def _complete(sides: list[_Side]) -> bool:
    """Give each end what it leaves to the other; whether all is then said."""
    first, last = sides[0], sides[-1]
    first.era = first.era or last.era
    last.era = last.era or first.era
    if not all(_sort_numbers(side) for side in sides):
        return False
    if len(sides) == 1:
        return _is_whole(first)
    if last.is_empty or first.is_empty:
        return _is_whole(first) or _is_whole(last)
    if first.mark == "~" and not last.mark:
        last.mark = "~"
    return _share(first, last) and _is_whole(first) and _is_whole(last) and bool(first.month) == bool(last.month)


def _is_whole(side: _Side) -> bool:
    return bool(side.year) and (bool(side.month) or not side.day)


def _sort_numbers(side: _Side) -> bool:
    """Take the numbers of an end for its year and day."""
    for written in side.numbers:
        number = int(written)
        is_year = len(written) > _LONGEST_DAY or (side.era and not side.month) or (side.era and side.day)
        if is_year and not side.year and (number >= _SMALLEST_YEAR or (side.era and number)):
            side.year = number
        elif not is_year and not side.day and number:
            side.day = number
        else:
            return False
    side.numbers = []
    return True


def _share(first: _Side, last: _Side) -> bool:
    if first.year and not last.year and last.day and not (first.month or last.month):
        # 1945–54: the century stands only once.
        last.year, last.day = first.year - first.year % 100 + last.day, 0
        return first.year < last.year
    first.year = first.year or last.year
    carried = (
        last.year == 0 and bool(first.month and last.month) and last.month < first.month <= len(dates.MONTH_MACROS)
    )
    last.year = last.year or first.year + carried
    first.month = first.month or (last.month if first.day else 0)
    last.month = last.month or (first.month if last.day else 0)
    if first.year == last.year and last.month < first.month <= len(dates.MONTH_MACROS) and not first.day:
        last.year += 1  # December/January: an issue for the turn of the year
    return True


def in_parts(date: str) -> DateInParts | None:
    """Return a date in EDTF as classic BibTeX has it.

    None where words cannot say it so that it is read back.

    `1723~ → ca. 1723`, `2001-01/2001-02 → 2001` and the months 1 and 2, `-0043 → 44 BC`
    """
    span = dates.parse(date)
    if span is None:
        return None
    parts = _said(span, date)
    months = "–".join(_month_name(number) for number in parts.months)
    return parts if edtf(parts.year, months, parts.day) == date.strip() else None


def _month_name(number: int) -> str:
    return (
        SEASON_NAMES[number - dates.SEASONS.start] if number >= dates.SEASONS.start else dates.MONTH_MACROS[number - 1]
    )


def _said(span: dates.DateSpan, written: str) -> DateInParts:
    if unknown := re.fullmatch(r"([0-9]{2}[0-9]?)(X{1,2})", written.strip()):
        return DateInParts(f"{unknown[1]}{'0' * len(unknown[2])}s")
    ends = [end for end in (span.start, span.end) if end]
    months = tuple(dict.fromkeys(end.month for end in ends if end.month))
    days = "--".join(dict.fromkeys(str(end.day) for end in ends if end.day))
    if not span.is_range:
        return DateInParts(_spelled(ends[0]), months, days)
    years = [_spelled(end) if end else "" for end in (span.start, span.end)]
    if len(ends) == _SIDES and len(set(years)) == 1 and months:
        return DateInParts(years[0], months, days)
    if len(ends) == _SIDES and all(end.approximate for end in ends):
        years[1] = years[1].removeprefix("ca. ")
    if len(ends) == _SIDES and all(end.year <= 0 for end in ends):
        years[0] = years[0].removesuffix(" BC")
    return DateInParts(("/" if months else "--").join(years), months, days)


def _spelled(date: dates.Date) -> str:
    year = (
        f"{date.year}" if date.year >= _SMALLEST_YEAR else f"AD {date.year}" if date.year > 0 else f"{1 - date.year} BC"
    )
    year = year.replace(" BC", "? BC") if date.uncertain and date.year <= 0 else f"{year}{'?' * date.uncertain}"
    return f"ca. {year}" if date.approximate else year
