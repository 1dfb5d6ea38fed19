"""LaTeX to plain text and back: one regular expression over a table; pylatexenc behind it for what is rare."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323", "b": "\u0331",
}  # fmt: skip
_SYMBOLS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "S": "§", "P": "¶", "pounds": "£", "copyright": "©", "textregistered": "®", "texttrademark": "™", "dots": "…",
    "ldots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "guillemotleft": "«", "guillemotright": "»", "texteuro": "€",
    "euro": "€", "textdegree": "°", "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^",
    "textbraceleft": "{", "textbraceright": "}", "textless": "<", "textgreater": ">", "textbar": "|",
    "textunderscore": "_", "textdollar": "$", "textbullet": "•", "textperiodcentered": "·", "times": "×", "pm": "±",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "approx": "≈", "sim": "∼", "infty": "∞", "cdot": "·",
    "rightarrow": "→", "to": "→", "leftarrow": "←", "Rightarrow": "⇒", "in": "∈", "subset": "⊂", "cup": "∪", "cap": "∩",
    "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "sqrt": "√", "ell": "ℓ", "circ": "°",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "textsuperscript": "",
    "quad": " ", "qquad": " ", "newline": " ", "par": " ", "slash": "/", "and": "&",
}  # fmt: skip
_TRANSPARENT = frozenset(
    "emph textit textbf texttt textsc textsf textrm textup textsl text mathrm mathit mathbf mathcal mathsf mathbb mbox "
    "hbox url em it bf tt sc rm sl itshape bfseries scshape ttfamily uppercase lowercase relax ensuremath protect "
    "boldsymbol operatorname enquote textnormal nocase natexlab left right displaystyle".split()
)
_COMMAND = re.compile(
    r"\\(?P<accent>[\"'`^~=.])\s*(?:\{\s*\\?(?P<a1>\w)\s*\}|\\(?P<a2>[ij])(?![A-Za-z])|(?P<a3>\w)|(?P<a0>\{\}))"
    r"|\\(?P<letter>[cvuHkrdb])(?:\s*\{\s*\\?(?P<b1>\w)\s*\}|\s+(?P<b2>\w))"
    r"|\\(?P<escape>[&%$#_{}])"
    r"|\\href\s*\{(?:[^{}]|\{[^{}]*\})*\}"
    r"|\\(?P<name>[A-Za-z]+)(?P<space>[ \t\n]+(?!\\)|\{\})?"
    r"|\\(?P<thin>[,;:!/\- \n])"
    r"|(?P<dash>---?)"
    r"|(?P<quote>``|'')"
    r"|(?P<tie>~)"
    r"|(?P<group>[{}])"
    r"|(?P<maths>\$)"
    r"|\\"
)
_SPECIAL = re.compile(r"[\\{}~$]|--|``|''")
_UNEVEN = re.compile(r"[\t\n\r\x0b\x0c\x85\xa0\u2000-\u3000]|  |\A | \Z")
# Braces that were escaped must survive the dropping of braces.
_KEPT = {"{": "\ue010", "}": "\ue011"}
_FREE = str.maketrans({kept: brace for brace, kept in _KEPT.items()})


def decode(raw: str) -> str:
    """Return the content of a field as a person reads it: LaTeX decoded, braces dropped, in NFC, squeezed."""
    if _SPECIAL.search(raw):
        raw = _COMMAND.sub(_plain, raw).translate(_FREE)
    plain = " ".join(raw.split()) if _UNEVEN.search(raw) else raw
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)


def _plain(found: re.Match[str]) -> str:  # noqa: PLR0911 - one way out for each kind
    kind = found.lastgroup
    if found["accent"]:
        return _accented(found["accent"], found["a1"] or found["a2"] or found["a3"] or "")
    if found["letter"]:
        return _accented(found["letter"], found["b1"] or found["b2"])
    if found["name"]:
        return _command(found["name"], found["space"] or "")
    if found["escape"]:
        return _KEPT.get(found["escape"], found["escape"])
    if kind == "dash":
        return "–" if len(found[0]) == 2 else "—"  # noqa: PLR2004
    if kind == "quote":
        return "“" if found[0] == "``" else "”"
    if kind == "thin":
        return " " if found["thin"] in ", ;:\n" else ""
    return " " if kind == "tie" else ""


def _accented(accent: str, letter: str) -> str:
    return unicodedata.normalize("NFC", letter + _ACCENTS[accent]) if letter else accent


def _command(name: str, space: str) -> str:
    if name in _SYMBOLS:
        symbol = _SYMBOLS[name]
        return _KEPT.get(symbol, symbol)
    if name in _TRANSPARENT:
        return ""
    return _rare(name) + (" " if space.strip("{}") else "")


def _rare(name: str) -> str:
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - seldom needed, and slow to load

    try:
        return str(LatexNodes2Text(strict_latex_spaces=True).latex_to_text(f"\\{name}{{}}")).strip() or name
    except Exception:  # noqa: BLE001 - whatever it stumbles over, the name is still readable
        return name


_ESCAPES = str.maketrans(
    {
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "\\": r"{\textbackslash}",
    }
)  # fmt: skip


def encode(text: str) -> str:
    """Return plain text as LaTeX that says the same; always balanced, Unicode kept."""
    coded = text.translate(_ESCAPES)
    return (
        coded.replace("--", "-{}-")
        .replace("--", "-{}-")
        .replace("``", "`{}`")
        .replace("''", "'{}'")
        .replace("''", "'{}'")
    )


_COMBINING = {mark: accent for accent, mark in _ACCENTS.items()}
_LETTERS = {
    value: f"{{\\{name}}}" for name, value in reversed(_SYMBOLS.items()) if len(value) == 1 and not value.isascii()
}
_MATHS = frozenset("αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ×±≤≥≠≈∼∞→←⇒∈⊂∪∩∂∇∑∏∫√ℓ")


def encode_accents(raw: str) -> str:
    """Return BibTeX source with every character that has one in its LaTeX form; ASCII stays to the byte."""
    if raw.isascii():
        return raw
    return "".join(c if c.isascii() else _encoded(c) for c in unicodedata.normalize("NFC", raw))


def unencodable(raw: str) -> list[str]:
    """Return the characters that have no LaTeX form."""
    return sorted({c for c in encode_accents(raw) if not c.isascii()})


_OTHER = {"–": "--", "—": "---", "“": "``", "”": "''", "‘": "`", "’": "'", "\u00a0": "~", "…": r"{\ldots}"}


def _encoded(character: str) -> str:
    if character in _OTHER:
        return _OTHER[character]
    if character in _LETTERS:
        return f"{{${_LETTERS[character][1:-1]}$}}" if character in _MATHS else _LETTERS[character]
    parts = unicodedata.normalize("NFD", character)
    if len(parts) == 2 and parts[0].isascii() and parts[1] in _COMBINING:  # noqa: PLR2004
        accent = _COMBINING[parts[1]]
        return f"{{\\{accent}{{{parts[0]}}}}}" if accent.isalpha() else f"{{\\{accent}{parts[0]}}}"
    return character
