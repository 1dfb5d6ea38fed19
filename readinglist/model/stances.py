"""The stances of evidence, with words, signs and colours."""

from __future__ import annotations

from typing import Literal, NamedTuple

Colour = Literal["green", "yellow", "red", "grey"]


class Stance(NamedTuple):
    """A stance, with the words and the sign by which it is shown.

    `of_claim` follows the claim in a sentence, `heading` is the title of a list of its sources. `upholds` says that such
    evidence is for the claim, at least in part; a contradiction or mere background is not.
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
    """Return the colour of the first of some signs.

    None if it is none.
    `+? → green`, `-~ → red`
    """
    return next((one.colour for one in _ROWS if one.sign == signs[:1]), None)
