"""From Zotero's RDF to the rows of a library."""

from __future__ import annotations

import itertools
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from readinglist.formats.zotero import attached, collections, rdf_nodes, types
from readinglist.formats.zotero.attached import Places
from readinglist.formats.zotero.library import ZoteroShelves
from readinglist.formats.zotero.people import Creator
from readinglist.formats.zotero.rows import FileRow, ItemRow, NoteRow, ZoteroShelf, ZoteroTables
from readinglist.model.record import Problem
from readinglist.util.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

_ABOUT, _RESOURCE, _ID = "rdf-about", "rdf-resource", "rdf-nodeID"
_COLLECTION, _MEMO, _ATTACHMENT = "z-Collection", "bib-Memo", "z-Attachment"
# What kind of item a node is that does not say it.
_KINDS = {
    "bib-Article": "journalArticle", "bib-Book": "book", "bib-BookSection": "bookSection", "bib-Thesis": "thesis", "bib-Report": "report",
    "bib-Letter": "letter", "bib-Manuscript": "manuscript", "bib-Patent": "patent", "bib-Legislation": "statute", "bib-Interview": "interview",
    "bib-Illustration": "artwork", "bib-Document": "document", "bib-ConferenceProceedings": "conferencePaper", "bib-MotionPicture": "film",
    "bib-Recording": "audioRecording", "bib-Map": "map", _MEMO: types.NOTE, _ATTACHMENT: types.ATTACHMENT,
}  # fmt: skip
# What is in a node of its own, and no item: journals, series, sites.
_CONTAINERS = frozenset(
    "bib-Journal bib-Series bib-Periodical bib-Newspaper bib-Magazine z-Website z-Blog z-Forum bib-Proceedings bib-CourtReporter".split()
)
_PLAIN = {
    "dc-title": "title", "dcterms-abstract": "abstractNote", "dc-date": "date", "prism-volume": "volume", "prism-edition": "edition",
    "bib-pages": "pages", "dcterms-dateSubmitted": "accessDate", "dc-rights": "rights", "dc-description": "extra", "dc-coverage": "archiveLocation",
    "dc-source": "archive", "dcterms-alternative": "journalAbbreviation", "dc-language": "language", "dc-type": "type",
}  # fmt: skip
_PEOPLE = {"bib-authors": "author", "bib-editors": "editor", "bib-contributors": "contributor"}
_WITH_ISSUES = frozenset(("journalArticle", "magazineArticle", "newspaperArticle"))
# What a node says beside the values of its fields.
_NO_FIELDS = frozenset(("z-itemType", "z-linkMode", "z-path"))


def load(whole: str, wishes: Wishes) -> Iterator[Item]:
    """Yield the records of a text, and problems. Never raises."""
    reading = _RdfReading()
    problems = []
    for found in rdf_nodes.nodes(whole):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            reading.nodes.append(found)
            reading.by_name.setdefault(_name(found[0]), found[0])
    reading.finish()
    yield from ZoteroShelves(reading.tables, reading.tables.shelves, Places(), {}, wishes).records()
    yield from problems


class _RdfReading:
    """The nodes of a file, and the rows that are made of them."""

    def __init__(self) -> None:
        self.tables = ZoteroTables(0, {0: ZoteroShelf(0, "user")})
        self.nodes: list[rdf_nodes.RdfNode] = []
        self.by_name: dict[str, ET.Element] = {}
        self.numbers: dict[str, int] = {}
        self.count = itertools.count(1)

    def finish(self) -> None:
        """Make rows of all nodes."""
        parts = {node.get(_RESOURCE, "") for one, _ in self.nodes for node in one.findall("dcterms-isPartOf")}
        made = []
        for node, line in self.nodes:
            kind = squeeze(node.findtext("z-itemType") or "") or _KINDS.get(node.tag, "")
            is_container = node.tag in _CONTAINERS or (not node.findtext("z-itemType") and _name(node) in parts)
            if node.tag != _COLLECTION and not is_container:
                made.append((node, kind or "document", self._item(node, kind or "document", line)))
        owners = self._owners(made)
        for node, kind, number in made:
            if kind == types.NOTE:
                self.tables.notes.append(NoteRow(number, owners.get(number, 0), node.findtext("rdf-value") or ""))
            elif kind == types.ATTACHMENT:
                self.tables.files.append(_file(node, number, owners.get(number, 0)))
        self._collect()

    def _item(self, node: ET.Element, kind: str, line: int) -> int:
        number = next(self.count)
        # The number that a node is called by is of one library alone: with what the node says, it names no other work of another.
        key = f"{zlib.crc32(_said(node).encode('utf-8', 'replace')):08x}{_name(node)}"
        self.tables.items.append(ItemRow(number, kind, 0, key, line=line))
        self.numbers.setdefault(_name(node), number)
        values = _Values(self, kind)
        values.take(node)
        self.tables.values[number] = values.found
        self.tables.creators[number] = list(_creators(node))
        self.tables.tags[number] = list(_tags(node))
        return number

    def _owners(self, made: list[tuple[ET.Element, str, int]]) -> dict[int, int]:
        """Return what each note and file belongs to, and note which items are related."""
        owners: dict[int, int] = {}
        names = {row.id: f"library/{row.key}" for row in self.tables.items}
        for node, _, number in made:
            for part in [*node.findall("link-link"), *node.findall("dcterms-isReferencedBy")]:
                owners.setdefault(self.numbers.get(part.get(_RESOURCE, ""), 0), number)
            others = [self.numbers.get(part.get(_RESOURCE, ""), 0) for part in node.findall("dc-relation")]
            self.tables.relations[number] = [("dc:relation", names[other]) for other in others if other]
        return owners

    def _collect(self) -> None:
        names: dict[str, tuple[str, str | None]] = {}
        parents: dict[str, str] = {}
        held: dict[str, list[str]] = {}
        for node, _ in self.nodes:
            if node.tag == _COLLECTION:
                held[_name(node)] = [part.get(_RESOURCE, "") for part in node.findall("dcterms-hasPart")]
                names[_name(node)] = (node.findtext("dc-title") or "", None)
        for name, parts in held.items():
            parents |= {part: name for part in parts if part in held}
        paths = collections.paths({name: (title, parents.get(name)) for name, (title, _) in names.items()})
        for name, parts in held.items():
            for part in parts:
                if part in self.numbers and name in paths:
                    self.tables.collections.setdefault(self.numbers[part], []).append(paths[name])

    def node(self, part: ET.Element) -> ET.Element | None:
        """Return the node that a part is, or names."""
        return part[0] if len(part) else self.by_name.get(part.get(_RESOURCE, "") or part.get(_ID, ""))


class _Values:
    """The values of an item by Zotero's names, while they are read from its node and those that it is part of."""

    def __init__(self, reading: _RdfReading, kind: str) -> None:
        self.reading, self.kind = reading, kind
        self.found: dict[str, str] = {}

    def take(self, node: ET.Element) -> None:
        """Take the values of the item itself."""
        for part in node:
            name = self._plain_name(part.tag)
            if part.tag == "dc-identifier":
                self._identifier(part)
            elif part.tag == "dc-publisher":
                self._publisher(part)
            elif part.tag == "bib-presentedAt":
                self.put("conferenceName", _title(self.reading.node(part)))
            elif part.tag == "dc-subject" and part.find("dcterms-LCC") is not None:
                self.put("callNumber", _said(part))
            elif name and not len(part):
                self.put(name, part.text or "")
        for part in node.findall("dcterms-isPartOf"):
            self._container(self.reading.node(part))

    def put(self, name: str, value: str) -> None:
        """Give a field a value, unless it has one."""
        if plain := value.strip():
            self.found.setdefault(types.base(name), plain)

    def _plain_name(self, tag: str) -> str:
        if tag == "prism-number":
            return "issue" if self.kind in _WITH_ISSUES else "number"
        if tag in _PLAIN:
            return _PLAIN[tag]
        return tag.removeprefix("z-") if tag.startswith("z-") and tag not in _NO_FIELDS else ""

    def _identifier(self, part: ET.Element) -> None:
        said = _said(part)
        first, space, rest = said.partition(" ")
        if part.find("dcterms-URI") is not None or said.startswith(("http://", "https://")):
            self.put("url", said)
        elif space and first in ("DOI", "ISBN", "ISSN", "PMID", "PMCID"):
            self.put(first, rest)
        else:
            self.put("identifier", said)

    def _publisher(self, part: ET.Element) -> None:
        node = self.reading.node(part)
        if node is None:
            self.put("publisher", part.text or "")
            return
        self.put("publisher", node.findtext("foaf-name") or "")
        self.put("place", node.findtext(".//vcard-locality") or "")

    def _container(self, node: ET.Element | None) -> None:
        """Take what a journal, book, site or series says."""
        if node is None:
            return
        if node.tag == "bib-Series":
            self.put("series", _title(node))
            self.put("seriesNumber", _said(node.find("dc-identifier")))
            return
        self.put(
            "code" if self.kind in ("statute", "bill") else "reporter" if self.kind == "case" else "publicationTitle",
            _title(node),
        )
        for part in node:
            if part.tag == "dc-identifier":
                self._identifier(part)
            elif part.tag in ("prism-volume", "prism-number", "dcterms-alternative", "prism-edition") and (
                name := self._plain_name(part.tag)
            ):
                self.put("issue" if name == "number" else name, part.text or "")
        for part in node.findall("dcterms-isPartOf"):
            if (inner := self.reading.node(part)) is not None and inner.tag == "bib-Series":
                self._container(inner)


def _name(node: ET.Element) -> str:
    return node.get(_ABOUT, "") or node.get(_ID, "")


def _said(node: ET.Element | None) -> str:
    return squeeze("".join(node.itertext())) if node is not None else ""


def _title(node: ET.Element | None) -> str:
    return _said(node.find("dc-title")) if node is not None else ""


def _creators(node: ET.Element) -> Iterator[Creator]:
    for part in node:
        role = _PEOPLE.get(part.tag) or (
            part.tag[2:].removesuffix("s") if part.tag.startswith("z-") and len(part) else ""
        )
        for person in part.iter("foaf-Person") if role else ():
            given = _said(person.find("foaf-givenName")) or _said(person.find("foaf-givenname"))
            family = _said(person.find("foaf-surname")) or _said(person.find("foaf-name"))
            if family or given:
                yield Creator(role, family, given, not given)


def _tags(node: ET.Element) -> Iterator[tuple[str, bool]]:
    for part in node.findall("dc-subject"):
        if part.find("dcterms-LCC") is None and (name := _said(part)):
            yield name, part.find("z-AutomaticTag") is not None


def _file(node: ET.Element, number: int, owner: int) -> FileRow:
    place = next((found for found in (node.find("z-path"), node.find("rdf-resource")) if found is not None), None)
    path = unquote(place.get(_RESOURCE, "") or place.text or "") if place is not None else ""
    written = (node.findtext("z-linkMode") or "").strip()
    mode = int(written) if written in ("0", "1", "2", "3", "4") else attached.STORED
    if not path and mode != attached.EMBEDDED:
        mode = attached.ADDRESS
    return FileRow(number, owner, mode, _said(node.find("link-type")), path.removeprefix("file://"))
