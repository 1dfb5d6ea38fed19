"""Text as it may stand in a format: each of its characters comes out as itself, and none is a command."""

from __future__ import annotations

import html as _html
import re
from typing import TYPE_CHECKING

from readinglist.util import text as _text

if TYPE_CHECKING:
    from collections.abc import Callable

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    '"': r"\textquotedbl{}", "'": "{'}", "`": r"{\textasciigrave}", "[": "{[}", "]": "{]}",
    "-": "{-}", "?": "{?}", "!": "{!}",
}  # fmt: skip
_LATEX_SPECIAL = re.compile(r"[\\{}$&#_%~^<>\"`\[\]]|-(?=-)|'(?=')|[?!](?=`)")


def _markdown(also: str = "", beginning: str = r"(?!)") -> re.Pattern[str]:
    """Return what means something to Markdown: everywhere, or only where a text stands, or at its beginning."""
    return re.compile(rf"[\\`*_{{}}\[\]<~^$@{also}]|&(?=[#\w]+;)|:(?=[\w+-]+:)|{beginning}")


# A text on a line of its own; one within a line, such as a heading, an item of a list or a cell of a pipe table; and one
# in a citation of pandoc's Markdown, in which quotation marks are turned and semicolons part.
_ON_A_LINE = _markdown(beginning=r"\A[-+=#>|:]|(?:(?<=\A\d)|(?<=\A\d\d)|(?<=\A\d{3})|(?<=\A\d{4}))[.)](?=\s|\Z)")
_IN_A_LINE = _markdown(also="#>|!&+")
_IN_A_CITATION = _markdown(also="#>|!&+()\"';:")
_TYPST = re.compile(r"[\\`*_#$\[\]<>@~/\"=+-]|(?<!\w)'|'(?!\w)|(?<=\.)\.|(?<=\d)\.")


def plain(text: str) -> str:
    """Return a text as it may stand on a terminal."""
    return _text.printable(text)


def html(text: str) -> str:
    """Return a text as HTML, in an attribute in quotation marks too."""
    return _html.escape(plain(text))


def latex(text: str) -> str:
    """Return a text as LaTeX."""
    return _LATEX_SPECIAL.sub(lambda found: _LATEX[found[0]], plain(text))


def typst(text: str) -> str:
    """Return a text as Typst markup."""
    return _TYPST.sub(r"\\\g<0>", plain(text))


def markdown(text: str) -> str:
    """Return a text as CommonMark, on one line."""
    return _ON_A_LINE.sub(r"\\\g<0>", plain(text))


def markdown_in_line(text: str) -> str:
    """Return a text as it may stand within a line of Markdown, in a heading, a list or a pipe table."""
    return _IN_A_LINE.sub(r"\\\g<0>", plain(text))


def markdown_in_citation(text: str) -> str:
    """Return words before or behind a citation in pandoc's Markdown."""
    return _IN_A_CITATION.sub(r"\\\g<0>", _text.squeeze(text))


BY_FORMAT: dict[str, Callable[[str], str]] = {
    "text": plain,
    "markdown": markdown,
    "html": html,
    "latex": latex,
    "typst": typst,
}
