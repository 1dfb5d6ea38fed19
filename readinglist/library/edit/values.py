"""Which values a field can have: years, days, addresses, numbers of periodicals, names of languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from readinglist import errors
from readinglist.model import biblatex, dates, dates_in_words, languages
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable

NO_TYPES = frozenset(("string", "comment", "preamble"))  # commands of BibTeX: such an entry would be lost
_ROMAN = r"(?=[MDCLXVI])M{0,4}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_YEAR = (
    r"\D*[0-9]{2}([0-9]{1,2})[a-z]?\D*(?:\D([0-9]{2}|[0-9]{4})[a-z]?\D*)?"  # 1983a, 2001/2002, c. 1850, [1999], 1998-99
)
_DAY = r"0?[1-9]|[12][0-9]|3[01]"
_RUNS = ("javascript", "vbscript", "data")  # what an address must not do in a page that shows it
_ISSN = r"[0-9]{4}-?[0-9]{3}[0-9Xx]"


def check(canonical: str, name: str, plain: str) -> None:
    """Raise InvalidValue for a value that a field, called `name`, cannot have."""
    if canonical in biblatex.NAME_FIELDS and not re.sub(r"(?i)\band\b|[\s,]", "", plain):
        raise errors.InvalidValue(name, plain, "write a name as 'Family, Given', or '{A Body}'")
    if (test := _CHECKS.get(canonical)) and (hint := test(plain)):
        raise errors.InvalidValue(name, plain, hint)


def check_range(name: str, plain: str, written: str) -> None:
    """Raise InvalidValue for a range of dates that ends before it begins."""
    span = dates.parse(written)
    if span and span.start and span.end:
        pairs = zip(span.end[:3], span.start[:3], strict=True)
        last, first = zip(*((end, start) for end, start in pairs if end and start), strict=True)
        if last < first:
            raise errors.InvalidValue(name, plain, "the range ends before it begins")


def doubts(name: str, value: str) -> list[str]:
    """Return warnings about a value that is kept."""
    canonical, plain = biblatex.canonical(name), text.squeeze(value)
    if canonical == "langid" and not languages.is_known(plain):
        return [f"{plain} is no language that readinglist knows; it is kept as it is."]
    return []


def doubts_of_type(kind: str) -> list[str]:
    """Return a warning about an entry type that no data model has."""
    known = biblatex.BIBTEX_TYPES | biblatex.BIBLATEX_TYPES | biblatex.OF_PACKAGES
    if kind.lower() in known or biblatex.biblatex_type(kind).lower() in known:
        return []
    return [f"{kind} is no entry type of BibTeX or BibLaTeX; it is kept as it is."]


def _of_year(plain: str) -> str:
    written = dates_in_words.from_text(plain)
    if re.fullmatch(_ROMAN, plain.upper()) and len(plain) > 1:
        return "write a year in digits"
    found = re.fullmatch(_YEAR, plain)
    backwards = found and len(found[2] or "") == 2 and found[2] <= found[1]  # noqa: PLR2004 - 2024-13 is no range
    if re.search("[0-9]", plain) and not written and (backwards or not found):
        return "a year has four digits, as 2025, 1983a or 2024/2025; of a work that has not appeared, write forthcoming"
    return ""


def _of_month(plain: str) -> str:
    known = dates_in_words.edtf("2000", plain)
    return "" if known else "write a month as 1 to 12 or by name, several as May/June, a season by name"


def _of_day(plain: str) -> str:
    found = all(re.fullmatch(_DAY, part) for part in re.split(r"\s*[-–/,]+\s*", plain))
    return "" if found else "write a day as 1 to 31"


def _of_url(plain: str) -> str:
    try:
        address = urlsplit(plain)
        port = address.port
    except ValueError as error:
        return f"it is no address: {error}"
    if not address.scheme or address.scheme in _RUNS or re.search(r"\s", plain):
        return "write an address as https://example.org/page"
    if address.scheme in ("http", "https", "ftp") and (not address.hostname or port == 0):
        return "write an address as https://example.org/page, with a host"
    return ""


def _of_issn(plain: str) -> str:
    for part in filter(None, re.split(r"[\s,;/]+|\([^()]*\)", plain)):
        digits = part.replace("-", "").upper()
        if not re.fullmatch(_ISSN, part):
            return "an ISSN has eight digits, as 0028-0836"
        total = sum((8 - place) * (10 if digit == "X" else int(digit)) for place, digit in enumerate(digits))
        if total % 11:
            return "its check digit is wrong"
    return ""


_CHECKS: dict[str, Callable[[str], str]] = {
    "year": _of_year,
    "month": _of_month,
    "day": _of_day,
    "url": _of_url,
    "issn": _of_issn,
}
