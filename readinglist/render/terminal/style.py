"""Emphasis on a terminal, as SGR codes (ECMA-48).

They are removed where the output is no terminal.
"""

from __future__ import annotations

from readinglist.model import stances

_END = "\x1b[0m"


def bold(text: str) -> str:
    """Return a text in bold."""
    return f"\x1b[1m{text}{_END}" if text else text


def dim(text: str) -> str:
    """Return a text that is dimmed."""
    return f"\x1b[2m{text}{_END}" if text else text


def key(text: str) -> str:
    """Return a citation key in its colour."""
    return f"\x1b[36m{text}{_END}" if text else text


_CODES = {"green": "32", "yellow": "33", "red": "31", "grey": "2", None: "0"}


def stance(signs: str) -> str:
    """Return signs of evidence in the colour of the first.

    Grey is dimmed.
    """
    return f"\x1b[{_CODES[stances.colour(signs)]}m{signs}{_END}" if signs else signs


def match(text: str) -> str:
    """Return a passage that matches a search, emphasised."""
    return f"\x1b[1;33m{text}{_END}" if text else text
