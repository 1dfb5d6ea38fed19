"""Word's bibliography in XML: its Sources.xml, the part of a document that holds its sources, and what other programs write for it.

The elements are those of ECMA-376-1, 22.6 (Office Open XML, bibliography).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats import draft
from readinglist.formats import xml_records as xml
from readinglist.formats.draft import Draft
from readinglist.formats.xml_records import XmlBag
from readinglist.model import biblatex, languages
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree import ElementTree as ET

    from readinglist.model.names import Name
    from readinglist.model.record import Item, Record

NAME = "word-xml"
SUFFIXES: tuple[str, ...] = ()  # a suffix of too many things; what is in a file says it
_FORM = "word"
TYPES: dict[str, str] = {
    "ArticleInAPeriodical": "article", "JournalArticle": "article", "Book": "book", "BookSection": "incollection",
    "ConferenceProceedings": "inproceedings", "Report": "report", "Patent": "patent", "Case": "jurisdiction", "Art": "artwork",
    "DocumentFromInternetSite": "online", "InternetSite": "online", "ElectronicSource": "online", "Film": "movie", "Interview": "misc",
    "Performance": "performance", "SoundRecording": "audio", "Misc": "misc",
}  # fmt: skip
# The first role of each type is its author where it has no other; the others have a role of their own.
_ROLES = {
    "Author": "author", "Editor": "editor", "Translator": "translator", "BookAuthor": "bookauthor", "Inventor": "author",
    "Artist": "author", "Interviewee": "author", "Director": "author",
}  # fmt: skip
_PLAIN = {
    "Title": "title", "ShortTitle": "shorttitle", "JournalName": "journaltitle", "BookTitle": "booktitle", "ConferenceName": "booktitle",
    "PeriodicalTitle": "journaltitle", "InternetSiteTitle": "organization", "PublicationTitle": "booktitle", "AlbumTitle": "booktitle",
    "Volume": "volume", "Issue": "number", "Edition": "edition", "NumberVolumes": "volumes", "ChapterNumber": "chapter",
    "PatentNumber": "number", "CaseNumber": "number", "Version": "version", "Institution": "institution", "Court": "institution",
    "Department": "institution", "ThesisType": "type", "Comments": "note", "URL": "url",
}  # fmt: skip
_PLACES = ("City", "StateProvince", "CountryRegion")
_NUMBERED = frozenset(("book", "collection", "incollection", "inbook"))
# Windows' numbers of languages (MS-LCID); other programs write tags.
_LANGUAGES = {
    "1033": "en-US", "2057": "en-GB", "1031": "de", "1036": "fr", "1034": "es", "3082": "es", "1040": "it", "1043": "nl",
    "1046": "pt-BR", "2070": "pt", "1049": "ru", "1041": "ja", "2052": "zh", "1042": "ko", "1045": "pl", "1053": "sv",
}  # fmt: skip
# Fields of BibTeX under their own names, which other programs add.
_OWN = "BIBTEX_"


def sniff(text: str) -> bool:
    """Whether a text begins as Word's bibliography."""
    return xml.root_of(text) == "Sources"


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the records of a file, and a problem for what is no XML. Never raises."""
    for found in xml.elements(xml.whole(text), "Source"):
        yield found if isinstance(found, Problem) else _record(XmlBag(found[0]), found[1])


def _record(bag: XmlBag, line: int) -> Record:
    said, own = bag.first("SourceType"), bag.first(f"{_OWN}Entry").lower()
    known = biblatex.biblatex_type(own) if own in biblatex.BIBTEX_TYPES | biblatex.BIBLATEX_TYPES else ""
    entry = Draft(_FORM, known or TYPES.get(said, "misc"), line)
    if said not in TYPES:
        entry.keep("sourcetype", said)
    key = bag.first("Tag")
    if key and not entry.name_key(key):
        entry.keep("tag", key)
    _people(bag, entry)
    for name, field in _PLAIN.items():
        for text in bag.texts(name):
            _put(name, field, text, entry)
    entry.put(draft.PUBLISHERS.get(entry.kind, "publisher"), bag.first("Publisher"))
    entry.put("location", ", ".join(bag.texts(*_PLACES)))
    _dates(bag, entry)
    for pages in bag.texts("Pages"):
        entry.put("pagetotal" if entry.kind == "book" and pages.isdecimal() else "pages", draft.pages(pages))
    _numbers(bag, entry)
    _own_fields(bag, entry)
    bag.texts("Guid", "RefOrder")
    bag.keep_left(entry)
    return entry.record()


def _put(name: str, field: str, text: str, entry: Draft) -> None:
    if field == "journaltitle" and entry.kind in biblatex.PARTS:
        field = "booktitle"
    if name == "InternetSiteTitle" and entry.kind != "online":
        field = "titleaddon"
    entry.put(field, text)


def _people(bag: XmlBag, entry: Draft) -> None:
    for role in bag.all("Author/*"):
        field = _ROLES.get(xml.local(role), "")
        names = [_person(one) for one in role.iterfind("NameList/Person")]
        names += [draft.body(xml.said(one)) for one in role.iterfind("Corporate")]
        for name in names:
            entry.name(field or "editora", name)
        if names and not field:
            entry.put("editoratype", xml.local(role).lower())
        if not names:
            entry.keep(xml.local(role), xml.said(role))


def _person(one: ET.Element) -> Name:
    given = " ".join(filter(None, (xml.at(one, "First"), xml.at(one, "Middle"))))
    return draft.name_of(xml.at(one, "Last"), given)


def _dates(bag: XmlBag, entry: Draft) -> None:
    for field, after in (("date", ""), ("urldate", "Accessed")):
        parts = [bag.first(f"{name}{after}") for name in ("Year", "Month", "Day")]
        written = " ".join(filter(None, parts))
        whole = "-".join([parts[0], *(part.zfill(2) for part in parts[1:] if part)])
        date = draft.date_of(whole) if all(part.isdecimal() for part in parts if part) else draft.date_of(written)
        if not entry.put(field, date):
            entry.keep(field, written)
    entry.put("urldate", draft.date_of(accessed := bag.first("Accessed")))
    if "urldate" not in entry.values:
        entry.keep("accessed", accessed)


def _numbers(bag: XmlBag, entry: Draft) -> None:
    for number in bag.texts("DOI"):
        entry.identify("doi", number)
    for number in bag.texts("StandardNumber"):
        bare = number.upper().removeprefix("ISBN").removeprefix("ISSN").strip(" :")
        if len(bare.replace("-", "")) == 8:  # noqa: PLR2004 - digits of an ISSN
            entry.put("issn", bare)
        else:
            entry.identify("isbn", number) if entry.kind in _NUMBERED else entry.put("number", number)
    for code in bag.texts("LCID"):
        tag = _LANGUAGES.get(code, code)
        if tag.isdecimal():
            entry.keep("lcid", code)
        else:
            entry.put("language", languages.language(tag) or tag)


def _own_fields(bag: XmlBag, entry: Draft) -> None:
    """Take the fields that another program kept under the names of BibTeX, where Word's own elements do not say them."""
    for one in list(bag.element):
        name = xml.local(one)
        if name.startswith(_OWN) and not bag.is_done(one):
            bag.drop(one)
            low = biblatex.biblatex_name(name.removeprefix(_OWN).lower(), entry.kind)
            value = xml.said(one)
            if low in ("keywords", "keyword"):
                entry.tag(value.replace(",", ";").split(";"))
            elif low.isidentifier() or low.replace("-", "").isalnum():
                entry.put(low, value) if low not in biblatex.NAME_FIELDS else entry.person(low, value)
            else:
                entry.keep(low, value)
