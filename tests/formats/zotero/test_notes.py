"""Zotero's notes as Markdown."""

from __future__ import annotations

import pytest

from readinglist.formats.zotero import notes
from tests.work import assert_linear_in


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("plain & <p>", "plain &"),
        ("a &amp; b", "a & b"),
        ("<h2>Head</h2><p>x<br>y</p>", "## Head\n\nx\ny"),
        ("<ul><li>a</li><li><p>b</p></li></ul>", "- a\n- b"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n   - b\n2. c"),
        ("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ('<pre class="math">$$x^2$$</pre>', "$$x^2$$"),
        ('<p><span class="math">$a*b$</span></p>', "$a*b$"),
        ('<p><a href="https://e.org/x">there</a> <a href="javascript:x">not</a></p>', "[there](https://e.org/x) not"),
        ("<p><b>a </b><i>b</i><u>c</u><s>d</s><sub>e</sub><sup>f</sup><code>g*</code></p>", "**a** *b*c~~d~~~e~^f^`g*`"),
        ("<p>2 * 3 `x`</p>", "2 \\* 3 \\`x\\`"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td><p>1</p></td><td>2|3</td></tr></table>", "| A | B |\n|---|---|\n| 1 | 2\\|3 |"),
        ('<div class="zotero-note znv1"><p>old</p></div>', "old"),
        ("<p>never <b>closed", "never closed"),
        ("</p></ul></blockquote></b>x", "x"),
        ("<p></p><p>&nbsp;</p>", ""),
    ],
)  # fmt: skip
def test_a_note_is_written_as_markdown(source: str, markdown: str) -> None:
    assert notes.read(source).text == markdown


def test_pictures_are_counted() -> None:
    assert notes.read('<p><img data-attachment-key="ABCD2345"> a <img></p>') == notes.ZoteroNote("a", pictures=2)


def test_a_citation_without_a_key_stays_as_it_is_shown() -> None:
    shown = '<span class="citation" data-citation="%7B%22citationItems%22%3A%5B%7B%22uris%22%3A%5B%22x%22%5D%7D%5D%7D">(Roe, 2020)</span>'
    assert notes.read(f"<p>See {shown}.</p>").text == "See (Roe, 2020)."


@pytest.mark.parametrize("data", ["%", "%7B", "%5B%5D", "3", "%7B%22citationItems%22%3A3%7D"])
def test_data_of_another_kind_than_is_meant_do_no_harm(data: str) -> None:
    read = notes.read(f'<p><span data-citation="{data}">x</span><span data-annotation="{data}">y</span></p>')
    assert read.text + read.quote == "xy"


@pytest.mark.parametrize(
    "piece",
    [
        "<p>a",
        "<ul><li>a",
        "<blockquote>a",
        "<b>a",
        "<td>a",
        "<tr><td>a",
        "<pre>a",
        '<span data-citation="%7B%7D">a',
        "</b>",
        "<ol>",
        "a<br>",
        "<a href=x>",
    ],
)
def test_reading_takes_time_in_proportion_to_the_length(piece: str) -> None:
    assert_linear_in(notes.read, piece, 2000)
