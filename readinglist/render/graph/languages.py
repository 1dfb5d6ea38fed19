"""A graph as text for other programs.

Graphviz's DOT, Mermaid, and JSON-LD 1.1 with the terms of CiTO, the Citation Typing Ontology (purl.org/spar/cito).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from readinglist.claims.graph import STATES
from readinglist.model import relations, stances
from readinglist.render import json
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.claims.graph import Graph, GraphEdge, GraphNode

_INKS = {"green": "#2e8b57", "yellow": "#b8860b", "red": "#c0392b", "grey": "#8a8f98"}
# Each stands out from white, from the dark of pages, and from the others.
COLOURS = {stance.name: _INKS[stance.colour] for stance in stances.TABLE.values()} | {
    STATES: "#6b6f78",
    "cites": "#3f6fb5",
    "follows-up": "#0f8f9c",
    "version-of": "#8b5cc4",
    "supersedes": "#c05a9d",
    "part-of": "#5f8a1d",
    "reviews": "#c4652d",
    "replies-to": "#9a4f6b",
    "uses-data-of": "#5a61d1",
    "translates": "#96703f",
    "related": "#5d8095",
}
_OTHER = "#6b6f78"  # a relation that only a later version of the program knows
_TITLE_WIDTH = 48  # columns of a title in a node; a guess, so that boxes stay narrow
_CONTEXT = {
    "cito": "http://purl.org/spar/cito/",
    "schema": "https://schema.org/",
    "rl": "urn:readinglist:",
    "key": {"@id": "schema:identifier"},
    "title": {"@id": "schema:name"},
    "statement": {"@id": "schema:text"},
}


def colour(edge: GraphEdge) -> str:
    """Return the colour of an edge."""
    return COLOURS.get(edge.kind, _OTHER)


def letters(graph: Graph) -> dict[str, str]:
    """Return a mark for each kind of edge, so that nobody needs colours: a stance's sign, else a letter of its name."""
    marks = {stance.name: stance.sign for stance in stances.TABLE.values()}
    for kind in dict.fromkeys(edge.kind for edge in graph.edges if edge.kind not in marks):
        free = (
            letter
            for letter in f"{kind}abcdefghijklmnopqrstuvwxyz"
            if letter.isalpha() and letter not in marks.values()
        )
        marks[kind] = next(free, "")
    return marks


def label(node: GraphNode) -> str:
    """Return the text of a node.

    Its key or name, and below it the beginning of its title or statement.
    """
    words = text.fit(text.printable(node.title), _TITLE_WIDTH)
    return f"{text.printable(node.id)}\n{words}" if words else text.printable(node.id)


def dot(graph: Graph) -> Iterator[str]:
    """Yield the graph in DOT, from left to right."""
    yield "digraph readinglist {"
    yield '  graph [rankdir=LR, ranksep=1.2, nodesep=0.15]; node [shape=box, style=rounded, fontname="Helvetica", fontsize=10];'
    yield '  edge [fontname="Helvetica", fontsize=9];'
    for node in graph.nodes:
        shape = ", shape=note, style=solid" if node.kind == "claim" else ""
        address = f", URL={_quoted(node.address)}" if node.address else ""
        yield f"  {_quoted(node.id)} [label={_quoted(label(node))}, tooltip={_quoted(text.printable(node.title))}{shape}{address}];"
    for edge in graph.edges:
        line = "" if edge.checked else ", style=dashed"
        paint = f'color="{colour(edge)}", fontcolor="{colour(edge)}"'
        yield f"  {_quoted(edge.start)} -> {_quoted(edge.end)} [label={_quoted(edge.kind)}, {paint}{line}];"
    yield "}"


def _quoted(value: str) -> str:
    escaped = text.printable_block(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def mermaid(graph: Graph) -> Iterator[str]:
    """Yield the graph as a flow chart of Mermaid.

    GitHub, GitLab, Quarto and Obsidian draw it.
    """
    numbers = {node.id: f"n{number}" for number, node in enumerate(graph.nodes, 1)}
    yield "flowchart LR"
    for node in graph.nodes:
        left, right = ("{{", "}}") if node.kind == "claim" else ("[", "]")
        yield f'  {numbers[node.id]}{left}"{_entities(label(node))}"{right}'
    for number, edge in enumerate(graph.edges):
        arrow = "-->" if edge.checked else "-.->"
        yield f'  {numbers[edge.start]} {arrow}|"{_entities(edge.kind)}"| {numbers[edge.end]}'
        yield f"  linkStyle {number} stroke:{colour(edge)}"


def _entities(value: str) -> str:
    """Return a text for Mermaid's quotation marks.

    Characters that mean something to Mermaid or to HTML become numbers: `a "b"` → `a #34;b#34;`.
    """
    marks = "".join(c if c.isalnum() or c in " .,:;/-_()\n'" else f"#{ord(c)};" for c in text.printable_block(value))
    return marks.replace("\n", "<br/>")


def json_ld(graph: Graph) -> Iterator[str]:
    """Yield the graph as JSON-LD 1.1, in the terms of CiTO.

    Links become properties of CiTO, and evidence becomes `cito:Citation`. A source is identified by the address of its
    DOI or arXiv number, or its own, else by its key; a claim by its name.
    """
    # Other programs know a work by its DOI; only what has no address gets a name of ours.
    ids = {node.id: _iri(node) for node in graph.nodes}
    entries: dict[str, dict[str, Any]] = {node.id: _node_as_json(node, ids) for node in graph.nodes}
    pieces = []
    for number, edge in enumerate(graph.edges, 1):
        if edge.kind == STATES:
            entries[edge.end]["schema:isPartOf"] = {"@id": ids[edge.start]}
        elif "#" in edge.end and edge.end in entries and "statement" in entries[edge.end]:
            pieces.append(_citation(number, edge, ids))
        else:
            targets = entries[edge.start].setdefault(f"cito:{relations.cito(edge.kind)}", [])
            targets.append({"@id": ids[edge.end]})
    value = {"@context": _CONTEXT, "@graph": [*entries.values(), *pieces]}
    yield json.dumps(value)


def _iri(node: GraphNode) -> str:
    return node.address or f"urn:readinglist:{quote(node.id, safe='')}"


def _node_as_json(node: GraphNode, ids: dict[str, str]) -> dict[str, Any]:
    if node.kind == "claim":
        return {"@id": ids[node.id], "@type": "schema:Claim", "key": node.id, "statement": node.title}
    return {"@id": ids[node.id], "@type": "schema:CreativeWork", "key": node.id, "title": node.title}


def _citation(number: int, edge: GraphEdge, ids: dict[str, str]) -> dict[str, Any]:
    value: dict[str, Any] = {
        "@id": f"_:evidence{number}",
        "@type": "cito:Citation",
        "cito:hasCitingEntity": {"@id": ids[edge.start]},
        "cito:hasCitedEntity": {"@id": ids[edge.end]},
        "cito:hasCitationCharacterization": {"@id": f"cito:{relations.cito(edge.kind)}"},
        "rl:checked": edge.checked,
    }
    return value | ({"schema:text": edge.quote} if edge.quote else {})
