"""Compares a file that was written with the records that it should hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats.bibtex import write
from readinglist.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.formats.bibtex.write import Dialect
    from readinglist.model.record import Item


def differences(records: Iterable[Record], items: Iterable[Item], dialect: Dialect) -> Iterator[str]:
    """Yield a line for each difference.

    `key: title: a → b`.

    `items` are what the file holds, `dialect` that in which it was written.
    """
    found: dict[str, Record] = {}
    for item in items:
        if isinstance(item, Problem):
            yield f"line {item.line}: {item.message}"
        elif isinstance(item, Record):
            found[item.key] = item
    for record in records:
        written = found.pop(record.key, None)
        if written is None:
            yield f"{record.key}: is not in the file"
        else:
            yield from (f"{record.key}: {line}" for line in _compare(write.as_written(record, dialect), written))
    yield from (f"{key}: is in the file, and should not be" for key in found)


def _compare(wanted: Record, written: Record) -> Iterator[str]:
    if wanted.type.lower() != written.type.lower():
        yield f"entry type: {wanted.type} → {written.type}"
    before, after = wanted.values(), written.values()
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield f"{name}: {before.get(name, '–')} → {after.get(name, '–')}"
    if wanted.contributors != written.contributors and before == after:
        yield "the names of its people differ"
