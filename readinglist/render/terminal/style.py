"""Emphasis on a terminal, as SGR codes (ECMA-48).

They are removed where the output is no terminal. The colours are fixed ones of the 256 that terminals have, in the middle between
black and white, so that they can be read on a light ground and on a dark one; the eight that are named are whatever a theme makes
of them. What a colour means is said in words or signs too.
"""

from __future__ import annotations

from readinglist.model import stances

_END = "\x1b[0m"
TEAL, GREEN, AMBER, RED, GREY = (f"38;5;{number}" for number in (30, 28, 130, 167, 243))


def bold(text: str) -> str:
    """Return a text in bold."""
    return f"\x1b[1m{text}{_END}" if text else text


def dim(text: str) -> str:
    """Return a text in grey."""
    return f"\x1b[{GREY}m{text}{_END}" if text else text


def key(text: str) -> str:
    """Return a citation key in its colour."""
    return f"\x1b[{TEAL}m{text}{_END}" if text else text


_CODES = {"green": GREEN, "yellow": AMBER, "red": RED, "grey": GREY, None: "0"}


def stance(signs: str) -> str:
    """Return signs of evidence in the colour of the first.

    Without one they are plain.
    """
    return f"\x1b[{_CODES[stances.colour(signs)]}m{signs}{_END}" if signs else signs


def match(text: str) -> str:
    """Return a passage that matches a search, emphasised."""
    return f"\x1b[1;{AMBER}m{text}{_END}" if text else text
