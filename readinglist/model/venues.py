"""Where a source appeared."""

from __future__ import annotations

_VENUES = (
    "journaltitle", "journal", "booktitle", "maintitle", "eventtitle", "howpublished", "organization",
    "institution", "school", "publisher", "eprinttype", "archiveprefix",
)  # fmt: skip


def venue_of(values: dict[str, str]) -> str:
    """Return the journal, book, body or site in which a source appeared, or empty; `values` are as for `titles.title_of`."""
    return next((values[name] for name in _VENUES if values.get(name)), "")
