"""Working out, where entries are read, what an import asks of each: in the processes that read a large file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.deduplication.fingerprint import fingerprint
from readinglist.formats import bibtex
from readinglist.library.imports import names
from readinglist.model import biblatex, crossref
from readinglist.model.prepared import Parts, Prepared
from readinglist.store.derived import columns, searched, searched_key

if TYPE_CHECKING:
    from readinglist.model.prepared import Columns
    from readinglist.model.record import Record


def prepared(record: Record) -> Prepared:
    """Return what an import asks of a record, and what the library keeps of it."""
    undefined = tuple([(low, use.name, use.field) for low, use in bibtex.undefined(record).items()])
    values = record.values()
    kept = columns(record, values)
    return Prepared(
        _parts(record, kept),
        kept,
        searched(record, kept),
        (record.key, *searched_key(record)),
        fingerprint(record, values),
        not biblatex.KEY_FIELDS.isdisjoint(values),
        tuple(crossref.ids_of(record)),
        tuple(names.faults(record)),
        undefined,
    )


def _parts(record: Record, kept: Columns) -> Parts:
    return Parts(
        tuple([(f.name, f.raw, f.plain) for f in record.fields]),
        tuple([(m.name, m.value) for m in record.macros]),
        tuple(
            [
                (c.role, c.family, c.given, c.prefix, c.suffix, c.literal, folded)
                for c, folded in zip(record.contributors, kept.people, strict=True)
            ]
        ),
        tuple([(i.scheme, i.value) for i in record.identifiers]),
        tuple(zip(record.tags, kept.tags, strict=True)),
    )
