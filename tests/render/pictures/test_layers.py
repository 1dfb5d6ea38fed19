"""The layered drawing: what stands in which column and row."""

from __future__ import annotations

import itertools
import random

import pytest

from readinglist.render.pictures.layers import arrange, spread


def columns(nodes: str | list[str], edges: list[tuple[str, str]], root: str = "") -> list[set[str]]:
    """Return the nodes of each column."""
    cells = arrange(list(nodes), edges, root)
    return [
        {node for node, cell in cells.items() if cell.column == number}
        for number in range(1 + max(c.column for c in cells.values()))
    ]


def test_each_node_stands_one_column_further_than_the_one_it_hangs_on() -> None:
    assert columns("abcef", [("a", "b"), ("b", "c"), ("e", "f")], "a") == [{"a", "e"}, {"b", "f"}, {"c"}]


def test_what_leads_to_the_root_stands_on_its_left_with_all_that_hangs_on_it() -> None:
    edges = [("root", "cited"), ("citing", "root"), ("review", "citing"), ("both", "root"), ("root", "both")]
    assert columns(["root", "cited", "citing", "review", "both"], edges, "root") == [
        {"review"},
        {"citing"},
        {"root"},
        {"cited", "both"},
    ]


def test_few_edges_cross_where_none_need_to() -> None:
    edges = [("root", "x"), ("root", "y"), ("x", "3"), ("y", "1"), ("x", "4"), ("y", "2")]
    rows = {node: cell.row for node, cell in arrange(["root", "x", "y", "1", "2", "3", "4"], edges, "root").items()}
    pairs = [(a, b) for a, b in edges if a != "root"]
    assert not any((rows[a] - rows[c]) * (rows[b] - rows[d]) < 0 for a, b in pairs for c, d in pairs if a != c)


def test_parts_stand_below_one_another_and_what_is_alone_in_a_grid_at_the_end() -> None:
    cells = arrange("abcdxyz", [("a", "b"), ("c", "d")], "c")
    assert cells["c"].row < cells["a"].row < min(cells[node].row for node in "xyz")
    assert len({cells[node] for node in "xyz"}) == 3
    assert cells["x"].row == cells["y"].row < cells["z"].row


@pytest.mark.parametrize(
    ("nodes", "edges"), [("", []), ("a", []), ("a", [("a", "a")]), ("ab", [("a", "b"), ("b", "a")])]
)
def test_small_and_odd_graphs_are_drawn(nodes: str, edges: list[tuple[str, str]]) -> None:
    assert set(arrange(nodes, edges)) == set(nodes)


@pytest.mark.parametrize("seed", range(20))
def test_no_two_nodes_of_a_random_graph_have_one_place(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a graph, no secret
    nodes = [f"n{number}" for number in range(chance.randint(2, 300))]
    edges = [(chance.choice(nodes), chance.choice(nodes)) for _ in range(chance.randint(0, 500))]
    cells = arrange(nodes, edges, chance.choice(["", nodes[0]]))
    found: dict[int, list[float]] = {}
    for cell in cells.values():
        assert cell.row >= 0
        found.setdefault(cell.column, []).append(cell.row)
    for rows in found.values():
        rows.sort()
        assert all(after - before > 0.999 for before, after in itertools.pairwise(rows))


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [
        ([0, 0, 5], [-0.5, 0.5, 5]),
        ([], []),
        ([3], [3]),
        ([2, 1], [1, 2]),
        ([0, 1, 2], [0, 1, 2]),
        ([5, 0, 0], [0.667, 1.667, 2.667]),
    ],
)
def test_places_keep_their_order_and_are_as_near_as_can_be(wanted: list[float], placed: list[float]) -> None:
    assert spread(wanted) == pytest.approx(placed, abs=0.001)
