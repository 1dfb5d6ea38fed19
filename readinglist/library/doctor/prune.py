"""Removing the files that no source has any more."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from readinglist.library.doctor import lying
from readinglist.library.files import shelf
from readinglist.library.open import reading
from readinglist.util.errors import UnwritableFile

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.store import Reader, Writer


class Unused(NamedTuple):
    """A file in the library's folder that sources had, and none has any more."""

    path: str
    size: int


def unused(library: Location) -> list[Unused]:
    """Return the files that no source has any more; not those that this library never had."""
    with reading(library) as opened:
        return [Unused(str(place), place.stat().st_size) for place, _ in _unused(library, opened)]


def prune(library: Location, paths: Collection[str]) -> list[str]:
    """Remove those of these files that still no source has, and what was read in them; return them.

    It cannot be taken back: an `undo` of what took them off their sources leaves these without them. Raises UnwritableFile.
    """
    from readinglist.library.operation import perform  # noqa: PLC0415 - examining must not load what writes

    def body(opened: Writer) -> list[str]:
        gone = [(place, sha256) for place, sha256 in _unused(library, opened) if str(place) in paths]
        for place, _ in gone:
            _remove(place)
        needed = {one.attachment.sha256 for _, one in opened.attached_as(sha256 for _, sha256 in gone)}
        opened.forget_read({sha256 for _, sha256 in gone} - needed)
        return [str(place) for place, _ in gone]

    return perform(library, "prune", body)


def _unused(library: Location, opened: Reader) -> list[tuple[Path, str]]:
    folder = shelf.of(library).folder
    return [(folder / one.path, one.sha256) for one in lying.unused(library, opened) if one.once_kept]


def _remove(place: Path) -> None:
    try:
        with contextlib.suppress(FileNotFoundError):
            place.unlink()
    except OSError as error:
        raise UnwritableFile(place, error.strerror or str(error)) from error
