"""Records whose parts are made when they are first asked for: an import takes most of them to the library as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readinglist.model.record import Contributor, Field, Identifier, Macro, Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.model.prepared import Parts, Prepared

_MADE: dict[str, Callable[[Parts], tuple[Any, ...]]] = {
    "fields": lambda parts: tuple([Field(*values) for values in parts.fields]),
    "macros": lambda parts: tuple([Macro(*values) for values in parts.macros]),
    "contributors": lambda parts: tuple([Contributor(*values[:-1]) for values in parts.contributors]),
    "identifiers": lambda parts: tuple([Identifier(*values) for values in parts.identifiers]),
    "tags": lambda parts: tuple([name for name, _ in parts.tags]),
}
# What holds the values of a record, of which a class without dictionaries has one for each (docs.python.org, descriptors).
_ALL = [getattr(Record, name) for name in Record.__slots__]
_BESIDE_PARTS = [getattr(Record, name) for name in Record.__slots__ if name not in _MADE]


def unread(key: str, type: str, line: int, raw: str, prepared: Prepared) -> Record:  # noqa: A002 - the word of the model
    """Return a record of which only this is there yet: the parts are made of `prepared` when they are first asked for."""
    record = Record(key, type, line=line, raw=raw, prepared=prepared, prepared_of={"type": type})
    for name in _MADE:
        object.__delattr__(record, name)
    object.__setattr__(record, "unread", _part)
    return record


def _part(record: Record, name: str) -> object:
    """Return a part of an unread record, made once for it and its copies. Raises AttributeError where it has no such part."""
    if name not in _MADE or record.prepared is None or record.prepared_of is None:
        raise AttributeError(name)
    if name not in record.prepared_of:
        record.prepared_of[name] = _MADE[name](record.prepared.parts)
    made = record.prepared_of[name]
    object.__setattr__(record, name, made)
    return made


def altered(record: Record, **values: object) -> Record:
    """Return a record with other values beside its parts, as `dataclasses.replace` does, but without reading it out."""
    copy: Record = object.__new__(Record)
    for slot in _BESIDE_PARTS if record.unread else _ALL:
        slot.__set__(copy, slot.__get__(record))
    for name, value in values.items():
        object.__setattr__(copy, name, value)
    return copy
