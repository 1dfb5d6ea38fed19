"""The fields of Zotero's items, and those of BibLaTeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft
from readinglist.formats.csl import text as csl_text
from readinglist.formats.zotero import dates
from readinglist.model import biblatex, languages, schemes
from readinglist.model.names import Name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from readinglist.formats.draft import Draft

# Fields that are the same in every type.
PLAIN = {
    "abstractNote": "abstract", "conferenceName": "eventtitle", "edition": "edition", "eventPlace": "venue",
    "journalAbbreviation": "shortjournal", "meetingName": "eventtitle", "medium": "howpublished", "numPages": "pagetotal",
    "numberOfVolumes": "volumes", "originalPlace": "origlocation", "originalPublisher": "origpublisher",
    "partNumber": "part", "rights": "rights", "series": "series", "seriesTitle": "series", "status": "pubstate",
    "type": "type", "url": "url", "versionNumber": "version", "volume": "volume", "country": "location",
    "seriesNumber": "number",
}  # fmt: skip
TITLES = {"title": "title", "shortTitle": "shorttitle"}
# Whom the work is from, where BibLaTeX has another field for it than `publisher`.
PUBLISHERS = {
    "thesis": "institution",
    "report": "institution",
    "manual": "organization",
    "software": "organization",
    "misc": "organization",
}
ARCHIVES = frozenset(("arxiv", "jstor", "pubmed", "hdl", "googlebooks"))
_ON_SCREEN = frozenset(("online", "video", "audio", "movie"))
_ISSUE = re.compile(r"\d+(?:\s*[-–/]\s*\d+)?")
_NUMBERED = re.compile(r"([A-Za-z]+):\s*(\S+)(?:\s*\[([^\s\[\]]+)\])?")
_PATENT = re.compile(r"(US|EP|GB|DE|FR)\s*\d")
_OFFICES = {"US": "us", "EP": "eu", "GB": "uk", "DE": "de", "FR": "fr"}
_LONG = 300  # characters; a guess: what is longer is for the reader, and not for a bibliography
_MARKUP = re.compile(r"</?(?:i|b|sub|sup|sc|span)\b")
_CAPITAL_INSIDE = re.compile(r"[^\W_].*[A-Z]|[A-Z]\d|\d[A-Z]")
_LONGEST_WORD = 200
# What other parts of an item say.
_ELSEWHERE = frozenset(("extra", "citationKey"))


def put(entry: Draft, named: str, values: Mapping[str, str], note: str) -> None:
    """Put the values of an item, by the names that Zotero's fields have in common, into the fields of an entry.

    `note` is what its field Extra says beside values; `named` is Zotero's type. What no field is for is kept as `zotero-NAME`.
    """
    filling = _Filling(entry, named, values)
    for name, value in values.items():
        if not value or name in _ELSEWHERE:
            continue
        if plain := PLAIN.get(name):
            entry.put(plain, value)
        elif title := TITLES.get(name):
            put_title(entry, title, value)
        elif rule := _RULES.get(name):
            rule(filling, value)
        else:
            entry.keep(name.lower(), value)
    if note:
        entry.put("annotation" if len(note) > _LONG else "note", note)


def put_title(entry: Draft, name: str, value: str) -> None:
    r"""Give a field a title, in which Zotero writes italics and the like as HTML: `<i>Vulpes</i> → \emph{Vulpes}`."""
    if not _MARKUP.search(value):
        entry.put(name, value)
        return
    words = csl_text.latex(" ".join(value.split())).split(" ")
    entry.put_source(name, " ".join(map(_protected, words)), csl_text.bare(value))


def _protected(word: str) -> str:
    bare = word.strip(".,:;!?()\"'")
    kept = re.search(r"[\\{}]", word) or len(bare) > _LONGEST_WORD or not _CAPITAL_INSIDE.search(bare)
    return word if kept else word.replace(bare, f"{{{bare}}}", 1)


class _Filling:
    """An entry while fields are put into it that depend on its type or on each other."""

    def __init__(self, entry: Draft, named: str, values: Mapping[str, str]) -> None:
        self.entry, self.named, self.values = entry, named, values
        held = values.get("archive", "").lower().replace(" ", "")
        self.archive = held if held in ARCHIVES and values.get("archiveLocation") else ""

    def publication(self, value: str) -> None:
        if self.entry.kind in _ON_SCREEN:
            self.entry.put("organization", value)
        else:
            put_title(self.entry, biblatex.container(self.entry.kind) or "journaltitle", value)

    def publisher(self, value: str) -> None:
        found = _NUMBERED.match(self.values.get("number", "")) if self.named == "preprint" else None
        if not (found and found[1].lower() == value.lower() and found[1].lower() in schemes.TABLE):
            self.entry.put(PUBLISHERS.get(self.entry.kind, "publisher"), value)

    def number(self, value: str) -> None:
        if self.named == "preprint" and (found := _NUMBERED.fullmatch(value.strip())):
            scheme = found[1].lower()
            if scheme in schemes.TABLE and self.entry.put_identifier(scheme, found[2]):
                self.entry.put("eprintclass", found[3] or "")
                return
        self.entry.put("number", value)
        if self.entry.kind == "patent" and (found := _PATENT.match(value)) and not self.values.get("type"):
            self.entry.put("type", ("patent" if self.values.get("date") else "patreq") + _OFFICES[found[1]])

    def issue(self, value: str) -> None:
        self.entry.put("number" if _ISSUE.fullmatch(value.strip()) else "issue", value)

    def pages(self, value: str) -> None:
        self.entry.put("pages", draft.pages(value))

    def place(self, value: str) -> None:
        self.entry.put("venue" if self.named == "presentation" else "location", value)

    def date(self, value: str) -> None:
        known = dates.of(value)
        self.entry.put("date" if known else "year", known or dates.typed_of(value))

    def original_date(self, value: str) -> None:
        self.entry.put("origdate", dates.of(value) or dates.typed_of(value))

    def access_date(self, value: str) -> None:
        self.entry.put("urldate", dates.day_of(value))

    def filing_date(self, value: str) -> None:
        self.entry.keep("filingdate", dates.of(value) or dates.typed_of(value))

    def authority(self, value: str) -> None:
        self.entry.put("organization" if self.entry.kind == "standard" else "institution", value)

    def reporter(self, value: str) -> None:
        put_title(self.entry, "journaltitle", value)

    def section(self, value: str) -> None:
        if self.entry.kind == "article":
            self.entry.put("journalsubtitle", value)
        else:
            self.entry.keep("section", value)

    def language(self, value: str) -> None:
        known = languages.language(value) if languages.is_known(value) else ""
        self.entry.put("langid", languages.langid(value) or known)
        self.entry.put("language", value)

    def held_by(self, value: str) -> None:
        if not self.archive:
            self.entry.keep("archive", value)

    def held_at(self, value: str) -> None:
        if self.archive:
            self.entry.put("eprinttype", self.archive)
            self.entry.put("eprint", value)
        else:
            self.entry.keep("archivelocation", value)

    def call_number(self, value: str) -> None:
        self.entry.put("eprintclass" if self.archive else "library", value)

    def assignee(self, value: str) -> None:
        for body in filter(None, (one.strip(" {}") for one in value.split(";"))):
            name = Name(literal=body.replace("{", "").replace("}", ""))
            self.entry.people.setdefault("holder", []).append(name)

    def serials(self, value: str) -> None:
        self.entry.put("issn", ", ".join(filter(None, re.split(r"[\s,;]+", value))))


def _identifier(scheme: str) -> Callable[[_Filling, str], None]:
    def rule(filling: _Filling, value: str) -> None:
        filling.entry.put(scheme, schemes.as_printed(scheme, value.strip()))

    return rule


_RULES: dict[str, Callable[[_Filling, str], None]] = {
    "publicationTitle": _Filling.publication, "publisher": _Filling.publisher, "number": _Filling.number,
    "issue": _Filling.issue, "pages": _Filling.pages, "place": _Filling.place, "date": _Filling.date,
    "originalDate": _Filling.original_date, "accessDate": _Filling.access_date, "filingDate": _Filling.filing_date,
    "authority": _Filling.authority, "reporter": _Filling.reporter, "code": _Filling.reporter, "section": _Filling.section,
    "language": _Filling.language, "archive": _Filling.held_by, "archiveLocation": _Filling.held_at,
    "callNumber": _Filling.call_number, "assignee": _Filling.assignee, "ISSN": _Filling.serials,
    **{scheme.upper(): _identifier(scheme) for scheme in schemes.CHECKED},
}  # fmt: skip
