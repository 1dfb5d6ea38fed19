"""The door to LaTeX: plain text out of it and into it. What needs the tables is loaded when a text first needs it."""

from __future__ import annotations

import re
from unicodedata import normalize

_CODED = re.compile(r"[\\$~]|--|``|''")
_UNEVEN = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u3000]|  |\A | \Z")
_UNBRACED = str.maketrans("", "", "{}")
_ESCAPES = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "\\": r"{\textbackslash}",
    }
)
_TWICE = re.compile(r"-(?=-)|`(?=`)|'(?=')")


def decode(raw: str) -> str:
    """Return the content of a field as a person reads it: LaTeX decoded, braces dropped, in NFC, squeezed.

    Any text comes through: a command that nobody knows stays as its name, and what it was given stays.
    """
    if _CODED.search(raw):
        from readinglist.formats.latex import decoder  # noqa: PLC0415 - its tables take as long to load as a command

        raw = decoder.resolve(raw)
    elif "{" in raw or "}" in raw:
        raw = raw.translate(_UNBRACED)
    plain = " ".join(raw.split()) if _UNEVEN.search(raw) else raw
    return plain if plain.isascii() else normalize("NFC", plain)


def encode(text: str) -> str:
    """Return plain text as LaTeX that says the same; always balanced, Unicode kept.

    `decode` gives the text back, in NFC and squeezed: two hyphens do not become a dash.
    """
    return _TWICE.sub(r"\g<0>{}", text.translate(_ESCAPES))


def encode_accents(raw: str) -> str:
    """Return BibTeX source in ASCII as far as LaTeX has a way to write it; what is ASCII stays to the byte.

    `decode` makes the same of both. A character without a LaTeX form is kept: see `unencodable`.
    """
    if raw.isascii():
        return raw
    from readinglist.formats.latex import encoder  # noqa: PLC0415 - only `--ascii` needs it

    return encoder.encode_accents(raw)


def unencodable(raw: str) -> list[str]:
    """Return the characters that `encode_accents` has to keep as they are, sorted."""
    return sorted({c for c in encode_accents(raw) if not c.isascii()})
