"""The identifier in the address of a page.

For instance a DOI at a publisher, an arXiv number at a mirror, an ISBN at a bookseller.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from readinglist.model import schemes

if TYPE_CHECKING:
    from collections.abc import Iterator


class UrlRule(NamedTuple):
    """How the addresses of a site lead to a record without their page.

    `hosts` are domains; one that ends with a full stop has any top-level domain. `path` is a pattern, as text for `re` to
    compile when needed; its groups take the places of `{}` in `value`. `way` is a scheme, and `value` then an identifier; or an index of works that is asked for its number (INDEXES);
    or a kind of work that has numbers (NUMBERED), and `value` then such a number, with a language behind `#`; or what is to be
    read at the address that `value` then is (`webpages.by_host`).
    """

    hosts: str
    path: str
    way: str
    value: str


# Indexes of works, with numbers of their own: Elsevier's PII at Crossref, Semantic Scholar, OpenAlex.
INDEXES = ("pii", "semanticscholar", "openalex")
# Ways by the number of a work, and the type of such a work: a law of the European Union (CELEX), a patent.
NUMBERED = {"celex": "legislation", "patent": "patent"}
_ADS = r"/(?:#?abs/|full/|pdf/|link_gateway/|cgi-bin/.*bibcode=)"
_IEEE = r"/(?:(?:[a-z]+/)*document/|.*[?&]arnumber=|ielx?[0-9]*/.*/)0*([0-9]+)(?![0-9])"
_PATENT = r"([a-z]{2}(?:re|d|pp|h)?[0-9]{4,}[a-z]?[0-9]?)"
_CELEX = r"([0-9][0-9]{4}[a-z]{1,2}[0-9a-z()_-]{2,30})"
_IN = r"(?=(?:[^?#]*/(bul|ces|dan|deu|ell|eng|est|fin|fra|gle|hrv|hun|ita|lav|lit|mlt|nld|pol|por|ron|slk|slv|spa|swe)\b)?)"
_ARXIV = r"([a-z-]+(?:\.[a-z-]{2,})?/[0-9]{7}|[0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?(?![0-9])"
_OSF = r"([a-z0-9]{5}(?:_v[0-9]+)?)(?![a-z0-9])"
# One line for each kind of address. Of two lines that fit, the first counts; where it leads nowhere, the next is tried.
_RULES = (
    UrlRule("arxiv.org xxx.lanl.gov", rf"/(?:abs|pdf|html|ps|format|src|e-print|list|show-email/\w+)/{_ARXIV}", "arxiv", "{}"),
    UrlRule("ar5iv.org ar5iv.labs.arxiv.org", rf"/(?:abs|html|pdf)/{_ARXIV}", "arxiv", "{}"),
    UrlRule("alphaxiv.org arxiv-vanity.com arxiv.wiki", rf"/(?:abs|pdf|overview|papers|html)/{_ARXIV}", "arxiv", "{}"),
    UrlRule("hf.co huggingface.co paperswithcode.com", rf"/papers?/(?:arxiv/)?{_ARXIV}", "arxiv", "{}"),
    UrlRule("scirate.com emergentmind.com scholar.archive.org", rf"/(?:arxiv|papers|search\?q=)/?{_ARXIV}", "arxiv", "{}"),
    UrlRule("semanticscholar.org", rf"/(?:\w+/)?arxiv[:/]{_ARXIV}", "arxiv", "{}"),
    UrlRule("inspirehep.net ui.adsabs.harvard.edu", rf"/(?:api/|abs/)?arxiv[:/]{_ARXIV}", "arxiv", "{}"),
    UrlRule("adsabs.harvard.edu", rf"{_ADS}[0-9]{{4}}arxiv([0-9]{{4}})([0-9]{{5}})[a-z]", "arxiv", "{}.{}"),
    UrlRule("adsabs.harvard.edu", rf"{_ADS}[0-9]{{4}}arxiv([0-9]{{4}}\.[0-9]{{4}})[a-z]", "arxiv", "{}"),
    UrlRule("adsabs.harvard.edu", rf"{_ADS}(?:19|20)([0-9]{{2}})(astro|cond|gr|hep|math|nucl|quant)\.(ex|lat|mat|ph|qc|th)\.*([0-9]{{4,5}})[a-z]", "arxiv", "{1}-{2}/{0}{3:0>5}"),
    UrlRule("dblp.org dblp.uni-trier.de dblp.dagstuhl.de", r"/(?:rec|db)/(?:\w+/)?journals/corr/abs-([0-9]{4})-([0-9]{4,5})", "arxiv", "{}.{}"),
    UrlRule("nature.com", r"/articles/([a-z0-9][\w.-]*?[a-z0-9])(?:\.pdf|_reference\.pdf|\.epdf)?(?:[/?#].*)?\Z", "doi", "10.1038/{}"),
    UrlRule("elifesciences.org", r"/(?:articles|reviewed-preprints|content/[0-9]+/e?)/?([0-9]{5,6})\b", "doi", "10.7554/elife.{}"),
    UrlRule("zenodo.org", r"/(?:records?|deposit)/([0-9]+)\b", "doi", "10.5281/zenodo.{}"),
    UrlRule("figshare.com", r"/(?:articles|s|collections)/(?:[^/]+/)*([0-9]{5,9})(?:/[0-9]+)?/?(?:[?#].*)?\Z", "doi", "10.6084/m9.figshare.{}"),
    UrlRule("ssrn.com", r"/(?:.*[?&/])?abstract(?:_?id)?=([0-9]+)\b", "doi", "10.2139/ssrn.{}"),
    UrlRule("jstor.org", r"/stable/(?:pdf/|pdfplus/|full/)?([0-9]{3,})(?:\.pdf)?(?![\w./])", "doi", "10.2307/{}"),
    UrlRule("nber.org", r"/(?:papers|chapters|system/files/working_papers/[a-z0-9]+)/([wthc][0-9]{1,5})\b", "doi", "10.3386/{}"),
    UrlRule("biorxiv.org medrxiv.org", r"/content/(?:\w+/)?early/[0-9]{4}/[0-9]{2}/[0-9]{2}/([0-9]{6,}|[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.[0-9]+)", "doi", "10.1101/{}"),
    UrlRule("preprints.org", r"/(?:manuscript|frontend/manuscript)/([0-9]{6}\.[0-9]{4})(?:/(v[0-9]+))", "doi", "10.20944/preprints{}.{}"),
    UrlRule("researchsquare.com", r"/article/(rs-[0-9]+)/(v[0-9]+)", "doi", "10.21203/rs.3.{}/{}"),
    UrlRule("rfc-editor.org ietf.org", r"/(?:[a-z]+/)*(?:html/)?rfc/?([0-9]{1,5})(?![0-9])", "doi", "10.17487/rfc{:0>4}"),
    UrlRule("ijcai.org", r"/proceedings/([0-9]{4})/0*([0-9]{1,4})(?:\.pdf)?(?![0-9])", "doi", "10.24963/ijcai.{}/{}"),
    UrlRule("psyarxiv.com", rf"/{_OSF}", "doi", "10.31234/osf.io/{}"),
    UrlRule("osf.io", rf"/preprints/psyarxiv/{_OSF}", "doi", "10.31234/osf.io/{}"),
    UrlRule("osf.io", rf"/preprints/socarxiv/{_OSF}", "doi", "10.31235/osf.io/{}"),
    UrlRule("osf.io", rf"/preprints/metaarxiv/{_OSF}", "doi", "10.31222/osf.io/{}"),
    UrlRule("osf.io", rf"/preprints/edarxiv/{_OSF}", "doi", "10.35542/osf.io/{}"),
    UrlRule("osf.io", rf"/preprints/(?:osf/)?{_OSF}", "doi", "10.31219/osf.io/{}"),
    UrlRule("osf.io", r"/([a-z0-9]{5})/?(?:[?#].*)?\Z", "doi", "10.17605/osf.io/{}"),
    UrlRule("europepmc.org", r"/(?:article|abstract)/med/([0-9]+)\b", "pmid", "{}"),
    UrlRule("pubmed.ncbi.nlm.nih.gov", r"/([0-9]+)\b", "pmid", "{}"),
    UrlRule("ncbi.nlm.nih.gov", r"/(?:m/)?pubmed/(?:\?term=)?([0-9]+)\b", "pmid", "{}"),
    UrlRule("ncbi.nlm.nih.gov europepmc.org", r"/.*\b(pmc[0-9]+)\b", "pmcid", "{}"),
    UrlRule("openlibrary.org worldcat.org goodreads.com isbnsearch.org bookfinder.com abebooks.com", r"/(?:\w+/)*(?:isbn/|.*\bisbn=)([0-9-]{9,16}[0-9x])", "isbn", "{}"),
    UrlRule("books.google.", r"/.*\b(?:isbn=|vid=isbn:?)([0-9-]{9,16}[0-9x])", "isbn", "{}"),
    UrlRule("amazon.", r"/(?:.*/)?(?:dp|gp/product|gp/aw/d|exec/obidos/asin)/([0-9]{9}[0-9x])(?![0-9a-z])", "isbn", "{}"),
    UrlRule("sciencedirect.com elsevier.com", r"/(?:.*/)?pii/(s[0-9]{15}[0-9x]|b[0-9]{12,15}[0-9x])", "pii", "{}"),
    UrlRule("cell.com thelancet.com", r"/(?:.*/)?(?:pii)?(s[0-9]{4}-[0-9]{3}[0-9x]\([0-9]{2}\)[0-9]{5}-[0-9x])", "pii", "{}"),
    UrlRule("semanticscholar.org", r"/paper/(?:[^/?#]*/)?([0-9a-f]{40})", "semanticscholar", "{}"),
    UrlRule("semanticscholar.org", r"/CorpusID:([0-9]+)", "semanticscholar", "CorpusId:{}"),
    UrlRule("openalex.org", r"/(?:works/)?(w[0-9]{4,12})\b", "openalex", "{}"),
    UrlRule("aclanthology.org aclweb.org", r"/(?:anthology/)?(?:papers/(?:\w/\w+/)?)?([a-z][0-9]{2}-[0-9]{4}|[0-9]{4}\.[a-z0-9_]+-[a-z0-9_]+\.[0-9]+)(?:v[0-9]+)?(?:\.pdf|\.bib)?/?(?:[?#].*)?\Z", "bibtex", "https://aclanthology.org/{}.bib"),
    UrlRule("dblp.org dblp.uni-trier.de dblp.dagstuhl.de", r"/rec/(?:(?:html|bibtex|bib|xml|rdf)[01]?/)?((?:conf|journals|books|phd|reference|series|ms|tr|homepages)/[\w./+-]+?)(?:\.html|\.bib|\.xml)?(?:[?#].*)?\Z", "bibtex", "https://dblp.org/rec/{}.bib"),
    UrlRule("hal.science archives-ouvertes.fr hal.inria.fr", r"/((?!medihal)[a-z]+-[0-9]{7,8}(?:v[0-9]+)?)\b", "bibtex", "https://hal.science/{}/bibtex"),
    UrlRule("inspirehep.net", r"/(?:api/)?(?:literature|record)/([0-9]+)\b", "bibtex", "https://inspirehep.net/api/literature/{}?format=bibtex"),
    UrlRule("openreview.net", r"/(?:forum|pdf|attachment|references/pdf)\?(?:.*&)?id=([\w-]+)", "openreview", "https://api2.openreview.net/notes?id={}"),
    UrlRule("huggingface.co hf.co", r"/datasets/([\w.-]+(?:/[\w.-]+)?)(?:/(?:tree|blob|viewer)/.*)?/?(?:[?#].*)?\Z", "huggingface", "https://huggingface.co/api/datasets/{}"),
    UrlRule("huggingface.co hf.co", r"/(?!(?:papers|collections|spaces|docs|blog|models|posts|learn|join|login|api|organizations|tasks)/)([\w.-]+/[\w.-]+)(?:/(?:tree|blob)/.*)?/?(?:[?#].*)?\Z", "huggingface", "https://huggingface.co/api/models/{}"),
    UrlRule("podcasts.apple.com", r"/(?:[a-z]{2}/)?podcast/(?:[^/]+/)?id([0-9]+)\?(?:.*&)?i=([0-9]+)", "itunes", "https://itunes.apple.com/lookup?id={}&media=podcast&entity=podcastEpisode&limit=200#{}"),
    UrlRule("open.spotify.com", r"/(?:intl-\w+/)?((?:episode|show)/[A-Za-z0-9]{22})", "oembed", "https://open.spotify.com/oembed?url=https://open.spotify.com/{}"),
    UrlRule("nips.cc neurips.cc", r"/paper(?:_files/paper)?/(19[0-9]{2}|20(?:[01][0-9]|2[01]))/(?:file|hash)/([0-9a-f]{32})-", "bibtex", "https://proceedings.neurips.cc/paper_files/paper/{}/file/{}-Bibtex.bib"),
    UrlRule("jmlr.org jmlr.csail.mit.edu", r"/papers/v([0-9]+)/([\w-]+)\.(?:html|bib)", "bibtex", "https://jmlr.org/papers/v{}/{}.bib"),
    UrlRule("jmlr.org jmlr.csail.mit.edu", r"/papers/volume([0-9]+)/([\w-]+)/[\w-]+\.pdf", "bibtex", "https://jmlr.org/papers/v{}/{}.bib"),
    UrlRule("eprint.iacr.org ia.cr", r"/(?:archive/)?([0-9]{4}/[0-9]{2,4})(?![0-9])", "oai", "https://eprint.iacr.org/oai?verb=GetRecord&identifier=oai:eprint.iacr.org:{0}&metadataPrefix=oai_dc#{0}"),
    UrlRule("ieeexplore.ieee.org", _IEEE, "ieee", "https://ieeexplore.ieee.org/rest/search/citation/format?recordIds={}&download-format=download-bibtex"),
    UrlRule("adsabs.harvard.edu", rf"{_ADS}([0-9]{{4}}[^/?#]{{15}})(?![^/?#])", "bibtex", "https://inspirehep.net/api/literature?q=external_system_identifiers.value:%22{}%22&size=1&format=bibtex"),
    UrlRule("europa.eu", rf"{_IN}/eli/reg(?:_impl|_del)?/([0-9]{{4}})/([0-9]{{1,4}})(?![0-9])", "celex", "3{1}R{2:0>4}#{0}"),
    UrlRule("europa.eu", rf"{_IN}/eli/dir(?:_impl|_del)?/([0-9]{{4}})/([0-9]{{1,4}})(?![0-9])", "celex", "3{1}L{2:0>4}#{0}"),
    UrlRule("europa.eu", rf"{_IN}/eli/dec(?:_impl|_del)?/([0-9]{{4}})/([0-9]{{1,4}})(?![0-9])", "celex", "3{1}D{2:0>4}#{0}"),
    UrlRule("eur-lex.europa.eu", rf"/legal-content/([a-z]{{2}})/.*[?&]uri=celex:{_CELEX}", "celex", "{1}#{0}"),
    UrlRule("eur-lex.europa.eu", rf"/lexuriserv/.*[?&]uri=celex:{_CELEX}(?::([a-z]{{2}})\b)?", "celex", "{0}#{1}"),
    UrlRule("publications.europa.eu", rf"/resource/celex/{_CELEX}", "celex", "{}#"),
    UrlRule("google.", rf"/patents?/{_PATENT}(?:/[a-z]{{2}})?\b", "patent", "{}"),
    UrlRule("patents.google.", rf"/\?(?:.*&)?(?:oq|q|vid)=\(?{_PATENT}\)?(?![\w+ ])", "patent", "{}"),
    UrlRule("espacenet.com", rf"/(?:.*/)?publication/{_PATENT}\b", "patent", "{}"),
    UrlRule("espacenet.com", rf"/(?:.*/)?search\?(?:.*&)?q=(?:pn=)?\"?{_PATENT}\b", "patent", "{}"),
    UrlRule("espacenet.com", r"/publicationdetails/.*[?&]cc=([a-z]{2})&nr=([0-9]+[a-z]?[0-9]?)\b", "patent", "{}{}"),
    UrlRule("patents.justia.com", r"/patent/((?:re|d|pp)?[0-9]{4,8})\b", "patent", "US{}"),
    UrlRule("freepatentsonline.com", r"/y([0-9]{4})/([0-9]{7})\.(?:html|pdf)", "patent", "US{}{}"),
    UrlRule("freepatentsonline.com", r"/((?:re|d|pp)?[0-9]{7,8})\.(?:html|pdf)", "patent", "US{}"),
    UrlRule("freepatentsonline.com patentimages.storage.googleapis.com", rf"/(?:.*/)?{_PATENT}\.(?:html|pdf)", "patent", "{}"),
    UrlRule("patentscope.wipo.int", rf"/.*[?&]docid={_PATENT}\b", "patent", "{}"),
    UrlRule("raw.githubusercontent.com", r"/mlresearch/([vr][0-9]+)/[\w-]+/(?:assets/)?([\w-]+)/", "page", "https://proceedings.mlr.press/{}/{}.html"),
    UrlRule("proceedings.mlr.press", r"/([vr][0-9]+)/([\w-]+?)(?:/[\w-]+\.(?:pdf|zip)|\.pdf)\Z", "page", "https://proceedings.mlr.press/{}/{}.html"),
    UrlRule("nips.cc neurips.cc", r"/paper(?:_files/paper)?/([0-9]{4})/(?:file|hash)/([0-9a-f]{32})-[A-Z]\w+?(-[\w-]+)?\.(?:pdf|zip)", "page", "https://proceedings.neurips.cc/paper_files/paper/{}/hash/{}-Abstract{}.html"),
    UrlRule("nips.cc neurips.cc", r"/paper/([0-9]+-[\w-]+)\.pdf", "page", "https://papers.nips.cc/paper/{}"),
    UrlRule("openaccess.thecvf.com", r"/(content\w*(?:/\w+)?)/papers/(.+)\.pdf", "page", "https://openaccess.thecvf.com/{}/html/{}.html"),
    UrlRule("jmlr.org jmlr.csail.mit.edu", r"/papers/volume([0-9]+)/([\w-]+)/[\w-]+\.pdf", "page", "https://jmlr.org/papers/v{}/{}.html"),
    UrlRule("eprint.iacr.org", r"/([0-9]{4}/[0-9]{2,4})\.(?:pdf|ps)", "page", "https://eprint.iacr.org/{}"),
    UrlRule("ieeexplore.ieee.org", _IEEE, "page", "https://ieeexplore.ieee.org/document/{}"),
    UrlRule("adsabs.harvard.edu", rf"{_ADS}([0-9]{{4}}[^/?#]{{13,15}})(?:/.*)?\Z", "page", "https://ui.adsabs.harvard.edu/abs/{}/abstract"),
    UrlRule("europa.eu", r"/eli/([^?#]+)", "page", "https://eur-lex.europa.eu/eli/{}"),
    UrlRule("eur-lex.europa.eu", r"/legal-content/([a-z]{2})/(?:txt|all|auto|nim|sum)/(?:pdf|html)/\?(?:.*&)?uri=celex:([\w()-]+)", "page", "https://eur-lex.europa.eu/legal-content/{}/TXT/?uri=CELEX:{}"),
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
_PART_OF_WORK = r"(?i)ch(?:ap(?:ter)?)?s?[-_.]?[0-9]|chapter|section|entry|fig(?:ure)?[-_.]?[0-9]|table|suppl"
# bioRxiv and medRxiv append the version, which is no part of the DOI; Oxford appends a number of its own.
_OF_PREPRINT = r"(?:v[0-9]+)(?:\.full.*|/.*)?\Z"
_ARTICLE_NUMBER = r"/[0-9]{5,}(?:/[^/]*)?\Z"
# Journals on Silverchair have a number and a slug behind a DOI, and a file's name; books at Taylor & Francis a slug.
_SILVERCHAIR = r"/[\w-]*(?:article|chapter|book|proceedings)[\w-]*/doi/10\."
_OF_BOOK = r"(10\.[0-9]{4,9}/97[89][0-9]{10}(?:-[0-9]+)?)/.+"


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
    by_host = list(_by_host(host, path))
    if by_host and by_host[0][0] in schemes.TABLE:
        return by_host[0]
    return _doi_in_path(host, path) if not by_host or "page" in dict(by_host) else None


def ways(text: str) -> list[tuple[str, str]]:
    """Return the ways from an address to a record other than by an identifier, and what to ask for, the best first.

    `https://openalex.org/W123` → `[("openalex", "w123")]`
    """
    found = re.fullmatch(_ADDRESS, text.strip(), re.IGNORECASE)
    known = list(_by_host(found[1].lower(), found[2])) if found else []
    return [] if known and known[0][0] in schemes.TABLE else known


def numbered(text: str) -> tuple[str, str] | None:
    """Return type and number of the work of whose number an address is made; None for none.

    `https://patents.google.com/patent/US1234567B2/en` → `("patent", "US1234567B2")`
    """
    known = next((one for one in ways(text) if one[0] in NUMBERED), None)
    return (NUMBERED[known[0]], known[1].partition("#")[0]) if known else None


def _by_host(host: str, path: str) -> Iterator[tuple[str, str]]:
    plain = unquote(path)
    for rule in _RULES:
        if _is_at(rule.hosts, host) and (found := re.match(rule.path, plain, re.IGNORECASE)):
            groups = (group or "" for group in found.groups())
            is_address = rule.value.startswith("http")
            value = rule.value.format(*(group.replace("&", "%26") if is_address else group for group in groups))
            yield rule.way, value.upper() if rule.way in NUMBERED else value


def _is_at(hosts: str, host: str) -> bool:
    """Whether a host is one of some, below one, or what a library's proxy makes of it: `www.nature.com.proxy.edu`."""
    whole = f".{host}."
    for domain in hosts.split():
        _, found, rest = whole.partition(f".{domain}" if domain.endswith(".") else f".{domain}.")
        if found and (not rest or "proxy" in rest or domain.endswith(".")):
            return True
    return False


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
    if re.search(_SILVERCHAIR, path, re.IGNORECASE):
        value = re.sub(_ARTICLE_NUMBER, "", value)
    return "doi", re.sub(rf"{_OF_BOOK}\Z", r"\1", value)


def shorter(doi: str) -> list[str]:
    """Return what is left of a DOI from an address without its last parts, one after the other.

    What names a part of a work is not left out, as the rest would be another work.

    `10.1000/abc/474417/a-slug` → `["10.1000/abc/474417", "10.1000/abc"]`
    """
    parts = doi.split("/")
    tails = (len(parts) - length for length in range(1, len(parts) - 1))
    return ["/".join(parts[:length]) for length in tails if not re.search(_PART_OF_WORK, "/".join(parts[length:]))]


def _with_slash(path: str) -> str:
    """Return a path in which the encoded slash of a DOI is one.

    It may be encoded more than once (RFC 3986, 2.1): `10.1%2Fx → 10.1/x`, `10.1%252Fx → 10.1/x`
    """
    return re.sub(r"%(?:25)*2f", "/", re.sub(r"%(?:25)*3d", "=", path, flags=re.IGNORECASE), flags=re.IGNORECASE)
