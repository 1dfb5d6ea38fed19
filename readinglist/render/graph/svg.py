"""A graph as an SVG picture.

Columns of boxes and coloured curves, in light and dark mode. The edges of the node under the pointer are emphasised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.render.graph import languages as plain
from readinglist.render.graph.layers import layers
from readinglist.util import text
from readinglist.util.escape import html

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from readinglist.claims.graph import Graph, GraphEdge, GraphNode

# Sizes in pixels, chosen by eye for letters of 11 pixels.
_WIDTH, _HEIGHT = 270, 36  # of a box, which holds two lines
_ACROSS, _DOWN = 170, 8  # between columns, which leaves room for the curves, and between boxes
_MARGIN = 24
_LEGEND = 30
_LETTERS = 44  # that fit into a box: about six pixels each
_STYLE = """
svg { font: 11px system-ui, sans-serif; background: #fff; } .box { fill: #f6f7f9; stroke: #b9bfc9; }
.claim .box { fill: #fff8e6; stroke: #d8c48a; } .root .box { stroke: #0b57a4; stroke-width: 2.5; }
text { fill: #1d1f21; } .id { font: 600 10.5px ui-monospace, monospace; } .words { fill: #4a505a; }
path.edge { fill: none; stroke-width: 1.4; opacity: .7; } .unchecked { stroke-dasharray: 5 4; }
@media (prefers-color-scheme: dark) { svg { background: #16181c; } .box { fill: #22262c; stroke: #49505b; }
  .claim .box { fill: #2e2a1c; stroke: #6b5f34; } .root .box { stroke: #7ab7f5; } text { fill: #e4e6ea; } .words { fill: #a7aeb9; } }
"""


class _Place(NamedTuple):
    left: float
    top: float

    @property
    def middle(self) -> float:
        return self.top + _HEIGHT / 2


def svg(graph: Graph) -> Iterator[str]:
    """Yield the lines of an SVG document.

    It is complete by itself, without scripts.
    """
    columns = layers([node.id for node in graph.nodes], [(edge.start, edge.end) for edge in graph.edges], graph.root)
    tallest = max((len(column) for column in columns), default=1)
    places = _places(columns, tallest)
    legend, legend_width = _legend(graph)
    width = 2 * _MARGIN + len(columns) * _WIDTH + max(0, len(columns) - 1) * _ACROSS + _ACROSS // 2
    width = max(width, legend_width + _MARGIN)
    height = 2 * _MARGIN + _LEGEND + tallest * (_HEIGHT + _DOWN)
    numbers = {node.id: f"n{number}" for number, node in enumerate(graph.nodes, 1)}
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    yield f"<style>{_STYLE}{_pointed(numbers)}</style>"
    yield from _markers()
    yield from legend
    for edge in graph.edges:
        yield _curve(edge, places, numbers)
    for node in graph.nodes:
        yield from _box(node, places[node.id], numbers[node.id], is_root=node.id == graph.root)
    yield "</svg>"


def _places(columns: list[list[str]], tallest: int) -> dict[str, _Place]:
    """Return the place of each node.

    Columns go from left to right, and each fills the whole height.
    """
    whole = tallest * (_HEIGHT + _DOWN)
    places: dict[str, _Place] = {}
    for across, column in enumerate(columns):
        # A short column is spread out beside the long ones.
        step = whole / len(column)
        for down, node in enumerate(column):
            top = _MARGIN + _LEGEND + step * down + (step - _HEIGHT) / 2
            places[node] = _Place(_MARGIN + across * (_WIDTH + _ACROSS), top)
    return places


def _pointed(numbers: Mapping[str, str]) -> str:
    """Return CSS rules for the node under the pointer.

    They fade all edges that do not belong to it.
    """
    return "".join(f"svg:has(#{n}:hover) path.edge:not(.{n}){{opacity:.06}}" for n in numbers.values())


def _markers() -> Iterator[str]:
    yield "<defs>"
    for paint in sorted({*plain.COLOURS.values(), plain.LINK}):
        yield (
            f'<marker id="a{paint[1:]}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
            f' orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="{paint}"/></marker>'
        )
    yield "</defs>"


def _legend(graph: Graph) -> tuple[list[str], int]:
    """Return the legend of colours, and its width."""
    kinds = {edge.kind: (plain.colour(edge), "") for edge in graph.edges}
    if any(not edge.checked for edge in graph.edges):
        kinds["not checked yet"] = ("#8a8f98", ' stroke-dasharray="5 4"')
    lines, left = [], _MARGIN
    for kind, (paint, dashes) in kinds.items():
        lines.append(f'<path d="M{left} {_MARGIN - 4}h22" stroke="{paint}" stroke-width="3"{dashes}/>')
        lines.append(f'<text x="{left + 28}" y="{_MARGIN}">{html(kind)}</text>')
        left += 46 + 7 * len(kind)  # the line, the space around it, and about seven pixels for each letter
    return lines, left


def _curve(edge: GraphEdge, places: Mapping[str, _Place], numbers: Mapping[str, str]) -> str:
    paint = plain.colour(edge)
    unchecked = "" if edge.checked else " unchecked"
    ends = f"{numbers[edge.start]} {numbers[edge.end]}"
    description = f"{edge.start} {edge.kind} {edge.end}" + ("" if edge.checked else " (not checked yet)")
    path = _path(places[edge.start], places[edge.end])
    return (
        f'<path class="edge{unchecked} {ends}" d="{path}" stroke="{paint}" marker-end="url(#a{paint[1:]})">'
        f"<title>{html(description)}</title></path>"
    )


def _path(start: _Place, end: _Place) -> str:
    """Return a curve between two boxes.

    It leads from one column to another, or, within a column, to the right and back.
    """
    if start.left == end.left:
        side = start.left + _WIDTH
        out = side + min(_ACROSS * 0.8, 24 + abs(start.middle - end.middle) / 6)
        return f"M{side} {start.middle:.1f}C{out:.1f} {start.middle:.1f} {out:.1f} {end.middle:.1f} {side} {end.middle:.1f}"
    forward = start.left < end.left
    left, right = (start.left + _WIDTH, end.left) if forward else (start.left, end.left + _WIDTH)
    bend = (right - left) / 2
    return (
        f"M{left} {start.middle:.1f}C{left + bend:.1f} {start.middle:.1f} {right - bend:.1f} {end.middle:.1f}"
        f" {right} {end.middle:.1f}"
    )


def _box(node: GraphNode, place: _Place, number: str, *, is_root: bool) -> Iterator[str]:
    kind = f"{node.kind}{' root' if is_root else ''}"
    link = f'<a href="{html(node.address)}">' if node.address.startswith(("https://", "http://")) else ""
    yield f'<g id="{number}" class="{kind}">{link}<title>{html(f"{node.id}: {node.title}")}</title>'
    yield f'<rect class="box" x="{place.left}" y="{place.top:.1f}" width="{_WIDTH}" height="{_HEIGHT}" rx="5"/>'
    name, words = text.fit(text.printable(node.id), _LETTERS - 4), text.fit(text.printable(node.title), _LETTERS)
    yield f'<text class="id" x="{place.left + 8}" y="{place.top + 14:.1f}">{html(name)}</text>'
    yield f'<text class="words" x="{place.left + 8}" y="{place.top + 28:.1f}">{html(words)}</text>{"</a>" if link else ""}</g>'
