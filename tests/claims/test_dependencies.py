"""What rests on what: which sources are independent, and what can be come to from where."""

from __future__ import annotations

import pytest

from readinglist.claims.dependencies import Standing, Web, origins, reach, rests, turned

EDGES = {
    "copy": ["report"],
    "echo": ["copy"],
    "one": ["third"],
    "two": ["third"],
    "rich": ["third", "fourth"],
    "left": ["right"],
    "right": ["left"],
}


@pytest.mark.parametrize(
    ("sources", "groups"),
    [
        (["report"], [("report",)]),
        (["report", "other"], [("report",), ("other",)]),
        (["report", "copy"], [("report",)]),
        (["copy", "report"], [("report",)]),
        (["echo", "report"], [("report",)]),
        (["one", "two"], [("one", "two")]),
        (["one", "rich"], [("one",), ("rich",)]),
        (["left", "right"], [("left",)]),
        (["left", "right", "report"], [("left",), ("report",)]),
        (["copy", "one", "report", "third"], [("report",), ("third",)]),
        (["other", "other"], [("other",)]),
        ([], []),
    ],
)
def test_a_source_that_rests_on_another_adds_nothing(sources: list[str], groups: list[tuple[str, ...]]) -> None:
    assert origins(sources, EDGES) == groups


def test_sources_rest_on_what_they_cite_and_on_what_they_led_to_and_not_on_what_they_judge() -> None:
    web = Web(
        {"a": Standing("a"), "b": Standing("b", via="a"), "c": Standing("c")},
        [("a", "cites", "c"), ("c", "reviews", "b"), ("b", "supports", "c"), ("b", "version-of", "c")],
        {},
    )
    assert rests(web) == {"a": ["c", "b"], "b": ["c"]}
    assert turned(rests(web)) == {"c": ["a", "b"], "b": ["a"]}


def test_what_is_reached_knows_the_step_before_it_and_circles_end() -> None:
    assert reach(EDGES, "echo") == {"copy": "echo", "report": "copy"}
    assert reach(EDGES, "left") == {"right": "left"}
