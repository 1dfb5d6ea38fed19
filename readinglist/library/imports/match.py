"""Which records are duplicates of a source in the library, or of an earlier record: the second and third stage of an import.

`look_up` asks the library once for all records of a batch; `match` decides, and asks nobody.
"""

from __future__ import annotations

from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from readinglist.deduplication import contradictions, identity, titles
from readinglist.deduplication.fingerprint import fingerprint
from readinglist.deduplication.identity import Judgement
from readinglist.library.imports import families
from readinglist.model import crossref, schemes
from readinglist.model.key_folding import folded_key
from readinglist.model.unread import altered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from readinglist.model.record import Record
    from readinglist.store import Reader

Clue = tuple[str, str]  # a scheme and a value, `fingerprint` or `key`
_KEY = "key"
_PRINT = "fingerprint"  # the scheme under which the store answers for fingerprints
# Sources with one clue in common that a record is compared with: a journal may have hundreds of editorials a year, and what
# is not found among the first of them is added and not left out.
_MOST = 32
_SEEN = "the same entry"
SAME_ITEM = "the same item"
Handle = str | int  # the key of a source in the library, or the place of a record in its batch
Standing = dict[Handle, "tuple[Record, Record]"]  # what sources with duplicates were before all of them, and are after


class KnownSources(NamedTuple):
    """What the library has that the records of a batch may be duplicates of, and by what these are found, record by record."""

    clues: list[tuple[Clue, ...]]
    by_clue: dict[Clue, list[str]]
    sources: dict[str, Record]
    numbers: dict[str, int]
    """The numbers of these sources, by their keys."""
    keys: dict[str, int]
    """The keys of the records that are in use, casefolded, with the number of the source."""
    entries: Mapping[str, Collection[str]] = MappingProxyType({})
    """The entries, to the byte, that these sources came from."""
    ancestors: Mapping[str, Record] = MappingProxyType({})
    """The sources from which these and the records of the batch inherit, by the folded keys that name them."""
    free: Collection[str] = frozenset()
    """The keys of the records that nobody has, casefolded."""
    counterparts: Mapping[tuple[str, str], str] = MappingProxyType({})
    """The keys of the sources that are these in other libraries."""

    def has_entry(self, handle: Handle, record: Record) -> bool:
        """Whether a source of the library came, to the byte, from this record."""
        return isinstance(handle, str) and bool(record.raw) and record.raw in self.entries.get(handle, ())


class Match(NamedTuple):
    """A record, and what it is a duplicate of (None where it is new), and why.

    `before` and `after` are the source without it and with it; of a new one, both are the record as it is to be kept.
    """

    record: Record
    before: Record
    after: Record
    duplicate_of: Handle | None = None
    reason: str = ""
    similar: tuple[tuple[Handle, str], ...] = ()
    """What a new record is similar to, and why."""

    def handle(self, place: int) -> Handle:
        """Return the handle of the source that it is now; `place` is its own, in its batch."""
        return place if self.duplicate_of is None else self.duplicate_of

    @property
    def is_repeated(self) -> bool:
        """Whether it is, to the byte, the entry that its source came from."""
        return self.reason == _SEEN

    @property
    def is_new(self) -> bool:
        """Whether the library has no such source."""
        return self.duplicate_of is None


def look_up(opened: Reader, records: Sequence[Record]) -> KnownSources:
    """Return what the library has by the identifiers, fingerprints and keys of records."""
    clues = [_clues(record) for record in records]
    found = opened.candidates(
        [clue for own in clues for clue in own if clue[0] not in (_KEY, _PRINT)], [own[-1][1] for own in clues]
    )
    asked = {folded_key(record.key) for record in records}
    keys = opened.keys_in_use(asked)
    elsewhere = opened.counterparts(names) if (names := _names_elsewhere(records)) else {}
    near = {number for numbers in found.values() for number in numbers[:_MOST]}
    ids = sorted(near.union(keys.values(), elsewhere.values()))
    sources = dict(zip(ids, opened.records(ids), strict=True))
    by_clue = {clue: [sources[number].key for number in numbers[:_MOST]] for clue, numbers in found.items()}
    for key, number in keys.items():
        by_clue.setdefault((_KEY, key), []).append(sources[number].key)
    numbers = {record.key: number for number, record in sources.items()}
    entries = {sources[number].key: texts for number, texts in opened.texts_of_entries(ids).items()}
    by_key = {record.key: record for record in sources.values()}
    ancestors = families.ancestors(opened, (*records, *by_key.values()))
    counterparts = {name: sources[number].key for name, number in elsewhere.items()}
    return KnownSources(clues, by_clue, by_key, numbers, keys, entries, ancestors, asked.difference(keys), counterparts)


def look_up_keys(opened: Reader, records: Sequence[Record]) -> KnownSources:
    """Return only which keys of records are in use, for where nothing is to be a duplicate."""
    asked = {folded_key(record.key) for record in records}
    keys = opened.keys_in_use(asked)
    return KnownSources([()] * len(records), {}, {}, {}, keys, free=asked.difference(keys))


def duplicate_of(opened: Reader, record: Record, *, resolved: bool = False) -> tuple[str, str]:
    """Return the key of the source that a record is, and why; two empty strings where it is new.

    With `resolved`, stubs do not count.
    """
    known = look_up(opened, [record])
    if resolved:
        stubs = {key for key, source in known.sources.items() if source.unresolved}
        known = known._replace(by_clue={c: [k for k in keys if k not in stubs] for c, keys in known.by_clue.items()})
    (one,) = match([record], known)
    return ("", "") if one.duplicate_of is None else (str(one.duplicate_of), one.reason)


def match(
    records: Sequence[Record],
    known: KnownSources,
    combine: Callable[[Handle, Record, Record], Record] = lambda _handle, source, _record: source,
    as_kept: Callable[[Record], Record] = lambda record: record,
    *,
    since: int = 0,
    origin: str = "",
) -> list[Match]:
    """Return for each record whether it is new or a duplicate.

    Later ones are compared with earlier ones too. These are of the same file, as are the sources from the number `since` on
    where it is not 0.
    `origin` is who gave the values of records that do not say so.

    `combine` gives what a source becomes by a duplicate, from its handle, the source as it stands, and the record;
    `as_kept` what a new record becomes.
    """
    comparison = _Comparison(records, known, since, origin)
    matches = []
    for place, record in enumerate(records):
        handle, reason, similar = comparison.of(place)
        if handle is None:
            kept = as_kept(record)
            comparison.add(place, kept)
            matches.append(Match(record, kept, kept, similar=similar))
        else:
            before = comparison.standing[handle]
            after = comparison.standing[handle] = combine(handle, before, record)
            matches.append(Match(record, before, after, handle, reason))
    return matches


def standing(matches: Sequence[Match]) -> Standing:
    """Return what each source that has duplicates was before all of them, and is after."""
    found: Standing = {}
    for one in matches:
        if one.duplicate_of is not None:
            first = found.get(one.duplicate_of, (one.before, one.after))[0]
            found[one.duplicate_of] = (first, one.after)
    return found


class _Comparison:
    """The comparison of a batch with what is known, record after record."""

    def __init__(self, records: Sequence[Record], known: KnownSources, since: int, origin: str) -> None:
        self.records, self.known, self.since = records, known, since
        self.by_clue: dict[Clue, list[Handle]] = {clue: list(keys) for clue, keys in known.by_clue.items()}
        self.standing: dict[Handle, Record] = dict(known.sources.items())
        self.undecided = _undecided(records, known)
        self.ancestors = {**known.ancestors, **{folded_key(record.key): record for record in records}}
        self.origin = origin if self._is_read_again() else ""
        self.elsewhere: dict[tuple[str, str], Handle] = dict(known.counterparts)

    def add(self, place: int, kept: Record) -> None:
        """Let later records be compared with this one."""
        self.standing[place] = kept
        self.elsewhere |= {(one.library, one.name): place for one in kept.counterparts}
        for clue in self.known.clues[place]:
            self.by_clue.setdefault(clue, []).append(place)

    def of(self, place: int) -> tuple[Handle | None, str, tuple[tuple[Handle, str], ...]]:
        """Return the handle of what a record is a duplicate of and why, or what is similar to it."""
        record = self.records[place]
        for one in record.counterparts:
            if (known := self.elsewhere.get((one.library, one.name))) is not None:
                return known, SAME_ITEM, ()
        handles = self._handles(place)
        if not handles:
            return None, "", ()
        candidate = record if record.origin else altered(record, origin=self.origin)
        similar: dict[Handle, str] = {}
        same: dict[Handle, str] = {}
        for handle in handles:
            judgement = self._judge(candidate, handle)
            if judgement.kind == "same" and (judgement.reason == _SEEN or self._is_identified(candidate, handle)):
                return handle, judgement.reason, ()
            if judgement.kind != "other":
                (same if judgement.kind == "same" else similar)[handle] = judgement.reason
        candidates = list(same)
        if candidates and all(self._are_one(candidates[0], other) for other in candidates[1:]):
            return candidates[0], same[candidates[0]], ()
        return (
            None,
            "",
            tuple(
                (
                    similar | {handle: f"{reason}; other sources may be it too" for handle, reason in same.items()}
                ).items()
            ),
        )

    def _handles(self, place: int) -> dict[Handle, None]:
        """Return what shares a clue with a record, the best clues first."""
        return dict.fromkeys(
            handle for clue in self.known.clues[place] for handle in self.by_clue.get(clue, ())[:_MOST]
        )

    def _judge(self, candidate: Record, handle: Handle) -> Judgement:
        source = self.standing[handle]
        if self._has_entry(handle, candidate):
            return Judgement("same", _SEEN)
        one_file = isinstance(handle, int) or bool(self.since and self.known.numbers[handle] >= self.since)
        if one_file:
            return identity.judge(candidate, source, self.undecided, one_file=True)
        whole = families.whole(candidate, self.ancestors), families.whole(source, self.known.ancestors)
        judgement = identity.judge(candidate, source, self.undecided, whole=whole)
        parent = self._other_parent(candidate, source) if judgement.kind == "same" else ""
        return Judgement("similar", f"{judgement.reason}; {parent}") if parent else judgement

    def _other_parent(self, candidate: Record, source: Record) -> str:
        return families.other_parent((candidate, self.ancestors), (source, self.known.ancestors))

    def _has_entry(self, handle: Handle, record: Record) -> bool:
        """Whether a source came, to the byte, from a record, of which macros and parents say the same."""
        if not self.known.has_entry(handle, record):
            return False
        source = self.standing[handle]
        raws = {field.name: field for field in source.fields} if record.macros else {}
        if any((old := raws.get(new.name)) and old.raw == new.raw and old.plain != new.plain for new in record.fields):
            return False
        if not crossref.parents_of(record):
            return True
        whole = families.whole(record, self.ancestors), families.whole(source, self.known.ancestors)
        return not (contradictions.of_one_title(*whole) or self._other_parent(record, source))

    def _is_read_again(self) -> bool:
        """Whether the library has half of the entries to the byte, so that their file is that of its name, and not another's."""
        handles = {number: key for key, number in self.known.numbers.items()}
        holders = ((record, self.known.keys.get(folded_key(record.key))) for record in self.records)
        seen = sum(number in handles and self._has_entry(handles[number], record) for record, number in holders)
        return seen * 2 >= len(self.records)

    def _is_identified(self, candidate: Record, handle: Handle) -> bool:
        """Whether a record has an identifier that says which work a source is."""
        shared = {*candidate.identifiers}.intersection(self.standing[handle].identifiers).difference(self.undecided)
        return any(identifier.scheme in schemes.TELLING for identifier in shared)

    def _are_one(self, handle: Handle, other: Handle) -> bool:
        """Whether two sources that a record may be are one work, kept twice."""
        return identity.judge(self.standing[handle], self.standing[other], self.undecided).kind == "same"


def _undecided(records: Sequence[Record], known: KnownSources) -> set[Clue]:
    """Return the identifiers that works with different titles have, so that they decide nothing."""
    told: dict[Clue, str] = {}
    found = set()
    for title, clues in chain(
        ((known.sources[key].title, (clue,)) for clue, keys in known.by_clue.items() for key in keys),
        ((record.title, clues) for record, clues in zip(records, known.clues, strict=True)),
    ):
        for clue in clues:
            if title and clue[0] in schemes.TELLING:
                first = told.setdefault(clue, title)
                if first != title and not titles.agree(first, title):
                    found.add(clue)
    return found


def _names_elsewhere(records: Sequence[Record]) -> list[tuple[str, str]]:
    return [(one.library, one.name) for record in records for one in record.counterparts]


def _clues(record: Record) -> tuple[Clue, ...]:
    """Return by what a record is found: its key, its identifiers, and last its fingerprint."""
    known = record.known_beforehand()
    named = known.parts.identifiers if known else [(i.scheme, i.value) for i in record.identifiers]
    key = [(_KEY, folded_key(record.key))] if record.key else []
    return (*key, *named, (_PRINT, fingerprint(record)))
