"""Titles as rich text of CSL, in sentence case, and back to LaTeX.

Italics, raised letters and protected capitals are tags in CSL. In between they are pairs of private characters, which neither
the decoder of LaTeX nor its encoder changes.
"""

from __future__ import annotations

import re

from readinglist.formats.bibtex import markup
from readinglist.formats.latex import decode, encode

_ITALIC, _BOLD, _CAPS, _SUPER, _SUB, _NOCASE = range(6)
_FIRST = 0xE100  # in the private use area, behind the characters of `model.views`
_OPENERS = [chr(_FIRST + 2 * kind) for kind in range(6)]
_CLOSERS = [chr(_FIRST + 2 * kind + 1) for kind in range(6)]
_MARKS = "".join([*_OPENERS, *_CLOSERS])
_NONE = str.maketrans("", "", _MARKS)
_HTML = [
    ("<i>", "</i>"),
    ("<b>", "</b>"),
    ('<span style="font-variant:small-caps;">', "</span>"),
    ("<sup>", "</sup>"),
    ("<sub>", "</sub>"),
    ('<span class="nocase">', "</span>"),
]
_LATEX = ("\\emph{", "\\textbf{", "\\textsc{", "\\textsuperscript{", "\\textsubscript{", "{")
_AS_HTML = {ord(_OPENERS[k]): _HTML[k][0] for k in range(6)} | {ord(_CLOSERS[k]): _HTML[k][1] for k in range(6)}
_AS_LATEX = {ord(_OPENERS[k]): _LATEX[k] for k in range(6)} | {ord(mark): "}" for mark in _CLOSERS}
_COMMANDS = {
    **dict.fromkeys("emph textit textsl mkbibemph mkbibitalic it em itshape slshape sl".split(), _ITALIC),
    **dict.fromkeys("textbf mkbibbold bf bfseries".split(), _BOLD),
    **dict.fromkeys("textsc sc scshape".split(), _CAPS),
    **dict.fromkeys("textsuperscript mkbibsuperscript".split(), _SUPER),
    **dict.fromkeys("textsubscript mkbibsubscript".split(), _SUB),
}
_WITH_BRACE = "|".join(name for name in _COMMANDS if name.startswith(("text", "mkbib", "emph")))
_SWITCHES = "|".join(name for name in _COMMANDS if not name.startswith(("text", "mkbib", "emph")))
_SOURCE = re.compile(
    rf"""
    (?P<script>\$(?P<sign>[\^_])(?:\{{(?P<long>[\w+\-.]{{1,9}})\}}|(?P<short>\w))\$)
    |(?P<maths>\$[^$]*\$)
    |\\(?P<styled>{_WITH_BRACE})\s*\{{
    |\{{\\(?P<switch>{_SWITCHES})(?![A-Za-z])\s*
    |(?P<call>\\(?:[A-Za-z]+\*?\s*|[^A-Za-z])\{{|\{{(?=\\|\}}))
    |(?P<kept>\\(?:[A-Za-z]+|.))
    |(?P<open>\{{)
    |(?P<close>\}})
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_PLAIN = re.compile(r"[\\{}$<&~`'\-]")
_TAGGED = re.compile(
    r"<(?P<tag>(?:jats:)?(?:italic|bold|em|strong|sup|sub|scp|span|sc|i|b))(?P<attributes>\s[^<>]{0,200})?>"
    r"(?P<inside>(?:(?!<(?:jats:)?/?(?:italic|bold|em|strong|sup|sub|scp|span|sc|i|b)[\s>]).)*)</(?P=tag)>",
    re.DOTALL,
)
_TAGS = {
    "i": _ITALIC, "em": _ITALIC, "italic": _ITALIC, "b": _BOLD, "strong": _BOLD, "bold": _BOLD, "sc": _CAPS,
    "scp": _CAPS, "sup": _SUPER, "sub": _SUB,
}  # fmt: skip
_DEEPEST = 9  # tags within each other: each pass replaces the innermost. A guess, above what titles have


def rich(inner: str, language: str | None = None, evidence: str = "") -> str:
    """Return the content of a field as rich text of CSL.

    Italics and the like become tags, braces the class `nocase`. With a language (empty for an unknown one) it is a title,
    and is put into sentence case if it is English in title case; `evidence` is more text to recognise English by.
    """
    marked = _marked(inner) if _PLAIN.search(inner) else decode(inner)
    if language is not None and _is_title_case(marked) and _is_english(language, marked, evidence):
        marked = _WORD.sub(_lowered, marked)
    return marked.translate(_AS_HTML)


def latex(text: str, language: str | None = None) -> str:
    """Return rich text of CSL as LaTeX.

    With a language it is a title, whose capitals are put in braces.
    """
    marked = _from_tags(text.translate(_NONE))
    if language is not None:
        marked = _protected(marked, language)
    return encode(marked).translate(_AS_LATEX)


def bare(text: str) -> str:
    """Return rich text of CSL without its tags."""
    return _from_tags(text).translate(_NONE)


def _marked(inner: str) -> str:
    """Return decoded text, with marks for what CSL has tags for."""
    text = decode(_Reading(inner.translate(_NONE)).marked())
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
        if found["script"]:
            kind = _SUPER if found["sign"] == "^" else _SUB
            return _OPENERS[kind] + (found["long"] or found["short"]) + _CLOSERS[kind]
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
        self.closers.append(_CLOSERS[kind])
        return _OPENERS[kind]

    def _group(self) -> str:
        if _CLOSERS[_NOCASE] in self.closers:
            self.closers.append("")
            return ""
        return self._open(_NOCASE)


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
        kind = _NOCASE if "nocase" in attributes else _CAPS if "small-caps" in attributes else None
    return found["inside"] if kind is None else _OPENERS[kind] + found["inside"] + _CLOSERS[kind]


# Sentence case

_PART = r"[^\W\d_][\w'’]*"
_WORD = re.compile(
    rf"(?P<kept>{_OPENERS[_NOCASE]}[^{_CLOSERS[_NOCASE]}]*{_CLOSERS[_NOCASE]}[\w-]*)|(?P<word>{_PART}(?:-[\w'’]+)*)"
)
_BEGINS = re.compile(rf"(?:\A|[:?!—]|[.]\s)[\s“‘\"'(\[¿¡{_MARKS}]*\Z")
_SMALL = frozenset(
    "a an the and or nor but for of in on at to by as is are be it its via per from with into onto over upon than that "
    "between through toward towards under about after before beyond without within against during among across versus "
    "when where while".split()
)
_ENGLISH = frozenset(
    "the of and for with to by from how what why is are its your you we via using towards can does who where when".split()
)
_FOREIGN = frozenset(
    "der die das dem den des und für von im zur zum ein eine einer als über bei le la les du et aux une sur dans pour "
    "el los las del y una por para il lo gli della dei che uno het een van de da dos das em och att på og av i w na "
    "sein kritik".split()
)


def _words(marked: str) -> list[re.Match[str]]:
    return [found for found in _WORD.finditer(marked) if found["word"]]


def _is_title_case(marked: str) -> bool:
    """Whether a title is in title case.

    All words but the small ones have a capital, and at least one would have none in sentence case.
    """
    words = [found for found in _words(marked) if found["word"].lower() not in _SMALL]
    return all(not found["word"][0].islower() for found in words) and any(
        _is_lowerable(found) and not _begins(found) for found in words
    )


def _is_english(language: str, marked: str, evidence: str) -> bool:
    if language:
        return language.lower().startswith("en")
    return (_leaning(marked) or _leaning(evidence)) > 0


def is_foreign(text: str) -> bool:
    """Whether the small words of a text are not English."""
    return _leaning(text) < 0


def _leaning(text: str) -> int:
    """Return the number of English small words, less that of others."""
    # Some sentences are enough to recognise a language.
    words = [word.lower() for word in re.findall(_PART, text[:2000])]
    return sum(word in _ENGLISH for word in words) - sum(word in _FOREIGN for word in words)


def _is_lowerable(found: re.Match[str]) -> bool:
    """Whether only title case gave a word its capital.

    No acronym, no number.
    """
    parts = found["word"].split("-")
    if not all(
        part == "A" or part.islower() or (part[1:].islower() and part.isalpha()) for part in map(_letters, parts)
    ):
        return False
    return not found.string[max(0, found.start() - 1) : found.start()].endswith(("-", "'", "’", *_CLOSERS))


def _begins(found: re.Match[str]) -> bool:
    """Whether a word begins a title or its subtitle."""
    return bool(_BEGINS.search(found.string[max(0, found.start() - 20) : found.start()]))


def _letters(part: str) -> str:
    return part.replace("'", "").replace("’", "")


def _lowered(found: re.Match[str]) -> str:
    if not found["word"] or not _is_lowerable(found):
        return found[0]
    if _begins(found):
        first, hyphen, others = found[0].partition("-")
        return first + hyphen + others.lower()
    return found[0].lower()


def _protected(marked: str, language: str) -> str:
    """Put words in braces whose capitals a style must not lower."""
    if marked.isupper() or (language and not language.lower().startswith("en")):
        return marked
    only_inner = _is_title_case(marked)

    def protect(found: re.Match[str]) -> str:
        word = found["word"]
        if not word or word.islower() or _is_inside(found):
            return found[0]
        ordinary = only_inner or _begins(found)
        if word == "I" or (ordinary and (_letters(word)[1:].islower() or len(word) == 1)):
            return word
        return _OPENERS[_NOCASE] + word + _CLOSERS[_NOCASE]

    return _WORD.sub(protect, marked)


def _is_inside(found: re.Match[str]) -> bool:
    """Whether a word touches a mark, and must not change."""
    start, end = found.span()
    around = found.string[max(0, start - 1) : start] + found.string[end : end + 1]
    return any(mark in around for mark in _MARKS)
