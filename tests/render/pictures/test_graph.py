"""Graphs as pictures: boxes that hold their texts, marks beside colours, links that a keyboard reaches."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from readinglist.claims import graph as graphs
from readinglist.claims.graph import Graph, GraphEdge, GraphNode
from readinglist.model import relations
from readinglist.render.graph import languages
from readinglist.render.pictures import graph as pictures
from readinglist.render.pictures.look import Look

HOSTILE = '<script>alert("x")</script> | @doe `a` \x1b[31m -->'
GRAPH = Graph(
    (
        GraphNode("doe2020", "source", HOSTILE, "https://doi.org/10.1/a"),
        GraphNode('ro"e\\2021', "source", "On\nlines", "javascript:alert(1)"),
        GraphNode("doe2020#c1", "claim", HOSTILE),
    ),
    (
        GraphEdge("doe2020", "cites", 'ro"e\\2021'),
        GraphEdge("doe2020", graphs.STATES, "doe2020#c1"),
        GraphEdge('ro"e\\2021', "contradicts", "doe2020#c1", checked=False, quote="not so"),
    ),
    "doe2020",
)


def test_the_picture_is_well_formed_and_links_only_to_the_web() -> None:
    root = ET.fromstring("\n".join(pictures.svg(GRAPH)))  # noqa: S314 - our own text
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f".//{space}rect")) == 3
    assert [link.get("href") for link in root.findall(f".//{space}a")] == ["https://doi.org/10.1/a"]
    assert root.findall(f".//{space}script") == []


def test_a_picture_of_a_hundred_nodes_has_no_two_boxes_on_each_other() -> None:
    nodes = tuple(GraphNode(f"n{number}", "source", "") for number in range(100))
    edges = tuple(GraphEdge(f"n{number % 9}", "cites", f"n{number}") for number in range(9, 100))
    root = ET.fromstring("\n".join(pictures.svg(Graph(nodes, edges))))  # noqa: S314 - our own text
    boxes = [
        (float(box.get("x", "")), float(box.get("y", "")), float(box.get("width", "")), float(box.get("height", "")))
        for box in root.iter("{http://www.w3.org/2000/svg}rect")
    ]
    assert len(boxes) == 100
    for number, (x, y, width, height) in enumerate(boxes):
        assert not any(abs(x - x2) < width and abs(y - y2) < height for x2, y2, _, _ in boxes[number + 1 :])


@pytest.mark.parametrize(
    "title",
    ["W" * 200, "W" * 30, "W" * 21, "漢字" * 60, "i" * 200, "A very Long Title, with WORDS " * 9, "é" * 99, "short"],
)
def test_every_text_of_a_picture_stays_in_its_box(title: str) -> None:
    root = ET.fromstring("\n".join(pictures.svg(Graph((GraphNode(title[:60], "source", title),), ()))))  # noqa: S314 - our own text
    space = "{http://www.w3.org/2000/svg}"
    box = root.find(f".//{space}rect")
    assert box is not None
    inside = float(box.get("x", "")), float(box.get("x", "")) + float(box.get("width", ""))
    for line in root.findall(f".//{space}g/{space}text"):
        # Where a font could be wide enough to leave the box, the length is given; otherwise the widest letters would fit.
        length = float(line.get("textLength") or 11 * len(line.text or ""))
        assert inside[0] < float(line.get("x", "")) < float(line.get("x", "")) + length < inside[1]


def test_kinds_of_edges_differ_by_a_colour_that_stands_out_and_by_a_mark() -> None:
    kinds = (*relations.NAMES, graphs.STATES)
    nodes = tuple(GraphNode(name, "source", "") for name in "ab")
    found = Graph(nodes, tuple(GraphEdge("a", kind, "b") for kind in kinds))
    colours = {kind: languages.colour(edge) for kind, edge in zip(kinds, found.edges, strict=True)}
    assert len(set(colours.values())) == len(kinds)
    for colour in colours.values():
        assert min(contrast(colour, "#ffffff"), contrast(colour, "#16181c")) >= 3  # WCAG 2.2, 1.4.11
    marks = languages.letters(found)
    assert len({marks[kind] for kind in kinds}) == len(kinds)
    assert all(len(marks[kind]) == 1 for kind in kinds)
    picture = "\n".join(pictures.svg(found))
    assert all(f">{marks[kind]} {kind}</text>" in picture for kind in kinds)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    bright, dim = sorted(map(_luminance, (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_in_a_page_a_picture_has_no_styles_of_its_own_and_every_box_leads_where_the_page_says() -> None:
    look = Look(lambda name: f"/graph?of={name}", styled=False, name="one")
    picture = "\n".join(pictures.svg(GRAPH, look))
    root = ET.fromstring(picture)  # noqa: S314 - our own text
    space = "{http://www.w3.org/2000/svg}"
    assert "style" not in picture.replace("styled", "")
    assert [link.get("href") for link in root.findall(f".//{space}a")] == [
        "/graph?of=doe2020",
        '/graph?of=ro"e\\2021',
        "/graph?of=doe2020#c1",
    ]
    assert {str(node.get("id")).partition("-")[0] for node in root.iter() if node.get("id")} == {"one"}


def test_a_curve_and_its_mark_have_the_ids_of_their_ends_for_the_script_that_fades_the_others() -> None:
    picture = "\n".join(pictures.svg(GRAPH, Look(lambda _: "", styled=False, name="p")))
    assert 'class="edge unchecked p-2 p-3"' in picture
    assert 'class="mark p-2 p-3"' in picture
    assert "svg:has(#picture-2:is(:hover,:focus-within,:target))" in "\n".join(pictures.svg(GRAPH))
