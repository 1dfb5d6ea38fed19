"""Identifiers: recognising and normalising DOIs, arXiv numbers, ISBNs, PubMed numbers and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SCHEMES = ("doi", "arxiv", "isbn", "pmid", "pmcid", "url")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.IGNORECASE)
_DOI_FRONT = re.compile(r"\A(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:?\s*)+", re.IGNORECASE)
_ARXIV = re.compile(
    r"\A(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*)?"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?\Z",
    re.IGNORECASE,
)
_ISBN_FRONT = re.compile(r"\A\s*(?:urn:isbn:|isbn(?:-1[03])?:?)\s*", re.IGNORECASE)
_PMID = re.compile(r"\A(?:pmid:?\s*|https?://(?:www\.)?pubmed\.ncbi\.nlm\.nih\.gov/)?(\d{1,9})/?\Z", re.IGNORECASE)
_PMCID = re.compile(r"\A(?:pmcid:?\s*)?(?:https?://\S*/)?(PMC\d{1,9})/?\Z", re.IGNORECASE)
_URL = re.compile(r"\A(https?|ftp)://([^/?#\s]+)(\S*)\Z", re.IGNORECASE)


def normalise(scheme: str, text: str) -> str:
    """Return an identifier in its one form. Raises ValueError, with the reason, for what is none."""
    return _NORMALISE[scheme](text.strip())


def _doi(text: str) -> str:
    plain = _DOI_FRONT.sub("", text)
    if "%2f" in plain.lower():
        plain = unquote(plain)
    plain = plain.rstrip(".,;:'\"")
    while plain.endswith((")", "]", ">")) and plain.count(plain[-1]) > plain.count(
        {")": "(", "]": "[", ">": "<"}[plain[-1]]
    ):
        plain = plain[:-1].rstrip(".,;:")
    if not _DOI.fullmatch(plain):
        raise ValueError("a DOI reads like 10.1000/182")
    return plain.lower()


def _arxiv(text: str) -> str:
    found = _ARXIV.match(text)
    if not found:
        raise ValueError("an arXiv number reads like 1706.03762 or hep-th/9901001")
    return found[1].lower()


def _isbn(text: str) -> str:
    digits = re.sub(r"[\s\u2010-\u2015-]", "", _ISBN_FRONT.sub("", text)).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        total = sum((10 - n) * (10 if d == "X" else int(d)) for n, d in enumerate(digits))
        if total % 11:
            raise ValueError("its check digit is wrong")
        return _with_check("978" + digits[:9])
    if not re.fullmatch(r"97[89]\d{10}", digits):
        raise ValueError("an ISBN has 10 or 13 digits")
    if _with_check(digits[:12]) != digits:
        raise ValueError("its check digit is wrong")
    return digits


def _with_check(twelve: str) -> str:
    total = sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(twelve))
    return f"{twelve}{-total % 10}"


def _pmid(text: str) -> str:
    found = _PMID.match(text)
    if not found:
        raise ValueError("a PubMed number has up to nine digits")
    return found[1].lstrip("0")


def _pmcid(text: str) -> str:
    found = _PMCID.match(text)
    if not found:
        raise ValueError("a PubMed Central number reads like PMC1234567")
    return found[1].upper()


def _url(text: str) -> str:
    found = _URL.match(text.strip("<> "))
    if not found:
        raise ValueError("an address begins with http:// or https://")
    return f"{found[1].lower()}://{found[2].lower()}{found[3]}"


_NORMALISE: dict[str, Callable[[str], str]] = {
    "doi": _doi,
    "arxiv": _arxiv,
    "isbn": _isbn,
    "pmid": _pmid,
    "pmcid": _pmcid,
    "url": _url,
}


def recognise(text: str) -> tuple[str, str] | None:
    """Return scheme and normalised value of whatever identifier a text is; None for none."""
    plain = text.strip().strip("<>")
    for scheme in ("doi", "arxiv", "pmcid", "url"):
        value = _try(scheme, plain)
        if value:
            return scheme, value
    if plain.lower().startswith("pmid"):
        value = _try("pmid", plain)
        return ("pmid", value) if value else None
    value = _try("isbn", plain)
    return ("isbn", value) if value else None


def _try(scheme: str, text: str) -> str:
    try:
        return normalise(scheme, text)
    except ValueError:
        return ""


def from_fields(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the identifiers of an entry, from its plain values by lower-case field name; what is wrong is left out."""
    found: dict[tuple[str, str], None] = {}
    if doi := _try("doi", fields["doi"]) if fields.get("doi") else "":
        found["doi", doi] = None
        if doi.startswith("10.48550/arxiv."):
            found["arxiv", doi[15:]] = None
    _note_eprint(fields, found)
    for part in re.split(r"[,;]|\s+(?=97[89])", fields["isbn"]) if fields.get("isbn") else ():
        if value := _try("isbn", part):
            found["isbn", value] = None
    for scheme in ("pmid", "pmcid", "url"):
        if fields.get(scheme) and (value := _try(scheme, fields[scheme])):
            found[scheme, value] = None
    url = fields.get("url", "")
    for scheme, host in (("doi", "doi.org/"), ("arxiv", "arxiv.org/")):
        if host in url and (value := _try(scheme, url)):
            found[scheme, value] = None
    return sorted(found, key=lambda pair: SCHEMES.index(pair[0]))


def _note_eprint(fields: Mapping[str, str], found: dict[tuple[str, str], None]) -> None:
    eprint = fields.get("eprint", "")
    kind = fields.get("eprinttype") or fields.get("archiveprefix") or "arxiv"
    if eprint and kind.lower() == "arxiv" and (value := _try("arxiv", eprint)):
        found["arxiv", value] = None
    elif eprint and kind.lower() in ("pubmed", "pmid") and (value := _try("pmid", eprint)):
        found["pmid", value] = None
