"""A source as a page shows it that is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from readinglist.model.record import Record


class Collected(NamedTuple):
    """A source: with its short name, its reference in HTML or else in plain text, and its entry in BibTeX."""

    record: Record
    label: str
    html: str
    plain: str
    bib: str
