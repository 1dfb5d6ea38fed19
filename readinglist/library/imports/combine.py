"""What a source becomes by a duplicate of it, each value with its origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.deduplication import additions
from readinglist.formats import bibtex
from readinglist.formats.bibtex import expressions
from readinglist.library.online.apply import apply_fetched
from readinglist.model import provenance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readinglist.model.record import Record


def filled(source: Record, record: Record, stamp: str) -> Record:
    """Return a source with the fields and tags that it lacks and a duplicate has; what it has stays.

    A stub is completed by a record that is none.
    """
    if completes(source, record):
        return _completed(source, record, stamp)
    brought = _with_macros_resolved(record, additions.missing(source, record))
    known = {tag.casefold() for tag in source.tags}
    tags = [tag for tag in record.tags if tag.casefold() not in known]
    new = bibtex.edit(source, brought) if brought else source
    new = bibtex.retag(new, [*source.tags, *tags]) if tags else new
    return provenance.noted(source, new, record.origin, stamp) if new is not source else source


def updated(source: Record, record: Record, stamp: str) -> Record:
    """Return a source with the fields of a duplicate, over its own where the two differ."""
    if completes(source, record):
        return _completed(source, record, stamp)
    brought = _with_macros_resolved(record, additions.merged(source, record))
    return provenance.noted(source, bibtex.edit(source, brought), record.origin, stamp)


def completes(source: Record, record: Record) -> bool:
    """Whether a source is a stub and the record is not."""
    return source.unresolved and not record.unresolved


def _completed(source: Record, record: Record, stamp: str) -> Record:
    return apply_fetched(source, record, provenance.differences(source, record), stamp)


def _with_macros_resolved(record: Record, brought: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return fields with the macros that another file defines as text, as the source's file may not have them."""
    macros = record.defined
    return {
        name: bibtex.resolved(raw, macros) if expressions.names_of_macros(raw) & macros.keys() else raw
        for name, raw in brought
    }
