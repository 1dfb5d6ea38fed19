"""The other keys that entries give themselves, by BibLaTeX's `ids` or the id of an item: they become aliases, where no entry has them as its key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model import crossref
from readinglist.model.key_folding import folded_key
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.model.record import Record
    from readinglist.store import Writer

_PAGE = 500  # sources whose records are in memory at a time


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
        for start in range(0, len(self.wanted), _PAGE):
            page = self.wanted[start : start + _PAGE]
            held = opened.keys_in_use([folded_key(key) for _, _, key, _ in page])
            there = [(held[folded_key(one[2])], *one) for one in page if folded_key(one[2]) in held]
            given = with_aliases(opened, [(number, names) for number, *_, names in there])
            for (_, file, line, key, _), taken in zip(there, given.taken, strict=True):
                for name, holder in taken:
                    message = f"{key} calls itself {name} too, which is {holder}; it keeps only its own key"
                    yield file, Problem(line, message, broken=False)
            opened.save(given.changes)


class Aliased(NamedTuple):
    """Sources with further aliases (id, old, new), and for each that was asked the names that another has, with its key."""

    changes: list[tuple[int, Record, Record]]
    taken: list[list[tuple[str, str]]]


def with_aliases(opened: Writer, wanted: Sequence[tuple[int, Sequence[str]]]) -> Aliased:
    """Return sources with further aliases, given as ids and names; a name goes to the first that asks for it."""
    ids = list(dict.fromkeys(number for number, _ in wanted))
    before = dict(zip(ids, opened.records(ids), strict=True))
    held = opened.keys_in_use({folded_key(name) for _, names in wanted for name in names})
    keys = opened.keys_of(held.values()) | {number: record.key for number, record in before.items()}
    after, taken = dict(before), []
    for number, names in wanted:
        source = after[number]
        known = {folded_key(name) for name in (source.key, *source.aliases)}
        others = [(name, held[folded_key(name)]) for name in names if held.get(folded_key(name), number) != number]
        taken.append([(name, keys[other]) for name, other in others])
        free = {folded_key(name): name for name in reversed(names) if held.get(folded_key(name), number) == number}
        new = [free[name] for name in dict.fromkeys(map(folded_key, names)) if name in free and name not in known]
        held |= dict.fromkeys(map(folded_key, new), number)
        after[number] = replace(source, aliases=(*source.aliases, *new))
    return Aliased([(number, before[number], after[number]) for number in ids], taken)
