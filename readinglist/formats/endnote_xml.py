"""EndNote's XML: what its libraries export, and what other programs write for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft
from readinglist.formats import xml_records as xml
from readinglist.formats.draft import Draft
from readinglist.formats.xml_records import XmlBag
from readinglist.model import biblatex
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree import ElementTree as ET

    from readinglist.model.record import Item, Record

NAME = "endnote-xml"
SUFFIXES: tuple[str, ...] = ()  # a suffix of too many things; what is in a file says it
_ROOT = re.compile(r"<records\s*/?>|<records\s[^>]*>")
# The numbers of EndNote's types of references.
TYPES: dict[str, str] = {
    "17": "article", "43": "article", "19": "article", "23": "article", "6": "book", "44": "book", "28": "collection",
    "5": "incollection", "60": "incollection", "10": "inproceedings", "47": "inproceedings", "32": "thesis", "27": "report", "46": "report",
    "12": "online", "16": "online", "56": "online", "25": "patent", "9": "software", "59": "dataset", "45": "dataset", "58": "standard",
    "31": "legislation", "4": "legislation", "14": "legislation", "7": "jurisdiction", "21": "movie", "3": "video", "61": "audio",
    "34": "unpublished", "36": "unpublished", "26": "letter", "52": "inreference", "53": "inreference", "2": "artwork", "37": "artwork",
}  # fmt: skip
_LOCAL = re.compile(r"(?i)internal-pdf:|file:")
_SUBTYPES = {"19": "magazine", "23": "newspaper"}
_ROLES = {
    "authors": "author", "secondary-authors": "editor", "tertiary-authors": "editora", "subsidiary-authors": "translator",
    "translated-authors": "translator",
}  # fmt: skip
_PLAIN = {
    "volume": "volume", "number": "number", "edition": "edition", "section": "chapter", "num-vols": "volumes",
    "pub-location": "location", "language": "language", "titles/short-title": "shorttitle", "work-type": "type",
}  # fmt: skip
_KEPT = (
    "accession-num", "auth-address", "call-num", "remote-database-name", "remote-database-provider", "caption", "orig-pub",
    "reprint-edition", "research-notes", "custom1", "custom2", "custom3", "custom4", "custom5", "custom6", "custom7", "custom8",
    "titles/translated-title", "titles/tertiary-title",
)  # fmt: skip


_OF_ENDNOTE = (
    "database",
    "source-app",
    "rec-number",
    "foreign-keys",
    "ref-type",
    "isbn",
)  # of its own record, or taken whole
_WORD = re.compile(r"\w+")


def sniff(text: str) -> bool:
    """Whether a text begins as EndNote's XML."""
    return xml.root_of(text) in ("xml", "records") and bool(_ROOT.search(text[:4000]))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the records of a file, and a problem where it is no XML. Never raises."""
    for found in xml.elements(xml.whole(text), "record"):
        yield found if isinstance(found, Problem) else _record(*found)


def _record(element: ET.Element, line: int) -> Record:
    number = xml.at(element, "ref-type")
    entry = Draft(NAME.partition("-")[0], TYPES.get(number, "misc"), line)
    entry.put("entrysubtype", _SUBTYPES.get(number, ""))
    for group, role in _ROLES.items():
        for written in xml.every(element, f"contributors/{group}/author"):
            entry.person("editor" if role == "author" and entry.kind == "collection" else role, written)
    entry.put("title", xml.at(element, "titles/title"))
    _containers(element, entry)
    entry.put("date", _date(element))
    entry.put("pages", draft.pages(xml.at(element, "pages")))
    for path, name in _PLAIN.items():
        entry.put(name, xml.at(element, path))
    entry.put(draft.PUBLISHERS.get(entry.kind, "publisher"), xml.at(element, "publisher"))
    _identifiers(element, entry)
    entry.put("abstract", xml.at(element, "abstract"))
    entry.put("note", xml.at(element, "notes"))
    entry.tag(word for words in xml.every(element, "keywords/keyword") for word in re.split(r"[;\n]", words))
    for path in _KEPT:
        for value in xml.every(element, path):
            entry.keep(path.rpartition("/")[2], value)
    _keep_left(element, entry)
    return entry.record()


def _keep_left(element: ET.Element, entry: Draft) -> None:
    """Keep what has words that no field has, under the name of its element."""
    known = set(_WORD.findall(f"{entry.said()} {xml.at(element, 'ref-type')}".casefold()))
    bag = XmlBag(element)
    in_other_words = {"pages": "pages", "dates/year": "date", "urls/pdf-urls": "file"}
    has_day = ("dates/pub-dates",) if "-" in entry.values.get("date", "") else ()
    for path in (*_OF_ENDNOTE, *has_day, *(path for path, name in in_other_words.items() if name in entry.values)):
        bag.all(path)
    for one in element.iter():
        is_text = not len(one) or one[0].tag == "style"
        if is_text and known.issuperset(_WORD.findall(xml.said(one).casefold())):
            bag.drop(one)
    bag.keep_left(entry)


def _containers(element: ET.Element, entry: Draft) -> None:
    secondary = xml.at(element, "titles/secondary-title") or xml.at(element, "periodical/full-title")
    short = (
        xml.at(element, "periodical/abbr-1")
        or xml.at(element, "alt-periodical/abbr-1")
        or xml.at(element, "titles/alt-title")
    )
    if entry.kind in biblatex.PERIODICALS:
        entry.put("journaltitle", secondary or short)
        if short != secondary:
            entry.put("shortjournal", short if secondary else "")
    elif entry.kind in biblatex.PARTS:
        entry.put("booktitle", secondary)
    else:
        entry.put("series", secondary)


def _date(element: ET.Element) -> str:
    """Return the date: the year, with the day that stands beside it where that is one of the year."""
    year, day = xml.at(element, "dates/year"), xml.at(element, "dates/pub-dates/date")
    whole = draft.date_of(day) or draft.date_of(f"{day} {year}")
    return whole if whole and (not year or whole.startswith(year[:4])) else draft.date_of(year) or year


def _identifiers(element: ET.Element, entry: Draft) -> None:
    entry.identify("doi", xml.at(element, "electronic-resource-num"))
    for one in re.split(r"[;\r\n]|\s(?=\d)", xml.at(element, "isbn")):
        bare = re.sub(r"\(.*?\)", "", one).strip()
        if re.fullmatch(r"\d{4}-?\d{3}[\dXx]", bare):
            entry.join("issn", bare, ", ")
        else:
            entry.identify("isbn", bare)
    for address in xml.every(element, "urls/related-urls/url") + xml.every(element, "urls/web-urls/url"):
        if not (_LOCAL.match(address) and entry.file(address)):
            entry.put("url", address)
    for address in xml.every(element, "urls/pdf-urls/url"):
        if not entry.file(address):
            entry.put("url", address)
    label = xml.at(element, "label")
    if label and not entry.name_key(label):
        entry.keep("label", label)
