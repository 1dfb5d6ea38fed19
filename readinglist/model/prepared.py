"""What follows from the parts of a record, and is kept beside them in the library: an import works it out where it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.model.record import date_of, venue_of
from readinglist.model.titles import shown_title
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.model.record import Contributor, Record

_ABSTRACTS = frozenset(("abstract", "annotation", "annote", "note", "booktitle", "series"))


class Columns(NamedTuple):
    """What a library keeps of a record to sort, compare and search it by."""

    title: str
    title_folded: str
    byline: str
    byline_folded: str
    venue: str
    date: str
    people: tuple[str, ...]
    """The names of its contributors, folded."""
    tags: tuple[str, ...]
    """Its tags, folded."""


class Searched(NamedTuple):
    """The texts by which a record is found; None where it has none of a kind."""

    title: str
    people: str | None
    venue: str
    abstract: str | None
    tags: str | None


class Prepared(NamedTuple):
    """What was worked out of a record beforehand: its columns and texts, its fingerprint, and what is wrong in its fields."""

    columns: Columns
    searched: Searched
    fingerprint: str
    faults: tuple[tuple[str, str], ...]
    """The fields whose lists of names have faults, with a sentence about each."""
    undefined: tuple[tuple[str, str, str], ...]
    """The macros that nothing defines, in lower case and as written, with the first field that uses each."""


def columns(record: Record) -> Columns:
    """Return the columns of a record: those that were worked out beforehand, or else made now."""
    if known := record.known_beforehand():
        return known.columns
    values = record.values()
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
    return tuple([text.fold(person.whole) for person in record.contributors])


def folded_tags(record: Record) -> tuple[str, ...]:
    """Return the tags of a record, as they are compared."""
    if known := record.known_beforehand():
        return known.columns.tags
    return tuple([text.fold(tag) for tag in record.tags])


def searched(record: Record) -> Searched:
    """Return the texts by which a record is found, as the full-text index takes them."""
    if known := record.known_beforehand():
        return known.searched
    values = record.values()
    people = [_named(person) for person in record.contributors if person.literal != "others"]
    abstract = [field.plain for field in record.fields if field.name.lower() in _ABSTRACTS]
    return Searched(
        text.segment(shown_title(record.type, values)),
        _joined("; ", people),
        text.segment(venue_of(values)),
        _joined(" ", abstract),
        _joined(", ", record.tags),
    )


def _named(person: Contributor) -> str:
    prefix, suffix = f" {person.prefix}".rstrip(" "), f" {person.suffix}".rstrip(" ")
    return f"{person.given}{prefix} {person.family}{suffix}{person.literal}".strip(" ")


def _joined(between: str, texts: Sequence[str]) -> str | None:
    return text.segment(between.join(texts)) if texts else None
