"""The resolver of arXiv numbers, by arXiv's API.

It answers in Atom (RFC 4287).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from readinglist.formats.latex import titles_and_abstracts
from readinglist.model import identifiers, schemes
from readinglist.model.names import Name
from readinglist.network.ask import asked
from readinglist.network.errors import NoRecord, ServiceFailed
from readinglist.network.json import iso
from readinglist.network.xml import tree
from readinglist.resolvers import build, people
from readinglist.util.text import clean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from readinglist.model.record import Record
    from readinglist.network.wire import Get, Services

NAME = "arxiv"
SCHEMES = ("arxiv",)
_ATOM, _OWN = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/schemas/atom}"
_VERSION = re.compile(r"[0-9](v[1-9][0-9]{0,3})(?:\.pdf)?(?![0-9])", re.IGNORECASE)


def matches(text: str) -> str | None:
    """Return the arXiv number in a text, with its version.

    None for none.
    `https://arxiv.org/abs/1706.03762v5 → 1706.03762v5`
    """
    found = identifiers.recognise(text)
    return schemes.versioned(*found, text) if found and found[0] == NAME else None


def fetch(identifier: str, get: Get, services: Services) -> Record:
    """Return the record of a number.

    It is that of the version in the number, or else of the latest, with the date of the first.

    Raises NoRecord and NetworkError.
    """
    entry = found(identifier, get, services)
    record = _record(entry, identifier) if entry is not None else None
    if not record or not record.title:
        raise NoRecord(f"arXiv:{identifier}", ("arXiv",))
    return replace(record, origin=NAME)


def found(identifier: str, get: Get, services: Services) -> Element | None:
    """Return the Atom entry of a number.

    None for none. Raises NetworkError.
    """
    url = f"{services.arxiv}/api/query?id_list={quote(identifier)}&max_results=1"
    answer = asked(get, url, "application/atom+xml")
    if not answer:
        return None
    if answer.content.lstrip()[:13].lower() == b"rate exceeded":
        raise ServiceFailed("arXiv", 429)
    return next((one for one in tree(answer.content, answer.url, "feed").iter(f"{_ATOM}entry") if _is_paper(one)), None)


def _is_paper(entry: Element) -> bool:
    """Whether an entry is a paper.

    For an invalid number, arXiv answers with an entry that describes the error.
    """
    return "/api/errors" not in _child_text(entry, f"{_ATOM}id") and _child_text(entry, f"{_ATOM}title") not in (
        "",
        "Error",
    )


def _child_text(entry: Element, name: str) -> str:
    return clean("".join(one.itertext())) if (one := entry.find(name)) is not None else ""


def _record(entry: Element, identifier: str) -> Record:
    version = _VERSION.search(identifier)
    category = entry.find(f"{_OWN}primary_category")
    if category is None:
        category = entry.find(f"{_ATOM}category")
    values = {
        "title": _child_text(entry, f"{_ATOM}title"),
        "date": iso(_child_text(entry, f"{_ATOM}updated" if version else f"{_ATOM}published")),
        **schemes.as_fields(NAME, identifier),
        "eprintclass": clean(category.get("term", "")) if category is not None else "",
        "url": schemes.address(NAME, identifier),
        "note": _published(entry),
        "abstract": _child_text(entry, f"{_ATOM}summary"),
    }
    names = [_author_name(one) for one in entry.iter(f"{_ATOM}author")]
    return build.record("online", values, {"author": names}, tex=True)


def _author_name(author: Element) -> Name:
    return people.whole(titles_and_abstracts.decoded(_child_text(author, f"{_ATOM}name")))


def _published(entry: Element) -> str:
    """Return where a paper appeared, by its authors.

    A DOI there names another version, and is therefore no identifier of this one.
    """
    where, doi = _child_text(entry, f"{_OWN}journal_ref"), published_doi(entry)
    parts = [part for part in (where, f"doi:{doi}" if doi else "") if part]
    return f"Published as {', '.join(parts)}" if parts else ""


def published_doi(entry: Element) -> str:
    """Return the DOI of the published version, by the authors.

    Empty for none.
    """
    return build.identifier("doi", *_child_text(entry, f"{_OWN}doi").split())


def title_and_author(entry: Element) -> tuple[str, str]:
    """Return the plain title of an entry, and its first family name."""
    first = next((_author_name(one) for one in entry.iter(f"{_ATOM}author")), Name())
    return _child_text(entry, f"{_ATOM}title"), first.family or first.literal
