"""The graph of sources and claims, and the part that is shown.

Its edges are links between sources, and evidence for claims.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist.model import schemes, stances
from readinglist.model.record import claim_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from readinglist.claims.dependencies import Web
    from readinglist.model.record import Claim, Record

STATES = "states"


class GraphNode(NamedTuple):
    """A source by its key, or a claim by its name; in a picture also several that are folded into one.

    With its title or statement, and the address of a source, such as that of its DOI.
    """

    id: str
    kind: Literal["source", "claim", "folded"]
    title: str
    address: str = ""


class GraphEdge(NamedTuple):
    """The relation of one node to another.

    The relation of a link, the stance of evidence, or `states` from a source to its claim.
    """

    start: str
    kind: str
    end: str
    checked: bool = True
    quote: str = ""


class Graph(NamedTuple):
    """Nodes, the sources first, and edges between them.

    `root` is the node from which the graph was built, empty for none.
    """

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    root: str = ""


def around(web: Web, key: str, depth: int) -> list[str]:
    """Return the keys of the sources near one, the nearest first.

    Those at most `depth` steps away, by links and by evidence in either direction (breadth-first).
    """
    neighbours: dict[str, dict[str, None]] = {}
    pairs = [(start, end) for start, _, end in web.links]
    pairs += [(piece.key, owner) for owner, claim in web.stated() for piece in claim.evidence]
    for start, end in pairs:
        neighbours.setdefault(start, {})[end] = None
        neighbours.setdefault(end, {})[start] = None
    found = {key: None}
    border = [key]  # the nodes found in the last step: this is a breadth-first search
    for _ in range(depth):
        border = list(
            dict.fromkeys(other for near in border for other in neighbours.get(near, ()) if other not in found)
        )
        found |= dict.fromkeys(border)
    return list(found)


def build(
    web: Web, sources: Mapping[str, Record], *, root: str = "", only: Claim | None = None, with_claims: bool = True
) -> Graph:
    """Return the graph of sources and all edges between them.

    `sources` are by key. `only` is the one claim of the root that is shown. A link that repeats a piece of evidence
    (the same stance between the same sources) is left out.
    """
    claims = [(owner, claim) for owner, claim in web.stated() if with_claims and owner in sources]
    if only:
        claims = [(owner, claim) for owner, claim in claims if owner == root and claim.id == only.id]
    of_claims = list(_edges_of_claims(claims, sources))
    borne = {(edge.start, edge.end.rpartition("#")[0]) for edge in of_claims}
    links = [
        GraphEdge(start, relation, end)
        for start, relation, end in web.links
        if start in sources and end in sources and not (relation in stances.NAMES and (start, end) in borne)
    ]
    nodes = [GraphNode(key, "source", record.title, address(record)) for key, record in sources.items()]
    nodes += [GraphNode(claim_name(owner, claim.id), "claim", claim.statement) for owner, claim in claims]
    return Graph(tuple(nodes), (*links, *of_claims), claim_name(root, only.id) if only else root)


def busiest(graph: Graph) -> str:
    """Return the key of the source with most connections, counting those of its claims; empty where there is no source."""
    counts = Counter(end.rpartition("#")[0] or end for edge in graph.edges for end in (edge.start, edge.end))
    return max((node.id for node in graph.nodes if node.kind == "source"), key=lambda key: counts[key], default="")


def _edges_of_claims(claims: Iterable[tuple[str, Claim]], sources: Mapping[str, Record]) -> Iterator[GraphEdge]:
    for owner, claim in claims:
        name = claim_name(owner, claim.id)
        yield GraphEdge(owner, STATES, name)
        for piece in claim.evidence:
            if piece.key in sources:
                yield GraphEdge(piece.key, piece.stance, name, piece.checked, piece.quote)


def address(record: Record) -> str:
    """Return the address of a source, empty for none.

    It is made from the identifier that names the work best, such as its DOI, else from its own URL.
    """
    # Reversed, so that of two identifiers of one scheme the first counts.
    values = {identifier.scheme: identifier.value for identifier in reversed(record.identifiers)}
    addresses = (schemes.address(name, values[name]) for name in schemes.NAMES if name in values)
    return next(filter(None, addresses), "")
