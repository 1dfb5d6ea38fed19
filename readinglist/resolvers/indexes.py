"""The resolver of the numbers that indexes of works give: Elsevier's PII, Semantic Scholar's and OpenAlex's.

A work is resolved by the identifier that the index has of it; what the index itself says counts where there is none.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from readinglist import errors
from readinglist.model import identifiers_in_urls, schemes
from readinglist.network.ask import asked_json
from readinglist.network.errors import NoRecord
from readinglist.network.json import items, texts, under
from readinglist.resolvers import arxiv, build, cited_works, doi, pmid

if TYPE_CHECKING:
    from readinglist.model.record import Record
    from readinglist.network.wire import Get, Services

NAME = "openalex"
SCHEMES = identifiers_in_urls.INDEXES
_OPENALEX = re.compile(r"(?i)w[0-9]+")
_SEMANTIC_SCHOLAR = re.compile(r"(?i)[0-9a-f]{40}|CorpusId:[0-9]+")


def fetch(identifier: str, get: Get, services: Services) -> Record:
    """Return the record of a number. Raises NoRecord and NetworkError."""
    if _OPENALEX.fullmatch(identifier):
        work = asked_json(get, f"{services.openalex}/works/{identifier.upper()}")
        known, origin = cited_works.of_openalex(work) if work else None, "openalex"
    elif _SEMANTIC_SCHOLAR.fullmatch(identifier):
        url = f"{services.semanticscholar}/paper/{quote(identifier, safe=':')}?fields={cited_works.ASKED}"
        paper = asked_json(get, url)
        known, origin = cited_works.of_semantic_scholar(paper) if paper else None, "semanticscholar"
    else:
        return _of_pii(identifier, get, services)
    if known is None or not known.title:
        raise NoRecord(identifier, ("OpenAlex" if origin == "openalex" else "Semantic Scholar",))
    return _resolved(known, get, services) or replace(known, origin=origin)


def _resolved(known: Record, get: Get, services: Services) -> Record | None:
    """Return the record of an identifier that an index has of a work; None where no service has it."""
    pairs = {one.scheme: one.value for one in known.identifiers}
    for module in (doi, arxiv, pmid):
        if value := pairs.get(module.NAME):
            with contextlib.suppress(NoRecord, errors.NetworkError):
                found: Record = module.fetch(value, get, services)
                return replace(found, origin=found.origin or module.NAME)
    return None


def _of_pii(identifier: str, get: Get, services: Services) -> Record:
    """Return the record of a Publisher Item Identifier, which Crossref has as an alternative number of a work."""
    number = re.sub(r"[^0-9A-Z]", "", identifier.upper())
    url = f"{services.crossref}/works?filter=alternative-id:{number}&rows=2&select=DOI"
    works = list(items(under(asked_json(get, url), "message", "items")))
    found = build.identifier(schemes.NAMES[0], *(value for one in works for value in texts(one.get("DOI"))))
    if len(works) != 1 or not found:
        raise NoRecord(f"the PII {number}", ("Crossref",))
    return doi.fetch(found, get, services)
