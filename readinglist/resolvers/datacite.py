"""From a work of DataCite (metadata schema 4) to a record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import datacite
from readinglist.formats.csl import tables
from readinglist.model import biblatex, languages
from readinglist.network.json import date, items, text, texts, under
from readinglist.resolvers import build, people

if TYPE_CHECKING:
    from readinglist.model.names import Name
    from readinglist.model.record import Record
    from readinglist.network.json import Json

_ROLES = {"Editor": "editor", "Translator": "translator"}
_DATES = ("Issued", "Available")


def record(item: Json) -> Record | None:
    """Return the record of a work's attributes.

    None for one without a title.
    """
    general = text(under(item, "types", "resourceTypeGeneral")).lower().replace(" ", "")
    titles = _titles(item)
    if not titles["title"]:
        return None
    entry_type = _type(item, general)
    values = {**titles, **_container(item, entry_type), **_publisher(item, entry_type), **_identifiers_of(item)}
    values |= {
        "date": _issued(item),
        "entrysubtype": datacite.SUBTYPES.get(general, ""),
        "version": text(item.get("version")),
        "language": languages.language(text(item.get("language"))),
        "abstract": _described(item, "Abstract"),
    }
    found = build.record(entry_type, values, _people_of(item))
    return found if found.title else None


def _type(item: Json, general: str) -> str:
    if general in datacite.TYPES:
        return datacite.TYPES[general]
    types = item.get("types")
    own = text(under(types, "resourceType")).lower()
    for pattern, entry_type in datacite.WORDS:
        if re.search(rf"\b(?:{pattern})", own):
            return _as_it_is(item, entry_type)
    csl = text(under(types, "citeproc")).lower()
    # DataCite has `article` for all that it has no other type for.
    return _as_it_is(item, tables.ENTRY_OF.get(csl, "misc") if csl != "article" else "misc")


def _as_it_is(item: Json, entry_type: str) -> str:
    """Return a type: `online` for an article without a journal."""
    return "online" if entry_type == "article" and not text(under(item, "container", "title")) else entry_type


def _titles(item: Json) -> dict[str, str]:
    main, subtitle = "", ""
    for one in items(item.get("titles")):
        kind = text(one.get("titleType")).lower()
        if kind == "subtitle":
            subtitle = subtitle or text(one.get("title"))
        elif not kind or (kind == "other" and not main):
            main = main or text(one.get("title"))
    return build.titles(main or text(item.get("titles"), item.get("title")), subtitle)


def _people_of(item: Json) -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = {"author": [_creator_name(one) for one in items(item.get("creators"))]}
    for one in items(item.get("contributors")):
        if role := _ROLES.get(text(one.get("contributorType"))):
            found.setdefault(role, []).append(_creator_name(one))
    return found


def _creator_name(one: Json) -> Name:
    name, family, given = (text(one.get(part)) for part in ("name", "familyName", "givenName"))
    if text(one.get("nameType")).lower() == "organizational":
        return people.body(name or family)
    return people.person(family, given) if family else people.whole(name)


def _container(item: Json, entry_type: str) -> dict[str, str]:
    container = item.get("container")
    related = next((one for one in items(item.get("relatedItems")) if one.get("relationType") == "IsPublishedIn"), {})
    title = text(under(container, "title"), related.get("titles"))
    first = text(under(container, "firstPage"), related.get("firstPage"))
    last = text(under(container, "lastPage"), related.get("lastPage"))
    return {
        biblatex.container(entry_type) or "series": title,
        "volume": text(under(container, "volume"), related.get("volume")),
        "number": text(under(container, "issue"), related.get("issue")),
        "pages": build.pages(f"{first}-{last}" if last else first),
    }


def _publisher(item: Json, entry_type: str) -> dict[str, str]:
    publisher = text(under(item, "publisher", "name"), item.get("publisher"))
    if publisher.lower().strip("():. ") in ("unav", "unkn", "none", "null", "tba", "not provided"):
        publisher = ""
    own = text(under(item, "types", "resourceType"))
    if entry_type in ("thesis", "report"):
        return {"institution": publisher, "type": own if len(own) > 4 else entry_type.title()}  # noqa: PLR2004 - a word
    return {"organization" if entry_type in ("online", "misc") else "publisher": publisher}


def _issued(item: Json) -> str:
    """Return when a work was issued.

    It is the year of publication, where there is no date, or one of another year. The day on which a data set was made
    counts only where nothing else is said, that on which it was handed in never.
    """
    year = date(item.get("publicationYear"))
    named = {
        text(one.get("dateType")): date(text(one.get("date")).partition("/")[0]) for one in items(item.get("dates"))
    }
    days = [named[kind] for kind in _DATES if named.get(kind)]
    first = next((day for day in days if not year or day.startswith(year)), year or next(iter(days), ""))
    finer = next((day for day in days if day.startswith(first) and len(day) > len(first)), first)
    return finer or named.get("Created", "")


def _described(item: Json, kind: str) -> str:
    return next(
        (text(one.get("description")) for one in items(item.get("descriptions")) if one.get("descriptionType") == kind),
        "",
    )


def _identifiers_of(item: Json) -> dict[str, str]:
    doi = build.identifier("doi", *texts(item.get("doi")))
    found = {"doi": doi, "url": "" if doi else build.identifier("url", *texts(item.get("url")))}
    for one in (*items(item.get("relatedIdentifiers")), *items(under(item, "container"))):
        kind = text(one.get("relatedIdentifierType"), one.get("identifierType")).lower()
        own = text(one.get("relationType")) in ("IsPartOf", "IsPublishedIn", "IsIdenticalTo", "")
        if kind in ("issn", "isbn") and own:
            found.setdefault(kind, text(one.get("relatedIdentifier"), one.get("identifier")))
    return found
