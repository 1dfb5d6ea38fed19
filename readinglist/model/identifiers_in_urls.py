"""The identifier in the address of a page.

For instance a DOI at a publisher, an arXiv number at a mirror, an ISBN at a bookseller.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote


class UrlRule(NamedTuple):
    """How the addresses of a site hold an identifier.

    `host` and `path` are patterns, as text for `re` to compile when needed; the first group of `path` takes the place of
    `{}` in `value`.
    """

    host: str
    path: str
    scheme: str
    value: str


_ARXIV = r"([a-z-]+(?:\.[a-z-]{2,})?/[0-9]{7}|[0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?(?![0-9])"
_RULES = (
    UrlRule(r"(?:arxiv\.org|xxx\.lanl\.gov)", rf"/(?:abs|pdf|html|ps|format|src|e-print|list|show-email/\w+)/{_ARXIV}", "arxiv", "{}"),
    UrlRule(r"ar5iv\.(?:labs\.arxiv\.)?org", rf"/(?:abs|html|pdf)/{_ARXIV}", "arxiv", "{}"),
    UrlRule(r"(?:alphaxiv\.org|arxiv-vanity\.com|arxiv\.wiki)", rf"/(?:abs|pdf|overview|papers|html)/{_ARXIV}", "arxiv", "{}"),
    UrlRule(r"(?:hf\.co|huggingface\.co|paperswithcode\.com)", rf"/papers?/(?:arxiv/)?{_ARXIV}", "arxiv", "{}"),
    UrlRule(r"(?:scirate\.com|emergentmind\.com|scholar\.archive\.org)", rf"/(?:arxiv|papers|search\?q=)/?{_ARXIV}", "arxiv", "{}"),
    UrlRule(r"semanticscholar\.org", rf"/(?:\w+/)?arxiv[:/]{_ARXIV}", "arxiv", "{}"),
    UrlRule(r"(?:inspirehep\.net|ui\.adsabs\.harvard\.edu)", rf"/(?:api/|abs/)?arxiv[:/]{_ARXIV}", "arxiv", "{}"),
    UrlRule(r"nature\.com", r"/articles/([a-z0-9][\w.-]*?[a-z0-9])(?:\.pdf|_reference\.pdf|\.epdf)?(?:[/?#].*)?\Z", "doi", "10.1038/{}"),
    UrlRule(r"elifesciences\.org", r"/(?:articles|reviewed-preprints|content/[0-9]+/e?)/?([0-9]{5,6})\b", "doi", "10.7554/elife.{}"),
    UrlRule(r"zenodo\.org", r"/(?:records?|deposit)/([0-9]+)\b", "doi", "10.5281/zenodo.{}"),
    UrlRule(r"ssrn\.com", r"/(?:.*[?&])?abstract(?:_?id)?=([0-9]+)\b", "doi", "10.2139/ssrn.{}"),
    UrlRule(r"europepmc\.org", r"/(?:article|abstract)/med/([0-9]+)\b", "pmid", "{}"),
    UrlRule(r"pubmed\.ncbi\.nlm\.nih\.gov", r"/([0-9]+)\b", "pmid", "{}"),
    UrlRule(r"ncbi\.nlm\.nih\.gov", r"/(?:m/)?pubmed/(?:\?term=)?([0-9]+)\b", "pmid", "{}"),
    UrlRule(r"(?:ncbi\.nlm\.nih\.gov|europepmc\.org)", r"/.*\b(pmc[0-9]+)\b", "pmcid", "{}"),
    UrlRule(r"(?:openlibrary|worldcat|goodreads|isbnsearch|bookfinder|abebooks)\.(?:org|com)", r"/(?:\w+/)*(?:isbn/|.*\bisbn=)([0-9-]{9,16}[0-9x])", "isbn", "{}"),
    UrlRule(r"books\.google\.[a-z.]+", r"/.*\b(?:isbn=|vid=isbn:?)([0-9-]{9,16}[0-9x])", "isbn", "{}"),
    UrlRule(r"amazon\.[a-z.]+", r"/(?:.*/)?(?:dp|gp/product|gp/aw/d|exec/obidos/asin)/([0-9]{9}[0-9x])(?![0-9a-z])", "isbn", "{}"),
)  # fmt: skip
_ADDRESS = r"(?:https?://)?(?:[^/@\s]*@)?([a-z0-9][a-z0-9.-]*\.[a-z]{2,})(?::[0-9]+)?(/\S*)"
_DOI = r"(?:/|=|:)(10\.[0-9]{4,9}(?:\.[0-9]+)*/[^?&#]+)"
# What publishers append to a DOI in an address.
_TAIL = (
    r"(?:/(?:abstract|abs|full|fulltext|full-text|full-text-html|pdf|pdfft|epdf|pdfplus|epub|html|meta|references|citations|"
    r"figures|tables|metrics|summary|suppinfo|suppl_file|supplementary-material|xml|download|issuetoc|ris|bibtex|mobile|"
    r"cover|preview|pdf/[^/]+|(?:figures|tables|asset|suppl_file)/.+)"
    r"|(?:\.full)?(?:\.pdf|\.full-text|\.abstract|\.short|\.long|\.html?|\.xml|\.ris|\.epub)(?:\+html)?|\.full)/?\Z"
)
# bioRxiv and medRxiv append the version, which is no part of the DOI; Oxford appends a number of its own.
_OF_PREPRINT = r"(?:v[0-9]+)(?:\.full.*|/.*)?\Z"
_ARTICLE_NUMBER = r"/[0-9]{5,}\Z"


def inside(text: str) -> tuple[str, str] | None:
    """Return scheme and value of the identifier in an address.

    None for none.
    The value is not normalised.
    `https://www.nature.com/articles/nature14539.pdf` → `("doi", "10.1038/nature14539")`
    `https://ar5iv.org/abs/1706.03762v5` → `("arxiv", "1706.03762")`
    `https://onlinelibrary.wiley.com/doi/full/10.1111/x.1` → `("doi", "10.1111/x.1")`
    """
    found = re.fullmatch(_ADDRESS, text.strip(), re.IGNORECASE)
    if not found:
        return None
    host, path = found[1].lower(), found[2]
    return _by_host(host, path) or _doi_in_path(host, path)


def _by_host(host: str, path: str) -> tuple[str, str] | None:
    for rule in _RULES:
        # Below the host of a rule are its subdomains, and what a library's proxy makes of it: `www.nature.com.proxy.edu`.
        if re.search(rf"(?:\A|\.){rule.host}(?:\Z|\..*proxy)", host) and (
            found := re.match(rule.path, unquote(path), re.IGNORECASE)
        ):
            return rule.scheme, rule.value.format(found[1])
    return None


def _doi_in_path(host: str, path: str) -> tuple[str, str] | None:
    """Return the DOI in an address, without what its publisher appends."""
    found = re.search(_DOI, _with_slash(path), re.IGNORECASE)
    if not found:
        return None
    value = unquote(found[1]).rstrip("/")
    shorter = re.sub(_TAIL, "", value, flags=re.IGNORECASE)
    while shorter != value:
        value, shorter = shorter, re.sub(_TAIL, "", shorter, flags=re.IGNORECASE)
    if host.endswith(("biorxiv.org", "medrxiv.org")):
        value = re.sub(_OF_PREPRINT, "", value, flags=re.IGNORECASE)
    if host.endswith("oup.com"):
        value = re.sub(_ARTICLE_NUMBER, "", value)
    return "doi", value


def _with_slash(path: str) -> str:
    """Return a path in which the encoded slash of a DOI is one.

    It may be encoded more than once (RFC 3986, 2.1): `10.1%2Fx → 10.1/x`, `10.1%252Fx → 10.1/x`
    """
    return re.sub(r"%(?:25)*2f", "/", re.sub(r"%(?:25)*3d", "=", path, flags=re.IGNORECASE), flags=re.IGNORECASE)
