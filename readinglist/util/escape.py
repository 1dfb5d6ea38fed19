"""Plain text in other formats.

Escaped, so that no character is a command.
"""

from __future__ import annotations

import html as _html
import re
from typing import TYPE_CHECKING

from readinglist.util.text import printable, squeeze

if TYPE_CHECKING:
    from collections.abc import Callable

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    '"': r"\textquotedbl{}", "'": "{'}", "`": r"{\textasciigrave}", "[": "{[}", "]": "{]}",
    "-": "{-}", "?": "{?}", "!": "{!}",
}  # fmt: skip
_LATEX_SPECIAL = re.compile(r"[\\{}$&#_%~^<>\"`\[\]]|-(?=-)|'(?=')|[?!](?=`)")


def _markdown_special(also: str = "", beginning: str = r"(?!)") -> re.Pattern[str]:
    """Return the pattern of what Markdown gives a meaning.

    `also` are more characters that it has in some place, `beginning` is a pattern of what it has at the beginning.
    """
    return re.compile(rf"[\\`*_{{}}\[\]<~^$@{also}]|&(?=[#\w]+;)|:(?=[\w+-]+:)|{beginning}")


# A text on a line of its own; one within a line, such as a heading, an item of a list or a cell of a pipe table; and one
# in a citation of pandoc's Markdown, in which quotation marks are turned and semicolons part.
_ON_A_LINE = _markdown_special(
    beginning=r"\A[-+=#>|:]|(?:(?<=\A\d)|(?<=\A\d\d)|(?<=\A\d{3})|(?<=\A\d{4}))[.)](?=\s|\Z)"
)
_IN_A_LINE = _markdown_special(also="#>|!&+")
_IN_A_CITATION = _markdown_special(also="#>|!&+()\"';:")
_TYPST = re.compile(r"[\\`*_#$\[\]<>@~/\"=+-]|(?<!\w)'|'(?!\w)|(?<=\.)\.|(?<=\d)\.")


def plain(text: str) -> str:
    """Return a text for a terminal: `util.text.printable`."""
    return printable(text)


def html(text: str) -> str:
    """Return a text as HTML, also for an attribute.

    `a < "b" → a &lt; &quot;b&quot;`.
    """
    return _html.escape(plain(text))


def latex(text: str) -> str:
    r"""Return a text as LaTeX: `R&D_1 → R\&D\_1`."""
    return _LATEX_SPECIAL.sub(lambda found: _LATEX[found[0]], plain(text))


def typst(text: str) -> str:
    r"""Return a text as Typst markup: `a*b → a\*b`."""
    return _TYPST.sub(r"\\\g<0>", plain(text))


def markdown(text: str) -> str:
    r"""Return a text as CommonMark, on a line of its own.

    `1. a*b → 1\. a\*b`.
    """
    return _ON_A_LINE.sub(r"\\\g<0>", plain(text))


def markdown_in_line(text: str) -> str:
    r"""Return a text for a line of Markdown.

    Such lines are headings, items and tables.
    `a|b → a\|b`
    """
    return _IN_A_LINE.sub(r"\\\g<0>", plain(text))


def markdown_in_citation(text: str) -> str:
    r"""Return a text within a citation of pandoc's Markdown.

    `see; p. 5 → see\; p. 5`.
    """
    return _IN_A_CITATION.sub(r"\\\g<0>", squeeze(text))


BY_FORMAT: dict[str, Callable[[str], str]] = {
    "text": plain,
    "markdown": markdown,
    "html": html,
    "latex": latex,
    "typst": typst,
}
