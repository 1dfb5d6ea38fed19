"""From records to MODS (version 3), by the tables that it is read by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft
from readinglist.formats.mods.tables import GENRES, NUMBERS, RESOURCES, ROLES, SUBTYPES
from readinglist.formats.xml_written import element, said
from readinglist.model import biblatex, dates, languages, schemes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Contributor, Record

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<modsCollection xmlns="http://www.loc.gov/mods/v3">\n'
_END = "</modsCollection>\n"
# The genre of a type: the first word that means it. What is in a book says so by that alone, and what is in a work of reference by its host.
_GENRES = {kind: word for word, kind in reversed(GENRES.items())} | {
    "article": "journal article", "incollection": "book chapter", "inbook": "book", "inproceedings": "conference paper",
    "legal": "legislation", "image": "art original", "online": "web page",
}  # fmt: skip
_CODE = 3  # letters of a relator that is a code
_RELATORS = {role: word for word, role in reversed(ROLES.items()) if len(word) > _CODE}
_RELATORS["bookauthor"] = "author"  # of what a part is in
_PERSONAL = frozenset(_RELATORS) - {"institution", "organization", "bookauthor"} | {"editora"}
_OF_HOST = frozenset(("bookauthor", "editor"))  # of a part in a book
_GENRES_OF_HOSTS = {"inreference": "encyclopedia"}
_RESOURCES = {kind: word for word, kind in reversed(RESOURCES.items())} | {"audio": "sound recording-nonmusical"}
_DETAILS = {name: kind for kind, name in reversed(NUMBERS.items())} | {"number": "issue"}
_SIMPLE_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")


def dump(records: Iterable[Record]) -> Iterator[str]:
    """Yield a collection of records, one string for each. Raises ValueError for a record without a key."""
    before = _HEAD
    for record in records:
        if not record.key:
            raise ValueError(f"a record without a key cannot be written: {record.title!r}")
        lines = "".join(f"  {line}\n" for line in _lines(draft.whole(record)) if line)
        yield f"{before}<mods>\n{lines}</mods>\n"
        before = ""
    if not before:
        yield _END


def _lines(record: Record) -> Iterator[str]:
    container = biblatex.container(record.type)
    yield from _titles(record)
    yield from _people(record, _PERSONAL - (_OF_HOST if container == "booktitle" else frozenset()))
    if record.type in ("proceedings", "inproceedings"):
        yield _body(record.plain("organization"), "organizer of meeting")
    yield from _genres(record)
    yield element("originInfo", _date(record) + ("" if container == "booktitle" else _origin(record)))
    yield _language(record.plain("language"))
    yield said("abstract", record.plain("abstract"))
    yield said("note", record.plain("note"))
    for tag in record.tags:
        yield element("subject", said("topic", tag))
    yield from _around(record, container)
    yield from _identifiers(record, () if container else ("issn", "isbn"))
    yield said("identifier", record.key, type="citekey")
    place = said("physicalLocation", record.plain("library"))
    yield element("location", place + said("url", record.plain("url"), dateLastAccessed=record.plain("urldate")))
    yield said("accessCondition", record.plain("rights"))


def _around(record: Record, container: str) -> Iterator[str]:
    """Yield what is said of the place of a work: in a whole, or of its own, and in a series."""
    if container:
        yield _host(record, container)
    else:
        yield element("part", _part(record))
    series = said("title", record.plain("series")) + said("partNumber", _number(record)[1])
    yield element("relatedItem", element("titleInfo", series), type="series")


def _titles(record: Record) -> Iterator[str]:
    inner = said("title", record.plain("title")) + said("subTitle", record.plain("subtitle"))
    yield element("titleInfo", inner + said("partNumber", record.plain("part")))
    for kind, name in (("abbreviated", "shorttitle"), ("alternative", "titleaddon"), ("uniform", "origtitle")):
        yield element("titleInfo", said("title", record.plain(name)), type=kind)


def _people(record: Record, roles: Iterable[str]) -> Iterator[str]:
    for one in record.contributors:
        if one.role in roles:
            yield _person(one, _RELATORS.get(one.role, "") or record.plain(f"{one.role}type"))


def _person(one: Contributor, word: str) -> str:
    if not word:
        return ""
    if one.literal == "others":
        return element("name", f"<etal/>{_role(word)}", type="personal")
    if one.literal:
        return _body(one.literal, word)
    family = said("namePart", f"{one.prefix} {one.family}".strip(), type="family")
    given = said("namePart", one.given, type="given") + said("namePart", one.suffix, type="termsOfAddress")
    return element("name", family + given + _role(word), type="personal")


def _body(name: str, word: str) -> str:
    return name and element("name", said("namePart", name) + _role(word), type="corporate")


def _role(word: str) -> str:
    return element("role", said("roleTerm", word, type="text", authority="marcrelator" if word in ROLES else ""))


def _genres(record: Record) -> Iterator[str]:
    subtype = record.plain("entrysubtype")
    word = _GENRES.get(record.type) or _GENRES.get(biblatex.bibtex_type(record.type), "")
    word = "" if record.type in _GENRES_OF_HOSTS else word
    yield said("genre", next((genre for genre, of in SUBTYPES.items() if of == subtype and "article" in genre), word))
    if record.type == "thesis":
        yield said("genre", record.plain("type"))
    if resource := _RESOURCES.get(record.type, ""):
        yield said("typeOfResource", resource)


def _date(record: Record) -> str:
    date = record.plain("date") or record.date
    form = "w3cdtf" if _SIMPLE_DATE.fullmatch(date) else "edtf" if dates.is_valid(date) else ""
    return said("dateIssued", date, encoding=form)


def _origin(record: Record) -> str:
    place = element("place", said("placeTerm", record.plain("location"), type="text"))
    house = said("publisher", record.plain(draft.PUBLISHERS.get(record.type, "publisher")))
    return place + house + said("edition", record.plain("edition"))


def _language(name: str) -> str:
    code = languages.tag(name)
    if languages.language(code) == name != code:
        return element("language", said("languageTerm", code, type="code", authority="rfc3066"))
    return element("language", said("languageTerm", name, type="text"))


def _host(record: Record, container: str) -> str:
    titles = said("title", record.plain(container)) + said(
        "subTitle", record.plain(container.replace("title", "subtitle"))
    )
    inner = element("titleInfo", titles)
    if container == "journaltitle" and titles:
        inner += element("titleInfo", said("title", record.plain("shortjournal")), type="abbreviated")
    if container == "booktitle":
        inner += "".join(_people(record, _OF_HOST)) + element("originInfo", _origin(record))
    inner += said("genre", _GENRES_OF_HOSTS.get(record.type, ""))
    inner += element("part", _part(record)) + "".join(_identifiers(record, ("issn", "isbn"), also=False))
    return element("relatedItem", inner or " ", type="host")


def _part(record: Record) -> str:
    numbers = {name: record.plain(name) for name in ("volume", "chapter", "eid")} | {"number": _number(record)[0]}
    inner = "".join(
        element("detail", said("number", value), type=_DETAILS[name])
        for name, value in numbers.items()
        if name != "number"
    )
    issue = said("number", numbers["number"]) + said("title", record.plain("issuetitle"))
    return inner + element("detail", issue, type="issue") + _extent(record)


def _number(record: Record) -> tuple[str, str]:
    """Return the number of a work as an issue, and as one of its series."""
    number = record.plain("number")
    return ("", number) if record.plain("series") and record.type not in biblatex.PERIODICALS else (number, "")


def _extent(record: Record) -> str:
    pages = record.plain("pages").replace("--", "–")
    first, _, last = pages.partition("–")
    is_plain = first and "–" not in last and "," not in pages
    inner = said("start", first) + said("end", last) if is_plain else said("list", pages)
    return element("extent", inner + said("total", record.plain("pagetotal")), unit="page")


def _identifiers(record: Record, with_: Iterable[str], *, also: bool = True) -> Iterator[str]:
    """Yield the identifiers of a work; those of books and journals only as asked for."""
    found = [
        (one.scheme, one.value)
        for one in record.identifiers
        if one.scheme in schemes.TABLE and one.scheme not in ("url", "isbn")
    ]
    found = found if also else []
    found += [(name, record.plain(name)) for name in with_]
    yield from (said("identifier", value, type=scheme) for scheme, value in found)
