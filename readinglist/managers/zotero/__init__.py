"""Zotero: its folder, or the database in it, also while Zotero runs.

A copy of the database is read; nothing in Zotero's folder is ever written. Versions 5 to 10 are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

NAME = "zotero"
_DATABASE = "zotero.sqlite"
_MAGIC = b"SQLite format 3\x00"
_TOLD_BY = b"itemDataValues"  # a table that Zotero alone has, near the beginning of the file
_HEAD = 1 << 20


def is_one(path: Path) -> bool:
    """Whether a path is Zotero's folder of data, or its database by whatever name."""
    if path.is_dir():
        return (path / _DATABASE).is_file()
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
        return head == _MAGIC and (path.name.startswith(_DATABASE) or _TOLD_BY in file.read(_HEAD))


def load(path: Path, wishes: Wishes) -> Iterator[Item]:
    """Yield the works of a library with all that belongs to them, and a notice for each piece that does not come along.

    `wishes.group` names a group whose library is meant instead of the user's own, by name or number, or is `all`. Raises UnreadableFile, and
    InvalidValue for a group that is not there.
    """
    from readinglist.managers.zotero import reading  # noqa: PLC0415 - who asks what a path is needs no reader

    return reading.load(path / _DATABASE if path.is_dir() else path, wishes)
