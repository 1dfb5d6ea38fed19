"""What a library of Zotero has, by the numbers of its items, whether it is in a database or in a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from readinglist.formats.zotero.people import Creator


class ZoteroShelf(NamedTuple):
    """A library within the database: the user's own, that of a group, or a feed."""

    id: int
    type: str
    group: str = ""
    name: str = ""

    @property
    def place(self) -> str:
        """What stands before the key of an item in its name: `library`, `groups/12`."""
        return f"groups/{self.group}" if self.group else "library"


class ItemRow(NamedTuple):
    """An item: what it is, in which library, its key there, and when it was added and changed."""

    id: int
    type: str
    shelf: int
    key: str
    added: str = ""
    changed: str = ""
    line: int = 0


class NoteRow(NamedTuple):
    """A note, and what it belongs to; 0 for one that stands by itself."""

    id: int
    parent: int
    text: str


class FileRow(NamedTuple):
    """An attachment, and what it belongs to; 0 for one that stands by itself."""

    id: int
    parent: int
    mode: int
    media: str
    path: str


class MarkRow(NamedTuple):
    """An annotation of an attachment."""

    id: int
    parent: int
    kind: str
    author: str
    quote: str
    comment: str
    colour: str
    label: str
    place: str
    is_external: bool


@dataclass(slots=True)
class ZoteroTables:
    """All rows that count, by the number of the item that they belong to."""

    version: int
    shelves: dict[int, ZoteroShelf]
    items: list[ItemRow] = field(default_factory=list)
    values: dict[int, dict[str, str]] = field(default_factory=dict)
    creators: dict[int, list[Creator]] = field(default_factory=dict)
    tags: dict[int, list[tuple[str, bool]]] = field(default_factory=dict)
    collections: dict[int, list[str]] = field(default_factory=dict)
    notes: list[NoteRow] = field(default_factory=list)
    files: list[FileRow] = field(default_factory=list)
    marks: list[MarkRow] = field(default_factory=list)
    relations: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    retracted: dict[int, str] = field(default_factory=dict)
    thrown: int = 0
