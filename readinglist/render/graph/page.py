"""A graph as an HTML page: the picture, and below it each node with its connections in words.

Complete by itself, without scripts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.claims.graph import STATES
from readinglist.model import relations
from readinglist.render.documents.anchors import anchor, link
from readinglist.render.documents.page import page
from readinglist.render.pictures import folding
from readinglist.render.pictures import graph as pictures
from readinglist.render.pictures.look import Look
from readinglist.util.escape import html as escaped
from readinglist.util.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from readinglist.claims.graph import Graph, GraphNode

_STYLE = """
.picture { overflow: auto; margin: 1rem 0; max-height: 90vh; border: 1px solid var(--line); }
ul.nodes { list-style: none; padding: 0; max-width: 60rem; } ul.nodes > li { margin: .9rem 0; } ul.nodes ul { margin: .2rem 0; padding-left: 1.4rem; }
.name { font-family: ui-monospace, monospace; font-size: .94em; } .kind { color: var(--muted); } li:target { outline: 2px solid var(--link); outline-offset: 4px; }
@media print { .picture { overflow: visible; max-height: none; border: 0; } .picture svg { max-width: 100%; height: auto; } li { break-inside: avoid; } }
"""


def html(graph: Graph, title: str) -> Iterator[str]:
    """Yield the page. Every text of the user's is escaped; a graph of many nodes is folded in the picture, and whole in the words."""
    yield page(title, _STYLE, "".join(_body(graph, title)))


def _body(graph: Graph, title: str) -> Iterator[str]:
    found = folding.folded(graph)
    yield f"<h1>{escaped(title)}</h1>\n<p>{escaped(pictures.summary(graph))}. {escaped(_shown(found))}</p>\n"
    yield '<div class="picture" role="region" aria-label="Picture" tabindex="0">\n'
    yield "\n".join(pictures.svg(found.graph, Look(lambda name: _target(name, found.members), name="-p")))
    yield "\n</div>\n<h2>In words</h2>\n<ul class=nodes>\n"
    yield from words(graph)
    yield "</ul>\n"


def _shown(found: folding.Folded) -> str:
    together = sum(map(len, found.members.values()))
    return f"In the picture {together} of them are folded into {len(found.members)}." if together else ""


def _target(name: str, members: Mapping[str, tuple[GraphNode, ...]]) -> str:
    """Return where a box leads: to its words, and one that stands for several to those of the first."""
    return link(members[name][0].id if name in members else name)


def words(graph: Graph) -> Iterator[str]:
    """Yield an item of a list for each node: its name, title and connections, each with a link to its other end."""
    titles = {node.id: node.title for node in graph.nodes}
    joined: dict[str, list[tuple[str, str, bool]]] = {node.id: [] for node in graph.nodes}
    for edge in graph.edges:
        joined[edge.start].append((edge.kind, edge.end, edge.checked))
        joined[edge.end].append((_back(edge.kind), edge.start, edge.checked))
    for node in graph.nodes:
        yield f'<li id="{escaped(anchor(node.id))}">{_head(node)} <span class=kind>{counted(len(joined[node.id]), "connection")}</span>\n<ul>'
        for kind, end, checked in joined[node.id]:
            unchecked = "" if checked else " (not checked yet)"
            yield f'<li><span class=kind>{escaped(kind)}{unchecked}</span> <a class=name href="{escaped(link(end))}">{escaped(end)}</a> {escaped(titles[end])}</li>'
        yield "</ul></li>\n"


def _back(kind: str) -> str:
    return "is stated by" if kind == STATES else relations.inverse(kind)


def _head(node: GraphNode) -> str:
    is_address = node.address.startswith(("https://", "http://"))
    name = f'<a href="{escaped(node.address)}">{escaped(node.id)}</a>' if is_address else escaped(node.id)
    return f"<b class=name>{name}</b> {escaped(node.title)}"
