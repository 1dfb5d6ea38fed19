"""What Markdown documents cite, as pandoc, Quarto and R Markdown read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.work import assert_linear_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.manuscripts.model import Manuscript

    Scan = Callable[[str, str], Manuscript]
    Keys = Callable[[str, str], str]
    Scanned = Callable[[str], Callable[[str], Manuscript]]

CITING = [
    ("@a says", "a"),
    ("[@a]", "a"),
    ("[see @a, pp. 33-35; also @b, chap. 1; -@c]", "a b c"),
    ("@a [p. 5; see also @b]", "a b"),
    ("-@a and [-@b]", "a b"),
    ("@Foo_bar.baz.", "Foo_bar.baz"),
    ("@{Foo_bar.baz.}", "Foo_bar.baz."),
    ("@Foo_bar--baz", "Foo_bar"),
    ("@a:b @a/b/ @a+b, @a?! @x~y @1657:huygens @_x", "a:b a/b a+b a x~y 1657:huygens _x"),
    ("[@{https://example.com/bib?name=foobar&date=2000}, p. 33]", "https://example.com/bib?name=foobar&date=2000"),
    ("@https://zotero.org/users/1/A", "https://zotero.org/users/1/A"),
    ("@müller2019, @王2020。", "müller2019 王2020"),
    ("@foo food foobar foo", "foo"),
    ("x (@a) \"@b\" *@c* **[@d]** ~~@e~~ '@f'", "a b c d e f"),
    ("[text @a](http://x.org) ![caption @b](i.png){#fig-x}", "a b"),
    ("# Heading [@a] {#sec-x}\n\nTitle @b\n=====\n", "a b"),
    ("x^[note @a] [^1]\n\n[^1]: Foot @b\n\n    more @c\n", "a b c"),
    ("| a | b |\n|---|---|\n| @a | [@b] |\n\n: caption @c\n", "a b c"),
    ("> quote @a\n> > @b\n", "a b"),
    ("- item @a\n\n  @b\n\n    @c\n\n1. one\n\n    @d\n", "a b c d"),
    ("::: {.callout-note}\n@a\n:::\n", "a"),
    ("paragraph\n    @a continued\n", "a"),
    ("<div>@a</div> <b>@b</b>", "a b"),
    (r"\cite{a} and \citep[p.~5]{b,c} `\citet{d}`{=latex}", "a b c d"),
    ("```{=latex}\n\\cite{a}\n```\n", "a"),
    ("\\newcommand{\\my}[1]{\\cite{#1}}\n\n\\my{a}", "a"),
    ("```\nunclosed @a\n", "a"),
    ("`unclosed @a\n\n` @b", "a b"),
    ("costs $5 @a and $6 @b", "a b"),
    ("<!-- unclosed @a", "a"),
    ('```{r, fig.cap="A [@a]"}\nx\n```\n', "a"),
    ('```{python}\n#| fig-cap: "A [@a]"\n#| label: x@y\n@no\n```\n', "a"),
    ("text <!-- @no -->     @a\n", "a"),
    ("x <!-- @no -->\n    @a and <!--\n@no -->@b <!-- @no --> @c\n", "a b c"),
    ("`<!--` @a `-->` ``a ` @no`` <!-- @no -->", "a"),
    ("a wrapped line\n(@a) goes on\n(@b)", "a b"),
    ("text\n~~~\n@a\n", "a"),
    ("text\n\n---\nAfter a rule @a\n\n---\n\n@b", "a b"),
    ("```@a` b", ""),
    ("---\n\n@a\n", "a"),
    ("text\n\n---\n\n@a\n\n---\n", "a"),
    ("@a@b", "a b"),
    ("a\\\\@b", "b"),
]

CITING_NOTHING = [
    r"\@no",
    "me@no.org <me@no.org> mailto:me@no.org a.b+c@no.de",
    "`@no` ``a ` @no`` ` @no\nmore `",
    "```\n@no\n```\n",
    "~~~~ {.python}\n@no\n~~~\n@no\n~~~~\n",
    "> ```\n> @no\n> ```\n",
    "- item\n\n  ```\n  @no\n  ```\n",
    "```{r}\n@no\n```\n",
    "```{=html}\n@no\n```\n",
    "text\n\n    @no code\n\n    @no more\n",
    "text\n\n\t@no code\n",
    "- item\n\n        @no code in the item\n",
    "https://x.org/@no http://u:p@no.org www.x.org/@no",
    "<https://x.org/@no>",
    "[a](https://x.org/@no) ![](img@2x.png) [a](<@no>)",
    "[id]: https://x.org/@no\n",
    "<!-- @no -->",
    "<!--\n\n@no\n\n```\n\n-->",
    '<a href="@no">x</a>',
    "<pre>\n@no\n</pre>\n<script>\n@no\n</script>\n",
    "$x_{@no}$ and $$@no$$",
    "@fig-one @tbl-two @sec-three @eq-four @lst-five @thm-six @Fig-one [@fig-a; @fig-b] @fig:x",
    "@ no @, @- @.x",
    "`\\cite{no}` \\\\cite{no}",
    "{{< video https://x.org/@no >}}",
    "(@good) An example.\n\n(@) Another.\n\nAs (@good) shows, @good.\n",
    "# Heading\n    @no code\n",
    "# Heading\n~~~\n@no\n~~~\n",
    "(@one) First\n  more\n(@two) Second @one\n\n(@three)\n\n@two @three",
    "    @no <!-- @no -->\n",
    "---\nauthor: x\ntwitter: '@no'\nemail: me@no.org\n---\n",
]


@pytest.mark.parametrize(("text", "expected"), CITING)
def test_citations_are_found(text: str, expected: str, keys: Keys) -> None:
    assert keys("a.md", text) == expected


@pytest.mark.parametrize("text", CITING_NOTHING)
def test_what_only_looks_like_a_citation_is_none(text: str, keys: Keys) -> None:
    assert keys("a.md", text) == ""
    assert keys("a.md", text.replace("\n", "\r\n")) == ""


def test_quarto_has_more_labels(keys: Keys) -> None:
    assert keys("a.qmd", "@def-x @rem-y @tip-z @sol-w @alg-v") == ""
    assert keys("a.md", "@sol-gel2001") == "sol-gel2001"


METADATA = """---
title: "A [@intitle]"
author: me@no.org # @no
bibliography: [a.bib, "b c.bib"]  # no.bib
nocite: |
  @n1, @{n 2} @n3
  @*
abstract: >
  We follow @n4.
...

@body

---
nocite: "@late"
---
"""


def test_metadata_names_bibliographies_and_cites(scan: Scan, tmp_path: Path) -> None:
    manuscript = scan("a.md", METADATA)
    assert " ".join(at.key for at in manuscript.citations) == "intitle n1 n3 * n4 body late"
    assert [path.relative_to(tmp_path).as_posix() for path in manuscript.bibliographies] == ["a.bib", "b c.bib"]


@pytest.mark.parametrize("value", [" a.bib", ' "a.bib"', "\n  - a.bib", "\n- 'a.bib' # x", " [a.bib]", "\n  - a.bib\n"])
def test_a_bibliography_may_be_given_in_every_way(value: str, scan: Scan, tmp_path: Path) -> None:
    manuscript = scan("a.md", f"---\nbibliography:{value}\nother: b.bib\n---\n")
    assert manuscript.bibliographies == (tmp_path / "a.bib",)


def test_the_settings_of_a_quarto_project_name_bibliographies(scan: Scan, tmp_path: Path) -> None:
    (tmp_path / "_quarto.yml").write_text("project:\n  type: book\nbibliography: all.bib\n")
    assert scan("a.qmd", "x").bibliographies == (tmp_path / "all.bib",)
    (tmp_path / "_quarto.yml").write_bytes(b"\x00")
    assert scan("a.qmd", "x").bibliographies == ()


def test_includes_and_children_are_read(scan: Scan, tmp_path: Path) -> None:
    (tmp_path / "_one.qmd").write_text("@one {{< include sub/_two.qmd >}}")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/_two.qmd").write_text("@two {{< include _three.qmd >}}")
    (tmp_path / "sub/_three.qmd").write_text("@three")
    (tmp_path / "kid.Rmd").write_text("@kid")
    (tmp_path / "tex.tex").write_text("\\cite{tex} % @no\n")
    text = "@a\n\n{{< include _one.qmd >}}\n\n@b\n\n```{r, child=c('kid.Rmd', \"gone.Rmd\")}\n```\n\n```{r}\n#| child: tex.tex\n```\n\n@c `{{< include no.qmd >}}`"
    manuscript = scan("a.qmd", text)
    assert " ".join(at.key for at in manuscript.citations) == "a one two three b kid tex c"
    assert [(at.key, at.line) for at in manuscript.missing] == [("gone.Rmd", 7)]


HOSTILE = [
    "`",
    "``a`",
    "[",
    "](",
    "](a(",
    "<",
    "<a",
    "<!--",
    "<pre>",
    "$",
    "$a",
    "\\",
    "@",
    "@{",
    "@a",
    "- ",
    "> ",
    "```\n",
    "```a\n\n",
    "~~~\n````\n",
    "````a\n```\n",
    "---\n",
    "---\na: b\n\n",
    "    a\n\n",
    "{{<",
    "@a:",
    "(@a) b\n",
    "http://",
    "\\cite[",
    "a@",
    "[a]: ",
    "1. ",
    "\n",
    "```{r child='a'}\n",
    "$$a",
    "<!-- a -->",
    "<pre></pre>`",
    "(@a) ",
    "`a`<!--",
    "www.",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_work_in_proportion_to_its_length(piece: str, scanned: Scanned) -> None:
    assert_linear_in(scanned("a.md"), piece, 4000 if piece == "{{<" else 400)  # a shortcode may be long
