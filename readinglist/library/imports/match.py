"""Which sources of the library, or earlier ones of the same batch, a record may be the same as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.deduplication import identity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.model.record import Record
    from readinglist.store import Reader


class Twins:
    """Which sources of the library, or earlier ones of the same batch, may be the same as a record."""

    def __init__(self, opened: Reader, records: Sequence[Record]) -> None:
        wanted = [(i.scheme, i.value) for record in records for i in record.identifiers]
        self._records = records  # kept, so that no other record comes to have the id of one of them
        self._prints = {id(record): identity.fingerprint(record) for record in records}
        found = opened.candidates(wanted, self._prints.values())
        held = opened.keys_in_use([record.key.casefold() for record in records])
        ids = sorted({number for numbers in found.values() for number in numbers} | set(held.values()))
        known = dict(zip(ids, opened.records(ids), strict=True))
        self._by_clue: dict[tuple[str, str], list[str]] = {
            clue: [known[number].key for number in numbers] for clue, numbers in found.items()
        }
        for key, number in held.items():
            self._by_clue.setdefault(("key", key), []).append(known[number].key)
        self._known = {record.key: record for record in known.values()}

    def of(self, record: Record, *, resolved: bool = False) -> tuple[str, str]:
        """Return the key of the source that a record is, and why; two empty strings where it is new.

        With `resolved`, stubs do not count.
        """
        for clue in self._clues(record):
            for key in self._by_clue.get(clue, ()):
                reason = identity.reason(record, self._known[key])
                if reason and not (resolved and self._known[key].unresolved):
                    return key, reason
        return "", ""

    def note(self, original: Record, record: Record) -> None:
        """Remember a record that is about to be added, as it came and as it is to be kept."""
        self._known[record.key] = record
        for clue in self._clues(original):
            self._by_clue.setdefault(clue, []).append(record.key)

    def standing(self, record: Record) -> Record:
        """Return a remembered record as it stands after updates."""
        return self._known.get(record.key, record)

    def standing_by_key(self, key: str) -> Record:
        """Return the record under a key, as it stands after updates."""
        return self._known[key]

    def replace(self, record: Record) -> None:
        """Put an updated record in the place of the one with its key."""
        self._known[record.key] = record

    def _clues(self, record: Record) -> Iterator[tuple[str, str]]:
        for identifier in record.identifiers:
            yield identifier.scheme, identifier.value
        yield "fingerprint", self._prints.get(id(record)) or identity.fingerprint(record)
        if record.key:
            yield "key", record.key.casefold()
