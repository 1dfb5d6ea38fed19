"""What Org documents cite, by org-cite, org-ref and LaTeX."""

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
    ("[cite:@a]", "a"),
    ("[cite:@a;@b; see @c p. 3]", "a b c"),
    ("[cite/text/caps:see ;@a [sic] p. 3;and @b; all]", "a b"),
    ("[cite/nocite:@*] [cite/t:@a:b_c-d.e/f]", "* a:b_c-d.e/f"),
    ("[cite:@müller2019;@王2020]", "müller2019 王2020"),
    ("cite:a citep:b,c [[citet:d]] [[cite:e][see::p. 3]] citeauthor*:f", "a b c d e f"),
    ("cite:&a;&b [[citep:see &c p. 3;and &d]] nocite:&e", "a b c d e"),
    ("See cite:a, cite:b. (cite:c)", "a b c"),
    ("\\cite{a} and \\citep[p. 3]{b}", "a b"),
    ("* Heading [cite:@a]\n#+caption: A figure [cite:@b]\n#+title: On [cite:@c]\n", "a b c"),
    ("x[fn:1] y[fn:: [cite:@a]]\n\n[fn:1] Note [cite:@b]\n", "a b"),
    ("#+begin_quote\n[cite:@a]\n#+end_quote\n#+BEGIN_export latex\n\\cite{b} [cite:@no]\n#+END_export\n", "a b"),
    ("#+latex: \\cite{a}\n| x | [cite:@b] |\n- [cite:@c]\n", "a b c"),
    ("* COMMENT Hidden [cite:@no]\n** Sub\n[cite:@no]\n* Shown\n[cite:@a]\n", "a"),
    ("* Notes :noexport:\n[cite:@no]\n* Shown :tag:\n[cite:@a]\n", "a"),
    ("a=b [cite:@a] c=d", "a"),
    ("#+begin_src python\n[cite:@a]", "a"),
    ("*bold [cite:@a]* /[cite:@b]/", "a b"),
]

CITING_NOTHING = [
    "=[cite:@no]= ~[cite:@no]~ (=cite:no=)",
    "# [cite:@no]\n  # cite:no\n",
    ": [cite:@no]\n",
    "#+begin_src org\n[cite:@no]\n#+end_src\n",
    "  #+BEGIN_EXAMPLE\n  cite:no \\cite{no}\n  #+END_EXAMPLE\n",
    "#+begin_comment\n[cite:@no]\n#+end_comment\n#+begin_export html\n[cite:@no] \\cite{no}\n#+end_export\n",
    "* A\n:PROPERTIES:\n:ID: cite:no\n:END:\n",
    "me@no.org @no [cite] [cite:no] [other:@no]",
    "src_python{cite:no} website:no excite:no https://x.org/cite:no",
    "#+keywords: [cite:@no]\n#+cite_export: csl no.csl\n#+print_bibliography:\n",
    "[cite:@no",
]


@pytest.mark.parametrize(("text", "expected"), CITING)
def test_citations_are_found(text: str, expected: str, keys: Keys) -> None:
    assert keys("a.org", text) == expected


@pytest.mark.parametrize("text", CITING_NOTHING)
def test_what_only_looks_like_a_citation_is_none(text: str, keys: Keys) -> None:
    assert keys("a.org", text) == ""


def test_bibliographies_and_includes_are_named(scan: Scan, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/b.org").write_text("[cite:@b]\n#+INCLUDE: c.org\n")
    (tmp_path / "sub/c.org").write_text("[cite:@c]\n")
    text = (
        '#+bibliography: "one two.bib"\n#+BIBLIOGRAPHY: b.bib\nbibliography:c,d.bib\n\\bibliography{e}\n'
        '#+include: "sub/b.org::*Part" :lines "1-9"\n#+INCLUDE: "x.py" src python\n#+INCLUDE: gone.org\n[cite:@z]\n'
    )
    manuscript = scan("a.org", text)
    assert [at.key for at in manuscript.citations] == ["b", "c", "z"]
    assert [(at.key, at.line, at.column) for at in manuscript.missing] == [("gone.org", 7, 12)]
    assert {path.name for path in manuscript.bibliographies} == {"one two.bib", "b.bib", "c.bib", "d.bib", "e.bib"}


HOSTILE = [
    "[cite:",
    "[cite:@a",
    "[cite:@",
    "[[cite:",
    "cite:",
    "cite:&",
    "=a ",
    " =",
    "~",
    "* a\n",
    "* COMMENT\n",
    "#+begin_src\n",
    "#+begin_src",
    ":PROPERTIES:\n",
    "#+a: ",
    "src_a{",
    "a",
    " ",
    "[",
    "# \n",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_work_in_proportion_to_its_length(piece: str, scanned: Scanned) -> None:
    assert_linear_in(scanned("a.org"), piece, 1000 if set(piece) & set("{=") else 400)  # code may be long
