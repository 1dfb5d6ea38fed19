"""A page as one file that runs nothing and asks nobody."""

from __future__ import annotations

import pytest

from readinglist.attachments import snapshot
from readinglist.util.html import tokens

URL = "https://example.org/news/page.html"
PNG = b"\x89PNG\r\n"


def build(page: str, answers: dict[str, tuple[str, bytes]] | None = None) -> snapshot.Snapshot:
    known = answers or {}

    def fetch(url: str) -> snapshot.Resource | None:
        return snapshot.Resource(url, *known[url]) if url in known else None

    return snapshot.build(page, URL, fetch, at="2026-11-30T10:00:00Z")


def test_words_pictures_and_styles_are_kept_in_one_file() -> None:
    answers = {
        "https://example.org/a.css": ("text/css", b'@import "b.css"; h1 { color: red }'),
        "https://example.org/b.css": ("text/css", b"p { background: url(p.png) }"),
        "https://example.org/p.png": ("image/png", PNG),
        "https://example.org/news/late.png": ("image/png", PNG),
    }
    page = (
        "<html lang='en'><head><title>News &amp; more</title><meta name=citation_title content='News'><link rel=stylesheet href=/a.css></head>"
        "<body><h1>News</h1><img src=../p.png alt=P><img src='data:,' data-src=late.png><a href=two.html#x>two</a></body></html>"
    )
    found = build(page, answers)
    assert found.missing == 0
    assert "<title>News &amp; more</title>" in found.html
    assert '<meta name="citation_title" content="News">' in found.html
    assert 'lang="en"' in found.html
    assert found.html.count("data:image/png;base64,iVBORw0K") == 3
    assert 'href="https://example.org/news/two.html#x"' in found.html
    assert 'content="https://example.org/news/page.html"' in found.html


def test_what_is_missing_is_counted() -> None:
    assert build("<img src=a.png><img src=a.png><img src=b.png>").missing == 2


HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\nscript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'><set attributeName=href to='javascript:alert(1)'/></a></svg>",
    "<svg><use href='https://evil.example/x.svg#a'/></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=x.swf></object><embed src=x.swf>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<meta name=x content='\"><script>alert(1)</script>'>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<style>@import 'javascript:alert(1)'; p{background:url(javascript:alert(1))}</style>",
    "<style></style><script>alert(1)</script>",
    "<style>a{}<!--</style><script>alert(1)</script>",
    "<title></title><script>alert(1)</script>",
    "<noscript><p title='</noscript><script>alert(1)</script>'></noscript>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<template><script>alert(1)</script></template>",
    "<base href='javascript:alert(1)//'><a href=x>x</a>",
    "<textarea></textarea><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp>",
    "<img src='https://[::1'><a href='http://['>x</a>",
    '<p x"><script>alert(1)</script>=1>',
    "<plaintext><script>alert(1)</script>",
]


@pytest.mark.parametrize("page", HOSTILE)
def test_nothing_of_a_page_is_run_or_asked(page: str) -> None:
    saved = build(f"<html><head></head><body>{page}<p>The end.")
    for token in tokens(saved.html):
        assert token.name not in ("script", "iframe", "object", "embed", "base", "set", "template", "link"), token
        for name, value in token.attributes.items():
            assert not name.startswith("on"), token
            assert "javascript" not in value.lower() or name in ("content", "title", "alt"), token
            assert name not in ("src", "action", "formaction", "srcdoc"), token
    policies = [t for t in tokens(saved.html) if t.name == "meta" and "http-equiv" in t.attributes]
    assert [t.attributes["content"] for t in policies] == [snapshot.POLICY]


def test_a_style_sheet_cannot_end_its_element() -> None:
    answers = {"https://example.org/news/a.css": ("text/css", b"a{}</style><script>alert(1)</script>")}
    saved = build("<link rel=stylesheet href=a.css><p>x", answers)
    assert "script" not in [token.name for token in tokens(saved.html)]


def test_only_so_much_is_loaded() -> None:
    asked: list[str] = []

    def fetch(url: str) -> snapshot.Resource:
        asked.append(url)
        return snapshot.Resource(url, "image/png", b"x" * 1_000_000)

    page = "".join(f"<img src={number}.png>" for number in range(500))
    saved = snapshot.build(page, URL, fetch, at="")
    assert len(asked) == snapshot.MOST_REQUESTS
    assert len(saved.html) < 2 * snapshot.MOST_BYTES
    assert saved.missing == 490
