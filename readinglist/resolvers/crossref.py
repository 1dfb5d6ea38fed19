"""From a work of Crossref, or in CSL-JSON 1.0.2, to a record.

The two formats have most names in common.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats.csl import tables, types
from readinglist.formats.latex import titles_and_abstracts
from readinglist.model import biblatex, languages, schemes
from readinglist.network.json import date, items, text, texts, under
from readinglist.resolvers import build
from readinglist.resolvers.people import of_csl

if TYPE_CHECKING:
    from readinglist.model.names import Name
    from readinglist.model.record import Record
    from readinglist.network.json import Json

# Crossref's own types; those of CSL are in `formats.csl.tables`.
_TYPES = {
    "journal-article": "article", "proceedings-article": "inproceedings", "book-chapter": "incollection",
    "book-section": "incollection", "book-part": "incollection", "book-track": "incollection",
    "reference-entry": "inreference", "monograph": "book", "edited-book": "collection", "reference-book": "reference",
    "book-set": "mvbook", "book-series": "mvbook", "proceedings": "proceedings", "proceedings-series": "mvproceedings",
    "journal": "periodical", "journal-volume": "periodical", "journal-issue": "periodical",
    "report-component": "report", "report-series": "report", "dissertation": "thesis", "posted-content": "online",
    "database": "dataset", "standard-series": "standard", "peer-review": "online", "component": "misc", "grant": "misc",
    "other": "misc",
}  # fmt: skip
# The `entrysubtype` for types that BibLaTeX has no type for.
_SUBTYPES = {"peer-review": "review"}
_DEGREE = (
    (r"(?i)ph\.?\s?d|doctor|doktor|dphil", "PhD thesis"),
    (r"(?i)master|\bm\.?\s?(?:sc|a|s|phil)\b", "Master's thesis"),
)
# The variables of CSL, which Crossref uses too, for the identifiers of a work.
_OF_WORKS = [(name, tables.VARIABLES[name]) for name in schemes.OF_WORKS if name in tables.VARIABLES]
_YEAR = re.compile(r"(?<![\d/.–-])(?:19|20)\d\d(?![\d/–-])")
_MENTIONED = re.compile(r"https?://(?:id\.crossref\.org/isbn/|www\.)?", re.IGNORECASE)


def record(item: Json) -> Record | None:
    """Return the record of a work.

    None for one without a title.
    """
    kind = text(item.get("type")).lower()
    entry_type = _TYPES.get(kind) or tables.ENTRY_OF.get(kind, "misc")
    values = _titles(item)
    if not values["title"]:
        return None
    values |= _container(item, entry_type)
    values |= _numbers(item) | _dates(item) | _publisher(item, entry_type) | _work_identifiers(item)
    values["entrysubtype"] = _SUBTYPES.get(kind, "") or (text(item.get("subtype")) if entry_type == "online" else "")
    values["language"] = languages.language(text(item.get("language")))
    values["abstract"] = text(item.get("abstract"))
    found = build.record(entry_type, values, people(item))
    if kind in tables.TYPES and not values["entrysubtype"] and (subtype := types.subtype(found, kind)):
        found = build.with_fields(found, entrysubtype=subtype)
    return found if found.title else None


def people(item: Json) -> dict[str, list[Name]]:
    """Return the names of a work by role."""
    found = {role: list(_names_of_role(item.get(name))) for name, role in tables.NAMES_OF.items()}
    if not found["author"]:
        found["author"] = list(_names_of_role(under(item, "review", "author") or item.get("creator")))
    return found


def _names_of_role(value: object) -> list[Name]:
    entries = value if isinstance(value, list) else [value] if value else []
    return [of_csl(entry) for entry in entries if isinstance(entry, (dict, str))]


def _titles(item: Json) -> dict[str, str]:
    title = text(item.get("title")) or text(item.get("original-title")) or text(item.get("title-short"))
    return build.titles(title, text(item.get("subtitle")))


def _container(item: Json, entry_type: str) -> dict[str, str]:
    """Return in what a work appeared, in the field for its type."""
    names = list(dict.fromkeys(texts(item.get("container-title"))))
    series = text(item.get("collection-title"), item.get("series-title"))
    if entry_type in biblatex.PARTS:
        # Of two titles of a chapter at Crossref, the first is the series and the second the book.
        event = _event(item)
        book = names[-1] if names else event["eventtitle"]
        event["eventtitle"] = "" if event["eventtitle"] == book else event["eventtitle"]
        return {"booktitle": book, "series": series or (names[0] if len(names) > 1 else ""), **event}
    if biblatex.container(entry_type) == "journaltitle":
        short = text(item.get("short-container-title"), item.get("container-title-short"))
        long = names[0] if names else short
        return {"journaltitle": long, "shortjournal": short if short.rstrip(".") != long.rstrip(".") else ""}
    if entry_type in ("online", "dataset", "software", "misc"):
        return {"organization": names[0] if names else ""}
    return {"series": series or (names[0] if names else ""), **(_event(item) if "proceedings" in entry_type else {})}


def _event(item: Json) -> dict[str, str]:
    event = item.get("event")
    title = text(under(event, "name"), event if isinstance(event, str) else "", item.get("event-title"))
    when = build.span(date(under(event, "start")), date(under(event, "end"))) or date(item.get("event-date"))
    return {"eventtitle": title, "venue": text(under(event, "location"), item.get("event-place")), "eventdate": when}


def _numbers(item: Json) -> dict[str, str]:
    pages = build.pages(text(item.get("page")))
    number = text(item.get("article-number"))
    return {
        "volume": text(item.get("volume")),
        "number": text(
            item.get("issue"), under(item, "journal-issue", "issue"), item.get("number"), item.get("report-number")
        ),
        "edition": text(item.get("edition-number"), item.get("edition")),
        "pages": pages,
        "eid": number if number and number != pages else "",
        "pagetotal": text(item.get("number-of-pages")),
        "version": text(item.get("version")),
    }


def _dates(item: Json) -> dict[str, str]:
    """Return when a work was issued, in print where that is said; and since when it has been online.

    The two are never mixed, and the day on which it was deposited is no date of the work: where nothing else is said, the
    year is that of what it appeared in.
    """
    printed = date(item.get("published-print")) or date(under(item, "journal-issue", "published-print"))
    online = date(item.get("published-online")) or date(item.get("available-date"))
    if printed and online:
        return {"date": printed, "available-date": "" if printed == online else online}
    named = (item.get(name) for name in ("issued", "published", "published-print", "published-online", "posted"))
    known = [found for found in (*map(date, named), printed, online) if found]
    first = known[0] if known else ""
    finer = (found for found in known if found.startswith(first) and len(found) > len(first))
    return {"date": next(finer, first) or _year_of_container(item)}


def _year_of_container(item: Json) -> str:
    """Return the year of a conference, or in the name of a volume: `Proceedings of the 2003 Workshop` → `2003`."""
    held = date(under(item, "event", "start")) or date(under(item, "event", "end"))
    names = [*texts(item.get("container-title")), text(under(item, "event", "name"))]
    years = [years for name in names if len(years := set(_YEAR.findall(name))) == 1]
    return held[:4] or next((year for found in years for year in found), "")


def _publisher(item: Json, entry_type: str) -> dict[str, str]:
    publisher = text(item.get("publisher"))
    house = text([under(one, "name") for one in items(item.get("institution"))])
    place = text(
        item.get("publisher-location"),
        item.get("publisher-place"),
        [under(one, "place") for one in items(item.get("institution"))],
    )
    if entry_type == "thesis":
        return {"institution": house or publisher, "location": place, "type": _degree(item)}
    if entry_type == "report":
        return {"institution": house or publisher, "location": place, "type": text(item.get("genre")) or "Report"}
    if entry_type == "online":
        group = text(item.get("group-title"))
        return {"organization": house or text(item.get("container-title"), group, publisher)}
    body = text(under(item, "standards-body", "name"))
    return (
        {"publisher": publisher, "location": place, "organization": body}
        if body
        else {"publisher": publisher, "location": place}
    )


def _degree(item: Json) -> str:
    written = text(item.get("degree"), item.get("genre"))
    return next((name for pattern, name in _DEGREE if re.search(pattern, written)), written or "Thesis")


def _work_identifiers(item: Json) -> dict[str, str]:
    doi = build.identifier("doi", *texts(item.get("DOI")))
    isbns = [_MENTIONED.sub("", one) for one in texts(item.get("ISBN"))]
    url = build.identifier("url", *texts(item.get("URL")))
    return {
        **{name: build.identifier(name, *texts(item.get(variable))) for name, variable in _OF_WORKS},
        "issn": text(item.get("ISSN")),
        "isbn": next((one for one in isbns if build.identifier("isbn", one)), ""),
        "url": "" if doi else url,
    }


def title(item: Json) -> str:
    """Return the plain title of a work."""
    return titles_and_abstracts.plain(text(item.get("title")))
