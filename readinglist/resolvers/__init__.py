"""From an identifier to a Record: a module for each scheme, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from readinglist.network.wire import Get, Options, Reference, Response, Services, Update

if TYPE_CHECKING:
    from types import ModuleType

    from readinglist.model.record import Identifier, Record
    from readinglist.network.http import Door

__all__ = ["MODULES", "Get", "Options", "Reference", "Response", "Services", "Update"]

# The modules by scheme (`schemes.TABLE`). Each has NAME, SCHEMES, and
# matches(text) -> str | None, the normalised value; fetch(identifier, get, services) -> Record, without a key.
# The module of pages takes a function that resolves the identifiers of a page in the place of the services.
MODULES = {
    "doi": "readinglist.resolvers.doi",
    "arxiv": "readinglist.resolvers.arxiv",
    "pmid": "readinglist.resolvers.pmid",
    "pmcid": "readinglist.resolvers.pmid",
    "isbn": "readinglist.resolvers.isbn",
    "url": "readinglist.webpages.url",
}


def by_scheme(scheme: str) -> ModuleType:
    """Return the module that resolves identifiers of a scheme (`schemes.NAMES`)."""
    return import_module(MODULES[scheme])


def fetch(scheme: str, value: str, get: Get, services: Services) -> Record:
    """Return the whole record of an identifier, its value normalised; the key is left empty.

    Raises NoRecord where no service has one, and NetworkError.
    """

    def resolve(scheme: str, value: str) -> Record:
        return fetch(scheme, value, get, services)

    record: Record = by_scheme(scheme).fetch(value, get, resolve if scheme == "url" else services)
    return record


def door(services: Services, options: Options | None = None) -> Door:
    """Return the way to the network, a `Get` to be closed after use: `with resolvers.door(services) as get`.

    It may be used by several threads at once. Raises InvalidValue for an invalid e-mail address.
    """
    from readinglist.network.http import Door  # noqa: PLC0415 - httpx is loaded only to ask
    from readinglist.network.pace import Clock  # noqa: PLC0415

    return Door(services, options or Options(), Clock())


def references(scheme: str, value: str, get: Get, services: Services) -> list[Reference]:
    """Return the works that a source cites, as far as Crossref, else Semantic Scholar, else OpenAlex know them.

    The list is empty where they know the source but nothing that it cites. Raises NoRecord where none of them knows the
    source, and NetworkError where one that may know it gave no answer.
    """
    from readinglist.resolvers import cited_works  # noqa: PLC0415 - loaded only to ask

    return cited_works.references(scheme, value, get, services)


def parse_reference(text: str) -> Reference:
    """Return what can be read from one free-form reference: identifiers, year, title and authors. Needs no network."""
    from readinglist.resolvers import reference_parser  # noqa: PLC0415 - loaded only to ask

    return reference_parser.parsed_reference(text)


def parted_references(text: str) -> list[str]:
    """Return the references of a pasted bibliography one by one, without its heading. Needs no network."""
    from readinglist.resolvers import reference_list  # noqa: PLC0415 - loaded only to ask

    return reference_list.parted(text)


def published(scheme: str, value: str, get: Get, services: Services) -> Identifier | None:
    """Return the DOI of the published version of a preprint, by arXiv number or DOI; None where no service knows one.

    arXiv, Crossref, DataCite and Semantic Scholar are asked what they were told; else Crossref is searched for a work
    with the same title, to the letter, and the same first author. Raises NetworkError where one that may know it gave no
    answer.
    """
    from readinglist.resolvers import versions  # noqa: PLC0415 - loaded only to ask

    return versions.published(scheme, value, get, services)


def updates(doi: str, get: Get, services: Services) -> list[Update]:
    """Return the notices about a work, retractions first; empty for one that nothing was said about.

    Raises NetworkError.
    """
    from readinglist.resolvers import versions  # noqa: PLC0415 - loaded only to ask

    return versions.updates(doi, get, services)
