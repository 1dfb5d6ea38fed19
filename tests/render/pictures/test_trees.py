"""What `trace` and `impact` find, as pictures of trees."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from readinglist.claims.dependencies import Standing, Web
from readinglist.claims.trace import TraceStep, impact, trace
from readinglist.model.record import Claim, Evidence
from readinglist.render.pictures import trees
from readinglist.render.pictures.look import Look

HOSTILE = '<script>alert("x")</script>'
LOOK = Look("/s/{}".format, styled=False, name="t")
SPACE = "{http://www.w3.org/2000/svg}"
CLAIM = Claim(1, HOSTILE, evidence=(Evidence("supports", "roe", id=1), Evidence("contradicts", "poe", id=2)))
WEB = Web(
    {key: Standing(key, f"Title of {key}") for key in ("doe", "roe", "poe", "old")},
    [("roe", "cites", "old"), ("doe", "cites", "old")],
    {"doe": [CLAIM]},
)


def boxes(picture: str) -> list[tuple[float, ...]]:
    root = ET.fromstring(picture)  # noqa: S314 - our own text
    sides = ("x", "y", "width", "height")
    return [tuple(float(box.get(side, "")) for side in sides) for box in root.iter(f"{SPACE}rect")]


def drawn(tree: trees.Branch) -> str:
    return "\n".join(trees.svg(tree, "The way back", LOOK))


def test_the_way_back_is_a_tree_whose_boxes_say_how_they_are_reached_and_where_it_ends() -> None:
    picture = drawn(trees.of_trace(trace(WEB, "doe", CLAIM)))
    for said in (
        "supported by",
        "contradicted by",
        "made by",
        "primary: nothing lies behind it",
        "followed at another place",
    ):
        assert said in picture
    assert "<script" not in picture
    assert 'href="/s/roe"' in picture
    assert "style" not in picture


def test_no_box_of_a_tree_lies_on_another_and_what_hangs_on_a_box_is_right_of_it() -> None:
    root = TraceStep("root", "Root")
    for number in range(5):
        child = TraceStep(f"c{number}", "Child", "cites")
        child.children = [TraceStep(f"c{number}d{n}", "", "cites", "primary") for n in range(number)]
        root.children.append(child)
    found = boxes(drawn(trees.of_trace(root)))
    assert len(found) == 1 + 5 + 10
    for number, (x, y, width, height) in enumerate(found):
        assert not any(
            x < x2 + w2 and x2 < x + width and y < y2 + h2 and y2 < y + height for x2, y2, w2, h2 in found[number + 1 :]
        )


def test_a_very_deep_tree_is_drawn() -> None:
    root = step = TraceStep("n0", "")
    for number in range(1, 3000):
        step.children.append(TraceStep(f"n{number}", ""))
        step = step.children[0]
    assert len(boxes(drawn(trees.of_trace(root)))) == 3000


def test_what_falls_with_a_source_is_told_by_what_happens_to_it() -> None:
    tree = trees.of_impact(impact(WEB, "old"))
    words = [(depth, branch.name) for depth, branch in trees.in_words(tree)]
    assert words[0] == (0, "old")
    assert (1, "2 sources rest on it") in words
    assert {(2, "roe"), (2, "doe")} <= set(words)
    own = [branch.name for _, branch in trees.in_words(trees.of_impact(impact(WEB, "doe")))]
    assert own[:3] == ["doe", "1 claim falls", "doe#c1"]
    freed = list(trees.in_words(trees.of_impact(impact(WEB, "poe"))))
    assert [branch.name for _, branch in freed] == ["poe", "1 claim is contradicted no more", "doe#c1"]
    assert freed[-1][1].how == "poe contradicts it"
