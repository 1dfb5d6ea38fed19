"""Lists of names in an input that BibTeX reads otherwise than they were meant: said, and kept as they are."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from readinglist.formats import bibtex
from readinglist.model import name_lists
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Record

_MOST = 20  # notices about one batch; `doctor` names them all


def notices(records: Iterable[Record]) -> list[Problem]:
    """Return a notice for each list of names that has a fault, the first ones of many."""
    found = list(islice(_faults(records), _MOST + 1))
    if len(found) > _MOST:
        found[_MOST:] = [
            Problem(found[_MOST].line, "there are more such names; `readinglist doctor` names them", broken=False)
        ]
    return found


def _faults(records: Iterable[Record]) -> Iterator[Problem]:
    for record in records:
        known = record.known_beforehand()
        for name, message in known.faults if known else faults(record):
            where = f"{name} of {record.key}" if record.key else name
            said = f"{where}: {message}; `readinglist doctor --fix` mends what is clear"
            yield Problem(record.line, said, broken=False)


def faults(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the fields of a record whose lists of names have faults, with a sentence about each."""
    for field, content in bibtex.lists_of_names(record):
        for fault in name_lists.faults(content):
            yield field.name, fault.message
