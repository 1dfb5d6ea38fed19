"""From the rows of a library of Zotero's to records: each work with its notes, files, marks and links."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist.formats.zotero import attached, dates, item, marked, notes, types
from readinglist.formats.zotero.item import ZoteroItem
from readinglist.formats.zotero.marked import LIBRARY, Marked
from readinglist.model.attachment import Attachment, Highlight
from readinglist.model.counterpart import Counterpart
from readinglist.model.record import UNRESOLVED, Link, Mark, Note, Problem, Record
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.formats.zotero.attached import Places
    from readinglist.formats.zotero.rows import FileRow, ItemRow, MarkRow, NoteRow, ZoteroShelf, ZoteroTables
    from readinglist.model.wishes import Wishes

_RELATED, _REPLACED, _SAME = "dc:relation", "dc:replaces", "owl:sameAs"
_LONGEST_TITLE = 120
# Citation keys that are kept elsewhere, by library and the key of an item.
ZoteroKeys = dict[tuple[int, str], list[str]]
_APART = re.compile(r"\s*[,;]\s*")


class ZoteroShelves:
    """The libraries that are wanted of a database, while records are made of them."""

    def __init__(
        self, tables: ZoteroTables, shelves: dict[int, ZoteroShelf], places: Places, keys: ZoteroKeys, wishes: Wishes
    ) -> None:
        self.tables, self.shelves, self.places, self.keys, self.wishes = tables, shelves, places, keys, wishes
        self.items: dict[int, ItemRow] = {row.id: row for row in tables.items if row.shelf in shelves}
        self.notes: dict[int, list[NoteRow]] = defaultdict(list)
        self.files: dict[int, list[FileRow]] = defaultdict(list)
        self.marks: dict[int, list[MarkRow]] = defaultdict(list)
        self.owners: dict[int, int] = {}
        self.drafted: dict[int, Record] = {}
        self.numbers: dict[str, int] = {}
        self.relations: dict[int, list[tuple[str, str]]] = defaultdict(list)
        self.linked: set[frozenset[int]] = set()
        self.mended: dict[str, str] = {}
        self.automatic: set[str] = set()

    def records(self) -> Iterator[Record | Problem]:
        """Yield each work, each standing note and each standing file, and what could not be carried of them."""
        self._place_pieces()
        for row in self.items.values():
            if row.type not in types.PIECES or self.owners.get(row.id) == row.id:
                self.owners[row.id] = row.id
                self.drafted[row.id] = self._drafted(row)
                self.numbers[self._name(row)] = row.id
            else:
                self.numbers[self._name(row)] = self.owners.get(row.id, 0)
        for number, relations in self.tables.relations.items():
            self.relations[self.owners.get(number, 0)] += relations
        for number, record in self.drafted.items():
            yield from self._finished(self.items[number], record)
        yield from self._of_all()

    def _place_pieces(self) -> None:
        """Note what each note, file and mark belongs to; what belongs to something in the trash is left out with it."""
        for note in self.tables.notes:
            owner = note.parent or note.id
            if note.id in self.items and owner in self.items:
                self.notes[owner].append(note)
                self.owners[note.id] = owner
        for file in self.tables.files:
            owner = file.parent or file.id
            if file.id in self.items and owner in self.items and file.mode != attached.EMBEDDED:
                self.files[owner].append(file)
                self.owners[file.id] = owner
        for mark in self.tables.marks:
            if mark.id in self.items and mark.parent in self.owners:
                self.marks[mark.parent].append(mark)
                self.owners[mark.id] = self.owners[mark.parent]

    def _name(self, row: ItemRow) -> str:
        return f"{self.shelves[row.shelf].place}/{row.key}" if row.key else ""

    def _drafted(self, row: ItemRow) -> Record:
        """Return a work with its fields, tags and keys."""
        if row.type in types.PIECES:
            return self._standing(row)
        made = ZoteroItem(
            row.type,
            self._with_addresses(row.id, self.tables.values.get(row.id, {})),
            self.tables.creators.get(row.id, []),
            self._tags(row.id),
            self.keys.get((row.shelf, row.key), []),
            row.line,
        )
        return item.record_of(made)

    def _with_addresses(self, number: int, values: dict[str, str]) -> dict[str, str]:
        """Return the values of a work with the addresses that are attached to it."""
        linked = [
            self.tables.values.get(file.id, {}).get("url", "")
            for file in self.files.get(number, ())
            if file.mode == attached.ADDRESS
        ]
        doi = values.get("DOI", "").lower()
        others = [
            one
            for one in linked
            if one and one != values.get("url") and not (doi and one.lower().endswith(f"doi.org/{doi}"))
        ]
        if others and not values.get("url"):
            values = {**values, "url": others.pop(0)}
        return {**values, "link": "; ".join(others)} if others else values

    def _standing(self, row: ItemRow) -> Record:
        """Return a note or a file that belongs to no work as one: a stub by the name that it has."""
        values = self.tables.values.get(row.id, {})
        if row.type == types.NOTE:
            title = _first_line(self.notes[row.id][0].text)
            return item.record_of(ZoteroItem("document", {"title": title}, tags=self._tags(row.id)))
        file = self.files[row.id][0]
        named = re.sub(r"\.\w{1,5}$", "", re.split(r"[/\\:]", file.path)[-1])
        title = values.get("title") or named or values.get("url", "") or row.key
        is_page = file.mode in (attached.STORED_PAGE, attached.ADDRESS) and "pdf" not in file.media
        held = {"title": re.sub(r"\.(?:pdf|epub|html?)$", "", title)}
        held |= {name: values[name] for name in ("url", "accessDate") if name in values}
        stub = item.record_of(ZoteroItem("webpage" if is_page else "document", held, tags=self._tags(row.id)))
        return replace(stub, marks=(Mark(UNRESOLVED),))

    def _tags(self, number: int) -> list[str]:
        """Return the tags of an item, and its collections; a tag holds no comma here."""
        found = []
        for name, is_automatic in self.tables.tags.get(number, ()):
            if is_automatic and not self.wishes.automatic_tags:
                self.automatic.add(name)
            else:
                found.append(self._tag(name))
        if self.wishes.collections:
            found += [self._tag(path) for path in self.tables.collections.get(number, ())]
        return found

    def _tag(self, name: str) -> str:
        if "," not in name and ";" not in name:
            return name
        return self.mended.setdefault(name, _APART.sub(" ", name).strip())

    def _finished(self, row: ItemRow, record: Record) -> Iterator[Record | Problem]:
        """Yield a work with all that belongs to it, and what does not come along."""
        said: list[str] = []
        made = [self._note(note, said) for note in self.notes.get(row.id, ())]
        files = []
        for file in self.files.get(row.id, ()):
            made += self._marked(file, said)
            files += self._attached(file, said)
        links, names = self._related(row)
        yield replace(
            record,
            notes=tuple([replace(note, id=n) for n, note in enumerate(made, 1)]),
            attachments=tuple([one._replace(id=n) for n, one in enumerate(files, 1)]),
            added=dates.moment(row.added),
            links=links,
            counterparts=tuple(
                [Counterpart(LIBRARY, name) for name in dict.fromkeys((self._name(row), *names)) if name]
            ),
            marks=record.marks
            + (item.retracted(_reason(self.tables.retracted[row.id])) if row.id in self.tables.retracted else ()),
        )
        if key := self._refused_key(row, record):
            said.append(f"its key {key} cannot be one here, and was left out")
        what = said and (text.fit(record.title, 60) or record.key or row.key)
        yield from (Problem(row.line, f"“{what}”: {sentence}", broken=False) for sentence in said)

    def _refused_key(self, row: ItemRow, record: Record) -> str:
        """Return the citation key that a work has there, where it became neither its key nor an alias."""
        given = [self.tables.values.get(row.id, {}).get("citationKey", ""), *self.keys.get((row.shelf, row.key), [])]
        known = {key.casefold() for key in (record.key, *record.aliases)}
        return next((key for key in given if key and key.casefold() not in known), "")

    def _note(self, row: NoteRow, said: list[str]) -> Note:
        read = notes.read(row.text, self._key_of)
        if read.pictures:
            said.append(f"{text.counted(read.pictures, 'picture')} of a note stayed in Zotero")
        own = self.items[row.id]
        tags = self._tags(row.id) if row.parent else []
        written = "\n\n".join(filter(None, (read.text, _in_words(tags))))
        mark = Highlight(
            LIBRARY, self._name(own), quote=read.quote, text=written, at=dates.moment(own.changed), kind="note"
        )
        place = f"page {read.page}" if read.page else ""
        return Note(0, written, read.quote, place, created=dates.moment(own.added), highlight=mark)

    def _marked(self, file: FileRow, said: list[str]) -> list[Note]:
        rows = self.marks.get(file.id)
        if not rows:
            return []
        found = [
            Marked(row, self._name(own), dates.moment(own.added), dates.moment(own.changed), tuple(self._tags(row.id)))
            for row in rows
            for own in [self.items[row.id]]
        ]
        made, left = marked.notes(found)
        said += left
        return made

    def _attached(self, file: FileRow, said: list[str]) -> list[Attachment]:
        own, values = self.items[file.id], self.tables.values.get(file.id, {})
        if file.parent and (tags := self._tags(file.id)):
            said.append(f"the tags of its file {values.get('title', own.key)} were left out: {text.listed(tags)}")
        if file.mode == attached.ADDRESS:
            return []
        path = self.places.path(file, own.key)
        if not path:
            said.append(f"its file {values.get('title', own.key)} has no name, and was left out")
            return []
        return [attached.attachment(file, path, values)]

    def _related(self, row: ItemRow) -> tuple[tuple[Link, ...], list[str]]:
        """Return the links of a work to others, each once, and the names that it had, or has elsewhere."""
        links: dict[str, Link] = {}
        names: list[str] = []
        for predicate, address in self.relations.get(row.id, ()):
            name = notes.name_of(address) or address
            if predicate in (_REPLACED, _SAME):
                names.append(name)
            number = self.numbers.get(name, 0) if predicate == _RELATED else 0
            pair = frozenset((row.id, number))
            if number in self.drafted and number != row.id and pair not in self.linked:
                self.linked.add(pair)
                links[name] = Link("related", self._name(self.items[number]))
        return tuple(links.values()), [name for name in names if "://" not in name]

    def _key_of(self, name: str) -> str:
        record = self.drafted.get(self.numbers.get(name, 0))
        return record.key if record else ""

    def _of_all(self) -> Iterator[Problem]:
        for name, instead in self.mended.items():
            yield Problem(0, f"the tag “{name}” is “{instead}” here, as a tag holds no comma", broken=False)
        if len(self.automatic) == 1:
            yield Problem(0, "1 tag that no reader gave was left out; --automatic-tags takes it too", broken=False)
        elif self.automatic:
            number = len(self.automatic)
            yield Problem(
                0, f"{number} tags that no reader gave were left out; --automatic-tags takes them too", broken=False
            )


def _first_line(source: str) -> str:
    lines = (line.strip("#>*- ") for line in notes.read(source).text.split("\n"))
    return text.fit(next(filter(None, lines), "Note"), _LONGEST_TITLE)


def _in_words(tags: list[str]) -> str:
    return f"Tags: {', '.join(tags)}." if tags else ""


def _reason(written: str) -> str:
    """Return why a work was retracted, from what Zotero noted of it as JSON."""
    try:
        said = json.loads(written or "{}")
    except (ValueError, RecursionError):
        return ""
    reasons = said.get("reasons") if isinstance(said, dict) else None
    return "; ".join(one for one in reasons if isinstance(one, str)) if isinstance(reasons, list) else ""
