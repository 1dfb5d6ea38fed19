"""The room's script makes quotes by the rules of the library: the pairs of folding.json come out the same in a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.web.conftest import Visit

PAIRS: dict[str, Any] = json.loads(Path(__file__).with_name("folding.json").read_text("utf-8"))
RUN = "async ([name, given]) => { const rules = await import('/static/folding.js'); return given.map((one) => %s); }"


@pytest.fixture
def page(visit: Callable[..., Visit]) -> Page:
    return visit().page()


def test_words_over_lines_become_one_line(page: Page) -> None:
    one = "rules.joined(one.words, (compound) => (one.text ?? '').includes(compound))"
    found = page.evaluate(RUN % one, ["joined", PAIRS["joined"]])
    assert found == [pair["quote"] for pair in PAIRS["joined"]]


@pytest.mark.parametrize(("name", "call"), [("skeleton", "rules.skeleton(one)"), ("pieces", "rules.pieces(one)")])
def test_a_text_and_a_quote_are_looked_through_alike(page: Page, name: str, call: str) -> None:
    found = page.evaluate(RUN % call, [name, [given for given, _ in PAIRS[name]]])
    assert found == [wanted for _, wanted in PAIRS[name]]


def test_every_letter_that_one_side_compares_the_other_compares_too(page: Page) -> None:
    from readinglist.fulltext.words import skeleton  # noqa: PLC0415 - beside what it is compared with

    letters = [
        chr(code)
        for block in ((0x20, 0x250), (0x370, 0x530), (0x1E00, 0x2000), (0xFB00, 0xFB07))
        for code in range(*block)
    ]
    found = page.evaluate(RUN % "rules.skeleton(one)", ["skeleton", letters])
    assert [(letter, hers) for letter, hers in zip(letters, found, strict=True) if hers != skeleton(letter)] == []
