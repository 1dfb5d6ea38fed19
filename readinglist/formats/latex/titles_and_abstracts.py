"""Titles and abstracts of publishers as LaTeX or plain text.

They hold HTML, JATS, MathML and TeX.
"""

from __future__ import annotations

import html
import re

from readinglist.formats import bibtex
from readinglist.formats.latex import mathml
from readinglist.util.text import clean

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MATHS = re.compile(r"<(?P<tag>(?:mml:)?math)\b[^<>]*>(?:(?!<(?P=tag)\b).)*?</(?P=tag)\s*>", re.DOTALL | re.IGNORECASE)
_TEX = re.compile(
    r"<(?P<tag>(?:jats:)?tex-math)\b[^<>]*>(?P<tex>(?:(?!<(?P=tag)\b).)*?)</(?P=tag)\s*>", re.DOTALL | re.IGNORECASE
)
_EITHER = re.compile(
    r"<(?P<tag>(?:jats:)?alternatives)\b[^<>]*>(?P<all>(?:(?!<(?P=tag)\b).)*?)</(?P=tag)\s*>", re.DOTALL | re.IGNORECASE
)
_BODY = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
# A formula between one or two dollars, or \( and \). A closing dollar has no space before and no digit behind it, or it is a
# price. The lengths keep the search linear, and are guesses, as longer ones are no formulas in a title or abstract.
_FORMULA = re.compile(
    r"(?<![\\$])\$\$(?P<wide>[^$]{1,2000})\$\$"
    r"|(?<![\\$])\$(?P<narrow>[^\s$](?:[^$]{0,2000}?[^\s$\\])?)\$(?!\d)"
    r"|\\\((?P<round>[^\\](?:[^\\]|\\[^()]){0,2000}?)\\\)"
)
# A formula is written into documents as it is, and so must have no command that reads, writes or defines.
_FORBIDDEN = re.compile(
    r"\\(?:\w*input\w*|include\w*|\w*write\w*|\w*open\w*|\w*close\w*|read\w*|[egx]?def|\w*let|\w*code|csname|immediate|"
    r"special|\w*new\w*|providecommand|loop|makeat\w*|usepackage|documentclass|expandafter|every\w*|output|shipout|"
    r"jobname|directlua|lua\w*|begin|end|href|url)(?![A-Za-z])"
)
_SPECIAL = re.compile(r"(?<!\\)([%#&])")
_KNOWN = (
    "a|abbrev|alternatives|article-title|b|bold|br|caption|center|disp-formula|disp-quote|div|em|email|ext-link|fig|fn|"
    "font|h[1-6]|i|img|inf|inline-formula|inline-graphic|italic|label|li|list|list-item|monospace|named-content|"
    "object-id|ol|overline|p|roman|sans-serif|sc|scp|sec|section|small|small-caps|span|strong|styled-content|sub|sup|"
    "table|tbody|td|title|tr|trans-title|tt|u|ul|underline|uri|xref"
)
_TAG = re.compile(rf"</?(?:jats:|mml:)?(?P<name>{_KNOWN})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_COMMANDS = {
    "i": "emph", "em": "emph", "italic": "emph", "b": "textbf", "strong": "textbf", "bold": "textbf",
    "sub": "textsubscript", "inf": "textsubscript", "sup": "textsuperscript", "sc": "textsc", "scp": "textsc",
    "small-caps": "textsc",
}  # fmt: skip
_ELEMENT = re.compile(
    rf"<(?P<tag>(?:jats:)?(?P<name>{'|'.join(_COMMANDS)}))(?:\s[^<>]*)?>(?P<before>\s*)(?P<inside>[^<]*?)(?P<after>\s*)"
    r"</(?P=tag)\s*>",
    re.IGNORECASE,
)
_BREAKS = frozenset("br disp-formula disp-quote div li list list-item p sec section td title tr".split())
_HEADING = re.compile(
    r"\A\s*(?:abstract|summary|zusammenfassung|résumé|resumen)\b[\s:.—-]*(?-i:(?=[A-Z“\"\d]))", re.IGNORECASE
)
_STRAY = re.compile(r"\s+(?=[.,;:)](?:\s|\Z))")  # what JATS that was laid out leaves before a full stop
# The private use area ends at U+F8FF; 4,096 of its characters are more than an abstract has pieces of LaTeX.
_FIRST, _ROOM = 0xE100, 0x1000  # private characters that stand for LaTeX while the text around it is encoded
_HELD_CHARACTER = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + _ROOM)}]")
# Elements within each other: each pass converts the innermost. A guess, above what titles have.
_DEEPEST = 10
_LONGEST = 100_000  # characters of a title or abstract. A guess: far above the longest abstracts


class _HeldPieces:
    """Pieces of LaTeX, each of which a private character stands for.

    So the text around them can be encoded, and they are not.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def hold(self, piece: str) -> str:
        """Return the character for a piece.

        Empty where there is none left.
        """
        if len(self._pieces) >= _ROOM:
            return ""
        self._pieces.append(self.release(piece))
        return chr(_FIRST + len(self._pieces) - 1)

    def release(self, coded: str) -> str:
        """Return a text with the pieces in place of their characters."""
        return _HELD_CHARACTER.sub(lambda found: self._pieces[ord(found[0]) - _FIRST], coded)


def coded(name: str, foreign: str, *, tex: bool = False) -> str:
    r"""Return the text of a service as the expression of a field.

    Empty for none.
    Mark-up becomes LaTeX, and formulas maths. With `tex`, the text between formulas is LaTeX too, as on arXiv.

    `title`, `The <i>E. coli</i> genome` → `{The \emph{E. coli} genome}`
    """
    held = _HeldPieces()
    text = _FORMULA.sub(lambda found: _formula(found, held), _readable(foreign))
    text = decoded(text) if tex else text
    text = _squeezed(_without_tags(_in_latex(text, held)))
    return held.release(bibtex.encode(name, text)) if text else ""


def decoded(tex: str) -> str:
    """Return LaTeX as plain text."""
    return bibtex.build("", "misc", [("note", f"{{{tex}}}")]).plain("note") if "\\" in tex else tex


def plain(foreign: str) -> str:
    """Return the text of a service on one line, without mark-up."""
    return _squeezed(_without_tags(_readable(foreign)))


def abstract(foreign: str, *, tex: bool = False) -> str:
    """Return the expression of an abstract, without the heading `Abstract`."""
    found = coded("abstract", foreign, tex=tex)
    return f"{{{_STRAY.sub('', _HEADING.sub('', found[1:-1]))}}}" if found else ""


def _readable(foreign: str) -> str:
    """Return a text with entities resolved, and formulas between dollars."""
    text = _with_formulas(clean(foreign[:_LONGEST]))
    # Some deposits are encoded twice, and a few three times.
    for _ in range(3):
        if not _ENTITY.search(text):
            break
        text = clean(_ENTITY.sub(lambda found: html.unescape(found[0]), text))
    return _with_formulas(text)


def _with_formulas(text: str) -> str:
    if "<" not in text or "math" not in text.lower():
        return text
    text = _EITHER.sub(lambda found: (_TEX.search(found["all"]) or _MATHS.search(found["all"]) or found)[0], text)
    text = _TEX.sub(lambda found: _from_document(html.unescape(found["tex"])), text)
    return _MATHS.sub(lambda found: mathml.converted(found[0]), text)


def _from_document(tex: str) -> str:
    """Return the formula in a document of TeX, as Springer deposits it."""
    body = _BODY.search(tex)
    inner = (body[1] if body else tex).strip().strip("$").strip()
    return f"${inner}$" if inner else ""


def _formula(found: re.Match[str], held: _HeldPieces) -> str:
    """Return the character for a formula.

    One that could do harm, or is no formula, is kept as text.
    """
    tex = _squeezed(found["wide"] or found["narrow"] or found["round"])
    if not tex or _FORBIDDEN.search(tex) or not _is_balanced(tex) or tex.endswith("\\"):
        return found[0]
    return held.hold(f"${_SPECIAL.sub(lambda sign: f'{chr(92)}{sign[1]}', tex)}$")


def _is_balanced(tex: str) -> bool:
    depth = 0
    for sign in re.findall(r"\\.|[{}]", tex):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0 and r"\{" not in tex and r"\}" not in tex


def _in_latex(text: str, held: _HeldPieces) -> str:
    """Replace elements by the characters for their LaTeX, the inner ones first."""
    for _ in range(_DEEPEST):
        replaced = _ELEMENT.sub(lambda found: _element(found, held), text) if "<" in text else text
        if replaced == text:
            break
        text = replaced
    return text


def _element(found: re.Match[str], held: _HeldPieces) -> str:
    inside = bibtex.encode("note", found["inside"])[1:-1]
    command = _COMMANDS[found["name"].lower()]
    return found["before"] + (held.hold(f"\\{command}{{{inside}}}") if inside else "") + found["after"]


def _without_tags(text: str) -> str:
    """Return a text without known tags.

    Other angle brackets are kept.
    """
    return _TAG.sub(lambda tag: " " if tag["name"].lower() in _BREAKS else "", text) if "<" in text else text


def _squeezed(text: str) -> str:
    return " ".join(text.split())
