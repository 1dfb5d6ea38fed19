"""The evidence matrix and the graph, as rules."""

from __future__ import annotations

import pytest

from readinglist.claims import graph, matrix
from readinglist.claims.claims import Stated
from readinglist.claims.dependencies import Standing, Web
from readinglist.model.record import Claim, Evidence, Identifier, Record

CLAIMS = (
    Claim(
        1,
        "It cost 6 million.",
        evidence=(Evidence("supports", "roe2021", checked=True), Evidence("contradicts", "poe2022")),
    ),
    Claim(
        3, "It is open.", evidence=(Evidence("qualifies", "poe2022"), Evidence("background", "poe2022", checked=True))
    ),
    Claim(4, "Nobody says so."),
)
DOE = Record(key="doe2020", type="article", claims=CLAIMS, identifiers=(Identifier("url", "https://example.org/a"),))
ROE = Record(
    key="roe2021", type="article", identifiers=(Identifier("url", "https://x.org"), Identifier("doi", "10.1/a"))
)
POE = Record(key="poe2022", type="online", identifiers=(Identifier("arxiv", "2401.04088"),))
FAR = Record(key="far1990", type="book")
WEB = Web(
    {key: Standing(key, f"Title of {key}") for key in ("doe2020", "roe2021", "poe2022", "far1990")},
    [("roe2021", "supports", "doe2020"), ("roe2021", "cites", "far1990"), ("poe2022", "reviews", "doe2020")],
    {"doe2020": CLAIMS},
)
SOURCES = {record.key: record for record in (DOE, ROE, POE)}


def test_the_source_that_bears_on_most_claims_comes_first_in_the_matrix() -> None:
    found = matrix.build([Stated(DOE, claim) for claim in CLAIMS], {"poe2022": "On openness"})
    assert found.sources == (("poe2022", "On openness"), ("roe2021", ""))
    assert [piece.stance for piece in found.of(found.claims[1], "poe2022")] == ["qualifies", "background"]
    assert found.of(found.claims[2], "poe2022") == ()


def test_near_a_source_is_what_links_and_evidence_lead_to_in_so_many_steps() -> None:
    assert graph.around(WEB, "doe2020", 1) == ["doe2020", "roe2021", "poe2022"]
    assert graph.around(WEB, "doe2020", 2) == ["doe2020", "roe2021", "poe2022", "far1990"]
    assert graph.around(WEB, "nobody", 5) == ["nobody"]


def test_a_link_that_only_repeats_evidence_is_left_out_of_the_graph_and_others_stay() -> None:
    found = graph.build(WEB, SOURCES, root="doe2020")
    edges = {(edge.start, edge.kind, edge.end) for edge in found.edges}
    assert ("roe2021", "supports", "doe2020") not in edges
    assert {
        ("poe2022", "reviews", "doe2020"),
        ("doe2020", "states", "doe2020#c1"),
        ("roe2021", "supports", "doe2020#c1"),
        ("poe2022", "background", "doe2020#c3"),
        ("doe2020", "states", "doe2020#c4"),
    } <= edges
    assert not any("far1990" in edge for edge in edges)


def test_without_claims_the_links_remain() -> None:
    found = graph.build(WEB, SOURCES, with_claims=False)
    assert [edge.kind for edge in found.edges] == ["supports", "reviews"]
    assert {node.kind for node in found.nodes} == {"source"}


def test_of_one_claim_only_its_own_evidence_is_drawn() -> None:
    found = graph.build(WEB, SOURCES, root="doe2020", only=CLAIMS[0])
    assert [node.id for node in found.nodes if node.kind == "claim"] == ["doe2020#c1"]
    assert found.root == "doe2020#c1"


def test_a_source_is_known_by_its_doi_before_its_arxiv_number_before_its_address() -> None:
    assert graph.address(ROE) == "https://doi.org/10.1/a"
    assert graph.address(POE) == "https://arxiv.org/abs/2401.04088"
    assert graph.address(DOE) == "https://example.org/a"
    assert graph.address(FAR) == ""


@pytest.mark.parametrize(
    ("stances", "checked", "keys", "cells"),
    [
        ((), "", None, 3),
        (("contradicts",), "", None, 1),
        ((), "yes", None, 2),
        ((), "no", None, 2),
        ((), "", {"roe2021"}, 1),
        (("contradicts",), "yes", None, 0),
        (("nothing",), "", None, 0),
    ],
)
def test_a_matrix_is_narrowed_by_stance_by_what_was_checked_and_by_sources(
    stances: tuple[str, ...], checked: str, keys: set[str] | None, cells: int
) -> None:
    whole = matrix.build([Stated(DOE, claim) for claim in CLAIMS], {"roe2021": "Roe"})
    found = matrix.narrowed(whole, stances, checked, keys)
    assert len(found.cells) == cells
    if found != whole:
        assert {one.name for one in found.claims} == {name for name, _ in found.cells}
        assert {key for key, _ in found.sources} == {key for _, key in found.cells}


def test_the_busiest_source_has_most_connections_those_of_its_claims_too() -> None:
    whole = graph.build(WEB, {record.key: record for record in (DOE, ROE, POE, FAR)})
    assert graph.busiest(whole) == "doe2020"
    assert graph.busiest(graph.Graph((), ())) == ""
