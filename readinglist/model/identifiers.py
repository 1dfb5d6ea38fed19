"""Identifiers: recognising and normalising DOIs, arXiv numbers, ISBNs, PubMed numbers and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.model import schemes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What a pasted text may have before its identifier, as in a file or a style.
_LABEL = rf"(?i)({'|'.join(schemes.NAMES)}|eprint|link)\s*[=:]\s*(\S.*)"
_PAGE = r"(?i)(?:https?://|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::[0-9]+)?/).+"
_NO_PAGE = r"(?i)https?://(?:[\w-]+\.)*(?:doi\.org|[\w.-]*proxy[\w.-]*)[:/]"


def normalise(scheme: str, text: str) -> str:
    """Return an identifier of a scheme in its one form, in which two can be compared.

    A DOI is in lower case, an arXiv number without its version, an ISBN has thirteen digits and no hyphens, an address
    keeps all but the case of its scheme and host. Raises ValueError, with the reason for a person, for an invalid one.
    """
    return schemes.TABLE[scheme].normalise(text.strip())


def normal(scheme: str, text: str) -> str:
    """Return an identifier in its one form, as `normalise` does; empty for an invalid one."""
    try:
        return normalise(scheme, text)
    except ValueError:
        return ""


def in_field(scheme: str, text: str) -> str:
    """Return an identifier as its field holds it: a DOI without its resolver, an ISBN as typed, arXiv's with its version.

    Raises ValueError, with the reason, for an invalid one.
    """
    written = schemes.TABLE[scheme].in_field
    kept = written(text) if written else text
    form = normalise(scheme, kept)
    return kept if written else form


def recognise(text: str) -> tuple[str, str] | None:
    """Return scheme and normalised value of whatever identifier was pasted; None for none.

    An address that holds an identifier is that identifier: at doi.org, arxiv.org and PubMed, at mirrors of arXiv, at a
    publisher with a DOI, at a bookseller with an ISBN. Bare digits are an ISBN or nothing.
    """
    plain = _bare(text)
    found = _recognised(plain)
    if not found and (label := re.fullmatch(_LABEL, plain)):
        inner = _bare(label[2])
        scheme = label[1].lower()
        found = _recognised(inner) or (
            (scheme, value) if scheme in schemes.TABLE and (value := normal(scheme, inner)) else None
        )
    return found


def mistake(text: str) -> str:
    """Return what is wrong with a text that is meant to be an identifier, such as an ISBN with a wrong check digit.

    Empty for what is an identifier, and for what is not meant to be one.
    """
    plain = _bare(text)
    for scheme in () if recognise(plain) else schemes.TABLE.values():
        if scheme.meant and re.fullmatch(scheme.meant, plain, re.IGNORECASE):
            try:
                scheme.normalise(plain)
            except ValueError as error:
                return str(error)
    return ""


def _bare(text: str) -> str:
    """Return a pasted text without what stood around it in its sentence."""
    return schemes.without_tail(schemes.without_unseen(text).strip().lstrip("\"'<([{“‘ "))


def page(text: str) -> str:
    """Return the address of the page that was pasted, whatever it holds; empty for none, and for one of doi.org.

    What a library's proxy made of an address is no page for others.
    """
    plain = _bare(text)
    if not re.fullmatch(_PAGE, plain):
        return ""
    address = normal("url", plain if "://" in plain else f"https://{plain}")
    return "" if re.match(_NO_PAGE, address) else address


def _recognised(plain: str) -> tuple[str, str] | None:
    low = plain.lower()
    for name, scheme in schemes.TABLE.items():
        if scheme.tried is not None and re.search(scheme.tried, low) and (value := normal(name, _ended(scheme, plain))):
            return name, value
    if "/" in plain and (held := _held(plain)):
        return held
    address = f"https://{plain}" if plain[:4].lower() == "www." else plain
    last = (name for name, scheme in schemes.TABLE.items() if scheme.tried is None)
    return next(((name, value) for name in last if (value := normal(name, address))), None)


def _ended(scheme: schemes.Scheme, text: str) -> str:
    return re.sub(scheme.behind, "", text) if scheme.behind else text


def _held(address: str) -> tuple[str, str] | None:
    from readinglist.model import identifiers_in_urls  # noqa: PLC0415 - only what somebody pasted needs it

    found = identifiers_in_urls.inside(address)
    value = normal(*found) if found else ""
    return (found[0], value) if found and value else None


def from_fields(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the identifiers of an entry as scheme and normalised value, in the order of the schemes, each once.

    `fields` are its plain values by lower-case name; `doi_2` holds a second one. What is no identifier is left out.
    """
    pairs = [] if schemes.FIELDS.isdisjoint(fields) else list(_candidates(fields))
    number = 2
    while more := {name[:-2]: text for name, text in fields.items() if name.endswith(f"_{number}")}:
        pairs += _candidates(more)
        number += 1
    return list(dict.fromkeys((name, value) for name, text in pairs if (value := normal(name, text))))


def _candidates(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, scheme in schemes.TABLE.items():
        if scheme.in_entry:
            yield from ((name, text) for text in scheme.in_entry(fields) if text)
        elif text := fields.get(scheme.field or name):
            yield name, text
