"""Titles as lists show them."""

from __future__ import annotations

import pytest

from readinglist.formats import bibtex


@pytest.mark.parametrize(
    ("kind", "fields", "title"),
    [
        ("proceedings", {"booktitle": "Proceedings of Frogs"}, "Proceedings of Frogs"),
        ("collection", {"booktitle": "Frogs", "booksubtitle": "A Reader"}, "Frogs: A Reader"),
        ("mvbook", {"maintitle": "Frogs"}, "Frogs"),
        ("book", {"booktitle": "Frogs", "title": "Toads"}, "Toads"),
        ("inproceedings", {"booktitle": "Proceedings of Frogs"}, ""),
        ("article", {"maintitle": "Frogs"}, ""),
    ],
)
def test_a_whole_without_a_title_has_that_which_its_parts_name(kind: str, fields: dict[str, str], title: str) -> None:
    assert bibtex.build("a", kind, [(name, f"{{{value}}}") for name, value in fields.items()]).title == title
