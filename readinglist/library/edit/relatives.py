"""What the fields of a source say of other sources: whom it inherits from, and what it calls itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import errors
from readinglist.library.imports import own_aliases
from readinglist.model import biblatex, crossref

if TYPE_CHECKING:
    from readinglist.model.record import Record
    from readinglist.store import Writer


def settle(opened: Writer, number: int, old: Record) -> None:
    """Give a source that was changed the names that it calls itself since; `old` is what it was.

    Raises InvalidValue where a change makes it inherit from itself, or calls it as another source is called.
    """
    new = opened.record(number)
    for name in biblatex.INHERITING:
        if new.plain(name) != old.plain(name):
            _check_line(opened, number, name, new.plain(name))
    names = crossref.ids_of(new)
    if not set(names) - set(crossref.ids_of(old)):
        return
    source, taken = own_aliases.with_aliases(opened, number, names)
    for name, holder in taken:
        if name not in crossref.ids_of(old):
            raise errors.InvalidValue("ids", name, f"it is a name of {holder}, another source")
    opened.save([(number, new, source)])


def _check_line(opened: Writer, number: int, name: str, value: str) -> None:
    """Raise InvalidValue where a source is among the ancestors that a field of it names."""
    waiting, seen = crossref.named_by(opened.record(number), (name,)), set[int]()
    while waiting:
        parent = opened.holder(waiting.pop())
        if parent == number:
            raise errors.InvalidValue(name, value, "a source cannot inherit from itself")
        if parent is not None and parent not in seen:
            seen.add(parent)
            waiting += crossref.parents_of(opened.record(parent))
