"""The resolver of DOIs.

Crossref, else DataCite, else content negotiation at doi.org.

Content negotiation (RFC 9110, 12) asks the registration agency of a DOI for CSL-JSON or BibTeX.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from readinglist import errors
from readinglist.formats import bibtex
from readinglist.model import identifiers, schemes
from readinglist.network.ask import asked_json
from readinglist.network.errors import NoRecord
from readinglist.network.json import items, parsed, text, under
from readinglist.resolvers import arxiv, build
from readinglist.resolvers import crossref as crossref_record
from readinglist.resolvers import datacite as datacite_record
from readinglist.webpages import entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.model.record import Record
    from readinglist.network.json import Json
    from readinglist.network.wire import Get, Services

NAME = "doi"
SCHEMES = ("doi",)
# The media types of CSL-JSON and BibTeX in content negotiation, by the documentation of Crossref and DataCite.
_CSL = "application/vnd.citationstyles.csl+json"
_BIBTEX = "application/x-bibtex"
_OK = 200


def matches(text: str) -> str | None:
    """Return the DOI in a text, normalised; None for none."""
    found = identifiers.recognise(text)
    return found[1] if found and found[0] == "doi" else None


def fetch(identifier: str, get: Get, services: Services) -> Record:
    """Return the record of a DOI.

    Raises NoRecord, or NetworkError where a service that may have it gave no answer.
    """
    if schemes.is_short(identifier):
        identifier = _long(identifier, get, services)
    failure: errors.NetworkError | None = None
    for origin, way in _WAYS:
        try:
            if record := way(identifier, get, services):
                return replace(record, origin=origin)
        except errors.NetworkError as error:
            failure = failure or error
    raise failure or NoRecord(f"the DOI {identifier}", ("Crossref", "DataCite", "doi.org"))


def _long(short: str, get: Get, services: Services) -> str:
    """Return the DOI that a short one stands for.

    It is an alias in the Handle System (RFC 3651, 3.1: HS_ALIAS). Raises NoRecord and NetworkError.
    """
    values = under(asked_json(get, f"{services.doi}/api/handles/{short}"), "values")
    aliases = (under(one, "data", "value") for one in items(values) if text(one.get("type")) == "HS_ALIAS")
    found = build.identifier("doi", *map(text, aliases))
    if not found or schemes.is_short(found):
        raise NoRecord(f"the short DOI {short}", ("doi.org",))
    return found


def _of_arxiv(identifier: str, get: Get, services: Services) -> Record | None:
    """Return arXiv's record of one of its DOIs, which has more than DataCite's."""
    number = schemes.of_arxiv(identifier)
    if not number:
        return None
    try:
        record = arxiv.fetch(number, get, services)
    except NoRecord:
        return None
    return build.with_fields(record, doi=identifier)


def _of_crossref(identifier: str, get: Get, services: Services) -> Record | None:
    return _with(identifier, crossref_record.record, crossref(identifier, get, services))


def crossref(identifier: str, get: Get, services: Services) -> Json:
    """Return Crossref's data of a DOI, or empty. Raises NetworkError."""
    return _message(get, f"{services.crossref}/works/{quote(identifier, safe='')}", "message")


def datacite(identifier: str, get: Get, services: Services) -> Json:
    """Return DataCite's data of a DOI, or empty. Raises NetworkError."""
    return _message(get, f"{services.datacite}/dois/{quote(identifier, safe='')}", "data", "attributes")


def _message(get: Get, url: str, *path: str) -> Json:
    message = under(asked_json(get, url), *path)
    return message if isinstance(message, dict) else {}


def _of_datacite(identifier: str, get: Get, services: Services) -> Record | None:
    record = _with(identifier, datacite_record.record, datacite(identifier, get, services))
    if record and (number := schemes.of_arxiv(identifier)):
        return build.with_fields(record, **schemes.as_fields(arxiv.NAME, number), organization="")
    return record


def _of_csl(identifier: str, get: Get, services: Services) -> Record | None:
    answer = get(f"{services.doi}/{quote(identifier)}", accept=f"{_CSL}, application/json;q=0.5")
    if answer.status != _OK or "json" not in answer.media_type:
        return None
    return _with(identifier, crossref_record.record, parsed(answer))


def _of_bibtex(identifier: str, get: Get, services: Services) -> Record | None:
    """Return the BibTeX entry that a registration agency writes."""
    answer = get(f"{services.doi}/{quote(identifier)}", accept=f"{_BIBTEX}, text/x-bibliography;style=bibtex;q=0.5")
    if answer.status != _OK or "html" in answer.media_type:
        return None
    entry = entries.of_bibtex(answer.text)
    if entry is None:
        return None
    raw = {field.name: field.raw for field in entry.fields}
    raw |= {"pages": build.pages_field(entry.plain("pages")), "doi": bibtex.encode("doi", identifier)}
    return build.ordered(entry.type, raw)


def _with(identifier: str, read: Callable[[Json], Record | None], message: Json) -> Record | None:
    """Return the record of a message.

    None for an empty one.
    It has the DOI that was asked for, where it names none itself.
    """
    record = read(message) if message else None
    if record and not record.plain("doi"):
        return build.with_fields(record, doi=identifier, url="")
    return record


_WAYS: tuple[tuple[str, Callable[[str, Get, Services], Record | None]], ...] = (
    ("arxiv", _of_arxiv),
    ("crossref", _of_crossref),
    ("datacite", _of_datacite),
    ("doi", _of_csl),
    ("doi", _of_bibtex),
)
