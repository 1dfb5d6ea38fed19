"""Emphasis on a terminal, as SGR codes; whoever writes to something else takes them off again."""

from __future__ import annotations

from readinglist.model import stances

_END = "\x1b[0m"


def bold(text: str) -> str:
    """Return a text in bold."""
    return f"\x1b[1m{text}{_END}" if text else text


def dim(text: str) -> str:
    """Return a text that stands back."""
    return f"\x1b[2m{text}{_END}" if text else text


def key(text: str) -> str:
    """Return a citation key as it stands out."""
    return f"\x1b[36m{text}{_END}" if text else text


_CODES = {"green": "32", "yellow": "33", "red": "31", "grey": "2", None: "0"}


def stance(signs: str) -> str:
    """Return the signs of evidence in the colour of the first; grey stands back."""
    return f"\x1b[{_CODES[stances.colour(signs)]}m{signs}{_END}" if signs else signs


def match(text: str) -> str:
    """Return a passage that was searched for."""
    return f"\x1b[1;33m{text}{_END}" if text else text
