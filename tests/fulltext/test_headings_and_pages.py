"""The headings and printed pages of books and documents."""

from __future__ import annotations

import pytest

from readinglist.fulltext import html, pages, printed, written
from readinglist.fulltext.quotes import SearchableText
from readinglist.fulltext.written import Heading, Opening, WrittenText
from tests.books import entry, epub, nav
from tests.manuscripts import office_files
from tests.work import assert_linear

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f'<w:styles {W}><w:style w:styleId="Ttl1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Mine"><w:basedOn w:val="Ttl1"/></w:style><w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:styleId="Lvl"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>'
)


def read(data: bytes, name: str = "book") -> WrittenText:
    return pages.written(name, data)[0]


def headings(found: WrittenText) -> list[tuple[str, int, str]]:
    """Return headings with their levels, and the line that stands there."""
    return [(one.title, one.level, found.text[one.at :].split("\n")[0]) for one in found.headings]


def leaves(found: WrittenText) -> list[tuple[str, str]]:
    return [(one.label, one.text) for one in written.leaves(found)]


def test_headings_of_a_page_stand_where_its_text_has_them() -> None:
    page = "<title>No</title><p>  Before.</p>\n<h1>The <i>first</i>\n one</h1><p>Words</p><h3>Deep</h3><h2> </h2>Tail"
    found = read(page.encode(), "a.html")
    assert headings(found) == [("The first one", 1, "The first one"), ("Deep", 3, "Deep")]


@pytest.mark.parametrize(
    "page",
    ["<p>a <b> b</b>  c </p>", " <h1> a </h1> b", "<p>x<p>y<br><br><br><br>z", "<div>\t<span id=a> a</span></div>", "<h1>never closed<p>a"],
)  # fmt: skip
def test_marks_change_no_text(page: str) -> None:
    marked = page.replace("<p", '<span id="q"></span><p').replace(" b", ' <a id="q"/>b')
    assert html.read(marked, anchors=["q"]).text == html.stripped(page)


def test_chapters_without_headings_get_the_titles_of_the_table_of_contents() -> None:
    toc = entry("a.xhtml", "Opening") + entry("b.xhtml", "Part <i>I</i>", entry("b.xhtml#s", "The Sea"))
    chapters = {
        "a.xhtml": "<p>Dedication.</p>",
        "b.xhtml": '<h1>PART ONE</h1><p>Words.</p><p id="s">The Sea</p><p>More.</p>',
    }
    found = read(epub(chapters, {"nav.xhtml": nav(toc + entry("gone.xhtml", "Gone") + entry("a.xhtml#no", "No"))}))
    assert headings(found) == [("Opening", 1, "Dedication."), ("PART ONE", 1, "PART ONE"), ("The Sea", 2, "The Sea")]


def test_an_older_book_has_its_lists_in_an_ncx() -> None:
    ncx = (
        '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><ncx><navMap><navPoint>'
        '<navLabel><text>One</text></navLabel><content src="a.xhtml"/><navPoint><navLabel><text>Within</text></navLabel>'
        '<content src="a.xhtml#w"/></navPoint></navPoint></navMap><pageList><pageTarget><navLabel><text>7</text></navLabel>'
        '<content src="a.xhtml#p7"/></pageTarget></pageList></ncx>'
    )
    chapter = '<p>Alpha.</p><p id="w">Within</p><p>Beta <a id="p7"/>gamma.</p>'
    found = read(epub({"a.xhtml": chapter}, {"toc.ncx": ncx}))
    assert headings(found) == [("One", 1, "Alpha."), ("Within", 2, "Within")]
    assert leaves(found) == [("", "Alpha.\n\nWithin\n\nBeta"), ("7", "gamma.")]


@pytest.mark.parametrize(
    "mark",
    ['<span epub:type="pagebreak" title="12"/>', '<div role="doc-pagebreak" aria-label=" Page 12. "></div>', '<a epub:type="pagebreak">12</a>',
     '<span epub:type="pagebreak" title="12">[12]</span>', '<span epub:type="pagebreak" id="p12"></span>', '<span id="p12">[12]</span>'],
)  # fmt: skip
def test_a_printed_page_begins_where_the_book_says_it_and_its_number_is_no_text(mark: str) -> None:
    lists = {"nav.xhtml": nav("", entry("a.xhtml#p12", "12"))}
    found = read(epub({"a.xhtml": f"<p>One two {mark}three four.</p>"}, lists))
    assert leaves(found)[-1] == ("12", "three four.")
    assert "12" not in found.text


@pytest.mark.parametrize(
    "mark",
    ['<span epub:type="pagebreak"/>', '<span epub:type="pagebreak" title="a b"/>', '<span epub:type="pagebreak">'],
)
def test_a_page_without_a_label_is_none(mark: str) -> None:
    found = read(epub({"a.xhtml": f"<p>One {mark}two three four five six seven.</p>"}))
    assert leaves(found) == [("", found.text)]
    assert found.text == "One two three four five six seven.\n"


def test_no_page_begins_within_a_word() -> None:
    cut = '<p>inter<span epub:type="pagebreak" title="2"/>national waters</p><p>東京<span epub:type="pagebreak" title="3"/>物語</p>'
    found = read(epub({"a.xhtml": cut}))
    assert leaves(found) == [("", "international"), ("2", "waters\n\n東京"), ("3", "物語")]
    text = SearchableText("\f".join(text for _, text in leaves(found)), "", [label for label, _ in leaves(found)])
    assert text.find("international waters").state == "found"
    assert (text.find("東京物語").state, text.find("物語").page) == ("found", "3")


def test_a_chapter_may_be_a_page_and_headings_know_theirs() -> None:
    lists = {"nav.xhtml": nav("", entry("b.xhtml", "xii"))}
    found = read(epub({"a.xhtml": "<h1>A</h1>", "b.xhtml": "<p>x</p><h1>B</h1>"}, lists))
    each = written.leaves(found)
    assert written.headed(found, each) == [(Heading("A", 1, 0), 0), (Heading("B", 1, 3), 1)]
    assert each[1].text[3:] == "B"


def test_a_document_of_word_has_its_headings_by_style_and_by_level() -> None:
    def paragraph(words: str, kind: str) -> str:
        return f"<w:p><w:pPr>{kind}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"

    body = "".join(
        paragraph(words, kind)
        for words, kind in (
            ("One", '<w:pStyle w:val="Ttl1"/>'), ("Text", ""), ("Two", '<w:pStyle w:val="Mine"/>'), ("Round", '<w:pStyle w:val="Loop"/>'),
            ("Three", '<w:pStyle w:val="Lvl"/>'), ("Four", '<w:outlineLvl w:val="2"/>'), ("Body", '<w:outlineLvl w:val="9"/>'), ("", '<w:pStyle w:val="Ttl1"/>'),
        )
    )  # fmt: skip
    note = f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    found = read(office_files.docx(body, {"word/styles.xml": STYLES, "word/footnotes.xml": note}))
    assert [one[:2] for one in headings(found)] == [("One", 1), ("Two", 1), ("Three", 2), ("Four", 3), ("Notes", 1)]
    assert headings(found)[-1][2] == "A note."


def test_a_document_in_opendocument_has_its_words_headings_and_notes() -> None:
    body = (
        '<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h text:outline-level="2">Methods</text:h>\n  '
        '<text:p>We<text:s text:c="2"/>count<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p>'
        "</text:note-body></text:note> words<text:tab/>here.<text:line-break/>So.</text:p>"
    )
    found = read(office_files.odt(body))
    assert found.text == "Methods\nWe  count words\there.\nSo.\nA note.\n"
    assert headings(found) == [("Methods", 2, "Methods"), ("Notes", 2, "A note.")]


def test_a_text_in_markdown_has_headings_outside_of_code() -> None:
    text = "# One #\n\n```\n# no\n```\n\n## Two C#\n#none\n    # code\n ### Three\n~~~\n# no\n```\n~~~\n# Four"
    assert [one[:2] for one in headings(read(text.encode(), "a.md"))] == [
        ("One", 1),
        ("Two C#", 2),
        ("Three", 3),
        ("Four", 1),
    ]
    assert read(text.encode(), "a.txt").headings == ()


@pytest.mark.parametrize(
    ("said", "label"),
    [("12", "12"), (" Page 12. ", "12"), ("p. iv", "iv"), ("S. 5", "5"), ("A-3", "A-3"), ("s5", "s5"), ("page", ""), ("a b", ""), ("x" * 21, ""), ("\u202e7", "7"), ("", "")],
)  # fmt: skip
def test_labels_of_pages_are_as_they_are_printed(said: str, label: str) -> None:
    assert printed.label(said) == label


@pytest.mark.parametrize(
    "piece", ['<span epub:type="pagebreak" title="9"/>x ', "<h1>", "<h1>a</h1>", '<p id="a">', "\x00", "<h1><p>"]
)
def test_what_is_hostile_is_read_in_proportion_to_its_length(piece: str) -> None:
    assert_linear(lambda page: html.read(page, {"a": "1"}, ["a"]), lambda count: piece * count, 200)


def test_there_are_no_more_pages_than_a_book_has() -> None:
    many = WrittenText("word " * 100, (), tuple(Opening("1", 3) for _ in range(20_000)))
    assert len(written.leaves(many)) <= 10_001
