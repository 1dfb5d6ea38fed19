"""What is missing between claims and evidence, kind by kind."""

from __future__ import annotations

import pytest

from readinglist import errors
from readinglist.claims.dependencies import Standing, Web
from readinglist.claims.gaps import KINDS, Gap, check_kinds, find
from readinglist.model.record import Claim, Evidence, Spot

PLACED = {"locator": "page 1", "checked": True}


def piece(stance: str, key: str, number: int = 1, **more: object) -> Evidence:
    return Evidence(stance, key, id=number, **{**PLACED, **more})  # type: ignore[arg-type]


def gaps(*evidence: Evidence, links: list[tuple[str, str, str]] | None = None, **claim: object) -> list[Gap]:
    """The gaps of one claim of `doe`; `queued1` is queued and the other sources are read."""
    made = Claim(1, "It is so.", evidence=evidence, **claim)  # type: ignore[arg-type]
    keys = {"doe", *(one.key for one in evidence)}
    sources = {key: Standing(key, status="queued" if key == "queued1" else "read") for key in keys}
    return find(Web(sources, links or [], {"doe": [made]}), [("doe", made)], [], [])


def kinds(found: list[Gap]) -> list[str]:
    return [gap.kind for gap in found]


def test_a_claim_that_two_independent_sources_support_has_no_gap() -> None:
    assert gaps(piece("supports", "a"), piece("qualifies", "b", 2)) == []


def test_a_claim_without_evidence_or_with_background_only_has_none() -> None:
    assert gaps() == [Gap("no-evidence", "doe#c1", "doe", "doe#c1 has no evidence")]
    assert gaps(piece("background", "a"))[0].message == "doe#c1 has background only"


def test_a_claim_of_which_nothing_was_checked() -> None:
    unchecked = gaps(piece("supports", "a", checked=False), piece("qualifies", "b", 2, checked=False))
    assert unchecked == [Gap("unchecked", "doe#c1", "doe", "doe#c1 has unchecked evidence only: a, b", ("a", "b"))]
    assert gaps(piece("supports", "a"), piece("qualifies", "b", 2, checked=False)) == []


def test_checked_background_does_not_make_up_for_unchecked_evidence() -> None:
    assert "unchecked" in kinds(gaps(piece("supports", "a", checked=False), piece("background", "b", 2)))


def test_a_claim_that_is_only_contradicted_rests_on_nothing() -> None:
    assert kinds(gaps(piece("contradicts", "a"), piece("background", "b", 2))) == ["contradicted"]
    assert kinds(gaps(piece("contradicts", "a"), piece("supports", "b", 2))) == ["single-source"]


@pytest.mark.parametrize(
    ("links", "said"),
    [
        ([("b", "cites", "a")], "doe#c1 rests on a alone; b leads back to it"),
        ([("a", "cites", "x"), ("b", "follows-up", "x")], "doe#c1 rests on x alone; a, b lead back to it"),
        ([("a", "version-of", "b"), ("b", "version-of", "a")], "doe#c1 rests on a alone; b leads back to it"),
        ([("a", "cites", "doe")], "doe#c1 rests on b alone; a leads back to doe"),
        ([("a", "cites", "doe"), ("b", "translates", "a")], "doe#c1 rests on its own source, through a, b"),
    ],
)  # fmt: skip
def test_sources_that_rest_on_one_another_count_as_one(links: list[tuple[str, str, str]], said: str) -> None:
    (gap,) = gaps(piece("supports", "a"), piece("supports", "b", 2), links=links)
    assert (gap.kind, gap.message) == ("single-source", said)


def test_two_passages_of_one_source_are_one_source() -> None:
    assert gaps(piece("supports", "a"), piece("supports", "a", 2))[0].message == "doe#c1 rests on a alone"


def test_a_link_that_judges_leaves_sources_independent() -> None:
    links = [("a", "reviews", "b"), ("a", "contradicts", "b"), ("b", "related", "a")]
    assert gaps(piece("supports", "a"), piece("supports", "b", 2), links=links) == []


def test_evidence_without_a_place_is_named_and_a_quote_that_was_found_has_one() -> None:
    found = Spot("found", 4, "", 2)
    bare: dict[str, object] = {"locator": "", "quote": ""}
    quoted = piece("supports", "b", 2, locator="", quote="so", spot=found)
    assert kinds(gaps(piece("supports", "a", 1, **bare), quoted)) == ["no-locator"]
    both = gaps(piece("supports", "a", locator=""), piece("supports", "b", 2, locator=" "))
    assert both[0].message == "doe#c1 has all 2 pieces of evidence without a place: a, b"


def test_quotes_that_are_not_in_the_text_are_told_one_by_one() -> None:
    found = gaps(
        piece("supports", "a", quote="so", spot=Spot("altered", 3, "", 1)),
        piece("supports", "b", 2, quote="so", spot=Spot("found", 3, "", 1)),
        piece("supports", "c", 3, quote="so"),
        quote="so",
        spot=Spot("absent"),
    )
    assert [(gap.kind, gap.message) for gap in found] == [
        ("quote-missing", "doe#c1 has a quote that is not in the text of doe"),
        ("quote-altered", "doe#c1 has a quote in evidence 1 that does not match word for word the text of a"),
        ("quote-unverified", "doe#c1 has a quote in evidence 3 that was not compared with the text of c"),
    ]


def test_a_claim_waits_for_a_queued_source_until_its_evidence_is_checked() -> None:
    waiting = gaps(piece("supports", "a"), piece("supports", "queued1", 2, checked=False))
    assert waiting[0] == Gap(
        "queued", "doe#c1", "doe", "doe#c1 waits for queued1, queued and not read", ("queued1",)
    )  # fmt: skip
    assert gaps(piece("supports", "a"), piece("supports", "queued1", 2)) == []


def test_what_was_read_and_bears_on_nothing_is_unused() -> None:
    web = Web({"a": Standing("a", status="read")}, [], {})
    assert find(web, [], ["a", "b"], ["b"]) == [
        Gap("unused", "", "a", "a was read and is evidence for nothing", ("a",))
    ]


def test_kinds_are_named_with_commas_or_one_by_one() -> None:
    assert check_kinds(["no-evidence, Unchecked", "queued"]) == ["no-evidence", "unchecked", "queued"]
    assert check_kinds(["any"]) == list(KINDS)
    assert check_kinds([]) == []
    with pytest.raises(errors.InvalidValue, match="choose among no-evidence"):
        check_kinds(["no-evidence,nonsense"])
