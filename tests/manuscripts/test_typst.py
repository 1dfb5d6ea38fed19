"""What Typst documents cite."""

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
    ('See @a, @b. And @c: @d... (@e) "@f" *@g*', "a b c d e f g"),
    ("@a[p. 5] @b[see @c]", "a b c"),
    ("@a:b.c-d_e @müller2019 @王2020。", "a:b.c-d_e müller2019 王2020"),
    ("論文@great による", "great"),
    ('#cite(<a>) #cite(<b>, form: "prose", supplement: [p. 3 @c])', "a b c"),
    ('#cite(label("10.1/x")) #{ cite(<a>) } #[ @b ]', "10.1/x a b"),
    ("#citet(<a>, <b>) #ref(<c>)", "a b c"),
    ("#let x = cite(<a>)\n@b", "a b"),
    ('#figure(image("x@no.png"), caption: [By @a])\n@b', "a b"),
    ("#if x [@a] else [@b]\n#for y in (1, 2) { [@c] }\n@d", "a b c d"),
    ('#show: template.with(title: "x @no", abstract: [@a])\n@b', "a b"),
    ("#footnote[@a].with(x)[@b] @c", "a b c"),
    ('$x @no "@no" #cite(<a>)$ @b', "a b"),
    ("= Heading @a <intro>\n", "a"),
    ('He said "see @a" and left', "a"),
    ("- @a\n+ @b\n/ Term: @c\n", "a b c"),
    ("#strong[@a]; @b", "a b"),
    ("@foo food foobar foo", "foo"),
    ("`unclosed @a", "a"),
    ("]] @a", "a"),
    ("\\\\@a", "a"),
]

CITING_NOTHING = [
    "\\@no",
    "// @no\n/* @no /* @no */ @no */ // @no",
    "/* @no",
    "`@no` ```typ @no``` ``` \n@no `` @no\n```",
    "https://x.org/@no",
    "write to me@no.org or a.b+c@no.co.uk",
    '#link("mailto:me@no.org")[mail] #"@no" #f("\\"@no")',
    '#let x = "@no"\n#let f(a) = { "@no" }\n',
    "@ @. @: alone",
    "= Intro <intro>\n@intro, @fig:one, @later\n#figure([x]) <fig:one>\n$ x $ <later>",
    '#metadata(1) #label("x") @x #link(<y>)[y] #locate(<z>)',
    '#show ref: it => it\n#set cite(style: "apa")\n',
]


@pytest.mark.parametrize(("text", "expected"), CITING)
def test_citations_are_found(text: str, expected: str, keys: Keys) -> None:
    assert keys("a.typ", text) == expected


@pytest.mark.parametrize("text", CITING_NOTHING)
def test_what_only_looks_like_a_citation_is_none(text: str, keys: Keys) -> None:
    assert keys("a.typ", text) == ""


def test_files_are_taken_in_and_labels_hold_in_all_of_them(scan: Scan, tmp_path: Path) -> None:
    (tmp_path / "ch").mkdir()
    (tmp_path / "ch/one.typ").write_text('= One <one>\n@a @two #include "two.typ"')
    (tmp_path / "ch/two.typ").write_text('= Two <two>\n@b #include "/root.typ"')
    (tmp_path / "root.typ").write_text("@c")
    (tmp_path / "lib.typ").write_text("#let f = cite(<lib>)")
    text = '#import "@preview/x:0.1.0": *\n#import "lib.typ": f\n@one\n#include "ch/one.typ"\n#include "gone.typ"\n#bibliography("refs.bib", style: "x.csl")\n'
    manuscript = scan("main.typ", text)
    assert [at.key for at in manuscript.citations] == ["lib", "a", "b", "c"]
    assert [(at.key, at.line, at.column) for at in manuscript.missing] == [("gone.typ", 5, 11)]
    assert manuscript.bibliographies == (tmp_path / "refs.bib",)


def test_several_bibliographies_are_named(scan: Scan, tmp_path: Path) -> None:
    manuscript = scan("a.typ", '#bibliography(("a.bib", "b.yml", "/c.bib"))')
    assert manuscript.bibliographies == (tmp_path / "a.bib", tmp_path / "c.bib")


HOSTILE = [
    "[",
    "#[",
    "#(",
    "#{",
    "#a(",
    "$",
    "`",
    "``` `",
    "/*",
    "//",
    "@",
    "@a.",
    "<a",
    "<a>",
    '"',
    '#"',
    "#let ",
    "#f\n",
    "\\",
    "#cite(<a>)",
    "#a.b",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_work_in_proportion_to_its_length(piece: str, scanned: Scanned) -> None:
    assert_linear_in(scanned("a.typ"), piece)
