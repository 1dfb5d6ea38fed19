"""Working out, where entries are read, what an import asks of each: in the processes that read a large file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.deduplication.fingerprint import fingerprint
from readinglist.formats import bibtex
from readinglist.library.imports import names
from readinglist.model import biblatex
from readinglist.model.prepared import Prepared
from readinglist.store.derived import columns, searched

if TYPE_CHECKING:
    from readinglist.model.record import Record


def prepared(record: Record) -> Prepared:
    """Return what an import asks of a record."""
    undefined = tuple([(low, use.name, use.field) for low, use in bibtex.undefined(record).items()])
    values = record.values()
    print_ = fingerprint(record, values)
    return Prepared(
        columns(record, values),
        searched(record, values),
        print_,
        not biblatex.KEY_FIELDS.isdisjoint(values),
        tuple(names.faults(record)),
        undefined,
    )
