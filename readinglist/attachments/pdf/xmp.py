"""XMP: what a PDF says of itself as RDF in the midst of its bytes (ISO 16684-1), of which publishers and JabRef write most.

No library is needed to find it: the packet stands between marks that are made to be looked for, and is seldom packed.
"""

from __future__ import annotations

import mmap
import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BEGIN, _END = b"<rdf:RDF", b"</rdf:RDF>"
_LARGEST = 1_000_000  # bytes of a packet; real ones have some thousand
_MOST_PACKETS = 50  # pictures carry packets too
_MOST_ENTRIES, _LONGEST_VALUE = 20, 20_000
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PRISM = re.compile(r"\{http://prismstandard\.org/namespaces/[\w.-]*/?\d*[\w./-]*\}(?P<name>\w+)")
_BIBTEX = "{http://jabref.sourceforge.net/bibteXMP/}"
_RELATION = re.compile(r"bibtex/([A-Za-z]+)/(.*)", re.DOTALL)
_PREFIX = re.compile(rb"<([A-Za-z_][\w.-]*):|\s([A-Za-z_][\w.-]*):[\w.-]+\s*=")
# What JabRef calls the fields of an entry in the words of Dublin Core.
_FIELDS = {
    "title": "title", "creator": "author", "publisher": "publisher", "date": "date", "identifier": "doi",
    "description": "abstract", "type": "entrytype", "language": "language",
}  # fmt: skip
_NAMES = frozenset(("author", "editor", "creator"))
# Names that a packet may leave undeclared where its frame declares them.
_USUAL = {
    "rdf": _RDF, "dc": _DC, "bibtex": _BIBTEX, "xmp": "{xmp}", "pdf": "{pdf}", "pdfx": "{pdfx}", "xmpMM": "{xmpMM}",
    "prism": "{http://prismstandard.org/namespaces/basic/2.0/}",
}  # fmt: skip


class Packet(NamedTuple):
    """What the XMP of a file says: title, the DOI as it is written, the entries that JabRef wrote, each a field and its value."""

    title: str = ""
    doi: str = ""
    entries: tuple[tuple[tuple[str, str], ...], ...] = ()


def read(path: Path) -> Packet:
    """Return what the packets of a file say together; nothing where there are none that can be read."""
    found = Packet()
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            for content in _packets(data):
                packet = parsed(content)
                entries = packet.entries if not found.entries else found.entries
                found = Packet(found.title or packet.title, found.doi or packet.doi, entries)
    except (OSError, ValueError):  # a file of no bytes cannot be mapped
        return found
    return found


def parsed(content: bytes) -> Packet:
    """Return what a packet says, an element `rdf:RDF`; nothing for one that is no XML, or that declares a type of document."""
    if b"<!" in content.replace(b"<!--", b""):
        return Packet()
    try:
        root = ET.fromstring(_declared(content))  # noqa: S314 - it has no type of document, and so no entities
    except (ET.ParseError, ValueError, LookupError):
        return Packet()
    described = list(root.iter(f"{_RDF}Description"))[: 10 * _MOST_ENTRIES]
    entries = tuple(entry for entry in map(_entry, described) if entry)[:_MOST_ENTRIES]
    titles = (value for one in described for value in _values(one, f"{_DC}title"))
    dois = (value for one in described for value in _dois(one))
    return Packet(next(titles, ""), next(dois, ""), entries)


def _packets(data: mmap.mmap) -> Iterator[bytes]:
    at = 0
    for _ in range(_MOST_PACKETS):
        begin = data.find(_BEGIN, at)
        if begin < 0:
            return
        end = data.find(_END, begin, begin + _LARGEST)
        at = (end if end >= 0 else begin) + len(_BEGIN)
        if end >= 0:
            yield data[begin : end + len(_END)]


def _declared(content: bytes) -> bytes:
    """Return a packet with a declaration for the usual prefixes that its frame has declared."""
    used = {(a or b).decode("ascii") for a, b in _PREFIX.findall(content)} - {"xml", "xmlns"}
    declared = {name.decode("ascii") for name in re.findall(rb"xmlns:([\w.-]+)\s*=", content)}
    missing = {name: _USUAL.get(name, f"{{{name}}}")[1:-1] for name in sorted(used - declared)[:50]}
    more = "".join(f' xmlns:{name}="{where}"' for name, where in missing.items())
    return content.replace(_BEGIN, _BEGIN + more.encode(), 1)


def _dois(described: ET.Element) -> Iterator[str]:
    """Yield the DOIs of a description, PRISM's first; that of a journal, which has its ISSN in it, is not the work's."""
    named = [(found["name"], child) for child in described if (found := _PRISM.fullmatch(str(child.tag)))]
    written = [text for name, child in named if name == "doi" for text in _texts(child)]
    written += [value for name, value in described.attrib.items() if _prism_name(name) == "doi"]
    written += list(_values(described, f"{_DC}identifier"))
    yield from (value for value in written if "(ISSN)" not in value.upper() and "10." in value)


def _prism_name(name: str) -> str:
    found = _PRISM.fullmatch(name)
    return found["name"] if found else ""


def _entry(described: ET.Element) -> tuple[tuple[str, str], ...]:
    """Return the fields of an entry that JabRef wrote, in either of its ways; nothing for any other description."""
    fields = {name.removeprefix(_BIBTEX).lower(): value for name, value in described.attrib.items() if _BIBTEX in name}
    for child in described:
        if str(child.tag).startswith(_BIBTEX):
            name = str(child.tag).removeprefix(_BIBTEX).lower()
            fields[name] = (" and " if name in _NAMES else ", ").join(_texts(child))
    if not fields:
        fields = _of_dublin_core(described)
    return tuple((name, value[:_LONGEST_VALUE]) for name, value in fields.items() if value.strip())


def _of_dublin_core(described: ET.Element) -> dict[str, str]:
    relations = [_RELATION.fullmatch(value.strip()) for value in _values(described, f"{_DC}relation")]
    fields = {found[1].lower(): found[2] for found in relations if found}
    if not fields:
        return {}
    for theirs, ours in _FIELDS.items():
        values = list(_values(described, f"{_DC}{theirs}"))
        if values:
            fields.setdefault(ours, (" and " if theirs in _NAMES else ", ").join(values))
    return fields


def _values(described: ET.Element, tag: str) -> Iterator[str]:
    if tag in described.attrib:
        yield described.attrib[tag]
    for child in described.findall(tag):
        yield from _texts(child)


def _texts(element: ET.Element) -> list[str]:
    """Return the texts of a property: its own, or those of the items of a list."""
    items = [" ".join((one.text or "").split()) for one in element.iter(f"{_RDF}li")]
    own = " ".join((element.text or "").split())
    return [value for value in items or [own] if value]
