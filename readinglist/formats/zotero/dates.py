"""Dates as Zotero keeps them: its own reading in numbers, and what was typed."""

from __future__ import annotations

import re
from functools import lru_cache

from readinglist.model import dates, dates_in_words

# Zotero's form of a date in its database: `2021-00-00 2021/2026`, with zeros for what is not known.
_TWO_PARTS = re.compile(r"(\d{4})-(\d\d)-(\d\d) (.*)", re.DOTALL)
_SQL = re.compile(r"(\d{4}-\d\d-\d\d)[ T]\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?(?:[+-]\d\d:?\d\d)?")
_FAR = re.compile(r"-?\d{5,}|-\d{1,3}")


@lru_cache(4096)  # most works are of some years
def of(text: str) -> str:
    """Return a date in EDTF, empty where there is none that is certain; a text that is no date is for a field of its own.

    What was typed counts where it says more: `1900-00-00 ca. 1900 → 1900~`, `2021-00-00 2021/2026 → 2021/2026`,
    `2020-05-06 6 May 2020 → 2020-05-06`.
    """
    found = _TWO_PARTS.fullmatch(text.strip())
    if not found:
        return _typed(typed_of(text))
    numbers, typed = _numbers(*found.groups()[:3]), _typed(found[4].strip())
    if not typed or not numbers:
        return typed or numbers
    # Of `05/06/2017` Zotero knows by the reader's language which is the month; of a range or a guess only what was typed tells.
    says_more = "/" in typed or typed[-1] in "~?%" or typed.startswith(("-", "y")) or len(typed) > len(numbers)
    return typed if says_more else numbers


def typed_of(text: str) -> str:
    """Return a date as it was typed: `1900-00-00 ca. 1900 → ca. 1900`."""
    found = _TWO_PARTS.fullmatch(text.strip())
    whole = _SQL.fullmatch(text.strip())
    return found[4].strip() if found and not whole else whole[1] if whole else text.strip()


def day_of(moment: str) -> str:
    """Return the day of a moment: `2020-05-06 10:11:12 → 2020-05-06`."""
    found = _SQL.fullmatch(moment.strip())
    return found[1] if found else of(moment)


def moment(text: str) -> str:
    """Return a moment of the database in ISO 8601, in UTC: `2020-05-06 10:11:12 → 2020-05-06T10:11:12Z`; empty for none."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?Z?", text.strip())
    return f"{found[1]}T{found[2]}Z" if found else ""


def _numbers(year: str, month: str, day: str) -> str:
    if year == "0000":
        return ""
    parts = [year, *([month] if month != "00" else []), *([day] if "00" not in (month, day) else [])]
    return next(("-".join(parts[:end]) for end in (3, 2, 1) if dates.is_valid("-".join(parts[:end]))), "")


def _typed(text: str) -> str:
    written = text.strip().strip('"')
    if dates.is_valid(written):
        return written.partition("T")[0] if "/" not in written else written
    return written if _FAR.fullmatch(written) and dates.is_valid(written) else dates_in_words.from_text(written)
