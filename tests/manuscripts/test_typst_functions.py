"""Labels and keys that Typst documents hand to functions, their own and Typst's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist import manuscripts
from readinglist.manuscripts import model
from tests.work import assert_linear_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.manuscripts.conftest import Keys, Scan, Scanned

CITING = [
    ("#quote(attribution: <a>, block: true)[x]", "a"),
    ("#quote(block: true, attribution : <a>)[x @b]\n#set quote(attribution: <c>)", "a b c"),
    ("#quote(attribution: [@a, p. 3])[x]", "a"),
    ('#let t(key) = cite(key, form: "prose")\n#t(<a>) and #t(<b>)', "a b"),
    ("#let t(key) = [(#cite(key))]\nSee #t(<a>).", "a"),
    ("#let t(key, note: none) = {\n  cite(key, supplement: note)\n}\n#t(<a>, note: [@b])", "a b"),
    ("#let t(..keys) = keys.pos().map(k => cite(k)).join()\n#t(<a>, <b>)", "a b"),
    ("#let t(..keys) = keys.pos().map(cite).join()\n#t(<a>, <b>)", "a b"),
    ("#let t(..keys) = for k in keys.pos() { cite(k) }\n#t(<a>)", "a"),
    ('#let t = cite.with(form: "prose")\n#t(<a>)', "a"),
    ("#let t = cite\n#t(<a>)", "a"),
    ("#let t = (key) => cite(key)\n#t(<a>)", "a"),
    ("#let t(key) =\n  cite(key)\n#t(<a>)", "a"),
    ("#let t(key) = cite(key)\n#let u(key) = t(key)\n#u(<a>)", "a"),
    ('#let t(name) = cite(label(name))\n#t("a") #t("b:c")', "a b:c"),
    ('#let t(names) = for k in names { cite(label(k)) }\n#t(("a", "b"))', "a b"),
    ("#{\n let t(key) = cite(key)\n t(<a>)\n}", "a"),
    ("#let r(key) = ref(key)\n#r(<a>)", "a"),
    ("#(<a>, <b>).map(cite).join()\n#(<c>,).map(k => cite(k)).join()", "a b c"),
    ("#let keys = (<a>, <b>)\n#cite(..keys)#for k in (<c>, <d>) { cite(k) }", "a b c d"),
    ("#let k = <a>\n#cite(k)", "a"),
    ("#let t(key) = cite(key)\n#let k = <a>\n#t(k)", "a"),
    ("#let q = quote.with(attribution: <a>)\n#{ quote.with(attribution: <b>)([x]) }", "a b"),
    ("#for k in (<a>, <b>) [See #cite(k).]", "a b"),
]


@pytest.mark.parametrize(("text", "expected"), CITING)
def test_keys_that_are_handed_to_functions_are_cited(text: str, expected: str, keys: Keys) -> None:
    assert keys("a.typ", text) == expected


def test_a_key_may_be_put_together(tmp_path: Path) -> None:
    path = tmp_path / "a.typ"
    path.write_text('#cite(label("a" + ":b")) #let t(name) = cite(label("x:" + name))\n#t("y")')
    assert [at.key for at in manuscripts.scan(path).citations] == ["a:b", "x:y"]


def without_labels(scan: Scan, text: str, *sources: str) -> str:
    """Return what a document cites, where a library has these sources."""
    return " ".join(at.key for at in model.without_labels(scan("a.typ", text), sources).citations)


LABELLING = [
    "#let l = <fig-a>\n#figure([x]) #l\nSee @fig-a, @key",
    "#for (l, t) in ((<fig-a>, [x]), (<fig-b>, [y])) [#figure(t) #l]\n@fig-a @fig-b @key",
    '#let example(title, label: none, body) = [#figure(body) #label]\n#example("x", label: <sys-a>)[y]\nSee @sys-a and @key.',
    '#theorem("x", <thm-a>)[y] See @thm-a, @key.',
    "#subpar.grid(figure([x]), <fig-a>, columns: 2, label: <fig-b>)\n@fig-a @fig-b @key",
    '#figure(rect()) #label("pic" + "-a")\n#ref(label("pic" + "-a")) @pic-a @key',
    '#let fig(name, body) = [#figure(body) #label(name)]\n#fig("fig-a")[x] @fig-a @key',
    '#let fig(name, body) = [#figure(body) #label("fig:" + name)]\n#fig("a")[x] @fig:a @key',
    '#for i in range(3) [#figure([x]) #label("fig-" + str(i))]\n@fig-1 @key',
    "#box(thm(label: <thm-a>)[x]) #thm(\n  label: <thm-b>,\n)[@key] @thm-a @thm-b",
    "#let thm(body, label: none) = [#cite(<key>) #body #label]\n#thm(label: <thm-a>)[x] @thm-a",
    '#import "@preview/x:0.1.0": thm\n#thm(tag: label("thm-a"))[x] @thm-a @key',
    "#algorithm(<alg-a>, caption: [x @key])[y] @alg-a",
]


@pytest.mark.parametrize("text", LABELLING)
def test_labels_that_are_handed_to_functions_are_no_sources(text: str, scan: Scan) -> None:
    assert without_labels(scan, text, "key") == "key"


def test_a_key_of_the_library_is_cited_even_where_it_may_be_a_label(scan: Scan) -> None:
    text = "#highlight-entry(<a>) See @a, @b."
    assert without_labels(scan, text) == "b"
    assert without_labels(scan, text, "a", "b") == "a b"


def test_what_only_looks_labels_up_makes_none(scan: Scan) -> None:
    text = "#link(<a>)[x] #locate(<b>) #query(selector(<c>).before(<d>)) #counter(<e>).at(<f>) @a @b @c @d @e @f"
    assert without_labels(scan, text) == "a b c d e f"


def test_functions_of_a_library_file_cite_under_the_names_that_the_document_gives_them(
    tmp_path: Path, keys: Keys
) -> None:
    (tmp_path / "lib.typ").write_text("#let t(key) = cite(key)\n#let s(name) = cite(label(name))\n")
    assert keys("a.typ", '#import "lib.typ": t as c, s as cs\n#c(<a>) #cs("b")') == "a b"
    assert keys("b.typ", '#import "lib.typ" as lib\n#lib.t(<a>) #lib.s("b")') == "a b"
    assert keys("c.typ", '#import "lib.typ": *\n#t(<a>)') == "a"


PIECES = ["#let k = (<a>, <b>)\n#cite(k)", "#cite(k, <a>)", "#let t(k) = cite(k)\n", "#let t(", "#let a = ", "(<a>", "#(<a>", "#t(<a>)", '#label("a" + ', '#label("a" + b)@a',
          '#label("a" + "b")', "#quote(attribution: <a>", '#import "a": b as c\n', "let a=\n", "#f((", "(<a>, "]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_functions_take_work_in_proportion_to_their_number(piece: str, scanned: Scanned) -> None:
    assert_linear_in(scanned("a.typ"), piece)
