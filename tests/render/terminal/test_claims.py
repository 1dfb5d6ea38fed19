"""Claims, trees and gaps on terminals of any width."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from readinglist.claims.claims import Stated
from readinglist.claims.gaps import Gap
from readinglist.claims.trace import TraceStep
from readinglist.model.record import Claim, Evidence, Record
from readinglist.render.terminal import claims, trees
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable

LONG = Claim(
    1,
    "深度求索 trained a model of this size for less than six million dollars, or so its makers say.",
    "trained for under six million dollars",
    "page 4",
    "true of the last run, and of nothing else that it took",
    (Evidence("supports", "maker2025", note="Their own count.", id=1), Evidence("contradicts", "smith2026", id=2)),
)
FOUND = [Stated(Record("doe2026", "article"), LONG), Stated(Record("doe2026", "article"), Claim(2, "It is so."))]


def plain(lines: Iterable[str]) -> list[str]:
    return [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]


@pytest.mark.parametrize("columns", [40, 80, 100, 200])
def test_no_row_of_claims_is_wider_than_the_terminal(columns: int) -> None:
    lines = plain(claims.table(FOUND, columns))
    assert max(map(text.width, lines)) <= columns
    assert lines[0].split()[0] == "CLAIM"
    assert lines[1].endswith("+1 -1 ?2")
    assert lines[-1].endswith("none")


@pytest.mark.parametrize("columns", [30, 40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize(
    "verdict",
    [
        LONG.verdict,
        "correct",
        "没有证据，也没有人说过这样的话，除了他们自己以外",
        "🤖 e\u0301 " * 12,
        "a" * 300,
        "one two " * 40,
    ],
)
def test_a_verdict_is_whole_on_any_terminal(verdict: str, columns: int) -> None:
    claim = Claim(12, "It is so. " * 30, verdict=verdict, evidence=LONG.evidence)
    lines = plain(claims.table([Stated(Record("k" * 40, "article"), claim)], columns))
    assert max(map(text.width, lines)) <= columns
    assert "#c12" in lines[1]
    letters = "".join("".join(lines).split())
    shown = letters if columns < 100 else "".join("".join(line[-len(line) // 2 :] for line in lines).split())
    assert all(letter in shown for letter in set(verdict.replace(" ", "")))
    if columns < 100:
        assert "".join(verdict.split()) in letters


def test_a_wide_terminal_has_a_column_for_verdicts() -> None:
    assert "VERDICT" not in plain(claims.table(FOUND, 80))[0]
    assert "VERDICT" in plain(claims.table(FOUND, 100))[0]
    assert "true of the last run, and of nothing else" in plain(claims.table(FOUND, 200))[1]


def test_without_a_terminal_rows_are_whole_and_parted_by_tabs() -> None:
    lines = list(claims.table(FOUND, None))
    assert lines[0].split("\t") == ["doe2026#c1", LONG.statement, LONG.verdict, "+1 -1 ?2"]
    assert list(claims.table([], 80)) == []


def test_a_claim_on_a_card_keeps_its_lines_within_the_width() -> None:
    lines = plain(claims.card(FOUND[0], 50))
    assert max(map(text.width, lines)) <= 50
    assert "  [1] supports maker2025  unchecked" in lines


def test_a_tree_is_cut_to_the_width_and_keeps_its_keys() -> None:
    inner = TraceStep("smith2026", "What It Really Cost " * 9, "cites", "primary")
    root = TraceStep(
        "doe2026", "The Price of a Model " * 9, children=[TraceStep("maker2025", "Report", "cites", "", [inner]), inner]
    )
    lines = plain(trees.tree(root, 60))
    assert max(map(text.width, lines)) <= 60
    assert lines[2].startswith("│   └── cites smith2026  What")
    assert lines[2].endswith("(primary)")


def test_a_key_is_whole_even_where_nothing_else_has_room() -> None:
    assert plain(trees.tree(TraceStep("doe2026", "Title"), 10)) == ["doe2026"]


def test_a_long_gap_goes_on_below_itself() -> None:
    lines = list(trees.gaps([Gap("no-locator", "a#c1", "a", "a#c1 has evidence without a place: " + "key, " * 20)], 60))
    assert len(lines) > 1
    assert max(map(len, lines)) <= 60
    assert all(line.startswith(" " * 15) for line in lines[1:])
