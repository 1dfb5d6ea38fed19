"""Looking after the library.

Making it, undo and redo, backup, and the doctor.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from readinglist import citekeys, store
from readinglist.formats import bibtex
from readinglist.library import location
from readinglist.library.open import reading
from readinglist.model import identifiers, required_fields, schemes
from readinglist.model.key_folding import folded_key
from readinglist.model.views import Ailment
from readinglist.store.errors import NothingToRedo, NothingToUndo
from readinglist.util.errors import FileExists

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.model.views import Logged
    from readinglist.store import Reader


class LibraryInfo(NamedTuple):
    """What `config` says of the library in use."""

    path: str
    why: str
    exists: bool
    sources: int
    schema: int
    sqlite: str


def init(library: Location) -> bool:
    """Make the library file where it is missing.

    Say whether it was made now.
    """
    location.make_default_folder(library)
    fresh = not library.path.exists()
    store.create(library.path)
    return fresh


def facts(library: Location) -> LibraryInfo:
    """Return which library is used, why, and how much is in it."""
    if not library.path.exists():
        return LibraryInfo(
            str(library.path),
            library.why,
            exists=False,
            sources=0,
            schema=store.latest_schema(),
            sqlite=store.engine(),
        )
    with reading(library) as opened:
        return LibraryInfo(
            str(library.path),
            library.why,
            exists=True,
            sources=opened.count(),
            schema=opened.schema,
            sqlite=store.engine(),
        )


def undo(library: Location, count: int = 1, *, dry_run: bool = False, keep_files: bool = False) -> list[Logged]:
    """Take back the last operations, newest first, and the documents that they rewrote unless `keep_files`.

    Raises NothingToUndo, and FileChanged with nothing done.
    """
    undone = store.undo(library.path, count, dry_run=dry_run, keep_files=keep_files) if _is_there(library) else []
    if not undone:
        raise NothingToUndo
    return undone


def redo(library: Location, count: int = 1, *, dry_run: bool = False, keep_files: bool = False) -> list[Logged]:
    """Do again what was undone last, documents included unless `keep_files`.

    Raises NothingToRedo, and FileChanged with nothing done.
    """
    redone = store.redo(library.path, count, dry_run=dry_run, keep_files=keep_files) if _is_there(library) else []
    if not redone:
        raise NothingToRedo
    return redone


def _is_there(library: Location) -> bool:
    """Whether the library was made yet.

    Raises LibraryError where it cannot be opened.
    """
    with reading(library):
        return library.path.exists()


def backup(library: Location, target: Path, *, force: bool = False, dry_run: bool = False) -> int:
    """Copy the library, while others may write to it, into another file; return the number of sources in the copy.

    The copy is made beside the target, and then takes its place. Raises FileExists and UnwritableFile.
    """
    if os.path.lexists(target) and not force:
        raise FileExists(target)
    with reading(library) as opened:
        if not dry_run:
            opened.copy_to(target)
        return opened.count()


def doctor(library: Location, *, fix: bool = False, dry_run: bool = False) -> tuple[list[Ailment], list[Ailment]]:
    """Examine the library.

    Return what is wrong, and what `fix` has mended, or would mend in a dry run.
    """
    mended: list[Ailment] = []
    with reading(library) as opened:
        found = [*opened.ailments(), *_source_ailments(opened), *_broken_pieces(opened)]
    if fix and any(ailment.fixable for ailment in found):
        from readinglist.library.operation import operation  # noqa: PLC0415 - examining must not load what writes

        with operation(library, "doctor", dry_run=dry_run) as opened:
            opened.reindex()
        mended = [ailment for ailment in found if ailment.fixable]
        found = [ailment for ailment in found if not ailment.fixable]
    return found, mended


def _source_ailments(opened: Reader) -> Iterator[Ailment]:
    ids = opened.select()
    links = opened.parent_keys()
    known = opened.keys_in_use({folded_key(key) for _, key in links})
    dangling = {number: key for number, key in links if folded_key(key) not in known}
    for number, record in zip(ids, opened.records(ids), strict=True):
        if number in dangling:
            message = f"inherits from {dangling[number]}, which is not in the library; add it or unset crossref"
            yield Ailment("crossref", record.key, message)
        yield from _record_ailments(record)


def _record_ailments(record: Record) -> Iterator[Ailment]:
    if not citekeys.is_legal(record.key):
        why = f"{citekeys.refused_by(record.key) or 'a shell or LaTeX'} does not take this key"
        yield Ailment("key", record.key, f"{why}; `readinglist rename {record.key!r} NEW` gives it another")
    if record.unresolved:
        yield Ailment(
            "stub", record.key, f"only an identifier is known; `readinglist resolve {record.key}` asks for the rest"
        )
    for name in () if record.unresolved else required_fields.missing(record):
        yield Ailment(
            "missing", record.key, f"entry type {record.type} needs {name}; `readinglist set {record.key} …` adds it"
        )
    for use in bibtex.undefined(record).values():
        message = (
            f"nothing defines the macro {use.name} in {use.field}; import the file with its @string, or set {use.field}"
        )
        yield Ailment("macro", record.key, message)
    for scheme in schemes.CHECKED:
        value = record.plain(scheme)
        if value:
            yield from _wrong_identifiers(record.key, scheme, value)


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
