r"""Addresses and identifiers in fields, whatever LaTeX they were written in.

BibLaTeX reads `doi`, `eprint` and `url` verbatim, classic styles as TeX, and managers write either: `a\_b`, `{\textless}`,
`\url{…}`, `\~{}`, `$\sim$`, `&amp;`.
"""

from __future__ import annotations

import re

from readinglist.formats import latex

_HREF = re.compile(r"\\href\s*\{((?:[^{}]|\{[^{}]*\})*)\}.*", re.DOTALL)
_WRAPPER = re.compile(
    r"\\(?:url|path|nolinkurl|burl|doi|texttt|ttfamily|tt|urlstyle|string|detokenize|unexpanded|protect|relax|ensuremath)(?![A-Za-z])\s*"
)
_BREAK = re.compile(
    r"\\(?:allowbreak|linebreak|newline|break|discretionary|penalty-?[0-9]*|hs(?:kip|pace\*?)\s*(?:\{[^{}]*\}|-?[0-9.]+[a-z]{2}))"
    r"(?![A-Za-z])\s*|\\[-/\\]"
)
_MATHS = re.compile(r"\$[\s{]*(\\[A-Za-z]+|\\?[<>~_^|])[\s{}]*\$")
_CHARACTERS = {
    "sim": "~", "textasciitilde": "~", "texttildelow": "~", "mytilde": "~", "tilde": "~", "textless": "<", "lt": "<",
    "textgreater": ">", "gt": ">", "textunderscore": "_", "underscore": "_", "textbackslash": "%5C", "backslash": "%5C",
    "textbar": "|", "mid": "|", "slash": "/", "textasciicircum": "^", "textquotesingle": "'", "textdollar": "$",
    "textbraceleft": "%7B", "lbrace": "%7B", "textbraceright": "%7D", "rbrace": "%7D", "textendash": "–", "textpercent": "%",
    "textnumbersign": "#", "textasteriskcentered": "*", "ast": "*", "textampersand": "&", "colon": ":", "equals": "=",
    "textemdash": "—", "cdot": "·", "langle": "<", "rangle": ">", "textquotedbl": '"', "ldots": "...", "dots": "...",
}  # fmt: skip
_NAMED = re.compile(rf"\\({'|'.join(sorted(_CHARACTERS, key=len, reverse=True))})(?![A-Za-z])\s*(?:\{{\s*\}})?")
_BY_CODE = re.compile(r"""\\(?:char|symbol\s*\{)\s*(?:`\\?(.)|"([0-9A-Fa-f]{2})|([0-9]{2,3}))\}?""")
_SIGN = re.compile(r"\\([~^])\s*\{\s*\}|\\([%&#_~$^=:?.,;@*+!()\[\]-])")
_ENTITY = {
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#38;": "&",
    "&#60;": "<",
    "&#62;": ">",
    "&#x26;": "&",
}
_AN_ENTITY = re.compile("|".join(map(re.escape, _ENTITY)), re.IGNORECASE)
# White space at which a long address was broken; that before another address separates the two.
_BROKEN = re.compile(r"[ \t]*[\r\n]\s*(?!(?:https?|ftp)://)")


def plain(inner: str) -> str:
    r"""Return the content of a field that holds an address or an identifier, in plain text.

    `\url{http://ex.org/\~{}joe/a\_b} → http://ex.org/~joe/a_b`, `10.1/1{\textless}6 → 10.1/1<6`; `%20` is kept.
    """
    text = _BROKEN.sub("", inner.strip())
    if "\\" in text or "$" in text:
        text = _of_commands(text)
    text = text.replace("{", "").replace("}", "")
    if "&" in text:
        text = _AN_ENTITY.sub(lambda found: _ENTITY[found[0].lower()], text)
    if "\\" in text:
        text = latex.decode(text)
    text = " ".join(text.split())
    return text[1:-1] if text.startswith("<") and text.endswith(">") else text


def _of_commands(text: str) -> str:
    text = _BREAK.sub("", _WRAPPER.sub("", _HREF.sub(r"\1", text)))
    text = _BY_CODE.sub(_by_code, _MATHS.sub(r"\1{}", text))
    text = text.replace("\\{", _CHARACTERS["lbrace"]).replace("\\}", _CHARACTERS["rbrace"])
    return _SIGN.sub(lambda found: found[1] or found[2], _NAMED.sub(lambda found: _CHARACTERS[found[1]], text))


def _by_code(found: re.Match[str]) -> str:
    return found[1] or chr(int(found[2], 16) if found[2] else int(found[3]))
