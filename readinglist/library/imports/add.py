"""Adding sources in stages.

Read → look up → match → key → apply, batch by batch, in one operation.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from readinglist import errors
from readinglist.errors import quoted
from readinglist.library import settings
from readinglist.library.errors import DuplicateSource
from readinglist.library.imports import apply, combine, extras, families, follow, match, named_files, names, outcomes
from readinglist.library.imports.extras import NO_EXTRAS, Extras
from readinglist.library.imports.keys import Keyring, KeyRule, made_printable
from readinglist.library.imports.links_elsewhere import LinksElsewhere
from readinglist.library.imports.macros import MacroSupply
from readinglist.library.imports.named_files import FilesOfEntry
from readinglist.library.imports.own_aliases import OwnAliases
from readinglist.library.imports.read import batches
from readinglist.library.operation import operation
from readinglist.model import provenance
from readinglist.model.key_folding import folded_key
from readinglist.model.record import Record
from readinglist.util import collector

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from readinglist.library.imports.keys import Keys
    from readinglist.library.imports.match import Handle, KnownSources, Match, Standing
    from readinglist.library.imports.read import Batch, Input
    from readinglist.library.location import Location
    from readinglist.model.imported import Outcome
    from readinglist.model.record import Problem
    from readinglist.store import Writer

OnDuplicate = Literal["fail", "skip", "update", "new"]
_NAMED = 5  # inputs that the log names, of many


@dataclass(slots=True)
class Report:
    """What an import did with its inputs, and what the user should be told.

    Without `every`, the outcomes of entries that were simply added, or only repeat what is there, are counted and not kept.
    """

    every: bool = True
    outcomes: list[Outcome] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    files: list[FilesOfEntry] = field(default_factory=list)
    """The files that the entries name."""
    operation: int = 0
    """The number of the operation in the log, once it is over."""

    def add(self, outcome: Outcome) -> None:
        """Add what was done with a record."""
        self.counts[outcome.action] += 1
        if self.every or not outcome.is_repetition:
            self.outcomes.append(outcome)

    @property
    def broken(self) -> int:
        """The number of pieces that could not be read as entries."""
        return sum(problem.broken for _, problem in self.problems)


def add(
    library: Location,
    inputs: Sequence[Input],
    given: Extras = NO_EXTRAS,
    *,
    on_duplicate: OnDuplicate = "skip",
    keys: Keys = "keep",
    dry_run: bool = False,
    keep_records: bool = False,
    every_outcome: bool = True,
    progress: Callable[[str, int, int], None] = lambda _name, _line, _entries: None,
) -> Report:
    """Import inputs in one operation.

    Broken pieces are set aside in the library and reported; the healthy records are added. `progress` gets the
    input's name, the line reached and how many entries came up to there; `keep_records` puts what was added into the report, whole;
    `every_outcome` what was done with each record, which otherwise is only counted where nothing is to be said of it. Raises
    DuplicateSource (only with `fail`), KeyTaken, InvalidKey, NoSuchSource for a via or link to a key that is not
    there, and LibraryError; then nothing is changed.
    """
    extras.check(given)
    named = ", ".join(one.name for one in inputs[:_NAMED])
    named += f" and {len(inputs) - _NAMED} more" if len(inputs) > _NAMED else ""
    with collector.at_rest(), operation(library, f"add {named}", dry_run=dry_run) as opened:
        report = add_to(
            opened,
            library,
            inputs,
            given,
            on_duplicate,
            keys,
            keep_records=keep_records,
            every_outcome=every_outcome,
            progress=progress,
        )
    report.operation = opened.number
    return report


def add_to(
    opened: Writer,
    library: Location,
    inputs: Sequence[Input],
    given: Extras = NO_EXTRAS,
    on_duplicate: OnDuplicate = "skip",
    keys: Keys = "keep",
    *,
    keep_records: bool = False,
    every_outcome: bool = True,
    progress: Callable[[str, int, int], None] = lambda _name, _line, _entries: None,
) -> Report:
    """Import inputs, as `add` does, within an operation that is open already."""
    rule = KeyRule(keys, given.key, settings.of(library).key_pattern)
    task = _Import(opened, extras.looked_up(opened, given), on_duplicate, rule)
    task.report.every = every_outcome
    for one in inputs:
        task.begin(alone=len(inputs) == 1)
        before = task.report.counts.total()
        for batch in batches(one):
            added = task.take(batch)
            task.report.records += added if keep_records else []
            progress(batch.name, batch.line, task.report.counts.total() - before)
    alone = apply.finish(opened, task.done)
    task.report.problems += task.aliases.finish(opened)
    task.links.finish(opened)
    task.report.problems += task.macros.finish(since=task.done.first, alone=alone)
    return task.report


class _Import:
    """One import.

    Its rules, and what it has done so far.
    """

    def __init__(self, opened: Writer, given: Extras, on_duplicate: OnDuplicate, rule: KeyRule) -> None:
        self.opened, self.given, self.on_duplicate, self.rule = opened, given, on_duplicate, rule
        self.stamp = opened.now
        self.report = Report()
        self.done = apply.Imported()
        self.macros = MacroSupply(opened)
        self.aliases = OwnAliases()
        self.links = LinksElsewhere()
        self.extended: set[str] = set()  # the duplicates that have what the command gives to all

    def begin(self, *, alone: bool) -> None:
        """Begin with another input."""
        self.first_of_input = 0
        self.done.inputs += [] if alone else [apply.Taken()]

    def take(self, batch: Batch) -> list[Record]:
        """Pass a batch through the stages; return its new sources."""
        cleaned, notices = made_printable(batch.items)
        self.done.renamed |= cleaned
        self.report.problems += [(batch.name, notice) for notice in notices]
        batch = self.macros.take(batch)
        batch = batch._replace(
            items=[follow.noted(one) if isinstance(one, Record) and one.counterparts else one for one in batch.items]
        )
        records = batch.records
        look_up = match.look_up_keys if self.on_duplicate == "new" else match.look_up
        known = look_up(self.opened, records)
        origin = provenance.of_file(batch.name)
        family = {**known.ancestors, **{folded_key(record.key): record for record in records}}
        matches = match.match(
            records,
            known,
            combine=lambda *found: self._combined(origin, known, family, *found),
            as_kept=lambda record: self._extended(record, record.origin or origin, pinned=self._keeps_key(record)),
            since=self.first_of_input,
            origin=origin,
        )
        standing = match.standing(matches)
        keyring, aliased = self._keyed(batch.name, matches, known, standing)
        standing = {handle: (was, keyring.with_aliases(handle, now_)) for handle, (was, now_) in standing.items()}
        doubtful = names.notices(one.record for one in matches if one.is_new)
        self.report.problems += [(batch.name, problem) for problem in (*batch.problems, *keyring.notices, *doubtful)]
        self._report(batch.name, matches, keyring, aliased)
        pairs = [(one.record, keyring.key_of(one.handle(place)), one.is_new) for place, one in enumerate(matches)]
        before = {key: was for key, (was, _) in standing.items() if isinstance(key, str)}
        for record, key, _ in pairs:
            if named_files.names_any(record):
                known_files = follow.known_files(before[key], record) if key in before else frozenset()
                self.report.files.append(FilesOfEntry(batch.name, key, named_files.of(record, known_files)))
            self.links.note(record, before.get(key))
            self.aliases.note(batch.name, record, key)
            if self.done.inputs and record.key:
                self.done.inputs[-1].keys.setdefault(folded_key(record.key), key)
        self.done.renamed |= apply.renamed(pairs, known.keys, self.done)
        new = [(matches[place].record, source) for place, source in keyring.new()]
        updates = [(known.numbers[key], *pair) for key, pair in standing.items() if isinstance(key, str)]
        added = apply.apply(self.opened, batch, new, updates, self.given, self.done)
        self.first_of_input = self.first_of_input or self.done.first_of_batch
        return added

    def _report(
        self, name: str, matches: Sequence[Match], keyring: Keyring, aliased: Sequence[tuple[bool, str]]
    ) -> None:
        every, updates = self.report.every, self.on_duplicate == "update"
        for outcome in outcomes.of(name, matches, keyring, aliased, updates=updates, every=every):
            self.report.add(outcome)
        self.report.counts["added"] += 0 if every else sum(map(outcomes.is_plain, matches))

    def _combined(
        self,
        origin: str,
        known: KnownSources,
        family: dict[str, Record],
        handle: Handle,
        source: Record,
        record: Record,
    ) -> Record:
        """Return what a source becomes by a duplicate of it.

        A stub is completed by a record that is none. Otherwise a source gets what it lacks, and with `update` all that the
        record has.
        """
        record = replace(record, origin=record.origin or origin)
        if self.on_duplicate == "skip" and record.counterparts:
            return follow.followed(source, record, self.stamp)
        if self.on_duplicate == "skip":
            said = families.said_of(source, record, family)
            return source if known.has_entry(handle, record) else combine.filled(source, said, self.stamp)
        if self.on_duplicate != "update":
            return source
        if handle in (self.given.via, *(key for _, key in self.given.links)):
            raise errors.InvalidValue("via or link", str(handle), "a source neither links nor sends to itself")
        updated = combine.updated(source, record, self.stamp)
        if isinstance(handle, int) or handle in self.extended or self.done.has(known.numbers[handle]):
            return updated
        self.extended.add(handle)
        return self._extended(updated, updated.origin, pinned=updated.pinned)

    def _keeps_key(self, record: Record) -> bool:
        return bool(record.key) and self.rule.keys == "keep"

    def _extended(self, record: Record, origin: str, *, pinned: bool) -> Record:
        if record.counterparts or record.attachments:
            record = self.links.without(record, new=self.on_duplicate == "new")
        return extras.added(record, self.given, origin, self.stamp, pinned=pinned)

    def _keyed(
        self, name: str, matches: Sequence[Match], known: KnownSources, standing: Standing
    ) -> tuple[Keyring, list[tuple[bool, str]]]:
        """Return the keys of a batch, and for each record whether its key became an alias, or who has it else."""
        keyring = Keyring(self.rule, known, self.opened)
        aliased = []
        new = ((place, one) for place, one in enumerate(matches) if one.duplicate_of is None)
        keyring.expect(standing[place][1] if place in standing else one.after for place, one in new)
        for place, one in enumerate(matches):
            if one.duplicate_of is None:
                self._check_single(keyring.given)
                keyring.add(place, standing[place][1] if place in standing else one.after)
                aliased.append((False, ""))
            else:
                self._check_duplicate(name, one, keyring.key_of(one.duplicate_of))
                aliased.append(keyring.add_alias(one.duplicate_of, one.record.key))
        return keyring, aliased

    def _check_duplicate(self, name: str, one: Match, key: str) -> None:
        if self.on_duplicate == "fail":
            what = one.record.key or one.record.title or f"{name}:{one.record.line}"
            raise DuplicateSource(f"{quoted(what)}", key, one.reason)

    def _check_single(self, given: dict[str, str]) -> None:
        """Raise InvalidValue where one key is wanted for several sources."""
        if self.rule.wanted and (given or self.report.counts["added"]):
            hint = "it is for one source, and there is more than one; leave it out, or add them one by one"
            raise errors.InvalidValue("key", self.rule.wanted, hint)
