"""The other keys that entries give themselves, by BibLaTeX's `ids` or the id of an item: they become aliases, where no entry has them as its key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist.model import crossref
from readinglist.model.key_folding import folded_key
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.record import Record
    from readinglist.store import Writer


class OwnAliases:
    """The aliases of one import, which are given when all keys are known."""

    def __init__(self) -> None:
        self.wanted: list[tuple[str, int, str, list[str]]] = []  # file, line, the key of the source, names

    def note(self, file: str, record: Record, key: str) -> None:
        """Note what a record calls itself; `key` is that of the source it is kept as."""
        if names := [*crossref.ids_of(record), *record.aliases]:
            self.wanted.append((file, record.line, key, [name for name in names if name.isprintable()]))

    def finish(self, opened: Writer) -> Iterator[tuple[str, Problem]]:
        """Give the aliases; yield what to say of those that another source has, by file."""
        for file, line, key, names in self.wanted:
            number = opened.holder(key)
            if number is None:
                continue
            source, taken = with_aliases(opened, number, names)
            for name, holder in taken:
                message = f"{key} calls itself {name} too, which is {holder}; it keeps only its own key"
                yield file, Problem(line, message, broken=False)
            opened.save([(number, opened.record(number), source)])


def with_aliases(opened: Writer, number: int, names: list[str]) -> tuple[Record, list[tuple[str, str]]]:
    """Return a source with further aliases, and those that another has, each with its key."""
    source = opened.record(number)
    known = {folded_key(name) for name in (source.key, *source.aliases)}
    free: dict[str, str] = {}
    taken = []
    for name in names:
        holder = opened.holder(name)
        if holder is not None and holder != number:
            taken.append((name, opened.key_of(holder)))
        elif folded_key(name) not in known:
            free.setdefault(folded_key(name), name)
    return replace(source, aliases=(*source.aliases, *free.values())), taken
