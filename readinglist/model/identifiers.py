"""Identifiers: recognising and normalising DOIs, arXiv numbers, ISBNs, PubMed numbers and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SCHEMES = ("doi", "arxiv", "isbn", "pmid", "pmcid", "url")
_SOURCES = frozenset(("doi", "eprint", "isbn", "pmid", "pmcid", "url"))
# Kept as text, for `re` to compile when needed: every start of the program imports this.
_SEEN = r"[^\s\x00-\x1f\x7f-\x9f]"
_DOI = rf"10\.[0-9]{{4,9}}(?:\.[0-9]+)*/{_SEEN}+"
_DOI_FRONT = r"(?i)((?:https?://)?(?:(?:dx|www)\.)?doi\.org/+)?(?:(?:urn:|info:)?doi[:/]?\s*)*"
_DOI_TAIL = r"(?i)\?.*|#[:~a-z].*"
_PERCENT = r"(?i)(?:%[0-9a-f]{2})+"
_OPENED_BY = {")": "(", "]": "[", ">": "<", "}": "{"}
_MONTH = "[0-9]{2}(?:0[1-9]|1[0-2])"
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|"
    "funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|"
    "q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_ARXIV = (
    r"(?i)(?:(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|(?:info:)?arxiv(?:[:./]\s*|\s+))?"
    rf"(?:(?P<new>{_MONTH}\.[0-9]{{4,5}})|(?P<archive>{_ARCHIVES})(?:\.[a-z-]{{2,}})?/(?P<old>{_MONTH}[0-9]{{3}}))"
    r"(?:v[0-9]+)?(?:\.pdf)?"
)
_ARXIV_DOI = r"(?i)\A.*\b10\.48550/arxiv\."
_ARXIV_STAMP = r"(?i)(?<=[0-9])\s*\[[a-z.-]+\].*|[?#].*"
_ISBN_FRONT = r"(?i)(?:urn:)?(?:[ep]-?)?isbn(?:[- ]?1[03](?=[: ]))?\s*:?\s*"
_ISBN_FILL = r"[\s\u00ad\u2010-\u2015\u2212-]+|\(.*\)\Z"
_ISBN_INSIDE = r"(?<![0-9])(?:97[89][- ]?)?(?:[0-9][- ]?){9}[0-9Xx](?![0-9])"
_PMID = r"(?i)(?:pmid:?\s*|https?://(?:pubmed\.ncbi\.nlm\.nih\.gov/|www\.ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/))?0*([1-9][0-9]{0,8})/?"
_PMCID = r"(?i)(?:pmcid:?\s*|https?://(?:\w+\.)*(?:nih\.gov|europepmc\.org)/\S*(?=pmc[0-9]))?(?:pmc\s?)?0*([1-9][0-9]{0,8})/?"
# What a pasted text may have around its identifier: marks that nobody sees, and its name as in a file or a style.
_UNSEEN = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
_LABEL = r"(?i)(doi|eprint|arxiv|isbn|pmid|pmcid|url|link)\s*[=:]\s*(\S.*)"
_MEANT = (
    (
        "isbn",
        r"(?i)(?:urn:)?(?:[ep]-?)?isbn\b.*[0-9].*|97[89][- ]?(?:[0-9][- ]?){9}[0-9]|[0-9]{9}[0-9X]|[0-9]+(?:-[0-9]+){2}-[0-9X]",
    ),
    ("doi", r"(?i)(?:https?://(?:dx\.|www\.)?doi\.org/|doi\s*:).*|10\.[0-9]{4,9}/.*"),
    (
        "arxiv",
        r"(?i)(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv\s*:).*[0-9].*|[0-9]{4}\.[0-9]{4,6}(?:v[0-9]+)?",
    ),
    ("pmid", r"(?i)pmid\s*:?.*"),
    ("pmcid", r"(?i)pmcid\s*:.*"),
)
_URL = rf"(?i)(https?|ftp)://([^/?#\s\x00-\x1f\x7f-\x9f]+)({_SEEN}*)"
_PAGE = r"(?i)(?:https?://|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::[0-9]+)?/).+"
_NO_PAGE = r"(?i)https?://(?:[\w-]+\.)*(?:doi\.org|[\w.-]*proxy[\w.-]*)[:/]"


def normalise(scheme: str, text: str) -> str:
    """Return an identifier of one of the SCHEMES in its one form, in which two can be compared.

    A DOI is in lower case, an arXiv number without its version, an ISBN has thirteen digits and no hyphens, an address
    keeps all but the case of its scheme and host. Raises ValueError, with the reason for a person, for what is none.
    """
    return _NORMALISE[scheme](text.strip())


def _doi(text: str) -> str:
    plain = text.lstrip("\"'<([{“‘ ")
    front = re.match(_DOI_FRONT, plain)
    if front and front[0]:
        plain = plain[front.end() :]
        plain = re.sub(_DOI_TAIL, "", plain) if front[1] else plain
    plain = _without_tail(_without_unseen(_without_percent(plain))).lower()
    if not re.fullmatch(_DOI, plain):
        raise ValueError("a DOI reads like 10.1000/182")
    return plain


def _without_unseen(text: str) -> str:
    return text if text.isascii() else re.sub(_UNSEEN, "", text)


def _without_percent(text: str) -> str:
    before = ""
    while "%" in text and text != before:
        before = text
        text = re.sub(_PERCENT, _decoded, text)
    return text


def _decoded(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace")


def _without_tail(text: str) -> str:
    """Take off the punctuation of the sentence from which something was pasted; brackets that are opened stay."""
    while text and (text[-1] in ".,;:'\"”’… " or _closes_nothing(text)):
        text = text[:-1]
    return text


def _closes_nothing(text: str) -> bool:
    opener = _OPENED_BY.get(text[-1])
    return opener is not None and text.count(text[-1]) > text.count(opener)


def _arxiv(text: str) -> str:
    found = re.fullmatch(_ARXIV, text)
    if not found:
        raise ValueError("an arXiv number reads like 1706.03762 or hep-th/9901001")
    return found["new"] or f"{found['archive'].lower()}/{found['old']}"


def _isbn(text: str) -> str:
    front = re.match(_ISBN_FRONT, text)
    digits = re.sub(_ISBN_FILL, "", text[front.end() :] if front else text).upper()
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        if sum((10 - n) * (10 if d == "X" else int(d)) for n, d in enumerate(digits)) % 11:
            raise ValueError("its check digit is wrong")
        return _with_check("978" + digits[:9])
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        raise ValueError("an ISBN has 10 or 13 digits")
    if _with_check(digits[:12]) != digits:
        raise ValueError("its check digit is wrong")
    return digits


def _with_check(twelve: str) -> str:
    total = sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(twelve))
    return f"{twelve}{-total % 10}"


def _pmid(text: str) -> str:
    found = re.fullmatch(_PMID, text)
    if not found:
        raise ValueError("a PubMed number has up to nine digits")
    return found[1]


def _pmcid(text: str) -> str:
    found = re.fullmatch(_PMCID, text)
    if not found:
        raise ValueError("a PubMed Central number reads like PMC1234567")
    return f"PMC{found[1]}"


def _url(text: str) -> str:
    found = re.fullmatch(_URL, text.strip("<> \t\r\n"))
    if not found:
        raise ValueError("an address begins with http:// or https:// and holds no white space")
    user, at, host = found[2].rpartition("@")
    return f"{found[1].lower()}://{user}{at}{host.lower()}{found[3]}"


_NORMALISE: dict[str, Callable[[str], str]] = {
    "doi": _doi,
    "arxiv": _arxiv,
    "isbn": _isbn,
    "pmid": _pmid,
    "pmcid": _pmcid,
    "url": _url,
}


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
            (scheme, value) if scheme in SCHEMES and (value := _try(scheme, inner)) else None
        )
    return found


def mistake(text: str) -> str:
    """Return what is wrong with a text that is meant to be an identifier, such as an ISBN with a wrong check digit.

    Empty for what is an identifier, and for what is not meant to be one.
    """
    plain = _bare(text)
    for scheme, pattern in () if recognise(plain) else _MEANT:
        if re.fullmatch(pattern, plain):
            try:
                normalise(scheme, plain)
            except ValueError as error:
                return str(error)
    return ""


def _bare(text: str) -> str:
    """Return a pasted text without what stood around it in its sentence."""
    return _without_tail(_without_unseen(text).strip().lstrip("\"'<([{“‘ "))


def page(text: str) -> str:
    """Return the address of the page that was pasted, whatever it holds; empty for none, and for one of doi.org.

    What a library's proxy made of an address is no page for others.
    """
    plain = _bare(text)
    if not re.fullmatch(_PAGE, plain):
        return ""
    address = _try("url", plain if "://" in plain else f"https://{plain}")
    return "" if re.match(_NO_PAGE, address) else address


def _recognised(plain: str) -> tuple[str, str] | None:
    for scheme in _likely(plain.lower()):
        value = _try(scheme, re.sub(_ARXIV_STAMP, "", plain) if scheme == "arxiv" else plain)
        if value:
            return scheme, value
    if "/" in plain and (held := _held(plain)):
        return held
    address = f"https://{plain}" if plain[:4].lower() == "www." else plain
    return next(((scheme, value) for scheme in ("url", "isbn") if (value := _try(scheme, address))), None)


def _held(address: str) -> tuple[str, str] | None:
    from readinglist.model import identifiers_in_urls  # noqa: PLC0415 - only what somebody pasted needs it

    found = identifiers_in_urls.inside(address)
    value = _try(*found) if found else ""
    return (found[0], value) if found and value else None


def _likely(low: str) -> Iterator[str]:
    yield from ("doi", "arxiv")
    if "pubmed" in low or low.startswith("pmid"):
        yield "pmid"
    if "pmc" in low:
        yield "pmcid"


def _try(scheme: str, text: str) -> str:
    try:
        return normalise(scheme, text)
    except ValueError:
        return ""


def from_fields(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the identifiers of an entry as scheme and normalised value, in the order of SCHEMES, each once.

    `fields` are its plain values by lower-case name; `doi_2` holds a second one. What is no identifier is left out.
    """
    pairs = [] if _SOURCES.isdisjoint(fields) else [(s, _try(s, text)) for s, text in _candidates(fields)]
    number = 2
    while more := {name[:-2]: text for name, text in fields.items() if name.endswith(f"_{number}")}:
        pairs += [(s, _try(s, text)) for s, text in _candidates(more)]
        number += 1
    return list(dict.fromkeys(pair for pair in pairs if pair[1]))


def _candidates(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    doi, eprint, url = fields.get("doi", ""), fields.get("eprint", ""), fields.get("url", "")
    low = url.lower()
    if doi:
        yield "doi", doi
    if "doi.org/" in low:
        yield "doi", url
    if eprint:
        yield from _of_arxiv(eprint, fields)
    yield from (("arxiv", re.sub(_ARXIV_DOI, "", text)) for text in (doi, url) if "10.48550/arxiv." in text.lower())
    if "arxiv.org/" in low:
        yield "arxiv", re.sub(_ARXIV_STAMP, "", url)
    yield from (("isbn", part) for part in _isbns(fields.get("isbn", "")))
    yield from _of_pubmed(fields, eprint)
    if url:
        yield "url", url


def _archive(fields: Mapping[str, str]) -> str:
    return (fields.get("eprinttype") or fields.get("archiveprefix") or "").lower()


def _of_arxiv(eprint: str, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if _archive(fields) in ("", "arxiv"):
        yield "arxiv", eprint
        archive = fields.get("eprintclass") or fields.get("primaryclass")
        if archive and eprint.isdecimal():
            yield "arxiv", f"{archive}/{eprint}"


def _of_pubmed(fields: Mapping[str, str], eprint: str) -> Iterator[tuple[str, str]]:
    for scheme in ("pmid", "pmcid"):
        if fields.get(scheme):
            yield scheme, fields[scheme]
        if scheme == "pmid" and eprint and _archive(fields) in ("pubmed", "pmid"):
            yield "pmid", eprint


def _isbns(text: str) -> Iterator[str]:
    """Take apart a field that holds several, with or without something between them."""
    for part in re.split("[,;/]", text) if text else ():
        if _try("isbn", part):
            yield part
        elif all(_try("isbn", word) for word in part.split()):
            yield from part.split()
        else:
            yield from re.findall(_ISBN_INSIDE, part)
