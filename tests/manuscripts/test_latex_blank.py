r"""Where a LaTeX document ends, and which of its environments hold code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.work import assert_linear_in

if TYPE_CHECKING:
    from tests.manuscripts.conftest import Keys, Scanned

SHOWN = "\\documentclass{article}\n\\begin{document}\n\\cite{no}\n\\end{document}\n"
ENDING = [
    ("\\begin{document}\n\\cite{a}\n\\begin{Example}\n" + SHOWN + "\\end{Example}\n\\cite{b}\n\\end{document}\n\\cite{no}", "a b"),
    ("\\begin{document}\n\\begin{Example}[x]{y}\nText\n\\end{document}\n\\end{Example}\n\\cite{a}\n\\end{document}", "a"),
    ("\\cite{a}\n\\begin{Example}\n" + SHOWN + "\\end{Example}\n\\cite{b}", "a b"),
    ("\\begin{Example}\n" + SHOWN + "\\end{Example}\n \\begin{Other}\n  " + SHOWN + "\\end{Other}\\cite{a}", "a"),
    ("\\begin{document}\\begin{itemize}\\cite{a}\\end{document}\\cite{no}", "a"),
    ("\\begin{document}\\begin{a}\\begin{b}\\end{a}\\cite{a}\\end{document}\\cite{no}", "a"),
    ("\\newcommand{\\be}{\\begin{equation}}\n\\begin{document}\n\\be x\\end{equation}\\cite{a}\n\\end{document}\n\\cite{no}", "a"),
    ("\\newcommand{\\be}{%\n\\begin{equation}}\n\\begin{document}\n\\cite{a}\n\\end{document}\n\\cite{no}", "a"),
    ("\\newenvironment{x}{\\begin{quote}}{\\end{quote}}\\begin{document}\\begin{x}\\cite{a}\\end{x}\\end{document}\\cite{no}", "a"),
    ("\\ifpdf\\begin{document}\\else\\begin{document}\\fi\\cite{a}\\end{document}\\cite{no}", "a"),
    ("\\documentclass[a4paper]{ltxdoc}\\begin{document}|\\end{document}|\\cite{a}\\end{document}\\cite{no}", "a"),
    ("\\begin{Example}\n\\endinput\n\\begin{verbatim}\n\\end{Example}\n\\cite{a}\\endinput\n\\cite{no}", "a"),
    ("\\end{center}\\cite{a}\\end{document}\\cite{no}", "a"),
    ("\\begin{document}\n\\begin{A}\n\\begin{B}\n\\end{document}\n\\end{B}\n\\end{A}\n\\cite{a}\\end {document}\\cite{no}", "a"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ENDING)
def test_only_the_innermost_environment_ends(text: str, expected: str, keys: Keys) -> None:
    assert keys("a.tex", text) == expected


CODE = [
    r"\newenvironment{code}{\verbatim}{\endverbatim}\begin{code}\cite{no}\end{code}",
    r"\newenvironment{code}[1][]{\VerbatimEnvironment\begin{minted}{tex}}{\end{minted}}\begin{code}\cite{no}\end{code}",
    r"\renewenvironment{solution}{\comment}{\endcomment}\begin{solution}\cite{no}\end{solution}",
    r"\NewTCBListing{shown}{m}{title=#1}\begin{shown}{x}\cite{no}\end{shown}",
    r"\CustomVerbatimEnvironment{V}{Verbatim}{}\begin{V}\cite{no}\end{V}",
    r"\begin{boxedverbatim}\cite{no}\end{boxedverbatim}\begin{Piton}\cite{no}\end{Piton}",
]


@pytest.mark.parametrize("text", CODE)
def test_environments_of_code_cite_nothing(text: str, keys: Keys) -> None:
    assert keys("a.tex", text + r"\cite{a}") == "a"


PIECES = ["\\begin{a}\n", "\\end{a}\n", "\\begin{document}\n", "\\end{document}\n", "\\begin{a}\n\\begin{document}\n",
          "\\begin{a}\\end{document}", "\\end{b}\\begin{b}", " ", "\\newenvironment{a}{"]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_environments_take_work_in_proportion_to_their_number(piece: str, scanned: Scanned) -> None:
    assert_linear_in(scanned("a.tex"), piece)
