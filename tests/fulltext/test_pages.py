"""Texts of sources: how they are read, and on which page and line a character stands."""

from __future__ import annotations

import pytest

from readinglist import errors
from readinglist.fulltext import pages
from readinglist.fulltext.pages import Pages
from readinglist.fulltext.quotes import SearchableText
from readinglist.util.errors import UnreadableFile
from tests.work import assert_linear


def test_form_feeds_part_pages_and_lines_count_on_each() -> None:
    found = Pages("one\ntwo\fthree\nfour\f")
    assert found.count == 2
    assert [found.place(start) for start in (0, 4, 8, 14)] == [("1", 1), ("1", 2), ("2", 1), ("2", 2)]


def test_a_text_without_form_feeds_has_lines_only() -> None:
    found = Pages("one\ntwo")
    assert (found.count, found.place(5)) == (0, ("", 2))


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        ("113-", ["113", "114", "115", "116", "117"]),
        ("i-iii,1-", ["i", "ii", "iii", "1", "2"]),
        ("III-", ["III", "IV", "V", "VI", "VII"]),
        ("1,3,5", ["1", "3", "5", "6", "7"]),
        ("98-99", ["98", "99", "100", "101", "102"]),
        ("xcviii-c,1", ["xcviii", "xcix", "c", "1", "2"]),
        ("", ["1", "2", "3", "4", "5"]),
    ],
)
def test_pages_are_called_as_their_labels_say_and_go_on_counting(labels: str, names: list[str]) -> None:
    assert Pages("a\fb\fc\fd\fe", labels).names == names


@pytest.mark.parametrize("labels", ["x-y-z", "1..5", "A1", "5,,6", "-", "5-1", "v-i", "i-20", "113-,5", "9" * 5000])
def test_what_is_no_label_is_refused(labels: str) -> None:
    with pytest.raises(errors.InvalidValue):
        pages.check_labels(labels)


def test_labels_are_kept_without_spaces() -> None:
    assert pages.check_labels(" i - iv, 1-20 ") == "i-iv,1-20"


def test_line_ends_become_newlines_and_a_byte_order_mark_goes() -> None:
    assert pages.read("a.txt", "\ufeffone\r\ntwo\rthree".encode()) == ("one\ntwo\nthree", "")


def test_what_is_not_utf_8_is_read_with_a_notice() -> None:
    text, notice = pages.read("a.txt", "Müller".encode("cp1252"))
    assert text == "Müller"
    assert "Windows-1252" in notice
    assert pages.read("a.txt", "Müller".encode("utf-16")) == ("Müller", "")


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"%PDF-1.7 \x00", "readinglist attach KEY FILE"), (b"a\x00b", "no text"), (b" \n", "no text in it")],
)
def test_what_is_no_text_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        pages.read("a.txt", data)


PAGE = """<!DOCTYPE html><html><head><title>Shop</title><style>p{color:red}</style></head>
<body><nav>Home</nav><h1>A&nbsp;title</h1><p>One <b>bold</b>
word &amp; more.<br>Next<p>Two<script>if (a < b) alert("x")</script>
<ul><li>first<li>second</ul></body></html>"""


def test_what_begins_like_html_a_thousand_times_takes_work_in_proportion_to_its_length() -> None:
    def text(times: int) -> str:
        return "<!-- a -->" * times + "# Notes\n"

    assert_linear(lambda page: pages.read("notes.md", page.encode()), text, 100)
    assert pages.read("notes.md", text(5000).encode())[0] == text(5000)


def test_a_head_that_is_never_closed_hides_nothing_but_itself() -> None:
    page = "<!doctype html><head><title>Shop</title><meta charset=utf-8><body><p>Words"
    assert pages.read("page.html", page.encode())[0].strip() == "Words"


@pytest.mark.parametrize("name", ["page.html", "stdin"])
def test_the_tags_of_html_are_taken_off_and_blocks_stand_on_their_own_lines(name: str) -> None:
    text, _ = pages.read(name, PAGE.encode())
    assert [line for line in text.split("\n") if line] == [
        "Home", "A title", "One bold word & more.", "Next", "Two", "first", "second",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        "<html><p>Rates fell.<![ </p>",
        "<html><p>Rates fell.</p><![endif ![ y>",
        "<html><![if !vml]><p>Rates fell.<o:p></o:p></p><![endif]>",
        "<html><!--[if gte mso 9]><xml>Normal</xml><![endif]--><p>Rates fell.",
        "<html><svg/><script src=a.js /><p>Rates fell.",
        "<html><p>Rates fell.<noframes><p>No frames</noframes><svg><svg><text>Axis</svg>",
        "<html><p>Rates fell.</p>" + "<a " * 1000,
    ],
)
def test_what_word_and_broken_editors_leave_in_a_page_hides_none_of_its_words(page: str) -> None:
    assert pages.read("page.html", page.encode())[0].strip() == "Rates fell."


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        ("<html><p>The model<sup>12</sup> fell.", "The model fell."),
        ('<html><p>The chip<sup><a href="#fn3">3</a></sup> fell.', "The chip fell."),
        ("<html><p>GPT<sup id=r>[<a href=x>4</a>]</sup>, models<sup>[<a>5</a>]</sup> fell.", "models fell."),
        ("<html><p>It has 10<sup>6</sup> words and 5 km<sup>2</sup>.", "It has 106 words and 5 km2."),
        ("<html><p>It is the 5<sup>th</sup> model.", "It is the 5th model."),
    ],
)
def test_raised_numbers_of_a_page_are_notes_behind_words_and_powers_behind_numbers(page: str, quote: str) -> None:
    text, _ = pages.read("x.html", page.encode())
    assert SearchableText(text).find(quote).state == "found"


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        ("<html><p>It has 10<sup>6</sup> words.", "It has 10 words."),
        ("<html><p>It has 5 km<sup>2</sup> of land.", "It has 5 km of land."),
        ("<html><p>The model12 fell.", "The model fell."),
    ],
)
def test_a_power_is_no_note(page: str, quote: str) -> None:
    text, _ = pages.read("x.html", page.encode())
    assert SearchableText(text).find(quote).state != "found"


def test_a_long_text_of_a_page_is_kept_whole() -> None:
    page = "<html><pre>" + "word " * 300_000
    assert len(pages.read("page.html", page.encode())[0]) == 1_500_000


def test_markdown_stays_as_it_is() -> None:
    text = "# Title\n\nSome *words* < others > more.\n"
    assert pages.read("a.md", text.encode())[0] == text
