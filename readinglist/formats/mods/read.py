"""From the records of MODS to records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft
from readinglist.formats import xml_records as xml
from readinglist.formats.draft import Draft
from readinglist.formats.mods.tables import GENRES, NUMBERS, RESOURCES, ROLES, SUBTYPES
from readinglist.formats.xml_records import XmlBag
from readinglist.model import biblatex, languages, schemes
from readinglist.model.names import Name
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree import ElementTree as ET

    from readinglist.model.record import Item, Record

NAME = "mods"
_PARTS_OF = {"periodical": "article", "proceedings": "inproceedings", "reference": "inreference"}
_DATES = ("dateIssued", "copyrightDate", "dateCreated", "dateCaptured", "dateModified", "dateValid", "dateOther")


def load(text: str | Iterable[str]) -> Iterator[Item]:
    """Yield the records of a file, and a problem for what is no XML. Never raises."""
    for found in xml.elements(xml.whole(text), "mods"):
        yield found if isinstance(found, Problem) else _record(XmlBag(found[0]), found[1])


def _record(bag: XmlBag, line: int) -> Record:
    host = next((one for one in bag.element.iterfind("relatedItem") if one.get("type") == "host"), None)
    entry = Draft(NAME, "misc", line)
    genres = [xml.said(one) for one in bag.all("genre")]
    resources = bag.texts("typeOfResource")
    entry.kind = _kind(genres, resources, bag, host)
    _keep_words(entry, genres, resources)
    _names(bag, entry, "name")
    _titles(bag, entry)
    _origin(bag, entry, "originInfo")
    _parts(bag, entry, "part")
    _identifiers(bag, entry, "")
    if host is not None:
        _host(bag, entry)
    _series(bag, entry)
    _words(bag, entry)
    bag.keep_left(entry)
    return entry.record()


def _kind(genres: list[str], resources: list[str], bag: XmlBag, host: ET.Element | None) -> str:
    said = next((GENRES[one.lower()] for one in genres if one.lower() in GENRES), "")
    issued = [xml.said(one) for one in bag.element.iterfind("originInfo/issuance")]
    if host is not None:
        around = [one.lower() for one in xml.every(host, "genre")]
        whole = next((GENRES[one] for one in around if one in GENRES), "")
        if not whole and "continuing" in xml.every(host, "originInfo/issuance"):
            whole = "periodical"
        if said in ("", "book", "proceedings", "collection", "periodical"):
            said = _PARTS_OF.get(whole or said) or ("incollection" if whole or not said else "inbook")
    resource = next((RESOURCES[one.lower()] for one in resources if one.lower() in RESOURCES), "")
    return (
        said or resource or ("book" if "monographic" in issued else "periodical" if "continuing" in issued else "misc")
    )


def _keep_words(entry: Draft, genres: list[str], resources: list[str]) -> None:
    """Keep what was said of the type, where the type does not say it."""
    for genre in genres:
        low = genre.lower()
        if low in SUBTYPES:
            entry.put("entrysubtype", SUBTYPES[low])
        elif entry.kind == "thesis" and GENRES.get(low, "thesis") == "thesis" and low != "thesis":
            entry.put("type", genre)
        elif GENRES.get(low) != entry.kind:
            entry.keep("genre", genre)
    for resource in resources:
        if resource.lower() != "text" and RESOURCES.get(resource.lower()) != entry.kind:
            entry.keep("typeofresource", resource)


def _names(bag: XmlBag, entry: Draft, path: str, *, role: str = "") -> None:
    for one in bag.all(path):
        said = [text.lower() for text in xml.every(one, "role/roleTerm") + xml.every(one, "role/text")]
        found = next((ROLES[word] for word in said if word in ROLES), "" if said else "author")
        if role and found in ("author", ""):
            found = role if not said else "bookauthor"
        if name := _name(one):
            if found in ("institution", "organization"):
                entry.put(found, name.literal or xml.every(one, "namePart")[0])
            else:
                entry.name(found or "editora", name)
                entry.put("editoratype", "" if found else said[0])
        for part in one:
            local = xml.local(part)
            if local not in ("namePart", "role") or (local == "namePart" and part.get("type") == "date"):
                entry.keep(f"name-{local.removeprefix('name').lower()}", xml.said(part))


def _name(one: ET.Element) -> Name | None:
    if one.find("etal") is not None:
        return Name(literal="others")
    parts: dict[str, list[str]] = {}
    for part in one.iterfind("namePart"):
        parts.setdefault(part.get("type", ""), []).append(xml.said(part))
    family, given = " ".join(parts.get("family", [])), " ".join(parts.get("given", []))
    suffix = " ".join(parts.get("termsOfAddress", []))
    if family or given:
        return draft.name_of(family, given, suffix)
    whole = " ".join(parts.get("", [])) or xml.at(one, "displayForm")
    if one.get("type") in ("corporate", "conference", "family"):
        return draft.body(whole) if whole else None
    return draft.person(whole.rstrip(",") if whole.count(",") > 1 or whole.count(" ") else whole)


def _titles(bag: XmlBag, entry: Draft) -> None:
    names = {
        "": "title",
        "abbreviated": "shorttitle",
        "translated": "titleaddon",
        "alternative": "titleaddon",
        "uniform": "origtitle",
    }
    for one in bag.all("titleInfo"):
        main, subtitle, part = _title(one)
        name = names.get(one.get("type", ""), "titleaddon")
        if name == "title" and "title" not in entry.values:
            entry.put("title", main)
            entry.put("subtitle", subtitle)
            entry.put("part", part)
        else:
            entry.put(name, ": ".join(filter(None, (main, subtitle, part))))


def _title(one: ET.Element) -> tuple[str, str, str]:
    """Return a title with what stands before it, its subtitle, and its part."""
    before = xml.at(one, "nonSort")
    main = xml.at(one, "title")
    joined = f"{before}{main}" if before.endswith(("'", "’", "-")) else f"{before} {main}".strip()
    return joined, xml.at(one, "subTitle"), " ".join(xml.every(one, "partNumber") + xml.every(one, "partName"))


def _origin(bag: XmlBag, entry: Draft, path: str) -> None:
    """Take when, where and by whom it was published."""
    _dates(bag, entry, path)
    publisher = draft.PUBLISHERS.get(entry.kind, "publisher")
    for name in bag.texts(f"{path}/publisher"):
        entry.join(publisher, name, " and ")
    for place in bag.all(f"{path}/place"):
        for term in place:
            if term.get("type") == "code":
                entry.keep("place-code", xml.said(term))
            else:
                entry.join("location", xml.said(term), " and ")
    entry.put("edition", bag.first(f"{path}/edition"))
    for issuance in bag.texts(f"{path}/issuance"):
        if issuance not in ("monographic", "continuing", "single unit"):
            entry.keep("issuance", issuance)


def _dates(bag: XmlBag, entry: Draft, path: str) -> None:
    """Take the key date, or else the first of its kinds; the others are kept."""
    found = [one for name in _DATES for one in bag.all(f"{path}/{name}")]
    for one in sorted(found, key=lambda one: (one.get("point") == "end", one.get("keyDate") != "yes")):
        written = xml.said(one)
        date = draft.date_of(written.strip("[]").lstrip("c©"))
        standing = entry.values.get("date", "")
        if date and standing and one.get("point") == "end" and "/" not in standing:
            entry.values["date"] = f"{standing}/{date}"
        elif date != standing and (standing or not entry.put("date", date)):
            entry.keep(xml.local(one).lower(), written)


def _parts(bag: XmlBag, entry: Draft, path: str) -> None:
    for detail in bag.all(f"{path}/detail"):
        kind = detail.get("type", "").lower()
        number = xml.at(detail, "number") or xml.at(detail, "caption")
        if kind == "page":
            entry.put("pages", draft.pages(number))
        elif kind in NUMBERS:
            entry.put(NUMBERS[kind], number)
        else:
            entry.keep(kind or "detail", number)
        if title := xml.at(detail, "title"):
            entry.put("issuetitle" if kind in ("issue", "number") else "titleaddon", title)
    for extent in bag.all(f"{path}/extent") + bag.all("physicalDescription/extent"):
        pages = draft.pages(xml.at(extent, "start"), xml.at(extent, "end")) or draft.pages(xml.at(extent, "list"))
        entry.put("pages", pages)
        total = xml.at(extent, "total")
        entry.put("pagetotal", total)
        if not pages and not total:
            entry.keep("extent", xml.said(extent))
    if "date" not in entry.values:
        entry.put("date", draft.date_of(bag.first(f"{path}/date")))
    for written in bag.texts(f"{path}/date"):
        if draft.date_of(written) != entry.values.get("date"):
            entry.keep("part-date", written)


def _identifiers(bag: XmlBag, entry: Draft, path: str) -> None:
    ids = [*bag.all(f"{path}identifier")]
    own = [bag.element.get("ID", "")] if not path else []
    keys = [xml.said(one) for one in ids if one.get("type", "").lower() in ("citekey", "citation key")]
    for key in dict.fromkeys(filter(None, keys + own)):
        if key != entry.key and not entry.name_key(key, certain=key in keys):
            entry.keep("id", key)
    for one in ids:
        kind, number = one.get("type", "").lower(), xml.said(one)
        if kind == "issn":
            entry.join("issn", number, ", ")
        elif kind in schemes.TABLE and kind != "url":
            entry.identify(kind, re.sub(r"\s*\(.*", "", number) if kind == "isbn" else number)
        elif kind in ("uri", "url", "hdl") and number.startswith("http"):
            entry.put("url", number)
        elif kind not in ("citekey", "citation key"):
            entry.keep(f"identifier-{kind}" if kind else "identifier", number)


def _host(bag: XmlBag, entry: Draft) -> None:
    path = "relatedItem[@type='host']"
    container = biblatex.container(entry.kind) or "booktitle"
    for one in bag.all(f"{path}/titleInfo"):
        main, subtitle, part = _title(one)
        short = container == "journaltitle" and one.get("type") == "abbreviated"
        if short:
            entry.put("shortjournal", main)
            continue
        entry.put(container, main)
        entry.put(container.replace("title", "subtitle"), subtitle)
        entry.put("part", part)
    if "journaltitle" not in entry.values and container == "journaltitle" and "shortjournal" in entry.values:
        entry.put("journaltitle", entry.values.pop("shortjournal"))
    _names(bag, entry, f"{path}/name", role="bookauthor")
    _origin(bag, entry, f"{path}/originInfo")
    _parts(bag, entry, f"{path}/part")
    _identifiers(bag, entry, f"{path}/")
    for genre in bag.texts(f"{path}/genre"):
        if genre.lower() in SUBTYPES:
            entry.put("entrysubtype", SUBTYPES[genre.lower()])
        elif genre.lower() not in GENRES:
            entry.keep("host-genre", genre)


def _series(bag: XmlBag, entry: Draft) -> None:
    path = "relatedItem[@type='series']"
    for one in bag.all(f"{path}/titleInfo"):
        main, subtitle, part = _title(one)
        entry.put("series", ": ".join(filter(None, (main, subtitle))))
        entry.put("number", part)
    for detail in bag.texts(f"{path}/part/detail/number"):
        entry.put("number", detail)


def _words(bag: XmlBag, entry: Draft) -> None:
    for one in bag.all("language"):
        for term in list(one) or [one]:
            word = xml.said(term)
            if languages.language(word) != entry.values.get("language"):
                entry.put("language", languages.language(word) or word)
    entry.put("abstract", "\n".join(bag.texts("abstract")))
    for note in bag.all("note"):
        if kind := note.get("type", ""):
            entry.keep(f"note-{kind}", xml.said(note))
        else:
            entry.join("note", xml.said(note), "; ")
    _subjects(bag, entry)
    for address in bag.all("location/url"):
        entry.put("url", xml.said(address))
        entry.put("urldate", draft.date_of(address.get("dateLastAccessed", "")))
    for place in bag.texts("location/physicalLocation", "location/shelfLocator"):
        entry.join("library", place, "; ")
    entry.put("rights", bag.first("accessCondition"))


def _subjects(bag: XmlBag, entry: Draft) -> None:
    """Take subjects as keywords, one of several parts as one."""
    for subject in bag.all("subject"):
        if not len(subject):
            entry.tag([xml.said(subject)])
        parts = [xml.said(part) for part in subject if not len(part)]
        entry.tag([" -- ".join(filter(None, parts))])
        entry.tag(text for part in subject if len(part) for text in xml.every(part, "*"))
