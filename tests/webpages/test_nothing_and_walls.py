"""What is no record of a work: walls, pages without a title, and people who stand beside the work of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.network.errors import BadAnswer, NothingSaid, NotShown
from readinglist.resolvers import Response
from readinglist.webpages.walls import is_wall
from tests.visits import visited

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readinglist.model.record import Record

ADDRESS = "https://www.example.org/a/page"
WALLS = (
    "Just a moment...", "Making sure you're not a bot!", "Making sure you’re not a bot!", "Vercel Security Checkpoint",
    "Subscribe to read", "Subscribe to read | Example Times", "Subscribe to continue reading", "Not Found", "404 Not Found",
    "404", "404 - Page not found", "Page not found – Example", "Error 404 (Not Found)!!1", "403 Forbidden", "Access Denied",
    "Access to this page has been denied.", "Attention Required! | Cloudflare", "Error - Cookies Turned Off", "Cookie Absent",
    "Cookies are required", "Please enable JS and disable any ad blocker", "JavaScript is not available.", "Log in",
    "Sign in to your account", "Before you continue to YouTube", "Radware Bot Manager Captcha", "Pardon Our Interruption",
    "ERROR: The request could not be satisfied", "Loading...", "Redirecting…", "Seite nicht gefunden", "Page introuvable",
    "Página no encontrada", "503 Service Temporarily Unavailable", "Oops! That page can’t be found.", "Robot Check",
    "Verifying you are human. This may take a few seconds.", "Hotel Wi-Fi Login", "Captive Portal", "Site not found · Pages",
    "We’re sorry, but we can’t find the page you were looking for", "Index of /papers", "Example - Are you a robot?",
    "Robot Challenge Screen", "Access to this site has been denied", "You are being redirected...",
    "Your access to this site has been limited", "Cookie Settings Required", "Überprüfung, dass Sie kein Bot sind!",
)  # fmt: skip
WORKS = (
    "Not found: memory and the archive", "Lost and Found", "How to sign in a language you do not know", "1984", "Found",
    "Loading docks: a history", "Access Denied: The Practice of Filtering", "500 days of summer", "404: a love story",
    "Error analysis", "Redirecting attention in children", "Cookies and privacy on the web", "JavaScript: The Good Parts",
    "Captcha: Using hard problems for security", "Subscribe to the idea of progress", "Consent", "Rate limits in markets",
    "Authentication in distributed systems", "Sorry, not sorry: apologies in politics", "Bot detection in networks",
)  # fmt: skip


class Web:
    """A `get` that gives one answer to all."""

    def __init__(self, answer: Response) -> None:
        self.answer = answer

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None, accept: str = "*/*") -> Response:
        assert url
        assert accept
        assert not headers
        return self.answer


def read(content: str, address: str = ADDRESS, **headers: str) -> Record:
    """The record of a page that comes from an address."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return visited(ADDRESS, Web(Response(address, 200, given, content.encode(), "text/html")), today="2026-11-25")


def visit(content: str, address: str = ADDRESS, **headers: str) -> str:
    """The title of such a page."""
    return read(content, address, **headers).title


@pytest.mark.parametrize("title", WALLS)
def test_a_wall_is_told_by_its_title(title: str) -> None:
    with pytest.raises(NotShown, match="instead of the work") as failure:
        visit(f"<title>{title}</title>")
    assert isinstance(failure.value, BadAnswer)
    assert failure.value.exit_code == 5


@pytest.mark.parametrize("title", WORKS)
def test_a_work_may_be_called_almost_like_a_wall(title: str) -> None:
    assert not is_wall(title)
    assert visit(f'<title>{title}</title><meta name="date" content="2024-01-05">') == title


@pytest.mark.parametrize(
    "title", ["Error", "Subscribe to Example News", "We value your privacy", "Registration | Example"]
)
def test_a_page_without_date_and_abstract_may_be_a_wall_by_a_title_that_works_have_too(title: str) -> None:
    with pytest.raises(NotShown):
        visit(f"<title>{title}</title>")
    assert visit(f'<title>{title}</title><meta name="date" content="2024-01-05">')


def test_a_work_with_authors_is_no_wall() -> None:
    assert visit('<title>Not Found</title><meta name="author" content="Jane Doe">') == "Not Found"


@pytest.mark.parametrize(
    "script",
    [
        '<script id="anubis_challenge" type="application/json">{}</script>',
        '<script src="https://ct.captcha-delivery.com/c.js"></script>',
        "<script>window._cf_chl_opt={}</script>",
        '<div id="px-captcha"></div>',
    ],
)
def test_a_test_for_browsers_is_told_by_its_script_in_any_language(script: str) -> None:
    with pytest.raises(NotShown, match="test for browsers"):
        visit(f"<title>Un instante</title>{script}")
    assert visit(f"<title>A long story</title>{script}{'<p>word' * 9000}") == "A long story"


def test_a_test_for_browsers_is_told_by_the_header_of_its_server() -> None:
    for headers in (
        {"cf_mitigated": "challenge"},
        {"x_vercel_mitigated": "challenge"},
        {"x_amzn_waf_action": "captcha"},
    ):
        with pytest.raises(NotShown):
            visit("<title>Example</title>", **headers)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/a/page?error=cookies_not_supported&code=1",
        "https://www.example.org/action/cookieAbsent",
        "https://www.example.org/login?next=/a/page",
        "http://portal.hotel.example/?from=https%3A%2F%2Fwww.example.org%2Fa%2Fpage",
    ],
)
def test_a_page_that_was_led_to_instead_of_the_work_is_no_record(address: str) -> None:
    with pytest.raises(NotShown):
        visit("<title>Example</title>", address)


@pytest.mark.parametrize(
    "title", ["www.example.org", "example.org", "https://www.example.org/a/page", "Untitled", "", "Home", "example.com"]
)
def test_a_page_that_is_called_like_its_host_is_no_record(title: str) -> None:
    with pytest.raises(NothingSaid, match=title or "no title"):
        visit(f"<title>{title}</title><p>nothing")


BESIDE = {
    "an aside": "<aside>{}</aside>",
    "a list of other works": '<div class="related-posts"><article><h2>More</h2>{}</article></div>',
    "comments": '<section id="comments"><div>{}</div></section>',
    "a menu": "<nav>{}</nav>",
    "another article": "<article><h2>More</h2>{}</article>",
    "a sidebar": '<div class="sidebar widget-area"><div><div>{}</div></div></div>',
}


@pytest.mark.parametrize("place", BESIDE)
@pytest.mark.parametrize("mark", ['class="author-name"', 'class="byline"', 'itemprop="author"'])
def test_people_beside_the_work_are_no_authors(place: str, mark: str) -> None:
    other = BESIDE[place].format(f"<span {mark}>Ben Popp</span>")
    content = f"<title>Why</title><article><h1>Why</h1><span {mark}>Jake Gould</span></article>{other}"
    found = read(content)
    assert found.plain("author") == "Gould, Jake"


def test_the_author_of_a_page_with_a_layout_called_sidebar_is_found() -> None:
    content = '<div class="right-sidebar"><h1>Why</h1><p class="byline">By Jake Gould</p></div>'
    found = read(content)
    assert found.plain("author") == "Gould, Jake"


@pytest.mark.parametrize(
    ("byline", "author"), [("von Heiko", "Heiko"), ("Von Karin", "Karin"), ("por Ana", "Ana"), ("vonda", "vonda")]
)
def test_a_byline_of_one_given_name_is_without_its_by(byline: str, author: str) -> None:
    assert read(f'<title>Why</title><h1>Why</h1><p class="byline">{byline}</p>').plain("author") == author


ELI = """<html lang="de"><title>Verordnung - 2016/679 - EN - Beispiel</title>
<meta property="eli:title" lang="en" content="Regulation (EU) 2016/679"><meta property="eli:title" lang="de" content="Verordnung (EU) 2016/679">
<meta property="eli:date_document" content="2016-04-27"><meta property="eli:id_local" content="32016R0679">
<meta property="eli:type_document" resource="https://publications.europa.eu/resource/authority/resource-type/REG">"""


def test_a_law_comes_from_its_european_identifier_in_the_language_of_the_page() -> None:
    found = read(ELI)
    fields = {name: found.plain(name) for name in ("title", "date", "number", "language")}
    assert (found.type, fields) == (
        "legislation",
        {"title": "Verordnung (EU) 2016/679", "date": "2016-04-27", "number": "32016R0679", "language": "german"},
    )


def test_a_law_may_have_its_european_identifier_in_its_text() -> None:
    text = '<span property="eli:title" lang="en">Act 12 of 2019</span><b property="eli:date_document" content="2019-05-17">May</b>'
    found = read(f"<title>Act</title>{text}")
    assert (found.type, found.title, found.date) == ("legislation", "Act 12 of 2019", "2019-05-17")


PATENT = """<title>US1234567B2 - Key</title><meta name="DC.title" content="Key for a lock"><meta name="DC.type" content="patent">
<meta name="DC.date" content="2010-01-02" scheme="dateSubmitted"><meta name="DC.date" content="2012-03-04" scheme="issue">
<meta name="DC.contributor" content="Jane Doe" scheme="inventor"><meta name="DC.contributor" content="Keys Inc." scheme="assignee">
<meta name="citation_patent_number" content="US:1234567:B2">"""


def test_a_patent_has_inventors_holder_and_the_day_of_its_issue() -> None:
    found = read(PATENT)
    fields = {name: found.plain(name) for name in ("title", "author", "holder", "date", "number")}
    assert (found.type, fields) == (
        "patent",
        {
            "title": "Key for a lock",
            "author": "Doe, Jane",
            "holder": "Keys Inc.",
            "date": "2012-03-04",
            "number": "US1234567B2",
        },
    )
