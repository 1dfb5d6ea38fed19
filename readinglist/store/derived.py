"""What a library keeps of a record to sort, compare and search it by, whatever the engine: values that follow from its parts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from readinglist.model.prepared import Columns, Searched
from readinglist.model.record import date_of
from readinglist.model.titles import shown_title
from readinglist.model.venues import venue_of
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
# Where a part of a key begins: `Vaswani2017attentionIs` → Vaswani…, 2017…, attention…, Is.
_PART = re.compile(r"(?<=[^\W_])(?:(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[a-z])(?=[A-Z]))|(?<=[\W_])(?=[^\W_])")
_MOST_PARTS = 12  # of a key; a guess: more are words of a title, which is searched by itself


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


def searched(record: Record, kept: Columns | None = None) -> Searched:
    """Return the texts by which a record is found, as the full-text index takes them; `kept` are its columns, from who has them."""
    if known := record.known_beforehand():
        return known.searched
    kept = kept or columns(record)
    named = zip(record.contributors, kept.people, strict=True)
    people = [(person.role, folded) for person, folded in named if person.literal != "others"]
    fields = [(field.name.lower(), field.plain) for field in record.fields]
    return Searched(
        text.segment(kept.title_folded),
        _joined([name for role, name in people if role == "author"]),
        _joined([name for role, name in people if role == "editor"]),
        _joined([name for role, name in people if role not in ("author", "editor")]),
        as_searched(kept.venue),
        _folded_joined([plain for name, plain in fields if name == "abstract"]),
        _folded_joined([plain for name, plain in fields if name in ANNOTATIONS]),
        _joined(kept.tags),
        _folded_joined([plain for name, plain in fields if name not in ELSEWHERE]),
    )


def searched_key(record: Record) -> tuple[str, str]:
    """Return the keys of a record, and the parts of its key, as the full-text index takes them."""
    known = record.known_beforehand()
    if known and known.key[0] == record.key and not record.aliases:
        return known.key[1:]
    return as_searched(" ".join((record.key, *record.aliases))), key_parts(record.key)


def key_parts(key: str) -> str:
    """Return a key and what is left of it from each part on, by which a part of a key is found.

    `doe2020Deep` → `doe2020deep`, `2020deep`, `deep`, with borders between.
    """
    return f" {BORDER} ".join(map(as_searched, parts_of(key)))


def parts_of(key: str) -> list[str]:
    """Return a key and what is left of it from each part on: `doe2020Deep` → `doe2020Deep`, `2020Deep`, `Deep`."""
    return [key[start:] for start in [0, *(found.start() for found in _PART.finditer(key))][:_MOST_PARTS]]


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
