"""What records inherit from others, by which they are compared: the papers of two volumes may have one title."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist.deduplication import titles
from readinglist.formats import bibtex
from readinglist.model import crossref
from readinglist.model.key_folding import folded_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readinglist.model.record import Record
    from readinglist.store import Reader


def ancestors(opened: Reader, records: Iterable[Record]) -> dict[str, Record]:
    """Return the sources from which records inherit, by the folded keys under which they are named."""
    found: dict[str, Record] = {}
    waiting = list(records)
    while names := {folded_key(key) for one in waiting for key in crossref.parents_of(one)}.difference(found):
        held = opened.keys_in_use(names)
        numbers = sorted(set(held.values()))
        sources = dict(zip(numbers, opened.entries(numbers), strict=True))
        new = {name: sources[number] for name, number in held.items()}
        found |= new
        waiting = list(new.values())
    return found


def whole(record: Record, by_key: Mapping[str, Record]) -> Record:
    """Return a record with the fields and people that it inherits; its identifiers stay its own."""
    if all(folded_key(key) not in by_key for key in crossref.parents_of(record)):
        return record
    macros = {macro.name.lower(): macro.value for parent in by_key.values() for macro in parent.macros}
    built = bibtex.build(record.key, record.type, crossref.resolved(record, by_key), macros | record.defined)
    return replace(record, fields=built.fields, contributors=built.contributors, macros=built.macros)


def said_of(source: Record, record: Record, by_key: Mapping[str, Record]) -> Record:
    """Return what a duplicate says of a source: with what it inherits, where the source inherits nothing itself."""
    return record if crossref.parents_of(source) else whole(record, by_key)


def wholes(opened: Reader, records: Iterable[Record]) -> list[Record]:
    """Return sources of a library with what they inherit in it."""
    sources = list(records)
    by_key = ancestors(opened, sources)
    return [whole(source, by_key) for source in sources] if by_key else sources


def other_parent(one: tuple[Record, Mapping[str, Record]], other: tuple[Record, Mapping[str, Record]]) -> str:
    """Return what keeps two records from being one work where their parents have other titles; empty for nothing.

    Each comes with its ancestors by folded key. A chapter does not inherit the title of every kind of book.
    """
    mine, theirs = (
        [by_key[folded_key(key)].title for key in crossref.parents_of(record) if folded_key(key) in by_key]
        for record, by_key in (one, other)
    )
    differing = [pair for pair in zip(mine, theirs, strict=False) if not titles.agree(*pair) and all(pair)]
    return f"parent {differing[0][0]}, not {differing[0][1]}" if differing else ""
