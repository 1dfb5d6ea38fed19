"""Values of web pages as plain text, dates and languages."""

from __future__ import annotations

import re
import unicodedata

from readinglist.model import dates, languages
from readinglist.util.html import unescaped
from readinglist.util.text import clean

# The length keeps the search linear in a text of `<` that are never closed; markup in metadata is shorter.
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_BREAKING = re.compile(r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|section|title|jats:\w+)\b", re.IGNORECASE)
_ISO = re.compile(r"([0-9]{4})(?:([-/.]?)([0-9]{2}|(?<=[-/.])[0-9])(?:\2([0-9]{2}|(?<=[-/.])[0-9]))?)?(?![0-9])")
_EAST = re.compile(r"([0-9]{4})\s*[年년]\s*([0-9]{1,2})\s*[月월](?:\s*([0-9]{1,2})\s*[日일])?")
_DATE_IN_WORDS = re.compile(
    r"(?:([0-9]{1,2})(?:\s*[-–]\s*[0-9]{1,2})?(?:st|nd|rd|th|\.|º)?(?:\s+(?:of|de))?[\s.-]+)?([^\W\d_]{3,12})\.?(?:[\s-]+([0-9]{1,2})(?:st|nd|rd|th)?(?![0-9]))?"
    r"(?:,|\s+(?:de|del|of)\b|-)?\s*([12][0-9]{3})(?![0-9])"
)
_DATE_IN_NUMBERS = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([12][0-9]{3})(?![0-9])")
# Seconds, or milliseconds, since 1970: ten digits that begin with 1 are the years 2001 to 2033.
_EPOCH = re.compile(r"1[0-9]{9}(?:[0-9]{3})?")
_YEAR = re.compile(r"(?<![0-9])(?:1[4-9]|20)[0-9]{2}(?![0-9])")
_FIRST, _LAST = 1400, 2100  # years: from the first printed books to beyond all that is announced
_SOFT_HYPHEN = "\u00ad"
_TWELVE = 12
_LONGEST = 12  # letters of the name of a language, as BibLaTeX has them; longer ones are sentences
# Dates that stand for none: the zero of Unix (in time zones west of it, the day before), of SQL and of spreadsheets.
_UNSET = ("1970-01-01", "1969-12-31", "1900-01-01", "1899-12-30")


def plain(value: str, most: int = 1000) -> str:
    """Return a value as plain text on one line, at most `most` characters.

    It has no tags, entities and control characters, and is in NFC. `<b>R&amp;amp;D</b> → R&D`
    """
    # Many pages encode their entities twice. Four times the length leaves room for tags and entities.
    cut = unescaped(unescaped(value[: most * 4]))
    if "<" in cut:
        cut = _TAG.sub(lambda found: " " if _BREAKING.match(found[0]) else "", cut)
    squeezed = clean(unicodedata.normalize("NFC", cut).replace(_SOFT_HYPHEN, ""))
    return squeezed if len(squeezed) <= most else squeezed[: most - 1].rstrip() + "…"


def date(value: str) -> str:
    """Return a date of a page in ISO 8601.

    Only the parts that are certain are returned.
    The day is the one that is written, whatever the time zone; empty for no date.

    `2025-01-27T23:00:00-05:00 → 2025-01-27`, `January 27, 2025 → 2025-01-27`, `2025年1月27日 → 2025-01-27`,
    `27/01/2025 → 2025-01-27`; of `03/04/2025` only the year is certain: `2025`.
    """
    # No date is as long; what stands before it may be a word or two.
    written = value.strip()[:200]
    if _EPOCH.fullmatch(written):
        return _from_epoch(int(written[:10]))
    if found := _EAST.search(written):
        return _in_calendar(found[1], found[2], found[3] or "")
    if found := _ISO.match(written):
        return _in_calendar(found[1], found[3] or "", found[4] or "")
    return _from_words(written) or _from_numbers(written) or _lone_year(written)


def _from_epoch(seconds: int) -> str:
    from datetime import UTC, datetime  # noqa: PLC0415 - seldom needed

    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _from_words(written: str) -> str:
    for found in _DATE_IN_WORDS.finditer(written):
        if month := dates.month_number(found[2]):
            return _in_calendar(found[4], str(month), found[1] or found[3] or "")
    return ""


def _from_numbers(written: str) -> str:
    found = _DATE_IN_NUMBERS.search(written)
    if not found:
        return ""
    first, second = int(found[1]), int(found[3])
    if found[2] == "." or first > _TWELVE:
        return _in_calendar(found[4], found[3], found[1])
    return _in_calendar(found[4], found[1], found[3]) if second > _TWELVE or first == second else _in_calendar(found[4])


def _lone_year(written: str) -> str:
    found = _YEAR.search(written)
    return _in_calendar(found[0]) if found else ""


def _in_calendar(year: str, month: str = "", day: str = "") -> str:
    """Return as much of a date as the calendar has.

    `2025`, `2`, `30` → `2025-02`.
    Empty for a year out of all question, and for a date that stands for none.
    """
    if not _FIRST <= int(year) <= _LAST:
        return ""
    whole = "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
    while whole.count("-") and not dates.is_valid(whole):
        whole = whole.rpartition("-")[0]
    return "" if whole in _UNSET else whole


def language(value: str) -> str:
    """Return BibLaTeX's name of a language.

    Empty for an unknown one.
    It may be given by its code or English name: `en-GB → english`, `German → german`
    """
    # The longest name of a language is shorter; an attribute may hold anything.
    found = languages.language(value[:40])
    return found if found.isalpha() and found.isascii() and len(found) <= _LONGEST else ""
