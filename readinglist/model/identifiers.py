"""Recognising and normalising DOIs, arXiv numbers, ISBNs, PubMed numbers and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.model import pasted, schemes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What a pasted text may have before its identifier, as in a file or a style.
_LABEL = rf"(?i)({'|'.join(schemes.NAMES)}|eprint|link)\s*[=:]\s*(\S.*)"
_PAGE = r"(?i)(?:https?://|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::[0-9]+)?/).+"
_NO_PAGE = r"(?i)https?://(?:[\w-]+\.)*(?:doi\.org|[\w.-]*proxy[\w.-]*)[:/]"


def normalise(scheme: str, text: str) -> str:
    """Return an identifier in the form in which two can be compared.

    A DOI is in lower case, an arXiv number without its version, an ISBN has thirteen digits and no hyphens, an address
    keeps all but the case of its scheme and host. Raises ValueError, with the reason for a person, for an invalid one.

    DOI: `https://doi.org/10.1000/ABC → 10.1000/abc`. arXiv: `arXiv:1706.03762v5 → 1706.03762`.
    ISBN: `0-306-40615-2 → 9780306406157`. URL: `HTTP://Example.org/A → http://example.org/A`.
    """
    return schemes.TABLE[scheme].normalise(text.strip())


def normal(scheme: str, text: str) -> str:
    """Return what `normalise` returns, or empty for an invalid identifier."""
    try:
        return normalise(scheme, text)
    except ValueError:
        return ""


def in_field(scheme: str, text: str) -> str:
    """Return an identifier as its field in an entry holds it.

    A DOI is without its resolver, an ISBN as typed, an arXiv number with its version. Raises ValueError, with the reason,
    for an invalid one.

    DOI: `https://doi.org/10.1000/ABC → 10.1000/abc`. arXiv: `arXiv:1706.03762v5 → 1706.03762v5`.
    """
    written = schemes.TABLE[scheme].in_field
    kept = written(text) if written else text
    form = normalise(scheme, kept)
    return kept if written else form


def recognise(text: str) -> tuple[str, str] | None:
    """Return scheme and normalised value of a pasted identifier.

    None for none.
    An address that holds an identifier is that identifier: at doi.org, arxiv.org and PubMed, at mirrors of arXiv, at a
    publisher with a DOI, at a bookseller with an ISBN. Bare digits are an ISBN or nothing.

    `(doi:10.1000/182).` → `("doi", "10.1000/182")`, `PMID: 12345` → `("pmid", "12345")`
    """
    plain = _without_surroundings(text)
    found = _recognised(plain)
    if not found and (label := re.fullmatch(_LABEL, plain)):
        inner = _without_surroundings(label[2])
        scheme = label[1].lower()
        found = _recognised(inner) or (
            (scheme, value) if scheme in schemes.TABLE and (value := normal(scheme, inner)) else None
        )
    return found


def mistake(text: str) -> str:
    """Return what is wrong with a text that looks like an identifier.

    Empty for an identifier, and for a text that does not look like one. `isbn 0306406153` → `its check digit is wrong`
    """
    plain = _without_surroundings(text)
    for scheme in () if recognise(plain) else schemes.TABLE.values():
        if scheme.meant and re.fullmatch(scheme.meant, plain, re.IGNORECASE):
            try:
                scheme.normalise(plain)
            except ValueError as error:
                return str(error)
    return ""


def _without_surroundings(text: str) -> str:
    """Return a pasted text without the punctuation around it."""
    return pasted.without_tail(pasted.without_emphasis(pasted.without_unseen(text).strip()).lstrip("\"'<([{“‘ "))


def page(text: str) -> str:
    """Return the address of a pasted page; empty for none.

    Empty too for an address of doi.org, which leads to another page, and for one that a library's proxy made, which others
    cannot open. `example.org/a` → `https://example.org/a`
    """
    plain = _without_surroundings(text)
    if not re.fullmatch(_PAGE, plain):
        return ""
    address = normal("url", plain if "://" in plain else f"https://{plain}")
    return "" if re.match(_NO_PAGE, address) else address


def _recognised(plain: str) -> tuple[str, str] | None:
    low = plain.lower()
    for name, scheme in schemes.TABLE.items():
        if (
            scheme.tried is not None
            and re.search(scheme.tried, low)
            and (value := normal(name, _without_page_suffix(scheme, plain)))
        ):
            return name, value
    if "/" in plain and (held := _in_address(plain)):
        return held
    address = f"https://{plain}" if plain[:4].lower() == "www." else plain
    last = (name for name, scheme in schemes.TABLE.items() if scheme.tried is None)
    return next(((name, value) for name in last if (value := normal(name, address))), None)


def _without_page_suffix(scheme: schemes.Scheme, text: str) -> str:
    return re.sub(scheme.behind, "", text) if scheme.behind else text


def _in_address(address: str) -> tuple[str, str] | None:
    from readinglist.model import identifiers_in_urls  # noqa: PLC0415 - only what somebody pasted needs it

    found = identifiers_in_urls.inside(address)
    value = normal(*found) if found else ""
    return (found[0], value) if found and value else None


def from_fields(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the identifiers of an entry, scheme and normalised value, each once.

    They are in the order of the schemes. `fields` are the plain values by lower-case name; `doi_2` holds a second DOI.
    Invalid values are left out. `{"doi": "10.1000/A", "eprint": "1706.03762"}` →
    `[("doi", "10.1000/a"), ("arxiv", "1706.03762")]`
    """
    pairs = [] if schemes.FIELDS.isdisjoint(fields) else list(_written_values(fields))
    number, names = 2, " ".join(fields)
    while f"_{number}" in names and (
        more := {name[:-2]: text for name, text in fields.items() if name.endswith(f"_{number}")}
    ):
        pairs += _written_values(more)
        number += 1
    return list(dict.fromkeys((name, value) for name, text in pairs if (value := normal(name, text))))


def _written_values(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, scheme in schemes.TABLE.items():
        if scheme.in_entry:
            yield from ((name, text) for text in scheme.in_entry(fields) if text)
        elif text := fields.get(scheme.field or name):
            yield name, text
