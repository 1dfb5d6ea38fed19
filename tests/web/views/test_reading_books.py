"""Books and documents in the reader: their sections, printed pages and paragraphs, and quotes with their places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests import pdfs
from tests.books import entry, epub, nav
from tests.manuscripts import office_files
from tests.web.client import Client
from tests.web.conftest import Visit, violations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from readinglist.library.location import Location
    from tests.conftest import Ran

HOSTILE = (
    "&lt;script&gt;document.title='owned'&lt;/script&gt; &quot;onmouseover=&quot;document.title='owned' \u202egpj.exe"
)
LONG = "<p>" + "Something else is said here. " * 60 + "</p>"
CHAPTERS = {
    "a.xhtml": f"<h1>Loomings</h1><p>Call me Ishmael.</p><p>I went to sea.</p>{LONG}<h2>{HOSTILE}</h2>{LONG}<p>Meditation and water are wedded.</p>",
    "b.xhtml": f"<h1>The Carpet-Bag</h1>{LONG}<p>I stuffed a shirt or two into my bag.</p>",
}
PRINTED = {
    "a.xhtml": '<p>For my wife.</p><p id="x">Long ago in Tokyo.</p><p>The sea is inter<span epub:type="pagebreak" title="2"/>national waters.</p>'
}
READ = "/s/book/read"


@pytest.fixture
def stocked(rl: Callable[..., Ran], tmp_path: Path) -> Callable[[bytes, str], None]:
    """Makes a source `book` with a file."""

    def stock(data: bytes, name: str = "book.epub") -> None:
        (tmp_path / name).write_bytes(data)
        (tmp_path / "refs.bib").write_text("@book{book, title = {Whales}, author = {Doe, Jane}, year = {2020}}")
        for arguments in (("import", "refs.bib"), ("attach", "book", name)):
            assert rl(*arguments).code == 0

    return stock


@pytest.fixture
def room(library: Location, tmp_path: Path) -> Callable[[], Client]:
    return lambda: Client.of(library, tmp_path)


def notes(rl: Callable[..., Ran]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rl("show", "book", "--json").json[0]["notes"]
    return found


def test_a_book_has_headings_paragraphs_and_a_table_of_contents(
    stocked: Callable[..., None], room: Callable[[], Client]
) -> None:
    stocked(epub(CHAPTERS))
    page = room().get(READ).text
    assert re.findall(r'<h(\d) id="section=(\d)"', page) == [("2", "1"), ("3", "2"), ("2", "3")]
    assert "<p>Call me Ishmael.\n</p><p>I went to sea.\n</p>" in page
    assert re.findall(r'class="deep-(\d)"><a href="(#[^"]*)"', page) == [
        ("1", "#section=1"),
        ("2", "#section=2"),
        ("1", "#section=3"),
    ]
    assert "<script>document" not in page


def test_the_contents_of_a_pdf_lead_to_its_pages(
    stocked: Callable[..., None], room: Callable[[], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    from readinglist.attachments import facts  # noqa: PLC0415 - what it says is replaced
    from readinglist.model.attachment import Section  # noqa: PLC0415

    stocked(pdfs.made(["One.", "Two."], labels="0 << /S /D /St 7 >>"), "a.pdf")
    sections = (Section("First", 1, 0), Section("Second", 3, 1))
    monkeypatch.setattr(facts, "sections", lambda _: sections)
    for address in (READ, f"{READ}?attachment=1&as=text"):
        assert re.findall(r'<a href="(#[^"]*)"', room().get(address).text) == ["#page=7", "#page=8"]


@pytest.mark.parametrize("sections", [0, 1, 101])
def test_a_table_of_contents_is_short(sections: int, stocked: Callable[..., None], room: Callable[[], Client]) -> None:
    stocked(epub({"a.xhtml": "<p>Words.</p>" + "<h1>Part</h1><p>x</p><h2>Within</h2><p>y</p>" * sections}))
    found = re.findall(r'class="deep-(\d)"', room().get(READ).text)
    assert found == {0: [], 1: ["1", "2"], 101: ["1"] * 101}[sections]


def test_words_without_a_place_get_their_section_and_it_follows_them(
    stocked: Callable[..., None], room: Callable[[], Client], rl: Callable[..., Ran]
) -> None:
    stocked(epub(CHAPTERS))
    there = room()
    assert there.post(READ, {"as": "quote", "quote": "I went to sea"}).status == 303
    assert "quote found in section The Carpet-Bag." in rl("note", "book", "--quote", "stuffed a shirt").err
    assert rl("note", "book", "--edit", "1", "--quote", "I stuffed a shirt or two").code == 0
    assert [one["locator"] for one in notes(rl)] == ["section The Carpet-Bag", "section The Carpet-Bag"]
    assert rl("quotes", "verify").code == 0


def test_a_book_with_printed_pages_has_them(
    stocked: Callable[..., None], room: Callable[[], Client], rl: Callable[..., Ran]
) -> None:
    stocked(epub(PRINTED, {"nav.xhtml": nav(entry("a.xhtml", "Opening"), entry("a.xhtml#x", "1"))}))
    there = room()
    page = there.get(READ).text
    assert 'data-labels=\'["", "1", "2"]\'' in page
    for words in ("For my wife", "Long ago", "international waters", "waters"):
        assert there.post(READ, {"as": "quote", "quote": words}).status == 303
    assert [one["locator"] for one in notes(rl)] == ["section Opening", "page 1", "pages 1-2", "page 2"]
    assert there.post(READ, {"as": "quote", "quote": "Long ago", "locator": "page 2"}).status == 409


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (office_files.odt('<text:h text:outline-level="1">Methods</text:h><text:p>We count words.</text:p>'), "a.odt"),
        (office_files.docx('<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Methods</w:t></w:r></w:p><w:p><w:r><w:t>We count words.</w:t></w:r></w:p>'), "a.docx"),
        (b"# Methods\n\nWe count words.\n", "a.md"),
        (b"<!doctype html><h1>Methods</h1><p>We count words.</p>", "a.html"),
    ],
)  # fmt: skip
def test_documents_of_every_kind_have_their_sections(
    data: bytes, name: str, stocked: Callable[..., None], room: Callable[[], Client], rl: Callable[..., Ran]
) -> None:
    stocked(data, name)
    there = room()
    assert re.search(r'<h2 id="section=1" data-section="section Methods">#? ?Methods\n</h2>', there.get(READ).text)
    assert there.post(READ, {"as": "quote", "quote": "We count words"}).status == 303
    assert notes(rl)[0]["locator"] == "section Methods"


def test_facts_that_somebody_else_wrote_do_no_harm(
    stocked: Callable[..., None], room: Callable[[], Client], library: Location
) -> None:
    import sqlite3  # noqa: PLC0415 - to write what no program of ours does

    stocked(epub(CHAPTERS))
    for facts in ("[]", '{"outline": 3}', '{"outline": [3, {}, {"title": 1}]}', "no",
                  '{"outline": [{"title": "<b>", "to": 99, "at": 7}, {"title": "x", "to": 0, "at": 9e9, "level": -4}, {"title": "y", "to": 0, "at": 99999999}]}'):  # fmt: skip
        with sqlite3.connect(library.path) as connection:
            connection.execute("UPDATE attachment_text SET facts = ?", (facts,))
        page = room().get(READ)
        assert (page.status, "Call me Ishmael." in page.words) == (200, True), facts


def opened(visit: Callable[..., Visit], address: str = READ, *, width: int = 1400) -> Page:
    page = visit().page(width=width)
    page.goto(page.url.rpartition("/")[0] + address)
    page.locator("[data-finds]").wait_for()  # the script is there
    return page


def select(page: Page, words: str) -> None:
    """Select words of a paragraph."""
    page.evaluate(
        """words => {
      const walk = document.createTreeWalker(document.querySelector(".pages"), NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const at = walk.currentNode.data.indexOf(words);
        if (at >= 0) { getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + words.length); return; }
      }
    }""",
        words,
    )


@pytest.mark.parametrize("width", [390, 1400])
def test_words_of_a_book_are_kept_with_their_section(
    width: int, stocked: Callable[..., None], visit: Callable[..., Visit], rl: Callable[..., Ran]
) -> None:
    stocked(epub(CHAPTERS))
    page = opened(visit, width=width)
    select(page, "Meditation and water")
    assert "Selected in section <script>" in page.locator("[data-selected]").inner_text()
    page.keyboard.press("q")
    page.locator(".quotes li").wait_for()
    select(page, "shirt or two")
    page.keyboard.press("n")
    page.keyboard.type("Good.")
    page.locator("#keep [data-keep]").click()
    page.locator(".quotes li").nth(1).wait_for()
    assert [one["quote"] for one in notes(rl)] == ["Meditation and water", "shirt or two"]
    assert notes(rl)[0]["locator"].startswith("section <script>document.title='owned'</script>")
    assert notes(rl)[1]["locator"] == "section The Carpet-Bag"
    assert page.evaluate("[...CSS.highlights.get('quote-note')].map(String)") == [
        "Meditation and water",
        "shirt or two",
    ]
    assert page.title() == "Whales · library.db"
    assert violations(page) == []


@pytest.mark.parametrize("width", [390, 1400])
def test_the_table_of_contents_leads_to_a_section_by_keyboard(
    width: int, stocked: Callable[..., None], visit: Callable[..., Visit]
) -> None:
    stocked(epub(CHAPTERS))
    page = opened(visit, width=width)
    page.keyboard.press("t")
    page.locator(":focus", has_text="Loomings").wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert page.locator(":focus").get_attribute("class") == "pages"
    page.keyboard.press("t")
    page.locator(":focus", has_text="Loomings").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("class") == "pages"
    assert not page.locator(".contents nav").is_visible()
    box, frame = page.locator("h2", has_text="The Carpet-Bag").bounding_box(), page.locator(".pages").bounding_box()
    assert box
    assert frame
    assert frame["y"] <= box["y"] < min(900, frame["y"] + frame["height"] / 2)
    assert page.url.endswith("#section=3")
    page.keyboard.press("t")
    page.locator(":focus", has_text="The Carpet-Bag").wait_for()


def test_a_change_of_somebody_else_leaves_the_keyboard_in_the_document(
    stocked: Callable[..., None], visit: Callable[..., Visit], rl: Callable[..., Ran]
) -> None:
    stocked(epub(CHAPTERS))
    page = opened(visit)
    page.locator(".pages").focus()
    assert rl("note", "book", "--quote", "shirt or two").code == 0
    page.locator(".panel", has_text="shirt or two").first.wait_for()
    assert page.locator(":focus").get_attribute("class") == "pages"


@pytest.mark.parametrize("address", [f"{READ}?quote=note-1", f"{READ}#section=3"])
def test_an_address_leads_into_a_book(
    address: str, stocked: Callable[..., None], visit: Callable[..., Visit], rl: Callable[..., Ran]
) -> None:
    stocked(epub(CHAPTERS))
    assert rl("note", "book", "--quote", "shirt or two").code == 0
    page = opened(visit, address, width=390)
    page.wait_for_timeout(200)
    box = page.locator("h2", has_text="The Carpet-Bag").bounding_box()
    assert box
    assert -900 < box["y"] < 900
    assert page.locator(".pages").evaluate("one => one.scrollTop") > 0
