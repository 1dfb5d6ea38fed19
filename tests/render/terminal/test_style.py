"""The colours of a terminal: readable on any ground, and never alone."""

from __future__ import annotations

import pytest

from readinglist.model import stances
from readinglist.render.terminal import style

_STEPS = (0, 95, 135, 175, 215, 255)  # of the cube of 216 colours, as xterm has it
GROUNDS = {
    "black": (0, 0, 0),
    "dark grey": (30, 30, 30),
    "dark blue": (0, 43, 54),
    "white": (255, 255, 255),
    "cream": (253, 246, 227),
}


def rgb(code: str) -> tuple[int, int, int]:
    number = int(code.removeprefix("38;5;"))
    if number >= 232:
        return ((number - 232) * 10 + 8,) * 3
    red, rest = divmod(number - 16, 36)
    return _STEPS[red], _STEPS[rest // 6], _STEPS[rest % 6]


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance, as WCAG 2 has it."""
    parts = [value / 255 for value in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("code", [style.TEAL, style.GREEN, style.AMBER, style.RED, style.GREY])
def test_every_colour_can_be_read_on_a_light_ground_and_on_a_dark_one(code: str, ground: str) -> None:
    darker, lighter = sorted((luminance(rgb(code)), luminance(GROUNDS[ground])))
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def test_no_stance_is_told_by_its_colour_alone() -> None:
    assert len({one.sign for one in stances.TABLE.values()}) == len(stances.TABLE)


def test_nothing_is_painted_where_there_is_nothing() -> None:
    for paint in (style.bold, style.dim, style.key, style.stance, style.match):
        assert paint("") == ""
