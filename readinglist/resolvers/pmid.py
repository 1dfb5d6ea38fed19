"""The resolver of PubMed and PubMed Central numbers, by NCBI's E-utilities."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist.model import dates, identifiers, languages, schemes
from readinglist.network.ask import asked, asked_json
from readinglist.network.errors import NoRecord
from readinglist.network.json import iso, items, text, under
from readinglist.network.xml import first, inner, tree
from readinglist.resolvers import build, doi
from readinglist.resolvers import people as persons
from readinglist.util.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from readinglist.model.names import Name
    from readinglist.model.record import Record
    from readinglist.network.json import Json
    from readinglist.network.wire import Get, Services

NAME = "pmid"
SCHEMES = ("pmid", "pmcid")
# NCBI asks programs to name themselves in each request.
_TOOL = "tool=readinglist"
# Fields of journals, which a preprint has not.
_OF_JOURNALS = frozenset(("journaltitle", "shortjournal", "issn", "volume", "number", "pages", "eid"))
# The number of an article: `e12345`, `103`, but no PII of Elsevier's.
_ARTICLE_NUMBER = re.compile(r"[A-Za-z]{0,5}[0-9]{1,9}")
_FRONT = schemes.TABLE["pmcid"].front


def matches(text: str) -> str | None:
    """Return the PubMed or PubMed Central number in a text.

    None for none.
    """
    found = identifiers.recognise(text)
    return found[1] if found and found[0] in SCHEMES else None


def fetch(identifier: str, get: Get, services: Services) -> Record:
    """Return the record of a PubMed or PubMed Central number.

    Raises NoRecord and NetworkError.
    """
    if identifier.upper().startswith(_FRONT):
        found = _of_central(identifier.upper(), get, services)
        return found if found.origin else replace(found, origin="ncbi")
    if record := _of_pubmed(identifier, get, services):
        return replace(record, origin="ncbi")
    raise NoRecord(f"PMID {identifier}", ("PubMed",))


def _of_pubmed(identifier: str, get: Get, services: Services) -> Record | None:
    url = f"{services.ncbi}/efetch.fcgi?db=pubmed&id={identifier}&retmode=xml&{_TOOL}"
    answer = asked(get, url, "application/xml")
    if not answer or not answer.content.strip():
        return None
    root = tree(answer.content, answer.url, "PubmedArticleSet")
    article, book = first(root, ".//PubmedArticle"), first(root, ".//PubmedBookArticle")
    if article is not None:
        record = _article(article, identifier)
    else:
        record = _book(book, identifier) if book is not None else None
    return record if record and record.title else None


def _article(entry: Element, identifier: str) -> Record | None:
    title = inner(entry, ".//Article/ArticleTitle") or inner(entry, ".//Article/VernacularTitle")
    if not title:
        return None
    values = {
        "title": _title(title),
        "journaltitle": clean(inner(entry, ".//Journal/Title")),
        "shortjournal": clean(inner(entry, ".//Journal/ISOAbbreviation")),
        "volume": inner(entry, ".//JournalIssue/Volume"),
        "number": inner(entry, ".//JournalIssue/Issue"),
        **_place(entry),
        **_dates(entry),
        "issn": inner(entry, ".//Journal/ISSN"),
        "language": languages.language(inner(entry, ".//Article/Language")),
        "abstract": " ".join(_abstract(entry)),
        **_article_identifiers(entry, "./PubmedData/ArticleIdList/ArticleId", identifier),
    }
    values["shortjournal"] = "" if values["shortjournal"] == values["journaltitle"] else values["shortjournal"]
    people = {"author": list(_author_names(entry, ".//Article/AuthorList"))}
    if any(inner(kind, ".").lower() == "preprint" for kind in entry.iterfind(".//PublicationTypeList/PublicationType")):
        return build.record("online", _as_preprint(entry, values), people)
    return build.record("article", values, people)


def _as_preprint(entry: Element, values: dict[str, str]) -> dict[str, str]:
    """Return the fields of a preprint.

    PubMed has the name of its server in the place of a journal, and its arXiv number as its place in the journal.
    """
    numbers = (build.identifier("arxiv", inner(one, ".")) for one in entry.iterfind(".//ELocationID[@EIdType='pii']"))
    number = next(filter(None, numbers), "") or schemes.of_arxiv(values["doi"])
    kept = {name: value for name, value in values.items() if name not in _OF_JOURNALS}
    if number:
        return {**kept, **schemes.as_fields("arxiv", number)}
    return {**kept, "organization": values["journaltitle"].partition(" : ")[0], "entrysubtype": "preprint"}


def _place(entry: Element) -> dict[str, str]:
    """Return the pages, or the number of an article that has none."""
    pages = build.whole_ranges(inner(entry, ".//Pagination/MedlinePgn"))
    written = (inner(one, ".") for one in entry.iterfind(".//ELocationID[@EIdType='pii']") if _is_valid(one))
    number = next((one for one in written if _ARTICLE_NUMBER.fullmatch(one)), "")
    return {"pages": pages, "eid": number if number != pages and not pages else ""}


def _is_valid(element: Element) -> bool:
    return element.get("ValidYN", "Y") == "Y"


def _dates(entry: Element) -> dict[str, str]:
    """Return the date of the issue, and that of the article online where it is another.

    Of an article that is only online the date is the more precise one.
    """
    issue = _pubmed_date(first(entry, ".//JournalIssue/PubDate"))
    online = _pubmed_date(first(entry, ".//ArticleDate"))
    article = first(entry, ".//Article")
    if issue and online and article is not None and "Print" in article.get("PubModel", "Print"):
        return {"date": issue, "available-date": online if online != issue else ""}
    return {"date": online if online.startswith(issue) else issue or online}


def _book(entry: Element, identifier: str) -> Record | None:
    chapter, book = inner(entry, ".//BookDocument/ArticleTitle"), inner(entry, ".//Book/BookTitle")
    if not (chapter or book):
        return None
    values = {
        **({"title": _title(chapter), "booktitle": book} if chapter else {"title": _title(book)}),
        "publisher": inner(entry, ".//Book/Publisher/PublisherName"),
        "location": inner(entry, ".//Book/Publisher/PublisherLocation"),
        "edition": inner(entry, ".//Book/Edition"),
        "isbn": inner(entry, ".//Book/Isbn"),
        "date": _pubmed_date(first(entry, ".//ContributionDate")) or _pubmed_date(first(entry, ".//Book/PubDate")),
        "language": languages.language(inner(entry, ".//BookDocument/Language")),
        "abstract": " ".join(_abstract(entry)),
        **_article_identifiers(entry, ".//PubmedBookData/ArticleIdList/ArticleId", identifier),
    }
    people = {
        "author": list(_author_names(entry, ".//BookDocument/AuthorList"))
        or list(_author_names(entry, ".//Book/AuthorList")),
        "editor": list(_author_names(entry, ".//Book/AuthorList[@Type='editors']")),
    }
    return build.record("incollection" if chapter else "book", values, people)


def _title(written: str) -> str:
    """Return a title without PubMed's full stop and brackets.

    The brackets are around a translated title: `[On keys]. → On keys`
    """
    plain = written.strip()
    if plain.endswith(".") and not plain.endswith(".."):
        plain = plain[:-1]
    return plain[1:-1].rstrip(".") if plain.startswith("[") and plain.endswith("]") else plain


def _author_names(entry: Element, path: str) -> Iterator[Name]:
    for one in (author for people in entry.findall(path)[:1] for author in people.iter("Author")):
        if one.get("ValidYN", "Y") == "Y":
            yield _author_name(one)


def _author_name(author: Element) -> Name:
    if body := clean(inner(author, "./CollectiveName")):
        return persons.body(body)
    given = clean(inner(author, "./ForeName")) or " ".join(inner(author, "./Initials"))
    given = re.sub(r"\b([A-Z])(?=\s|\Z)", r"\1.", given)
    return persons.person(clean(inner(author, "./LastName")), given, clean(inner(author, "./Suffix")))


def _pubmed_date(element: Element | None) -> str:
    """Return a date of PubMed in ISO 8601.

    Months are words or numbers, and a `MedlineDate` may be any text.
    """
    if element is None:
        return ""
    year, month, day = (inner(element, f"./{name}") for name in ("Year", "Month", "Day"))
    number = dates.month_number(month) if month else 0
    if year and number:
        whole = f"{year}-{number:02}-{day:0>2}"
        return whole if day and dates.is_valid(whole) else iso(f"{year}-{number:02}")
    return iso(year or inner(element, "./MedlineDate"))


def _abstract(entry: Element) -> Iterator[str]:
    for part in entry.iterfind(".//Abstract/AbstractText"):
        label, content = part.get("Label", ""), inner(part, ".")
        yield f"{label.capitalize()}: {content}" if label and label != "UNLABELLED" else content


def _article_identifiers(entry: Element, path: str, identifier: str) -> dict[str, str]:
    found = {one.get("IdType", ""): inner(one, ".") for one in reversed(entry.findall(path))}
    location = {one.get("EIdType", ""): inner(one, ".") for one in entry.iterfind(".//ELocationID") if _is_valid(one)}
    known = build.identifier("doi", found.get("doi", ""), location.get("doi", ""))
    return {"doi": known, "pmid": identifier, "pmcid": build.identifier("pmcid", found.get("pmc", ""))}


def _of_central(identifier: str, get: Get, services: Services) -> Record:
    """Return the record of a PubMed Central number.

    It is found by the PubMed number or DOI of the article.
    """
    item = _summary(identifier, get, services)
    known = {text(one.get("idtype")).lower(): text(one.get("value")) for one in items(item.get("articleids"))}
    pmid = build.identifier("pmid", known.get("pmid", ""))
    if pmid and (record := _of_pubmed(pmid, get, services)):
        return record if record.plain("pmcid") else _with_identifier(record, identifier)
    if found := build.identifier("doi", known.get("doi", "")):
        record = doi.fetch(found, get, services)
        return replace(_with_identifier(record, identifier), origin=record.origin)
    if (record := _from_summary(item, identifier)).title:
        return record
    raise NoRecord(identifier, ("PubMed Central",))


def _summary(identifier: str, get: Get, services: Services) -> Json:
    number = identifier.removeprefix(_FRONT)
    url = f"{services.ncbi}/esummary.fcgi?db=pmc&id={number}&retmode=json&{_TOOL}"
    item = under(asked_json(get, url), "result", number)
    return item if isinstance(item, dict) else {}


def _from_summary(item: Json, identifier: str) -> Record:
    values = {
        "title": _title(text(item.get("title"))),
        "journaltitle": text(item.get("fulljournalname"), item.get("source")),
        "volume": text(item.get("volume")),
        "number": text(item.get("issue")),
        "pages": build.whole_ranges(text(item.get("pages"))),
        "date": iso(text(item.get("pubdate"), item.get("epubdate"), item.get("printpubdate"))),
        "pmcid": identifier,
    }
    names = [_initials(text(one.get("name"))) for one in items(item.get("authors"))]
    return build.record("article", values, {"author": names})


def _initials(written: str) -> Name:
    """Return a name that ends in its initials.

    `Smith JA` → family `Smith`, given `J. A.`.
    """
    family, _, given = written.rpartition(" ")
    if family and given.isupper() and given.isalpha() and len(given) < 4:  # noqa: PLR2004 - more is a word
        return persons.person(family, " ".join(f"{letter}." for letter in given))
    return persons.whole(written)


def _with_identifier(record: Record, identifier: str) -> Record:
    return build.with_fields(record, pmcid=identifier)
