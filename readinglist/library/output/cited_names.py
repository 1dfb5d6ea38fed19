"""Sources under the names by which documents cite them, former keys included."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist.model import crossref
from readinglist.store.sqlite import read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.model.record import Record


def under_names(connection: sqlite3.Connection, found: Iterable[Record], cited: Sequence[str]) -> Iterator[Record]:
    """Yield sources under all names by which they are cited; a parent of one under its own key too."""
    names = _names(connection, cited) if cited else {}
    parents: set[str] = set()
    for record in found:
        own = names.get(record.key, [])
        if not own or (record.key.casefold() in parents and record.key not in own):
            own = [record.key, *own]
        for name in own:
            yield record if name == record.key else replace(record, key=name)
        if cited:
            parents |= {key.casefold() for key in crossref.named_by(record)}


def _names(connection: sqlite3.Connection, cited: Sequence[str]) -> dict[str, list[str]]:
    """Return by which names each source is cited, by its key; of two that differ only in case, the first."""
    held = read.taken(connection, [name.casefold() for name in cited])
    numbers = sorted(set(held.values()))
    keys = dict(zip(numbers, (record.key for record in read.entries(connection, numbers)), strict=True))
    names: dict[str, list[str]] = {}
    for folded, name in {name.casefold(): name for name in reversed(cited)}.items():
        if folded in held:
            names.setdefault(keys[held[folded]], []).insert(0, name)
    return names
