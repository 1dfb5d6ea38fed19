"""Places and jobs behind the names in bylines."""

from __future__ import annotations

import pytest

from readinglist.webpages import bylines

TWO = ["Doe, Jane", "Smith, John"]


@pytest.mark.parametrize(
    "written",
    [
        "Jane Doe, Berlin, and John Smith, Paris",
        "By Jane Doe, Ulm, and John Smith, Entenhausen",
        "Jane Doe, New York, and John Smith, Hong Kong",
        "Jane Doe, Washington D.C., John Smith, Tokyo",
        "Jane Doe, Berlin; John Smith, Paris",
        "Von Jane Doe, Köln, und John Smith, Zürich",
        "Par Jane Doe, Bruxelles, et John Smith, Genève",
        "Por Jane Doe, Madrid, y John Smith, Lima",
        "Jane Doe (Berlin) and John Smith (Paris)",
        "Jane Doe in Berlin and John Smith in Paris",
        "Jane Doe, PhD, and John Smith, MD",
    ],
)
def test_places_behind_two_names_are_no_names(written: str) -> None:
    assert bylines.typed([written]) == TWO


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Jane Doe, Berlin", ["Doe, Jane"]),
        ("By Jane Doe, New York", ["Doe, Jane"]),
        ("By Jane Doe, London, Bo Li, Sydney and Ann Lee, Tokyo", ["Doe, Jane", "Li, Bo", "Lee, Ann"]),
        ("Berlin, Isaiah", ["Berlin, Isaiah"]),
        ("London, Jack and Paris, Ann", ["London, Jack", "Paris, Ann"]),
        ("Smith Jones, Paris", ["Smith Jones, Paris"]),
        ("García Márquez, Gabriel and Vargas Llosa, Mario", ["García Márquez, Gabriel", "Vargas Llosa, Mario"]),
        ("Lee, Ann", ["Lee, Ann"]),
        ("By Ann Lee, Jr.", ["Lee, Jr., Ann"]),
        ("Institute of Things, Berlin", ["{Institute of Things, Berlin}"]),
        ("Ann Lee, Bob Lind and Cy Poe", ["Lee, Ann", "Lind, Bob", "Poe, Cy"]),
    ],
)
def test_a_name_that_looks_like_a_place_stays_a_name(written: str, names: list[str]) -> None:
    assert bylines.typed([written]) == names


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Jane Doe, Senior Reporter", ["Doe, Jane"]),
        ("By Jane Doe, Staff Writer and John Smith, Editor", TWO),
        ("Jane Doe, technology reporter; John Smith, Editor-in-Chief", TWO),
        ("Jane Doe, John Smith, Political Correspondent", TWO),
        ("Jane Doe, Ph.D., Senior Fellow at Brookings", ["Doe, Jane"]),
        ("Von Jane Doe, Redakteurin", ["Doe, Jane"]),
        ("Jane Doe, Professor of Law, Yale University", ["Doe, Jane"]),
        ("Jane Doe, CEO", ["Doe, Jane"]),
        ("Jane Doe | Chief Economist", ["Doe, Jane"]),
        ("Senior Reporter", []),
        ("Fellow, Mark and Doe, Jane", ["Fellow, Mark", "Doe, Jane"]),
        ("Mark Fellow", ["Fellow, Mark"]),
        ("Ministry of Health, Labour and Welfare", ["{Ministry of Health, Labour and Welfare}"]),
    ],
)
def test_what_somebody_is_is_no_name(written: str, names: list[str]) -> None:
    assert bylines.typed([written]) == names
