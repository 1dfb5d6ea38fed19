"""From records to Zotero's RDF: items with what they are part of, notes, files, tags, and which are related.

What Zotero has no field for goes into Extra as `tex.NAME= SOURCE`, a form that Better BibTeX reads and `extra` gives back.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from readinglist.formats.draft import whole
from readinglist.formats.xml_written import text as _text
from readinglist.formats.zotero import fields, markdown, people, types
from readinglist.formats.zotero.rdf_nodes import NAMESPACES
from readinglist.model import biblatex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Contributor, Field, Record

_KIND_OF = {pair: name for name, pair in types.TYPES.items()}
# What the types of BibLaTeX that Zotero has no one for are nearest to.
_NEAREST = {
    "mvbook": "book", "collection": "book", "mvcollection": "book", "proceedings": "book", "mvproceedings": "book", "booklet": "book",
    "reference": "book", "mvreference": "book", "periodical": "book", "bookinbook": "bookSection", "inbook": "bookSection",
    "suppbook": "bookSection", "suppcollection": "bookSection", "suppperiodical": "journalArticle", "manual": "report",
    "image": "artwork", "music": "audioRecording", "performance": "audioRecording", "review": "journalArticle",
}  # fmt: skip
# Zotero's fields that are properties of the item itself.
_PROPERTIES = {
    "abstract": "dcterms:abstract", "date": "dc:date", "edition": "prism:edition", "urldate": "dcterms:dateSubmitted",
    "rights": "dc:rights", "shorttitle": "z:shortTitle", "pagetotal": "z:numPages", "volumes": "z:numberOfVolumes", "type": "z:type",
    "version": "z:versionNumber", "language": "z:language",
}  # fmt: skip
_IN_CONTAINER = {"volume": "prism:volume", "shortjournal": "dcterms:alternative"}
_ROLES = {
    "author": "bib:authors",
    "editor": "bib:editors",
    "translator": "z:translators",
    "bookauthor": "z:bookAuthors",
}
_CONTAINERS = {"article": "bib:Journal", "online": "z:Website"}
_STATUSES = {"queued": "To Read", "reading": "In Progress", "read": "Read", "dropped": "Not Reading"}
_MEDIA = {".pdf": "application/pdf", ".html": "text/html", ".htm": "text/html", ".epub": "application/epub+zip"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class _Names(NamedTuple):
    """The names of nodes: of the items by their keys, and a count for all others."""

    items: dict[str, str]
    others: count[int]


def dump(records: Iterable[Record], *, private: bool) -> Iterator[str]:
    """Yield a file, node by node; without `private` only public notes are in it."""
    every = list(records)
    if not every:
        return
    spaces = "".join(f"\n    xmlns:{prefix}={quoteattr(address)}" for prefix, address in NAMESPACES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'
    names = _Names({record.key: f"#item_{number}" for number, record in enumerate(every, 1)}, count(len(every) + 1))
    for record in every:
        yield from _RdfItem(record, names, private=private).nodes()
    yield from _collections(map(whole, every), names)
    yield "</rdf:RDF>\n"


class _RdfItem:
    """One source on its way into nodes."""

    def __init__(self, record: Record, names: _Names, *, private: bool) -> None:
        self._names, self._source = names, record
        self._record = whole(record)
        self._values = {field.name.lower(): field for field in reversed(self._record.fields)}
        self._notes = [note for note in record.notes if private or note.public]
        self._status = record.status if private else ""
        subtype = self._record.plain("entrysubtype")
        self._kind = (
            _KIND_OF.get((self._record.type, subtype))
            or _NEAREST.get(self._record.type)
            or _KIND_OF.get((self._record.type, ""))
            or "document"
        )
        self._done: set[str] = set()
        self._lines: list[str] = []

    def nodes(self) -> Iterator[str]:
        """Yield the item, and behind it its notes and files."""
        item = [
            *self._head(),
            *self._people(),
            *self._properties(),
            *self._identifiers(),
            *self._published(),
            *self._container(),
        ]
        item += [f"<dc:subject>{_text(tag)}</dc:subject>" for tag in self._record.tags if not _is_path(tag)]
        self._done.add("keywords")
        notes = [(self._next(), note) for note in self._notes]
        files = [(self._next(), *one) for one in self._files()]
        item += [f"<dcterms:isReferencedBy rdf:resource={quoteattr(name)}/>" for name, _ in notes]
        item += [f"<link:link rdf:resource={quoteattr(name)}/>" for name, _, _ in files]
        item += [
            f"<dc:relation rdf:resource={quoteattr(self._names.items[link.key])}/>"
            for link in self._source.links
            if link.key in self._names.items
        ]
        item += self._extra()
        yield _node("rdf:Description", self._names.items[self._source.key], item)
        yield from (
            _node("bib:Memo", name, [f"<rdf:value>{_text(markdown.html_of(note))}</rdf:value>"]) for name, note in notes
        )
        yield from (_file(*one) for one in files)

    def _next(self) -> str:
        return f"#item_{next(self._names.others)}"

    def _take(self, name: str) -> str:
        """Return the plain value of a field, which then is done."""
        field = self._values.get(name)
        if field is None or name in self._done:
            return ""
        self._done.add(name)
        return field.plain

    def _head(self) -> Iterator[str]:
        yield f"<z:itemType>{self._kind}</z:itemType>"
        if title := self._take("title"):
            yield f"<dc:title>{_text(title)}</dc:title>"
        yield f"<z:citationKey>{_text(self._source.key)}</z:citationKey>"
        if types.TYPES[self._kind] != (self._record.type, self._take("entrysubtype")):
            self._lines.append(f"tex.entrytype: {self._record.type}")
            self._done.discard("entrysubtype")

    def _people(self) -> Iterator[str]:
        for role, tag in _ROLES.items():
            persons = [one for one in self._record.contributors if one.role == role]
            if persons and role in self._values and all(map(_is_carried, persons)):
                self._done.add(role)
                listed = "".join(f"<rdf:li>{_person(one)}</rdf:li>" for one in persons)
                yield f"<{tag}><rdf:Seq>{listed}</rdf:Seq></{tag}>"

    def _properties(self) -> Iterator[str]:
        for name, tag in _PROPERTIES.items():
            if value := self._take(name):
                yield f"<{tag}>{_text(value)}</{tag}>"
        if pages := self._take("pages"):
            yield f"<bib:pages>{_text(pages.replace('--', '–'))}</bib:pages>"
        if event := self._take("eventtitle"):
            yield f"<bib:presentedAt><bib:Conference><dc:title>{_text(event)}</dc:title></bib:Conference></bib:presentedAt>"
        if self._record.type != "article" and (number := self._take("number")):
            yield f"<prism:number>{_text(number)}</prism:number>"

    def _identifiers(self) -> Iterator[str]:
        for name in ("doi", "isbn", "pmid", "pmcid"):
            if value := self._take(name):
                yield f"<dc:identifier>{name.upper()} {_text(value)}</dc:identifier>"
        if url := self._take("url"):
            yield f"<dc:identifier><dcterms:URI><rdf:value>{_text(url)}</rdf:value></dcterms:URI></dc:identifier>"

    def _published(self) -> Iterator[str]:
        body = self._take(fields.PUBLISHERS.get(self._record.type, "publisher"))
        place = self._take("location")
        if body or place:
            name = f"<foaf:name>{_text(body)}</foaf:name>" if body else ""
            where = (
                f"<vcard:adr><vcard:Address><vcard:locality>{_text(place)}</vcard:locality></vcard:Address></vcard:adr>"
                if place
                else ""
            )
            yield f"<dc:publisher><foaf:Organization>{where}{name}</foaf:Organization></dc:publisher>"

    def _container(self) -> Iterator[str]:
        is_on_screen = self._record.type in ("online", "video", "audio", "movie")
        title = self._take("organization" if is_on_screen else biblatex.container(self._record.type) or "journaltitle")
        inner = [f"<dc:title>{_text(title)}</dc:title>"] if title else []
        inner += [
            f"<{tag}>{_text(value)}</{tag}>" for name, tag in _IN_CONTAINER.items() if (value := self._take(name))
        ]
        if self._record.type == "article" and (number := self._take("number")):
            inner.append(f"<prism:number>{_text(number)}</prism:number>")
        if issn := self._take("issn"):
            inner.append(f"<dc:identifier>ISSN {_text(issn)}</dc:identifier>")
        if inner:
            tag = _CONTAINERS.get(self._record.type, "bib:Book")
            yield f"<dcterms:isPartOf><{tag}>{''.join(inner)}</{tag}></dcterms:isPartOf>"
        if series := self._take("series"):
            yield f"<dcterms:isPartOf><bib:Series><dc:title>{_text(series)}</dc:title></bib:Series></dcterms:isPartOf>"

    def _extra(self) -> Iterator[str]:
        self._lines += [_line(name, field) for name, field in self._values.items() if name not in self._done]
        self._lines += [f"tex.ids: {', '.join(self._source.aliases)}"] if self._source.aliases else []
        if self._status in _STATUSES:
            self._lines.append(f"Read_Status: {_STATUSES[self._status]}")
        if self._lines:
            yield f"<dc:description>{_text(chr(10).join(self._lines))}</dc:description>"

    def _files(self) -> Iterator[tuple[str, str]]:
        """Yield path and label of each file that the field `file` names, as `export --with-files` writes it."""
        self._done.add("file")
        field = self._values.get("file")
        for piece in re.split(r"(?<!\\);", field.plain) if field else ():
            parts = [re.sub(r"\\(.)", r"\1", part) for part in re.split(r"(?<!\\):", piece)]
            if len(parts) == 3 and parts[1]:  # noqa: PLR2004 - label, path and type
                yield parts[1], parts[0]


def _line(name: str, field: Field) -> str:
    """Return a field as a line of Extra: its source where it stands in braces, and else its plain value."""
    is_enclosed = field.raw[:1] + field.raw[-1:] in ("{}", '""')
    return f"tex.{name}= {' '.join(field.raw[1:-1].split())}" if is_enclosed else f"tex.{name}: {field.plain}"


def _is_carried(one: Contributor) -> bool:
    """Whether Zotero gives a name back as it was; it takes a family name alone for a body."""
    family, given = _parts(one)
    return people.name_of(family, given, not given) == (one.family, one.given, one.prefix, one.suffix, one.literal)


def _parts(one: Contributor) -> tuple[str, str]:
    """Return a name as Zotero's two fields have it."""
    family = one.literal or " ".join(part for part in (one.prefix, one.family) if part)
    return family, f"{one.given}, {one.suffix}" if one.suffix else one.given


def _person(one: Contributor) -> str:
    family, given = _parts(one)
    given = f"<foaf:givenName>{_text(given)}</foaf:givenName>" if given else ""
    return f"<foaf:Person><foaf:surname>{_text(family)}</foaf:surname>{given}</foaf:Person>"


def _collections(records: Iterable[Record], names: _Names) -> Iterator[str]:
    """Yield a collection for each tag `a/b`, within one for `a`."""
    held: dict[str, list[str]] = {}
    for record in records:
        for tag in filter(_is_path, record.tags):
            held.setdefault(tag, []).append(names.items[record.key])
    paths = sorted({"/".join(path.split("/")[:end]) for path in held for end in range(1, path.count("/") + 2)})
    called = {path: f"#collection_{number}" for number, path in enumerate(paths, 1)}
    inside: dict[str, list[str]] = {}
    for path in paths:
        inside.setdefault(path.rpartition("/")[0], []).append(called[path])
    for path in paths:
        parts = [*inside.get(path, []), *held.get(path, [])]
        title = f"<dc:title>{_text(path.rpartition('/')[2])}</dc:title>"
        yield _node(
            "z:Collection",
            called[path],
            [title, *(f"<dcterms:hasPart rdf:resource={quoteattr(part)}/>" for part in parts)],
        )


def _is_path(tag: str) -> bool:
    """Whether a tag is below another: `thesis/chapter 2`."""
    return "/" in tag and all(part.strip() for part in tag.split("/"))


def _file(name: str, path: str, label: str) -> str:
    media = next((media for suffix, media in _MEDIA.items() if path.lower().endswith(suffix)), "")
    title = label or path.rpartition("/")[2]
    inner = [
        "<z:itemType>attachment</z:itemType>",
        f"<rdf:resource rdf:resource={quoteattr(quote(path))}/>",
        f"<dc:title>{_text(title)}</dc:title>",
    ]
    inner += [f"<link:type>{media}</link:type>"] if media else []
    return _node("z:Attachment", name, inner)


def _node(tag: str, name: str, inner: Iterable[str]) -> str:
    lines = "".join(f"    {one}\n" for one in inner)
    return f"  <{tag} rdf:about={quoteattr(name)}>\n{lines}  </{tag}>\n"
