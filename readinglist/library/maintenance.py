"""Looking after the library.

Making it, undo and redo, watching it, and backup.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist import store
from readinglist.library import location, lookup
from readinglist.library.open import reading
from readinglist.library.operation import perform
from readinglist.store.errors import CannotRevert, NothingToRedo, NothingToUndo
from readinglist.util.errors import FileExists

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from readinglist.errors import LibraryError, NotFound
    from readinglist.library.location import Location
    from readinglist.library.settings import Setting
    from readinglist.model.views import Logged, Replayed
    from readinglist.store import Watch


class LibraryInfo(NamedTuple):
    """What `config` says of the library in use."""

    path: str
    why: str
    exists: bool
    sources: int
    schema: int
    sqlite: str
    settings: tuple[Setting, ...]


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
    from readinglist.library import settings  # noqa: PLC0415 - what undoes and watches needs none

    if not library.path.exists():
        return LibraryInfo(
            str(library.path),
            library.why,
            exists=False,
            sources=0,
            schema=store.latest_schema(),
            sqlite=store.engine(),
            settings=tuple(settings.listed(library)),
        )
    with reading(library) as opened:
        return LibraryInfo(
            str(library.path),
            library.why,
            exists=True,
            sources=opened.count(),
            schema=opened.schema,
            sqlite=store.engine(),
            settings=tuple(settings.listed(library)),
        )


def damage(library: Location) -> LibraryError | None:
    """Return what is wrong with the rows of a library that somebody else wrote, as an error; None where nothing is."""
    return store.damage(library.path) if library.path.exists() else None


def undo(
    library: Location,
    count: int = 1,
    *,
    dry_run: bool = False,
    keep_files: bool = False,
    within: Path | None = None,
    expected: int = 0,
) -> list[Replayed]:
    """Take back the last operations, newest first, and the documents that they rewrote on this machine.

    Not those, with `keep_files`. With the number of the operation that somebody saw and `expected` to be the last, nobody else's is
    taken back. Raises NothingToUndo; NotNext where another came after it, FileChanged, and OutsideFolder for a document that does not
    lie within a folder, with nothing done.
    """
    how = {"dry_run": dry_run, "keep_files": keep_files, "within": within, "expected": expected}
    return _moved(store.undo, NothingToUndo, library, count, how)


def redo(
    library: Location,
    count: int = 1,
    *,
    dry_run: bool = False,
    keep_files: bool = False,
    within: Path | None = None,
    expected: int = 0,
) -> list[Replayed]:
    """Do again what was undone last, documents included unless `keep_files`.

    Raises NothingToRedo; NotNext where the next is not the one `expected`, FileChanged and OutsideFolder, with nothing done.
    """
    how = {"dry_run": dry_run, "keep_files": keep_files, "within": within, "expected": expected}
    return _moved(store.redo, NothingToRedo, library, count, how)


def revert(library: Location, number: int, *, dry_run: bool = False) -> Logged:
    """Take back one operation by itself, whatever came after it, as a new operation; return what the log says of it.

    Raises CannotRevert where a later operation touched the same rows, or something hangs on them, and for one that is not in the log;
    then nothing is changed.
    """
    named = next((one for one in lookup.log(library) if one.id == number), None)
    if named is None:
        raise CannotRevert(number, "", "it is not in the log")
    perform(library, f"revert {number}: {named.summary}", lambda opened: opened.revert(number), dry_run=dry_run)
    return named


def _moved(
    move: Callable[..., list[Replayed]], nothing: type[NotFound], library: Location, count: int, how: Mapping[str, Any]
) -> list[Replayed]:
    moved = move(library.path, count, **how) if _is_there(library) else []
    if not moved:
        raise nothing
    return moved


def _is_there(library: Location) -> bool:
    """Whether the library was made yet.

    Raises LibraryError where it cannot be opened.
    """
    with reading(library):
        return library.path.exists()


def watch(library: Location) -> Watch:
    """Watch a library: `version()` is a number that rises with each change that anybody makes, for any thread to ask.

    The library need not be there yet, and another file may take its place. Nothing stays open between two looks.
    """
    return store.watch(library.path)


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
