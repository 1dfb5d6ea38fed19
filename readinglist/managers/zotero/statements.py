"""The rows of Zotero's database, in a fixed number of statements.

Types, fields and roles are looked up by their names, as numbers differ from one installation to the next; tables and columns that a
version has not yet are left out.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from readinglist.formats.zotero import collections, types
from readinglist.formats.zotero.people import Creator
from readinglist.formats.zotero.rows import FileRow, ItemRow, MarkRow, NoteRow, ZoteroShelf, ZoteroTables
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

OLDEST, NEWEST = 80, 129  # versions of the part `userdata` of the schema: Zotero 5, and 10
# Zotero's numbers of the kinds of annotations.
_KINDS = {1: "highlight", 2: "note", 3: "image", 4: "ink", 5: "underline", 6: "text"}
_NEEDED = frozenset(
    "items itemTypesCombined libraries itemData fieldsCombined itemDataValues itemCreators creators creatorTypes itemTags tags "
    "collections collectionItems itemNotes itemAttachments".split()
)
_ITEMS = """SELECT i.itemID, t.typeName, i.libraryID, i.key, i.dateAdded, i.dateModified
FROM items i JOIN itemTypesCombined t ON t.itemTypeID = i.itemTypeID
WHERE i.itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY i.dateAdded, i.itemID"""
_VALUES = """SELECT d.itemID, d.fieldID, v.value FROM itemData d JOIN itemDataValues v ON v.valueID = d.valueID"""
_CREATORS = """SELECT ic.itemID, ct.creatorType, c.lastName, c.firstName, c.fieldMode FROM itemCreators ic
JOIN creators c ON c.creatorID = ic.creatorID JOIN creatorTypes ct ON ct.creatorTypeID = ic.creatorTypeID
ORDER BY ic.itemID, ic.orderIndex"""
_TAGS = (
    "SELECT it.itemID, t.name, it.type FROM itemTags it JOIN tags t ON t.tagID = it.tagID ORDER BY it.itemID, t.name"
)
_COLLECTIONS = "SELECT collectionID, collectionName, parentCollectionID FROM collections"
_NOTES = "SELECT itemID, parentItemID, note FROM itemNotes"
_ATTACHMENTS = "SELECT itemID, parentItemID, linkMode, contentType, path FROM itemAttachments"
_ANNOTATIONS = """SELECT itemID, parentItemID, type, {author}, text, comment, color, pageLabel, sortIndex, isExternal
FROM itemAnnotations ORDER BY parentItemID, sortIndex, itemID"""
_RELATIONS = """SELECT r.itemID, p.predicate, r.object FROM itemRelations r
JOIN relationPredicates p ON p.predicateID = r.predicateID ORDER BY r.itemID, r.object"""


def read(connection: sqlite3.Connection, path: Path) -> ZoteroTables:
    """Return the rows of a database. Raises UnreadableFile where it is none of Zotero's, or older than version 5; and sqlite3.Error."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= _NEEDED:
        raise UnreadableFile(path, f"it is no database of Zotero's: it has no table {min(_NEEDED - tables)}")
    version = _version(connection) if "version" in tables else 0
    if version < OLDEST:
        raise UnreadableFile(
            path, "it is from before Zotero 5; open it in a newer Zotero once, which brings it up to date"
        )
    found = ZoteroTables(
        version,
        shelves=_shelves(connection, tables),
        items=[ItemRow(*row) for row in connection.execute(_without_trash(_ITEMS, tables))],
        values=_values(connection),
        creators=_creators(connection),
        tags=_tags(connection),
        collections=_collections(connection, tables),
    )
    found.notes = [NoteRow(one, parent or 0, text or "") for one, parent, text in connection.execute(_NOTES)]
    found.files = [
        FileRow(one, parent or 0, mode or 0, media or "", path_ or "")
        for one, parent, mode, media, path_ in connection.execute(_ATTACHMENTS)
    ]
    found.marks = list(_marks(connection)) if "itemAnnotations" in tables else []
    if {"itemRelations", "relationPredicates"} <= tables:
        found.relations = _grouped(connection.execute(_RELATIONS))
    if "retractedItems" in tables:
        found.retracted = {
            one: data or "" for one, data in connection.execute("SELECT itemID, data FROM retractedItems")
        }
    if "deletedItems" in tables:
        found.thrown = connection.execute("SELECT count(*) FROM deletedItems").fetchone()[0]
    return found


def _without_trash(statement: str, tables: set[str]) -> str:
    known = "deletedItems" in tables
    return statement if known else statement.replace("SELECT itemID FROM deletedItems", "SELECT NULL WHERE 0")


def _version(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT version FROM version WHERE schema = 'userdata'").fetchone()
    return int(row[0]) if row and str(row[0]).isdecimal() else 0


def _shelves(connection: sqlite3.Connection, tables: set[str]) -> dict[int, ZoteroShelf]:
    shelves = {
        one: ZoteroShelf(one, type_) for one, type_ in connection.execute("SELECT libraryID, type FROM libraries")
    }
    if "groups" in tables:
        for group, one, name in connection.execute("SELECT groupID, libraryID, name FROM groups"):
            shelves[one] = ZoteroShelf(one, "group", str(group), name or "")
    return shelves


def _values(connection: sqlite3.Connection) -> dict[int, dict[str, str]]:
    names = {one: types.base(name) for one, name in connection.execute("SELECT fieldID, fieldName FROM fieldsCombined")}
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for one, number, value in connection.execute(_VALUES):
        if value not in (None, ""):
            found[one].setdefault(names.get(number, f"field{number}"), _text(value))
    return found


def _text(value: object) -> str:
    """Return a value as text, also one that a program wrote as a number or as bytes."""
    return (
        value
        if isinstance(value, str)
        else value.decode("utf-8", "replace")
        if isinstance(value, bytes)
        else str(value)
    )


def _creators(connection: sqlite3.Connection) -> dict[int, list[Creator]]:
    found: dict[int, list[Creator]] = defaultdict(list)
    for one, role, family, given, mode in connection.execute(_CREATORS):
        found[one].append(Creator(role, family or "", given or "", mode == 1))
    return found


def _tags(connection: sqlite3.Connection) -> dict[int, list[tuple[str, bool]]]:
    found: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for one, name, type_ in connection.execute(_TAGS):
        found[one].append((name or "", bool(type_)))
    return found


def _collections(connection: sqlite3.Connection, tables: set[str]) -> dict[int, list[str]]:
    """Return the collections of items as tags: `a/b` is b within a. A name that has a stroke gets another one."""
    gone: set[int] = set()
    if "deletedCollections" in tables:
        gone = {one for (one,) in connection.execute("SELECT collectionID FROM deletedCollections")}
    names = {one: (name or "", parent) for one, name, parent in connection.execute(_COLLECTIONS)}
    paths = collections.paths(names, gone)
    found: dict[int, list[str]] = defaultdict(list)
    for one, item in connection.execute(
        "SELECT collectionID, itemID FROM collectionItems ORDER BY collectionID, orderIndex"
    ):
        if path := paths.get(one, ""):
            found[item].append(path)
    return found


def _marks(connection: sqlite3.Connection) -> Iterator[MarkRow]:
    columns = {row[1] for row in connection.execute("PRAGMA table_info(itemAnnotations)")}
    statement = _ANNOTATIONS.format(author="authorName" if "authorName" in columns else "''")
    for row in connection.execute(statement):
        one, parent, kind, author, *texts, is_external = row
        quote, comment, colour, label, place = (text or "" for text in texts)
        yield MarkRow(
            one,
            parent,
            _KINDS.get(kind, "mark"),
            author or "",
            quote,
            comment,
            colour,
            label,
            str(place),
            bool(is_external),
        )


def _grouped(rows: Iterator[tuple[int, str, str]] | sqlite3.Cursor) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for one, predicate, named in rows:
        found[one].append((predicate or "", named or ""))
    return found
