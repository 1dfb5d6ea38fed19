"""Title, author and date of pages without metadata.

They are found by elements, words and address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from readinglist.util.text import fold
from readinglist.webpages import bylines
from readinglist.webpages.facts import Facts, facts
from readinglist.webpages.plain import date, language
from readinglist.webpages.urls import file_name, host, is_home

if TYPE_CHECKING:
    from readinglist.webpages.page import Page

# Before or behind the name of a site; without spaces only before a last short word, as on Chinese pages.
_SEPARATOR = re.compile(r"\s+(?:[|–—·•«»\\-]+|::)\s+|\s*[|｜]\s*|\s*(?:__?|[-—–])\s*(?=[^\s_-]{1,16}\Z)")
_DATED = re.compile(
    r"(?:/|-|_)((?:19|20)[0-9]{2})[/-]?(?:(0[1-9]|1[0-2])(?:[/-]?(0[1-9]|[12][0-9]|3[01]))?)?(?=[/._-]|\Z)"
)
_MONTH_NAMED = re.compile(r"/((?:19|20)[0-9]{2})/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/([0-9]{1,2})/")
_REPORTS = re.compile(
    r"/(?:(?:research|policy|technical|special|staff)[-_])?(?:reports?|papers?|briefs?|publications?|white-?papers?|working-papers?)"
    r"/[^/]*[^\W\d_]",
    re.IGNORECASE,
)
# Guesses that hold for the pages of the tests.
_LONGEST = 60  # characters of a site's name; longer parts belong to the title
_MOST_BYLINES = 8  # more are those of other pages, or of comments
# Marks of dates, the most reliable first.
_DATED_MARKS = ("time", "dated", "labelled", "lone", "early")
_YEAR_ALONE = 4  # characters of a date that is a year, as in a copyright
_WORDS = 5  # of a name; more are a sentence
# Titles that editors of pages put where nobody wrote one.
_NO_TITLES = frozenset(
    "untitled;untitled document;untitled page;document;home;homepage;home page;index;title;page title;new page;new tab;no title;"
    "default;page;website;site;welcome;unbenanntes dokument;startseite;sans titre;sin título;無題;无标题文档".split(";")
)


# Domains of the kinds by which sites call themselves, though not `Node.js` or `Web 2.0`.
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|info|eu|uk|de|fr|es|it|nl|ch|at|ca|au|jp|cn|ru|br|in)")


def is_none(title: str, url: str) -> bool:
    """Whether a title says nothing: the host of the page or another, its address, or `Untitled`."""
    bare = fold(title).strip(" .")
    own = {host(url), f"www.{host(url)}", fold(url), fold(url).partition("://")[2].rstrip("/")}
    file = fold(file_name(url))
    if _DOMAIN.fullmatch(bare) and not is_home(url):
        return True
    return not bare or bare in _NO_TITLES or bare.rstrip("/") in own or (bare == file and "." in file)


def without_site(title: str, sites: list[str]) -> str:
    """Return a title without the name of the site before or behind it.

    `On Keys | Example News`, `["Example News"]` → `On Keys`
    """
    names = {fold(site) for site in sites if site} | {fold(site).replace(" ", "") for site in sites if site}
    places = list(_SEPARATOR.finditer(title))
    for found in reversed(places):
        if _names_site(title[found.end() :], names):
            return without_site(title[: found.start()], sites)
    if places and _names_site(title[: places[0].start()], names):
        return title[places[0].end() :]
    return title


def _names_site(part: str, names: set[str]) -> bool:
    low = fold(part)
    return low in names or low.replace(" ", "") in names or low.removeprefix("the ") in names


def heuristics(page: Page, sites: list[str]) -> Facts:
    """Return title, author, date and language by elements and address."""
    known = [*sites, host(page.url), host(page.url).partition(".")[0]]
    return facts(
        "",
        [
            ("title", title(page, known)),
            ("date", _marked_date(page)),
            ("language", language(page.language)),
        ],
        _byline_authors(page, sites),
        site=_site_of_title(page),
    )


def site_of_host(page: Page) -> str:
    """Return the part of the title that the host has.

    `Wikipedia` at en.wikipedia.org; but no acronym.
    """
    labels = {host(page.url), *host(page.url).split(".")[:-1]}
    parts = [part.strip() for whole in page.texts("title")[:1] for part in _SEPARATOR.split(whole)]
    named = [part for part in parts if fold(part).replace(" ", "") in labels]
    return named[-1] if len(parts) > 1 and named and not named[-1].isupper() else ""


def _site_of_title(page: Page) -> str:
    """Return the last part of the title where it names the site.

    It does where it is a part of the host, or where the part before it is a heading of the page.
    """
    labels = host(page.url).split(".")[:-1]
    headings = [fold(heading) for heading in page.texts("item:headline", "h1")]
    first, *more = [part.strip() for whole in page.texts("title")[:1] for part in _SEPARATOR.split(whole)] or [""]
    last = more[-1] if more else ""
    is_site = last.lower() in labels or (fold(first) in headings and not last.lower().startswith("by "))
    return last if last and is_site and len(last) <= _LONGEST else ""


def title(page: Page, sites: list[str]) -> str:
    """Return the title by `<title>` and `<h1>`.

    It is the heading, where `<title>` begins or ends with it.
    """
    whole = next(iter(page.texts("title")), "")
    bare = without_site(whole, sites)
    headings = [h for h in page.texts("item:headline", "h1") if not _names_site(h, {fold(s) for s in sites if s})]
    for heading in headings:
        if whole and (fold(whole).startswith(fold(heading)) or fold(whole).endswith(fold(heading))):
            return heading
    if bare and fold(bare) not in {fold(site) for site in sites}:
        return bare
    return next(iter(headings), "") or bare


def kind_of(url: str) -> str:
    """Return the entry type by the folders of an address.

    Report or page.

    `https://example.org/reports/on-keys → report`, `https://example.org/blog/on-keys → online`
    """
    return "report" if _REPORTS.search(urlsplit(url).path) else "online"


def _marked_date(page: Page) -> str:
    for mark in ("item:datepublished", "item:uploaddate", "item:datecreated", "published"):
        if found := next((d for text in page.texts(mark) if (d := date(text))), ""):
            return found
    times = [d for mark in _DATED_MARKS for text in page.texts(mark)[:1] if (d := date(text))]
    if found := in_address(page.url):
        return next((day for day in times if day.startswith(f"{found}-")), found)
    return next((day for day in times if len(day) > _YEAR_ALONE), "") or next(iter(times), "")


def in_address(url: str) -> str:
    """Return the date in an address.

    Empty for none, and for a year alone.
    `https://example.org/2025/01/27/keys → 2025-01-27`, `https://example.org/2024/oct/21/keys → 2024-10-21`
    """
    if found := _MONTH_NAMED.search(url):
        return date(f"{found[3]} {found[2]} {found[1]}")
    for found in _DATED.finditer(url):
        if found[2]:
            return date("-".join(part for part in found.groups() if part))
    return ""


def _byline_authors(page: Page, sites: list[str]) -> list[str]:
    for mark in ("item:author", "item:creator", "rel-author", "byline"):
        texts = page.texts(mark)
        if len(texts) <= _MOST_BYLINES:
            names = bylines.typed([_names_of_byline(text) for text in texts], sites=sites)
            if found := [name for name in names if len(name.split()) <= _WORDS]:
                return found
    return []


def _names_of_byline(text: str) -> str:
    """Return the part of a byline before a date, a place or a number.

    Empty for a sentence. `Ann Lee on January 5 → Ann Lee`, `Ann Lee · 5 min read → Ann Lee`
    """
    cut = re.split(
        r"\s+on\s+(?=[A-Z0-9])|\s+(?:published|updated|posted|[|•·–—])\s|\s*(?:[|•·])|\s*,?\s+(?=[0-9]{1,4}\b)", text
    )[0]
    # Behind `von` and the like stands a given name, if only one: in metadata it may be a particle.
    names = re.sub(r"\A(?i:von|par|por|door|av|af)\s+(?=[^\W\d_a-zß-ÿ])", "", cut.strip())
    return names if len(names) <= 120 else ""  # noqa: PLR2004 - characters, of some names
