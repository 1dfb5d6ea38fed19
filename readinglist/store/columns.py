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

_ABSTRACTS = frozenset(("abstract", "annotation", "annote", "note", "booktitle", "series"))


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
    people = [_named(person) for person in record.contributors if person.literal != "others"]
    abstract = [field.plain for field in record.fields if field.name.lower() in _ABSTRACTS]
    return Searched(
        text.segment(shown_title(record.type, values)),
        _joined("; ", people),
        text.segment(venue_of(values)),
        _joined(" ", abstract),
        _joined(", ", record.tags),
    )


@lru_cache(16_384)  # most people wrote more than one of the works of a file
def _folded(person: Contributor) -> str:
    return text.fold(person.whole)


def _named(person: Contributor) -> str:
    prefix, suffix = f" {person.prefix}".rstrip(" "), f" {person.suffix}".rstrip(" ")
    return f"{person.given}{prefix} {person.family}{suffix}{person.literal}".strip(" ")


def _joined(between: str, texts: Sequence[str]) -> str | None:
    return text.segment(between.join(texts)) if texts else None
