"""Unicode to ASCII.

The LaTeX form of every character that has one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from unicodedata import normalize

from readinglist.formats.latex.patterns import FORMULA, FORMULAE, WORDS_IN_MATHS
from readinglist.formats.latex.tables import ACCENTS, BOARD, HATS, LOWERED, MATHS, RAISED, TEXT, UNWRITTEN

_MARKS = {mark: accent for accent, mark in reversed(ACCENTS.items())}
_HATS = {mark: accent for accent, mark in reversed(HATS.items())}
_ABOVE = frozenset(ACCENTS[accent] for accent in "'`\"^~=vuHrhGfU")
_SPACE = {"\u00a0": "~", "\u202f": "~"}
_PUNCTUATION = {"–": "--", "—": "---", "“": "``", "”": "''"}
_TEXT_FORMS = {sign: f"\\{name}" for name, sign in reversed(TEXT.items()) if not sign.isascii()}
_MATHS_FORMS = {
    sign: f"\\{name}" for name, sign in reversed(MATHS.items()) if sign not in UNWRITTEN and not sign.isascii()
}
_GROUPED_FORMS = {
    **{sign: f"\\mathbb{{{letter}}}" for letter, sign in BOARD.items()},
    **{
        sign: f"^{plain}"
        for plain, sign in RAISED.items()
        if plain.isascii() and not {sign} & (_MATHS_FORMS.keys() | _TEXT_FORMS.keys())
    },
    **{sign: f"_{_MATHS_FORMS.get(plain, plain)}" for plain, sign in LOWERED.items()},
}
_CLUSTER = r"[^\\$][\u0300-\u036f\u20d0-\u20ff]++|[^\x00-\x7f]"
_FOREIGN = re.compile(
    rf"(?P<maths>\${FORMULA}|\\(?:{FORMULAE}))|(?P<kept>\\[A-Za-z]+|\\.)|(?P<loose>\$)"
    rf"|(?P<tie>[A-Za-z]\u0361[A-Za-z])|(?P<cluster>{_CLUSTER})",
    re.DOTALL | re.ASCII,
)
_FOREIGN_IN_MATHS = re.compile(
    rf"(?P<words>{WORDS_IN_MATHS})|(?P<kept>\\[A-Za-z]+|\\.)|(?P<cluster>{_CLUSTER})", re.DOTALL | re.ASCII
)


def encode_accents(raw: str) -> str:
    """Return BibTeX source in ASCII; see `latex.encode_accents`.

    A character without a LaTeX form is kept.
    """
    if raw.isascii():
        return raw
    # A lone dollar would form a pair with the first of a new pair.
    loose = "$" in raw and any(found["loose"] for found in _FOREIGN.finditer(raw))
    return _FOREIGN.sub(lambda found: _in_text(found, loose=loose), raw)


def _in_text(found: re.Match[str], *, loose: bool) -> str:
    if found["maths"]:
        return _FOREIGN_IN_MATHS.sub(_in_maths, found[0])
    if found["tie"]:
        return f"{{\\t{{{found[0][0]}{found[0][2]}}}}}"
    if not found["cluster"]:
        return found[0]
    form = _punctuation(found) or _form(found[0])
    return re.sub(r"\A\{\$(.*)\$\}\Z", r"{\\ensuremath{\1}}", form) if loose else form


def _in_maths(found: re.Match[str]) -> str:
    cluster = found["cluster"]
    if found["words"]:
        return _FOREIGN.sub(lambda inner: _in_text(inner, loose=True), found[0])
    if not cluster:
        return found[0]
    sign = normalize("NFC", cluster)
    if sign in _MATHS_FORMS:
        after = found.string[found.end() : found.end() + 1]
        return (
            f"{_MATHS_FORMS[sign]}{{}}"
            if after.isascii() and (after.isalpha() or after.isspace())
            else _MATHS_FORMS[sign]
        )
    form = _punctuation(found) or _form(cluster)
    if form.isascii() and form.startswith("{$"):
        return f"{{{form[2:-2]}}}"
    return form if form in ("~", r"\ ", cluster, sign) else f"{{\\mbox{{{form}}}}}"


def _punctuation(found: re.Match[str]) -> str:
    """Return the ASCII of a dash or quotation mark.

    It is in braces where its neighbours would make it another: `–- → {--}-`
    """
    sign = _PUNCTUATION.get(found[0], "")
    start, end = found.span()
    around = found.string[max(0, start - 1) : start] + found.string[end : end + 1]
    return f"{{{sign}}}" if sign and any(_PUNCTUATION.get(c, c)[0] == sign[0] for c in around) else sign


# A guess: more characters than a file has of different ones, and little memory.
@lru_cache(4096)
def _form(cluster: str) -> str:
    r"""Return the LaTeX form of a character with its accents, for text.

    The character itself if it has none. `ö → {\"o}`, `ł → {\l}`, `α → {$\alpha$}`, `₂ → {$_2$}`
    """
    sign = normalize("NFC", cluster)
    if sign.isspace():
        return _SPACE.get(sign, r"\ ")
    if sign in _TEXT_FORMS:
        return f"{{{_TEXT_FORMS[sign]}}}"
    maths = _MATHS_FORMS.get(sign) or _GROUPED_FORMS.get(sign)
    if maths:
        return f"{{${maths}$}}"
    # The sign of kelvin and the Greek question mark: in NFC they are these.
    if sign in ("K", ";"):
        return sign
    parts = normalize("NFD", cluster)
    base, marks = parts[0], list(parts[1:])
    return _with_accents(base, marks) or _with_hats(base, marks) or cluster


def _with_accents(base: str, marks: list[str]) -> str:
    if not marks or any(mark not in _MARKS for mark in marks):
        return ""
    form = base if base.isascii() and base.isalpha() else _TEXT_FORMS.get(base, "") if base.isalpha() else ""
    if base in ("i", "j") and not _ABOVE.isdisjoint(marks) and ACCENTS["."] not in marks:
        form = f"\\{base}"
    for mark in marks if form else ():
        accent = _MARKS[mark]
        bare = not accent.isalpha() and (len(form) == 1 or form in (r"\i", r"\j"))
        form = f"\\{accent}{form}" if bare else f"\\{accent}{{{form}}}"
    return form and f"{{{form}}}"


def _with_hats(base: str, marks: list[str]) -> str:
    form = _MATHS_FORMS.get(base, base if (base.isascii() and base.isalnum()) or base == "=" else "")
    if not form or not marks or any(mark not in _HATS for mark in marks):
        return ""
    for mark in marks:
        hat = _HATS[mark]
        form = f"\\{hat}{form}" if hat == "not" else f"\\{hat}{{{form}}}"
    return f"{{${form}$}}"


@cache
def known() -> dict[str, str]:
    """Return each character that has a LaTeX form, with that form.

    `decoder` reads each of them back.
    """
    # Latin with accents, Greek with accents, and Latin Extended Additional.
    composed = map(chr, (*range(0xC0, 0x250), *range(0x386, 0x3CF), *range(0x1E00, 0x1F00)))
    signs = {*composed, *_TEXT_FORMS, *_MATHS_FORMS, *_GROUPED_FORMS, "\u00a0"}
    forms = {sign: _form(sign) for sign in sorted(signs)}
    return {sign: form for sign, form in forms.items() if form != sign} | _PUNCTUATION
