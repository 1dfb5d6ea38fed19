"""DataCite's JSON (metadata schema 4): what its service answers, and what repositories export."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from readinglist.formats import draft, json_arrays
from readinglist.formats.draft import Draft
from readinglist.formats.yaml_records import YamlValues, said
from readinglist.model import biblatex, languages
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.names import Name
    from readinglist.model.record import Item, Record

NAME = "datacite"
SUFFIXES: tuple[str, ...] = ()  # that of all JSON
# The general types of DataCite, in lower case without spaces.
TYPES = {
    "dataset": "dataset", "software": "software", "computationalnotebook": "software", "workflow": "software",
    "journalarticle": "article", "datapaper": "article", "preprint": "online", "conferencepaper": "inproceedings",
    "conferenceproceeding": "proceedings", "book": "book", "bookchapter": "incollection", "report": "report",
    "outputmanagementplan": "report", "dissertation": "thesis", "standard": "standard", "audiovisual": "video",
    "sound": "audio", "image": "image", "interactiveresource": "online", "journal": "periodical", "peerreview": "online",
}  # fmt: skip
# Words for the type, in deposits of the general type Text, or of none.
WORDS = (
    (r"thesis|dissertation|habilitation", "thesis"),
    (r"pre-?print|e-?print", "online"),
    (r"report|working paper|white ?paper|deliverable|discussion paper", "report"),
    (r"conference paper|proceedings? (?:paper|article)|inproceedings", "inproceedings"),
    (r"chapter|book ?section", "incollection"),
    (r"article", "article"),
    (r"\bbook\b|monograph", "book"),
    (r"software|code", "software"),
    (r"data ?set|data", "dataset"),
)
SUBTYPES = {"preprint": "preprint", "peerreview": "review"}
_LOOKS = re.compile(r"\s*(?:\[\s*)?\{")
_TOLD_BY = re.compile(r'"resourceTypeGeneral"\s*:')
_HEAD = 200_000  # characters in which the type is looked for, as it may stand behind long lists of people; a guess
_LISTS = re.compile(r'\s*\{\s*"(?:data|items)"\s*:\s*(?=[\[{])')
_ROLES = {"Editor": "editor", "Translator": "translator"}
_PLAIN = {"version": "version", "url": "url"}
# What the service says of its own record, the first a copy of all else.
_OF_THE_SERVICE = (
    "xml",
    "id",
    "prefix",
    "suffix",
    "state",
    "isActive",
    "metadataVersion",
    "schemaVersion",
    "source",
    "reason",
    "type",
)


def sniff(text: str) -> bool:
    """Whether a text begins as JSON with works of DataCite."""
    return bool(_LOOKS.match(text) and _TOLD_BY.search(text[:_HEAD]))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the records of a file, and a problem for what is none. Never raises."""
    whole = (text if isinstance(text, str) else "".join(text)).removeprefix("\ufeff")
    lists = _LISTS.match(whole)
    wanted = "a work of DataCite is an object, and not nested so deeply"
    for found in json_arrays.objects(whole, wanted, lists.end() if lists else 0):
        if isinstance(found, Problem):
            yield found
            continue
        attributes = found.value.get("attributes")
        yield _record(attributes if isinstance(attributes, dict) else found.value, found.line, found.raw)


def _record(work: dict[str, Any], line: int, raw: str) -> Record:
    types, container = _mapping(work.get("types", work.get("resourceType"))), _mapping(work.get("container"))
    own = said(types.get("resourceType"))
    entry = Draft(NAME, _kind(types, own, container), line, raw)
    entry.put("entrysubtype", SUBTYPES.get(said(types.get("resourceTypeGeneral")).lower(), ""))
    values = YamlValues(
        {name: value for name, value in work.items() if name not in ("types", "resourceType", "container")}
    )
    identifier = said(values.take("doi")) or said(work.get("id", ""))
    for name in _OF_THE_SERVICE:
        values.take(name)
    entry.identify("doi", identifier)
    _people(values, entry)
    _titles(values, entry)
    _container(container, entry)
    publisher = values.take("publisher")
    entry.put(draft.PUBLISHERS.get(entry.kind, "publisher"), said(_mapping(publisher).get("name", publisher)))
    entry.put(
        "type" if entry.kind in ("thesis", "report") else "titleaddon",
        own if entry.kind in ("thesis", "report") else "",
    )
    entry.keep("resourcetype", own if "type" not in entry.values else "")
    _dates(values, entry)
    for name, field in _PLAIN.items():
        entry.put(field, said(values.take(name)))
    code = said(values.take("language"))
    entry.put("language", languages.language(code) or code)
    _lists(values, entry)
    values.keep_left(entry)
    return entry.record()


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _each(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list; of a text that stands for one, an object with that name."""
    listed = value if isinstance(value, list) else [value] if value else []
    return [one if isinstance(one, dict) else {"name": said(one)} for one in listed if one]


def _kind(types: dict[str, Any], own: str, container: dict[str, Any]) -> str:
    general = said(types.get("resourceTypeGeneral")).lower().replace(" ", "")
    if general in TYPES:
        return TYPES[general]
    kind = next((kind for pattern, kind in WORDS if re.search(rf"\b(?:{pattern})", own.lower())), "misc")
    return "online" if kind == "article" and not container.get("title") else kind


def _people(values: YamlValues, entry: Draft) -> None:
    people = [("author", one) for one in _each(values.take("creators"))]
    for one in _each(values.take("contributors")):
        kind = said(one.get("contributorType"))
        if role := _ROLES.get(kind):
            people.append((role, one))
        else:
            entry.keep(f"contributor-{kind}", said(one.get("name")) or said(one))
    for role, one in people:
        entry.name(role, _name(one))
        for more in ("nameIdentifiers", "affiliation"):
            for inner in _each(one.get(more)):
                entry.keep(more, said(inner.get("nameIdentifier", inner.get("name", inner))))


def _name(one: dict[str, Any]) -> Name:
    name, family, given = (said(one.get(part)) for part in ("name", "familyName", "givenName"))
    if said(one.get("nameType")).lower() == "organizational":
        return draft.body(name or family)
    return draft.name_of(family, given) if family else draft.person(name) or draft.body(name)


def _titles(values: YamlValues, entry: Draft) -> None:
    for one in _each(values.take("titles")):
        kind, title = said(one.get("titleType")).lower(), said(one.get("title", one.get("name")))
        if not kind or (kind == "other" and "title" not in entry.values):
            entry.put("title", title)
        elif kind == "subtitle":
            entry.put("subtitle", title)
        else:
            entry.keep(kind, title)
    entry.put("title", said(values.take("title")))


def _container(container: dict[str, Any], entry: Draft) -> None:
    held = YamlValues(container)
    entry.put(biblatex.container(entry.kind) or "series", said(held.take("title")))
    entry.put("volume", said(held.take("volume")))
    entry.put("number", said(held.take("issue")))
    entry.put("pages", draft.pages(said(held.take("firstPage")), said(held.take("lastPage"))))
    kind, number = said(held.take("identifierType")).lower(), said(held.take("identifier"))
    if kind == "issn":
        entry.put("issn", number)
    elif kind == "isbn":
        entry.identify("isbn", number)
    else:
        entry.keep("container-identifier", number)
    held.keep_left(entry, "container-")


def _dates(values: YamlValues, entry: Draft) -> None:
    """Take the day of issue, or else the year; others are kept."""
    year = said(values.take("publicationYear"))
    dates = [(said(one.get("dateType")), said(one.get("date"))) for one in _each(values.take("dates"))]
    for kind, written in sorted(dates, key=lambda pair: pair[0] != "Issued"):
        date = draft.date_of(written.partition("T")[0])
        is_issue = kind in ("Issued", "Available") and (not year or date.startswith(year))
        standing = entry.values.get("date", "")
        if date != standing and not (is_issue and not standing and entry.put("date", date)):
            entry.keep(f"date-{kind}", written)
    if "date" not in entry.values:
        entry.put("date", draft.date_of(year) or year)
    elif not entry.values["date"].startswith(year):
        entry.keep("publicationyear", year)


def _lists(values: YamlValues, entry: Draft) -> None:
    entry.tag(said(one.get("subject", one.get("name"))) for one in _each(values.take("subjects")))
    for one in _each(values.take("descriptions")):
        if one.get("descriptionType") == "Abstract":
            entry.put_marked("abstract", said(one.get("description")))
        else:
            entry.keep(f"description-{said(one.get('descriptionType'))}", said(one.get("description", one.get("name"))))
    for one in _each(values.take("rightsList")):
        entry.put("rights", said(one.get("rights")) or said(one.get("rightsUri")) or said(one.get("rightsIdentifier")))
    for one in _each(values.take("relatedIdentifiers")):
        entry.keep(said(one.get("relationType")) or "related", said(one.get("relatedIdentifier", one)))
    for one in _each(values.take("identifiers")) + _each(values.take("alternateIdentifiers")):
        number = said(one.get("identifier", one.get("alternateIdentifier", one.get("name"))))
        if said(one.get("identifierType")).lower() != "doi" or not entry.put_identifier("doi", number):
            entry.keep("identifier", number)
    for one in _each(values.take("sizes")) + _each(values.take("formats")):
        entry.keep("format", said(one.get("name", one)))
