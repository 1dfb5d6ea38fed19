"""A graph as an SVG picture.

Columns of boxes and coloured curves, in light and dark mode; a mark on each curve says its kind without colour. The edges of the node under the pointer, or that has the keyboard's focus, are
emphasised: by rules of the picture's own, or by the script of the page that it stands in, for which a curve has the ids of its ends as classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.render.graph import languages as plain
from readinglist.render.pictures import boxes
from readinglist.render.pictures.boxes import Box, Place
from readinglist.render.pictures.layers import arrange
from readinglist.render.pictures.look import Look, opening
from readinglist.util import text
from readinglist.util.escape import html

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from readinglist.claims.graph import Graph, GraphEdge, GraphNode

# Sizes in pixels, chosen by eye for letters of 11 pixels.
_WIDTH, _HEIGHT = boxes.WIDTH, boxes.height(2)
_ACROSS, _DOWN = 150, 8  # between columns, which leaves room for the curves, and between boxes
_MARGIN = 24
_LINE = 20  # of the legend


def svg(graph: Graph, look: Look | None = None) -> Iterator[str]:
    """Yield the lines of an SVG document, without scripts.

    Without a look it is complete by itself, and a source leads to its address.
    """
    look = look or _alone(graph)
    cells = arrange([node.id for node in graph.nodes], [(edge.start, edge.end) for edge in graph.edges], graph.root)
    across = max((cell.column for cell in cells.values()), default=0)
    down = max((cell.row for cell in cells.values()), default=0)
    width = 2 * _MARGIN + across * (_WIDTH + _ACROSS) + _WIDTH + _ACROSS // 2
    legend, lines = _legend(graph, width)
    top = _MARGIN + lines * _LINE
    places = {
        name: Place(_MARGIN + cell.column * (_WIDTH + _ACROSS), top + cell.row * (_HEIGHT + _DOWN))
        for name, cell in cells.items()
    }
    numbers = {node.id: f"{look.name}-{number}" for number, node in enumerate(graph.nodes, 1)}
    size = (width, top + _MARGIN + (down + 1) * (_HEIGHT + _DOWN))
    yield from opening(look, summary(graph), size, rules=_pointed(numbers) if look.styled else "")
    yield from _markers(graph, look)
    yield from legend
    marks = plain.letters(graph)
    for edge in graph.edges:
        yield _curve(edge, places, numbers, look)
    for edge in graph.edges:
        yield _mark(edge, places, marks[edge.kind], numbers)
    for node in graph.nodes:
        yield from boxes.drawn(_box(node, numbers[node.id], look, is_root=node.id == graph.root), places[node.id])
    yield "</svg>"


def _alone(graph: Graph) -> Look:
    addresses = {node.id: node.address for node in graph.nodes if node.address.startswith(("https://", "http://"))}
    return Look(lambda name: addresses.get(name, ""))


def summary(graph: Graph) -> str:
    """Return in words what a picture shows: `A graph of 3 sources and 2 claims with 4 connections`."""
    claims = sum(node.kind == "claim" for node in graph.nodes)
    sources = len(graph.nodes) - claims
    parts = [text.counted(sources, "source"), *([text.counted(claims, "claim")] if claims else [])]
    return f"A graph of {' and '.join(parts)} with {text.counted(len(graph.edges), 'connection')}"


def _pointed(numbers: Mapping[str, str]) -> str:
    """Return CSS rules for the node under the pointer or with the focus.

    They fade all edges that do not belong to it.
    """
    return "".join(
        f"svg:has(#{n}:is(:hover,:focus-within,:target)) :is(path.edge,text.mark):not(.{n}){{opacity:.06}}"
        for n in numbers.values()
    )


def _markers(graph: Graph, look: Look) -> Iterator[str]:
    yield "<defs>"
    for paint in sorted({plain.colour(edge) for edge in graph.edges}):
        yield (
            f'<marker id="{look.name}-{paint[1:]}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
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


def _curve(edge: GraphEdge, places: Mapping[str, Place], numbers: Mapping[str, str], look: Look) -> str:
    paint = plain.colour(edge)
    unchecked = "" if edge.checked else " unchecked"
    ends = f"{numbers[edge.start]} {numbers[edge.end]}"
    description = f"{edge.start} {edge.kind} {edge.end}" + ("" if edge.checked else " (not checked yet)")
    path = _path(places[edge.start], places[edge.end])
    return (
        f'<path class="edge{unchecked} {ends}" d="{path}" stroke="{paint}" marker-end="url(#{look.name}-{paint[1:]})">'
        f"<title>{html(description)}</title></path>"
    )


def _mark(edge: GraphEdge, places: Mapping[str, Place], mark: str, numbers: Mapping[str, str]) -> str:
    """Return the mark of an edge's kind, in the middle of its curve."""
    points = _bends(places[edge.start], places[edge.end])
    # A cubic Bézier curve at its middle: its ends count once each, its bends three times.
    across, down = (
        sum(weight * point[axis] for weight, point in zip((1, 3, 3, 1), points, strict=True)) / 8 for axis in (0, 1)
    )
    ends = f"{numbers[edge.start]} {numbers[edge.end]}"
    return f'<text class="mark {ends}" aria-hidden="true" x="{across:.1f}" y="{down + 4:.1f}">{html(mark)}</text>'


def _middle(place: Place) -> float:
    return place.top + _HEIGHT / 2


def _path(start: Place, end: Place) -> str:
    first, *bends = (f"{across:.1f} {down:.1f}" for across, down in _bends(start, end))
    return f"M{first}C{' '.join(bends)}"


def _bends(start: Place, end: Place) -> tuple[tuple[float, float], ...]:
    """Return the four points of a curve between two boxes.

    It leads from one column to another, or, within a column, to the right and back.
    """
    if start.left == end.left:
        side = start.left + _WIDTH
        out = side + min(_ACROSS * 0.8, 24 + abs(_middle(start) - _middle(end)) / 6)
        return (side, _middle(start)), (out, _middle(start)), (out, _middle(end)), (side, _middle(end))
    forward = start.left < end.left
    left, right = (start.left + _WIDTH, end.left) if forward else (start.left, end.left + _WIDTH)
    bend = (right - left) / 2
    return (left, _middle(start)), (left + bend, _middle(start)), (right - bend, _middle(end)), (right, _middle(end))


def _box(node: GraphNode, number: str, look: Look, *, is_root: bool) -> Box:
    kind = f"{node.kind}{' root' if is_root else ''}"
    lines = (("id", f"+{node.title.partition(' ')[0]}" if node.kind == "folded" else node.id), ("words", node.title))
    said = node.title if node.kind == "folded" else f"{node.id}: {node.title}"
    return Box(lines, said, kind, look.link(node.id), number)
