"""The names of the colours of marks."""

from __future__ import annotations

import pytest

from readinglist.model import colours


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("#ffd400", "yellow"),
        ("#ffff00", "yellow"),
        ("#fff28a", "yellow"),
        ("#ff6666", "red"),
        ("#e20f30", "red"),
        ("#5fb236", "green"),
        ("#7bf25a", "green"),
        ("#2ea8e5", "blue"),
        ("#0000ff", "blue"),
        ("#a28ae5", "purple"),
        ("#8000ff", "purple"),
        ("#e56eee", "pink"),
        ("#ff00aa", "pink"),
        ("#f19837", "orange"),
        ("#aaaaaa", "grey"),
        ("#000000", "grey"),
        ("", ""),
        ("red", ""),
    ],
)
def test_a_colour_has_the_nearest_of_eight_names(colour: str, name: str) -> None:
    assert colours.name(colour) == name
