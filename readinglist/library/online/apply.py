"""Taking what a service says into a source that is there, with everything kept that the reader said of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist.formats import bibtex
from readinglist.model import biblatex, provenance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.model.record import Record


def apply_fetched(mine: Record, theirs: Record, differences: Sequence[provenance.Difference], at: str) -> Record:
    """Return a source with the values of a fetch that are to be taken, each with its origin; no longer a stub.

    A stub gets the fields in the order of the fetch, what the reader gave in their places.
    """
    names = {difference.field for difference in differences if difference.taken}
    kind = theirs.type if provenance.TYPE in names else mine.type
    new = _filled(replace(mine, type=kind), theirs, names) if mine.unresolved else _changed(mine, theirs, names, kind)
    return provenance.settled(new, mine, theirs, theirs.origin, at)


def _filled(mine: Record, theirs: Record, names: set[str]) -> Record:
    """Return a stub with all that was fetched, and over it what is not to be replaced."""
    filled = replace(mine, fields=theirs.fields, macros=theirs.macros)
    kept: dict[str, str | None] = {
        field.name: field.raw for field in mine.fields if provenance.kept_as(field.name) not in names
    }
    if any(name in kept for name in biblatex.ISSUED):
        kept = dict.fromkeys(biblatex.ISSUED) | kept
    return bibtex.edit(filled, kept)


def _changed(mine: Record, theirs: Record, names: set[str], kind: str) -> Record:
    changes: dict[str, str | None] = {
        field.name: field.raw for field in theirs.fields if provenance.kept_as(field.name) in names
    }
    if any(name in changes for name in biblatex.ISSUED):
        changes = dict.fromkeys(name for name in biblatex.ISSUED if mine.field(name)) | changes
    return bibtex.edit(replace(mine, type=kind), changes)
