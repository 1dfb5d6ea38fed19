"""Giving a record its key, the fourth stage of an import.

The one that the user names, its own, or one made for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist import citekeys
from readinglist.citekeys import patterns
from readinglist.library.errors import KeyTaken
from readinglist.library.online import stubs
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.model.record import Record

Keys = Literal["keep", "generate"]


class KeyRule(NamedTuple):
    """Where keys come from.

    `wanted` is the one for a single source, `pattern` makes those that are generated.
    """

    keys: Keys = "keep"
    wanted: str = ""
    pattern: str = ""


def keyed(record: Record, rule: KeyRule, holder: Callable[[str], str]) -> tuple[Record, Problem | None]:
    """Return a record under a key that is free, and a notice where it could not keep its own.

    `holder` gives the key of the source that has a key, or had it before; empty for a free one. Raises KeyTaken where
    the key that the user names is in use.

    doe2020, which another source has → doe2020a
    """
    if rule.wanted:
        if taken := holder(rule.wanted):
            raise KeyTaken(rule.wanted, taken)
        return replace(record, key=rule.wanted, pinned=True), None
    own = record.key if rule.keys == "keep" else ""
    made = own or stubs.key(record) or patterns.make(rule.pattern, record)
    free = citekeys.free(made, lambda key: bool(holder(key)))
    message = f"the key {own} belongs to another source; this one is kept as {free}"
    notice = Problem(record.line, message, broken=False) if own and free != own else None
    return replace(record, key=free, pinned=bool(own)), notice
