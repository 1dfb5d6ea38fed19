"""Pages as tags and texts, whatever is in them."""

from __future__ import annotations

import pytest

from readinglist.fulltext.html import stripped
from readinglist.util import html
from readinglist.util.html import HtmlToken, tokens
from tests.work import assert_linear


def test_a_page_is_tags_and_texts() -> None:
    assert list(tokens("<P id=a Title='x &lt; y' hidden>R&amp;D<br></p >")) == [
        HtmlToken("p", "", {"id": "a", "title": "x < y", "hidden": ""}),
        HtmlToken("", "R&D"),
        HtmlToken("br"),
        HtmlToken("/p"),
    ]


@pytest.mark.parametrize(
    "comment",
    ["<!-- <p> -->", "<!-->", "<!--->", "<!-- x --!>", "<![endif]>", "<![ ", "<!doctype html>", "<?php x ?>", "</3>"],
)
def test_comments_and_what_is_no_tag_are_left_out(comment: str) -> None:
    assert list(tokens(f"a{comment}b>")) in ([HtmlToken("", "a"), HtmlToken("", "b>")], [HtmlToken("", "a")])


@pytest.mark.parametrize("text", ["a < b", "a <3", "1 <> 2", "<"])
def test_a_lone_mark_is_text(text: str) -> None:
    assert list(tokens(text))[-1].text in text
    assert "".join(token.text for token in tokens(text)) == text


def test_a_script_is_one_text_and_only_its_own_end_ends_it() -> None:
    page = "<script>if (a<b) '</style></scripts>' &amp;</SCRIPT>after"
    assert list(tokens(page))[1:] == [
        HtmlToken("", "if (a<b) '</style></scripts>' &amp;"),
        HtmlToken("/script"),
        HtmlToken("", "after"),
    ]


def test_in_xml_an_element_may_end_where_it_begins() -> None:
    page = '<script src="x"/><p/>words'
    assert [token.name for token in tokens(page, xml=True)] == ["script", "/script", "p", "/p", ""]
    assert [token.name for token in tokens(page)] == ["script", ""]


def test_a_text_is_cut_only_where_that_is_asked_for() -> None:
    page = "<p title=abcdef>" + "word " * 500_000
    assert [len(token.text) for token in tokens(page)] == [0, 2_500_000]
    assert list(tokens(page, 3)) == [HtmlToken("p", "", {"title": "abc"}), HtmlToken("", "wor")]


@pytest.mark.parametrize(
    ("written", "text"), [("&auml;&#8211;&#x2014;", "ä–—"), ("&#99999999999999;&nosuch; &", "\ufffd&nosuch; &")]
)
def test_entities_are_letters_and_impossible_numbers_are_marked(written: str, text: str) -> None:
    assert html.unescaped(written) == text


@pytest.mark.parametrize(
    "piece",
    [
        "<a ", "<a x='", '<a x="', "<a =", "</a ", "<", "<!", "<!--", "<!-- --", "<![", "<![ x", "<?", "<title>", "<script>",
        "<script></scripts>", "<style></script>", "<textarea></title", "<p/>", "<svg></math>", "&#9", "word ",
    ],
)  # fmt: skip
def test_reading_takes_work_in_proportion_to_the_length_of_the_page(piece: str) -> None:
    assert_linear(stripped, lambda times: f"<p>Costs are low.</p>{piece * times}", 500)
    assert stripped(f"<p>Costs are low.</p>{piece * 1000}").startswith("Costs are low.")
