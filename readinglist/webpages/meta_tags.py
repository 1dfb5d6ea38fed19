"""Meta tags as facts, by vocabulary.

The vocabularies are Highwire Press (`citation_*`, which Google Scholar reads) and that of bepress, EPrints, Dublin Core, PRISM,
Open Graph, and the tags without a vocabulary.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.webpages import bylines
from readinglist.webpages.facts import Facts, facts, normal, pages
from readinglist.webpages.plain import date, language, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readinglist.webpages.page import Page

_ABSTRACT = 10_000  # characters; a guess, above the longest abstracts
_TYPES = (
    (r"thesis|dissertation", "thesis"),
    (r"book[ _-]?(?:section|chapter|part)|chapter|incollection", "incollection"),
    (r"conference|proceeding|inproceedings", "inproceedings"),
    (r"data ?set", "dataset"),
    (r"software|computer program", "software"),
    (r"report|working ?paper|monograph", "report"),
    (r"\bbook\b|\bbuch\b", "book"),
    (r"moving ?image|\bvideo", "video"),
    (r"article|journal", "article"),
)
_DEGREES = (
    (r"ph\.?d|doctor", "phdthesis"),
    (r"master|m\.?sc|m\.?a\b|mphil", "mathesis"),
    (r"bachelor|b\.?sc", "bathesis"),
)
_MEETING = re.compile(
    r"\b(?:conference|workshop|symposium|annual meeting|neural information processing systems)\b", re.IGNORECASE
)
_DOI_START = re.compile(r"(?i)\s*(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:?\s*|info:doi/)?\s*10\.[0-9]")
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[&hellip;\])\s*\Z")
_NO_ABSTRACT = re.compile(
    r"(?i)contribute to .+ on github|\A(?:posted|published|submitted) |abstract(?: is)? not available|no abstract|"
    r"accept cookies|enable javascript|official (?:web)?site|sign up for|subscribe (?:to|now)|click to read"
)
_SHORT = 60  # characters below which a description is no abstract, but a slogan; a guess


def of_meta(page: Page) -> Iterable[Facts]:
    """Yield the facts of each vocabulary, the most reliable first."""
    yield legislation(page)
    yield patent(page)
    yield highwire(page, "citation_")
    yield highwire(page, "bepress_citation_")
    yield eprints(page)
    yield dublin_core(page)
    yield prism(page)


def legislation(page: Page) -> Facts:
    """Return the facts of a law by the European Legislation Identifier's ontology (ELI 1.4)."""

    def first(*names: str) -> str:
        return page.first(*names) or next(iter(page.texts(*names)), "")

    language_ = page.language.partition("-")[0].lower()
    if not (title := first(f"eli:title@{language_}", "eli:title@en", "eli:title")):
        return Facts()
    return facts(
        "legislation",
        [
            ("title", title),
            ("date", date(first("eli:date_document")) or date(first("eli:date_publication"))),
            ("number", first("eli:number", "eli:id_local")),
            ("language", language(language_)),
        ],
        [body for body in map(bylines.body, page.all("eli:passed_by")) if body and "//" not in body],
    )


def patent(page: Page) -> Facts:
    """Return the facts of a patent, in Dublin Core with schemes, as Google writes it."""
    inventors, number = (
        page.all("dc.contributor@inventor"),
        page.first("citation_patent_number", "citation_patent_publication_number"),
    )
    if not (number or inventors):
        return Facts()
    kind = (
        "patreq" if page.first("citation_patent_application_number") and not page.first("dc.date@issue") else "patent"
    )
    return facts(
        "patent",
        [
            ("title", page.first("dc.title", "citation_title")),
            ("number", re.sub(r"[:\s]+", "", number)),
            ("type", kind),
            ("holder", " and ".join(filter(None, map(bylines.body, page.all("dc.contributor@assignee"))))),
            (
                "date",
                date(page.first("dc.date@issue", "dc.date@publication", "citation_patent_publication_date", "dc.date")),
            ),
            ("abstract", abstract(page.first("dc.description", most=_ABSTRACT))),
        ],
        bylines.typed(inventors),
    )


def highwire(page: Page, front: str) -> Facts:
    """Return the facts of the tags for Google Scholar."""

    def first(*names: str) -> str:
        return page.first(*[front + name for name in names])

    # Some proceedings are declared as a journal, as those of NeurIPS; real journals have an ISSN.
    meeting = journal if _MEETING.search(journal := first("journal_title")) and not first("issn", "issue") else ""
    thesis, report = first("dissertation_institution"), first("technical_report_institution")
    venue = first("conference_title", "conference", "inbook_title", "book_title", "collection_title")
    return facts(
        "inproceedings" if meeting else _highwire_type(page, front),
        [
            ("title", first("title")),
            ("journaltitle", first("journal_title", "journal_abbrev") if not meeting else ""),
            ("booktitle", venue or meeting),
            ("series", first("series_title")),
            ("volume", first("volume")),
            ("number", first("issue") or first("technical_report_number", "report_number")),
            ("pages", pages(first("firstpage", "first_page"), first("lastpage", "last_page"))),
            ("type", _degree(first("dissertation_name")) if thesis else ""),
            ("institution", thesis or report),
            ("publisher", first("publisher")),
            *_dates(page, front),
            ("isbn", first("isbn")),
            ("issn", first("issn", "eissn")),
            ("doi", doi(first("doi"))),
            ("arxiv", normal("arxiv", first("arxiv_id"))),
            ("pmid", first("pmid")),
            ("language", language(first("language"))),
            ("abstract", abstract(page.first(front + "abstract", most=_ABSTRACT), short=0)),
        ],
        _highwire_authors(page, front),
    )


def _highwire_type(page: Page, front: str) -> str:
    """Return the entry type by what the work appeared in."""
    marks = (
        ("dissertation_institution", "thesis"), ("dissertation_name", "thesis"), ("technical_report_institution", "report"),
        ("technical_report_number", "report"), ("conference_title", "inproceedings"), ("conference", "inproceedings"),
        ("inbook_title", "incollection"), ("book_title", "incollection"), ("journal_title", "article"), ("isbn", "book"),
    )  # fmt: skip
    return next((type_ for name, type_ in marks if page.first(front + name)), "")


def _highwire_authors(page: Page, front: str) -> list[str]:
    written = page.all(f"{front}author", f"{front}authors")
    return bylines.typed(written)


def _dates(page: Page, front: str) -> list[tuple[str, str]]:
    """Return the date of a work, in print where that is said, and then the day on which it was online before.

    What was put online afterwards was deposited, or changed.
    """
    printed = _finest(date(page.first(front + name)) for name in ("publication_date", "date", "cover_date", "year"))
    online = date(page.first(f"{front}online_date"))
    is_before = online < printed or online.startswith(f"{printed}-")
    return [("date", printed or online), ("available-date", online if printed and is_before else "")]


def _finest(days: Iterable[str]) -> str:
    """Return the first of some dates, as precise as one of the others has it."""
    found = [day for day in days if day]
    first = found[0] if found else ""
    return next((day for day in found if day.startswith(f"{first}-")), first)


def eprints(page: Page) -> Facts:
    """Return the facts of an EPrints repository."""

    def first(*names: str) -> str:
        return page.first(*[f"eprints.{name}" for name in names])

    if not (title := first("title")):
        return Facts()
    kind = entry_type(first("type"))
    return facts(
        kind,
        [
            ("title", title),
            ("journaltitle", first("publication")),
            ("booktitle", first("book_title", "event_title")),
            ("volume", first("volume")),
            ("number", first("number")),
            ("pages", pages(first("pagerange"), "")),
            ("type", _degree(first("thesis_type", "thesis_name")) if kind == "thesis" else ""),
            ("institution", first("institution")),
            ("publisher", first("publisher")),
            ("date", date(first("date"))),
            ("isbn", first("isbn")),
            ("issn", first("issn")),
            ("doi", doi(first("doi", "id_number"))),
            ("abstract", abstract(page.first("eprints.abstract", most=_ABSTRACT), short=0)),
        ],
        bylines.typed(page.all("eprints.creators_name", "eprints.corp_creators")),
    )


def _core(*names: str) -> list[str]:
    return [f"{front}{name}" for name in names for front in ("dc.", "dcterms.", "dc:", "dcterms:")]


def dublin_core(page: Page) -> Facts:
    """Return the facts of Dublin Core, in either of its namespaces."""
    kind = entry_type(page.first(*_core("type", "type.genre")))
    if not (title := page.first(*_core("title"))):
        return Facts()
    stated = page.metas
    named = [
        value for name in _core("identifier", "identifier.doi", "identifier.uri") for value in stated.get(name, ())
    ]
    return facts(
        kind,
        [
            ("title", title),
            ("journaltitle", page.first(*_core("relation.ispartof", "ispartof")) if kind == "article" else ""),
            ("publisher", page.first(*_core("publisher"))),
            ("date", date(page.first(*_core("date.issued", "issued", "date", "date.created", "created")))),
            ("doi", next((found for value in named if (found := doi(value))), "")),
            (
                "arxiv",
                next((found for value in named if "arxiv" in value.lower() and (found := normal("arxiv", value))), ""),
            ),
            ("language", language(page.first(*_core("language", "language.iso")))),
            (
                "abstract",
                abstract(page.first(*_core("description.abstract", "abstract", "description"), most=_ABSTRACT)),
            ),
        ],
        bylines.typed(page.all(*_core("creator", "contributor.author", "creator.personalname", "contributor"))),
    )


def prism(page: Page) -> Facts:
    """Return the facts of PRISM.

    Where a work appeared, and not its title.
    """

    def first(*names: str) -> str:
        return page.first(*[f"{front}{name}" for name in names for front in ("prism.", "prism:")])

    return facts(
        "article" if first("publicationname") else "",
        [
            ("journaltitle", first("publicationname")),
            ("volume", first("volume")),
            ("number", first("number", "issueidentifier")),
            ("pages", pages(first("startingpage"), first("endingpage"))),
            ("date", date(first("publicationdate", "coverdate"))),
            ("issn", first("issn", "eissn")),
            ("isbn", first("isbn")),
            ("doi", doi(first("doi"))),
        ],
    )


def sites(page: Page) -> list[str]:
    """Return the names of the site."""
    return page.all("og:site_name") + page.all("application-name", "al:ios:app_name", "al:android:app_name")[:1]


_OPEN_TYPES = {
    "book": "book", "books.book": "book", "video.movie": "video", "video.other": "video", "video.episode": "video",
}  # fmt: skip


def open_graph(page: Page, sites: Sequence[str]) -> Facts:
    """Return the facts of Open Graph and of Twitter's cards.

    The `og:type` says little: `article` is any page with a date.
    """
    dated = ("article:published_time", "og:article:published_time", "book:release_date", "video:release_date")
    return facts(
        _OPEN_TYPES.get(page.first("og:type").lower(), ""),
        [
            ("title", page.first("og:title", "twitter:title")),
            ("date", date(page.first(*dated))),
            ("isbn", page.first("book:isbn", "books:isbn")),
            ("language", language(page.first("og:locale"))),
            ("abstract", abstract(page.first("og:description", "twitter:description", most=_ABSTRACT))),
        ],
        _graph_authors(page, sites),
        site=page.first("og:site_name"),
    )


def _graph_authors(page: Page, sites: Sequence[str]) -> list[str]:
    """Return the authors of Open Graph, of a profile, or of a Twitter card.

    Those of Open Graph are often addresses, which are left out.
    """
    found = bylines.typed(page.all("article:author", "book:author", "video:director", "og:article:author"), sites=sites)
    if not found and (family := page.first("profile:last_name", "article:author:last_name")):
        found = [bylines.person(family, page.first("profile:first_name", "article:author:first_name"))]
    if not found and page.first("twitter:label1").lower() in (
        "written by",
        "von",
        "verfasst von",
        "écrit par",
        "escrito por",
    ):
        found = bylines.typed(page.all("twitter:data1"), sites=sites)
    return found


_DATES = (
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish_date", "publish-date", "publication_date",
    "date.published", "datepublished", "published_time", "cxenseparse:recs:publishtime", "article.published", "date",
    "article:published", "publishedat", "dcterms.date", "og:published_time", "og:pubdate", "bt:pubdate", "article_date_original",
    "originalpublicationdate", "publication-date", "published-date", "published_date", "pub_date", "publish-time", "dateposted",
    "date.issued", "dc.date.issued", "dcterms.issued", "dc.date", "dc.date.created", "dcterms.created", "release_date", "rbpubdate", "ptime", "shareaholic:article_published_time", "sort_date", "displaydate",
    "datecreated", "article.created", "creation_date",
)  # fmt: skip


def ordinary(page: Page, sites: Sequence[str]) -> Facts:
    """Return the facts of tags without a vocabulary.

    Description, author, date.
    """
    names = ("author", "authors", "parsely-author", "sailthru.author", "byl", "article.author", "dcsext.author")
    return facts(
        "",
        [
            ("title", page.first("parsely-title", "sailthru.title", "title")),
            ("doi", doi(page.first("doi"))),
            ("date", date(page.first(*_DATES))),
            ("language", language(page.first("language", "content-language"))),
            ("abstract", abstract(page.first("description", most=_ABSTRACT))),
        ],
        bylines.typed(page.all(*names), sites=sites),
        site=page.first("application-name", "al:ios:app_name"),
    )


def doi(value: str) -> str:
    """Return the DOI that a value is, and not one somewhere in it.

    `doi:10.1000/ABC → 10.1000/abc`, `https://doi.org/10.1000/abc → 10.1000/abc`, `see 10.1000/abc →` empty
    """
    return normal("doi", plain(value)) if _DOI_START.match(value) else ""


def entry_type(kind: str) -> str:
    """Return the entry type for a word of a repository.

    Empty for unknown ones.
    """
    return next((type_ for pattern, type_ in _TYPES if re.search(pattern, kind.lower())), "")


def _degree(kind: str) -> str:
    """Return the kind of a thesis, by BibLaTeX's word where it has one."""
    return next((word for pattern, word in _DEGREES if re.search(pattern, kind.lower())), plain(kind) or "phdthesis")


def abstract(value: str, short: int = _SHORT) -> str:
    """Return a description if it is an abstract of the work.

    It is not if it is a slogan, cut off, or words of the site.
    """
    # Words of the site stand at the beginning of a description.
    if len(value) < short or _CUT_OFF.search(value) or _NO_ABSTRACT.search(value[:300]):
        return ""
    return re.sub(r"\A(?:abstract|summary|zusammenfassung|résumé)\s*[:.]?\s+", "", value, flags=re.IGNORECASE)
