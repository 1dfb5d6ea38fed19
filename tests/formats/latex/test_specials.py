r"""Special characters of LaTeX that stand raw in a text."""

from __future__ import annotations

import pytest

from readinglist.formats import latex
from readinglist.formats.latex import specials
from tests.work import assert_linear_in

# A content, what stands raw in it, and the content escaped.
CONTENTS = [
    (r"R&D \& 5 % of $a_1$", "&%", r"R\&D \& 5 \% of $a_1$"),
    (r"\url{http://a_b/x%20y} and a_b", "_", r"\url{http://a_b/x%20y} and a\_b"),
    (r"\href{http://x_y}{a_b}", "_", r"\href{http://x_y}{a\_b}"),
    ("C# and F^2", "#^", r"C\# and F\textasciicircum{}2"),
    (r"\ensuremath{a_1} b_2", "_", r"\ensuremath{a_1} b\_2"),
    (r"\(a_1 & b\) c_2 and \(x^2\)", "_", r"\(a_1 & b\) c\_2 and \(x^2\)"),
    (r"\\& x", "&", r"\\\& x"),
    (r"\textsc{a}_b", "_", r"\textsc{a}\_b"),
    ("{{The R&D Group}}", "&", r"{{The R\&D Group}}"),
    (r"\$5 and {\"O}l 100\%", "", r"\$5 and {\"O}l 100\%"),
    ("$$a_1$$ plain", "", "$$a_1$$ plain"),
]


@pytest.mark.parametrize(("content", "raw", "escaped"), CONTENTS)
def test_raw_characters_are_found_and_escaped(content: str, raw: str, escaped: str) -> None:
    assert specials.raw(content) == raw
    assert specials.escaped(content) == escaped
    assert specials.raw(escaped) == ""
    assert latex.decode(escaped) == latex.decode(content)


@pytest.mark.parametrize(
    ("content", "is_open"), [("costs $5", True), (r"costs \$5", False), ("$x$ and $y$", False), ("$x$ $", True)]
)
def test_maths_that_nothing_closes_is_found(content: str, *, is_open: bool) -> None:
    assert specials.maths_is_open(content) is is_open


@pytest.mark.parametrize("piece", [r"\( a ", "$a ", r"\url{ ", "a_b ", r"\ensuremath{ ", "$$ "])
def test_a_long_text_is_read_in_proportion_to_its_length(piece: str) -> None:
    assert_linear_in(specials.raw, piece)
