"""Repositories on GitHub.

By their CITATION.cff, or else by their page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from readinglist.network.errors import NoRecord
from readinglist.util import yaml
from readinglist.util.encoding import declared
from readinglist.webpages import bylines, citation_works
from readinglist.webpages.facts import Facts, facts
from readinglist.webpages.page import read
from readinglist.webpages.plain import date, plain

if TYPE_CHECKING:
    from readinglist.network.wire import Get, Response

HOSTS = ("github.com",)
_RAW_FILES = "https://raw.githubusercontent.com"
# Names at the first place of an address that are pages of GitHub, and no users.
_OWN = frozenset(
    "about apps collections contact customer-stories enterprise events explore features gist issues login marketplace new "
    "notifications orgs pricing pulls readme search security settings site sponsors stars team topics trending users".split()
)
# What may follow the name of a repository in an address that means the whole of it.
_WHOLE = re.compile(
    r"(?:/(?:tree/[^/]+|releases(?:/latest|/tag/(?P<tag>[^/]+))?|blob/[^/]+/(?:README\.md|CITATION\.cff)))?/?"
)
# The longest names that GitHub allows: 39 characters for an owner, 100 for a repository.
_NAME = re.compile(r"/([A-Za-z0-9][A-Za-z0-9-]{0,38})/([\w.-]{1,100})(/.*)?")
_ABSTRACT = 10_000  # characters; a guess, above the longest abstracts
_FOUND = 200


def of(url: str, get: Get) -> Facts | None:
    """Return the facts of a repository.

    None for addresses of something else, such as one of its issues.
    """
    found = _NAME.fullmatch(unquote(urlsplit(url).path))
    if not found or found[1].lower() in _OWN:
        return None
    whole = _WHOLE.fullmatch(found[3] or "")
    if not whole:
        return None
    name = f"{found[1]}/{found[2].removesuffix('.git')}"
    tag = whole["tag"] or ""
    known = _of_cff(name, tag, get) or _of_page(name, get)
    return _of_release(known, tag) if known else None


def _of_release(known: Facts, tag: str) -> Facts:
    """Return the facts of a release.

    Its version is the tag, and its address its own.
    """
    if not tag:
        return known
    url = f"{known.fields['url']}/releases/tag/{tag}"
    return facts(
        known.type, [("version", citation_works.version(tag)), ("url", url), *known.fields.items()], known.authors
    )


def _of_cff(name: str, tag: str, get: Get) -> Facts | None:
    """Return the facts of a CITATION.cff.

    None for none, and for a broken one.
    """
    answer = get(f"{_RAW_FILES}/{name}/{tag or 'HEAD'}/CITATION.cff", accept="text/plain, */*;q=0.5")
    if answer.status != _FOUND:
        return None
    try:
        values = yaml.load(declared(answer.content, "utf-8"))
    except yaml.BrokenError:
        return None
    return citation_works.work(values, f"https://github.com/{name}", with_preferred=not tag)


def _of_page(name: str, get: Get) -> Facts:
    """Return the facts of the page of a repository.

    Its owner is the author.
    """
    answer = get(f"https://github.com/{name}", accept="text/html")
    if answer.status != _FOUND:
        raise NoRecord(f"the repository {name}", ("github.com",))
    moved = _NAME.fullmatch(urlsplit(answer.url).path)
    name = f"{moved[1]}/{moved[2]}" if moved else name
    return facts(
        "software",
        [
            ("title", name),
            ("version", citation_works.version(_release(answer))),
            ("date", _released(answer)),
            ("rights", _licence(answer)),
            ("howpublished", "GitHub"),
            ("url", f"https://github.com/{name}"),
            ("abstract", _description(answer, name)),
        ],
        [bylines.body(name.partition("/")[0])],
    )


def _description(answer: Response, name: str) -> str:
    page = read(answer.text[:1_000_000], answer.url)
    whole = page.first("og:description", "description", "twitter:description", most=_ABSTRACT)
    bare = re.sub(rf"(?:\A|\s*[-.]?\s*)Contribute to {re.escape(name)} .*\Z", "", whole, flags=re.IGNORECASE)
    return re.sub(rf"\s+-\s+{re.escape(name)}\Z", "", bare, flags=re.IGNORECASE)


def _release(answer: Response) -> str:
    """Return the tag of the latest release, which the page links to."""
    found = re.search(r'href="/[\w.-]+/[\w.-]+/releases/tag/([^"/?#\s]{1,100})"', answer.text)
    return plain(unquote(found[1])) if found else ""


def _released(answer: Response) -> str:
    """Return the date of the latest release."""
    _, link, rest = answer.text.partition("/releases/tag/")
    # The date stands close behind the link; further on may be that of something else.
    found = re.search(r'datetime="([0-9T:Z-]{10,25})"', rest[:3000]) if link else None
    return date(found[1]) if found else ""


def _licence(answer: Response) -> str:
    found = re.search(r">\s{0,99}([\w.+-][\w.+ -]{0,40}) licen[sc]e\s{0,99}<", answer.text)
    return found[1] if found and found[1].lower() not in ("view", "the", "custom", "unknown") else ""
