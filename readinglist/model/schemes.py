"""The schemes of identifiers, one row each.

A row has the normal form of a value, its address, its fields, and what it names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist.model import pasted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class Scheme(NamedTuple):
    """One scheme.

    Its patterns are text, for `re` to compile when needed.
    """

    name: str
    names: Literal["work", "book", "page"]  # what a value names; parts of a book may carry the book's
    type: str  # of a source of which nothing else is known
    normalise: Callable[
        [str], str
    ]  # the normal form of a value; raises ValueError, with the reason, for an invalid one
    field: str = ""  # that holds a value, where its name is not that of the scheme
    address: str = ""  # what stands before a value in its address on the web
    front: str = ""  # what each value begins with, so that its scheme need not be named: `PMC`
    archive: tuple[str, str] = ("", "")  # what `eprinttype` calls it (BibLaTeX manual, 3.14.7), and people do
    version: str = ""  # a pattern of what may stand behind a value, and is no part of its normal form
    behind: str = ""  # a pattern of what pages and copies of them put behind a value
    tried: str | None = None  # finds texts that may be one, in lower case; None: tried last
    meant: str = ""  # matches texts that somebody took for one, so that an invalid value gets its own message
    in_field: Callable[[str], str] | None = None  # a value as its field holds it, where that is not the normal form
    in_entry: Callable[[Mapping[str, str]], Iterator[str]] | None = (
        None  # values from all fields that hold one, where there are several
    )


_VISIBLE = r"[^\s\x00-\x1f\x7f-\x9f]"

# DOI (ISO 26324)

# Four to nine digits, as in the pattern that Crossref recommends for DOIs; and the parts that a prefix may have.
_DOI = rf"(?!.*(?:{pasted.LINK}))10\.[0-9]{{4,9}}(?:\.[0-9]+)*/{_VISIBLE}+"
_CLEAN_DOI = r"10\.[0-9]{4,9}/[A-Za-z0-9._-]*[A-Za-z0-9]"  # with nothing to remove, as nearly all have it
_DOI_FRONT = r"(?i)((?:https?://)?(?:(?:dx|www)\.)?(?:short)?doi\.org/+)?(?:(?:urn:|info:)?doi[:/]?\s*)*"
_DOI_TAIL = r"(?i)\?.*|#[:~a-z].*"
# A short DOI (shortdoi.org) stands for a long one: `10/gfxtbw`; behind doi.org, `10/` may be left out. A letter is asked
# for, and two characters, so that no date or fraction is one.
_SHORT_DOI = r"10/(?=[0-9]*[a-z])[a-z0-9]{2,10}"
_SHORT_AT_DOI = r"(?=[0-9]*[a-z])[a-z0-9]{4,8}"
_PERCENT = r"(?i)(?:%[0-9a-f]{2})+"


def _normal_doi(text: str) -> str:
    """`https://doi.org/10.1000/ABC?x=1 → 10.1000/abc`, `doi: 10.1000%2F182. → 10.1000/182`.

    A short DOI is one too: `https://doi.org/gfxtbw2 → 10/gfxtbw2`.
    """
    plain = _bare_doi(text).lower()
    if re.fullmatch(_DOI, plain) or re.fullmatch(_SHORT_DOI, plain):
        return plain
    raise ValueError("a DOI reads like 10.1000/182")


def _bare_doi(text: str) -> str:
    plain = pasted.without_escapes(text).lstrip("\"'<([{“‘ ")
    front = re.match(_DOI_FRONT, plain)
    if front and front[0]:
        plain = plain[front.end() :]
        plain = re.sub(_DOI_TAIL, "", plain) if front[1] else plain
    # What a link of a wiki is called stands behind a stroke, which no DOI has; nor does one end with a slash.
    plain = pasted.without_unseen(_without_percent(plain)).partition("|")[0]
    while (shorter := pasted.without_tail(plain).rstrip("/")) != plain:
        plain = shorter
    is_short = front and front[1] and "www." not in front[1].lower() and re.fullmatch(_SHORT_AT_DOI, plain.lower())
    return f"10/{plain}" if is_short else plain


def is_short(doi: str) -> bool:
    """Whether a normalised DOI is a short one, which stands for another."""
    return doi.startswith("10/")


def _without_percent(text: str) -> str:
    before = ""
    while "%" in text and text != before:
        before = text
        text = re.sub(_PERCENT, _decode_percent, text)
    return text


def _decode_percent(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace")


def _doi_in_entry(fields: Mapping[str, str]) -> Iterator[str]:
    yield fields.get("doi", "")
    if "doi.org/" in (url := fields.get("url", "")).lower():
        yield url


# arXiv

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
_ARXIV_BEHIND = r"(?i)(?<=[0-9])\s*\[[a-z.-]+\].*|[?#].*"
# The beginning of the DOIs that arXiv gives its papers; the number follows.
ARXIV_DOI = "10.48550/arxiv."


def _normal_arxiv(text: str) -> str:
    """`arXiv:1706.03762v5 → 1706.03762`, `math.GT/0309136 → math/0309136`."""
    found = re.fullmatch(_ARXIV, text)
    if not found:
        raise ValueError("an arXiv number reads like 1706.03762 or hep-th/9901001")
    return found["new"] or f"{found['archive'].lower()}/{found['old']}"


def _arxiv_in_field(text: str) -> str:
    """`https://arxiv.org/abs/1706.03762v5 → 1706.03762v5`."""
    plain = text.strip().removesuffix(".pdf").rpartition("arxiv.org/")[2]
    return re.sub(r"(?i)\A(?:abs/|pdf/|html/|arxiv:\s*)", "", plain)


def arxiv_in_field(text: str, archive: str = "") -> str:
    """Return an arXiv number as its field holds it, older ones with their archive: `9901001`, `hep-th → hep-th/9901001`."""
    plain = _arxiv_in_field(text)
    return f"{archive}/{plain}" if archive and plain.isdecimal() else plain


def _arxiv_in_entry(fields: Mapping[str, str]) -> Iterator[str]:
    doi, eprint, url = fields.get("doi", ""), fields.get("eprint", ""), fields.get("url", "")
    if eprint and _archive(fields) in ("", "arxiv"):
        yield eprint
        archive = fields.get("eprintclass") or fields.get("primaryclass")
        if archive and eprint.isdecimal():
            yield f"{archive}/{eprint}"
    yield from filter(None, map(of_arxiv, (doi, url)))
    if "arxiv.org/" in url.lower():
        yield re.sub(_ARXIV_BEHIND, "", url)


def of_arxiv(doi: str) -> str:
    """Return the arXiv number in a DOI of arXiv's.

    Empty for other DOIs.
    `10.48550/arXiv.1706.03762 → 1706.03762`; the address of such a DOI is read too.
    """
    front, prefix, number = doi.lower().rpartition(ARXIV_DOI)
    return number if prefix and not front[-1:].isalnum() else ""


def _archive(fields: Mapping[str, str]) -> str:
    return (fields.get("eprinttype") or fields.get("archiveprefix") or "").lower()


# ISBN (ISO 2108)

_ISBN_FRONT = r"(?i)(?:urn:)?(?:[ep]-?)?isbn(?:[- ]?1[03](?=[: ]))?\s*:?\s*"
_ISBN_FILL = r"[\s\u00ad\u2010-\u2015\u2212-]+|\(.*\)\Z"
_ISBN_INSIDE = r"(?<![0-9])(?:97[89][- ]?)?(?:[0-9][- ]?){9}[0-9Xx](?![0-9])"


def _normal_isbn(text: str) -> str:
    """`0-306-40615-2 → 9780306406157`, `ISBN-13: 978-3-16-148410-0 → 9783161484100`."""
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


def _isbn_in_entry(fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the ISBNs of a field that may hold several.

    `9780306406157 0306406152` → `9780306406157`, `0306406152`
    """
    text = fields.get("isbn", "")
    for part in re.split("[,;/]", text) if text else ():
        if _is_isbn(part):
            yield part
        elif all(map(_is_isbn, part.split())):
            yield from part.split()
        else:
            yield from re.findall(_ISBN_INSIDE, part)


def _is_isbn(text: str) -> bool:
    try:
        return bool(_normal_isbn(text.strip()))
    except ValueError:
        return False


# PubMed and PubMed Central

_PMID = r"(?i)(?:pmid:?\s*|https?://(?:pubmed\.ncbi\.nlm\.nih\.gov/|www\.ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/))?0*([1-9][0-9]{0,8})/?"
_PMCID = r"(?i)(?:pmcid:?\s*|https?://(?:\w+\.)*(?:nih\.gov|europepmc\.org)/\S*(?=pmc[0-9]))?(?:pmc\s?)?0*([1-9][0-9]{0,8})/?"


def _normal_pmid(text: str) -> str:
    """`PMID: 0123 → 123`, `https://pubmed.ncbi.nlm.nih.gov/123/ → 123`."""
    found = re.fullmatch(_PMID, text)
    if not found:
        raise ValueError("a PubMed number has up to nine digits")
    return found[1]


def _pmid_in_entry(fields: Mapping[str, str]) -> Iterator[str]:
    yield fields.get("pmid", "")
    if _archive(fields) in ("pubmed", "pmid"):
        yield fields.get("eprint", "")


def _normal_pmcid(text: str) -> str:
    """`PMC12 → PMC12`, `pmcid: 12 → PMC12`."""
    found = re.fullmatch(_PMCID, text)
    if not found:
        raise ValueError("a PubMed Central number reads like PMC1234567")
    return f"PMC{found[1]}"


# Addresses (RFC 3986)

_URL = rf"(?i)(https?|ftp)://([^/?#\s\x00-\x1f\x7f-\x9f]+)({_VISIBLE}*)"


def _normal_url(text: str) -> str:
    """`<HTTP://Ann@Example.org/A> → http://Ann@example.org/A`: RFC 3986, 6.2.2.1, but no other normalisation."""
    found = re.fullmatch(_URL, text.strip("<> \t\r\n"))
    if not found:
        raise ValueError("an address begins with http:// or https:// and holds no white space")
    user, at, host = found[2].rpartition("@")
    return f"{found[1].lower()}://{user}{at}{host.lower()}{found[3]}"


# In the order in which they are shown, and in which a pasted text is compared with them.
_ROWS = (
    Scheme(
        "doi", "work", "article", _normal_doi,
        address="https://doi.org/",
        in_entry=_doi_in_entry,
        tried="",
        meant=r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi\s*:).*|10\.[0-9]{4,9}/.*",
    ),
    Scheme(
        "arxiv", "work", "online", _normal_arxiv,
        field="eprint",
        address="https://arxiv.org/abs/",
        archive=("arxiv", "arXiv"),
        version="v[1-9][0-9]{0,3}",
        behind=_ARXIV_BEHIND,
        in_field=_arxiv_in_field,
        in_entry=_arxiv_in_entry,
        tried="",
        meant=r"(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv\s*:).*[0-9].*|[0-9]{4}\.[0-9]{4,6}(?:v[0-9]+)?",
    ),
    Scheme(
        "isbn", "book", "book", _normal_isbn,
        in_field=str,
        in_entry=_isbn_in_entry,
        meant=(
            r"(?:urn:)?(?:[ep]-?)?isbn\b.*[0-9].*|97[89][- ]?(?:[0-9][- ]?){9}[0-9]|[0-9]{9}[0-9X]"
            r"|[0-9]+(?:-[0-9]+){2}-[0-9X]"
        ),
    ),
    Scheme(
        "pmid", "work", "article", _normal_pmid,
        address="https://pubmed.ncbi.nlm.nih.gov/",
        archive=("pubmed", "PubMed"),
        in_entry=_pmid_in_entry,
        tried=r"pubmed|\Apmid",
        meant=r"pmid\s*:?.*",
    ),
    Scheme(
        "pmcid", "work", "article", _normal_pmcid,
        address="https://pmc.ncbi.nlm.nih.gov/articles/",
        front="PMC",
        tried="pmc",
        meant=r"pmcid\s*:.*",
    ),
    Scheme("url", "page", "online", _normal_url),
)  # fmt: skip
TABLE = {one.name: one for one in _ROWS}
NAMES = tuple(TABLE)
# The fields of an entry that hold identifiers.
FIELDS = frozenset(one.field or one.name for one in _ROWS)
# The schemes that name one work, and those by which duplicates are found.
OF_WORKS = tuple(one.name for one in _ROWS if one.names == "work")
TELLING = tuple(one.name for one in _ROWS if one.names != "page")
# The order in which services are asked for a source: by the work, then the book, then the page.
ASKED = (*OF_WORKS, *(one.name for one in _ROWS if one.names == "book"), *(n for n in NAMES if n not in TELLING))
# The schemes whose values stand alone in a field of their name, and can be checked there.
CHECKED = tuple(one.name for one in _ROWS if one.names != "page" and not one.field)


def of_parts(name: str) -> bool:
    """Whether parts of a book may have its identifier.

    An ISBN is such a one.
    """
    return TABLE[name].names == "book"


def address(name: str, value: str) -> str:
    """Return the address of an identifier on the web.

    Empty for none, and for a scheme of a later version.
    `doi`, `10.1000/182` → `https://doi.org/10.1000/182`; an ISBN has no address of its own.
    """
    scheme = TABLE.get(name)
    if scheme is None or not scheme.address:
        return value if scheme and scheme.names == "page" else ""
    return scheme.address + value


def shown(name: str, value: str) -> str:
    """Return an identifier as a message names it.

    `doi 10.1000/182`, `PMC1234567`.
    """
    scheme = TABLE[name]
    return value if scheme.front or scheme.names == "page" else f"{name} {value}"


def label(name: str) -> str:
    """Return the name of a scheme as people write it: `DOI`, `arXiv`, `PMID`."""
    return TABLE[name].archive[1] if TABLE[name].field else name.upper()


def number(name: str, value: str) -> str:
    """Return a value without the letters of its scheme: `PMC12 → 12`."""
    return value.removeprefix(TABLE[name].front)


def as_fields(name: str, value: str) -> dict[str, str]:
    """Return the fields by which an entry holds an identifier.

    `arxiv`, `1706.03762` → `{"eprint": "1706.03762", "eprinttype": "arxiv"}`
    """
    scheme = TABLE[name]
    return {scheme.field or name: value, **({"eprinttype": scheme.archive[0]} if scheme.field == "eprint" else {})}


def versioned(name: str, value: str, text: str) -> str:
    """Return a value with the version that a text names.

    For instance `1706.03762v5`.
    """
    version = TABLE[name].version
    bare = re.escape(value.rpartition("/")[2])
    found = re.search(rf"(?i){bare}({version})(?![0-9])", text) if version else None
    return value + (found[1].lower() if found else "")


def as_printed(field: str, text: str) -> str:
    """Return the value of a field as a bibliography prints it: without a resolver and label before it, its letters as they are.

    What is not valid stays as it is. `doi`, `https://doi.org/10.1000/ABC → 10.1000/ABC`; `pmid`, `PMID: 123 → 123`;
    `isbn`, `ISBN 0-306-40615-2 (hbk) → 0-306-40615-2`
    """
    if field == "doi":
        plain = text if re.fullmatch(_CLEAN_DOI, text) else _bare_doi(text.strip())
        return plain if re.fullmatch(_DOI, plain) else text
    if field == "isbn":
        front = re.match(_ISBN_FRONT, text.strip())
        bare = re.sub(r"\s*\([^()]*\)\Z", "", text.strip()[front.end() :] if front else text.strip())
        return bare if _is_isbn(bare) else text
    if field not in ("pmid", "pmcid"):
        return text
    try:
        return TABLE[field].normalise(text.strip())
    except ValueError:
        return text
