"""The way back to primary sources, and what falls with a source."""

from __future__ import annotations

import itertools

from readinglist.claims.dependencies import Standing, Web
from readinglist.claims.trace import DEEPEST, TraceStep, impact, trace
from readinglist.model.record import Claim, Evidence
from readinglist.render import json as contract
from readinglist.render.terminal import trees

WEB = Web(
    {key: Standing(key, f"Title of {key}", via={"found": "blog"}.get(key, "")) for key in
     ("blog", "press", "report", "critic", "found", "lone")},
    [
        ("blog", "follows-up", "press"),
        ("press", "cites", "report"),
        ("report", "cites", "blog"),
        ("critic", "contradicts", "press"),
        ("blog", "related", "lone"),
    ],
    {
        "blog": [
            Claim(1, "It is so.", evidence=(Evidence("supports", "report", id=1), Evidence("contradicts", "critic", id=2))),
            Claim(2, "It was so.", evidence=(Evidence("supports", "report", id=1), Evidence("background", "lone", id=2))),
            Claim(3, "It will be.", evidence=(Evidence("qualifies", "critic", id=1), Evidence("supports", "press", id=2))),
        ]
    },
)  # fmt: skip


def outline(node: TraceStep, depth: int = 0) -> list[str]:
    mark = f" ({node.mark})" if node.mark else ""
    line = "  " * depth + f"{node.how} {node.name}{mark}".strip()
    return [line, *(inner for child in node.children for inner in outline(child, depth + 1))]


def test_the_way_back_goes_through_links_and_evidence_and_follows_nothing_twice() -> None:
    assert outline(trace(WEB, "blog")) == [
        "blog",
        "  follows-up press",
        "    cites report (seen)",
        "    is contradicted by critic (seen)",
        "  #c1 #c2 supported by report",
        "    cites blog (seen)",
        "  #c3 supported by press (seen)",
        "  #c3 qualified by critic (primary)",
        "  #c1 contradicted by critic (seen)",
        "  #c2 background in lone (primary)",
        "  led the reader to found (primary)",
    ]


def test_the_way_back_from_a_claim_begins_with_its_evidence() -> None:
    root = trace(WEB, "blog", WEB.claims["blog"][0])
    assert root.words == "It is so."
    assert outline(root) == [
        "blog#c1",
        "  supported by report",
        "    cites blog (seen)",
        "  contradicted by critic (primary)",
        "  made by blog",
        "    follows-up press",
        "      cites report (seen)",
        "      is contradicted by critic (seen)",
        "    led the reader to found (primary)",
    ]


def test_a_depth_ends_the_way_and_says_where_it_would_go_on() -> None:
    assert outline(trace(WEB, "press", depth=1)) == [
        "press",
        "  cites report (deeper)",
        "  is contradicted by critic (primary)",
    ]


def test_a_source_with_nothing_behind_it_is_a_tree_of_one() -> None:
    assert outline(trace(WEB, "lone")) == ["lone"]


def test_claims_fall_are_weakened_are_freed_or_stand_without_a_source() -> None:
    found = impact(WEB, "critic")
    assert [(x.claim, x.effect, x.why, x.remaining) for x in found.claims] == [
        ("blog#c1", "freed", "critic contradicts it", ("report",)),
        ("blog#c3", "weakened", "critic qualifies it", ("press",)),
    ]
    assert (found.sources, found.links) == ((), (("critic", "contradicts", "press"),))
    assert [(x.claim, x.effect) for x in impact(WEB, "lone").claims] == [("blog#c2", "stands")]


def test_what_rests_on_a_source_falls_with_it() -> None:
    found = impact(WEB, "report")
    assert [(x.key, x.through) for x in found.sources] == [("press", "report"), ("blog", "press")]
    assert [(x.claim, x.effect, x.why, x.remaining) for x in found.claims] == [
        ("blog#c1", "falls", "report supports it", ()),
        ("blog#c2", "falls", "report supports it", ()),
        ("blog#c3", "weakened", "press, on which it stands, rests on report", ("critic",)),
    ]


def test_a_source_takes_its_own_claims_along() -> None:
    assert {x.effect for x in impact(WEB, "blog").claims} == {"falls"}


def test_a_way_that_is_very_long_is_followed_to_a_limit_and_can_be_printed() -> None:
    keys = [f"n{number}" for number in range(3000)]
    links = [(before, "cites", after) for before, after in itertools.pairwise(keys)]
    web = Web({key: Standing(key) for key in keys}, links, {})
    for depth in (None, 5000):
        root = trace(web, "n0", None, depth)
        step, steps = root, 0
        while step.children:
            step, steps = step.children[0], steps + 1
        assert (steps, step.mark) == (DEEPEST, "deeper")
    assert len(list(trees.tree(root, 80))) == DEEPEST + 1
    assert f'"n{DEEPEST}"' in "".join(contract.tree(root))
    assert len(impact(web, "n2999").sources) == 2999
