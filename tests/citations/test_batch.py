"""A batch goes through pandoc, and whatever a user wrote comes out as text."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from readinglist import errors
from readinglist.citations import batch, namesakes, pandoc, styles
from readinglist.citations import errors as citation_errors
from readinglist.citations.batch import CitationItem, Request

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _newest() -> tuple[int, ...]:
    try:
        return pandoc.find()[1]
    except errors.ReadinglistError:
        return ()


needs_pandoc = pytest.mark.skipif(_newest() < (3, 1, 2), reason="needs pandoc 3.1.2: pip install pypandoc_binary")

ITEMS: list[dict[str, Any]] = [
    {
        "id": "O'Neil#1",
        "type": "article-journal",
        "title": 'On <span class="nocase">eBay</span> & <i>E. coli</i>: 50% of \\x $y$ #1 <script>',
        "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}],
        "issued": {"date-parts": [[2020]]},
        "container-title": "Journal_of *Things*",
    },
    {
        "id": "b",
        "type": "book",
        "title": "Second",
        "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}],
        "issued": {"date-parts": [[2020]]},
    },
]
HOSTILE = (
    "Hm <script>alert(1)</script> [x](javascript:alert(1)) ![p](/etc/passwd) [ok](https://e.org/a_b) `<b>`\n\n"
    "# \\input{/etc/passwd} $\\write18{rm}$ @b {onclick=x}\n\n````\n:::\nunclosed"
)


@needs_pandoc
def test_one_run_makes_citations_entries_notes_and_texts() -> None:
    asked = Request(
        ITEMS, {"c": [CitationItem("b", "p. 5"), CitationItem("O'Neil#1", prefix="see")]}, {"n": "*Hm* & so"}
    )
    made = batch.make(asked, styles.find("apa"), "text")
    assert made.citations == {"c": "(van der Berg, 2020b, p. 5; see van der Berg, 2020a)"}
    assert made.entries == {
        "O'Neil#1": "van der Berg, J. (2020a). On eBay & E. coli: 50% of \\x $y$ #1 <script>. Journal_of *Things*.",
        "b": "van der Berg, J. (2020b). Second.",
    }
    assert made.notes == {"n": "Hm & so"}


@needs_pandoc
@pytest.mark.parametrize(
    ("form", "entry"),
    [
        (
            "html",
            (
                "<p>van der Berg, J. (2020). On eBay &amp; <em>E. coli</em>: 50% of \\x $y$ #1 &lt;script&gt;. "
                "<em>Journal_of *Things*</em>.</p>"
            ),
        ),
        (
            "latex",
            (
                "van der Berg, J. (2020). On eBay \\& \\emph{E. coli}: 50\\% of \\textbackslash x \\$y\\$ \\#1 "
                "\\textless script\\textgreater. \\emph{Journal\\_of *Things*}."
            ),
        ),
        (
            "typst",
            (
                "van der Berg, J. (2020). On eBay & #emph[E. coli]: 50% of \\\\x \\$y\\$ \\#1 \\<script\\>. "
                "#emph[Journal\\_of \\*Things\\*]."
            ),
        ),
        (
            "markdown",
            "van der Berg, J. (2020). On eBay & *E. coli*: 50% of \\\\x \\$y\\$ \\#1 \\<script\\>. *Journal_of \\*Things\\**.",
        ),
    ],
)
def test_an_entry_is_escaped_for_its_format(form: str, entry: str) -> None:
    assert batch.make(Request(ITEMS[:1]), styles.find("apa"), form).entries == {"O'Neil#1": entry}


@needs_pandoc
@pytest.mark.parametrize("form", batch.WRITERS)
def test_a_note_can_do_nothing_but_be_read(form: str) -> None:
    made = batch.make(Request(ITEMS[1:], {}, {"n": HOSTILE, "m": "next"}), styles.find("apa"), form)
    bare = made.notes["n"]
    assert "unclosed" in bare
    assert "passwd" in bare
    assert "javascript:" not in bare
    assert not re.search(_COMMANDS.get(form, "(?!)"), bare)
    assert made.notes["m"].removeprefix("<p>").removesuffix("</p>") == "next"
    assert list(made.entries) == ["b"]


_COMMANDS = {
    "html": r"<(?:script|img|b)\b|<[^>]*onclick",
    "latex": r"(?<!\\text)\\(?:input|write|includegraphics)",
    "typst": r"(?<!\\)(?:#image|#read|\$)",
    "markdown": r"(?<!\\)(?:!\[|<script|\]\(javascript)",
}


@needs_pandoc
@pytest.mark.parametrize(
    "text",
    [
        "\\input{/etc/passwd} \\write18{id}",
        "$x$ and $$\\input{/etc/passwd}$$",
        "@doe2020 and [@doe2020]",
        "[a]{.b} and `\\write18{id}`{=latex}",
        "::: {.warning}\nx\n:::",
        "x^[\\input{y}]",
        "AT&amp;amp;T, &amp;lt;b&amp;gt;",
    ],
)
def test_markdown_says_the_same_to_a_reader_that_knows_more_than_commonmark(text: str) -> None:
    item = {"id": "a", "type": "book", "title": text.replace("&amp;", "&")}
    made = batch.make(
        Request([item], {"c": [CitationItem("a", "p. 1 " + text)]}, {"n": text}), styles.find("apa"), "markdown"
    )
    for written in (made.notes["n"], made.entries["a"], made.citations["c"]):
        read = pandoc.run(["--from=markdown-smart", "--to=json"], written).decode()
        assert not re.search(r'"t":"(Raw|Math|Cite|Note|Span|Div)', read), written
        plain = pandoc.run(["--from=commonmark", "--to=plain", "--wrap=none"], written)
        assert pandoc.run(["--from=markdown-smart", "--to=plain", "--wrap=none"], written) == plain


@needs_pandoc
def test_an_address_stays_an_address_in_markdown() -> None:
    notes = {"n": "<https://e.org/@a$b> <me@e.org> [l](https://e.org/a$b)"}
    assert batch.make(Request([], {}, notes), styles.find("apa"), "markdown").notes == notes


@needs_pandoc
def test_a_note_style_gives_the_text_of_its_first_note() -> None:
    made = batch.make(Request(ITEMS[1:], {"c": [CitationItem("b", "p. 7")]}), styles.find("chicago-notes"), "text")
    assert made.citations["c"] == "Jan van der Berg, Second (2020), 7."


@needs_pandoc
def test_numbers_follow_the_order_in_which_sources_are_cited() -> None:
    made = batch.make(Request(ITEMS, {"c": [CitationItem("b")]}), styles.find("ieee"), "text")
    assert made.citations["c"] == "[1]"
    assert [entry[:3] for entry in made.entries.values()] == ["[1]", "[2]"]
    assert list(made.entries) == ["b", "O'Neil#1"]


@needs_pandoc
def test_a_locale_changes_the_words() -> None:
    two = [{**ITEMS[1], "author": [{"literal": "A"}, {"literal": "B"}]}]
    assert batch.make(Request(two), styles.find("apa"), "text", "de-DE").entries["b"] == "A, & B. (2020). Second."
    cited = Request(two, {"c": [CitationItem("b", "S. 5")]})
    assert batch.make(cited, styles.find("harvard"), "text", "de").citations["c"] == "(A und B, 2020, S. 5)"


@needs_pandoc
def test_the_author_may_be_left_out_and_a_place_is_only_words() -> None:
    made = batch.make(
        Request(ITEMS[1:], {"c": [CitationItem("b", "*x* [y] @z", without_author=True)]}), styles.find("apa"), "text"
    )
    assert made.citations["c"] == "(2020, *x* [y] @z)"


@needs_pandoc
def test_nothing_to_cite_makes_nothing() -> None:
    assert batch.make(Request([], notes={"n": "*a*"}), styles.find("apa"), "html").notes == {"n": "<p><em>a</em></p>"}


@needs_pandoc
def test_an_older_pandoc_gives_the_same_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path  # noqa: PLC0415 - the name is only for types elsewhere

    on_path = shutil.which("pandoc")
    if not on_path:
        pytest.skip("there is no pandoc on the PATH")
    asked = Request(ITEMS, {"c": [CitationItem("b")]}, {"n": "**a** <b>"})
    newest = batch.make(asked, styles.find("apa"), "html")
    monkeypatch.setattr(pandoc, "_candidates", lambda: [Path(on_path)])
    assert batch.make(asked, styles.find("apa"), "html") == newest


@pytest.mark.parametrize(("written", "locale"), [("de", "de"), ("de_at", "de-AT"), ("PT-br", "pt-BR")])
def test_a_locale_is_written_as_it_should_be(written: str, locale: str) -> None:
    assert batch.locale_of(written) == locale


@pytest.mark.parametrize("written", ["", "xx", "--help", "de-DE-x", "german", "d"])
def test_a_locale_that_has_no_words_is_refused(written: str) -> None:
    with pytest.raises(errors.InvalidValue, match="--locale"):
        batch.locale_of(written)


def test_typst_needs_a_pandoc_that_knows_it(fake: Callable[[str], Path]) -> None:
    fake("echo pandoc 2.17")
    with pytest.raises(citation_errors.OldPandoc, match=r"3\.1\.2 for typst is the oldest"):
        batch.make(Request([]), styles.find("apa"), "typst")


@needs_pandoc
def test_italics_within_italics_stand_upright() -> None:
    item = {**ITEMS[1], "title": "On <i>E. coli</i> again"}
    (entry,) = batch.make(Request([item]), styles.find("apa"), "html").entries.values()
    assert '<em>On <span style="font-style: normal">E. coli</span> again</em>' in entry


@needs_pandoc
def test_editors_in_vancouver_stand_before_their_label() -> None:
    item = {**ITEMS[1], "editor": [{"family": "Doe", "given": "Jane"}], "author": []}
    (entry,) = batch.make(Request([item]), styles.find("vancouver"), "text").entries.values()
    assert entry.startswith("1. Doe J, editor. Second.")


def _book(number: int, year: int, *authors: str) -> dict[str, Any]:
    people = [dict(zip(("family", "given"), author.split(", "), strict=False)) for author in authors]
    return {
        "id": f"b{number}",
        "type": "book",
        "title": f"Book {number}",
        "author": people,
        "issued": {"date-parts": [[year]]},
    }


NAMESAKES = [
    _book(1, 2020, "Smith, Ann"),
    _book(2, 2020, "Smith, Bob"),
    _book(3, 2020, "Smith, Bob"),
    _book(4, 2021, "Smith, Bob"),
    _book(5, 2020, "Jones, Jo", "Wang, Li"),
    _book(6, 2020, "Jones, Jo", "Wang, Xu", "Doe, J."),
    _book(7, 2020, "Jones, Jo", "Wang, Li", "Roe, R."),
    _book(8, 2019, "Poe, P."),
    _book(9, 2019, "Poe, P."),
    _book(10, 2018, "Poe, P.", "Roe, R."),
    *(_book(number, 2000, f"Other{number}, O.") for number in range(11, 30)),
    _book(30, 2001, "Low, Eve", "Wang, Max", "Poe, P.", "Zed, Z."),
    _book(31, 2002, "Low, Max", "Wang, Eve", "Roe, R.", "Zed, Z."),
    _book(32, 2003, "Low, Eve", "Roe, R.", "Poe, P.", "Zed, Z."),
]


def test_namesakes_are_those_that_a_citation_may_confuse() -> None:
    assert [item["id"] for item in namesakes.among(NAMESAKES)] == [
        f"b{number}" for number in (*range(1, 8), *range(30, 33))
    ]


@needs_pandoc
@pytest.mark.parametrize("style", ["apa", "chicago-author-date", "modern-language-association", "ieee"])
def test_a_long_bibliography_is_the_same_and_faster(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = batch.make(Request(NAMESAKES, {}, {"n": "*x*"}), styles.find(style), "markdown")
    monkeypatch.setattr(namesakes, "FEW", 5)
    assert batch.make(Request(NAMESAKES, {}, {"n": "*x*"}), styles.find(style), "markdown") == at_once
    assert list(at_once.entries) == list(batch.make(Request(NAMESAKES), styles.find(style), "markdown").entries)


@needs_pandoc
@pytest.mark.parametrize("fence", ["```", "~~~ tex", "``` {.verbatim}", "~~~~ text"])
def test_code_in_a_note_does_not_end_the_verbatim_text_of_latex(fence: str) -> None:
    code = r"\end{verbatim}\input{secrets}" + "\n\n  two spaces"
    note = f"{fence}\n{code}\n{fence.split(maxsplit=1)[0]}"
    made = batch.make(Request(ITEMS[1:], {}, {"n": note}), styles.find("apa"), "latex").notes["n"]
    assert r"\end{verbatim}" not in made
    assert "Shaded" not in made
    assert r"\textbackslash{}input\{secrets\}" in made
    assert r"\ \ two" in made
