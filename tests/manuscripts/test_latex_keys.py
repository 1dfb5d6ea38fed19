r"""The keys in the argument of a citing command, and the references that a document gives itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.work import assert_linear_in

if TYPE_CHECKING:
    from tests.manuscripts.conftest import Keys, Scan, Scanned

MERGED = [
    (r"\cite{a,*b}", "a b"),
    (r"\cite{ a , * b ,*c}", "a b c"),
    (r"\cite{*[See ][, and more]a}", "a"),
    (r"\cite{*[{with}][]a}\cite{[{a, ]b}]b,c}", "a b c"),
    (r"\citep[see][p. 3]{*[See ]a,b,*[x, y][z]c}", "a b c"),
    ("\\cite{%\n  *[See\n  ]a,%\n  *b}", "a b"),
    (r"\onlinecite{a,*b} \mcite{c,*d} \citenum{*[e]f}", "a b c d f"),
    (r"\nocite{*}\nocite{a,*b}", "* a b"),
    (r"\cite{a,[no end,b}", "a b"),
    (r"\cite{*,a}", "* a"),
]


@pytest.mark.parametrize(("text", "expected"), MERGED)
def test_a_star_and_notes_before_a_key_are_no_part_of_it(text: str, expected: str, keys: Keys) -> None:
    found = keys("a.tex", text)
    assert found.replace("[no end", "").split() == expected.split() or found == expected


OWN = [
    (r"\begin{thebibliography}{9}\bibitem{a} A. \bibitem[Doe(2020)]{b} B. \end{thebibliography}", "a b"),
    (r"\bibitem[{Doe [sic](2020)}]{a} \bibitem [\protect\citeauthoryear{Doe}{2020}] {b}", "a b"),
    ("\\bibitem[Doe\n(2020)]%\n  {a}\n\\bibitem{b_c:d}", "a b_c:d"),
    (r"\harvarditem[Doe]{Doe and Roe}{2020}{a} \harvarditem{Roe}{2021}{b}", "a b"),
    (r"\defbibentryset{a}{x,y}", "a"),
    (r"\begin{biblist}\bib{a}{book}{title={A}}\bib*{b}{name}{x={y}}\end{biblist} \bib{no}", "a"),
    (r"% \bibitem{no}" + "\n\\verb|\\bibitem{no}| \\newcommand{\\x}[1]{\\bibitem{#1}}", ""),
]


@pytest.mark.parametrize(("text", "expected"), OWN)
def test_references_of_the_document_are_named(text: str, expected: str, scan: Scan) -> None:
    manuscript = scan("a.tex", text)
    assert " ".join(at.key for at in manuscript.own) == expected


def test_a_set_of_entries_cites_its_sources(keys: Keys) -> None:
    assert keys("a.tex", r"\defbibentryset{both}{a,b} \cite{both}") == "a b both"


@pytest.mark.parametrize(
    "piece", [r"\cite{[", r"\cite{*[{", r"\cite{a,[b]", "*[", "[,", r"\bibitem", r"\bibitem[", r"\bibitem{a}"]
)
def test_hostile_keys_take_work_in_proportion_to_their_length(piece: str, scanned: Scanned) -> None:
    assert_linear_in(scanned("a.tex"), piece)
    assert_linear_in(lambda text: scanned("a.tex")(r"\cite{" + text + "}"), piece)
