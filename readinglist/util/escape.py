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
_MARKDOWN = re.compile(
    r"[\\`*_{}\[\]<~^$@]|&(?=[#\w]+;)|\A[-+=#>|:]|:(?=[\w+-]+:)|(?:(?<=\A\d)|(?<=\A\d\d)|(?<=\A\d{3})|(?<=\A\d{4}))[.)](?=\s|\Z)"
)
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
    return _MARKDOWN.sub(r"\\\g<0>", plain(text))


BY_FORMAT: dict[str, Callable[[str], str]] = {
    "text": plain,
    "markdown": markdown,
    "html": html,
    "latex": latex,
    "typst": typst,
}
