"""What lies in the library's folder of files: what sources have, what they had, and what is somebody else's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readinglist.attachments import contents
from readinglist.library.files import shelf
from readinglist.library.open import reading
from readinglist.model.views import Ailment
from readinglist.util import files
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.library.location import Location
    from readinglist.model.attachment import Attachment
    from readinglist.store import Reader

_MOST = 100_000  # files that are looked at; far beyond any library
_DEEPEST = 5  # folders within each other
_Identity = tuple[int, int]


class Stray(NamedTuple):
    """A file in the folder that no source has: its path there, its SHA-256, and whether a source of this library had it."""

    path: str
    sha256: str
    once_kept: bool


class Lying(NamedTuple):
    """The files in a folder, by their path in it: size, and what tells each from others; and those that attachments are."""

    folder: Path
    files: dict[str, tuple[int, _Identity]]
    used: set[_Identity]

    @classmethod
    def of(cls, folder: Path) -> Lying:
        """Return what lies in a folder; no link is followed, and no pipe or device is one."""
        return cls(folder, dict(_found(folder, "", 0)), set())

    @staticmethod
    def identity(place: Path) -> _Identity | None:
        """Return what tells a file from others, whatever it is called; None where there is none."""
        try:
            found = place.stat()
        except (OSError, ValueError):
            return None
        return found.st_dev, found.st_ino

    def holding(self, attachment: Attachment) -> list[str]:
        """Return the files that hold what an attachment held."""
        alike = [path for path, (size, _) in self.files.items() if size == attachment.size]
        return [path for path in alike if attachment.sha256 and _sha256(self.folder / path) == attachment.sha256]

    def unused(self, opened: Reader) -> list[Stray]:
        """Return the files that no source has."""
        held = {path: _sha256(self.folder / path) for path, (_, who) in self.files.items() if who not in self.used}
        kept = opened.once_kept(held.values())
        return [Stray(path, sha256, once_kept=sha256 in kept) for path, sha256 in held.items()]

    def strays(self, library: Location, known: set[str]) -> Iterator[Ailment]:
        """Yield a notice for each file that no source has, but for those that are known by then."""
        with reading(library) as opened:
            found = self.unused(opened)
        for one in found:
            if one.path not in known:
                yield Ailment("stray", str(self.folder / one.path), _message(one), notice=True)


def unused(library: Location, opened: Reader) -> list[Stray]:
    """Return the files in the library's folder that no source has."""
    where = shelf.of(library)
    lying = Lying.of(where.folder)
    lying.used.update(filter(None, (lying.identity(where.place(one.attachment)) for one in opened.attached())))
    return lying.unused(opened)


def _message(one: Stray) -> str:
    if files.is_temporary(Path(one.path).name):
        return "a copy that was not finished, which the next `attach` removes"
    if one.once_kept:
        return "no source has it any more; `readinglist doctor --prune` removes it"
    return "no source has it, and this library never had it; it is left alone"


def _found(folder: Path, within: str, depth: int) -> Iterator[tuple[str, tuple[int, _Identity]]]:
    try:
        entries = sorted(os.scandir(folder / within), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries[:_MOST]:
        path = f"{within}/{entry.name}" if within else entry.name
        if entry.is_dir(follow_symlinks=False):
            if depth < _DEEPEST:
                yield from _found(folder, path, depth + 1)
        elif entry.is_file(follow_symlinks=False):
            found = entry.stat(follow_symlinks=False)
            # Windows leaves the number of a file out of what it says of a folder's entries.
            yield path, (found.st_size, Lying.identity(folder / path) or (0, 0))


def _sha256(place: Path) -> str:
    try:
        return contents.of(place).sha256
    except UnreadableFile:
        return ""
