"""What the fields of sources say of other sources: whom they inherit from, and what they call themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import errors
from readinglist.library.imports import own_aliases
from readinglist.model import biblatex, crossref
from readinglist.model.key_folding import folded_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.model.record import Record
    from readinglist.store import Writer

Changed = tuple[int, "Record", "Record"]


def settle(opened: Writer, changed: Sequence[tuple[int, Record]]) -> None:
    """Give sources that were changed the names that they call themselves since; each comes by its id with what it was.

    What all of them say together counts, and not what one said before the next was saved. Raises InvalidValue where a source
    inherits from itself by a change, or is called as another source is called.
    """
    ids = [number for number, _ in changed]
    pairs = [(number, old, new) for (number, old), new in zip(changed, opened.records(ids), strict=True)]
    _check_lines(opened, pairs)
    renamed = [one for one in pairs if set(crossref.ids_of(one[2])) - set(crossref.ids_of(one[1]))]
    if not renamed:
        return
    given = own_aliases.with_aliases(opened, [(number, crossref.ids_of(new)) for number, _, new in renamed])
    for (_, old, _), taken in zip(renamed, given.taken, strict=True):
        for name, holder in taken:
            if name not in crossref.ids_of(old):
                raise errors.InvalidValue("ids", name, f"it is a name of {holder}, another source")
    opened.save(given.changes)


def _check_lines(opened: Writer, pairs: Sequence[Changed]) -> None:
    """Raise InvalidValue where a source is among the ancestors that a changed field of it names."""
    moved = [
        (number, name, new)
        for number, old, new in pairs
        for name in biblatex.INHERITING
        if new.plain(name) and new.plain(name) != old.plain(name)
    ]
    if not moved:
        return
    named = opened.parent_keys(biblatex.INHERITING)
    held = opened.keys_in_use({folded_key(key) for _, key in named})
    parents: dict[int, list[int]] = {}
    for child, key in named:
        parents.setdefault(child, []).extend([held[folded_key(key)]] if folded_key(key) in held else [])
    for number, name, record in moved:
        first = [held[folded_key(key)] for key in crossref.named_by(record, (name,)) if folded_key(key) in held]
        if _is_above(number, first, parents):
            raise errors.InvalidValue(name, record.plain(name), "a source cannot inherit from itself")


def _is_above(number: int, first: list[int], parents: dict[int, list[int]]) -> bool:
    """Whether a source is among some sources and their ancestors."""
    waiting, seen = first, set(first)
    while waiting and number not in seen:
        new = set(parents.get(waiting.pop(), ())) - seen
        seen |= new
        waiting = [*waiting, *new]
    return number in seen
