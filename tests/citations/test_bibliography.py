"""A bibliography shows what was asked for, under the right headings, and nothing that is private."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readinglist.citations import bibliography
from readinglist.citations.bibliography import Code, Plan
from readinglist.formats import bibtex
from readinglist.model.record import Bearing, Claim, Evidence, Note, Record

SECRET = "SECRET"  # noqa: S105 - a word that nobody may see


def source(key: str, year: int | None = 2020, **parts: object) -> Record:
    pairs = [("author", f"{{{key.title()}, A.}}"), ("title", f"{{On {key}}}"), ("annotation", f"{{About {key}}}")]
    record = bibtex.build(
        key,
        "book",
        [*pairs, *([("date", f"{{{year:05}}}" if year < 0 else f"{{{year}}}")] if year is not None else [])],
    )
    return replace(record, **parts)  # type: ignore[arg-type]


CLAIM = Claim(
    3,
    "It is so.",
    quote="so it is",
    locator="page 4",
    verdict=f"{SECRET} doubtful",
    note=SECRET,
    evidence=(Evidence("supports", "proof", "indeed", "page 9", note=f"{SECRET} good", checked=True, id=1),),
)
CLAIMING = source(
    "claiming",
    2021,
    status="read",
    tags=("b", "a/c"),
    why=SECRET,
    claims=(CLAIM,),
    notes=(
        Note(1, SECRET, quote=SECRET),
        Note(2, "Well *said*.", quote="words of it", locator="page 2", public=True),
        Note(3, "Only a note.", public=True),
    ),
)
PROOF = source("proof", -43, bears=(Bearing("claiming#c3", "It is so.", CLAIM.evidence[0]),), tags=("b",))
OTHER = source("other", None, status="queued")
SHELF = (CLAIMING, PROOF, OTHER)


def shown(plan: Plan) -> dict[str, list[str]]:
    groups = bibliography.arrange(SHELF, plan, {"proof": "Proof 44 BC"})
    return {group.title: [entry.key for entry in group.entries] for group in groups}


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("", {"": ["claiming", "proof", "other"]}),
        ("year", {"-43": ["proof"], "2021": ["claiming"], "Undated": ["other"]}),
        ("tag", {"a/c": ["claiming"], "b": ["claiming", "proof"], "Without a tag": ["other"]}),
        ("status", {"queued": ["other"], "read": ["claiming"], "Without a status": ["proof"]}),
        ("claim", {"It is so.": ["proof"], "On no claim": ["claiming", "other"]}),
        ("stance", {"Supporting": ["proof"], "On no claim": ["claiming", "other"]}),
    ],
)
def test_entries_stand_under_their_headings(name: str, groups: dict[str, list[str]]) -> None:
    assert shown(Plan(group_by=name)) == groups
    assert list(shown(Plan(group_by=name))) == list(groups)


@pytest.mark.parametrize("grouping", ["", *bibliography.GROUPINGS])
@pytest.mark.parametrize(
    "plan", [Plan(), Plan(annotated=True), Plan(quotes=True), Plan(claims=True), Plan(annotated=True, claims=True)]
)
def test_nothing_private_is_shown_unless_it_is_asked_for(grouping: str, plan: Plan) -> None:
    assert SECRET not in repr(bibliography.arrange(SHELF, plan._replace(group_by=grouping), {}))


def test_private_notes_and_verdicts_are_asked_for_apart() -> None:
    private = repr(bibliography.arrange(SHELF, Plan(annotated=True, claims=True, private=True), {}))
    assert f"text='{SECRET}', quote='{SECRET}'" in private
    assert "doubtful" not in private
    verdicts = repr(bibliography.arrange(SHELF, Plan(annotated=True, claims=True, verdicts=True), {}))
    assert "doubtful" in verdicts
    assert f"note='{SECRET} good'" in verdicts
    assert f"quote='{SECRET}'" not in verdicts


def test_quotes_come_without_what_was_noted_on_them() -> None:
    (group,) = bibliography.arrange([CLAIMING], Plan(quotes=True), {})
    assert group.entries[0].remarks == (bibliography.Remark("", "words of it", "page 2"),)
    assert group.entries[0].annotation == ""


def test_a_claim_comes_with_its_evidence_and_evidence_with_its_claim() -> None:
    (group,) = bibliography.arrange([CLAIMING, PROOF], Plan(claims=True), {"proof": "Proof 44 BC"})
    claiming, proof = group.entries
    (claim,) = claiming.claims
    assert (claim.name, claim.text, claim.quote, claim.verdict) == ("claiming#c3", "It is so.", "so it is", "")
    assert [(piece.label, piece.quote, piece.locator) for piece in claim.evidence] == [
        ("Proof 44 BC", "indeed", "page 9")
    ]
    assert [(bears.name, bears.evidence[0].stance) for bears in proof.bears] == [("claiming#c3", "supports")]


def test_a_claim_of_a_source_outside_is_a_heading_too() -> None:
    (group,) = bibliography.arrange([PROOF], Plan(group_by="claim"), {})
    assert (group.title, group.claim and group.claim.quote) == ("It is so.", "")


def test_what_stands_below_an_entry_is_shown_once() -> None:
    plan = Plan(group_by="tag", annotated=True)
    groups = bibliography.arrange(SHELF, plan, {})
    notes = {text: f"<{text}>" for text in bibliography.notes_of(groups)}
    assert list(notes) == ["Well *said*.", "Only a note."]
    first, second, _ = bibliography.worded(groups, {"proof": "P", "claiming": "C", "other": "O"}, notes, plan)
    assert [remark.text for remark in first.entries[0].remarks] == ["<Well *said*.>", "<Only a note.>"]
    assert [(entry.key, entry.reference, entry.again) for entry in second.entries] == [
        ("proof", "P", False),
        ("claiming", "C", True),
    ]
    assert second.entries[1].remarks == ()
    assert isinstance(second.entries[1].reference, Code)


def test_evidence_is_shown_in_every_group_that_it_makes() -> None:
    twice = replace(PROOF, bears=(*PROOF.bears, Bearing("x#c1", "Not so.", Evidence("contradicts", "proof"))))
    plan = Plan(group_by="stance", annotated=True)
    groups = bibliography.worded(bibliography.arrange([twice], plan, {}), {"proof": "P"}, {}, plan)
    assert [(group.title, group.entries[0].bears[0].text, group.entries[0].again) for group in groups] == [
        ("Supporting", "It is so.", False),
        ("Contradicting", "Not so.", True),
    ]


def test_sources_of_one_name_and_year_are_told_apart_by_their_titles() -> None:
    found = bibliography.labels([source("doe"), replace(source("doe"), key="doe2"), source("roe", None)])
    assert found == {"doe": "Doe 2020, On doe", "doe2": "Doe 2020, On doe", "roe": "Roe"}
    assert bibliography.labels([bibtex.build("x", "misc", [])]) == {"x": "x"}
