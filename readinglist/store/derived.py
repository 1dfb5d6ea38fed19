"""What a library keeps of a record to sort, compare and search it by, whatever the engine: values that follow from its parts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from readinglist.model.prepared import Columns, Searched
from readinglist.model.record import date_of, venue_of
from readinglist.model.titles import shown_title
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.model.record import Contributor, Record

# The fields that are searched as annotations, and those whose text is searched elsewhere, or never by words.
ANNOTATIONS = ("annotation", "annote", "note", "booktitle", "series")
ELSEWHERE = (*ANNOTATIONS, "title", "author", "editor", "abstract", "keywords", "keyword", "date", "year", "doi", "url")
# Between two names or texts, so that no phrase reaches from one into the next: a character of the private use area, which
# is a word of its own.
BORDER = "\ue002"


def columns(record: Record, values: dict[str, str] | None = None) -> Columns:
    """Return the columns of a record: those that were worked out beforehand, or else made now.

    `values` are those that it gives itself (`Record.values`), from who has them already.
    """
    if known := record.known_beforehand():
        return known.columns
    values = record.values() if values is None else values
    title, byline = shown_title(record.type, values), record.byline
    return Columns(
        title,
        text.fold(title),
        byline,
        text.fold(byline),
        venue_of(values),
        date_of(values),
        folded_people(record),
        folded_tags(record),
    )


def folded_people(record: Record) -> tuple[str, ...]:
    """Return the names of the contributors of a record, as they are compared."""
    if known := record.known_beforehand():
        return known.columns.people
    return tuple([_folded(person) for person in record.contributors])


def folded_tags(record: Record) -> tuple[str, ...]:
    """Return the tags of a record, as they are compared."""
    if known := record.known_beforehand():
        return known.columns.tags
    return tuple([text.fold(tag) for tag in record.tags])


def searched(record: Record, values: dict[str, str] | None = None) -> Searched:
    """Return the texts by which a record is found, as the full-text index takes them; `values` are as for `columns`."""
    if known := record.known_beforehand():
        return known.searched
    values = record.values() if values is None else values
    people = [(person.role, _folded(person)) for person in record.contributors if person.literal != "others"]
    fields = [(field.name.lower(), field.plain) for field in record.fields]
    return Searched(
        as_searched(shown_title(record.type, values)),
        _joined([name for role, name in people if role == "author"]),
        _joined([name for role, name in people if role == "editor"]),
        _joined([name for role, name in people if role not in ("author", "editor")]),
        as_searched(venue_of(values)),
        _folded_joined([plain for name, plain in fields if name == "abstract"]),
        _folded_joined([plain for name, plain in fields if name in ANNOTATIONS]),
        _joined(folded_tags(record)),
        _folded_joined([plain for name, plain in fields if name not in ELSEWHERE]),
    )


def as_searched(value: str) -> str:
    """Return a text as the full-text index has it: folded, every East Asian character a word."""
    return text.segment(text.fold(value))


@lru_cache(16_384)  # most people wrote more than one of the works of a file
def _folded(person: Contributor) -> str:
    return text.fold(person.whole)


def _joined(folded: Sequence[str]) -> str | None:
    return text.segment(f" {BORDER} ".join(folded)) if folded else None


def _folded_joined(texts: Sequence[str]) -> str | None:
    return as_searched(f" {BORDER} ".join(texts)) if texts else None
