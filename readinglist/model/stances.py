"""The stances of evidence: what a source says to a claim, in words, as a sign and in a colour."""

from __future__ import annotations

from typing import Literal, NamedTuple

Colour = Literal["green", "yellow", "red", "grey"]


class Stance(NamedTuple):
    """A stance; `of_claim` is how a claim reads with it, `heading` what stands above its sources.

    A claim stands on what `upholds` it; a contradiction or mere background holds nothing up.
    """

    name: str
    sign: str
    of_claim: str
    heading: str
    colour: Colour
    upholds: bool = False


SUPPORTS, QUALIFIES, CONTRADICTS, BACKGROUND = "supports", "qualifies", "contradicts", "background"
_ROWS = (
    Stance(SUPPORTS, "+", "supported by", "Supporting", "green", upholds=True),
    Stance(QUALIFIES, "~", "qualified by", "Qualifying", "yellow", upholds=True),
    Stance(CONTRADICTS, "-", "contradicted by", "Contradicting", "red"),
    Stance(BACKGROUND, ".", "background in", "Background", "grey"),
)
TABLE = {one.name: one for one in _ROWS}
NAMES = tuple(TABLE)
UPHOLDING = tuple(one.name for one in _ROWS if one.upholds)
UNCHECKED = "?"
LEGEND = f"{', '.join(f'{one.sign} {one.name}' for one in _ROWS)}; {UNCHECKED} not checked yet"


def colour(signs: str) -> Colour | None:
    """Return the colour of signs of evidence, which is that of the first; None for what begins with none."""
    return next((one.colour for one in _ROWS if one.sign == signs[:1]), None)
