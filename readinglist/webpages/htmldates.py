"""The date of a page by htmldate, an extra: it is loaded only where the page's metadata and marks say none."""

from __future__ import annotations

from readinglist.webpages.plain import date

_MOST = 300_000  # characters of a page that it is given; its dates stand near its beginning. A guess


def found(source: str) -> str:
    """Return the date on which a page was published; empty for none, and where htmldate is not installed.

    Only its fast search is used, which reads elements made for dates: the thorough one takes any date in the text.
    """
    try:
        from htmldate import find_date  # noqa: PLC0415 - it takes more time to load than all else, and is an extra
    except ImportError:
        return ""
    try:
        written = find_date(source[:_MOST], extensive_search=False, original_date=True)
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError):  # a page may hold anything
        return ""
    return date(written or "")
