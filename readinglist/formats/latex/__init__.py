"""LaTeX to plain text and back.

The decoder and the encoder, with their tables, are loaded when a text first needs them.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from readinglist.util.text import squeeze

# `[\\$~]|--|``|\'\'`, so written that its first character is looked for in one go, in a third of the time.
_CODED = re.compile(r"[\\$~\-`'](?:(?<=[\\$~])|(?<=-)-|(?<=`)`|(?<=')')")
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
    r"""Return the content of a field as plain text.

    LaTeX is decoded, braces are dropped, runs of white space become one space; the result is in Unicode's normal form NFC.
    Any text is accepted: of an unknown command its name or its argument is kept.

    `{\"O}sterreich, {DNA} \& more → Österreich, DNA & more`
    """
    if _CODED.search(raw):
        from readinglist.formats.latex import decoder  # noqa: PLC0415 - its tables take as long to load as a command

        raw = decoder.resolve(raw)
    elif "{" in raw or "}" in raw:
        raw = raw.translate(_UNBRACED)
    plain = squeeze(raw)
    return plain if plain.isascii() else normalize("NFC", plain)


def encode(text: str) -> str:
    r"""Return plain text as LaTeX.

    Its braces are balanced, and Unicode is kept.
    `decode` returns the text again, in NFC and squeezed: two hyphens do not become a dash.

    `R&D -- 50% → R\&D -{}- 50\%`
    """
    return _TWICE.sub(r"\g<0>{}", text.translate(_ESCAPES))


def encode_accents(raw: str) -> str:
    r"""Return BibTeX source in ASCII, as far as LaTeX can write it.

    ASCII is kept to the byte. `decode` returns the same for both. A character without a LaTeX form is kept: see
    `unencodable`. `Gödel → G{\"o}del`
    """
    if raw.isascii():
        return raw
    from readinglist.formats.latex import encoder  # noqa: PLC0415 - only `--ascii` needs it

    return encoder.encode_accents(raw)


def unencodable(raw: str) -> list[str]:
    """Return the characters that `encode_accents` has to keep as they are, sorted."""
    return sorted({c for c in encode_accents(raw) if not c.isascii()})
