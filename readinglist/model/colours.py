"""The colours of marks: kept as they came, and called by the nearest of eight names."""

from __future__ import annotations

import colorsys
import re

# Degrees of the hue at which each name fits best; programs differ by some units in what they call yellow.
_HUES = {"red": 0, "orange": 30, "yellow": 54, "green": 120, "blue": 215, "purple": 270, "pink": 320}
_GREY, _FAINT = "grey", 0.1  # saturation and value below which there is no hue to name
_WRITTEN = re.compile(r"#[0-9a-f]{6}")


def name(colour: str) -> str:
    """Return the name of a colour, one of eight; empty for what is no colour.

    `#ffd400` → `yellow`, `#000000` → `grey`
    """
    if not _WRITTEN.fullmatch(colour):
        return ""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if min(saturation, value) < _FAINT:
        return _GREY
    return min(_HUES, key=lambda known: _apart(_HUES[known], hue * 360))


def _apart(one: float, other: float) -> float:
    """Return how far two hues are from each other on their circle."""
    return min((one - other) % 360, (other - one) % 360)
