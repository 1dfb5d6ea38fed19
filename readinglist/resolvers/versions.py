"""The published version of a preprint, and notices that correct or retract."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from readinglist import errors
from readinglist.formats.latex import titles_and_abstracts
from readinglist.model import schemes
from readinglist.model.record import Identifier
from readinglist.network.ask import asked_json
from readinglist.network.json import date, items, text, texts, under
from readinglist.network.wire import Update
from readinglist.resolvers import arxiv, build, crossref, doi
from readinglist.util.text import letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from readinglist.network.json import Json
    from readinglist.network.wire import Get, Services

_PREPRINT = "is-preprint-of"
# The relations of DataCite from a preprint to its article.
_TO_ARTICLE = frozenset(("IsVersionOf", "IsVariantFormOf", "IsPreviousVersionOf", "IsOriginalFormOf", "IsPreprintOf"))
_PREPRINTS = frozenset(("Preprint", "Text"))
_PUBLISHED = frozenset(("journal-article", "proceedings-article", "book-chapter"))
_RETRACTED = re.compile(r"\A\W*(?:retracted(?: article| paper)?|withdrawn)\b\W*[:\]-]", re.IGNORECASE)


def published(scheme: str, value: str, get: Get, services: Services) -> Identifier | None:
    """Return the DOI of the published version of a preprint.

    See `resolvers.published`.
    """
    if scheme == doi.NAME and (number := schemes.of_arxiv(value)):
        scheme, value = arxiv.NAME, number
    if scheme not in (doi.NAME, arxiv.NAME):
        return None
    ways = _OF_ARXIV if scheme == arxiv.NAME else _OF_DOI
    failure: errors.NetworkError | None = None
    for way in ways:
        try:
            found = way(value, get, services)
        except errors.NetworkError as error:
            failure = failure or error
            continue
        if found and found != value and not schemes.of_arxiv(found):
            return Identifier("doi", found)
    if failure:
        raise failure
    return None


def _by_authors(number: str, get: Get, services: Services) -> str:
    """Return the DOI of the article of an arXiv paper.

    The authors gave it to arXiv, or it is found by title and author.
    """
    entry = arxiv.found(number, get, services)
    if entry is None:
        return ""
    return arxiv.published_doi(entry) or _by_title(*arxiv.title_and_author(entry), get, services)


def _by_semantic_scholar(number: str, get: Get, services: Services) -> str:
    found = asked_json(get, f"{services.semanticscholar}/paper/ARXIV:{quote(number)}?fields=externalIds")
    return build.identifier("doi", *texts(under(found, "externalIds", "DOI")))


def _by_relation(value: str, get: Get, services: Services) -> str:
    """Return the DOI in Crossref's relations, or one by title and author."""
    work = doi.crossref(value, get, services)
    related = [
        text(one.get("id")) for one in items(under(work, "relation", _PREPRINT)) if text(one.get("id-type")) == "doi"
    ]
    if found := build.identifier("doi", *related):
        return found
    if text(work.get("type")) != "posted-content":
        return ""
    author = next(items(work.get("author")), {})
    return _by_title(crossref.title(work), text(author.get("family"), author.get("name")), get, services)


def _by_datacite(value: str, get: Get, services: Services) -> str:
    work = doi.datacite(value, get, services)
    if text(under(work, "types", "resourceTypeGeneral")) not in _PREPRINTS:
        return ""
    own = value.partition("/")[0]
    related = (
        build.identifier("doi", text(one.get("relatedIdentifier")))
        for one in items(work.get("relatedIdentifiers"))
        if text(one.get("relationType")) in _TO_ARTICLE and text(one.get("relatedIdentifierType")) == "DOI"
    )
    return next((found for found in related if found and found.partition("/")[0] != own), "")


def _by_title(title: str, author: str, get: Get, services: Services) -> str:
    """Return the DOI of a published work by title and first author.

    Empty for none.
    The letters of the title, and of the author, must be the same.
    """
    if len(title.split()) < 3 or not author:  # noqa: PLR2004 - a title that many works share
        return ""
    # Crossref ranks by similarity, so that the work is among the first. The numbers are guesses.
    asked = quote(f"{title} {author}"[:400])
    url = f"{services.crossref}/works?query.bibliographic={asked}&rows=5&select=DOI,type,title,subtitle,author"
    found = under(asked_json(get, url), "message", "items")
    return next(
        (build.identifier("doi", *texts(one.get("DOI"))) for one in items(found) if _is_same(one, title, author)), ""
    )


def _is_same(work: Json, title: str, author: str) -> bool:
    whole = " ".join(
        titles_and_abstracts.plain(part) for part in (text(work.get("title")), text(work.get("subtitle"))) if part
    )
    first = next(items(work.get("author")), {})
    return (
        text(work.get("type")) in _PUBLISHED
        and letters(title) in (letters(crossref.title(work)), letters(whole))
        and letters(author) == letters(text(first.get("family"), first.get("name")))
    )


_OF_ARXIV: tuple[Callable[[str, Get, Services], str], ...] = (_by_authors, _by_semantic_scholar)
_OF_DOI: tuple[Callable[[str, Get, Services], str], ...] = (_by_relation, _by_datacite)


def updates(value: str, get: Get, services: Services) -> list[Update]:
    """Return the notices about a work; see `resolvers.updates`."""
    work = doi.crossref(value, get, services)
    found = list(_notices(work))
    if not found and _RETRACTED.match(crossref.title(work)):
        found = list(_searched(value, get, services)) or [Update("retraction", "", "", "title")]
    return sorted(dict.fromkeys(found), key=lambda update: (not update.retracts, update.date))


def _notices(work: Json) -> Iterator[Update]:
    for one in items(work.get("updated-by")):
        yield _update(one, text(one.get("DOI")))
    for one in items(under(work, "relation", "is-retracted-by")):
        yield Update("retraction", build.identifier("doi", text(one.get("id"))), "", text(one.get("asserted-by")))


def _searched(value: str, get: Get, services: Services) -> Iterator[Update]:
    """Yield the notices that name a work as the one that they update."""
    url = f"{services.crossref}/works?filter=updates:{quote(value)}&rows=20"
    found = under(asked_json(get, url), "message", "items")
    for notice in items(found):
        for one in items(notice.get("update-to")):
            if build.identifier("doi", text(one.get("DOI"))) == value:
                yield _update(one, text(notice.get("DOI")))


def _update(one: Json, notice: str) -> Update:
    kind = re.sub(r"[\s_]+", "-", text(one.get("type"), one.get("label")).lower())
    return Update(kind or "update", build.identifier("doi", notice), date(one.get("updated")), text(one.get("source")))
