"""The graph of sources, their claims, and what links and is evidence for what: which part of it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist.model import schemes, stances
from readinglist.model.record import claim_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from readinglist.claims.dependencies import Web
    from readinglist.model.record import Claim, Record

STATES = "states"


class GraphNode(NamedTuple):
    """A source by its key, or a claim by its name: what it is called, and the address that a source is known by."""

    id: str
    kind: Literal["source", "claim"]
    title: str
    address: str = ""


class GraphEdge(NamedTuple):
    """What one node is to another: a link's relation, a stance of evidence, or `states` from a source to its claim."""

    start: str
    kind: str
    end: str
    checked: bool = True
    quote: str = ""


class Graph(NamedTuple):
    """Nodes, the sources first, and edges between them; `root` is the node that was asked about, if one was."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    root: str = ""


def around(web: Web, key: str, depth: int) -> list[str]:
    """Return the keys of the sources that are at most so many steps away, the nearest first: by links and by evidence."""
    neighbours: dict[str, dict[str, None]] = {}
    pairs = [(start, end) for start, _, end in web.links]
    pairs += [(piece.key, owner) for owner, claim in web.stated() for piece in claim.evidence]
    for start, end in pairs:
        neighbours.setdefault(start, {})[end] = None
        neighbours.setdefault(end, {})[start] = None
    found = {key: None}
    border = [key]
    for _ in range(depth):
        border = list(
            dict.fromkeys(other for near in border for other in neighbours.get(near, ()) if other not in found)
        )
        found |= dict.fromkeys(border)
    return list(found)


def build(
    web: Web, sources: Mapping[str, Record], *, root: str = "", only: Claim | None = None, with_claims: bool = True
) -> Graph:
    """Return the graph of sources, by their keys, with all that runs between them.

    `only` is the one claim of the root that counts. A link that says no more than a piece of evidence is left out.
    """
    claims = [(owner, claim) for owner, claim in web.stated() if with_claims and owner in sources]
    if only:
        claims = [(owner, claim) for owner, claim in claims if owner == root and claim.id == only.id]
    argued = list(_arguments(claims, sources))
    borne = {(edge.start, edge.end.rpartition("#")[0]) for edge in argued}
    links = [
        GraphEdge(start, relation, end)
        for start, relation, end in web.links
        if start in sources and end in sources and not (relation in stances.NAMES and (start, end) in borne)
    ]
    nodes = [GraphNode(key, "source", record.title, address(record)) for key, record in sources.items()]
    nodes += [GraphNode(claim_name(owner, claim.id), "claim", claim.statement) for owner, claim in claims]
    return Graph(tuple(nodes), (*links, *argued), claim_name(root, only.id) if only else root)


def _arguments(claims: Iterable[tuple[str, Claim]], sources: Mapping[str, Record]) -> Iterator[GraphEdge]:
    for owner, claim in claims:
        name = claim_name(owner, claim.id)
        yield GraphEdge(owner, STATES, name)
        for piece in claim.evidence:
            if piece.key in sources:
                yield GraphEdge(piece.key, piece.stance, name, piece.checked, piece.quote)


def address(record: Record) -> str:
    """Return the address that a source is known by: of what names the work, such as its DOI, or its own; empty for none."""
    values = {identifier.scheme: identifier.value for identifier in reversed(record.identifiers)}
    addresses = (schemes.address(name, values[name]) for name in schemes.NAMES if name in values)
    return next(filter(None, addresses), "")
