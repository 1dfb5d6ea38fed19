"""A graph with fewer nodes: what hangs on one other node in the same way becomes one, `+12`."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from readinglist.claims.graph import STATES, Graph, GraphEdge, GraphNode
from readinglist.model import relations, stances
from readinglist.util.text import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

MOST = 70  # nodes that a layered drawing shows at once; beyond that its edges cannot be followed
_FEWEST = 3  # nodes worth folding

Way = tuple[tuple[str, bool], ...]  # the kinds of a node's edges, and whether each leads away from it

Ways = dict[str, dict[str, set[tuple[str, bool]]]]


class Folded(NamedTuple):
    """A graph in which a node may stand for several: `members` are these, by its name."""

    graph: Graph
    members: Mapping[str, tuple[GraphNode, ...]] = {}


def folded(graph: Graph, opened: Collection[str] = (), most: int = MOST) -> Folded:
    """Return a graph with no more nodes than are readable, as far as that can be: first leaves are folded, then claims of one source, the largest bundles first, then what is farthest away.

    A leaf is a node with one neighbour; leaves are folded that have the same one by edges of the same kinds. A bundle whose name is among the opened stays as it is.
    """
    found = _step(graph, _leaves(graph), opened, most)
    if len(found.graph.nodes) > most:
        claims = _step(graph, _claims(graph), opened, most)
        rest = _step(claims.graph, _leaves(claims.graph), opened, most)
        found = Folded(rest.graph, {**claims.members, **rest.members})
    shown = {
        node.id for bundles in (_leaves(graph), _claims(graph)) for name in opened for node in bundles.get(name, ())
    }
    if len(found.graph.nodes) > most + len(shown):
        found = _beyond(found, opened, shown, most + len(shown))
    return found


def _step(graph: Graph, bundles: Mapping[str, list[GraphNode]], opened: Collection[str], most: int) -> Folded:
    members: dict[str, tuple[GraphNode, ...]] = {}
    left = len(graph.nodes)
    for name in sorted(bundles, key=lambda name: -len(bundles[name])):
        if left > most and len(bundles[name]) >= _FEWEST and name not in opened:
            members[name] = tuple(bundles[name])
            left -= len(bundles[name]) - 1
    return Folded(_with_bundles(graph, members), members) if members else Folded(graph)


def _claims(graph: Graph) -> dict[str, list[GraphNode]]:
    """Return the claims that each source states."""
    nodes = {node.id: node for node in graph.nodes}
    found: dict[str, list[GraphNode]] = {}
    for edge in graph.edges:
        if edge.kind == STATES:
            found.setdefault(f"{edge.start} {STATES}", []).append(nodes[edge.end])
    return found


def _ways(graph: Graph) -> Ways:
    """Return how each node is joined to each of its neighbours."""
    ways: Ways = {node.id: {} for node in graph.nodes}
    for edge in graph.edges:
        ways[edge.start].setdefault(edge.end, set()).add((edge.kind, True))
        ways[edge.end].setdefault(edge.start, set()).add((edge.kind, False))
    return ways


def _leaves(graph: Graph) -> dict[str, list[GraphNode]]:
    """Return the leaves by the names of their bundles: `howdeepseek cites`, `cites howdeepseek`."""
    ways = _ways(graph)
    found: dict[str, list[GraphNode]] = {}
    for node in graph.nodes:
        if len(ways[node.id]) == 1 and node.id != graph.root and node.kind != "folded":
            ((hub, way),) = ways[node.id].items()
            if hub != node.id and len(ways[hub]) > 1:
                found.setdefault(_name(hub, tuple(sorted(way))), []).append(node)
    return found


def _beyond(found: Folded, opened: Collection[str], shown: Collection[str], most: int) -> Folded:
    """Return a graph in which all but half as many nodes as are readable, those next to the root with most connections, are folded into what they are reached through.

    So the graph is readable in any case; what somebody opened is shown. Without a root, the node with most connections takes its place.
    """
    graph, ways = found.graph, _ways(found.graph)
    head = graph.root if graph.root in ways else max(ways, key=lambda name: len(ways[name]))
    before = _reached(ways, head)
    depths = {head: 0}
    for name, through in before.items():  # breadth-first, so that what a node is reached through comes first
        depths[name] = depths[through] + 1
    order = sorted(
        ways, key=lambda name: (name != head, name not in shown, depths.get(name, len(ways)), -len(ways[name]))
    )
    kept = set(order[: most // 2])
    nearest = {head: head}  # what is kept of the way to a node, its last
    for name, through in before.items():
        nearest[name] = name if name in kept else nearest[through]
    nodes = {node.id: node for node in graph.nodes}
    bundles: dict[str, list[GraphNode]] = {}
    for name in order[most // 2 :]:
        bundle = f"beyond {nearest[name]}" if name in nearest else f"apart from {head}"
        bundles.setdefault(bundle, []).append(nodes[name])
    chosen = {name: tuple(of) for name, of in bundles.items() if len(of) > 1 and name not in opened}
    inside = {node.id for of in chosen.values() for node in of}
    members = {name: of for name, of in found.members.items() if name not in inside}
    for name, of in chosen.items():
        members[name] = tuple(one for node in of for one in found.members.get(node.id, (node,)))
    made = _with_bundles(graph, {name: members[name] for name in chosen}, chosen)
    return Folded(made, members)


def _reached(ways: Mapping[str, Mapping[str, object]], head: str) -> dict[str, str]:
    """Return the node through which each other is reached first (breadth-first)."""
    before: dict[str, str] = {}
    waiting = deque([head])
    while waiting:
        here = waiting.popleft()
        for there in ways.get(here, ()):
            if there != head and there not in before:
                before[there] = here
                waiting.append(there)
    return before


def _name(hub: str, way: Way) -> str:
    """Return the name of a bundle: no key has a space in it, and so none is that of a node."""
    away, to = ("+".join(kind for kind, leads_away in way if leads_away == is_away) for is_away in (True, False))
    return " ".join(filter(None, (away, hub, to)))


def _with_bundles(
    graph: Graph, members: Mapping[str, Sequence[GraphNode]], hidden: Mapping[str, Sequence[GraphNode]] | None = None
) -> Graph:
    """Return a graph with bundles in the place of the nodes that they hide, which are their members unless said."""
    instead = {node.id: name for name, nodes in (hidden or members).items() for node in nodes}
    nodes = [node for node in graph.nodes if node.id not in instead]
    nodes += [GraphNode(name, "folded", title(name, of)) for name, of in members.items()]
    return Graph(tuple(nodes), tuple(_joined(graph.edges, instead)), graph.root)


def _joined(edges: Sequence[GraphEdge], instead: Mapping[str, str]) -> Iterator[GraphEdge]:
    """Yield edges between what is left; those of a bundle become one, which is checked if all are."""
    found: dict[tuple[str, str, str], bool] = {}
    for edge in edges:
        if edge.start in instead or edge.end in instead:
            joined = instead.get(edge.start, edge.start), edge.kind, instead.get(edge.end, edge.end)
            if joined[0] == joined[2]:
                continue
            found[joined] = found.get(joined, True) and edge.checked
        else:
            yield edge
    for (start, kind, end), checked in found.items():
        yield GraphEdge(start, kind, end, checked)


def title(name: str, nodes: Sequence[GraphNode]) -> str:
    """Return in words what a bundle is: `12 sources: howdeepseek cites`."""
    among = {node.kind for node in nodes}
    number = counted(len(nodes), among.pop()) if len(among) == 1 else f"{len(nodes)} sources and claims"
    return f"{number}: {name}"


def kinds(graph: Graph) -> list[str]:
    """Return the kinds of edges in a graph: the stances first, then relations in their order, then others."""
    return sorted(
        {edge.kind for edge in graph.edges},
        key=lambda kind: (
            stances.NAMES.index(kind) - len(stances.NAMES) if kind in stances.NAMES else 0,
            relations.place(kind),
            kind,
        ),
    )


def only(graph: Graph, wanted: Collection[str]) -> Graph:
    """Return a graph with the edges of some kinds, and the nodes at their ends; of none, the whole.

    A claim keeps its source where any evidence for it is shown.
    """
    if not wanted:
        return graph
    edges = [edge for edge in graph.edges if edge.kind in wanted]
    ends = {end for edge in edges for end in (edge.start, edge.end)} | {graph.root}
    shown = [*edges, *(edge for edge in graph.edges if edge.kind == STATES and edge.end in ends and edge not in edges)]
    ends |= {edge.start for edge in shown}
    return Graph(tuple(node for node in graph.nodes if node.id in ends), tuple(shown), graph.root)
