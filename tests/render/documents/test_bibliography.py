"""A bibliography through its templates: shipped ones, and those of a user, which are not trusted."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from readinglist.citations.bibliography import Bibliography, BibliographyEntry, Code, Group, Piece, Remark, Statement
from readinglist.citations.errors import BadTemplate
from readinglist.render.documents import bibliography

if TYPE_CHECKING:
    from pathlib import Path

EVIL = "<i>&\"'\\%${x}#_~^*`[a](b)<script>"
PIECE = Piece("contradicts", "k#1", EVIL, EVIL, EVIL, checked=False, note=EVIL)
CLAIM = Statement("k#c1", EVIL, EVIL, EVIL, EVIL, (PIECE,))
ENTRY = BibliographyEntry(
    "O'Neil\"<1>",
    EVIL,
    2020,
    "book",
    (EVIL,),
    EVIL,
    (Remark(Code("note"), EVIL, EVIL), Remark(Code("alone"), "", "page 7", public=False)),
    (CLAIM, Statement("k#c2", "bare")),
    (CLAIM,),
    Code("reference"),
)
DOCUMENT = Bibliography(EVIL, (Group(EVIL, (ENTRY,), CLAIM), Group("two", (ENTRY,))), "apa", "de-DE", 1)


class Tags(HTMLParser):
    """Collects the tags of a page, and whether each is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.seen.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_is_well_formed_and_holds_no_tag_of_a_users() -> None:
    tags = Tags(bibliography.render(DOCUMENT, "html"))
    assert tags.open == []
    assert "script" not in tags.seen
    assert "i" not in tags.seen


@pytest.mark.parametrize(
    ("form", "escaped"),
    [
        ("html", "&lt;i&gt;&amp;&quot;&#x27;\\%${x}#_~^*`[a](b)&lt;script&gt;"),
        ("markdown", "\\<i>&\"'\\\\%\\$\\{x\\}#\\_\\~\\^\\*\\`\\[a\\](b)\\<script>"),
        (
            "latex",
            (
                r"\textless{}i\textgreater{}\&\textquotedbl{}'\textbackslash{}\%\$\{x\}\#\_\textasciitilde{}"
                r"\textasciicircum{}*{\textasciigrave}{[}a{]}(b)\textless{}script\textgreater{}"
            ),
        ),
        ("typst", "\\<i\\>&\\\"\\'\\\\%\\${x}\\#\\_\\~^\\*\\`\\[a\\](b)\\<script\\>"),
        ("text", EVIL),
    ],
)
def test_every_text_of_a_users_is_escaped_in_every_format(form: str, escaped: str) -> None:
    page = bibliography.render(DOCUMENT, form)
    assert page.count(escaped) >= 15
    assert page.count(EVIL) == (page.count(escaped) if form == "text" else 0)
    for code in ("reference", "note", "alone", "page 7"):
        assert code in page


def test_headings_and_numbers_read_as_they_should() -> None:
    page = bibliography.render(
        Bibliography("T", (Group("", (BibliographyEntry("k", "A", None, "book"),)),), count=1), "markdown"
    )
    assert page.startswith("# T\n\n1 source.\n")
    assert "##" not in page


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_no_more_than_one_line_is_left_free(form: str) -> None:
    page = bibliography.render(DOCUMENT, form)
    assert "\n\n\n\n" not in page


def test_a_template_of_the_users_goes_first_and_may_take_the_rest_from_ours(tmp_path: Path) -> None:
    (tmp_path / "bibliography.html").write_text(
        "<style>{% include 'bibliography.css' %}</style>{{ document.title }}|{{ document.groups[1].entries[0].reference }}"
    )
    page = bibliography.render(DOCUMENT, "html", tmp_path)
    assert page.endswith("&lt;script&gt;|reference\n")
    assert "prefers-color-scheme" in page
    assert bibliography.render(DOCUMENT, "markdown", tmp_path).startswith("# ")


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{{ document.nonsense }}", "has no attribute 'nonsense'"),
        ("\n{% if %}", r"bibliography.html:2: .*Expected an expression"),
        ("{{ document.__class__.__mro__ }}", "unsafe"),
        ("{{ ''.__class__ }}", "unsafe"),
        ("{{ document.title.format.__globals__ }}", "unsafe"),
        ("{% include '../../etc/passwd' %}", "etc/passwd"),
        ("{% include '/etc/passwd' %}", "etc/passwd"),
        ("{{ document.groups.append(1) }}", "append"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ 'x'|nofilter }}", "nofilter"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "recursion"),
    ],
)
def test_a_template_that_fails_or_reaches_out_is_refused(tmp_path: Path, template: str, reason: str) -> None:
    (tmp_path / "bibliography.html").write_text(template)
    with pytest.raises(BadTemplate, match=reason):
        bibliography.render(DOCUMENT, "html", tmp_path)


def test_a_template_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bibliography.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadTemplate):
        bibliography.render(DOCUMENT, "markdown", tmp_path)
