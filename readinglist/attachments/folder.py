"""The library's folder of files: where it is, and how a file comes into it.

A file lies in it under a name that a person can read, `doe2026.pdf`, `doe2026-2.pdf`. It keeps that name, whatever becomes of the key,
and nothing in the folder is ever written over.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from readinglist.attachments import contents
from readinglist.util import files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.attachments.contents import Content

SUFFIX = ".files"
_LONGEST = 120  # bytes of a name, which every file system takes with room for more
_LONGEST_PATH = 2_000  # characters; a guess, as what is kept lies a folder or two deep
_LONGEST_PART = 255  # bytes, beyond which no file system has a name
_FORBIDDEN = frozenset('<>:"/\\|?*')  # by Windows; a folder may be shared with it
_RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))))


def beside(library: Path) -> Path:
    """Return the folder of files of a library that names none: `library.db` → `library.db.files`."""
    return library.with_name(library.name + SUFFIX)


def keep(folder: Path, key: str, original: Path, content: Content) -> tuple[str, bool]:
    """Copy a file into the folder under a name after the key; return its path there, and whether it was not there before.

    One that is there under such a name with the same content, as an `undo` leaves it, is taken as it is. Raises UnwritableFile.
    """
    for name in _names(key, contents.suffix(original, content)):
        if is_within(folder, name) and contents.same(folder / name, content):
            return name, False
        if not os.path.lexists(folder / name) and files.copy_new(original, folder / name):
            return name, True
    raise AssertionError  # there are names without end


def is_safe(path: str) -> bool:
    """Whether a path names a file within the folder; somebody else may have written it into the library."""
    if len(path) > _LONGEST_PATH:
        return False
    found = PurePosixPath(path)
    short = all(len(part.encode("utf-8", "replace")) <= _LONGEST_PART for part in found.parts)
    return (
        bool(found.parts)
        and short
        and not found.is_absolute()
        and ".." not in found.parts
        and not set(path) & set("\\:\x00")
    )


def place(folder: Path, library: Path, path: str, *, linked: bool) -> Path:
    """Return where an attachment's file is; one that would not lie in the folder, by its name or by a link there, is nowhere."""
    if linked:
        return library.parent / Path(path)
    return folder / path if is_safe(path) and is_within(folder, path) else _nowhere(folder)


def is_within(folder: Path, path: str) -> bool:
    """Whether a path in the folder leads out of it by no link; somebody else may have put one there."""
    whole = PurePosixPath(path)
    return not any(os.path.islink(folder / part) for part in (whole, *whole.parents[:-1]))  # noqa: PTH114 - raises nothing


def _nowhere(folder: Path) -> Path:
    """Return a place in the folder where nothing is."""
    place = folder / "\ufffd"
    while os.path.lexists(place):
        place = place.with_name(place.name + "\ufffd")
    return place


def _names(key: str, suffix: str) -> Iterator[str]:
    stem = stem_of(key)
    yield stem + suffix
    number = 2
    while True:
        yield f"{stem}-{number}{suffix}"
        number += 1


def stem_of(key: str) -> str:
    """Return a key as the beginning of a name of a file on any system: `doe:2026/a` → `doe_2026_a`."""
    plain = "".join("_" if c in _FORBIDDEN or not c.isprintable() else c for c in unicodedata.normalize("NFC", key))
    while len(plain.encode()) > _LONGEST:
        plain = plain[:-1]
    plain = plain.strip(". ")
    return f"{plain}_" if not plain or plain.casefold().partition(".")[0] in _RESERVED else plain
