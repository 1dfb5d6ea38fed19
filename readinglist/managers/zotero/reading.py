"""Opens Zotero's database and chooses the libraries that are wanted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.errors import InvalidValue
from readinglist.formats.zotero.attached import Places
from readinglist.formats.zotero.library import ZoteroShelves
from readinglist.managers.zotero import copying, keys, statements
from readinglist.model.record import Problem
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.formats.zotero.rows import ZoteroShelf, ZoteroTables
    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

_FEED, _GROUP, _ALL = "feed", "group", "all"


def load(path: Path, wishes: Wishes) -> Iterator[Item]:
    """Yield the records of a database, and notices. Raises UnreadableFile and InvalidValue."""
    with copying.opened(path) as connection:
        tables = statements.read(connection, path)
    wanted = _wanted(tables, wishes.group)
    known, faults = keys.beside(path)
    yield from (Problem(0, fault, broken=False) for fault in faults)
    yield from _left_out(tables, wanted)
    places = Places(Path(os.path.abspath(path.parent)))  # noqa: PTH100 - links in it are kept
    yield from ZoteroShelves(tables, wanted, places, known, wishes).records()


def _wanted(tables: ZoteroTables, group: str) -> dict[int, ZoteroShelf]:
    """Return the libraries that are wanted: the user's own, a group's, or all but feeds."""
    shelves = {one: shelf for one, shelf in tables.shelves.items() if shelf.type != _FEED}
    if group.casefold() == _ALL:
        return shelves
    if not group:
        return {one: shelf for one, shelf in shelves.items() if not shelf.group}
    found = {one: s for one, s in shelves.items() if s.group and group.casefold() in (s.group, s.name.casefold())}
    if not found:
        names = text.listed(sorted(shelf.name for shelf in shelves.values() if shelf.group)) or "there is none"
        raise InvalidValue("group", group, f"groups of this library: {names}")
    return found


def _left_out(tables: ZoteroTables, wanted: dict[int, ZoteroShelf]) -> Iterator[Problem]:
    if tables.version > statements.NEWEST:
        yield Problem(0, "it is from a newer Zotero than is known here; see whether all came along", broken=False)
    groups = [shelf.name for one, shelf in tables.shelves.items() if shelf.group and one not in wanted]
    if groups:
        yield Problem(
            0, f"the libraries of groups were left out: {text.listed(groups)}; --group NAME takes one", broken=False
        )
    if any(shelf.type == _FEED for shelf in tables.shelves.values()):
        yield Problem(0, "feeds were left out", broken=False)
    if tables.thrown:
        were = "was" if tables.thrown == 1 else "were"
        yield Problem(0, f"{text.counted(tables.thrown, 'item')} in the trash {were} left out", broken=False)
