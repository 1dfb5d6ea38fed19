"""Web pages in the manner of those that people add, each with the record that it must come to."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from readinglist.network.errors import BadAnswer, NoRecord
from readinglist.resolvers import Response
from readinglist.webpages import url
from tests.visits import visited

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readinglist.model.record import Record

DATA = Path(__file__).resolve().parent.parent / "data"
PAGES = DATA / "http" / "pages"
EXPECTED: dict[str, Any] = tomllib.loads((DATA / "expected" / "pages.toml").read_text("utf-8"))
TODAY = "2026-11-25"
_TYPES = {".html": "text/html", ".json": "application/json", ".cff": "text/plain", ".pdf": "application/pdf"}


class Web:
    """A `get` that knows some addresses, and answers 404 for all others; `asked` is what was asked for."""

    def __init__(self, answers: Mapping[str, Response | bytes | str]) -> None:
        self.answers, self.asked = answers, list[str]()

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None, accept: str = "*/*") -> Response:
        self.asked.append(url)
        assert accept
        assert not headers
        found = self.answers.get(url)
        if isinstance(found, Response):
            return found
        if found is None:
            return Response(url, 404, {}, b"{}", "application/json")
        content = found.encode() if isinstance(found, str) else found
        return Response(url, 200, {}, content, "text/html")


def fetched(address: str, answers: Mapping[str, Response | bytes | str]) -> Record:
    return visited(url.matches(address) or "", Web(answers), today=TODAY)


def page(content: str, address: str = "https://www.example.org/a/page") -> Record:
    """The record of a page that is given as text."""
    return fetched(address, {address: content})


def holds(name: str) -> None:
    """Check that the pages of one row of the table come to the record that stands there, field by field, to the byte."""
    row = EXPECTED[name]
    answers = {
        address: Response(address, 200, {}, (PAGES / file).read_bytes(), _TYPES[Path(file).suffix])
        for address, file in row["answers"].items()
    }
    record = fetched(row["address"], answers)
    assert {field.name: field.raw[1:-1] for field in record.fields} == {**row["fields"], "urldate": TODAY}
    assert record.type == row["type"]
    assert record.key == ""


def test_every_row_of_the_table_is_tested_and_every_page_is_used() -> None:
    tested = Path(__file__).read_text("utf-8")
    assert {name for name in EXPECTED if f'holds("{name}")' not in tested} == set()
    used = {file for row in EXPECTED.values() for file in row["answers"].values()}
    assert used == {path.name for path in PAGES.iterdir()}


def test_a_journal_article_comes_from_its_citation_tags() -> None:
    holds("nature")


def test_a_chapter_comes_from_its_citation_tags() -> None:
    holds("springer")


def test_a_title_with_entities_and_tags_is_plain_text() -> None:
    holds("sciencedirect")


def test_a_conference_paper_comes_from_its_citation_tags() -> None:
    holds("ieee")


def test_dublin_core_alone_names_authors_and_date() -> None:
    holds("acm")


def test_a_doi_with_angle_brackets_and_semicolons_is_whole() -> None:
    holds("wiley")


def test_an_article_without_pages_has_its_number_instead() -> None:
    holds("plos")


def test_dublin_core_prism_and_citation_tags_agree_on_one_article() -> None:
    holds("mdpi")


def test_a_preprint_of_a_server_keeps_no_heading_in_its_abstract() -> None:
    holds("biorxiv")


def test_a_working_paper_of_ssrn_is_known_by_its_number() -> None:
    holds("ssrn")


def test_a_paper_of_the_acl_anthology() -> None:
    holds("acl")


def test_a_paper_of_openreview() -> None:
    holds("openreview")


def test_a_paper_of_pmlr() -> None:
    holds("pmlr")


def test_an_article_of_jstor_has_its_pages_in_one_tag() -> None:
    holds("jstor")


def test_a_technical_report_of_repec() -> None:
    holds("repec")


def test_a_data_set_comes_from_json_ld() -> None:
    holds("zenodo")


def test_a_data_set_comes_from_dublin_core() -> None:
    holds("figshare")


def test_a_thesis_of_an_eprints_repository() -> None:
    holds("eprints")


def test_an_article_of_a_bepress_repository() -> None:
    holds("bepress")


def test_a_thesis_of_a_dspace_repository() -> None:
    holds("dspace")


def test_a_report_of_an_institute_comes_from_a_graph_of_json_ld() -> None:
    holds("csis")


def test_a_report_is_told_by_the_folder_it_lies_in() -> None:
    holds("epoch")


def test_a_document_of_the_federal_register_comes_from_its_api() -> None:
    holds("federal-register")


def test_an_executive_order_is_by_the_president() -> None:
    holds("federal-register-order")


def test_a_repository_comes_from_its_citation_file() -> None:
    holds("github-cff")


def test_a_release_has_its_tag_for_a_version() -> None:
    holds("github-release")


def test_a_repository_without_a_citation_file_that_can_be_read_comes_from_its_page() -> None:
    holds("github")


def test_a_video_of_youtube_is_by_its_channel() -> None:
    holds("youtube")


def test_a_newspaper_article_comes_from_json_ld() -> None:
    holds("newspaper")


def test_json_ld_with_a_comma_too_many_is_read_and_the_staff_is_a_body() -> None:
    holds("agency")


def test_a_newsletter_of_substack() -> None:
    holds("substack")


def test_a_blog_on_ghost() -> None:
    holds("ghost")


def test_a_blog_on_wordpress_whose_author_is_a_reference() -> None:
    holds("wordpress")


def test_a_blog_without_metadata_comes_from_its_microdata() -> None:
    holds("jekyll")


def test_a_bare_page_has_a_title_and_no_author() -> None:
    holds("bare")


def test_a_chinese_page_in_gb18030() -> None:
    holds("chinese")


def test_an_old_page_in_latin_1() -> None:
    holds("latin1")


def test_a_page_that_is_not_there_is_no_record() -> None:
    with pytest.raises(NoRecord, match=r"example\.org has no record of https://www\.example\.org/gone"):
        fetched("https://www.example.org/gone", {})


def test_a_page_that_keeps_machines_out_is_no_answer() -> None:
    with pytest.raises(BadAnswer, match="instead of the work"):
        page("<title>Just a moment...</title>")
    address = "https://www.example.org/a/page"
    with pytest.raises(BadAnswer, match="HTTP status 403"):
        fetched(address, {address: Response(address, 403, {}, b"", "text/html")})
