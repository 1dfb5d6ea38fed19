"""PubMed's XML: articles and books, as its pages and its service give them.

The elements are those of the National Library of Medicine (nlm.nih.gov/bsd/licensee/elements_descriptions.html).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist.formats import draft
from readinglist.formats import xml_records as xml
from readinglist.formats.draft import Draft
from readinglist.formats.nbib import EVERYDAY, TYPES
from readinglist.formats.xml_records import XmlBag
from readinglist.model import languages
from readinglist.model.record import Mark, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree import ElementTree as ET

    from readinglist.model.names import Name
    from readinglist.model.record import Item, Record

NAME = "pubmed-xml"
SUFFIXES: tuple[str, ...] = ()  # a suffix of too many things; what is in a file says it
_FORM = "pubmed"
_ROOTS = frozenset(("PubmedArticleSet", "PubmedArticle", "PubmedBookArticle", "PubmedBookArticleSet"))
_ARTICLE, _BOOK = "MedlineCitation/Article", "BookDocument"
_PLAIN = {
    "volume": f"{_ARTICLE}/Journal/JournalIssue/Volume", "number": f"{_ARTICLE}/Journal/JournalIssue/Issue",
    "publisher": f"{_BOOK}/Book/Publisher/PublisherName", "location": f"{_BOOK}/Book/Publisher/PublisherLocation",
    "edition": f"{_BOOK}/Book/Edition", "series": f"{_BOOK}/Book/CollectionTitle",
}  # fmt: skip
_SCHEMES = {"pubmed": "pmid", "pmc": "pmcid", "pmcid": "pmcid", "doi": "doi"}
_RETRACTED = "retracted publication"
_RETRACTIONS = frozenset((_RETRACTED, "retraction of publication"))
_NUMBER = re.compile(r"[A-Za-z]{0,5}[0-9]{1,9}")  # of an article, and no number of a publisher's


def sniff(text: str) -> bool:
    """Whether a text begins as PubMed's XML."""
    return xml.root_of(text) in _ROOTS


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the records of a file, and a problem for what is no XML. Never raises."""
    mended: dict[str, str] = {}
    for found in xml.elements(xml.whole(text), "PubmedArticle", "PubmedBookArticle"):
        yield found if isinstance(found, Problem) else _record(XmlBag(found[0]), found[1], mended)
    yield from draft.without_commas(mended)


def _record(bag: XmlBag, line: int, mended: dict[str, str]) -> Record:
    kinds = bag.texts(f"{_ARTICLE}/PublicationTypeList/PublicationType", f"{_BOOK}/PublicationType")
    entry = Draft(_FORM, _kind(bag, kinds), line)
    _people(bag, entry)
    _titles(bag, entry)
    for name, path in _PLAIN.items():
        entry.put(name, bag.first(path))
    _dates(bag, entry)
    _pages(bag, entry)
    _identifiers(bag, entry)
    _abstract(bag, entry)
    for code in bag.texts(f"{_ARTICLE}/Language", f"{_BOOK}/Language"):
        entry.put("language", languages.language(code) or code)
    _keywords(bag, entry, mended)
    for other in bag.all("MedlineCitation/CommentsCorrectionsList/CommentsCorrections"):
        entry.keep(other.get("RefType", "other"), ", PMID ".join(xml.every(other, "*")))
    for name, path in (("status", "MedlineCitation"), ("owner", "MedlineCitation"), ("pubmodel", _ARTICLE)):
        for one in bag.element.iterfind(path):
            entry.keep(name, one.get("PubModel" if name == "pubmodel" else name.title(), ""))
    for kind in kinds:
        if kind.lower() in _RETRACTIONS:
            entry.join("note", kind, "; ")
        elif not EVERYDAY.fullmatch(kind) and kind.lower() not in TYPES:
            entry.keep("publicationtype", kind)
    bag.keep_left(entry)
    retracted = _RETRACTED in (kind.lower() for kind in kinds)
    return replace(entry.record(), marks=(Mark("retracted"),) if retracted else ())


def _kind(bag: XmlBag, kinds: list[str]) -> str:
    if bag.element.find(_BOOK) is not None:
        return "incollection" if xml.at(bag.element, f"{_BOOK}/ArticleTitle") else "book"
    return next((TYPES[kind.lower()] for kind in kinds if kind.lower() in TYPES), "article")


def _people(bag: XmlBag, entry: Draft) -> None:
    for people in bag.all(".//AuthorList"):
        role = "editor" if people.get("Type") == "editors" else "author"
        for author in people.iter("Author"):
            entry.name(role, _name(author))
            for more in ("Identifier", "AffiliationInfo/Affiliation", "Affiliation"):
                for said in xml.every(author, more):
                    entry.keep(more.rpartition("/")[2], said)


def _name(author: ET.Element) -> Name:
    if collective := xml.at(author, "CollectiveName"):
        return draft.body(collective)
    given = xml.at(author, "ForeName") or xml.at(author, "FirstName") or " ".join(xml.at(author, "Initials"))
    return draft.name_of(xml.at(author, "LastName"), given, xml.at(author, "Suffix"))


def _titles(bag: XmlBag, entry: Draft) -> None:
    for path in (f"{_ARTICLE}/ArticleTitle", f"{_BOOK}/ArticleTitle"):
        for title in bag.all(path):
            entry.put_marked("title", _title(xml.markup(title)))
    for title in bag.all(f"{_BOOK}/Book/BookTitle"):
        entry.put_marked("booktitle" if entry.kind == "incollection" else "title", _title(xml.markup(title)))
    vernacular = bag.first(f"{_ARTICLE}/VernacularTitle", f"{_BOOK}/VernacularTitle")
    entry.put("origtitle" if "title" in entry.values else "title", _title(vernacular))
    short = bag.first(f"{_ARTICLE}/Journal/ISOAbbreviation", "MedlineCitation/MedlineJournalInfo/MedlineTA")
    whole = bag.first(f"{_ARTICLE}/Journal/Title")
    entry.put("journaltitle", whole or short)
    if whole and short.replace(".", "").casefold() != whole.casefold():
        entry.put("shortjournal", short)


def _title(written: str) -> str:
    """Return a title without PubMed's full stop, and the brackets around one that is translated.

    `[On keys]. → On keys`
    """
    plain = written.removesuffix(".") if not written.endswith("..") else written
    return plain[1:-1].removesuffix(".") if plain.startswith("[") and plain.endswith("]") else plain


def _dates(bag: XmlBag, entry: Draft) -> None:
    """Take the date of the issue, or else that of the article online; others are kept."""
    for path in (
        f"{_ARTICLE}/Journal/JournalIssue/PubDate",
        f"{_ARTICLE}/ArticleDate",
        f"{_BOOK}/ContributionDate",
        f"{_BOOK}/Book/PubDate",
    ):
        for one in bag.all(path):
            written = _written(one)
            if "date" in entry.values or not entry.put("date", draft.date_of(written)):
                _keep_date(entry, xml.local(one), written)
    for one in bag.all("PubmedData/History/PubMedPubDate") + bag.all("PubmedBookData/History/PubMedPubDate"):
        _keep_date(entry, one.get("PubStatus", "date"), _written(one))
    for path in ("DateCreated", "DateCompleted", "DateRevised"):
        for one in bag.all(f"MedlineCitation/{path}") + bag.all(f"{_BOOK}/{path}"):
            _keep_date(entry, path, _written(one))


def _keep_date(entry: Draft, name: str, written: str) -> None:
    found = draft.date_of(written) or written
    if found != entry.values.get("date"):
        entry.keep(name, found)


def _written(date: ET.Element) -> str:
    """Return a date as people write it: `2020 Jul 24`, `2019 Winter`."""
    parts = (xml.at(date, name) for name in ("MedlineDate", "Year", "Month", "Season", "Day"))
    said = [part for part in parts if part]
    if len(said) > 1 and said[1].isdecimal():
        return "-".join([said[0], *(part.zfill(2) for part in said[1:])])
    return " ".join(said)


def _pages(bag: XmlBag, entry: Draft) -> None:
    for pages in bag.all(f"{_ARTICLE}/Pagination") + bag.all(f"{_BOOK}/Pagination"):
        first, last = xml.at(pages, "StartPage"), xml.at(pages, "EndPage")
        entry.put("pages", draft.pages(xml.at(pages, "MedlinePgn")) or draft.pages(first, last))
    for one in bag.all(f"{_ARTICLE}/ELocationID") + bag.all(f"{_BOOK}/ELocationID"):
        number = xml.said(one)
        if one.get("EIdType") == "doi":
            entry.identify("doi", number)
        elif _NUMBER.fullmatch(number) and not {"pages", "eid"} & entry.values.keys():
            entry.put("eid", number)
        else:
            entry.keep("pii", number)


def _identifiers(bag: XmlBag, entry: Draft) -> None:
    entry.identify("pmid", bag.first("MedlineCitation/PMID", f"{_BOOK}/PMID"))
    for path in (
        "PubmedData/ArticleIdList/ArticleId",
        "PubmedBookData/ArticleIdList/ArticleId",
        f"{_BOOK}/ArticleIdList/ArticleId",
    ):
        for one in bag.all(path):
            kind, number = one.get("IdType", "id"), xml.said(one)
            if kind in _SCHEMES:
                entry.identify(_SCHEMES[kind], number)
            elif number != entry.values.get("eid"):
                entry.keep(kind, number)
    issns = bag.texts(f"{_ARTICLE}/Journal/ISSN", "MedlineCitation/MedlineJournalInfo/ISSNLinking")
    for number in issns:
        entry.join("issn", number, ", ")
    for number in bag.texts(f"{_BOOK}/Book/Isbn"):
        entry.identify("isbn", number)


def _abstract(bag: XmlBag, entry: Draft) -> None:
    parts = []
    for one in bag.all(f"{_ARTICLE}/Abstract/AbstractText") + bag.all(f"{_BOOK}/Abstract/AbstractText"):
        label = one.get("Label", "").translate(xml.ESCAPES)
        parts.append(f"{label}: {xml.markup(one)}" if label else xml.markup(one))
    entry.put_marked("abstract", " ".join(parts))


def _keywords(bag: XmlBag, entry: Draft, mended: dict[str, str]) -> None:
    headings = []
    for heading in bag.all("MedlineCitation/MeshHeadingList/MeshHeading"):
        qualifiers = xml.every(heading, "QualifierName")
        descriptor = xml.at(heading, "DescriptorName")
        headings += [f"{descriptor}/{one}" for one in qualifiers] or [descriptor]
    words = bag.texts("MedlineCitation/KeywordList/Keyword", f"{_BOOK}/KeywordList/Keyword")
    entry.tag(words)
    entry.headings(headings, mended)
