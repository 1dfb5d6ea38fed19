"""Citation keys of Better BibTeX, which keeps them in a database of its own beside Zotero's."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from readinglist.managers.zotero import copying
from readinglist.util import files
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from readinglist.formats.zotero.library import ZoteroKeys

# The database, and what it is called since Zotero has a field for keys.
_NAMES = ("better-bibtex.sqlite", "better-bibtex.migrated")


def beside(path: Path) -> tuple[ZoteroKeys, list[str]]:
    """Return the keys of items by library and the items' own key, those that count first, and sentences on what could not be read.

    `path` is Zotero's database.
    """
    found: ZoteroKeys = {}
    faults = []
    for name in _NAMES:
        place = path.with_name(name)
        if not files.is_file(place):
            continue
        try:
            for shelf, item, key in _read(place):
                found.setdefault((shelf, item), []).append(key)
        except UnreadableFile as error:
            faults.append(str(error))
    return found, faults


def _read(path: Path) -> Iterator[tuple[int, str, str]]:
    with copying.opened(path) as connection:
        try:
            rows = connection.execute(
                "SELECT libraryID, itemKey, citationKey FROM citationkey WHERE citationKey <> '' ORDER BY pinned DESC, itemID"
            ).fetchall()
        except sqlite3.OperationalError:  # a version that kept its keys otherwise
            rows = []
    yield from ((int(shelf or 0), item or "", key) for shelf, item, key in rows)
