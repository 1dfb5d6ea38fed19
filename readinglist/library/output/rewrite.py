"""Renaming a source in the documents that cite it too.

All of them or none, and undone with the rename.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from readinglist import manuscripts
from readinglist.library.edit import sources
from readinglist.library.operation import perform
from readinglist.library.output import check
from readinglist.manuscripts.errors import NotRewritable, OutsideDocuments
from readinglist.model.key_folding import folded_key
from readinglist.util import files
from readinglist.util.errors import UnwritableFile
from readinglist.util.rewriting import Rewrite

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.manuscripts.model import Citation, Manuscript
    from readinglist.model.record import Record
    from readinglist.store import Writer


class Rewritten(NamedTuple):
    """A document in which citations were rewritten, how many, and where a copy of it as it was lies; None in a dry run."""

    path: Path
    citations: int
    backup: Path | None


class Renamed(NamedTuple):
    """A source under its new key, the key before, and the documents that follow."""

    record: Record
    before: str
    documents: tuple[Rewritten, ...]


def rename(library: Location, old: str, new: str, documents: Sequence[Path], *, dry_run: bool = False) -> Renamed:
    """Give a source another key, here and in documents with all that they include; former keys there follow too.

    Each document that changes is first copied beside itself. Raises KeyTaken, InvalidKey, UnreadableFile, UnknownFormat,
    NotRewritable, OutsideDocuments and UnwritableFile; then nothing is changed anywhere.
    """
    for path in documents:
        if path.exists() and not files.ends(path):
            raise UnwritableFile(path, "it is a pipe or a device; give a file")
    named = ", ".join(path.name for path in documents)
    backups: dict[Path, Path] = {}

    def body(opened: Writer) -> Renamed:
        _forget(backups)
        record, before = sources.rename_within(opened, old, new)
        manuscript = check.read(documents)  # while no other command may rewrite them
        found = _citations(manuscript, record)
        _may_write(documents, found, record.key)
        rewrites = [_rewrite(path, citations, new) for path, citations in found.items()]
        _check(documents, rewrites, manuscript, _wanted(manuscript, found, new))
        if not dry_run:
            for rewrite in rewrites:
                backups[rewrite.path] = files.back_up(rewrite.path)
        opened.rewrite(rewrites)
        done = (Rewritten(path, len(citations), backups.get(path)) for path, citations in found.items())
        return Renamed(record, before, tuple(done))

    try:
        return perform(library, f"rename {old} to {new} in {named}", body, dry_run=dry_run)
    except BaseException:
        _forget(backups)
        raise


def _forget(backups: dict[Path, Path]) -> None:
    for backup in backups.values():
        backup.unlink(missing_ok=True)
    backups.clear()


def _citations(manuscript: Manuscript, record: Record) -> dict[Path, list[Citation]]:
    """Return where documents name a source otherwise than by its key, by file."""
    names = {folded_key(name) for name in (record.key, *record.aliases)}
    found: dict[Path, list[Citation]] = {}
    for at in manuscript.places:
        if at.key != record.key and folded_key(at.key) in names:
            found.setdefault(at.path, []).append(at)
    return found


def _may_write(documents: Sequence[Path], paths: Iterable[Path], key: str) -> None:
    """Raise OutsideDocuments for a file that no user named, by itself or by the folder of a document."""
    named = {path.resolve() for path in documents}
    folders = {path.absolute().parent.resolve() for path in documents} | {path.parent for path in named}
    for path in paths:
        real = path.resolve()
        if real not in named and not any(real.is_relative_to(folder) for folder in folders):
            raise OutsideDocuments(path, key)
        if not str(real).isprintable() and any("\ud800" <= letter <= "\udfff" for letter in str(real)):
            raise UnwritableFile(path, "its name is no UTF-8, so `undo` could not name it; rename the file first")
        files.check_writable(real)


def _wanted(manuscript: Manuscript, found: dict[Path, list[Citation]], key: str) -> list[str]:
    """Return the keys that the documents are to have, in their order."""
    moved = {id(at) for citations in found.values() for at in citations}
    return [key if id(at) in moved else at.key for at in manuscript.places]


def _rewrite(path: Path, citations: Sequence[Citation], key: str) -> Rewrite:
    """Return what is done to a document.

    Raises NotRewritable where it has no way to write the key.
    """
    if path.suffix.lower() in manuscripts.OFFICE:
        raise NotRewritable(path, key)
    before = manuscripts.read(path)
    text = manuscripts.rewritten(before.text, citations, dict.fromkeys((at.key for at in citations), key))
    try:
        return Rewrite(path, before.encoded(before.text), before.encoded(text))
    except UnicodeEncodeError as error:
        raise NotRewritable(path, key) from error


def _check(documents: Sequence[Path], rewrites: Sequence[Rewrite], before: Manuscript, wanted: list[str]) -> None:
    """Raise NotRewritable where what is to be written does not read as the citations that are wanted."""
    after = check.read(documents, {rewrite.path.resolve(): rewrite.after for rewrite in rewrites})
    for old, new, key in itertools.zip_longest(before.places, after.places, wanted):
        if not (old and new and new.key == key):
            raise NotRewritable((old or new).path, key or old.key)
