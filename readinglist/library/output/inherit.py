"""Entries with what they inherit from their parents written into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats import bibtex
from readinglist.model import crossref
from readinglist.model.key_folding import folded_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.record import Record
    from readinglist.store import Reader


def entries(opened: Reader, ids: list[int]) -> Iterator[Record]:
    """Yield the entries of sources, with what they inherit written into them."""
    by_key = _ancestors(opened)
    macros = {macro.name.lower(): macro.value for parent in by_key.values() for macro in parent.macros}
    for record in opened.entries(ids):
        if not crossref.parents_of(record):
            yield record
            continue
        own = macros | record.defined
        yield bibtex.build(record.key, record.type, crossref.resolved(record, by_key), own)


def _ancestors(opened: Reader) -> dict[str, Record]:
    """Return every entry that another inherits from, by its folded key and by those that name it."""
    links = opened.parent_keys()
    known = opened.keys_in_use({folded_key(key) for _, key in links})
    numbers = sorted(set(known.values()))
    parents = dict(zip(numbers, opened.entries(numbers), strict=True))
    return {key: parents[number] for key, number in known.items()}
