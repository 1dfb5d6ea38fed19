"""A graph as an HTML page: the picture, and its connections in words.

Complete by itself, without scripts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.render.documents.page import page
from readinglist.render.graph import svg
from readinglist.util.escape import html as escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.claims.graph import Graph

_STYLE = """
.picture { overflow-x: auto; margin: 1rem 0; } .picture svg { display: block; }
table { border-collapse: collapse; font-size: .9rem; } th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem;
  text-align: left; vertical-align: top; } .name { font-family: ui-monospace, monospace; font-size: .94em; }
@media print { .picture { overflow: visible; } .picture svg { max-width: 100%; height: auto; } tr { break-inside: avoid; } }
"""


def html(graph: Graph, title: str) -> Iterator[str]:
    """Yield the page. Every text of the user's is escaped."""
    yield page(title, _STYLE, "".join(_body(graph, title)))


def _body(graph: Graph, title: str) -> Iterator[str]:
    yield f"<h1>{escaped(title)}</h1>\n<p>{escaped(svg.summary(graph))}.</p>\n"
    yield '<div class="picture" role="region" aria-label="Picture" tabindex="0">\n'
    yield "\n".join(svg.svg(graph))
    yield "\n</div>\n<h2>In words</h2>\n<table>\n<thead><tr><th scope=col>From</th><th scope=col>Connection</th><th scope=col>To</th></tr></thead>\n<tbody>\n"
    titles = {node.id: node.title for node in graph.nodes}
    for edge in graph.edges:
        unchecked = "" if edge.checked else " (not checked yet)"
        ends = [f"<span class=name>{escaped(end)}</span> {escaped(titles[end])}" for end in (edge.start, edge.end)]
        yield f"<tr><td>{ends[0]}</td><td>{escaped(edge.kind)}{unchecked}</td><td>{ends[1]}</td></tr>\n"
    yield "</tbody>\n</table>\n"
