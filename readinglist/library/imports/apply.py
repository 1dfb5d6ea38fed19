"""Writing a batch into an operation, the last stage of an import: what is new, what was updated, and how the file had it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from readinglist.library.edit import repoint
from readinglist.model import crossref
from readinglist.model.key_folding import folded_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.library.imports.extras import Extras
    from readinglist.library.imports.read import Batch
    from readinglist.model.record import Record
    from readinglist.store import Writer


@dataclass(slots=True)
class Taken:
    """What an operation has imported of one of several inputs."""

    first: int = 0
    """The number of the first source that was added; 0 for none."""
    keys: dict[str, str] = field(default_factory=dict)
    """The keys under which its records are kept, by their own, which are casefolded."""


@dataclass(slots=True)
class Imported:
    """What an operation has imported so far."""

    first: int = 0
    """The number of the first source that was added; 0 for none."""
    first_of_batch: int = 0
    """The same of the last batch."""
    renamed: dict[str, str] = field(default_factory=dict)
    """The keys under which sources are kept that the input calls by others, which are casefolded."""
    named: set[str] = field(default_factory=set)
    """The keys, casefolded, by which what was added names its parents and the entries beside it."""
    inputs: list[Taken] = field(default_factory=list)
    """Of several inputs, what was imported of each: a parent is looked for in the child's own first."""
    files: dict[str, int] = field(default_factory=dict)
    """The numbers under which the passages of files are kept."""
    waiting: dict[str, list[tuple[int | None, str]]] = field(default_factory=dict)
    """What stands between the entries of files of which none was added so far."""
    skipped: set[str] = field(default_factory=set)
    """The files of which entries were not added."""

    def has(self, number: int | None) -> bool:
        """Whether a source, by its number, came with this import."""
        return bool(number and self.first and number >= self.first)


def renamed(pairs: Iterable[tuple[Record, str, bool]], in_use: dict[str, int], done: Imported) -> dict[str, str]:
    """Return which keys of an input mean sources that are kept under others; of two of a name, the first counts.

    `pairs` has each record, the key that it is kept under, and whether it is new; `in_use` the keys that the library had.
    """
    found: dict[str, str] = {}
    own: set[str] = set()
    for record, key, is_new in pairs:
        folded = folded_key(record.key)
        known = folded in own or folded in found or folded in done.renamed or done.has(in_use.get(folded))
        if record.key and record.key != key and not known:
            found[folded] = key
        if is_new:
            own.add(folded_key(key))
    return found


def apply(
    opened: Writer,
    batch: Batch,
    new: Sequence[tuple[Record, Record]],
    updates: Iterable[tuple[int, Record, Record]],
    extras: Extras,
    done: Imported,
) -> list[Record]:
    """Write a batch, and return its new sources as they are kept.

    `new` has each as it came, and as it is to be kept; `updates` are changes to sources that were there.
    """
    opened.save(updates)
    standing = [_following(record, extras, done.renamed) for _, record in new]
    ids = opened.add(standing)
    done.first_of_batch = ids[0] if ids else 0
    done.first = done.first or done.first_of_batch
    if done.inputs:
        done.inputs[-1].first = done.inputs[-1].first or done.first_of_batch
    done.named.update(_named(standing))
    passages = batch.passages((original, number) for (original, _), number in zip(new, ids, strict=True))
    if not ids and batch.name not in done.files:
        done.waiting.setdefault(batch.name, []).extend(pair for pair in passages if "@" in pair[1])
        done.skipped |= {batch.name} if batch.records else set()
    else:
        _keep(opened, done, batch.name, [*done.waiting.pop(batch.name, ()), *passages])
    opened.keep_broken(batch.name, batch.broken)
    return standing


def finish(opened: Writer, done: Imported) -> bool:
    """Let the sources that were added name their parents by the keys under which these are kept.

    Files that hold no entries are kept for their macros, each once; return whether there was one.
    """
    held = opened.keys_in_use(done.named) if done.named else {}
    keys = opened.keys_of(held.values()) if held else {}
    aliased = {name: keys[number] for name, number in held.items() if folded_key(keys[number]) != name}
    _follow(opened, aliased | done.renamed, done)
    alone = {name: texts for name, texts in done.waiting.items() if texts and name not in done.skipped}
    known = set(opened.macro_texts()) if alone else set()
    for name, passages in alone.items():
        if not known.issuperset(text for _, text in passages):
            _keep(opened, done, name, passages)
    return bool(alone)


def _follow(opened: Writer, moved: dict[str, str], done: Imported) -> None:
    if done.first and not done.inputs:
        repoint.follow(opened, moved, since=done.first)
    until = 0
    for taken in reversed(done.inputs):
        if taken.first:
            others = {name: key for name, key in moved.items() if name not in taken.keys}
            own = {name: key for name, key in taken.keys.items() if folded_key(key) != name}
            repoint.follow(opened, others | own, since=taken.first, until=until)
            until = taken.first


def _keep(opened: Writer, done: Imported, name: str, passages: list[tuple[int | None, str]]) -> None:
    if name not in done.files:
        done.files[name] = opened.next_file()
    opened.keep_passages(done.files[name], passages)


def _named(records: Iterable[Record]) -> Iterator[str]:
    for record in records:
        yield from map(folded_key, crossref.named_by(record))


def _following(record: Record, extras: Extras, keys: dict[str, str]) -> Record:
    """Return a record whose own links and via follow those sources that are kept under another key."""
    if not keys or not (record.links or record.via):
        return record

    def kept(key: str) -> str:
        return keys.get(folded_key(key), key)

    given = set(extras.links)
    links = [x if (x.relation, x.key) in given else replace(x, key=kept(x.key)) for x in record.links]
    via = record.via if extras.via else kept(record.via)
    return replace(
        record,
        links=tuple(dict.fromkeys(link for link in links if link.key != record.key)),
        via="" if via == record.key else via,
    )
