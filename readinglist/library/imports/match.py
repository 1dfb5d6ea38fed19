"""Which records are duplicates of a source in the library, or of an earlier record: the second and third stage of an import.

`look_up` asks the library once for all records of a batch; `match` decides, and asks nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.deduplication import identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from readinglist.model.record import Record
    from readinglist.store import Reader

Clue = tuple[str, str]  # a scheme and a value, `fingerprint` or `key`
_PRINT = "fingerprint"  # the scheme under which the store answers for fingerprints
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


class Match(NamedTuple):
    """A record, and what it is a duplicate of (None where it is new), and why.

    `before` and `after` are the source without it and with it; of a new one, both are the record as it is to be kept.
    """

    record: Record
    before: Record
    after: Record
    duplicate_of: Handle | None = None
    reason: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the library has no such source."""
        return self.duplicate_of is None


def look_up(opened: Reader, records: Sequence[Record]) -> KnownSources:
    """Return what the library has by the identifiers, fingerprints and keys of records."""
    clues = [tuple(_clues(record)) for record in records]
    prints = [value for found in clues for scheme, value in found if scheme == _PRINT]
    found = opened.candidates([(i.scheme, i.value) for record in records for i in record.identifiers], prints)
    keys = opened.keys_in_use([record.key.casefold() for record in records])
    ids = sorted({number for numbers in found.values() for number in numbers} | set(keys.values()))
    sources = dict(zip(ids, opened.records(ids), strict=True))
    by_clue = {clue: [sources[number].key for number in numbers] for clue, numbers in found.items()}
    for key, number in keys.items():
        by_clue.setdefault(("key", key), []).append(sources[number].key)
    numbers = {record.key: number for number, record in sources.items()}
    return KnownSources(clues, by_clue, {record.key: record for record in sources.values()}, numbers, keys)


def look_up_keys(opened: Reader, records: Sequence[Record]) -> KnownSources:
    """Return only which keys of records are in use, for where nothing is to be a duplicate."""
    keys = opened.keys_in_use([record.key.casefold() for record in records])
    return KnownSources([()] * len(records), {}, {}, {}, keys)


def duplicate_of(opened: Reader, record: Record, *, resolved: bool = False) -> tuple[str, str]:
    """Return the key of the source that a record is, and why; two empty strings where it is new.

    With `resolved`, stubs do not count.
    """
    known = look_up(opened, [record])
    for clue in known.clues[0]:
        for key in known.by_clue.get(clue, ()):
            reason = identity.reason(record, known.sources[key])
            if reason and not (resolved and known.sources[key].unresolved):
                return key, reason
    return "", ""


def match(
    records: Sequence[Record],
    known: KnownSources,
    combine: Callable[[Handle, Record, Record], Record] = lambda _handle, source, _record: source,
    as_kept: Callable[[Record], Record] = lambda record: record,
) -> list[Match]:
    """Return for each record whether it is new or a duplicate.

    Later ones are compared with earlier ones too.

    `combine` gives what a source becomes by a duplicate, from its handle, the source as it stands, and the record;
    `as_kept` what a new record becomes.
    """
    by_clue: dict[Clue, list[Handle]] = {clue: list(keys) for clue, keys in known.by_clue.items()}
    standing: dict[Handle, Record] = dict(known.sources.items())
    matches = []
    for place, (record, clues) in enumerate(zip(records, known.clues, strict=True)):
        handle, reason = _duplicate(record, clues, by_clue, standing)
        if handle is None:
            standing[place] = as_kept(record)
            for clue in clues:
                by_clue.setdefault(clue, []).append(place)
            matches.append(Match(record, standing[place], standing[place]))
        else:
            before = standing[handle]
            standing[handle] = combine(handle, before, record)
            matches.append(Match(record, before, standing[handle], handle, reason))
    return matches


def standing(matches: Sequence[Match]) -> Standing:
    """Return what each source that has duplicates was before all of them, and is after."""
    found: Standing = {}
    for one in matches:
        if one.duplicate_of is not None:
            first = found.get(one.duplicate_of, (one.before, one.after))[0]
            found[one.duplicate_of] = (first, one.after)
    return found


def _duplicate(
    record: Record, clues: Iterable[Clue], by_clue: dict[Clue, list[Handle]], standing: dict[Handle, Record]
) -> tuple[Handle | None, str]:
    for clue in clues:
        for handle in by_clue.get(clue, ()):
            if reason := identity.reason(record, standing[handle]):
                return handle, reason
    return None, ""


def _clues(record: Record) -> Iterator[Clue]:
    for identifier in record.identifiers:
        yield identifier.scheme, identifier.value
    yield _PRINT, identity.fingerprint(record)
    if record.key:
        yield "key", record.key.casefold()
