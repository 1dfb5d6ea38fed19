"""Citavi: the backup of a project of Citavi 5 or 6 (.ctv6bak), an archive with one file of XML."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

NAME = "citavi"
_TOLD_BY = b"<CitaviExchangeData"
_HEAD = 1000  # bytes in which the first element stands
_MOST_PARTS = 20  # a backup has one


def is_one(path: Path) -> bool:
    """Whether a file is a backup of Citavi."""
    return path.is_file() and bool(_project(path))


def _project(path: Path) -> str:
    """Return the name of the part that holds the project; empty where there is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            for part in archive.infolist()[:_MOST_PARTS]:
                with archive.open(part) as file:
                    if _TOLD_BY in file.read(_HEAD):
                        return part.filename
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error):
        return ""
    return ""


def load(path: Path, wishes: Wishes) -> Iterator[Item]:
    """Yield the works of a project with all that belongs to them, and a notice for each piece that does not come along.

    Raises UnreadableFile.
    """
    from readinglist.managers.citavi import project  # noqa: PLC0415 - who asks what a path is needs no reader
    from readinglist.util.archive import Archive  # noqa: PLC0415 - as above

    try:
        content = Archive(path.read_bytes(), "backup of Citavi").read(_project(path))
        text = content.decode("utf-8-sig")
    except (ValueError, OSError) as error:
        raise UnreadableFile(str(path), str(error)) from error
    return project.load(text, wishes)
