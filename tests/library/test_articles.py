"""What the pages of claims show of a library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.errors import NotFound, UsageError
from readinglist.library.claims import articles, graph
from readinglist.library.claims.articles import Narrow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.conftest import Ran


def test_articles_are_those_that_state_claims_with_how_many_have_no_evidence(
    seeded: Callable[..., Ran], library: Location
) -> None:
    seeded("claim", "vaswani2017attention", "Attention is enough")
    assert [(one.key, one.claims, one.bare) for one in articles.articles(library)] == [
        ("howdeepseek", 28, 2),
        ("vaswani2017attention", 1, 1),
    ]


def test_the_text_that_has_most_claims_is_marked_and_what_is_not_in_it_is_named(
    rl: Callable[..., Ran], library: Location, tmp_path: Path
) -> None:
    rl("add", "--title", "On keys", "--key", "doe")
    tmp_path.joinpath("doe.txt").write_text("Keys are old. Keys open doors.", "utf-8")
    rl("text", "doe", "doe.txt")
    rl("claim", "doe", "They open", "--quote", "Keys open doors")
    rl("claim", "doe", "They close", "--quote", "words that are nowhere in it", "--force")
    rl("claim", "doe", "Nothing is quoted")
    found = articles.marked(library, "DOE")
    assert [(piece.text, piece.claims) for piece in found.pages[0].pieces] == [
        ("Keys are old. ", ()),
        ("Keys open doors", (1,)),
        (".", ()),
    ]
    assert found.lost == (2, 3)
    with pytest.raises(NotFound):
        articles.marked(library, "nobody")


def test_a_source_without_a_text_has_no_pages(seeded: Callable[..., Ran], library: Location) -> None:
    seeded("claim", "vaswani2017attention", "Attention is enough", "--quote", "all you need", "--force")
    found = articles.marked(library, "vaswani2017attention")
    assert (found.pages, found.lost) == ((), (1,))


def test_claims_are_found_by_the_kind_of_their_gap(seeded: Callable[..., Ran], library: Location) -> None:
    expected = {(gap["kind"], gap["claim"]) for gap in seeded("gaps", "--json").json if gap["claim"]}
    for kind in {kind for kind, _ in expected}:
        found = {stated.name for stated, _ in articles.of_gap(library, kind)}
        assert found == {name for of, name in expected if of == kind}, kind
    assert articles.of_gap(library, "no kind") == []
    with pytest.raises(UsageError):
        articles.of_gap(library, articles.NOT_CHECKED, "(x")


def test_a_matrix_is_narrowed_to_sources_by_a_key_in_any_case_or_a_query(
    seeded: Callable[..., Ran], library: Location
) -> None:
    assert seeded("config").code == 0
    whole = articles.matrix(library, "howdeepseek", Narrow())
    one = articles.matrix(library, "howdeepseek", Narrow(sources="YANG2025how"))
    assert [key for key, _ in one.sources] == ["yang2025how"]
    some = articles.matrix(library, "howdeepseek", Narrow(sources="tag:moe"))
    assert 0 < len(some.sources) < len(whole.sources)


def test_of_a_graph_the_whole_is_shown_if_it_is_asked_for_or_small(
    seeded: Callable[..., Ran], library: Location
) -> None:
    assert seeded("config").code == 0
    whole = graph.shown(library, graph.WHOLE, steps=1, most=70)
    assert whole == graph.shown(library, "", steps=1, most=1000)
    busiest = graph.shown(library, "", steps=1, most=70)
    assert busiest.root == "howdeepseek"
    assert len(graph.shown(library, "yang2025how", steps=2, most=70).nodes) > len(
        graph.shown(library, "yang2025how", steps=1, most=70).nodes
    )
