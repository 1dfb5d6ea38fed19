"""Loading a dump into a library, as one operation: what is new there is added, what was changed there is changed here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from readinglist.library.dump import read
from readinglist.library.operation import perform
from readinglist.model.beside import Leftovers
from readinglist.model.key_folding import folded_key
from readinglist.model.record import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from readinglist.library.dump.parts import Dumped
    from readinglist.library.dump.read import Dump
    from readinglist.library.location import Location
    from readinglist.model.beside import Beside
    from readinglist.model.record import Record
    from readinglist.store import Writer

_PAGE = 500


@dataclass(slots=True)
class Loaded:
    """What a load did, by keys: what was added, changed and removed; what is `newer` here and stayed so; what only the library has; how many were the same."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)
    only_here: list[str] = field(default_factory=list)
    same: int = 0


def load(
    library: Location,
    folder: Path,
    *,
    force: bool = False,
    prune: bool = False,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _whole: None,
) -> Loaded:
    """Bring a library to what a dump says, in one operation.

    A source that was changed here since the dump was written stays as it is, unless with `force`; one that only the library has stays, unless with
    `prune`. Raises NotADump, UnreadableDump.
    """
    found = read.read(folder, progress)

    def body(opened: Writer) -> Loaded:
        return _Load(opened, found, force=force, prune=prune).done()

    return perform(library, f"load {folder.name or folder}", body, dry_run=dry_run)


class _Load:
    """One load within an operation."""

    def __init__(self, opened: Writer, found: Dump, *, force: bool, prune: bool) -> None:
        self._opened, self._found, self._force, self._prune = opened, found, force, prune
        self._loaded = Loaded()

    def done(self) -> Loaded:
        """Do it; return what was done."""
        opened, loaded = self._opened, self._loaded
        here = self._here()
        everything = set(opened.select())
        others = sorted(everything.difference(here.values()))
        keys = opened.keys_of(others)
        if self._prune:
            with opened.step():  # what is added gets their place
                opened.remove(others)
        (loaded.removed if self._prune else loaded.only_here).extend(keys[number] for number in others)
        standing = [one for one in self._found.sources if one.beside.uid in here]
        new = [one for one in self._found.sources if one.beside.uid not in here]
        changes = list(self._changes(standing, here))
        opened.save((number, old, _alone(one.record, old)) for number, old, one in changes)
        ids = opened.add([_alone(one.record) for one in new])
        loaded.added += [one.record.key for one in new]
        loaded.changed += [one.record.key for _, _, one in changes]
        self._save([(number, one) for number, _, one in changes] + list(zip(ids, new, strict=True)))
        self._keep_leftovers()
        return loaded

    def _here(self) -> dict[str, int]:
        """Return the sources of the dump that the library has, by their names: by that name, or by their key."""
        sources = self._found.sources
        here = self._opened.sources_of_uids(one.beside.uid for one in sources)
        taken = set(here.values())
        held = self._opened.keys_in_use(folded_key(one.record.key) for one in sources)
        for one in sources:
            number = held.get(folded_key(one.record.key))
            if one.beside.uid not in here and number is not None and number not in taken:
                here[one.beside.uid] = number
                taken.add(number)
        return here

    def _changes(self, standing: Sequence[Dumped], here: dict[str, int]) -> Iterator[tuple[int, Record, Dumped]]:
        """Yield the sources that are another in the dump, and not newer here."""
        for start in range(0, len(standing), _PAGE):
            page = standing[start : start + _PAGE]
            ids = [here[one.beside.uid] for one in page]
            each = zip(page, ids, self._opened.records(ids), self._opened.beside(ids), strict=True)
            for one, number, old, beside in each:
                if _same(old, beside, one):
                    self._loaded.same += 1
                elif beside.changed > one.beside.changed and not self._force:
                    self._loaded.newer.append(old.key)
                else:
                    yield number, old, one

    def _save(self, pairs: list[tuple[int, Dumped]]) -> None:
        """Bring sources to what they are to be, now that all are there that they name."""
        for start in range(0, len(pairs), _PAGE):
            page = pairs[start : start + _PAGE]
            ids = [number for number, _ in page]
            records = list(self._opened.records(ids))
            self._opened.save(
                (number, old, _with_links_here(one.record, old))
                for (number, one), old in zip(page, records, strict=True)
            )
            self._opened.keep_beside([(number, one.beside) for number, one in page])

    def _keep_leftovers(self) -> None:
        found = self._found
        keys = {folded_key(key) for stretches in found.files for key, _ in stretches if key}
        numbers = self._opened.keys_in_use(keys)
        files = [
            [
                (numbers[folded_key(key)] if key else None, text)
                for key, text in stretches
                if not key or folded_key(key) in numbers
            ]
            for stretches in found.files
        ]
        left = Leftovers(files, found.broken, found.last_numbers, found.read)
        self._opened.keep_leftovers(left, prune=self._prune)


def _same(old: Record, beside: Beside, one: Dumped) -> bool:
    """Whether a source is as the dump has it; when it was changed does not count."""
    own, there = beside._replace(changed=""), one.beside._replace(changed="")
    return _compared(old) == _compared(one.record) and own == there


def _compared(record: Record) -> Record:
    """Return a record with what is its own alone, in one order."""
    return replace(
        record,
        links=tuple(Link(*pair) for pair in sorted((x.relation, x.key) for x in record.links if x.direction == "out")),
        origins=tuple(sorted(record.origins, key=lambda one: one.field)),
        marks=tuple(sorted(record.marks, key=lambda one: one.name)),
        counterparts=tuple(sorted(record.counterparts)),
        bears=(),
        text="",
        changed="",
        macros=tuple(sorted(record.macros, key=lambda one: one.name.lower())),
    )


def _alone(record: Record, old: Record | None = None) -> Record:
    """Return a record that names no source which may not be there yet; one that is there keeps what it names."""
    return replace(record, links=old.links if old else (), via=old.via if old else "", claims=old.claims if old else ())


def _with_links_here(record: Record, old: Record) -> Record:
    """Return a record with the links of others to it, which are theirs."""
    return replace(record, links=(*record.links, *(link for link in old.links if link.direction == "in")))
