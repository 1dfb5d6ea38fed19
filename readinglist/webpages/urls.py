"""Addresses of pages (RFC 3986).

Clean form, site, identifier in one.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from readinglist.model import identifiers
from readinglist.webpages.facts import normal

_LONGEST = 2000  # characters; servers and browsers of old took no longer addresses, and no page needs one
# Parameters that follow the reader; without them an address leads to the same page.
_TRACKING = re.compile(
    r"utm_\w*|\w*clid|gbraid|wbraid|mc_[ce]id|igshid|igsh|_hs\w+|hsctatracking|mkt_tok|ref_src|ref_url|cmpid|ncid|_g[al]|"
    r"spm|vero_\w+|oly_\w+|share_source\w*|__s|_openstat|wt\.\w+|trk|trkcampaign|casa_token|scid|wprov|"
    r"jsessionid|phpsessid|aspsessionid\w*|sid|sessionid|session_id|cfid|cftoken|oscsid|zenid",
    re.IGNORECASE,
)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_HOME = re.compile(r"/?(?:(?:index|home|default)(?:\.\w+)?|[a-z]{2}(?:[-_][a-z]{2})?)?/?", re.IGNORECASE)
_REFRESH = re.compile(r"\s*([0-9]{1,6})(?:\.[0-9]*)?\s*[;,]\s*url\s*=\s*(\S+)", re.IGNORECASE)
_SOON = 5  # seconds; a page that waits longer is meant to be read. A guess
# Domains in which each user has a host, so that two hosts are two sites.
_SHARED = frozenset(
    "github.io gitlab.io substack.com wordpress.com medium.com netlify.app vercel.app pages.dev web.app tumblr.com "
    "ghost.io readthedocs.io notion.site hf.space neocities.org herokuapp.com livejournal.com typepad.com weebly.com "
    "wixsite.com squarespace.com bearblog.dev blogspot.com firebaseapp.com cloudfront.net amazonaws.com".split()
)
_SECOND = frozenset("co com org net ac edu gov gob go or ne nom".split())
_DOI = re.compile(r"(?<![0-9.])10\.[0-9]{4,9}(?:\.[0-9]+)*/")


def host(url: str) -> str:
    """Return the host of an address without `www.`.

    Empty where it has none.
    `https://www.Example.org:8080/a → example.org`
    """
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def clean(url: str) -> str:
    """Return an address without tracking parameters, session and fragment.

    `https://example.org/a?utm_source=x&id=1#top → https://example.org/a?id=1`
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    kept = [pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])]
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    netloc = parts.netloc.removesuffix({"http": ":80", "https": ":443"}.get(parts.scheme, " "))
    return urlunsplit((parts.scheme, netloc, _SESSION.sub("", parts.path), "&".join(kept), fragment))


def is_home(url: str) -> bool:
    """Whether an address is that of a front page."""
    parts = urlsplit(url)
    return bool(_HOME.fullmatch(parts.path)) and not parts.query and not parts.fragment


def canonical(url: str, offered: list[str], base: str = "") -> str:
    """Return the canonical address of a page, or its own.

    An offered one is ignored if it is no address of the web, leads to another site, or from a page to the front page.
    """
    own = clean(url)
    start = _absolute(url, base) if base else url
    for offer in offered:
        there = _absolute(start if start and same_site(start, url) else url, offer)
        if there and same_site(there, url) and (is_home(own) or not is_home(there)):
            return clean(there)
    return own


def _absolute(base: str, offer: str) -> str:
    """Return an address that may be relative in full.

    Empty for an invalid one.
    """
    try:
        there = urljoin(base, offer.strip())
        parts = urlsplit(there)
        has_user = "@" in parts.netloc
    except ValueError:
        return ""
    is_sound = parts.scheme in ("http", "https") and parts.hostname and not has_user and len(there) <= _LONGEST
    return normal("url", there) if is_sound and there.isprintable() and not re.search(r"[\s<>\"{}]", there) else ""


def refreshed(url: str, content: str) -> str:
    """Return the address of a `refresh` that leads to another page at once.

    Empty for a page that stays, or reloads. `0; url=/b` of `https://example.org/a` → `https://example.org/b`
    """
    found = _REFRESH.match(content)
    there = _absolute(url, found[2].strip("\"'")) if found and int(found[1]) <= _SOON else ""
    return there if there and clean(there) != clean(url) else ""


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site.

    `https://m.example.co.uk/` and `https://www.example.co.uk/` are.
    """
    first, second = _registrable_domain(host(one)), _registrable_domain(host(other))
    return bool(first) and first == second


def _registrable_domain(name: str) -> str:
    labels = name.rstrip(".").split(".")
    if all(label.isdecimal() for label in labels) or ":" in name:
        return name
    count = 2
    if len(labels) > 2 and ((labels[-2] in _SECOND and len(labels[-1]) == 2) or ".".join(labels[-2:]) in _SHARED):  # noqa: PLR2004 - a country's code
        count = 3
    return ".".join(labels[-count:])


def held(url: str) -> tuple[str, str] | None:
    """Return scheme and value of the identifier in an address.

    None for none, and for several DOIs. Numbers of pages at JSTOR and others make DOIs, though not all are registered.
    """
    found = identifiers.recognise(url)
    several = len(_DOI.findall(unquote(url))) > 1
    return None if not found or found[0] == "url" or several else found


def doi(url: str) -> str:
    """Return the DOI in an address; empty for none."""
    found = held(url)
    return found[1] if found and found[0] == "doi" and _DOI.search(unquote(unquote(url))) else ""


def arxiv(url: str) -> str:
    """Return the arXiv number in an address, also of a mirror.

    Empty for none.
    """
    found = held(url)
    return found[1] if found and found[0] == "arxiv" else ""


def file_name(url: str) -> str:
    """Return the last part of an address's path, decoded."""
    return unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
