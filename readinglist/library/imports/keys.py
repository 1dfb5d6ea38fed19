"""Giving records their keys, the fourth stage of an import.

The one that the user names, its own, or one made for it; the key of a duplicate becomes an alias.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist import citekeys
from readinglist.citekeys import patterns
from readinglist.library.errors import KeyTaken
from readinglist.library.held_keys import HeldKeys
from readinglist.library.online import stubs
from readinglist.model.key_folding import folded_key
from readinglist.model.record import Problem, Record
from readinglist.model.unread import altered
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from readinglist.library.imports.match import Handle, KnownSources
    from readinglist.model.record import Item
    from readinglist.store import Reader

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
        return altered(record, key=rule.wanted, pinned=True), None
    own = record.key if rule.keys == "keep" else ""
    free = citekeys.free(made(record, rule), lambda key: bool(holder(key)))
    message = f"the key {own} belongs to another source; this one is kept as {free}"
    notice = Problem(record.line, message, broken=False) if own and free != own else None
    is_kept = free == record.key and record.pinned == bool(own)
    return record if is_kept else altered(record, key=free, pinned=bool(own)), notice


def made(record: Record, rule: KeyRule) -> str:
    """Return the key that a record is to have, if it is free."""
    own = record.key if rule.keys == "keep" else ""
    return own or stubs.key(record) or patterns.make(rule.pattern, record)


def made_printable(items: list[Item]) -> tuple[dict[str, str], list[Problem]]:
    """Take characters that control a terminal out of the keys of records, in place.

    Return the new keys by the old ones, folded, and what is to be said of them.
    """
    changed, notices = {}, []
    for place, item in enumerate(items):
        if isinstance(item, Record) and not item.key.isprintable() and (key := text.printable(item.key)) != item.key:
            changed[folded_key(item.key)] = key
            items[place] = altered(item, key=key)
            message = f"a key with control characters is kept as {key}" if key else "its key is of control characters"
            notices.append(Problem(item.line, message, broken=False))
    return changed, notices


class Keyring:
    """The keys of a batch: those that its new sources are kept under, and those that become aliases."""

    def __init__(self, rule: KeyRule, known: KnownSources, opened: Reader) -> None:
        self.rule, self.known, self.opened = rule, known, opened
        self.held = HeldKeys(opened, dict.fromkeys(known.free) | known.keys)
        self.key_of_id = opened.keys_of(known.keys.values()) if known.keys else {}
        self.kept: dict[int, Record] = {}
        self.given: dict[str, str] = {}  # casefolded names, to the keys of their sources
        self.aliases: dict[Handle, list[str]] = {}
        self.notices: list[Problem] = []

    def expect(self, records: Iterable[Record]) -> None:
        """Look up at once the keys that new sources may get."""
        self.held.expect(made(record, self.rule) for record in records if not self.rule.wanted)

    def add(self, place: int, record: Record) -> None:
        """Give a new source its key."""
        # Further keys that it gives itself become aliases when all keys are known.
        source, notice = keyed(altered(record, aliases=()) if record.aliases else record, self.rule, self.holder)
        self.kept[place] = source
        self.given[folded_key(source.key)] = source.key
        self.notices += [notice] if notice else []
        if self.rule.keys == "generate":
            self.add_alias(place, record.key)

    def add_alias(self, handle: Handle, name: str) -> tuple[bool, str]:
        """Let the key of a duplicate mean its source.

        Return whether it is a new alias, and the key of another source that holds it.
        """
        holder = self.holder(name) if name else ""
        if holder or not name:
            return False, "" if holder == self.key_of(handle) else holder
        self.aliases.setdefault(handle, []).append(name)
        self.given[folded_key(name)] = self.key_of(handle)
        return True, ""

    def key_of(self, handle: Handle) -> str:
        """Return the key of a new source, or of one of the library."""
        return self.kept[handle].key if isinstance(handle, int) else self.known.sources[handle].key

    def new(self) -> Iterator[tuple[int, Record]]:
        """Yield the new sources, each with its place in the batch."""
        return ((place, self.with_aliases(place, source)) for place, source in self.kept.items())

    def with_aliases(self, handle: Handle, source: Record) -> Record:
        """Return a source with the aliases that it gets."""
        names = self.aliases.get(handle)
        return altered(source, aliases=(*source.aliases, *names)) if names else source

    def holder(self, name: str) -> str:
        """Return the key of the source that has a key or an alias; empty where it is free."""
        if given := self.given.get(folded_key(name)):
            return given
        number = self.held.holder(name)
        if number is not None and number not in self.key_of_id:
            self.key_of_id |= self.opened.keys_of([number])
        return "" if number is None else self.key_of_id[number]
