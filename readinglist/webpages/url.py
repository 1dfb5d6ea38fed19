"""The resolver of web pages.

A record from the metadata of a page.

A page with a DOI or arXiv number is resolved by that.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from datetime import date as calendar
from typing import TYPE_CHECKING

from readinglist import errors
from readinglist.formats import bibtex
from readinglist.model import identifiers, identifiers_in_urls
from readinglist.model.record import Origin
from readinglist.network.errors import BadAnswer, NoNetwork, NoRecord, NothingSaid, NotShown, TooLarge
from readinglist.network.wire import Response
from readinglist.util.encoding import declared
from readinglist.webpages import by_host, facts, files, htmldates, json_ld, meta_tags, titles, urls, walls
from readinglist.webpages.page import Page, read
from readinglist.webpages.sites import of as of_site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readinglist.model.record import Record
    from readinglist.network.wire import Get, Resolve
    from readinglist.webpages.facts import Facts

NAME = "url"
SCHEMES = ("url",)
SCHEME = "url"
_MOST = 4_000_000  # bytes of a page that are read: its metadata stands at its beginning. A guess
# What a site holds itself, so that it knows more of it than the service of its DOI.
_MADE_THERE = ("software", "dataset", "video", "audio")
_OK = 200
_DAY = len("2024-01-05")
_HEAD = 5000  # characters in which a browser says where a page was saved from
_SAVED_FROM = re.compile(
    r"<!--[^>]{0,500}?(?:saved from url=\([0-9]+\)|\burl:\s*)(https?://[^\s>]{1,2000})", re.IGNORECASE
)
# Ways that lead to a page: of an address that is a file's, or of Google for a patent's number.
_PAGES = {"page": "{}", "patent": "https://patents.google.com/patent/{}/en"}
_HOPS = 4  # pages with a `refresh` to the next. A guess: more than there are in a row, and an end for those that lead in a circle
# HTML is preferred, as a PDF is not read for its metadata (RFC 9110, 12.5.1).
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5"
_HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "")


def matches(text: str) -> str | None:
    """Return the address that a text is.

    None for anything else.
    `www.example.org/a → https://www.example.org/a`
    """
    plain = text.strip().strip("<>").strip()
    if re.match(r"www\.[\w-]+(?:\.[\w-]+)+(?:[/?#]|\Z)", plain, re.IGNORECASE):
        plain = f"https://{plain}"
    try:
        found = identifiers.normalise("url", plain)
    except ValueError:
        return None
    return found if found.startswith("http") and urls.host(found) else None


def fetch(identifier: str, get: Get, resolve: Resolve, *, today: str = "") -> Record:
    """Return the record of a page by its address.

    `resolve` gives the record of an identifier that the address or the page holds; `today` is the date of the visit, by
    default that of the clock.

    Raises NoRecord for a page that is not there, and NetworkError; of these BadAnswer for one that keeps programs out.
    """
    visit = _Visit(get, resolve, today or calendar.today().isoformat())  # noqa: DTZ011 - the reader's own day
    url = urls.clean(identifier)
    failure = None
    try:
        if found := visit.through_address(url):
            return found
    except (NoRecord, errors.NetworkError) as error:
        failure = error
    try:
        return visit.at_site(url) or visit.through_host(url) or visit.page(url)
    except (NoRecord, errors.NetworkError) as error:
        # Of two failures, the one of a DOI in the address helps more than that of the page; but not if there is no network.
        if failure and urls.doi(url) and not isinstance(error, (NoNetwork, NothingSaid)):
            raise failure from None
        if isinstance(error, NotShown) and (known := identifiers_in_urls.numbered(url)):
            raise NothingSaid(url, f"its page is not shown, and only the number {known[1]} is known") from None
        raise


def of_saved(content: bytes, url: str, resolve: Resolve, *, today: str = "") -> Record:
    """Return the record of a page that a browser saved, of which `url` is the address.

    Nobody is asked but for the identifiers in the address and the page, by `resolve`. Raises NothingSaid and NotShown.
    """
    saved = Response(url, _OK, {}, content, "text/html")
    visit = _Visit(_of_one(saved), resolve, today or calendar.today().isoformat())  # noqa: DTZ011 - the reader's own day
    with contextlib.suppress(NoRecord, errors.NetworkError):
        if found := visit.through_address(urls.clean(url)):
            return found
    return visit.page(urls.clean(url), follow=False)


def _of_one(answer: Response) -> Get:
    """Return a function that has one answer for all addresses, under the address that is asked for."""

    def get(url: str, *, headers: Mapping[str, str] | None = None, accept: str = "*/*") -> Response:
        del headers, accept
        return answer._replace(url=url)

    return get


def saved_from(content: bytes) -> str:
    """Return the address that a saved page says it is from; empty for none.

    Browsers and SingleFile write it into a comment, pages into their links.
    """
    source = declared(content[:_MOST], "")
    found = _SAVED_FROM.search(source[:_HEAD])
    page = read(source, "")
    offered = [found[1]] if found else [*page.links["canonical"], *page.metas["og:url"]]
    return next(filter(None, map(matches, offered)), None) or ""


class _Visit:
    """One visit of a page.

    The function for the network, and the day.
    """

    def __init__(self, get: Get, resolve: Resolve, today: str) -> None:
        self.get, self.resolve, self.today = get, resolve, today

    def through_address(self, url: str) -> Record | None:
        """Return the record of the identifier in an address.

        None for none.
        Raises NoRecord and NetworkError.
        """
        held = urls.held(url)
        if not held:
            return None
        scheme, value = held
        # Publishers put more behind a DOI than is known here.
        tried = [value, *(identifiers_in_urls.shorter(value) if scheme == "doi" and "/10." in url else ())]
        failure: NoRecord | None = None
        for one in tried:
            try:
                return self._completed(self._resolved(scheme, one), url)
            except NoRecord as error:
                failure = failure or error
        raise failure or NoRecord(value, ("no service",))

    def _resolved(self, scheme: str, value: str) -> Record:
        found = self.resolve(scheme, value)
        return replace(found, origin=found.origin or scheme)

    def at_site(self, url: str) -> Record | None:
        """Return the record by the module of a site.

        None for other sites.
        """
        known = of_site(url, self.get)
        if known is None:
            return None
        address = known.fields.get("url") or url
        if known.type not in _MADE_THERE and (found := self._by_identifier(known, address)):
            return found
        return self._record(facts.with_fields(known, url=address))

    def through_host(self, url: str) -> Record | None:
        """Return the record that a service of the host has; None for none, and for other hosts."""
        for way, value in identifiers_in_urls.ways(url):
            with contextlib.suppress(NoRecord, errors.NetworkError):
                if found := self._by_way(way, value, url):
                    return found
        return None

    def _by_way(self, way: str, value: str, url: str) -> Record | None:
        if way in _PAGES:
            address = _PAGES[way].format(value)
            return self.page(address) if address != url else None
        if way in identifiers_in_urls.INDEXES:
            return self._completed(self._resolved(way, value), url)
        found = by_host.read(way, value, self.get)
        if isinstance(found, facts.Facts):
            return self._record(facts.with_fields(found, url=url))
        if found and way == "ieee" and (doi := facts.normal("doi", found.plain("doi"))):
            # What the registry says of the work is fuller than the entry of the host.
            with contextlib.suppress(NoRecord, errors.NetworkError):
                return self._completed(self._resolved("doi", doi), url)
        return self._completed(replace(found, origin=NAME), url) if found else None

    def page(self, url: str, *, follow: bool = True) -> Record:
        """Return the record of a page, or of a file at the address.

        With `follow`, one that only leads on is followed.

        Raises NothingSaid where no more is known than the address, and NotShown where something else is shown.
        """
        asked = url
        for _ in range(_HOPS):
            try:
                answer = self.get(url, accept=_ACCEPT)
            except TooLarge:
                if not files.is_named(url):
                    raise
                raise NothingSaid(url, "it is a file, too large to be read") from None
            _check(answer, url)
            if answer.media_type not in _HTML or answer.content.startswith(b"%PDF-"):
                return self._of_file(answer, url)
            source = declared(answer.content[:_MOST], answer.charset)
            page = read(source, answer.url)
            further = urls.refreshed(page.url, page.first("refresh")) if follow else ""
            if not further:
                return self._of_html(page, asked, walls.signs(answer, source), source)
            url = further
        raise BadAnswer(url, f"it leads on and on, more than {_HOPS} times")

    def _of_file(self, answer: Response, url: str) -> Record:
        if found := files.identifier(answer):
            return self._completed(self._resolved("doi", found), url)
        raise NothingSaid(url, files.description(answer))

    def _of_html(self, page: Page, asked: str, signs: str, source: str) -> Record:
        known = about(page)
        if found := self._by_identifier(known, known.fields["url"]):
            return found
        title = known.fields.get("title", "")
        is_bare = not known.fields.keys() & {"date", "abstract"}
        shown = signs or walls.in_place_of(title, page.url, asked, is_signed=bool(known.authors), is_bare=is_bare)
        if shown:
            raise NotShown(asked, shown)
        if not title or (titles.is_none(title, page.url) and not known.authors):
            raise NothingSaid(asked, "the page has no title" if not title else f"the page is called “{title}”")
        return self._record(_dated(known, page.url, source))

    def _by_identifier(self, known: Facts, url: str) -> Record | None:
        """Return the record of the identifier among some facts; None for none, and where the services have no record."""
        for scheme in ("doi", "arxiv"):
            if value := known.fields.get(scheme, ""):
                with contextlib.suppress(NoRecord, errors.NetworkError):
                    return self._completed(self._resolved(scheme, value), url, known)
        return None

    def _completed(self, record: Record, url: str, known: Facts | None = None) -> Record:
        """Return a record with address, day, and fields that only the page has."""
        changes = {"url": url, "urldate": self.today}
        held = record.plain("url")
        if held and not re.match(r"https?://(?:dx\.)?doi\.org/", held):
            changes.pop("url")
        raw = {name: bibtex.encode(name, value) for name, value in changes.items()}
        own = facts.record(known) if known else None
        for name in ("author", "title", "date", "abstract", "language"):
            field = own.field(name) if own and not record.field(name) else None
            if field and not (name == "author" and record.field("editor")):
                raw[name] = field.raw
        return replace(bibtex.edit(record, raw), origins=tuple(Origin(name, NAME) for name in raw))

    def _record(self, known: Facts) -> Record:
        return facts.record(facts.with_fields(known, urldate=self.today))


def _dated(known: Facts, url: str, source: str) -> Facts:
    """Return facts with the date that htmldate finds, where the page says none, or one of a post without its day."""
    written = known.fields.get("date", "")
    if urls.is_home(url) or len(written) == _DAY or (written and known.type != "online"):
        return known
    found = htmldates.found(source)
    return facts.with_fields(known, date=found) if found.startswith(written) else known


def _check(answer: Response, url: str) -> None:
    """Raise the error for an answer that is not the page.

    NoRecord where the page is not there, or leads to the front page; BadAnswer where it is not shown.
    """
    is_elsewhere = urls.is_home(answer.url) and not urls.is_home(url) and urls.same_site(url, answer.url)
    if answer.status in (404, 410) or is_elsewhere:
        raise NoRecord(url, (urls.host(answer.url) or answer.url,))
    if answer.status >= 400:  # noqa: PLR2004 - where the errors begin
        raise NotShown(
            url, f"it is not shown to this program (HTTP status {answer.status}); add the source by its fields"
        )


def about(page: Page) -> Facts:
    """Return all facts of a page, merged field by field.

    The most reliable kind of metadata comes first; the field `url` is the address of the page.
    """
    offered = [*page.links["canonical"], *page.metas["og:url"]]
    url = urls.canonical(page.url, offered, page.base)
    heading = " ".join([*page.texts("title")[:1], page.first("og:title")])
    data = json_ld.of_scripts(page.scripts, url, heading)
    sites = [site for site in (data.site, *meta_tags.sites(page), titles.site_of_host(page), urls.host(url)) if site]
    known = [*meta_tags.of_meta(page), data, meta_tags.open_graph(page, sites), meta_tags.ordinary(page, sites)]
    own = titles.heuristics(page, sites)
    whole = facts.merged([*known, own])
    if titles.is_none(whole.fields.get("title", ""), page.url):
        whole = facts.with_fields(whole, title=own.fields.get("title", ""))
    kind = whole.type or titles.kind_of(url)
    title = titles.without_site(whole.fields.get("title", ""), [*sites, whole.site])
    named = facts.with_fields(whole, title=title, url=url, **_named(whole, url))
    return replace(named, type=kind, site=titles.site_of_host(page) or whole.site or urls.host(url))


def _named(whole: Facts, url: str) -> dict[str, str]:
    """Return the identifiers of a page, or else of its canonical address."""
    found = {"doi": whole.fields.get("doi") or urls.doi(url)}
    arxiv = whole.fields.get("arxiv") or urls.arxiv(url)
    return {**found, "arxiv": arxiv} if arxiv else found
