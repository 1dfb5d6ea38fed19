"""Adding sources: from fields, from files, many at once; duplicates found, keys given, nothing half done."""

from __future__ import annotations

import contextlib
import gc
import itertools
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple, TypeGuard

from readinglist import citekeys, errors, formats
from readinglist.citekeys import patterns
from readinglist.deduplication import identity
from readinglist.formats import bibtex
from readinglist.library import settings
from readinglist.library.edit import repoint
from readinglist.library.edit import sources as editing
from readinglist.library.errors import DuplicateSource, KeyTaken
from readinglist.library.imports.match import Twins
from readinglist.library.online import stubs
from readinglist.library.online.apply import taken
from readinglist.library.operation import operation
from readinglist.model import provenance, relations
from readinglist.model import status as workflow
from readinglist.model.record import Item, Link, Note, Passage, Problem, Record
from readinglist.util.clock import now
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from readinglist.library import Library
    from readinglist.store import Writer

OnDuplicate = Literal["fail", "skip", "update", "new"]
Keys = Literal["keep", "generate"]
BATCH = 1000
_NAMED = 5  # inputs that the log names, of many
LARGE = 8_000_000  # bytes, from where on several processes are faster than one


class Extras(NamedTuple):
    """What `add` and `import` give to each source beside what the source itself says."""

    tags: tuple[str, ...] = ()
    key: str = ""
    notes: tuple[str, ...] = ()
    status: str = ""
    via: str = ""
    why: str = ""
    links: tuple[tuple[str, str], ...] = ()


NO_EXTRAS = Extras()


class Taken(NamedTuple):
    """What became of one record: added, skipped or updated, under which key, and why."""

    action: Literal["added", "skipped", "updated"]
    key: str
    reason: str = ""


@dataclass(slots=True)
class Report:
    """What became of a whole input, with what the user should be told."""

    taken: list[Taken] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def broken(self) -> int:
        """The number of pieces that could not be read as entries."""
        return sum(problem.broken for _, problem in self.problems)


class Source(NamedTuple):
    """An input: the name to report it by, its records and problems in order, and how many lines it has.

    Records that do not say who gave their values come from a file of that name.
    """

    name: str
    items: Iterable[Item]
    lines: int = 0


def read(name: str, file: BinaryIO, *, parallel: bool = False) -> tuple[Source, str]:
    """Return the input in a file, in the format that its name's suffix says or its content looks like.

    The file is read twice, the second time piece by piece while the input is used, and then closed. The second value
    is a sentence where it was not UTF-8. With `parallel`, a large file is read in several processes (see
    `formats.bibtex.load`). Raises UnreadableFile and UnknownFormat.
    """
    try:
        found = formats.decoded(file)
    except (ValueError, OSError) as error:
        file.close()
        raise UnreadableFile(name, str(error)) from error
    first = next(found.chunks)
    module = formats.by_content(first, Path(name))
    whole = itertools.chain([first], found.chunks)
    return Source(name, module.load(whole, parallel=parallel and found.size > LARGE), found.lines), found.notice


def add(
    library: Library,
    sources: Sequence[Source],
    extras: Extras = NO_EXTRAS,
    *,
    on_duplicate: OnDuplicate = "skip",
    keys: Keys = "keep",
    dry_run: bool = False,
    keep_records: bool = False,
    progress: Callable[[str, int], None] = lambda _name, _line: None,
) -> Report:
    """Take inputs in, in one operation.

    Broken pieces are kept aside in the library and reported; the healthy records are taken. `progress` is told the
    input's name and the line reached; `keep_records` puts what was added into the report, whole. Raises
    DuplicateSource (only with `fail`), KeyTaken, InvalidKey, NoSuchSource for a via or link to a key that is not
    there, and LibraryError; then nothing is changed.
    """
    check(extras)
    names = ", ".join(source.name for source in sources[:_NAMED])
    names += f" and {len(sources) - _NAMED} more" if len(sources) > _NAMED else ""
    with _collector_at_rest(), operation(library, f"add {names}", dry_run=dry_run) as opened:
        return take(opened, library, sources, extras, on_duplicate, keys, keep_records=keep_records, progress=progress)


def take(
    opened: Writer,
    library: Library,
    sources: Sequence[Source],
    extras: Extras = NO_EXTRAS,
    on_duplicate: OnDuplicate = "skip",
    keys: Keys = "keep",
    *,
    keep_records: bool = False,
    progress: Callable[[str, int], None] = lambda _name, _line: None,
) -> Report:
    """Take inputs in, as `add` does, within an operation that is open already."""
    report = Report()
    intake = _Intake(opened, extras, on_duplicate, keys, report, settings.of(library).key_pattern)
    for source in sources:
        for batch in _batches(source.items):
            added = intake.take(source.name, batch)
            report.records += added if keep_records else []
            progress(source.name, batch[-1].line)
            opened.keep_broken(source.name, [item for item in batch if _is_broken(item)])
    repoint.follow(opened, intake.moved, since=intake.first)
    return report


@contextlib.contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let the garbage collector rest: records hold no cycles, and walking a million of them costs a fifth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    stream = iter(items)
    while batch := list(itertools.islice(stream, BATCH)):
        yield batch


def check(extras: Extras) -> None:
    """Raise what is wrong with what is given to all sources, as far as it can be told without the library."""
    if extras.key:
        citekeys.check(extras.key)
    if extras.status:
        workflow.check_status(extras.status)
    for relation, _ in extras.links:
        relations.check(relation)
    for tag in extras.tags:
        editing.check_tag(tag)
    if not all(note.strip() for note in extras.notes):
        raise errors.InvalidValue("note", "", "a note says something")


class _Intake:
    """Takes batch after batch into an open operation."""

    def __init__(
        self, opened: Writer, extras: Extras, on_duplicate: OnDuplicate, keys: Keys, report: Report, pattern: str
    ) -> None:
        self.opened = opened
        self.pattern = pattern
        self.extras = extras
        self.on_duplicate = on_duplicate
        self.keys = keys
        self.report = report
        self.via = self._key_of(extras.via) if extras.via else ""
        self.links = tuple(Link(relations.check(relation), self._key_of(key)) for relation, key in extras.links)
        self.moved: dict[str, str] = {}
        self.dressed: set[str] = set()
        self.files: dict[str, int] = {}
        self.first = 0
        self.stamp = now()

    def take(self, name: str, batch: list[Item]) -> list[Record]:
        """Take a batch: report its problems, deal with its twins, give keys to the rest, add and return them."""
        self.report.problems += [(name, item) for item in batch if isinstance(item, Problem)]
        records = [item for item in batch if isinstance(item, Record)]
        twins = Twins(self.opened, records)
        held = set(self.opened.keys_in_use([r.key.casefold() for r in records]))
        fresh: list[Record] = []
        originals: list[Record] = []
        own: set[str] = set()
        for record in records:
            twin, reason = ("", "") if self.on_duplicate == "new" else twins.of(record)
            if twin:
                self._meet_twin(name, record, twin, reason, twins)
                self._note_move(record.key, twin, own)
                continue
            keyed = self._keyed(name, self._dressed(record, record.origin or provenance.of_file(name)), held)
            self._note_move(record.key, keyed.key, own)
            own.add(keyed.key.casefold())
            held.add(keyed.key.casefold())
            twins.note(record, keyed)
            fresh.append(keyed)
            originals.append(record)
            self._count("added", keyed.key)
        standing = [self._following(twins.standing(record)) for record in fresh]
        ids = self.opened.add(standing)
        self.first = self.first or (ids[0] if ids else 0)
        self._keep_passages(name, batch, {id(original): n for original, n in zip(originals, ids, strict=True)})
        return standing

    def _keep_passages(self, name: str, batch: list[Item], added: dict[int, int]) -> None:
        """Keep how the file had what was added, and what stood between, broken or not, for an export to the byte."""
        passages = [
            (added.get(id(item)), item.text if isinstance(item, Passage) else item.raw)
            for item in batch
            if isinstance(item, Passage) or _is_broken(item) or (id(item) in added and item.raw)
        ]
        if added or any("@" in text for _, text in passages):
            if name not in self.files:
                self.files[name] = self.opened.next_file()
            self.opened.keep_passages(self.files[name], passages)

    def _note_move(self, given: str, key: str, own: set[str]) -> None:
        """Remember under which key a source is kept that the input calls by another; of two of a name, the first."""
        folded = given.casefold()
        if not given or given == key or folded in own or folded in self.moved:
            return
        number = self.opened.holder(given)
        if not (number and self.first and number >= self.first):
            self.moved[folded] = key

    def _following(self, record: Record) -> Record:
        """Return the record with its own links and via following those sources whose key became another."""
        if not self.moved or not (record.links or record.via):
            return record
        links = [x if x in self.links else replace(x, key=self._now(x.key)) for x in record.links]
        via = record.via if self.via else self._now(record.via)
        return replace(
            record,
            links=tuple(dict.fromkeys(link for link in links if link.key != record.key)),
            via="" if via == record.key else via,
        )

    def _now(self, key: str) -> str:
        return self.moved.get(key.casefold(), key)

    def _dressed(self, record: Record, origin: str) -> Record:
        """Return the record with the tags, notes, links and status that the command gives to all, and its origin."""
        extras = self.extras
        if extras.tags:
            tagged = bibtex.retag(record, _united(record.tags, extras.tags))
            record = (
                tagged if provenance.is_file(origin) else provenance.noted(record, tagged, provenance.USER, self.stamp)
            )
        number = max((note.id for note in record.notes), default=0) + 1
        known = {(link.relation, link.key, link.direction) for link in record.links}
        status = record.status
        if extras.via or extras.why:
            status = workflow.transition(status, "queue")
        return replace(
            record,
            notes=record.notes + tuple(Note(n, text) for n, text in enumerate(extras.notes, number)),
            links=record.links + tuple(x for x in self.links if (x.relation, x.key, x.direction) not in known),
            status=extras.status or status or "inbox",
            via=self.via or record.via,
            why=extras.why or record.why,
            origin=origin,
        )

    def _key_of(self, key: str) -> str:
        number = self.opened.find(key)
        return self.opened.record(number).key

    def _keyed(self, name: str, record: Record, held: set[str]) -> Record:
        """Return the record under a key that is free: the one asked for, its own, or one made for it."""
        if self.extras.key:
            if self.report.counts["added"]:
                hint = "it is for one source, and there is more than one; leave it out, or add them one by one"
                raise errors.InvalidValue("key", self.extras.key, hint)
            if self._is_held(self.extras.key, held):
                raise KeyTaken(self.extras.key, self._holder(self.extras.key))
            return replace(record, key=self.extras.key, pinned=True)
        if record.key and self.keys == "keep":
            free = citekeys.free(record.key, lambda key: self._is_held(key, held))
            if free != record.key:
                message = f"the key {record.key} belongs to another source; this one is kept as {free}"
                self.report.problems.append((name, Problem(record.line, message, broken=False)))
            return replace(record, key=free, pinned=True)
        made = stubs.key(record) or patterns.make(self.pattern, record)
        free = citekeys.free(made, lambda key: self._is_held(key, held))
        return replace(record, key=free, pinned=False)

    def _is_held(self, key: str, held: set[str]) -> bool:
        return key.casefold() in held or self.opened.holder(key) is not None

    def _holder(self, key: str) -> str:
        number = self.opened.holder(key)
        return self.opened.record(number).key if number else key

    def _meet_twin(self, name: str, record: Record, twin: str, reason: str, twins: Twins) -> None:
        if self.on_duplicate == "fail":
            what = record.key or record.title or f"{name}:{record.line}"
            raise DuplicateSource(f"{what!r}", twin, reason)
        if self.on_duplicate == "skip":
            self._count("skipped", twin, reason)
        else:
            self._update(name, record, twin, reason, twins)

    def _update(self, name: str, record: Record, twin: str, reason: str, twins: Twins) -> None:
        known = twins.standing_by_key(twin)
        updated = self._updated(known, replace(record, origin=record.origin or provenance.of_file(name)))
        if twin not in self.dressed and not self._is_new(twin):
            updated = self._dressed(updated, updated.origin)
            self.dressed.add(twin)
        if twin in (self.via, *(link.key for link in self.links)):
            raise errors.InvalidValue("via or link", twin, "a source neither links nor sends to itself")
        twins.replace(updated)
        number = self.opened.holder(twin)
        if number is not None:
            self.opened.save([(number, known, updated)])
        self._count("updated" if updated != known else "skipped", twin, reason)

    def _updated(self, known: Record, record: Record) -> Record:
        """Return a source with what a record brings to it; a stub is completed by one that is none."""
        if known.unresolved and not record.unresolved:
            return taken(known, record, provenance.differences(known, record), self.stamp)
        brought = bibtex.edit(known, dict(identity.merged(known, record)))
        return provenance.noted(known, brought, record.origin, self.stamp)

    def _is_new(self, key: str) -> bool:
        """Whether a source came with this input, and so has what the command gives to all."""
        number = self.opened.holder(key)
        return number is None or bool(self.first and number >= self.first)

    def _count(self, action: Literal["added", "skipped", "updated"], key: str, reason: str = "") -> None:
        self.report.counts[action] += 1
        self.report.taken.append(Taken(action, key, reason))


def _is_broken(item: Item) -> TypeGuard[Problem]:
    return isinstance(item, Problem) and item.broken


def _united(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    """Return tags without a second one that differs only in case."""
    united: dict[str, str] = {}
    for tag in (*first, *second):
        united.setdefault(tag.casefold(), tag)
    return tuple(united.values())
