"""The Graph view: what is near a source as a picture, and each node with its connections in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from readinglist.claims.graph import STATES
from readinglist.model import relations
from readinglist.render.pictures import folding
from readinglist.render.pictures import graph as pictures
from readinglist.render.pictures.look import Look
from readinglist.render.room import addresses
from readinglist.render.room.frame import fill, safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.claims.graph import Graph, GraphNode
    from readinglist.render.room.frame import Frame

MOST = folding.MOST  # nodes of a whole library that are drawn at once
LISTED = 300  # nodes that are listed in words


class GraphQuery(NamedTuple):
    """What is asked for: a source, claim or query, how many steps around it, which kinds of connections alone, and which bundles are opened."""

    of: str = ""
    steps: int = 1
    kinds: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()

    def address(self) -> str:
        """Return the address of the view of it."""
        given = [("of", self.of), *([("steps", str(self.steps))] if self.steps > 1 else [])]
        given += [("with", kind) for kind in self.kinds] + [("open", name) for name in self.opened]
        kept = [(name, value) for name, value in given if value]
        return "/graph" + (f"?{urlencode(kept)}" if kept else "")


class NodeInWords(NamedTuple):
    """A node with where it leads, and its connections: how, whether checked, to which node, and where that leads."""

    node: GraphNode
    href: str
    joined: tuple[tuple[str, bool, GraphNode, str], ...]


def view(frame: Frame, graph: Graph, asked: GraphQuery, problem: str = "") -> str:
    """Return the view of a graph; `problem` is what is wrong with what was asked."""
    near = asked._replace(of=asked.of or graph.root)
    narrowed = folding.only(graph, asked.kinds)
    found = folding.folded(narrowed, asked.opened)
    look = Look(lambda name: _leads(name, graph, near, found), styled=False, name="-graph")
    values = {
        "graph": graph,
        "asked": near,
        "kinds": folding.kinds(graph),
        "summary": pictures.summary(narrowed),
        "folded": found.members,
        "picture": safe("\n".join(pictures.svg(found.graph, look))) if narrowed.nodes else "",
        "nodes": in_words(narrowed)[:LISTED],
        "unlisted": max(0, len(narrowed.nodes) - LISTED),
        "problem": problem,
    }
    return fill("graph.html", frame, **values)


def _leads(name: str, graph: Graph, asked: GraphQuery, found: folding.Folded) -> str:
    """Return where a box leads: a bundle opens, the root is shown as a source, and what is near becomes the root."""
    if name in found.members:
        return asked._replace(opened=(*asked.opened, name)).address()
    if "#" in name:
        return addresses.claim(name)
    return addresses.source(name) if name == graph.root else GraphQuery(name, asked.steps).address()


def in_words(graph: Graph) -> list[NodeInWords]:
    """Return each node with its connections in both directions."""
    nodes = {node.id: node for node in graph.nodes}
    joined: dict[str, list[tuple[str, bool, GraphNode, str]]] = {node.id: [] for node in graph.nodes}
    for edge in graph.edges:
        back = "is stated by" if edge.kind == STATES else relations.inverse(edge.kind)
        joined[edge.start].append((edge.kind, edge.checked, nodes[edge.end], leads(edge.end)))
        joined[edge.end].append((back, edge.checked, nodes[edge.start], leads(edge.start)))
    return [NodeInWords(node, leads(node.id), tuple(joined[node.id])) for node in graph.nodes]


def leads(name: str) -> str:
    """Return the address of a source or claim by its name."""
    return addresses.claim(name) if "#" in name else addresses.source(name)


def steps_of(values: Sequence[str]) -> int:
    """Return how many steps are asked for: 1, or 2."""
    return 2 if "2" in values else 1
