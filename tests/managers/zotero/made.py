"""Makes Zotero's folder: the tables and columns that a reader asks for, as the versions of Zotero have them."""

from __future__ import annotations

import itertools
import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MINE, GROUP, FEED = 1, 2, 3  # libraries: of the user, of the group 77 "Foxes", and a feed
WITH_MARKS, WITH_AUTHORS, WITH_NORMAL_FORMS = 112, 119, 126
_TABLES = """BEGIN;
CREATE TABLE version (schema TEXT PRIMARY KEY, version INT NOT NULL);
CREATE TABLE libraries (libraryID INTEGER PRIMARY KEY, type TEXT, editable INT, filesEditable INT, version INT{is_admin});
CREATE TABLE groups (groupID INTEGER PRIMARY KEY, libraryID INT, name TEXT, description TEXT, version INT);
CREATE TABLE itemTypesCombined (itemTypeID INT PRIMARY KEY, typeName TEXT, display INT, custom INT);
CREATE TABLE fieldsCombined (fieldID INT PRIMARY KEY, fieldName TEXT, label TEXT, fieldFormatID INT, custom INT);
CREATE TABLE creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);
CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT, dateAdded TEXT, dateModified TEXT, clientDateModified TEXT,
  libraryID INT, key TEXT, version INT, synced INT, UNIQUE (libraryID, key));
CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value{normal_value});
CREATE TABLE itemData (itemID INT, fieldID INT, valueID, PRIMARY KEY (itemID, fieldID));
CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT{normal_name});
CREATE TABLE itemCreators (itemID INT, creatorID INT, creatorTypeID INT, orderIndex INT);
CREATE TABLE tags (tagID INTEGER PRIMARY KEY, name TEXT{normal_tag});
CREATE TABLE itemTags (itemID INT, tagID INT, type INT);
CREATE TABLE collections (collectionID INTEGER PRIMARY KEY, collectionName TEXT, parentCollectionID INT, libraryID INT, key TEXT);
CREATE TABLE collectionItems (collectionID INT, itemID INT, orderIndex INT DEFAULT 0);
CREATE TABLE deletedCollections (collectionID INTEGER PRIMARY KEY, dateDeleted TEXT);
CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY, dateDeleted TEXT);
CREATE TABLE itemNotes (itemID INTEGER PRIMARY KEY, parentItemID INT, note TEXT, title TEXT);
CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, linkMode INT, contentType TEXT, charsetID INT,
  path TEXT, syncState INT, storageModTime INT, storageHash TEXT{last_read});
CREATE TABLE relationPredicates (predicateID INTEGER PRIMARY KEY, predicate TEXT);
CREATE TABLE itemRelations (itemID INT, predicateID INT, object TEXT);
CREATE TABLE retractedItems (itemID INTEGER PRIMARY KEY, data TEXT, flag INT);
INSERT INTO libraries (libraryID, type, editable, filesEditable, version) VALUES (1, 'user', 1, 1, 0), (2, 'group', 1, 1, 0), (3, 'feed', 1, 1, 0);
INSERT INTO groups VALUES (77, 2, 'Foxes', '', 0);
"""
_MARKS = """CREATE TABLE itemAnnotations (itemID INTEGER PRIMARY KEY, parentItemID INT, type INT, {author}text TEXT, comment TEXT,
  color TEXT, pageLabel TEXT, sortIndex TEXT, position TEXT, isExternal INT{normal_text});"""
KINDS = {"highlight": 1, "note": 2, "image": 3, "ink": 4, "underline": 5, "text": 6}
_LETTERS = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"


class ZoteroFolder:
    """A folder of Zotero's under way. The names of types and fields get numbers in the order in which they come."""

    def __init__(self, folder: Path, userdata: int = 129) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.path, self.userdata = folder, folder / "zotero.sqlite", userdata
        self.connection = sqlite3.connect(self.path)
        self.connection.execute("PRAGMA synchronous = OFF")
        has_normal = userdata >= WITH_NORMAL_FORMS
        self.connection.executescript(
            _TABLES.format(
                is_admin=", isAdmin INT" if userdata >= 125 else "",
                normal_value=", valueNormalized TEXT" if has_normal else "",
                normal_name=", firstNameNormalized TEXT, lastNameNormalized TEXT" if has_normal else "",
                normal_tag=", nameNormalized TEXT" if has_normal else "",
                last_read=", lastRead INT" if userdata >= 124 else "",
            )
        )
        if userdata >= WITH_MARKS:
            author = "authorName TEXT, " if userdata >= WITH_AUTHORS else ""
            normal = ", textNormalized TEXT, commentNormalized TEXT" if has_normal else ""
            self.connection.executescript(_MARKS.format(author=author, normal_text=normal))
        self._insert("version", schema="userdata", version=userdata)
        self._numbers = itertools.count(1)

    def done(self) -> Path:
        """Write it out, and return the folder."""
        self.connection.commit()
        self.connection.close()
        return self.folder

    def _insert(self, table: str, **values: object) -> int:
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        done = self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
        return int(done.lastrowid or 0)

    def _number(self, table: str, id_: str, column: str, name: str) -> int:
        row = self.connection.execute(f"SELECT {id_} FROM {table} WHERE {column} = ?", (name,)).fetchone()
        if row:
            return int(row[0])
        highest = self.connection.execute(f"SELECT coalesce(max({id_}), 30) FROM {table}").fetchone()[0]
        self._insert(table, **{id_: highest + 1, column: name})
        return int(highest) + 1

    def item(
        self,
        kind: str,
        *people: tuple[str, ...],
        key: str = "",
        library: int = MINE,
        tags: Iterable[str] = (),
        automatic: Iterable[str] = (),
        added: str = "2020-01-02 03:04:05",
        **fields: str,
    ) -> str:
        """Add an item, and return its key. A person is a role, a family name and a given name; without the last it is in one piece."""
        number = next(self._numbers)
        key = key or "".join(_LETTERS[number // 33**place % 33] for place in range(7, -1, -1))
        type_ = self._number("itemTypesCombined", "itemTypeID", "typeName", kind)
        row = {
            "itemTypeID": type_,
            "dateAdded": added,
            "dateModified": "2021-05-06 07:08:09",
            "libraryID": library,
            "key": key,
        }
        one = self._insert("items", **row)
        for name, value in fields.items():
            field = self._number("fieldsCombined", "fieldID", "fieldName", name)
            self._insert("itemData", itemID=one, fieldID=field, valueID=self._insert("itemDataValues", value=value))
        for place, (role, family, *given) in enumerate(people):
            creator = self._insert("creators", lastName=family, firstName="".join(given), fieldMode=int(not given))
            kind_ = self._number("creatorTypes", "creatorTypeID", "creatorType", role)
            self._insert("itemCreators", itemID=one, creatorID=creator, creatorTypeID=kind_, orderIndex=place)
        for name, automatic_ in [*((tag, 0) for tag in tags), *((tag, 1) for tag in automatic)]:
            self._insert("itemTags", itemID=one, tagID=self._number("tags", "tagID", "name", name), type=automatic_)
        return key

    def id(self, key: str, library: int = MINE) -> int:
        """Return the number of an item by its key."""
        found = self.connection.execute(
            "SELECT itemID FROM items WHERE key = ? AND libraryID = ?", (key, library)
        ).fetchone()
        return int(found[0])

    def note(self, text: str, parent: str = "", **more: Any) -> str:  # noqa: ANN401 - fields and more
        """Add a note to an item, or one that stands by itself."""
        key = self.item("note", **more)
        self._insert("itemNotes", itemID=self.id(key), parentItemID=self.id(parent) if parent else None, note=text)
        return key

    def attach(
        self,
        parent: str,
        path: str | None,
        *,
        mode: int = 0,
        media: str = "application/pdf",
        library: int = MINE,
        **fields: Any,  # noqa: ANN401 - as above
    ) -> str:
        """Add an attachment to an item, or one that stands by itself."""
        key = self.item("attachment", library=library, **fields)
        self._insert(
            "itemAttachments", itemID=self.id(key, library), parentItemID=self.id(parent, library) if parent else None, linkMode=mode,
            contentType=media, path=path,
        )  # fmt: skip
        return key

    def mark(self, attachment: str, kind: str, text: str = "", comment: str = "", **more: Any) -> str:  # noqa: ANN401 - as above
        """Add an annotation to an attachment."""
        tags = more.pop("tags", ())
        key = self.item("annotation", tags=tags)
        values = {
            "color": "#ffd400",
            "pageLabel": "5",
            "sortIndex": "00004|000100|00200",
            "position": "{}",
            "isExternal": 0,
            **more,
        }
        self._insert(
            "itemAnnotations", itemID=self.id(key), parentItemID=self.id(attachment), type=KINDS[kind], text=text, comment=comment, **values
        )  # fmt: skip
        return key

    def collection(self, name: str, *items: str, parent: int | None = None) -> int:
        """Add a collection with items, and return its number."""
        one = self._insert(
            "collections", collectionName=name, parentCollectionID=parent, libraryID=MINE, key="COLLECTN"
        )
        for key in items:
            self._insert("collectionItems", collectionID=one, itemID=self.id(key))
        return one

    def relate(self, key: str, predicate: str, address: str) -> None:
        """Relate an item to what has an address."""
        number = self._number("relationPredicates", "predicateID", "predicate", predicate)
        self._insert("itemRelations", itemID=self.id(key), predicateID=number, object=address)

    def throw(self, key: str) -> None:
        """Move an item to the trash."""
        self._insert("deletedItems", itemID=self.id(key), dateDeleted="2021-01-01 00:00:00")

    def throw_collection(self, number: int) -> None:
        """Move a collection to the trash."""
        self._insert("deletedCollections", collectionID=number, dateDeleted="2021-01-01 00:00:00")

    def retract(self, key: str, data: str) -> None:
        """Note that a work was retracted."""
        self._insert("retractedItems", itemID=self.id(key), data=data, flag=0)


def better_bibtex(
    folder: Path, keys: Iterable[tuple[str, str, int]], name: str = "better-bibtex.sqlite", library: int = MINE
) -> None:
    """Write the keys of Better BibTeX beside a database: an item's key, its citation key, and whether it is pinned."""
    connection = sqlite3.connect(folder / name)
    connection.execute(
        "CREATE TABLE citationkey (itemID INT, itemKey TEXT, libraryID INT, citationKey TEXT, pinned INT)"
    )
    rows = [(number, item, library, key, pinned) for number, (item, key, pinned) in enumerate(keys)]
    connection.executemany("INSERT INTO citationkey VALUES (?, ?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()
