"""Holds the views of a record's parts: how a name is read."""

from __future__ import annotations

import pytest

from readinglist.model.record import Contributor


@pytest.mark.parametrize(
    ("person", "whole", "shown"),
    [
        (Contributor("author", "Gogh", "Vincent", "van"), "Vincent van Gogh", "Vincent van Gogh"),
        (
            Contributor("author", "King", "Martin Luther", suffix="Jr."),
            "Martin Luther King Jr.",
            "Martin Luther King Jr.",
        ),
        (Contributor("author", literal="DeepSeek-AI"), "DeepSeek-AI", "DeepSeek-AI"),
        (Contributor("author", literal="others"), "others", "et al."),
    ],
)
def test_a_name_is_read_in_its_natural_order(person: Contributor, whole: str, shown: str) -> None:
    assert (person.whole, person.shown) == (whole, shown)
