"""Quotes are made of marked words by rules that the room's script has too: `tests/web/test_folding.py` runs the same pairs in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from readinglist.fulltext import brackets
from readinglist.fulltext.marked import joined
from readinglist.fulltext.words import skeleton

PAIRS: dict[str, Any] = json.loads(Path(__file__).parent.parent.joinpath("web", "folding.json").read_text("utf-8"))


@pytest.mark.parametrize("pair", PAIRS["joined"], ids=lambda pair: repr(pair["words"]))
def test_words_over_lines_become_one_line(pair: dict[str, str]) -> None:
    assert joined(pair["words"], lambda compound: compound in pair.get("text", "")) == pair["quote"]


@pytest.mark.parametrize(("text", "letters"), PAIRS["skeleton"])
def test_a_text_is_looked_through_as_its_words_without_what_is_between(text: str, letters: str) -> None:
    assert skeleton(text) == letters


@pytest.mark.parametrize(("quote", "pieces"), PAIRS["pieces"])
def test_a_quote_falls_into_what_stands_between_its_omissions(quote: str, pieces: list[str]) -> None:
    assert [skeleton(piece.words) for piece in brackets.pieces(quote)] == pieces
