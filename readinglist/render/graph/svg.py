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
_WIDEST = 120  # from one box to the next
_MARGIN = 24
_LINE = 20  # of the legend
_ROOM = _WIDTH - 16  # for the text of a box
_CELL = 5.8  # of a letter in a title, on the average of many titles; that of a key is as wide as the next
_KEY_CELL = 6.4
_TIGHT = 0.5  # of the room: what may be longer than that is told its length
_STYLE = """
svg { font: 11px system-ui, sans-serif; background: #fff; } .box { fill: #f6f7f9; stroke: #b9bfc9; }
.claim .box { fill: #fff8e6; stroke: #d8c48a; } .root .box { stroke: #0b57a4; stroke-width: 2.5; }
text { fill: #1d1f21; } .id { font: 600 10.5px ui-monospace, monospace; } .words { fill: #4a505a; }
path.edge { fill: none; stroke-width: 1.4; opacity: .7; } .unchecked { stroke-dasharray: 5 4; }
text.mark { font: 700 11px ui-monospace, monospace; text-anchor: middle; stroke: #fff; stroke-width: 3; paint-order: stroke; }
@media (prefers-color-scheme: dark) { svg { background: #16181c; } text.mark { stroke: #16181c; } .box { fill: #22262c; stroke: #49505b; }
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
    width = 2 * _MARGIN + max(1, len(columns)) * _WIDTH + max(0, len(columns) - 1) * _ACROSS + _ACROSS // 2
    legend, lines = _legend(graph, width)
    top = _MARGIN + lines * _LINE
    places = _places(columns, tallest, top)
    height = top + _MARGIN + tallest * (_HEIGHT + _DOWN)
    numbers = {node.id: f"n{number}" for number, node in enumerate(graph.nodes, 1)}
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' role="group" aria-labelledby="picture">'
    )
    yield f'<title id="picture">{html(summary(graph))}</title>'
    yield f"<style>{_STYLE}{_pointed(numbers)}</style>"
    yield from _markers(graph)
    yield from legend
    marks = plain.letters(graph)
    for edge in graph.edges:
        yield _curve(edge, places, numbers)
    for edge in graph.edges:
        yield _mark(edge, places, marks[edge.kind])
    for node in graph.nodes:
        yield from _box(node, places[node.id], numbers[node.id], is_root=node.id == graph.root)
    yield "</svg>"


def summary(graph: Graph) -> str:
    """Return in words what a picture shows: `A graph of 3 sources and 2 claims with 4 connections`."""
    claims = sum(node.kind == "claim" for node in graph.nodes)
    sources = len(graph.nodes) - claims
    parts = [text.counted(sources, "source"), *([text.counted(claims, "claim")] if claims else [])]
    return f"A graph of {' and '.join(parts)} with {text.counted(len(graph.edges), 'connection')}"


def _places(columns: list[list[str]], tallest: int, above: int) -> dict[str, _Place]:
    """Return the place of each node.

    Columns go from left to right, and begin at the top.
    """
    whole = tallest * (_HEIGHT + _DOWN)
    places: dict[str, _Place] = {}
    for across, column in enumerate(columns):
        step = min(whole / len(column), _WIDEST)  # a short column is spread out beside the long ones
        for down, node in enumerate(column):
            top = above + step * down + (step - _HEIGHT) / 2
            places[node] = _Place(_MARGIN + across * (_WIDTH + _ACROSS), top)
    return places


def _pointed(numbers: Mapping[str, str]) -> str:
    """Return CSS rules for the node under the pointer.

    They fade all edges that do not belong to it.
    """
    return "".join(f"svg:has(#{n}:hover) path.edge:not(.{n}){{opacity:.06}}" for n in numbers.values())


def _markers(graph: Graph) -> Iterator[str]:
    yield "<defs>"
    for paint in sorted({plain.colour(edge) for edge in graph.edges}):
        yield (
            f'<marker id="a{paint[1:]}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
            f' orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="{paint}"/></marker>'
        )
    yield "</defs>"


def _legend(graph: Graph, width: int) -> tuple[list[str], int]:
    """Return the legend, with a colour and a mark for each kind of edge, and the number of its lines."""
    marks = plain.letters(graph)
    kinds = {edge.kind: (plain.colour(edge), f"{marks[edge.kind]} {edge.kind}", "") for edge in graph.edges}
    if any(not edge.checked for edge in graph.edges):
        kinds["not checked yet"] = ("#8a8f98", "not checked yet", ' stroke-dasharray="5 4"')
    drawn, left, line = [], _MARGIN, 0
    for paint, words, dashes in kinds.values():
        across = 46 + 7 * len(words)  # the line, the space around it, and about seven pixels for each letter
        if left > _MARGIN and left + across > width:
            left, line = _MARGIN, line + 1
        down = _MARGIN + line * _LINE
        drawn.append(f'<path d="M{left} {down - 4}h22" stroke="{paint}" stroke-width="3"{dashes}/>')
        drawn.append(f'<text x="{left + 28}" y="{down}">{html(words)}</text>')
        left += across
    return drawn, line + 1


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


def _mark(edge: GraphEdge, places: Mapping[str, _Place], mark: str) -> str:
    """Return the mark of an edge's kind, in the middle of its curve."""
    points = _bends(places[edge.start], places[edge.end])
    # A cubic Bézier curve at its middle: its ends count once each, its bends three times.
    across, down = (
        sum(weight * point[axis] for weight, point in zip((1, 3, 3, 1), points, strict=True)) / 8 for axis in (0, 1)
    )
    return f'<text class="mark" aria-hidden="true" x="{across:.1f}" y="{down + 4:.1f}" style="fill:{plain.colour(edge)}">{html(mark)}</text>'


def _path(start: _Place, end: _Place) -> str:
    first, *bends = (f"{across:.1f} {down:.1f}" for across, down in _bends(start, end))
    return f"M{first}C{' '.join(bends)}"


def _bends(start: _Place, end: _Place) -> tuple[tuple[float, float], ...]:
    """Return the four points of a curve between two boxes.

    It leads from one column to another, or, within a column, to the right and back.
    """
    if start.left == end.left:
        side = start.left + _WIDTH
        out = side + min(_ACROSS * 0.8, 24 + abs(start.middle - end.middle) / 6)
        return (side, start.middle), (out, start.middle), (out, end.middle), (side, end.middle)
    forward = start.left < end.left
    left, right = (start.left + _WIDTH, end.left) if forward else (start.left, end.left + _WIDTH)
    bend = (right - left) / 2
    return (left, start.middle), (left + bend, start.middle), (right - bend, end.middle), (right, end.middle)


def _box(node: GraphNode, place: _Place, number: str, *, is_root: bool) -> Iterator[str]:
    kind = f"{node.kind}{' root' if is_root else ''}"
    link = f'<a href="{html(node.address)}">' if node.address.startswith(("https://", "http://")) else ""
    yield f'<g id="{number}" class="{kind}">{link}<title>{html(f"{node.id}: {node.title}")}</title>'
    yield f'<rect class="box" x="{place.left}" y="{place.top:.1f}" width="{_WIDTH}" height="{_HEIGHT}" rx="5"/>'
    yield _line("id", node.id, _KEY_CELL, place.left + 8, place.top + 14)
    yield f"{_line('words', node.title, _CELL, place.left + 8, place.top + 28)}{'</a>' if link else ''}</g>"


def _line(kind: str, words: str, cell: float, left: float, down: float) -> str:
    """Return a line of text that stays within its box, whatever the font that a reader has."""
    fitting = text.fit(text.printable(words), int(_ROOM / cell))
    length = text.width(fitting) * cell
    told = f' textLength="{length:.0f}" lengthAdjust="spacingAndGlyphs"' if length > _ROOM * _TIGHT else ""
    return f'<text class="{kind}" x="{left}" y="{down:.1f}"{told}>{html(fitting)}</text>'
