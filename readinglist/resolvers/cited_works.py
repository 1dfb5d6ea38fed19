"""The works that a source cites, by Crossref, Semantic Scholar or OpenAlex."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from readinglist import errors
from readinglist.model import biblatex, schemes
from readinglist.network.ask import asked_json
from readinglist.network.errors import NoRecord
from readinglist.network.json import date, items, text, texts, under
from readinglist.network.wire import Reference
from readinglist.resolvers import arxiv, build, doi, people
from readinglist.resolvers.reference_parser import parsed_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.record import Record
    from readinglist.network.json import Json
    from readinglist.network.wire import Get, Services

_PAGE = 500  # references in one answer of Semantic Scholar, which gives at most a thousand
_PAGES = 20  # answers: ten thousand references. A guess, and an end for a server whose `next` never ends
_BATCH = 100  # works in one request to OpenAlex, which allows no more
ASKED = "title,authors,year,venue,externalIds,publicationDate,journal,publicationTypes"
_SELECTED = "id,doi,display_name,publication_date,publication_year,authorships,primary_location,biblio,type,ids"
_TYPES = {
    "article": "article", "preprint": "online", "book": "book", "book-chapter": "incollection", "dataset": "dataset",
    "dissertation": "thesis", "report": "report", "review": "article", "letter": "article", "editorial": "article",
    "standard": "standard", "software": "software", "proceedings-article": "inproceedings",
}  # fmt: skip


def references(scheme: str, value: str, get: Get, services: Services) -> list[Reference]:
    """Return the works that a source cites; see `resolvers.references`."""
    if scheme == "doi" and (number := schemes.of_arxiv(value)):
        scheme, value = arxiv.NAME, number
    known, failure = False, None
    for way in (_of_crossref, _of_semantic_scholar, _of_openalex):
        try:
            found = way(scheme, value, get, services)
        except errors.NetworkError as error:
            failure = failure or error
            continue
        if found:
            return found
        known = known or found is not None
    if failure:
        raise failure
    if not known:
        raise NoRecord(f"what {scheme}:{value} cites", ("Crossref", "Semantic Scholar", "OpenAlex"))
    return []


def _of_crossref(scheme: str, value: str, get: Get, services: Services) -> list[Reference] | None:
    work = doi.crossref(value, get, services) if scheme == "doi" else {}
    found = [_from_crossref(one) for one in items(work.get("reference"))]
    return [reference for reference in found if reference.record.fields] if work else None


def _from_crossref(one: Json) -> Reference:
    """Return a reference from the deposited fields, or the line of the bibliography."""
    line = text(one.get("unstructured"))
    read = parsed_reference(line) if line else None
    values = {
        "title": text(one.get("article-title"), one.get("volume-title"), one.get("series-title")),
        "volume": text(one.get("volume")),
        "number": text(one.get("issue")),
        "pages": text(one.get("first-page")),
        "edition": text(one.get("edition")),
        "date": date(text(one.get("year"))[:4]),
        "doi": build.identifier("doi", *texts(one.get("DOI"))),
        "isbn": build.identifier("isbn", text(one.get("ISBN")).rpartition("/")[2]),
    }
    journal = text(one.get("journal-title"))
    entry_type = _type_of(one, journal)
    values["journaltitle" if entry_type == "article" else "booktitle"] = journal or _book_around(one)
    if read and not values["title"]:
        return Reference(build.with_fields(read.record, doi=values["doi"]) if values["doi"] else read.record, line)
    author = text(one.get("author"))
    record = _arxiv_too(build.record(entry_type, values, {"author": [people.whole(author)] if author else []}))
    return Reference(record, line or _in_words(author, values))


def _type_of(one: Json, journal: str) -> str:
    if journal:
        return "article"
    if text(one.get("article-title")):
        return "incollection" if text(one.get("volume-title")) else "misc"
    return "book" if text(one.get("volume-title")) else "misc"


def _book_around(one: Json) -> str:
    return text(one.get("volume-title")) if text(one.get("article-title")) else ""


def _arxiv_too(record: Record) -> Record:
    """Return a record with the arXiv number that is in its DOI."""
    number = next((one.value for one in record.identifiers if one.scheme == arxiv.NAME), "")
    return build.with_fields(record, **schemes.as_fields(arxiv.NAME, number)) if number else record


def _in_words(author: str, values: dict[str, str]) -> str:
    """Return a reference in words, from its fields."""
    names = ("title", "journaltitle", "booktitle", "volume", "pages", "date", "doi")
    return ". ".join(part for part in (author, *(values.get(name, "") for name in names)) if part)


def _of_semantic_scholar(scheme: str, value: str, get: Get, services: Services) -> list[Reference] | None:
    prefix = {"doi": "DOI", "arxiv": "ARXIV", "pmid": "PMID", "pmcid": "PMCID", "url": "URL"}.get(scheme)
    if not prefix:
        return None
    number = quote(schemes.number(scheme, value))
    base = f"{services.semanticscholar}/paper/{prefix}:{number}/references?fields={ASKED}&limit={_PAGE}"
    found: list[Reference] = []
    for page in range(_PAGES):
        message = asked_json(get, f"{base}&offset={page * _PAGE}")
        if not message:
            return found or None
        found += [Reference(of_semantic_scholar(one)) for one in _cited(message)]
        if not isinstance(message.get("next"), int):
            break
    return found


def _cited(message: Json) -> Iterator[Json]:
    for one in items(message.get("data")):
        paper = one.get("citedPaper")
        if isinstance(paper, dict) and text(paper.get("title")):
            yield paper


def of_semantic_scholar(paper: Json) -> Record:
    """Return the record of a paper of Semantic Scholar, by the fields ASKED."""
    ids = paper.get("externalIds")
    venue = text(under(paper, "journal", "name"), paper.get("venue"))
    kinds = {kind.lower() for kind in texts(paper.get("publicationTypes"))}
    entry_type = _kind(kinds, venue, bool(text(under(ids, "ArXiv"))))
    field = biblatex.container(entry_type)
    number = build.identifier(arxiv.NAME, text(under(ids, "ArXiv")))
    doi_ = build.identifier("doi", text(under(ids, "DOI")))
    values = {
        "title": text(paper.get("title")),
        "date": date(paper.get("publicationDate")) or date(text(paper.get("year"))),
        "doi": "" if schemes.of_arxiv(doi_) else doi_,
        "pmid": build.identifier("pmid", text(under(ids, "PubMed"))),
        **(schemes.as_fields(arxiv.NAME, number) if number else {}),
    }
    if field and not _is_arxiv(venue):
        values |= {field: venue, "volume": text(under(paper, "journal", "volume"))}
        values["pages"] = build.pages(text(under(paper, "journal", "pages")))
    names = [people.whole(text(one.get("name"))) for one in items(paper.get("authors"))]
    return build.record(entry_type, values, {"author": names})


def _kind(kinds: set[str], venue: str, on_arxiv: bool) -> str:  # noqa: FBT001 - a fact about the paper
    if "book" in kinds:
        return "book"
    if "conference" in kinds and not _is_arxiv(venue):
        return "inproceedings"
    if venue and not _is_arxiv(venue):
        return "article"
    return "online" if on_arxiv else "misc"


def _is_arxiv(venue: str) -> bool:
    return "arxiv" in venue.lower() or venue == "CoRR"


def _of_openalex(scheme: str, value: str, get: Get, services: Services) -> list[Reference] | None:
    name = {
        "doi": f"doi:{value}", "arxiv": f"doi:{schemes.ARXIV_DOI}{value}", "pmid": f"pmid:{value}",
        "pmcid": f"pmcid:{schemes.number(scheme, value)}",
    }.get(scheme)  # fmt: skip
    if not name:
        return None
    work = asked_json(get, f"{services.openalex}/works/{quote(name, safe=':/')}?select=id,referenced_works")
    if not work:
        return None
    numbers = [one.rpartition("/")[2] for one in texts(work.get("referenced_works"))]
    batches = [numbers[start : start + _BATCH] for start in range(0, len(numbers), _BATCH)]
    return [reference for batch in batches for reference in _openalex_batch(batch, get, services)]


def _openalex_batch(numbers: list[str], get: Get, services: Services) -> list[Reference]:
    """Return the works of some OpenAlex numbers, in their order."""
    chosen = quote("|".join(numbers), safe="|")
    url = f"{services.openalex}/works?filter=openalex:{chosen}&per-page={_BATCH}&select={_SELECTED}"
    works = {text(one.get("id")).rpartition("/")[2]: one for one in items(asked_json(get, url).get("results"))}
    return [Reference(of_openalex(works[number])) for number in numbers if text(under(works, number, "display_name"))]


def of_openalex(work: Json) -> Record:
    """Return the record of a work of OpenAlex."""
    entry_type = _TYPES.get(text(work.get("type")), "misc")
    venue = text(under(work, "primary_location", "source", "display_name"))
    if _is_arxiv(venue):
        entry_type, venue = "online", ""
    biblio = work.get("biblio")
    first, last = text(under(biblio, "first_page")), text(under(biblio, "last_page"))
    found = build.identifier("doi", text(work.get("doi"), under(work, "ids", "doi")))
    number = schemes.of_arxiv(found)
    values = {
        "title": text(work.get("display_name")),
        "date": date(work.get("publication_date")) or date(text(work.get("publication_year"))),
        "doi": "" if number else found,
        "pmid": build.identifier("pmid", text(under(work, "ids", "pmid"))),
        biblatex.container(entry_type) or "organization": venue,
        "volume": text(under(biblio, "volume")),
        "number": text(under(biblio, "issue")),
        "pages": build.pages(f"{first}-{last}" if last else first),
        **(schemes.as_fields(arxiv.NAME, number) if number else {}),
    }
    names = [people.whole(text(under(one, "author", "display_name"))) for one in items(work.get("authorships"))]
    return build.record(entry_type, values, {"author": names})
