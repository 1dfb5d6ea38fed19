"""What a format could not carry: a record beside what is read of what was written of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats.draft import whole
from readinglist.model import schemes
from readinglist.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

    from readinglist.model.record import Item


def of(record: Record, module: ModuleType) -> list[str]:
    """Return the names of the fields that a format does not give back as they were; `entrytype` for the type, `key` for the key."""
    read = next((one for one in module.load("".join(module.dump([record]))) if isinstance(one, Record)), None)
    return list(_changed(whole(record), whole(read))) if read else ["entrytype"]


def differences(records: Iterable[Record], read: Iterable[Item]) -> Iterator[str]:
    """Yield a line for each record that is not in a text, and each that is there and was not written."""
    written = [record.key for record in records]
    found = [one.key for one in read if isinstance(one, Record)]
    yield from (f"{key} is missing" for key in written if key not in found)
    yield from (f"{key} was not written" for key in found if key not in written)


def _changed(record: Record, read: Record) -> Iterator[str]:
    if record.key != read.key:
        yield "key"
    if record.type.lower() != read.type.lower():
        yield "entrytype"
    after = read.values()
    for name, plain in record.values().items():
        if _compared(name, plain, record) != _compared(name, after.get(name, ""), read):
            yield name
    yield from (name for name in after if name not in record.values())


def _compared(name: str, plain: str, record: Record) -> object:
    """Return a value as it is compared: people by their names, keywords as a set, dashes as one, identifiers in their one form."""
    if name == "keywords":
        return frozenset(record.tags)
    if any(person.role == name for person in record.contributors):
        return [person for person in record.contributors if person.role == name]
    if name in schemes.TABLE and name != "url":
        return frozenset(one.value for one in record.identifiers if one.scheme == name) or plain
    return re.sub(r"--?", "–", plain) if name == "pages" else plain.replace("--", "–")
