"""What publishers write in titles and abstracts, HTML, JATS, MathML and TeX, as LaTeX or as plain text."""

from __future__ import annotations

import html
import re

from readinglist.formats import bibtex
from readinglist.network.json import clean
from readinglist.resolvers import mathml

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MATHS = re.compile(r"<(?P<tag>(?:mml:)?math)\b[^<>]*>(?:(?!<(?P=tag)\b).)*?</(?P=tag)\s*>", re.DOTALL | re.IGNORECASE)
_TEX = re.compile(
    r"<(?P<tag>(?:jats:)?tex-math)\b[^<>]*>(?P<tex>(?:(?!<(?P=tag)\b).)*?)</(?P=tag)\s*>", re.DOTALL | re.IGNORECASE
)
_EITHER = re.compile(
    r"<(?P<tag>(?:jats:)?alternatives)\b[^<>]*>(?P<all>(?:(?!<(?P=tag)\b).)*?)</(?P=tag)\s*>", re.DOTALL | re.IGNORECASE
)
_BODY = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_FORMULA = re.compile(
    r"(?<![\\$])\$\$(?P<wide>[^$]{1,2000})\$\$"
    r"|(?<![\\$])\$(?P<narrow>[^\s$](?:[^$]{0,2000}?[^\s$\\])?)\$(?!\d)"
    r"|\\\((?P<round>[^\\](?:[^\\]|\\[^()]){0,2000}?)\\\)"
)
# A formula goes into a document as it is, and so must hold nothing that reads, writes or defines.
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
_FIRST, _ROOM = 0xE100, 0x1000  # private characters that stand for LaTeX while the text around it is encoded
_HELD = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + _ROOM)}]")
_DEEPEST = 10
_LONGEST = 100_000  # characters of a title or abstract; what is longer is neither


class _Held:
    """Pieces of LaTeX, each standing in the text as one character that nothing else uses."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def hold(self, piece: str) -> str:
        """Return the character for a piece; nothing where there is no room left."""
        if len(self._pieces) >= _ROOM:
            return ""
        self._pieces.append(self.release(piece))
        return chr(_FIRST + len(self._pieces) - 1)

    def release(self, coded: str) -> str:
        """Return a text with all pieces in their places."""
        return _HELD.sub(lambda found: self._pieces[ord(found[0]) - _FIRST], coded)


def coded(name: str, foreign: str, *, tex: bool = False) -> str:
    """Return what a service says as the BibTeX expression of a field; empty where nothing is left.

    Mark-up becomes LaTeX, formulas become maths. With `tex`, what stands between formulas is LaTeX too, as on arXiv.
    """
    held = _Held()
    text = _FORMULA.sub(lambda found: _formula(found, held), _readable(foreign))
    text = decoded(text) if tex else text
    text = _squeezed(_bare(_in_latex(text, held)))
    return held.release(bibtex.encode(name, text)) if text else ""


def decoded(tex: str) -> str:
    """Return LaTeX as a person reads it."""
    return bibtex.build("", "misc", [("note", f"{{{tex}}}")]).plain("note") if "\\" in tex else tex


def plain(foreign: str) -> str:
    """Return what a service says as text in one line, without mark-up."""
    return _squeezed(_bare(_readable(foreign)))


def abstract(foreign: str, *, tex: bool = False) -> str:
    """Return the BibTeX expression of an abstract, without a heading that says so."""
    found = coded("abstract", foreign, tex=tex)
    return f"{{{_STRAY.sub('', _HEADING.sub('', found[1:-1]))}}}" if found else ""


def _readable(foreign: str) -> str:
    """Return a text with its entities resolved, and with formulas, in whatever mark-up, between dollars."""
    text = _with_formulas(clean(foreign[:_LONGEST]))
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
    """Return the formula in a whole document of TeX, as Springer deposits it."""
    body = _BODY.search(tex)
    inner = (body[1] if body else tex).strip().strip("$").strip()
    return f"${inner}$" if inner else ""


def _formula(found: re.Match[str], held: _Held) -> str:
    """Return what stands for a formula; one that could do harm, or is none, stays a text."""
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


def _in_latex(text: str, held: _Held) -> str:
    """Replace emphasised and raised words by what stands for their LaTeX, from the inside out."""
    for _ in range(_DEEPEST):
        replaced = _ELEMENT.sub(lambda found: _element(found, held), text) if "<" in text else text
        if replaced == text:
            break
        text = replaced
    return text


def _element(found: re.Match[str], held: _Held) -> str:
    inside = bibtex.encode("note", found["inside"])[1:-1]
    command = _COMMANDS[found["name"].lower()]
    return found["before"] + (held.hold(f"\\{command}{{{inside}}}") if inside else "") + found["after"]


def _bare(text: str) -> str:
    """Return a text without the tags that are known; any other angle bracket stays."""
    return _TAG.sub(lambda tag: " " if tag["name"].lower() in _BREAKS else "", text) if "<" in text else text


def _squeezed(text: str) -> str:
    return " ".join(text.split())
