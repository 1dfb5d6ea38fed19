"""Examining the library, and mending what has one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist import citekeys
from readinglist.formats import bibtex
from readinglist.library.doctor import attached, printing
from readinglist.library.open import reading
from readinglist.model import biblatex, identifiers, provenance, required_fields, schemes
from readinglist.model.key_folding import folded_key
from readinglist.model.views import Ailment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.store import Reader, Writer


# The fields by which an entry names others without inheriting from them.
_BESIDE = tuple(name for name in biblatex.REFERRING if name not in biblatex.INHERITING)

_LACKING = "lacking"  # what of a file that lacks a table or a column is wrong: nothing else can be asked of it


class Examined(NamedTuple):
    """What is wrong with a library, and what was mended, or would be in a dry run."""

    found: list[Ailment]
    mended: list[Ailment]


def doctor(library: Location, *, fix: bool = False, dry_run: bool = False) -> Examined:
    """Examine the library; with `fix`, mend in one operation what has one answer."""
    with reading(library) as opened:
        found = list(opened.ailments())
        lacking = [ailment for ailment in found if ailment.kind == _LACKING]
        if not lacking:
            found += [*_source_ailments(opened), *_broken_pieces(opened)]
    filed = [] if lacking else attached.examine(library)
    found += [one.ailment for one in filed]
    if not (fix and any(ailment.fixable for ailment in found)):
        return Examined(found, [])
    from readinglist.library.operation import perform  # noqa: PLC0415 - examining must not load what writes

    if lacking:
        perform(library, "doctor", lambda writer: writer.reindex(), dry_run=dry_run)
        return _rest(library, found, dry_run=dry_run)

    mending = attached.Mending() if dry_run else attached.ready(library, filed)

    def body(writer: Writer) -> None:
        if any(ailment.fixable and ailment.kind not in printing.KINDS | attached.KINDS for ailment in found):
            writer.reindex()
        _mend_sources(writer, {one.where for one in found if one.fixable and one.kind in printing.KINDS})
        attached.mend(writer, mending)

    perform(library, "doctor", body, dry_run=dry_run)
    mended = [ailment for ailment in found if ailment.fixable]
    return Examined([ailment for ailment in found if not ailment.fixable], mended)


def _rest(library: Location, found: list[Ailment], *, dry_run: bool) -> Examined:
    """Examine a library that has by now what it lacked, and mend what is left."""
    mended = [ailment for ailment in found if ailment.fixable]
    left = [ailment for ailment in found if not ailment.fixable]
    if dry_run or any(ailment.kind == _LACKING for ailment in left):
        return Examined(left, mended)
    rest = doctor(library, fix=True)
    return Examined(rest.found, [*mended, *rest.mended])


def _mend_sources(writer: Writer, keys: set[str]) -> None:
    ids = sorted(set(writer.keys_in_use([folded_key(key) for key in keys]).values()))
    stamp = writer.now
    pairs = ((record, printing.mended(record)) for record in writer.records(ids))
    writer.save(
        (number, old, provenance.noted(old, new, provenance.USER, stamp))
        for number, (old, new) in zip(ids, pairs, strict=True)
        if new is not old
    )


def _source_ailments(opened: Reader) -> Iterator[Ailment]:
    ids = opened.select()
    dangling = _dangling(opened, biblatex.INHERITING)
    unnamed = _dangling(opened, _BESIDE)
    for number, record in zip(ids, opened.records(ids), strict=True):
        if number in dangling:
            message = f"inherits from {dangling[number]}, which is not in the library; add it or unset crossref"
            yield Ailment("crossref", record.key, message)
        if number in unnamed:
            message = f"names {unnamed[number]}, which is not in the library; add it or unset the field"
            yield Ailment("crossref", record.key, message)
        yield from _record_ailments(record)


def _dangling(opened: Reader, fields: Sequence[str]) -> dict[int, str]:
    """Return the keys that sources name in some fields and that no source has, by the numbers of the sources."""
    links = opened.parent_keys(fields)
    known = opened.keys_in_use({folded_key(key) for _, key in links})
    return {number: key for number, key in links if folded_key(key) not in known}


def _record_ailments(record: Record) -> Iterator[Ailment]:
    if not citekeys.is_legal(record.key):
        why = f"{citekeys.refused_by(record.key) or 'a shell or LaTeX'} does not take this key"
        yield Ailment("key", record.key, f"{why}; `readinglist rename {record.key!r} NEW` gives it another")
    if record.unresolved:
        yield Ailment("stub", record.key, _of_stub(record))
    for name in () if record.unresolved else required_fields.missing(record):
        yield Ailment(
            "missing", record.key, f"entry type {record.type} needs {name}; `readinglist set {record.key} …` adds it"
        )
    for use in bibtex.undefined(record).values():
        hint = f"import the file with its @string, or set {use.field}"
        yield Ailment("macro", record.key, f"nothing defines the macro {use.name} in {use.field}; {hint}")
    for scheme in schemes.CHECKED:
        value = record.plain(scheme)
        if value:
            yield from _wrong_identifiers(record.key, scheme, value)
    for fault in printing.faults(record):
        yield Ailment(fault.kind, record.key, fault.message, fixable=fault.mended is not None)


def _wrong_identifiers(key: str, scheme: str, value: str) -> Iterator[Ailment]:
    parts = [part for part in value.replace(",", ";").split(";") if part.strip()] if scheme == "isbn" else [value]
    for part in parts:
        try:
            identifiers.normalise(scheme, part)
        except ValueError as error:
            yield Ailment("identifier", key, f"{scheme} {part.strip()!r}: {error}")


def _broken_pieces(opened: Reader) -> Iterator[Ailment]:
    for number, file, line, message, _ in opened.broken():
        yield Ailment("broken", f"{file}:{line}", f"{message}; `readinglist edit --broken {number}` mends it")


def _of_stub(record: Record) -> str:
    """Return what is said of a stub: who has its identifier can be asked, and of a file alone only its reader knows."""
    if record.identifiers:
        return f"only an identifier is known; `readinglist resolve {record.key}` asks for the rest"
    return (
        f"what work it is is not known; `readinglist edit {record.key}` or `readinglist set {record.key} doi=…` says it"
    )
