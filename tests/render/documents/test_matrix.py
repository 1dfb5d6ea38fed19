"""How the evidence matrix and the graph look, and that no text of a user's breaks out of them."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser

import pytest

from readinglist.claims import graph as graphs
from readinglist.claims import matrix as rules
from readinglist.claims.claims import Stated
from readinglist.claims.graph import Graph, GraphEdge, GraphNode
from readinglist.model.record import Claim, Evidence, Record
from readinglist.render import json as contract
from readinglist.render.documents import matrix as matrix_page
from readinglist.render.graph import languages
from readinglist.render.graph import page as graph_page
from readinglist.render.terminal import matrix

HOSTILE = '<script>alert("x")</script> | @doe `a` \x1b[31m -->'
CLAIMS = [
    Claim(1, "It cost 6 million.", verdict="too low", evidence=(Evidence("supports", "roe2021", checked=True),)),
    Claim(2, f"=HYPERLINK({HOSTILE})", evidence=(Evidence("contradicts", "poe2022"), Evidence("qualifies", "roe2021"))),
]
DOE = Record(key="doe2020", type="article", claims=tuple(CLAIMS))
FOUND = rules.build([Stated(DOE, claim) for claim in CLAIMS], {"roe2021": HOSTILE, "poe2022": "On openness"})


def test_the_matrix_on_a_terminal_has_a_row_for_each_source_and_says_what_the_claims_state() -> None:
    lines = [line.replace("\x1b[0m", "") for line in matrix.lines(FOUND, None)]
    text = "\n".join(lines)
    assert "roe2021" in text
    assert "-?" in text
    assert "It cost 6 million." in text
    assert "[31m -->" not in text


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_no_line_of_the_matrix_is_wider_than_the_terminal(columns: int) -> None:
    many = [Claim(n, "x" * 300, evidence=(Evidence("supports", f"source{n % 7}"),)) for n in range(1, 60)]
    found = rules.build([Stated(DOE, claim) for claim in many], {})
    for line in matrix.lines(found, columns):
        bare = "".join(part.partition("m")[2] if number else part for number, part in enumerate(line.split("\x1b[")))
        assert len(bare) <= columns


def test_verdicts_leave_the_library_only_when_they_are_asked_for() -> None:
    assert "too low" not in "\n".join(matrix.markdown(FOUND, "T", verdicts=False))
    assert "too low" in "\n".join(matrix.markdown(FOUND, "T", verdicts=True))
    assert "too low" not in "\n".join(matrix.as_csv(FOUND, verdicts=False))
    assert "too low" in "\n".join(matrix.as_csv(FOUND, verdicts=True))
    assert "too low" not in "".join(matrix_page.html(FOUND, "T", verdicts=False))
    assert "too low" not in "\n".join(matrix.lines(FOUND, 80))
    assert "too low" in "\n".join(matrix.lines(FOUND, 80, verdicts=True))
    assert "verdict" not in json.loads(contract.matrix(FOUND, verdicts=False)[0])["claims"][0]
    assert json.loads(contract.matrix(FOUND, verdicts=True)[0])["claims"][0]["verdict"] == "too low"


def test_markdown_is_a_table_in_which_hostile_text_stays_text() -> None:
    lines = list(matrix.markdown(FOUND, "T", verdicts=False))
    rows = [line for line in lines if line.startswith("|")]
    unescaped = [line.replace("\\|", "").count("|") for line in rows]
    assert unescaped == [4, 4, 4, 4]
    assert rows[2] == r"| roe2021 | \+ | \~? |"
    assert "<script>" not in "\n".join(lines)
    assert "\\@doe" in "\n".join(lines)


def test_csv_reads_back_and_holds_no_formula() -> None:
    rows = list(csv.reader("\n".join(matrix.as_csv(FOUND, verdicts=False)).splitlines()))
    assert rows[0] == ["claim", "statement", "roe2021", "poe2022"]
    assert rows[2][1].startswith("'=HYPERLINK")
    assert rows[2][2:] == ["qualifies (not checked)", "contradicts (not checked)"]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen += [tag, *(name for name, _ in attrs)]


def test_the_page_has_no_tag_or_attribute_that_a_text_brought_along() -> None:
    reader = _Tags()
    reader.feed("".join(matrix_page.html(FOUND, HOSTILE, verdicts=True)))
    assert "script" not in reader.seen
    assert not any(name.startswith("on") for name in reader.seen)
    assert reader.seen.count("td") == 2 * 2


def test_a_verdict_stands_with_its_claim_where_there_is_room_for_words() -> None:
    page = "".join(matrix_page.html(FOUND, "T", verdicts=True))
    assert "It cost 6 million.<div class=verdict>too low</div></th>" in page
    assert page.count("<div class=verdict>") == 1


def test_json_has_a_cell_for_each_pair_with_evidence() -> None:
    value = json.loads(contract.matrix(FOUND, verdicts=False)[0])
    assert [(cell["claim"], cell["source"]) for cell in value["cells"]] == [
        ("doe2020#c1", "roe2021"),
        ("doe2020#c2", "poe2022"),
        ("doe2020#c2", "roe2021"),
    ]


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


def test_the_page_of_a_graph_says_in_words_what_the_picture_shows() -> None:
    page = "".join(graph_page.html(GRAPH, HOSTILE))
    assert "A graph of 2 sources and 1 claim with 3 connections" in page
    assert 'contradicts (not checked yet)</span> <a class=name href="#doe2020#c1">doe2020#c1</a>' in page
    assert 'is stated by</span> <a class=name href="#doe2020">doe2020</a>' in page
    assert page.count("<li id=") == 3
    assert "<script" not in page
    assert "javascript:" not in page.replace("<b class=name>ro&quot;e", "")


def test_dot_and_mermaid_keep_every_text_inside_its_quotation_marks() -> None:
    dot = "\n".join(languages.dot(GRAPH))
    assert '"ro\\"e\\\\2021" -> "doe2020#c1" [label="contradicts"' in dot
    assert dot.count("style=dashed") == 1
    chart = "\n".join(languages.mermaid(GRAPH))
    assert "<script>" not in chart
    assert 'n2 -.->|"contradicts"| n3' in chart


def test_json_ld_has_links_as_properties_of_cito_and_evidence_as_citations() -> None:
    value = json.loads("\n".join(languages.json_ld(GRAPH)))
    doe, roe, claim, piece = value["@graph"]
    assert doe["@id"] == "https://doi.org/10.1/a"
    assert doe["cito:cites"] == [{"@id": roe["@id"]}]
    assert claim["schema:isPartOf"] == {"@id": doe["@id"]}
    assert piece["cito:hasCitationCharacterization"] == {"@id": "cito:disputes"}
    assert (piece["rl:checked"], piece["schema:text"]) == (False, "not so")
