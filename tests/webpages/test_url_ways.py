"""Which way a web address goes to its record: through an identifier, a site's own way, or the page; and what is distrusted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from readinglist import errors
from readinglist.network.errors import BadAnswer, NoNetwork, NoRecord, NothingSaid, ServiceFailed, TooLarge
from readinglist.resolvers import Response
from readinglist.webpages import page as page_reader
from readinglist.webpages import url, urls
from tests.services import work
from tests.visits import visited
from tests.work import assert_linear

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from readinglist.model.record import Record

TODAY = "2026-11-25"
ADDRESS = "https://www.example.org/a/page"
CROSSREF = "https://api.crossref.org/works/"


class Web:
    """A `get` that knows some addresses, and answers 404 for all others; `asked` is what was asked for."""

    def __init__(self, answers: Mapping[str, Response | str | errors.NetworkError]) -> None:
        self.answers, self.asked = answers, list[str]()

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None, accept: str = "*/*") -> Response:
        assert accept
        assert not headers
        self.asked.append(unquote(url))
        found = self.answers.get(url, self.answers.get(unquote(url)))
        if isinstance(found, errors.NetworkError):
            raise found
        if isinstance(found, Response):
            return found
        kind = "text/html" if isinstance(found, str) else "application/json"
        return Response(url, 404 if found is None else 200, {}, (found or "{}").encode(), kind)


def known(doi: str) -> str:
    """What Crossref says of a work."""
    return json.dumps({"status": "ok", "message": work(doi)})


def fetched(address: str, answers: Mapping[str, Response | str | errors.NetworkError]) -> Record:
    return visited(url.matches(address) or "", Web(answers), today=TODAY)


def page(content: str, address: str = ADDRESS) -> Record:
    return fetched(address, {address: content})


def pdf(address: str, headers: Mapping[str, str] | None = None) -> Response:
    return Response(address, 200, headers or {}, b"%PDF-1.4 <title>No</title>", "application/pdf")


# Through an identifier


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="citation_doi" content="10.5555/abc"><meta name="citation_title" content="X">',
        '<meta name="citation_doi" content="https://doi.org/10.5555/ABC">',
        '<meta name="DC.Identifier" scheme="doi" content="doi:10.5555/abc"><meta name="DC.Title" content="X">',
        '<meta name="dc.identifier" content="doi:10.5555/abc"><meta name="dc.title" content="X">',
        '<meta name="prism.doi" content="10.5555/abc">',
        '<meta name="bepress_citation_doi" content="10.5555/abc">',
        '<meta name="eprints.title" content="X"><meta name="eprints.id_number" content="10.5555/abc">',
        '<script type="application/ld+json">{"@type":"Article","identifier":{"value":"10.5555/abc"}}</script>',
        '<script type="application/ld+json">{"@type":"Report","sameAs":["x","https://doi.org/10.5555/abc"]}</script>',
        '<link rel="canonical" href="/doi/full/10.5555/abc">',
    ],
)
def test_a_page_that_carries_a_doi_is_resolved_through_it(head: str) -> None:
    record = fetched(ADDRESS, {ADDRESS: head, CROSSREF + "10.5555/abc": known("10.5555/abc")})
    assert (record.type, record.title, record.venue) == ("article", "On Keys", "Journal of Keys")
    assert record.plain("doi") == "10.5555/abc"
    assert record.plain("url").startswith("https://www.example.org/")
    assert record.plain("urldate") == TODAY


@pytest.mark.parametrize(
    "body",
    [
        '<meta name="citation_reference" content="citation_title=Y; citation_doi=10.5555/abc">',
        '<a href="https://doi.org/10.5555/abc">a reference</a> doi:10.5555/abc',
        '<meta name="DC.identifier" content="Doe, J. (2018) X. doi:10.5555/abc"><meta name="DC.title" content="X">',
        '<meta name="DC.relation" content="https://doi.org/10.5555/abc">',
        '<script type="application/ld+json">{"@type":"Article","citation":[{"identifier":"10.5555/abc"}]}</script>',
        '<script type="application/ld+json">{"@type":"Person","sameAs":"https://doi.org/10.5555/abc"}</script>',
        '<link rel="canonical" href="https://elsewhere.example/doi/10.5555/abc">',
        '<meta name="citation_doi" content="not a doi">',
    ],
)
def test_a_doi_that_merely_stands_in_a_page_is_not_the_pages(body: str) -> None:
    record = page(f"<title>X</title>{body}")
    assert record.title == "X"
    assert record.field("doi") is None


@pytest.mark.parametrize(
    "address",
    [
        "https://dl.acm.org/doi/10.5555/abc",
        "https://dl.acm.org/doi/pdf/10.5555/abc",
        "https://onlinelibrary.wiley.com/doi/full/10.5555/abc?casa_token=1",
        "https://link.springer.com/content/pdf/10.5555%2Fabc.pdf",
        "https://journals.plos.org/plosone/article?id=10.5555/abc",
        "https://www.frontiersin.org/articles/10.5555/abc/full",
        "https://www.tandfonline.com/doi/abs/10.5555/abc;jsessionid=1A2B",
        "http://www.example.org/10.5555/abc#section-2",
    ],
)
def test_an_address_that_holds_a_doi_is_resolved_through_it_and_the_page_left_alone(address: str) -> None:
    web = Web({CROSSREF + "10.5555/abc": known("10.5555/abc")})
    record = visited(url.matches(address) or "", web, today=TODAY)
    assert (record.title, record.plain("url")) == ("On Keys", urls.clean(address))
    assert len(web.asked) == 1


def test_an_address_with_a_doi_that_nobody_knows_is_read_as_a_page() -> None:
    address = "https://www.example.org/doi/10.5555/abc"
    record = page(
        '<meta name="citation_title" content="A page"><meta name="citation_author" content="Ann Lee">', address
    )
    assert (record.title, record.byline, record.plain("doi")) == ("A page", "Lee", "10.5555/abc")


def test_a_page_is_good_enough_where_the_service_of_its_doi_fails() -> None:
    head = '<meta name="citation_doi" content="10.5555/abc"><meta name="citation_title" content="A page">'
    failure = ServiceFailed("api.crossref.org", 503)
    record = fetched(ADDRESS, {ADDRESS: head, CROSSREF + "10.5555/abc": failure})
    assert (record.title, record.plain("doi")) == ("A page", "10.5555/abc")


def test_what_crossref_leaves_out_comes_from_the_page() -> None:
    head = (
        '<meta name="citation_doi" content="10.5555/abc"><meta name="citation_author" content="Ann Lee">'
        '<meta name="citation_title" content="X"><meta name="citation_abstract" content="We count.">'
    )
    bare = json.dumps({"message": work("10.5555/abc", author=[])})
    record = fetched(ADDRESS, {ADDRESS: head, CROSSREF + "10.5555/abc": bare})
    assert (record.title, record.byline, record.plain("abstract")) == ("On Keys", "Lee", "We count.")


@pytest.mark.parametrize(
    ("address", "doi"),
    [
        ("https://papers.ssrn.com/sol3/papers.cfm?abstract_id=4999999", "10.2139/ssrn.4999999"),
        ("https://ssrn.com/abstract=4999999", "10.2139/ssrn.4999999"),
        ("https://www.jstor.org/stable/9999999?seq=1", "10.2307/9999999"),
        ("https://zenodo.org/records/9999999/files/a.zip", "10.5281/zenodo.9999999"),
        ("https://www.biorxiv.org/content/10.1101/2024.05.06.999999v2.full.pdf+html", ""),
        ("https://www.medrxiv.org/content/10.1101/2024.05.06.999999v2", "10.1101/2024.05.06.999999"),
    ],
)
def test_numbers_of_publishers_are_known_for_the_dois_that_they_make(address: str, doi: str) -> None:
    web = Web({CROSSREF + doi: known(doi)} if doi else {address: "<title>T</title>"})
    visited(address, web, today=TODAY)
    assert doi in web.asked[0]


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry>
<id>http://arxiv.org/abs/2405.04434v5</id><published>2024-05-07T15:56:43Z</published><updated>2024-06-19T00:00:00Z</updated>
<title>A Strong Model</title><summary>We present it.</summary><author><name>Ann Lee</name></author>
<arxiv:primary_category term="cs.CL"/></entry></feed>"""


@pytest.mark.parametrize(
    "address",
    [
        "https://huggingface.co/papers/2405.04434",
        "https://www.alphaxiv.org/abs/2405.04434v2",
        "https://ar5iv.labs.arxiv.org/html/2405.04434",
        "https://www.example.org/paper",
    ],
)
def test_a_page_of_an_arxiv_paper_is_resolved_through_its_number(address: str) -> None:
    def get(url: str, *, headers: Mapping[str, str] | None = None, accept: str = "*/*") -> Response:
        assert not headers
        assert accept
        if "arxiv.org/api" in url or "export.arxiv.org" in url:
            return Response(url, 200, {}, ATOM.encode(), "application/atom+xml")
        return Response(url, 200, {}, b'<meta name="citation_arxiv_id" content="2405.04434">', "text/html")

    record = visited(address, get, today=TODAY)
    assert (record.title, record.byline, record.plain("eprint")[:10]) == ("A Strong Model", "Lee", "2405.04434")


# What an address is


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://www.example.org/a", "https://www.example.org/a"),
        (" <HTTP://Example.ORG/A> ", "http://example.org/A"),
        ("www.example.org/a", "https://www.example.org/a"),
        ("ftp://example.org/a", None),
        ("javascript:alert(1)", None),
        ("example.org", None),
        ("10.5555/abc", None),
        ("https://", None),
        ("https://[::1/a", None),
        ("see https://example.org", None),
    ],
)
def test_matches_takes_addresses_of_the_web(text: str, found: str | None) -> None:
    assert url.matches(text) == found


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://x.org/a?utm_source=t&id=7&fbclid=x#:~:text=word", "https://x.org/a?id=7"),
        ("https://x.org/a;jsessionid=0A1B?gclid=1", "https://x.org/a"),
        ("https://x.org:443/a?b=%20c&&d", "https://x.org/a?b=%20c&d"),
        ("https://x.org/a#section", "https://x.org/a"),
        ("https://x.org/#!/deep/link", "https://x.org/#!/deep/link"),
        ("https://x.org/a?PHPSESSID=1&q=utm_source", "https://x.org/a?q=utm_source"),
        ("https://x.org/a?id=&page=2", "https://x.org/a?id=&page=2"),
        ("https://[::1/a", "https://[::1/a"),
    ],
)
def test_what_follows_the_reader_is_off_the_address(address: str, clean: str) -> None:
    assert urls.clean(address) == clean


@pytest.mark.parametrize(
    ("offered", "kept"),
    [
        ("https://www.example.org/better", "https://www.example.org/better"),
        ("http://example.org/better?utm_medium=x", "http://example.org/better"),
        ("/relative", "https://www.example.org/relative"),
        ("//amp.example.org/b", "https://amp.example.org/b"),
        ("https://elsewhere.example/a/page", ADDRESS),
        ("https://example.org.evil.example/a", ADDRESS),
        ("https://www.example.org/", ADDRESS),
        ("javascript:alert(1)", ADDRESS),
        ("data:text/html,x", ADDRESS),
        ("https://user:secret@www.example.org/b", ADDRESS),
        ("https://www.example.org/b c", ADDRESS),
        ("https://www.example.org/\u202egnp", ADDRESS),
        ("https://[", ADDRESS),
        ("", ADDRESS),
        ("https://www.example.org/" + "a" * 3000, ADDRESS),
    ],
)
def test_a_canonical_address_counts_only_on_the_same_site(offered: str, kept: str) -> None:
    record = page(f'<title>X</title><link rel="canonical" href="{offered}">')
    assert record.plain("url") == kept


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://m.example.co.uk/a", "https://www.example.co.uk/b", True),
        ("https://a.co.uk/", "https://b.co.uk/", False),
        ("https://ann.github.io/", "https://bo.github.io/", False),
        ("https://192.168.0.1/", "https://10.0.0.1/", False),
        ("https://example.org/", "https://example.com/", False),
    ],
)
def test_sites_are_told_apart(one: str, other: str, *, same: bool) -> None:
    assert urls.same_site(one, other) is same


def test_a_base_of_another_site_leads_nowhere() -> None:
    there = '<base href="https://elsewhere.example/x/"><link rel="canonical" href="page2"><title>X</title>'
    assert page(there).plain("url") == "https://www.example.org/a/page2"
    own = '<base href="https://www.example.org/x/"><link rel="canonical" href="page2"><title>X</title>'
    assert page(own).plain("url") == "https://www.example.org/x/page2"


def test_a_page_that_leads_to_the_front_page_is_gone() -> None:
    home = Response("https://www.example.org/", 200, {}, b"<title>Example</title>", "text/html")
    with pytest.raises(NoRecord):
        fetched(ADDRESS, {ADDRESS: home})


def refresh(content: str) -> str:
    return f'<title>A Clock</title><meta http-equiv="Refresh" content="{content}">'


def test_a_page_that_only_leads_on_is_followed() -> None:
    there = "https://elsewhere.example/story"
    answers = {ADDRESS: refresh(f"0; URL='{there}'"), there: "<title>The story</title>"}
    record = fetched(ADDRESS, answers)
    assert (record.title, record.plain("url")) == ("The story", there)


@pytest.mark.parametrize(
    "content", ["0; url=https://www.example.org/a/page", "300; url=/elsewhere", "5", "0; url=javascript:alert(1)"]
)
def test_a_page_that_only_reloads_is_read(content: str) -> None:
    assert page(refresh(content)).title == "A Clock"


def test_pages_that_lead_round_in_circles_are_no_answer() -> None:
    other = "https://www.example.org/b"
    with pytest.raises(BadAnswer, match="on and on"):
        fetched(ADDRESS, {ADDRESS: refresh(f"0;url={other}"), other: refresh(f"0;url={ADDRESS}")})


# Files


@pytest.mark.parametrize(
    ("address", "kind", "content"),
    [
        ("https://www.example.org/download?id=12", "application/pdf", b"%PDF-1.4 <title>No</title>"),
        ("https://www.example.org/2024/05/The_Long_Report-final.pdf", "application/pdf", b"%PDF-1.4"),
        ("https://www.example.org/a/document", "text/html", b"%PDF-1.5"),
        ("https://www.example.org/a/document", "application/octet-stream", b"%PDF-1.5"),
        ("https://www.example.org/data/reading_times.csv", "text/csv", b"a,b"),
        ("https://www.example.org/notes.txt", "text/plain", b"On Keys, by Jane Doe"),
    ],
)
def test_a_file_of_which_only_the_address_is_known_is_no_record(address: str, kind: str, content: bytes) -> None:
    headers = {"content-disposition": "attachment; filename*=UTF-8''B%C3%BCcher%20und%20Listen.pdf"}
    with pytest.raises(NothingSaid, match="what is in it is not read"):
        fetched(address, {address: Response(address, 200, headers, content, kind)})


def test_a_file_too_large_to_be_read_is_no_record() -> None:
    address = "https://www.example.org/2024/05/The_Long_Report-final.pdf"
    with pytest.raises(NothingSaid, match="too large"):
        fetched(address, {address: TooLarge(address, 20_000_000)})
    with pytest.raises(TooLarge):
        fetched(ADDRESS, {ADDRESS: TooLarge(ADDRESS, 20_000_000)})


def test_a_pdf_whose_address_holds_a_doi_is_resolved_through_it() -> None:
    address = "https://www.example.org/content/10.5555/abc.pdf"
    assert fetched(address, {CROSSREF + "10.5555/abc": known("10.5555/abc")}).title == "On Keys"
    with pytest.raises(NothingSaid):
        fetched(address, {address: pdf(address)})


def test_a_file_may_say_itself_which_work_it_is() -> None:
    address = "https://www.example.org/bitstream/12/thesis.pdf"
    header = {"link": '<https://example.org/x>; rel="license", <https://doi.org/10.5555/abc>; rel="cite-as"'}
    found = fetched(address, {address: pdf(address, header), CROSSREF + "10.5555/abc": known("10.5555/abc")})
    assert (found.title, found.plain("url")) == ("On Keys", address)
    xmp = b"%PDF-1.4 <rdf:RDF><prism:doi>10.5555/abc</prism:doi></rdf:RDF>"
    held = Response(address, 200, {}, xmp, "application/pdf")
    assert fetched(address, {address: held, CROSSREF + "10.5555/abc": known("10.5555/abc")}).title == "On Keys"


# Sites with ways of their own


def test_an_issue_of_a_repository_is_a_page() -> None:
    address = "https://github.com/example-ai/tok/issues/7"
    record = page("<title>It is slow · Issue #7 · example-ai/tok · GitHub</title>", address)
    assert (record.type, record.title) == ("online", "It is slow · Issue #7 · example-ai/tok")


def test_a_repository_that_is_not_there_is_no_record() -> None:
    with pytest.raises(NoRecord, match="the repository nobody/nothing"):
        fetched("https://github.com/nobody/nothing", {})


def test_a_repository_that_moved_has_its_new_name() -> None:
    old = "https://github.com/old/tok"
    moved = Response("https://github.com/new/tok", 200, {}, b"<title>GitHub - new/tok</title>", "text/html")
    record = fetched(old + ".git", {old: moved})
    assert (record.title, record.byline, record.plain("url")) == ("new/tok", "new", "https://github.com/new/tok")


def test_a_video_that_is_gone_is_no_record() -> None:
    with pytest.raises(NoRecord, match=r"youtube\.com"):
        fetched("https://www.youtube.com/watch?v=aBcDeFgHiJk", {})


def test_a_video_whose_page_is_not_shown_still_has_title_and_channel() -> None:
    oembed = "https://www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DaBcDeFgHiJk&format=json"
    page_ = "https://www.youtube.com/watch?v=aBcDeFgHiJk"
    answers: dict[str, str | Response | errors.NetworkError] = {
        oembed: '{"title": "A Talk", "author_name": "Ann Lee"}',
        page_: NoNetwork("youtube.com", "no"),
    }
    record = fetched("https://www.youtube.com/shorts/aBcDeFgHiJk", answers)
    assert (record.type, record.title, record.byline, record.date) == ("video", "A Talk", "Ann Lee", "")


def test_a_channel_of_youtube_is_a_page() -> None:
    assert page("<title>Ann Lee - YouTube</title>", "https://www.youtube.com/@annlee").title == "Ann Lee"


def test_a_copy_of_govinfo_is_the_document_of_the_federal_register() -> None:
    address = "https://www.govinfo.gov/content/pkg/FR-2022-10-13/pdf/2022-21658.pdf"
    answer = {
        "title": "A Rule",
        "type": "Proposed Rule",
        "citation": "87 FR 62186",
        "agencies": [{"name": "Example Agency"}],
    }
    api = "https://www.federalregister.gov/api/v1/documents/2022-21658.json"
    record = fetched(address, {api: json.dumps(answer)})
    fields = {name: record.plain(name) for name in ("volume", "pages", "entrysubtype", "author")}
    assert fields == {
        "volume": "87",
        "pages": "62186",
        "entrysubtype": "proposed rule",
        "author": "U.S. Example Agency",
    }
    assert record.plain("url") == address
    with pytest.raises(NothingSaid):
        fetched(address, {address: pdf(address)})


def test_a_document_whose_parts_are_missing_or_of_another_kind_is_what_is_left() -> None:
    api = "https://www.federalregister.gov/api/v1/documents/2022-21658.json"
    answer: dict[str, object] = {
        "title": "A Notice",
        "type": "Notice",
        "agencies": [{"id": {}, "parent_id": {}}, {"id": 5, "raw_name": "OFFICE OF THE EXAMPLE"}, None, "x"],
        "html_url": "javascript:alert(1)",
        "regulation_id_numbers": [None, "1234-AB56"],
        "president": [],
        "volume": None,
        "publication_date": "2024-02-30",
    }
    record = fetched("https://www.federalregister.gov/d/2022-21658", {api: json.dumps(answer)})
    assert (record.byline, record.date) == ("U.S. Office of the Example", "2024-02")
    assert (record.plain("note"), record.plain("url")) == (
        "RIN 1234-AB56",
        "https://www.federalregister.gov/d/2022-21658",
    )


def test_an_api_that_answers_nonsense_is_no_answer() -> None:
    api = "https://www.federalregister.gov/api/v1/documents/2022-21658.json"
    with pytest.raises(BadAnswer):
        fetched("https://www.federalregister.gov/d/2022-21658", {api: "<html>"})


PREFERRED = """cff-version: 1.2.0
title: keytool
version: 1.0
authors: [{family-names: Doe, given-names: Jane}]
preferred-citation:
  type: conference-paper
  title: "Keys: A Tool"
  authors: [{family-names: Roe, given-names: Ann, name-particle: van}, {name: The Team}]
  collection-title: Proceedings of Keys
  year: 2021
  month: 7
  start: 12
  end: 19
  doi: 10.5555/87654321
"""
CFF = "https://raw.githubusercontent.com/example-ai/tok/{}/CITATION.cff"


def test_what_the_authors_of_a_repository_ask_to_be_cited_is_what_is_added() -> None:
    address = "https://github.com/example-ai/tok"
    record = fetched(address, {CFF.format("HEAD"): PREFERRED})
    fields = {name: record.plain(name) for name in ("title", "author", "booktitle", "pages", "date", "doi", "url")}
    assert (record.type, fields) == (
        "inproceedings",
        {
            "title": "Keys: A Tool",
            "author": "van Roe, Ann and The Team",
            "booktitle": "Proceedings of Keys",
            "pages": "12–19",
            "date": "2021-07",
            "doi": "10.5555/87654321",
            "url": address,
        },
    )
    resolved = fetched(
        address, {CFF.format("HEAD"): PREFERRED, CROSSREF + "10.5555/87654321": known("10.5555/87654321")}
    )
    assert (resolved.title, resolved.origin, resolved.plain("url")) == ("On Keys", "crossref", address)


def test_a_release_is_the_software_whatever_is_asked_to_be_cited() -> None:
    address = "https://github.com/example-ai/tok/releases/tag/v1.0"
    record = fetched(address, {CFF.format("v1.0"): PREFERRED})
    assert (record.type, record.title, record.plain("version")) == ("software", "keytool", "1.0")


@pytest.mark.parametrize(
    ("preferred", "type_", "fields"),
    [
        ("{title: T, journal: J, volume: 3, year: 2020}", "article", {"journaltitle": "J", "volume": "3", "date": "2020"}),
        ("{type: generic, title: T}", "online", {}),
        ("{type: thesis, title: T, thesis-type: PhD, institution: {name: U}}", "thesis", {"institution": "U", "type": "phdthesis"}),
        ("{type: software, title: T}", "software", {"title": "T", "version": "1.0"}),
        ("{type: article, title: T, journal: ArXiv, url: 'https://arxiv.org/abs/2405.04434'}", "article", {"eprint": "2405.04434"}),
        ("{type: article}", "software", {"title": "keytool"}),
        ("none", "software", {"title": "keytool"}),
    ],
)  # fmt: skip
def test_a_preferred_citation_may_be_of_any_type(preferred: str, type_: str, fields: dict[str, str]) -> None:
    source = PREFERRED.partition("preferred-citation:")[0] + f"preferred-citation: {preferred}\n"
    record = fetched("https://github.com/example-ai/tok", {CFF.format("HEAD"): source})
    assert (record.type, {name: record.plain(name) for name in fields}) == (type_, fields)


# The encodings of pages


# Pages made to do harm


HOSTILE: dict[str, tuple[int, Callable[[int], str]]] = {
    "tags that never end": (20_000, lambda times: "<a " * times),
    "quotes that never end": (15_000, lambda times: '<a x="' * times),
    "attributes without end": (20_000, lambda times: "<a " + "b=c " * times),
    "comments that never end": (20_000, lambda times: "<!--" * times),
    "a comment and dashes": (1_250_000, lambda times: "<!--" + "-" * times),
    "scripts that never end": (10_000, lambda times: "<script>" * times),
    "elements in elements": (15_000, lambda times: "<div>" * times),
    "headings in headings": (15_000, lambda times: "<h1>" * times),
    "end tags": (15_000, lambda times: "</h1>" * times),
    "angle brackets": (1_250_000, lambda times: "<" * times),
    "ampersands": (1_250_000, lambda times: "&" * times),
    "a number without end": (1_250_000, lambda times: f"&#{'9' * times};"),
    "a megabyte of an attribute": (350_000, lambda times: f'<meta name="citation_title" content="{"x " * times}">'),
    "entities in an attribute": (175_000, lambda times: f'<meta name="citation_title" content="{"&lt;" * times}">'),
    "an author without end": (7_500, lambda times: f'<meta name="author" content="{"a, b and " * times}">'),
    "authors": (2_000, lambda times: '<meta name="citation_author" content="A. B">' * times),
    "names of tags": (2_000, lambda times: "".join(f'<meta name="n{n}" content="x">' for n in range(times))),
    "JSON in JSON": (350_000, lambda times: f'<script type="application/ld+json">{"[" * times}</script>'),
    "objects in JSON": (350_000, lambda times: f'<script type="application/ld+json">{"{}" * times}</script>'),
    "commas in JSON": (350_000, lambda times: f'<script type="application/ld+json">[{", " * times}]</script>'),
    "dashes in JSON": (150_000, lambda times: f'<script type="application/ld+json">{"--> " * times}</script>'),
    "many scripts of JSON": (20_000, lambda times: '<script type="application/ld+json">{"a": 1}</script>' * times),
    "numbers in JSON": (10_000, lambda times: f'<script type="application/ld+json">{{"a": {"9" * times}}}</script>'),
    "titles": (15_000, lambda times: "<title>" + "a | " * times),
    "a date without end": (350_000, lambda times: f'<meta name="date" content="{"1 " * times}">'),
    "white space": (1_200_000, lambda times: f"<title>{' ' * times}</title>"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_page_made_to_take_for_ever_takes_work_in_proportion_to_its_length(kind: str) -> None:
    most, content = HOSTILE[kind]
    assert_linear(
        lambda text: url.about(page_reader.read(text, ADDRESS)), lambda times: content(times) + "<title>T</title>", 300
    )
    assert len(url.about(page_reader.read(content(most), ADDRESS)).fields.get("title", "")) <= 1000


def test_a_page_is_read_to_a_limit() -> None:
    assert (
        page("<title>A title</title>" + " " * 5_000_000 + '<meta property="og:title" content="Late">').title
        == "A title"
    )


def test_nothing_that_a_terminal_obeys_gets_into_a_record() -> None:
    evil = "Ti\x00t\x1b[31mle \u202eevil\u200f &#27;[0m&#x202e;&#0;"
    record = page(
        f'<meta property="og:title" content="{evil}"><meta name="author" content="Ann\x07 \u202eLee">'
        f'<meta name="description" content="{evil * 9}"><meta property="og:site_name" content="{evil}">'
        '<meta property="article:published_time" content="2024-05-06\u202e">'
    )
    assert record.title.startswith("Title evil")
    assert record.byline == "Lee"
    assert all(field.plain.isprintable() and field.raw.isprintable() for field in record.fields)


def test_braces_and_macros_of_a_page_stay_text() -> None:
    record = page(
        r'<title>Use \input{secret} &amp; 50% of {x</title><meta name="author" content="Ann \write18{rm} Lee">'
    )
    assert record.title == r"Use \input{secret} & 50% of {x"
    assert "\\input" not in record.fields[-1].raw
    assert "{" not in record.contributors[0].family


def test_a_script_is_no_title() -> None:
    record = page(
        "<script>document.write('<title>No</title>')</script><style><title>No</title></style><title>Yes</title>"
    )
    assert record.title == "Yes"
