"""Holds the table of stances: their order, signs and colours."""

from __future__ import annotations

from readinglist.model import stances


def test_the_stances_stand_in_their_order_with_a_sign_each() -> None:
    assert stances.NAMES == ("supports", "qualifies", "contradicts", "background")
    assert stances.LEGEND == "+ supports, ~ qualifies, - contradicts, . background; ? not checked yet"
    assert stances.UPHOLDING == ("supports", "qualifies")


def test_signs_have_the_colour_of_the_first() -> None:
    assert stances.colour("+-?") == "green"
    assert stances.colour("-") == "red"
    assert stances.colour("?") is None
    assert stances.colour("") is None
