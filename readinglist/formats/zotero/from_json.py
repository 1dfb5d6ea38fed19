"""From Zotero's JSON to the rows of a library: items with what belongs to them inside, or beside them with the key of their item."""

from __future__ import annotations

import itertools
import re
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from readinglist.formats import json_arrays
from readinglist.formats.zotero import attached, collections, notes, types
from readinglist.formats.zotero.attached import Places
from readinglist.formats.zotero.library import ZoteroShelves
from readinglist.formats.zotero.people import Creator
from readinglist.formats.zotero.rows import FileRow, ItemRow, MarkRow, NoteRow, ZoteroShelf, ZoteroTables
from readinglist.model.record import Problem
from readinglist.util import nesting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

_ITEMS = re.compile(r'"items"\s*:\s*(?=\[\s*\{)')
_COLLECTIONS = re.compile(r'"collections"\s*:\s*(?=\{\s*")')
_MODES = {"imported_file": 0, "imported_url": 1, "linked_file": 2, "linked_url": 3, "embedded_image": 4}
# What an item says of itself beside the values of its fields.
_NO_FIELDS = frozenset(
    "key itemKey itemType itemID libraryID id uri select desktopURI version dateAdded dateModified parentItem note linkMode contentType "
    "charset filename md5 mtime path localPath defaultPath deleted inPublications citekey lastRead".split()
)
Found = dict[str, Any]


def load(whole: str, wishes: Wishes) -> Iterator[Item]:
    """Yield the records of a text, and problems. Never raises."""
    reading = _JsonReading()
    boxed = _ITEMS.search(whole)
    for found in json_arrays.values(whole, boxed.end() if boxed else 0):
        problem = found if isinstance(found, Problem) else reading.take(found)
        if problem:
            yield problem
    reading.finish(whole)
    yield from ZoteroShelves(reading.tables, reading.tables.shelves, Places(), {}, wishes).records()


class _JsonReading:
    """The rows of a text under way."""

    def __init__(self) -> None:
        self.tables = ZoteroTables(0, {0: ZoteroShelf(0, "user")})
        self.numbers = itertools.count(1)
        self.by_key: dict[tuple[int, str], int] = {}
        self.by_id: dict[object, int] = {}
        self.parents: list[tuple[int, int, str, Found]] = []
        self.filed: dict[int, list[str]] = defaultdict(list)

    def take(self, found: json_arrays.JsonValue) -> Problem | None:
        """Take an item with all that is in it; a problem where it is none."""
        value = found.value
        if nesting.is_deeper(value):
            return Problem(found.line, "an item of Zotero is not nested so deeply", found.raw)
        data = value.get("data", value) if isinstance(value, dict) else None
        if not isinstance(data, dict) or not isinstance(data.get("itemType"), str):
            return Problem(found.line, "an item of Zotero has a type, `itemType`", found.raw)
        data = json_arrays.clean(data)
        if data.get("deleted"):
            self.tables.thrown += 1
        else:
            shelf = self._shelf(value)
            number = self._item(data, shelf, found.line)
            self.parents.append((number, shelf, _text(data.get("parentItem")), data))
        return None

    def finish(self, whole: str) -> None:
        """Put what stands beside its item where it belongs, and items in their collections."""
        for number, shelf, parent, data in self.parents:
            owner = self.by_key.get((shelf, parent), 0) if parent else 0
            self._piece(data, number, owner)
        boxed = _COLLECTIONS.search(whole)
        if boxed:
            for found in json_arrays.values(whole, boxed.end()):
                if not isinstance(found, Problem) and not nesting.is_deeper(found.value):
                    self._collections(json_arrays.clean(found.value))

    def _shelf(self, value: Found) -> int:
        """Return the number of the library that an item is in: that of a group, or the user's own."""
        library = value.get("library")
        uri = notes.name_of(_text(value.get("uri")))
        group = uri.split("/")[1] if uri.startswith("groups/") else ""
        if isinstance(library, dict) and library.get("type") == "group":
            group = _text(library.get("id"))
        if not group.isdecimal():
            return 0
        number = int(group[:15])
        self.tables.shelves.setdefault(number, ZoteroShelf(number, "group", group))
        return number

    def _item(self, data: Found, shelf: int, line: int = 0, kind: str = "") -> int:
        number = next(self.numbers)
        key = _text(data.get("key") or data.get("itemKey")) or notes.name_of(_text(data.get("uri"))).rpartition("/")[2]
        kind = kind or _text(data["itemType"])
        added, changed = _text(data.get("dateAdded")), _text(data.get("dateModified"))
        self.tables.items.append(ItemRow(number, kind, shelf, key or _made(data, kind), added, changed, line))
        self.by_key.setdefault((shelf, key), number)
        if isinstance(data.get("itemID"), (int, str)):
            self.by_id.setdefault(data["itemID"], number)
        self.tables.values[number] = _values(data)
        self.tables.creators[number] = [made for one in _listed(data.get("creators")) if (made := _creator(one))]
        self.tables.tags[number] = [tag for one in _listed(data.get("tags")) if (tag := _tag(one))[0]]
        self.tables.relations[number] = list(_relations(data.get("relations")))
        self.filed[number] = [one for one in _listed(data.get("collections")) if isinstance(one, str)]
        self._pieces(data, number, shelf, line)
        return number

    def _pieces(self, data: Found, number: int, shelf: int, line: int) -> None:
        """Take the notes, files and marks that an item has inside it."""
        for name, kind in (("notes", types.NOTE), ("attachments", types.ATTACHMENT), ("annotations", types.ANNOTATION)):
            for one in _listed(data.get(name)):
                piece = {"note": one} if isinstance(one, str) and kind == types.NOTE else one
                if isinstance(piece, dict):
                    piece = {**piece, "itemType": kind}
                    self._piece(piece, self._item(piece, shelf, line), number)

    def _piece(self, data: Found, number: int, owner: int) -> None:
        kind = data["itemType"]
        if kind == types.NOTE:
            self.tables.notes.append(NoteRow(number, owner, _text(data.get("note"))))
        elif kind == types.ATTACHMENT:
            self.tables.files.append(_file(data, number, owner))
        elif kind == types.ANNOTATION:
            self.tables.marks.append(_mark(data, number, owner))

    def _collections(self, found: object) -> None:
        known = found if isinstance(found, dict) else {}
        held = {str(key): one for key, one in known.items() if isinstance(one, dict)}
        inside = {
            child: key
            for key, one in held.items()
            for child in _listed(one.get("collections"))
            if isinstance(child, str)
        }
        names = {
            key: (_text(one.get("name")), _text(one.get("parent")) or inside.get(key)) for key, one in held.items()
        }
        paths = collections.paths(names)
        for key, one in held.items():
            for item in _listed(one.get("items")):
                if isinstance(item, (int, str)) and item in self.by_id:
                    self.filed[self.by_id[item]].append(key)
        for number, keys in self.filed.items():
            self.tables.collections[number] = [paths[key] for key in dict.fromkeys(keys) if key in paths]


def _values(data: Found) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in data.items():
        if name in _NO_FIELDS or name.startswith("annotation") or isinstance(value, bool):
            continue
        if isinstance(value, (str, int)) and (text := str(value).strip()):
            values.setdefault(types.base(name), text)
    if key := _text(data.get("citekey")):
        values.setdefault("citationKey", key)
    return values


def _made(data: Found, kind: str) -> str:
    """Return a name for a piece that has none, by what is in it; empty for a work."""
    if kind not in types.PIECES:
        return ""
    said = "\n".join(f"{name} {value}" for name, value in sorted(data.items()) if isinstance(value, str))
    return f"{zlib.crc32(said.encode()):08x}"


def _creator(one: object) -> Creator | None:
    if not isinstance(one, dict):
        return None
    whole = _text(one.get("name"))
    role = _text(one.get("creatorType")) or "author"
    return Creator(role, whole or _text(one.get("lastName")), _text(one.get("firstName")), bool(whole))


def _tag(one: object) -> tuple[str, bool]:
    if isinstance(one, dict):
        return _text(one.get("tag")), one.get("type") == 1
    return _text(one), False


def _relations(found: object) -> Iterator[tuple[str, str]]:
    for predicate, objects in found.items() if isinstance(found, dict) else ():
        for one in objects if isinstance(objects, list) else [objects]:
            if isinstance(one, str):
                yield str(predicate), one


def _file(data: Found, number: int, owner: int) -> FileRow:
    path = _text(data.get("path") or data.get("localPath") or data.get("defaultPath"))
    named = data.get("linkMode")
    mode = named if isinstance(named, int) else _MODES.get(_text(named), -1)
    if mode < 0:
        is_elsewhere = path.startswith(("/", "attachments:")) or path[1:3] in (":\\", ":/")
        mode = (
            attached.LINKED if is_elsewhere else attached.STORED if path or data.get("filename") else attached.ADDRESS
        )
    if not path and data.get("filename"):
        path = f"storage:{_text(data['filename'])}"
    return FileRow(number, owner, mode, _text(data.get("contentType")), path)


def _mark(data: Found, number: int, owner: int) -> MarkRow:
    def said(name: str) -> str:
        return _text(data.get(f"annotation{name}"))

    is_external = bool(data.get("annotationIsExternal"))
    return MarkRow(
        number, owner, said("Type"), said("AuthorName"), said("Text"), said("Comment"), said("Color"), said("PageLabel"),
        said("SortIndex"), is_external,
    )  # fmt: skip


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return (
        value
        if isinstance(value, str)
        else str(value)
        if isinstance(value, int) and not isinstance(value, bool)
        else ""
    )
