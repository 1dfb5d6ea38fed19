"""A work of Citavi as a record."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist.formats import draft
from readinglist.formats import xml_records as xml
from readinglist.formats.draft import Draft
from readinglist.model import biblatex, languages
from readinglist.model.attachment import Highlight
from readinglist.model.counterpart import Counterpart
from readinglist.model.record import Note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree import ElementTree as ET

    from readinglist.model.attachment import Attachment
    from readinglist.model.names import Name
    from readinglist.model.record import Link, Record

_FORM = "citavi"
TYPES: dict[str, str] = {
    "JournalArticle": "article", "NewspaperArticle": "article", "NewsAgencyReport": "article", "PressRelease": "misc", "Book": "book",
    "BookEdited": "collection", "CollectedWorks": "collection", "Contribution": "incollection", "ConferenceProceedings": "proceedings",
    "SpecialIssue": "periodical", "Thesis": "thesis", "UnpublishedWork": "unpublished", "Manuscript": "unpublished", "Lecture": "unpublished",
    "InternetDocument": "online", "Report": "report", "Patent": "patent", "Standard": "standard", "StatuteOrRegulation": "legislation",
    "CourtDecision": "jurisdiction", "LegalCommentary": "commentary", "ContributionInLegalCommentary": "incollection", "Movie": "movie",
    "Broadcast": "video", "AudioOrVideoDocument": "video", "AudioBook": "audio", "RadioPlay": "audio", "MusicAlbum": "music",
    "MusicTrack": "music", "ComputerProgram": "software", "PersonalCommunication": "letter", "InterviewMaterial": "misc", "Map": "misc",
    "ArchiveMaterial": "misc", "File": "misc", "Unknown": "misc",
}  # fmt: skip
_PLAIN = {
    "Title": "title", "Subtitle": "subtitle", "TitleSupplement": "titleaddon", "Volume": "volume", "Number": "number", "Edition": "edition",
    "NumberOfVolumes": "volumes", "PlaceOfPublication": "location", "OnlineAddress": "url", "Abstract": "abstract",
}  # fmt: skip
# What a part has of the work around it.
_OF_WHOLE = {
    "Volume": "volume",
    "Number": "number",
    "Edition": "edition",
    "NumberOfVolumes": "volumes",
    "PlaceOfPublication": "location",
    "Year": "date",
}
_SUBTYPES = {"NewspaperArticle": "newspaper"}
# What is worked out of other fields, says how they were typed, or who changed them.
_OF_CITAVI = re.compile(
    r"(?:.*(?:Complexity|Formatted|SourceTextFormat|UpdateType|Number|NumeralSystem|ForSorting)|CoverPath|CreatedBy|CreatedOn|HasLabel\d|"
    r"ModifiedBy|ModifiedOn|StaticIDs|UniqueFullName|SortFullName|PeriodicalID|SeriesTitleID|ReferenceID)"
)
_ROLES = {"Authors": "author", "Editors": "editor", "Collaborators": "editora", "OthersInvolved": "editorb"}


class CitaviWork(NamedTuple):
    """A work, and what belongs to it."""

    row: ET.Element
    whole: ET.Element | None
    rows: Mapping[str, ET.Element]
    people: Mapping[str, Sequence[str]]
    people_of_whole: Mapping[str, Sequence[str]]
    publishers: Sequence[str]
    tags: Sequence[str]
    notes: tuple[Note, ...]
    links: tuple[Link, ...]
    library: Sequence[str]
    attachments: tuple[Attachment, ...]
    addresses: Sequence[str]


def record(work: CitaviWork) -> Record:
    """Return a work as a record."""
    row = work.row
    said = xml.at(row, "ReferenceType").replace(" ", "")
    entry = Draft(_FORM, TYPES.get(said, "misc"))
    if TYPES.get(said, "misc") == "misc":
        entry.keep("type", said)
    entry.put("entrysubtype", _SUBTYPES.get(said, ""))
    entry.name_key("".join(xml.at(row, "CitationKey").split()), certain=True)
    _people(work, entry)
    for name, field in _PLAIN.items():
        entry.put(field, xml.at(row, name))
    _dates(row, entry)
    _whole(work, entry)
    _numbers(work, entry)
    entry.tag(work.tags)
    for place in work.library:
        entry.join("library", place, "; ")
    notes = [*work.notes, *_notes(row, len(work.notes))]
    _keep_left(row, entry)
    made = entry.record()
    added = xml.at(row, "CreatedOn")
    return replace(
        made,
        notes=tuple(notes),
        links=work.links,
        attachments=work.attachments,
        added=f"{added[:19]}Z" if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.{0,20}", added) else "",
        counterparts=(Counterpart("citavi", row.get("id", "")),) if row.get("id") else (),
    )


def _names(numbers: Sequence[str], rows: Mapping[str, ET.Element]) -> list[Name]:
    found = []
    for number in numbers:
        if (one := rows.get(number)) is not None:
            first = " ".join(filter(None, (xml.at(one, "FirstName"), xml.at(one, "MiddleName"))))
            last = xml.at(one, "LastName")
            is_body = not first and " " in last
            name = (
                draft.body(last)
                if is_body
                else draft.name_of(last, first, xml.at(one, "Suffix"), xml.at(one, "Prefix"))
            )
            found.append(name)
    return found


def _people(work: CitaviWork, entry: Draft) -> None:
    for people, role in _ROLES.items():
        names = _names(work.people.get(people, ()), work.rows)
        for name in names:
            entry.name(role, name)
        entry.put(f"{role}type", {"editora": "collaborator", "editorb": "contributor"}.get(role, "") if names else "")
    for body in _names(work.people.get("Organizations", ()), work.rows):
        if entry.kind in ("thesis", "report"):
            entry.join("institution", body.literal or body.family, " and ")
        elif "author" in entry.people or "editor" in entry.people:
            entry.join("organization", body.literal or body.family, " and ")
        else:
            entry.name("author", draft.body(body.literal or f"{body.given} {body.family}"))
    for one in work.publishers:
        if (publisher := work.rows.get(one)) is not None:
            entry.join(draft.PUBLISHERS.get(entry.kind, "publisher"), xml.at(publisher, "Name"), " and ")


def _whole(work: CitaviWork, entry: Draft) -> None:
    """Take what a work appeared in: the work of which it is a part, its journal, and its series."""
    if work.whole is not None:
        _part_of(work.whole, entry)
        for editor in _names(work.people_of_whole.get("Editors", ()), work.rows):
            entry.name("editor", editor)
    for source in [work.row, *([work.whole] if work.whole is not None else [])]:
        periodical = work.rows.get(xml.at(source, "PeriodicalID"))
        series = work.rows.get(xml.at(source, "SeriesTitleID"))
        if periodical is not None and "journaltitle" not in entry.values:
            entry.put("journaltitle" if entry.kind in biblatex.PERIODICALS else "series", xml.at(periodical, "Name"))
            entry.put("shortjournal", xml.at(periodical, "StandardAbbreviation"))
            entry.put("issn", xml.at(periodical, "ISSN"))
        if series is not None and "series" not in entry.values:
            entry.put("series", xml.at(series, "Name"))


def _part_of(whole: ET.Element, entry: Draft) -> None:
    kind = xml.at(whole, "ReferenceType")
    entry.kind = {"ConferenceProceedings": "inproceedings", "SpecialIssue": "article"}.get(kind, entry.kind)
    title = "issuetitle" if kind == "SpecialIssue" else "booktitle"
    entry.put(title, xml.at(whole, "Title"))
    entry.put(title.replace("title", "subtitle"), xml.at(whole, "Subtitle"))
    for name, field in _OF_WHOLE.items():
        if field not in entry.values:
            entry.put(field, xml.at(whole, name))
    for number in _isbns(whole):
        entry.identify("isbn", number)


def pages_of(written: str) -> str:
    """Return the pages as they were typed, of the XML in which Citavi keeps them.

    `<n>5</n><os>5-7</os>` → `5-7`
    """
    typed = re.findall(r"<os>([^<]{0,200})</os>", written)
    return typed[-1].strip() if typed else "" if "<" in written else written.strip()


def _dates(row: ET.Element, entry: Draft) -> None:
    year = xml.at(row, "Year")
    for name in ("Date", "Year", "Date2"):
        written = xml.at(row, name)
        date = draft.date_of(written)
        standing = entry.values.get("date", "")
        if (
            written
            and not (standing and standing.startswith(date or written))
            and (standing or (year and not date.startswith(year)) or not entry.put("date", date))
        ):
            entry.keep(name, written)
    entry.put("urldate", draft.date_of(xml.at(row, "AccessDate")))
    entry.put("pages", draft.pages(pages_of(row.findtext("PageRange") or "")))
    count = pages_of(row.findtext("PageCount") or "")
    entry.put("pagetotal", re.sub(r"\s*(?:pages?|pp?\.?|S\.|Seiten)$", "", count))


def _isbns(row: ET.Element) -> list[str]:
    return re.split(r"[;,\s]+", xml.at(row, "ISBN")) if xml.at(row, "ISBN") else []


def _numbers(work: CitaviWork, entry: Draft) -> None:
    row = work.row
    for scheme, name in (("doi", "DOI"), ("pmid", "PubMedID"), ("pmcid", "PMCID")):
        entry.identify(scheme, xml.at(row, name))
    for number in _isbns(row):
        entry.identify("isbn", number)
    for address in work.addresses:
        entry.put("url", address)
    code = xml.at(row, "LanguageCode") or xml.at(row, "Language")
    entry.put("language", languages.language(code) or code)


def _notes(row: ET.Element, before: int) -> list[Note]:
    """Return what was written of the work as a whole as notes, which are private."""
    texts = [(name, text) for name in ("Evaluation", "Notes") if (text := (row.findtext(name) or "").strip())]
    return [
        Note(
            id=before + place,
            text=text,
            highlight=Highlight(file=_FORM, mark=f"{row.get('id', '')}/{name}", text=text, kind="note"),
        )
        for place, (name, text) in enumerate(texts, 1)
    ]


def _keep_left(row: ET.Element, entry: Draft) -> None:
    known = {
        *_PLAIN,
        "ReferenceType",
        "CitationKey",
        "Date",
        "Year",
        "Date2",
        "AccessDate",
        "PageRange",
        "PageCount",
        "DOI",
        "PubMedID",
        "PMCID",
    }
    known |= {"ISBN", "LanguageCode", "Language", "Evaluation", "Notes"}
    for one in row:
        name = xml.local(one)
        if name not in known and not _OF_CITAVI.fullmatch(name) and xml.said(one) not in ("", "0"):
            entry.keep(name, xml.said(one))
