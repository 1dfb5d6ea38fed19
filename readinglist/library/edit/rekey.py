"""Giving sources keys made anew.

Those that nobody chose, or all that are asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist import citekeys
from readinglist.citekeys import patterns
from readinglist.library import settings
from readinglist.library.edit import repoint
from readinglist.library.edit.sources import renamed
from readinglist.library.held_keys import HeldKeys
from readinglist.library.operation import perform
from readinglist.model import query
from readinglist.model.key_folding import folded_key

if TYPE_CHECKING:
    from collections.abc import Container

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.store import Writer

_SUFFIX = re.compile(r"[a-z]{0,2}\Z")


class Rekeyed(NamedTuple):
    """A source under its new key, and the old one."""

    old: str
    record: Record


def rekey(
    library: Location, wanted: str = "", *, pattern: str = "", pinned: bool = False, dry_run: bool = False
) -> list[Rekeyed]:
    """Give the sources that a query finds the keys that a pattern makes; return those whose key is another now.

    Keys from a file and by hand are pinned, and stay without `pinned`. A key that fits already, its suffix aside,
    stays. Former keys stay as aliases. Raises QueryError, and InvalidValue for an invalid pattern.
    """
    pattern = patterns.check(pattern) if pattern else settings.of(library).key_pattern

    def body(opened: Writer) -> list[Rekeyed]:
        ids = opened.select(query.parse(wanted))
        moved: dict[str, str] = {}
        given: set[str] = set()
        changes = []
        held = HeldKeys(opened)
        held.expect(patterns.make(pattern, record) for record in opened.records(ids) if pinned or not record.pinned)
        for number, record in zip(ids, opened.records(ids), strict=True):
            if record.pinned and not pinned:
                continue
            key = fitting(held, number, record, pattern, given)
            if key != record.key:
                moved |= dict.fromkeys((folded_key(name) for name in (record.key, *record.aliases)), key)
                given.add(folded_key(key))
                changes.append((number, record, renamed(record, key, pinned=False)))
        opened.save(changes)
        repoint.follow(opened, moved)
        return [Rekeyed(old.key, new) for _, old, new in changes]

    return perform(library, f"rekey {wanted}".strip(), body, dry_run=dry_run)


def fitting(held: HeldKeys, number: int, record: Record, pattern: str, given: Container[str] = ()) -> str:
    """Return the key that a pattern makes for a source, free in the library and not among those given already, folded.

    A key that fits but for its suffix stays.
    """
    base = patterns.make(pattern, record)
    if record.key.startswith(base) and _SUFFIX.fullmatch(record.key[len(base) :]):
        return record.key

    def is_taken(key: str) -> bool:
        return folded_key(key) in given or held.holder(key) not in (None, number)

    return citekeys.free(base, is_taken)
