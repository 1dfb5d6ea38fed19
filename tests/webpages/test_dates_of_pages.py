"""Dates of pages without metadata: in elements and words made for them, and by htmldate where there are none."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from readinglist.resolvers import Response
from readinglist.webpages import htmldates
from tests.visits import visited

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readinglist.model.record import Record

ADDRESS = "https://www.example.org/a/page"


def visit(content: str, address: str = ADDRESS) -> Record:
    """The record of a page."""

    def get(url: str, *, headers: Mapping[str, str] | None = None, accept: str = "*/*") -> Response:
        assert accept
        assert not headers
        return Response(url, 200, {}, content.encode(), "text/html")

    return visited(address, get, today="2026-11-25")


def dated(content: str, address: str = ADDRESS) -> str:
    """The date of a page."""
    return visit(content, address).plain("date")


@pytest.mark.parametrize(
    ("content", "date"),
    [
        ('<span class="post-date">January 5, 2024</span>', "2024-01-05"),
        ('<p class="article__date" content="2024-01-05">yesterday</p>', "2024-01-05"),
        ('<abbr class="published" title="2024-01-05T10:00:00">yesterday</abbr>', "2024-01-05"),
        ('<meta name="bt:pubdate" content="2024-01-05">', "2024-01-05"),
        ('<meta name="last-modified-date" content="2024-01-05">', ""),
        ("<p>Stand: 07.02.2023, 18:45 Uhr</p>", "2023-02-07"),
        ("<p>Published January 5, 2024 by Ann Lee</p>", "2024-01-05"),
        ("<div>First published on 5 January 2024</div>", "2024-01-05"),
        ("<p>Veröffentlicht am 5. Januar 2024</p>", "2024-01-05"),
        ("<p>Publié le 5 janvier 2024</p>", "2024-01-05"),
        ("<p>Publicado el 5 de enero de 2024</p>", "2024-01-05"),
        ("<time>5 January 2024</time><p>Published 2023-01-01</p>", "2024-01-05"),
        ('<span class="date">2023</span><p>Published 5 January 2024</p>', "2024-01-05"),
        ("<p>05.01.2024 15:34</p>", "2024-01-05"),
        ("<p>Friday, 5 January 2024</p>", "2024-01-05"),
        ("<em>2024-01-05</em>", "2024-01-05"),
        ('<span class="_publishingdate">05.01.2024</span>', "2024-01-05"),
        ('<span class="news-list-date">5. Januar 2024,</span>', "2024-01-05"),
        ('<meta name="DC.Date" content="2024-01-05">', "2024-01-05"),
        ('<p class="last-update">January 5, 2024, changed</p>', ""),
        ("<p>Last updated January 5, 2024</p>", ""),
        ("<p>The war began on January 5, 1914.</p>", ""),
        ('<aside><span class="post-date">January 5, 2024</span></aside>', ""),
        ("<footer>© 2019 Example</footer>", ""),
    ],
)
def test_a_date_stands_in_elements_and_words_made_for_it(
    content: str, date: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(htmldates, "found", lambda _source: "")
    assert dated(f"<title>On Keys</title><article><h1>On Keys</h1>{content}</article>") == date


@pytest.mark.parametrize(
    ("tags", "dates"),
    [
        ({"publication_date": "2018/03", "online_date": "2017/12/20"}, ("2018-03", "2017-12-20")),
        ({"publication_date": "2018", "online_date": "2018/05/01"}, ("2018", "2018-05-01")),
        ({"publication_date": "1999/04", "online_date": "2009/01/01"}, ("1999-04", "")),
        ({"online_date": "2017/12/20"}, ("2017-12-20", "")),
        ({"publication_date": "2018", "date": "2018/03/04"}, ("2018-03-04", "")),
    ],
)
def test_a_page_keeps_print_and_online_apart(tags: dict[str, str], dates: tuple[str, str]) -> None:
    head = "".join(f'<meta name="citation_{name}" content="{value}">' for name, value in tags.items())
    found = visit(f'<meta name="citation_title" content="On Keys">{head}<meta name="dc.date" content="2018-05-01">')
    assert (found.plain("date"), found.plain("available-date")) == dates


def test_htmldate_finds_a_date_where_the_page_marks_none() -> None:
    pytest.importorskip("htmldate", reason="it is an extra: pip install 'readinglist[dates]'")
    content = "<title>On Keys</title><div id='date'>Jan 5, 2024</div>"
    assert dated(content) == "2024-01-05"
    assert dated(f"<meta name='date' content='2020'>{content}") == "2020"
    assert dated(content, "https://www.example.org/") == ""


def test_without_htmldate_there_is_no_date_and_no_complaint() -> None:
    script = (
        "import sys; sys.modules['htmldate'] = None\n"
        "from readinglist.webpages import htmldates\n"
        "print(repr(htmldates.found('<time datetime=2024-01-05>')))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("''\n", "")


def test_htmldate_is_loaded_only_for_a_page_without_a_date() -> None:
    script = (
        "import sys\n"
        "from readinglist.resolvers import Response, saved_page, Services\n"
        "page = b'<title>On Keys</title><meta name=date content=2020-01-05>'\n"
        "saved_page(page, 'https://example.org/a', None, Services())\n"
        "print('htmldate' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


@pytest.mark.parametrize("content", ["<", "<a " * 9, "\0", "<time datetime=99999-99-99>", "<p>" * 5000])
def test_htmldate_is_given_any_page(content: str) -> None:
    assert htmldates.found(content) == ""
