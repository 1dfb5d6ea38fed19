"""The Citation File Format 1.2.0: the CITATION.cff of software and data, the work to be cited in its place, and its references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft, yaml_records
from readinglist.formats.draft import Draft
from readinglist.formats.yaml_records import YamlValues, said
from readinglist.model import biblatex, languages, schemes
from readinglist.model.record import Problem
from readinglist.util import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "cff"
SUFFIXES = (".cff",)
# The types of references that are not software, by the format's schema.
TYPES: dict[str, str] = {
    "article": "article", "newspaper-article": "article", "magazine-article": "article", "conference-paper": "inproceedings",
    "conference": "proceedings", "proceedings": "proceedings", "book": "book", "edited-work": "collection",
    "pamphlet": "booklet", "manual": "manual", "thesis": "thesis", "report": "report", "grant": "report", "standard": "standard",
    "patent": "patent", "statute": "legislation", "data": "dataset", "database": "dataset", "dataset": "dataset",
    "video": "video", "audiovisual": "video", "unpublished": "unpublished", "blog": "online", "website": "online",
}  # fmt: skip
_MORE_TYPES = {
    "art": "artwork", "bill": "legislation", "catalogue": "book", "dictionary": "reference", "encyclopedia": "reference",
    "film-broadcast": "movie", "government-document": "report", "hearing": "legal", "historical-work": "book", "legal-case": "jurisdiction",
    "legal-rule": "legislation", "map": "misc", "multimedia": "video", "music": "music", "personal-communication": "letter",
    "serial": "periodical", "slides": "unpublished", "sound-recording": "audio",
}  # fmt: skip
OF_SOFTWARE = frozenset(
    ("software", "software-code", "software-container", "software-executable", "software-virtual-machine")
)
DEGREES = {"phd": "phdthesis", "doctor": "phdthesis", "master": "mathesis", "bachelor": "bathesis"}
_BEGINS = re.compile(
    r"(?:(?:[ \t]*+#[^\n]*+|---[^\n]*+|[ \t]*+)\n){0,100}+(?:[\w-]+:[^\n]*+\n(?:(?:[ \t-][^\n]*+)?\n)*+)*?cff-version[ \t]*:"
)
_PLAIN = {
    "title": "title", "abstract": "abstract", "version": "version", "license": "rights", "journal": "journaltitle", "volume": "volume",
    "issue": "number", "number": "number", "edition": "edition", "pages": "pagetotal", "notes": "note", "issue-title": "issuetitle",
    "number-volumes": "volumes", "section": "chapter", "volume-title": "booktitle", "abbreviation": "shortjournal",
}  # fmt: skip
_ADDRESSES = ("url", "repository-code", "repository", "repository-artifact")
_ROLES = {"authors": "author", "editors": "editor", "translators": "translator", "editors-series": "editora"}
_MONTH = "month"
_ARXIV = re.compile(r"arxiv", re.IGNORECASE)


def sniff(text: str) -> bool:
    """Whether a text begins as a CITATION.cff."""
    return bool(_BEGINS.match(yaml_records.whole(text[:8000])))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the record of the software, that of the work to be cited in its place, and those of its references. Never raises."""
    whole = yaml_records.whole(text)
    for found in yaml_records.pairs(whole):
        if isinstance(found, Problem):
            yield found
        else:
            yield from _records(found)


def _records(values: yaml.YamlMapping) -> Iterator[Item]:
    preferred, references = values.pop("preferred-citation", ""), values.pop("references", "")
    if values.keys() - {"cff-version", "message"}:
        yield _record(YamlValues(values), values.line, own=True)
    for one in [preferred, *(references if isinstance(references, list) else [references])]:
        if isinstance(one, yaml.YamlMapping):
            yield _record(YamlValues(one), one.line, own=False)
        elif one:
            yield Problem(values.line, "a reference of the Citation File Format is a mapping", said(one)[:2000])


def _record(values: YamlValues, line: int, *, own: bool) -> Record:
    word = said(values.take("type")).lower()
    entry = Draft(NAME, "", line)
    entry.kind = _kind(word, values, own=own)
    if word and not own and word not in OF_SOFTWARE and word not in TYPES:
        entry.put("entrysubtype", word)
    values.take("cff-version")
    for name, role in _ROLES.items():
        _people(role, values.take(name), entry)
    for name, field in _PLAIN.items():
        entry.put(field, said(values.take(name)))
    _containers(values, entry)
    _houses(values, entry)
    _dates(values, entry)
    _identifiers(values, entry)
    entry.put("pages", draft.pages(said(values.take("start")), said(values.take("end"))))
    degree = said(values.take("thesis-type"))
    entry.put("type", next((name for word, name in DEGREES.items() if word in degree.lower()), degree))
    keywords = values.take("keywords")
    entry.tag(map(said, keywords) if isinstance(keywords, list) else [said(keywords)])
    codes = values.take("languages")
    for code in codes if isinstance(codes, list) else [codes]:
        entry.put("language", languages.language(said(code)) or said(code))
    values.keep_left(entry)
    return entry.record()


def _kind(word: str, values: YamlValues, *, own: bool) -> str:
    if own:
        return "dataset" if word == "dataset" else "software"
    known = TYPES.get(word) or _MORE_TYPES.get(word) or ("software" if word in OF_SOFTWARE else "")
    if known:
        return known
    return "article" if values.left.get("journal") else "inproceedings" if values.left.get("conference") else "misc"


def _people(role: str, listed: object, entry: Draft) -> None:
    for one in listed if isinstance(listed, list) else [listed]:
        if not isinstance(one, dict):
            entry.person(role, said(one))
            continue
        person = YamlValues(one)
        family, given, suffix, prefix = (
            said(person.take(name)) for name in ("family-names", "given-names", "name-suffix", "name-particle")
        )
        body = said(person.take("name"))
        alias = said(person.left.get("alias", "")) if not (family or given or body) else ""
        entry.name(role, draft.name_of(family, given, suffix, prefix) if family or given else draft.body(body or alias))
        if alias:
            person.take("alias")
        person.keep_left(entry, f"{role}-")


def _containers(values: YamlValues, entry: Draft) -> None:
    conference = values.take("conference")
    collection = said(values.take("collection-title"))
    container = biblatex.container(entry.kind)
    entry.put(container if container == "booktitle" else "series", collection)
    name = _body("conference", conference, entry)
    entry.put("booktitle" if entry.kind == "inproceedings" and not collection else "eventtitle", name)
    if entry.kind == "inproceedings" and "booktitle" not in entry.values and "journaltitle" in entry.values:
        entry.values["booktitle"] = entry.values.pop("journaltitle")


def _houses(values: YamlValues, entry: Draft) -> None:
    house = draft.PUBLISHERS.get(entry.kind, "publisher")
    for name, field in (
        ("institution", "institution"),
        ("publisher", house if house != "organization" else "publisher"),
    ):
        entry.put(field, _body(name, values.take(name), entry))
    entry.put("location", _body("location", values.take("location"), entry))


def _body(role: str, value: object, entry: Draft) -> str:
    """Return the name of a body; what else is said of it is kept."""
    if not isinstance(value, dict):
        return said(value)
    body = YamlValues(value)
    name = said(body.take("name"))
    if role in ("publisher", "institution"):
        entry.put("location", said(body.take("city")))
    body.keep_left(entry, f"{role}-")
    return name


def _dates(values: YamlValues, entry: Draft) -> None:
    year, month = said(values.take("year")), said(values.take(_MONTH))
    parts = f"{year}-{month:0>2}" if year and month.isdecimal() else f"{month} {year}"
    for name, written in [
        (one, said(values.take(one))) for one in ("date-published", "date-released", "issue-date")
    ] + [("year", parts.strip())]:
        date = draft.date_of(written)
        standing = entry.values.get("date", "")
        if not (standing.startswith(date) if date and standing else entry.put("date", date)):
            entry.keep(name, written)
    accessed = said(values.take("date-accessed"))
    if not entry.put("urldate", draft.date_of(accessed)):
        entry.keep("date-accessed", accessed)


def _identifiers(values: YamlValues, entry: Draft) -> None:
    listed = values.take("identifiers")
    found = [
        ("doi", said(values.take("doi"))),
        ("isbn", said(values.take("isbn"))),
        ("pmcid", said(values.take("pmcid"))),
    ]
    for one in listed if isinstance(listed, list) else [listed]:
        identifier = one if isinstance(one, dict) else {"value": one}
        found.append((said(identifier.get("type", "")).lower(), said(identifier.get("value", ""))))
        entry.keep("identifier-description", said(identifier.get("description", "")))
    for kind, number in found:
        _identify(kind, number, entry)
    for name in _ADDRESSES:
        address = said(values.take(name))
        if address != entry.values.get("url") and ("url" in entry.values or not entry.put("url", address)):
            entry.keep(name, address)
    entry.put("issn", said(values.take("issn")))


def _identify(kind: str, number: str, entry: Draft) -> None:
    if kind == "url":
        entry.put("url", number)
    elif _ARXIV.search(number) and entry.put_identifier("arxiv", number):
        return
    elif kind in schemes.TABLE:
        entry.identify(kind, number)
    else:
        entry.keep(f"identifier-{kind}", number)
