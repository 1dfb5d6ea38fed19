"""`matrix` and `graph`, on the seed collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


def test_the_matrix_of_an_article_is_written_in_every_form(seeded: Callable[..., Ran], tmp_path: Path) -> None:
    for name, begins in (
        ("m.html", "<!doctype html>"),
        ("m.md", "# Evidence: howdeepseek"),
        ("m.csv", "claim,statement,"),
        ("m.json", "{"),
    ):
        assert seeded("matrix", "howdeepseek", "-o", name).code == 0
        assert tmp_path.joinpath(name).read_text("utf-8").startswith(begins)
    assert len(seeded("matrix", "--json").json["claims"]) == 28
    assert len(seeded("matrix", "howdeepseek#c6", "--json").json["claims"]) == 1


def test_a_matrix_of_nothing_says_so(rl: Callable[..., Ran]) -> None:
    ran = rl("matrix")
    assert (ran.code, ran.out) == (0, "")
    assert "there are no claims yet" in ran.err


def test_the_graph_of_an_article_has_its_claims_and_what_bears_on_them(
    seeded: Callable[..., Ran], tmp_path: Path
) -> None:
    assert seeded("graph", "howdeepseek", "-o", "g.svg").code == 0
    assert tmp_path.joinpath("g.svg").read_text("utf-8").count('class="claim"') == 28
    assert seeded("graph", "howdeepseek", "--no-claims").out.count("howdeepseek#c") == 0
    near = len(seeded("graph", "howdeepseek#c6", "--json").json["@graph"])
    assert near < len(seeded("graph", "howdeepseek", "--depth", "2", "--json").json["@graph"])


def test_a_graph_can_be_asked_for_by_a_query_and_of_all(seeded: Callable[..., Ran]) -> None:
    mla = seeded("graph", "tag:mla", "-f", "mermaid")
    assert mla.lines[0] == "flowchart LR"
    assert "deepseek2024v2" in mla.out
    assert seeded("graph").out.count("->") > 132
    assert seeded("graph", "tag:nothing").err == "no source matches the query.\n"


def test_a_depth_needs_a_source_to_start_from(seeded: Callable[..., Ran]) -> None:
    assert seeded("graph", "tag:mla", "--depth", "2").code == 2
    assert seeded("graph", "howdeepseek#c99").code == 3
