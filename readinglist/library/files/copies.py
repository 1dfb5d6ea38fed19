"""Copies of the files of sources: beside a backup of the library, or in a folder with an export."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.attachments import contents, folder
from readinglist.library.files import shelf
from readinglist.library.open import reading
from readinglist.util import files, steps
from readinglist.util.errors import FileExists, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.model.attachment import AttachedFile


class Copied(NamedTuple):
    """Which copies were made, and which files are not there or not what they were, each with a sentence; `linked` are left where they are.

    `of` says of each copy of an export which attachment it is, by the key of its source and its number.
    """

    copies: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    linked: int = 0
    of: tuple[tuple[str, int], ...] = ()


def beside_backup(library: Location, target: Path, *, force: bool = False, dry_run: bool = False) -> Copied:
    """Copy the files that the library keeps into the folder of files of a backup, where it finds them when it is opened.

    What is there already with the same content stays as it is. Files that are only linked stay where they are. Raises FileExists for
    a file of another content, unless `force`, and UnwritableFile.
    """
    where = shelf.of(library)
    with reading(library) as opened:
        found = {one.attachment.path: one for one in opened.attached() if not one.attachment.linked}
        linked = sum(one.attachment.linked for one in opened.attached())
    to, copies, left = folder.beside(target), list[str](), list[str]()
    for path, one in steps.counted("copying", found.items(), len(found)):
        original = where.place(one.attachment)
        try:
            content = contents.of(original)
        except UnreadableFile as error:
            left.append(_named(one, error))
            continue
        place = to / path
        if folder.is_within(to, path) and contents.same(place, content):
            continue
        if not dry_run:
            _put(original, to, path, force=force)
        copies.append(str(place))
    return Copied(tuple(copies), tuple(left), linked)


def _put(original: Path, to: Path, path: str, *, force: bool) -> None:
    place = to / path
    if not folder.is_within(to, path):
        raise FileExists(place)
    if files.copy_new(original, place):
        return
    if not force:
        raise FileExists(place)
    with files.copying(place, original) as partial:
        files.copy_into(original, partial)


def into_folder(library: Location, attached: Iterable[AttachedFile], to: Path, *, dry_run: bool = False) -> Copied:
    """Copy the files of sources into a folder, each under the key of its source; nothing there is written over.

    A linked file is copied only where it is what it was when it was attached, as a library may name any file. Raises UnwritableFile.
    """
    where, copies, left = shelf.of(library), list[str](), list[str]()
    of: list[tuple[str, int]] = []
    for one in attached:
        original = where.place(one.attachment)
        try:
            content = contents.of(original)
        except UnreadableFile as error:
            left.append(_named(one, error))
            continue
        if one.attachment.linked and content.sha256 != one.attachment.sha256:
            left.append(
                f"attachment {one.attachment.id} of {one.key} was changed: {original}; `readinglist doctor` says more"
            )
            continue
        of.append((one.key, one.attachment.id))
        if dry_run:
            copies.append(str(to / (folder.stem_of(one.key) + contents.suffix(original, content))))
        else:
            copies.append(str(to / folder.keep(to, one.key, original, content)[0]))
    return Copied(tuple(copies), tuple(left), of=tuple(of))


def _named(one: AttachedFile, error: UnreadableFile) -> str:
    return f"attachment {one.attachment.id} of {one.key} is not copied: {str(error).rstrip('.')}"
