"""Graphs of many nodes: what hangs on another in the same way is folded into one."""

from __future__ import annotations

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
    found = folded(star(90, 80), ["hub cites"])
    assert set(found.members) == {"reviews hub"}
    assert len(found.graph.nodes) == 2 + 90 + 1


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


def test_the_root_is_never_folded_and_two_nodes_are_not_worth_it() -> None:
    nodes = [GraphNode(str(number), "source", "") for number in range(100)]
    pairs = tuple(GraphEdge(str(number), "cites", str(number + 1)) for number in range(0, 100, 2))
    graph = Graph(tuple(nodes), pairs, "1")
    assert folded(graph).graph == graph
    assert "a1" in {node.id for node in folded(star(90)._replace(root="a1")).graph.nodes}


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
