"""Titles as rich text of CSL, and back to LaTeX.

Italics, raised letters and protected capitals are tags in CSL.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats.bibtex import markup
from readinglist.formats.csl import casing
from readinglist.formats.csl.marks import (
    BOLD,
    CAPS,
    CLOSERS,
    ITALIC,
    LINE_BREAK,
    MARKS,
    NOCASE,
    OPENERS,
    PROTECTED,
    SUB,
    SUPER,
)
from readinglist.formats.latex import decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable

_NONE = str.maketrans("", "", MARKS + LINE_BREAK)
_TIE = "\ue1ff"  # in the private use area too: a space that is no white space to the decoder
_HTML = [
    ("<i>", "</i>"),
    ("<b>", "</b>"),
    ('<span style="font-variant:small-caps;">', "</span>"),
    ("<sup>", "</sup>"),
    ("<sub>", "</sub>"),
    ('<span class="nocase">', "</span>"),
    ('<span class="nocase">', "</span>"),
]
_LATEX = ("\\emph{", "\\textbf{", "\\textsc{", "\\textsuperscript{", "\\textsubscript{", "{", "{{")
_AS_HTML = {
    ord(mark): tag
    for pair, tags in zip(zip(OPENERS, CLOSERS, strict=True), _HTML, strict=True)
    for mark, tag in zip(pair, tags, strict=True)
} | {ord(LINE_BREAK): "\n"}
_AS_LATEX = {
    **{ord(mark): opening for mark, opening in zip(OPENERS, _LATEX, strict=True)},
    **{ord(mark): "}" for mark in CLOSERS},
    ord(CLOSERS[NOCASE]): "}}",
    ord(LINE_BREAK): "\\newline ",
}
_COMMANDS = {
    **dict.fromkeys("emph textit textsl mkbibemph mkbibitalic it em itshape slshape sl".split(), ITALIC),
    **dict.fromkeys("textbf mkbibbold bf bfseries".split(), BOLD),
    **dict.fromkeys("textsc sc scshape".split(), CAPS),
    **dict.fromkeys("textsuperscript mkbibsuperscript".split(), SUPER),
    **dict.fromkeys("textsubscript mkbibsubscript".split(), SUB),
}
_WITH_BRACE = "|".join(name for name in _COMMANDS if name.startswith(("text", "mkbib", "emph")))
_SWITCHES = "|".join(name for name in _COMMANDS if not name.startswith(("text", "mkbib", "emph")))
_SOURCE = re.compile(
    rf"""
    (?P<script>\$(?P<sign>[\^_])(?:\{{(?P<long>[\w+\-.]{{1,9}})\}}|(?P<short>\w))\$)
    |(?P<maths>\$[^$]*\$|\\ensuremath\{{[^{{}}]*\}}|\\\([^$]*?\\\))
    |\{{\{{(?P<twice>[^{{}}\\$]*)\}}\}}
    |(?P<tie>[~\u00a0])
    |(?P<break>\s*\\newline(?![A-Za-z])\s*)
    |\\(?P<styled>{_WITH_BRACE})\s*\{{
    |\{{\\(?P<switch>{_SWITCHES})(?![A-Za-z])\s*
    |(?P<call>\\(?:[A-Za-z]+\*?\s*|[^A-Za-z])\{{|\{{(?=\\|\}}))
    |(?P<kept>\\(?:[A-Za-z]+|.))
    |(?P<open>\{{)
    |(?P<close>\}})
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_PLAIN = re.compile(r"[\\{}$<&~`'\-\u00a0]")
_TAGGED = re.compile(
    r"<(?P<tag>(?:jats:)?(?:italic|bold|em|strong|sup|sub|scp|span|sc|i|b))(?P<attributes>\s[^<>]{0,200})?>"
    r"(?P<inside>(?:(?!<(?:jats:)?/?(?:italic|bold|em|strong|sup|sub|scp|span|sc|i|b)[\s>]).)*)</(?P=tag)>",
    re.DOTALL,
)
_TAGS = {
    "i": ITALIC, "em": ITALIC, "italic": ITALIC, "b": BOLD, "strong": BOLD, "bold": BOLD, "sc": CAPS,
    "scp": CAPS, "sup": SUPER, "sub": SUB,
}  # fmt: skip
_DEEPEST = 9  # tags within each other: each pass replaces the innermost. A guess, above what titles have


def rich(inner: str, shape: Callable[[str], str] | None = None) -> str:
    """Return the content of a field as rich text of CSL.

    Italics and the like become tags, braces and maths the class `nocase`, where a style could change what is in them.
    `shape` is what becomes of the capitals of a title, such as `Casing.title`.
    """
    marked = _marked(inner) if _PLAIN.search(inner) else decode(inner)
    if shape:
        marked = shape(marked.replace(LINE_BREAK, " "))
    return marked if marked.isascii() else casing.without_needless(marked).translate(_AS_HTML)


def latex(text: str, language: str | None = None, *, protecting: bool = True) -> str:
    """Return rich text of CSL as LaTeX.

    With a language (empty for an unknown one) it is a title, whose capitals are put in braces. Without `protecting` they are
    only where they may do more than protect: not where there is nothing else of LaTeX, and the plain text is the same.
    """
    marked = _from_tags(text if text.isascii() else text.translate(_NONE)).replace("\n", LINE_BREAK)
    if language is None:
        return _with_commands(marked)
    if not protecting and "\\" not in (unprotected := _with_commands(marked)):
        return unprotected
    return _with_commands(casing.protected(marked, language))


def _with_commands(marked: str) -> str:
    coded = encode(marked)
    return coded if coded.isascii() else coded.translate(_AS_LATEX)


def bare(text: str) -> str:
    """Return rich text of CSL without its tags."""
    return _from_tags(text).translate(_NONE)


def _marked(inner: str) -> str:
    """Return decoded text, with marks for what CSL has tags for."""
    text = decode(_Reading(inner.translate(_NONE)).marked()).replace(_TIE, "\u00a0")
    if "<" not in text and "&" not in text:
        return text
    return markup.plain(_from_tags(text))


class _Reading:
    """LaTeX while it is marked.

    It knows what closes each open brace, and whether capitals are protected.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.closers: list[str] = []

    def marked(self) -> str:
        text = _SOURCE.sub(self._replace, self.source)
        return text + "".join(reversed(self.closers))

    def _replace(self, found: re.Match[str]) -> str:
        if found["break"] or found["tie"]:
            return LINE_BREAK if found["break"] else _TIE
        if found["script"] or found["maths"] or found["twice"]:
            return self._kept(found)
        if name := found["styled"] or found["switch"]:
            return self._open(_COMMANDS[name])
        if found["call"]:
            self.closers.append("}")
        elif found["open"]:
            return self._group()
        elif found["close"]:
            return self.closers.pop() if self.closers else ""
        return found[0]

    def _open(self, kind: int) -> str:
        self.closers.append(CLOSERS[kind])
        return OPENERS[kind]

    def _group(self) -> str:
        if self._is_protected():
            self.closers.append("")
            return ""
        return self._open(PROTECTED)

    def _kept(self, found: re.Match[str]) -> str:
        """Return raised or lowered letters, and maths or braces in braces, whose capitals stay."""
        if found["script"]:
            kind = SUPER if found["sign"] == "^" else SUB
            return OPENERS[kind] + (found["long"] or found["short"]) + CLOSERS[kind]
        kind, inside = (PROTECTED, found["maths"]) if found["maths"] else (NOCASE, found["twice"])
        return inside if self._is_protected() else OPENERS[kind] + inside + CLOSERS[kind]

    def _is_protected(self) -> bool:
        return CLOSERS[PROTECTED] in self.closers


def _from_tags(text: str) -> str:
    """Return a text with marks for pairs of tags, the inner ones first.

    A tag without its other half is kept.
    """
    for _ in range(_DEEPEST if "<" in text else 0):
        text, count = _TAGGED.subn(_as_marks, text)
        if not count:
            break
    return text


def _as_marks(found: re.Match[str]) -> str:
    tag, attributes = found["tag"].removeprefix("jats:"), found["attributes"] or ""
    kind = _TAGS.get(tag)
    if tag == "span":
        kind = NOCASE if "nocase" in attributes else CAPS if "small-caps" in attributes else None
    return found["inside"] if kind is None else OPENERS[kind] + found["inside"] + CLOSERS[kind]
