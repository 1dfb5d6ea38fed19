"""What people paste around an identifier: invisible characters, LaTeX's backslashes, punctuation, links."""

from __future__ import annotations

import re

# A link in Markdown, Org or LaTeX goes on behind an address: `](`, `][`, `}{`.
LINK = r"\]\(|\]\[|\}\{|\)\{"
# Invisible characters that a pasted text may hold: soft hyphens, zero-width spaces and joiners, marks of direction.
_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
# LaTeX's names of the characters that old DOIs have.
_CHARACTERS = {"textless": "<", "textgreater": ">", "textunderscore": "_", "textasciitilde": "~"}
_NAMED = rf"\{{?\\({'|'.join(_CHARACTERS)})(?![A-Za-z])(?:\{{\}}| )?\}}?"
_OPENED_BY = {")": "(", "]": "[", ">": "<", "}": "{"}


def without_unseen(text: str) -> str:
    """Return a text without invisible characters."""
    return text if text.isascii() else re.sub(_INVISIBLE, "", text)


def without_escapes(text: str) -> str:
    r"""Return a text without LaTeX's backslashes before special characters.

    `10.1000/a\\_b → 10.1000/a_b`, `10.1000/a{\\_}b → 10.1000/a_b`
    """
    if "\\" not in text:
        return text
    plain = re.sub(_NAMED, lambda found: _CHARACTERS[found[1]], text)
    return re.sub(r"\{\\([_%&#$])\}|\\([_%&#$])(?:\{\})?", lambda found: found[1] or found[2], plain)


def without_emphasis(text: str) -> str:
    """Return a text without Markdown's marks around it.

    `**10.1000/182** → 10.1000/182`
    """
    found = re.fullmatch(r"([`*_]{1,3})([^`*]+)\1[.,;]?", text)
    return found[2] if found else text


def without_tail(text: str) -> str:
    """Remove the punctuation of the sentence behind a pasted text.

    Closing brackets that were opened in it are kept: `10.1/x(y).) → 10.1/x(y)`
    """
    while text and (text[-1] in ".,;:'\"”’…`* " or _closes_nothing(text)):
        text = text[:-1]
    return text


def _closes_nothing(text: str) -> bool:
    opener = _OPENED_BY.get(text[-1])
    return opener is not None and text.count(text[-1]) > text.count(opener)
