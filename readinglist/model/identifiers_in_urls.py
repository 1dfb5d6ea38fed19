"""The identifier in the address of a page: a DOI at a publisher, an arXiv number at a mirror, an ISBN at a bookseller."""

from __future__ import annotations

import re
from urllib.parse import unquote

# Text, for `re` to compile when needed. A host, a pattern of what follows it, and what its groups make.
_ARXIV = r"([a-z-]+(?:\.[a-z-]{2,})?/[0-9]{7}|[0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?(?![0-9])"
_RULES = (
    (r"(?:arxiv\.org|xxx\.lanl\.gov)", rf"/(?:abs|pdf|html|ps|format|src|e-print|list|show-email/\w+)/{_ARXIV}", "arxiv", "{}"),
    (r"ar5iv\.(?:labs\.arxiv\.)?org", rf"/(?:abs|html|pdf)/{_ARXIV}", "arxiv", "{}"),
    (r"(?:alphaxiv\.org|arxiv-vanity\.com|arxiv\.wiki)", rf"/(?:abs|pdf|overview|papers|html)/{_ARXIV}", "arxiv", "{}"),
    (r"(?:hf\.co|huggingface\.co|paperswithcode\.com)", rf"/papers?/(?:arxiv/)?{_ARXIV}", "arxiv", "{}"),
    (r"(?:scirate\.com|emergentmind\.com|scholar\.archive\.org)", rf"/(?:arxiv|papers|search\?q=)/?{_ARXIV}", "arxiv", "{}"),
    (r"semanticscholar\.org", rf"/(?:\w+/)?arxiv[:/]{_ARXIV}", "arxiv", "{}"),
    (r"(?:inspirehep\.net|ui\.adsabs\.harvard\.edu)", rf"/(?:api/|abs/)?arxiv[:/]{_ARXIV}", "arxiv", "{}"),
    (r"nature\.com", r"/articles/([a-z0-9][\w.-]*?[a-z0-9])(?:\.pdf|_reference\.pdf|\.epdf)?(?:[/?#].*)?\Z", "doi", "10.1038/{}"),
    (r"elifesciences\.org", r"/(?:articles|reviewed-preprints|content/[0-9]+/e?)/?([0-9]{5,6})\b", "doi", "10.7554/elife.{}"),
    (r"zenodo\.org", r"/(?:records?|deposit)/([0-9]+)\b", "doi", "10.5281/zenodo.{}"),
    (r"ssrn\.com", r"/(?:.*[?&])?abstract(?:_?id)?=([0-9]+)\b", "doi", "10.2139/ssrn.{}"),
    (r"europepmc\.org", r"/(?:article|abstract)/med/([0-9]+)\b", "pmid", "{}"),
    (r"pubmed\.ncbi\.nlm\.nih\.gov", r"/([0-9]+)\b", "pmid", "{}"),
    (r"ncbi\.nlm\.nih\.gov", r"/(?:m/)?pubmed/(?:\?term=)?([0-9]+)\b", "pmid", "{}"),
    (r"(?:ncbi\.nlm\.nih\.gov|europepmc\.org)", r"/.*\b(pmc[0-9]+)\b", "pmcid", "{}"),
    (r"(?:openlibrary|worldcat|goodreads|isbnsearch|bookfinder|abebooks)\.(?:org|com)", r"/(?:\w+/)*(?:isbn/|.*\bisbn=)([0-9-]{9,16}[0-9x])", "isbn", "{}"),
    (r"books\.google\.[a-z.]+", r"/.*\b(?:isbn=|vid=isbn:?)([0-9-]{9,16}[0-9x])", "isbn", "{}"),
    (r"amazon\.[a-z.]+", r"/(?:.*/)?(?:dp|gp/product|gp/aw/d|exec/obidos/asin)/([0-9]{9}[0-9x])(?![0-9a-z])", "isbn", "{}"),
)  # fmt: skip
_ADDRESS = r"(?:https?://)?(?:[^/@\s]*@)?([a-z0-9][a-z0-9.-]*\.[a-z]{2,})(?::[0-9]+)?(/\S*)"
_DOI = r"(?:/|=|:)(10\.[0-9]{4,9}(?:\.[0-9]+)*/[^?&#]+)"
# What publishers hang on a DOI in an address.
_TAIL = (
    r"(?:/(?:abstract|abs|full|fulltext|full-text|full-text-html|pdf|pdfft|epdf|pdfplus|epub|html|meta|references|citations|"
    r"figures|tables|metrics|summary|suppinfo|suppl_file|supplementary-material|xml|download|issuetoc|ris|bibtex|mobile|"
    r"cover|preview|pdf/[^/]+|(?:figures|tables|asset|suppl_file)/.+)"
    r"|(?:\.full)?(?:\.pdf|\.full-text|\.abstract|\.short|\.long|\.html?|\.xml|\.ris|\.epub)(?:\+html)?|\.full)/?\Z"
)
_OF_PREPRINT = r"(?:v[0-9]+)(?:\.full.*|/.*)?\Z"
_ARTICLE_NUMBER = r"/[0-9]{5,}\Z"


def inside(text: str) -> tuple[str, str] | None:
    """Return scheme and value, not normalised, of the identifier that an address holds; None for no address, or none in it."""
    found = re.fullmatch(_ADDRESS, text.strip(), re.IGNORECASE)
    if not found:
        return None
    host, path = found[1].lower(), found[2]
    return _by_host(host, path) or _doi(host, path)


def _by_host(host: str, path: str) -> tuple[str, str] | None:
    for name, pattern, scheme, form in _RULES:
        if re.search(rf"(?:\A|\.){name}(?:\Z|\..*proxy)", host) and (
            found := re.match(pattern, unquote(path), re.IGNORECASE)
        ):
            return scheme, form.format(found[1])
    return None


def _doi(host: str, path: str) -> tuple[str, str] | None:
    """Return the DOI in an address, without what its publisher hangs on it."""
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
    """Return a path in which the slash of a DOI is one, which some write as `%2F`, and once more encoded as `%252F`."""
    return re.sub(r"%(?:25)*2f", "/", re.sub(r"%(?:25)*3d", "=", path, flags=re.IGNORECASE), flags=re.IGNORECASE)
