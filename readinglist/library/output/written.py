"""Writing what leaves the library into a file that the user names, never over the library or what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import store
from readinglist.util import files
from readinglist.util.errors import OwnFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from readinglist.library.location import Location


def write(library: Location, target: Path, pieces: Iterable[str] | bytes) -> None:
    """Write a file, whole or not at all. Raises OwnFile and UnwritableFile."""
    refuse(library, target)
    if isinstance(pieces, bytes):
        files.write_bytes(target, pieces)
    else:
        files.write_whole(target, pieces)


def refuse(library: Location, target: Path, documents: Iterable[Path] = ()) -> None:
    """Raise OwnFile where a file to be written is the library, one of SQLite's beside it, or a document that was read.

    Links, and other spellings of a path, are seen through.
    """
    for path in store.all_files(library.path):
        if files.is_same(target, path):
            raise OwnFile(target, "the library" if path == library.path else "a part of the library")
    for path in documents:
        if files.is_same(target, path):
            raise OwnFile(target, "one of the documents")
