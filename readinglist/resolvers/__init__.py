"""From an identifier to a Record.

Each scheme has a module, which is loaded when needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from readinglist.network.wire import BestMatch, Get, Options, Reference, Response, Services, Update

if TYPE_CHECKING:
    from types import ModuleType

    from readinglist.model.record import Identifier, Record
    from readinglist.network.http import Door

__all__ = ["MODULES", "BestMatch", "Get", "Options", "Reference", "Response", "Services", "Update"]

# The modules by scheme (`schemes.TABLE`). Each has NAME, SCHEMES, and
# matches(text) -> str | None, the normalised value; fetch(identifier, get, services) -> Record, without a key.
# The module of pages has, instead of the services, a parameter for the function that resolves the identifiers of a page.
MODULES = {
    "doi": "readinglist.resolvers.doi",
    "arxiv": "readinglist.resolvers.arxiv",
    "pmid": "readinglist.resolvers.pmid",
    "pmcid": "readinglist.resolvers.pmid",
    "isbn": "readinglist.resolvers.isbn",
    "url": "readinglist.webpages.url",
}
# The module for numbers that only addresses of pages hold (`identifiers_in_urls.INDEXES`).
_INDEXES = "readinglist.resolvers.indexes"


def by_scheme(scheme: str) -> ModuleType:
    """Return the module that resolves identifiers of a scheme (`schemes.NAMES`), or numbers of an index."""
    return import_module(MODULES.get(scheme, _INDEXES))


def fetch(scheme: str, value: str, get: Get, services: Services) -> Record:
    """Return the whole record of an identifier, without a key.

    The value must be normalised.

    Raises NoRecord where no service has one, and NetworkError.
    """

    def resolve(scheme: str, value: str) -> Record:
        return fetch(scheme, value, get, services)

    record: Record = by_scheme(scheme).fetch(value, get, resolve if scheme == "url" else services)
    return record


def saved_page(content: bytes, url: str, get: Get | None, services: Services) -> Record:
    """Return the record of a page that a browser saved, without a key.

    Its identifiers are resolved by `get`, if there is one. Raises NothingSaid and NotShown.
    """
    from readinglist.network.errors import Offline  # noqa: PLC0415 - as much as the rest
    from readinglist.webpages import url as pages  # noqa: PLC0415

    def resolve(scheme: str, value: str) -> Record:
        if get is None:
            raise Offline("a saved page is read")
        return fetch(scheme, value, get, services)

    return pages.of_saved(content, url, resolve)


def saved_from(content: bytes) -> str:
    """Return the address that a saved page says it is from; empty for none."""
    from readinglist.webpages import url as pages  # noqa: PLC0415 - as much as the rest

    return pages.saved_from(content)


def door(services: Services, options: Options | None = None) -> Door:
    """Return the function for the network: `with resolvers.door(services) as get`.

    It may be used by several threads at once. Raises InvalidValue for an invalid e-mail address.
    """
    from readinglist.network.http import Door  # noqa: PLC0415 - httpx2 is loaded only to ask
    from readinglist.network.pace import Clock  # noqa: PLC0415

    return Door(services, options or Options(), Clock())


def references(scheme: str, value: str, get: Get, services: Services) -> list[Reference]:
    """Return the works that a source cites.

    The first of Crossref, Semantic Scholar and OpenAlex that has a list is used. It is empty where they have the source but
    no list. Raises NoRecord where none has the source, and NetworkError where one that may have it gave no answer.
    """
    from readinglist.resolvers import cited_works  # noqa: PLC0415 - loaded only to ask

    return cited_works.references(scheme, value, get, services)


def parse_reference(text: str) -> Reference:
    """Return the parts of one reference in words.

    Needs no network.
    These are identifiers, year, title, authors and where it appeared, as far as they are found.
    """
    from readinglist.resolvers import reference_parser  # noqa: PLC0415 - loaded only to ask

    return reference_parser.parsed_reference(text)


def best_match(text: str, get: Get, services: Services) -> BestMatch | None:
    """Return the work that one reference in words most likely means, by Crossref; None for none. Raises NetworkError."""
    from readinglist.resolvers import reference_match  # noqa: PLC0415 - loaded only to ask

    return reference_match.best_match(text, get, services)


def parted_references(text: str) -> list[str]:
    """Return the references of a pasted bibliography; needs no network."""
    from readinglist.resolvers import reference_list  # noqa: PLC0415 - loaded only to ask

    return reference_list.parted(text)


def published(scheme: str, value: str, get: Get, services: Services) -> Identifier | None:
    """Return the DOI of the published version of a preprint.

    None for none.
    The preprint is given by arXiv number or DOI. arXiv, Crossref, DataCite and Semantic Scholar are asked for what was
    deposited there; else Crossref is searched for a work with the same letters in its title and the same first author.
    Raises NetworkError where a service that may know it gave no answer.
    """
    from readinglist.resolvers import versions  # noqa: PLC0415 - loaded only to ask

    return versions.published(scheme, value, get, services)


def updates(doi: str, get: Get, services: Services) -> list[Update]:
    """Return the notices about a work, retractions first.

    Empty for none.
    Raises NetworkError.
    """
    from readinglist.resolvers import versions  # noqa: PLC0415 - loaded only to ask

    return versions.updates(doi, get, services)
