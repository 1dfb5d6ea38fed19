"""Graphs of many nodes: what hangs on another in the same way is folded into one."""

from __future__ import annotations

import itertools
import random

import pytest

from readinglist.claims.graph import STATES, Graph, GraphEdge, GraphNode
from readinglist.render.pictures.folding import folded, kinds, only


def star(cited: int, citing: int = 0) -> Graph:
    nodes = [GraphNode("hub", "source", "Hub"), GraphNode("far", "source", "Far")]
    nodes += [GraphNode(f"a{number}", "source", f"A {number}") for number in range(cited)]
    nodes += [GraphNode(f"b{number}", "source", f"B {number}") for number in range(citing)]
    edges = [GraphEdge("hub", "cites", f"a{number}", checked=number != 1) for number in range(cited)]
    edges += [GraphEdge(f"b{number}", "reviews", "hub") for number in range(citing)]
    return Graph(tuple(nodes), (*edges, GraphEdge("hub", "related", "far")), "hub")


def test_a_graph_that_is_readable_stays_as_it_is() -> None:
    graph = star(60)
    assert folded(graph) == (graph, {})


def test_leaves_that_hang_on_one_node_in_the_same_way_become_one_the_largest_bundle_first() -> None:
    found = folded(star(90, 20))
    assert [node.id for node in found.graph.nodes if node.kind == "folded"] == ["hub cites"][:1]
    assert len(found.members["hub cites"]) == 90
    assert {node.title for node in found.graph.nodes if node.kind == "folded"} == {"90 sources: hub cites"}
    assert GraphEdge("hub", "cites", "hub cites", checked=False) in found.graph.edges
    assert len(folded(star(90, 80)).graph.nodes) == 4


def test_a_bundle_that_is_opened_is_shown_whole_and_others_are_folded() -> None:
    found = folded(star(65, 80), ["hub cites"])
    assert set(found.members) == {"reviews hub"}
    assert len(found.graph.nodes) == 2 + 65 + 1


def test_claims_of_a_source_become_one_where_leaves_are_not_enough() -> None:
    claims = [GraphNode(f"doe#c{number}", "claim", "So it is") for number in range(50)]
    sources = [GraphNode(key, "source", key) for key in ("doe", *(f"s{number}" for number in range(50)))]
    edges = [GraphEdge("doe", STATES, claim.id) for claim in claims]
    edges += [
        GraphEdge(f"s{number}", "supports", f"doe#c{number // 2 + side}", checked=bool(side))
        for number in range(50)
        for side in (0, 1)
    ]
    found = folded(Graph((*sources, *claims), tuple(edges), "doe"))
    assert set(found.members) == {"doe states"}
    assert GraphEdge("s3", "supports", "doe states", checked=False) in found.graph.edges
    assert len(found.graph.nodes) == 52


@pytest.mark.parametrize("seed", range(8))
def test_of_three_hundred_nodes_that_are_all_entangled_few_boxes_are_left_and_no_edge_is_lost(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a graph, no secret
    names = [f"s{number}" for number in range(300)]
    pairs = [(chance.choice(names[:number] or names), name) for number, name in enumerate(names)]
    pairs += [(chance.choice(names), chance.choice(names)) for _ in range(500)]
    edges = tuple(GraphEdge(start, chance.choice(("cites", "reviews")), end) for start, end in pairs)
    graph = Graph(tuple(GraphNode(name, "source", "") for name in names), edges, "s0")
    found = folded(graph)
    assert len(found.graph.nodes) <= 70
    assert "s0" in {node.id for node in found.graph.nodes}
    shown = {node.id for node in found.graph.nodes}
    hidden = {node.id for nodes in found.members.values() for node in nodes}
    assert shown.isdisjoint(hidden)
    assert len(hidden) + len(shown) - len(found.members) == 300
    instead = {node.id: name for name, nodes in found.members.items() for node in nodes}
    drawn = {(edge.start, edge.kind, edge.end) for edge in found.graph.edges}
    joined = [(instead.get(e.start, e.start), e.kind, instead.get(e.end, e.end)) for e in edges]
    assert all(one in drawn for one in joined if one[0] != one[2])


def test_what_is_farthest_away_is_folded_into_what_it_is_reached_through() -> None:
    names = [f"n{number}" for number in range(200)]
    graph = Graph(
        tuple(GraphNode(name, "source", "") for name in (*names, "x", "y")),
        (
            *(GraphEdge(before, "cites", after) for before, after in itertools.pairwise(names)),
            GraphEdge("x", "cites", "y"),
        ),
        "n0",
    )
    found = folded(graph)
    assert [node.id for node in found.graph.nodes if node.kind == "folded"] == ["beyond n34", "apart from n0"]
    assert len(found.members["beyond n34"]) == 165
    assert GraphEdge("n34", "cites", "beyond n34") in found.graph.edges
    assert "n150" in {node.id for node in folded(graph, ["beyond n34"]).graph.nodes}


def test_the_root_is_never_folded() -> None:
    nodes = [GraphNode(str(number), "source", "") for number in range(100)]
    pairs = tuple(GraphEdge(str(number), "cites", str(number + 1)) for number in range(0, 100, 2))
    assert {"0", "1"} <= {node.id for node in folded(Graph(tuple(nodes), pairs, "1")).graph.nodes}
    assert "a1" in {node.id for node in folded(star(90)._replace(root="a1")).graph.nodes}


def test_two_leaves_are_not_worth_a_bundle() -> None:
    found = folded(star(80, 2))
    assert set(found.members) == {"hub cites"}
    assert {"b0", "b1"} <= {node.id for node in found.graph.nodes}


def test_edges_of_some_kinds_alone_keep_their_ends_the_root_and_the_source_of_a_claim() -> None:
    nodes = tuple(
        GraphNode(name, "claim" if "#" in name else "source", "") for name in ("a", "b", "c", "d", "a#c1", "a#c2")
    )
    edges = (
        GraphEdge("a", STATES, "a#c1"), GraphEdge("a", STATES, "a#c2"), GraphEdge("b", "supports", "a#c1"),
        GraphEdge("c", "contradicts", "a#c2"), GraphEdge("a", "cites", "d"),
    )  # fmt: skip
    graph = Graph(nodes, edges, "d")
    found = only(graph, {"supports"})
    assert [node.id for node in found.nodes] == ["a", "b", "d", "a#c1"]
    assert [edge.kind for edge in found.edges] == ["supports", STATES]
    assert only(graph, ()) == graph
    assert kinds(graph) == ["supports", "contradicts", "cites", STATES]
