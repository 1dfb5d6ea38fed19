"""Claims and evidence, as a user records, changes and lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import shelve

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked

    Program = Callable[..., Ran]


def claim(shelf: Program, folder: Path) -> None:
    shelve(shelf, folder)
    assert shelf("claim", "vaswani2017attention", "Attention alone will do.", "--quote", "all you need").code == 0
    assert shelf("evidence", "vaswani2017attention#c1", "supports", "jiang2024mixtral", "--page", "3").code == 0
    assert shelf("evidence", "vaswani2017attention#c1", "contradicts", "yu2023", "--note", "no", "--checked").code == 0


@pytest.fixture
def claimed(stocked: Stocked) -> Program:
    """The shelf with a claim, and two pieces of evidence on it."""
    return stocked("claimed", claim)


def claims(rl: Program, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rl("claims", *arguments, "--json").json
    return found


def test_a_claim_gets_a_name_which_is_printed_and_nothing_else(shelf: Program) -> None:
    ran = shelf("claim", "mueller2020", "Models have DNA.")
    assert (ran.code, ran.out, ran.err) == (0, "mueller2020#c1\n", "")
    assert shelf("claim", "mueller2020", "They have two strands.").out == "mueller2020#c2\n"


def test_claims_are_listed_as_the_contract_says(claimed: Program) -> None:
    assert claims(claimed, "vaswani2017attention") == [
        {
            "id": "vaswani2017attention#c1",
            "source": "vaswani2017attention",
            "statement": "Attention alone will do.",
            "quote": "all you need",
            "locator": "",
            "found": None,
            "verdict": "",
            "note": "",
            "evidence": [
                {"id": 1, "source": "jiang2024mixtral", "stance": "supports", "quote": "", "locator": "page 3",
                 "found": None, "note": "", "checked": False},
                {"id": 2, "source": "yu2023", "stance": "contradicts", "quote": "", "locator": "",
                 "found": None, "note": "no", "checked": True},
            ],
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["vaswani2017attention#c1", "VASWANI2017attention#C1", "vasw#c1", "vaswani2017attention#1"]
)
def test_a_claim_is_named_by_a_beginning_of_its_key_and_without_regard_to_case(claimed: Program, name: str) -> None:
    assert claimed("claims", name).lines[0] == "vaswani2017attention#c1"


def test_a_claim_answers_to_a_former_key(claimed: Program) -> None:
    claimed("rename", "vaswani2017attention", "vaswani2017")
    assert claims(claimed, "vaswani2017attention#c1")[0]["id"] == "vaswani2017#c1"


def test_no_number_is_given_twice_after_removal_and_undo(claimed: Program) -> None:
    claimed("claim", "vaswani2017attention#c1", "--remove")
    assert claimed("claim", "vaswani2017attention", "Second.").out == "vaswani2017attention#c2\n"
    claimed("undo")
    assert claimed("claim", "vaswani2017attention", "Third.").out == "vaswani2017attention#c3\n"
    claimed("rename", "vaswani2017attention", "vaswani2017")
    claimed("claim", "vaswani2017#c3", "--remove")
    assert claimed("claim", "vaswani2017", "Fourth.").out == "vaswani2017#c4\n"


def test_a_dry_run_uses_up_no_number(shelf: Program) -> None:
    assert shelf("claim", "yu2023", "It is mad.", "--dry-run").out == "would be yu2023#c1\n"
    assert claims(shelf) == []
    assert shelf("claim", "yu2023", "It is mad.").out == "yu2023#c1\n"


def test_a_claim_is_changed_by_its_name_and_what_is_not_given_stays(claimed: Program) -> None:
    ran = claimed("claim", "vasw#c1", "--verdict", "for translation", "--page", "1-2")
    assert (ran.code, ran.out) == (0, "vaswani2017attention#c1\n")
    found = claims(claimed)[0]
    assert (found["statement"], found["verdict"], found["locator"]) == (
        "Attention alone will do.",
        "for translation",
        "pages 1-2",
    )
    assert len(found["evidence"]) == 2


def test_removing_a_claim_takes_its_evidence_along_and_undo_brings_all_back(claimed: Program) -> None:
    before = claims(claimed)
    ran = claimed("claim", "vaswani2017attention#c1", "--remove")
    assert ran.err == "removed vaswani2017attention#c1 and 2 of its evidence.\n"
    assert claims(claimed) == []
    assert claimed("show", "yu2023", "--json").json[0]["bears"] == []
    claimed("undo")
    assert claims(claimed) == before
    claimed("redo")
    assert claims(claimed) == []


def test_evidence_is_changed_and_removed_by_its_number(claimed: Program) -> None:
    ran = claimed("evidence", "vasw#c1", "qualifies", "--edit", "1", "--checked", "--note", "their Table 1")
    assert ran.out == "vaswani2017attention#c1 evidence 1: qualifies jiang2024mixtral\n"
    piece = claims(claimed)[0]["evidence"][0]
    assert (piece["stance"], piece["checked"], piece["locator"]) == ("qualifies", True, "page 3")
    assert claimed("evidence", "vasw#c1", "--remove", "1").err == "removed evidence 1 of vaswani2017attention#c1.\n"
    assert [piece["id"] for piece in claims(claimed)[0]["evidence"]] == [2]
    assert claimed("evidence", "vasw#c1", "--remove", "1").code == 3


def test_removing_a_source_takes_its_evidence_elsewhere_along_and_says_so(claimed: Program) -> None:
    before = claims(claimed)
    ran = claimed("rm", "jiang2024mixtral", "--yes")
    assert "evidence on vaswani2017attention#c1" in ran.err
    assert [piece["source"] for piece in claims(claimed)[0]["evidence"]] == ["yu2023"]
    assert claimed("doctor", "--json").json == []
    claimed("undo")
    assert claims(claimed) == before


def test_removing_the_source_of_claims_leaves_nothing_behind(claimed: Program) -> None:
    before = claims(claimed)
    claimed("rm", "vaswani2017attention", "--yes")
    assert claims(claimed) == []
    assert claimed("show", "yu2023", "--json").json[0]["bears"] == []
    claimed("undo")
    assert claims(claimed) == before


def test_a_source_shows_its_claims_and_on_what_it_bears(claimed: Program) -> None:
    assert "  #c1  Attention alone will do. (+1 -1 ?1)" in claimed("show", "vaswani2017attention").lines
    shown = claimed("show", "yu2023").lines
    assert shown[shown.index("Evidence") + 1 :][:2] == [
        "  contradicts",
        "    vaswani2017attention#c1  Attention alone will do.",
    ]


def test_search_finds_statements_quotes_and_notes_on_evidence(claimed: Program) -> None:
    claimed("evidence", "vasw#c1", "background", "mueller2020", "--note", "zygote", "--quote", "ovum")
    for word, key in (("alone", "vaswani2017attention"), ("zygote", "mueller2020"), ("ovum", "mueller2020")):
        assert [hit["key"] for hit in claimed("search", word, "--json").json] == [key]
    claimed("claim", "vasw#c1", "Recurrence is gone.")
    assert claimed("search", "alone", "--json").json == []
    claimed("evidence", "vasw#c1", "--remove", "3")
    assert claimed("search", "zygote", "--json").json == []
    assert claimed("doctor").code == 0


def test_verdicts_and_notes_never_leave_by_an_export_that_did_not_ask(claimed: Program) -> None:
    claimed("claim", "vasw#c1", "--verdict", "overblown")
    for form in ("json", "bibtex", "biblatex"):
        assert "overblown" not in claimed("export", "--format", form).out
        assert "Attention alone" not in claimed("export", "--format", form).out
    assert claimed("export", "--format", "json", "--private").json[0]["claims"][0]["verdict"] == "overblown"


def test_merging_moves_claims_and_evidence_and_former_names_still_find_them(claimed: Program) -> None:
    claimed("claim", "jiang2024mixtral", "Experts are cheap.")
    claimed("claim", "yu2023", "Quant funds can.")
    claimed("evidence", "yu2023#c1", "supports", "mueller2020")
    before = claims(claimed)
    assert claimed("merge", "jiang2024mixtral", "yu2023").code == 0
    found = {claim["id"]: claim for claim in claims(claimed)}
    assert found["jiang2024mixtral#c2"]["statement"] == "Quant funds can."
    assert [piece["source"] for piece in found["jiang2024mixtral#c2"]["evidence"]] == ["mueller2020"]
    sources = [piece["source"] for piece in found["vaswani2017attention#c1"]["evidence"]]
    assert sources == ["jiang2024mixtral", "jiang2024mixtral"]
    assert claims(claimed, "yu2023#c1")[0]["id"] == "jiang2024mixtral#c2"
    claimed("undo")
    assert claims(claimed) == before


def test_merging_sources_that_claim_the_same_makes_one_claim_of_both(shelf: Program) -> None:
    for key, stance in (("yu2023", "supports"), ("mueller2020", "qualifies")):
        shelf("claim", key, "Quant funds can.")
        shelf("evidence", f"{key}#c1", stance, "jiang2024mixtral")
    shelf("merge", "yu2023", "mueller2020")
    (claim,) = claims(shelf)
    assert (claim["id"], [piece["stance"] for piece in claim["evidence"]]) == ("yu2023#c1", ["supports", "qualifies"])
    assert claims(shelf, "mueller2020#c1")[0]["id"] == "yu2023#c1"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("claim", "nobody", "x"), 3, "no source has the key 'nobody'"),
        (("claim", "yu2023"), 2, "nothing was given"),
        (("claim", "yu2023", " "), 2, "a claim says in a sentence"),
        (("claim", "vasw#c1"), 2, "nothing was given"),
        (("claim", "vasw#c9", "x"), 3, "there is no claim vaswani2017attention#c9; `readinglist claims"),
        (("claim", "yu2023#c1", "--remove"), 3, "yu2023 has no claims yet"),
        (("claim", "vasw#c1", "x", "--remove"), 2, "--remove needs only"),
        (("claim", "yu2023", "x", "--page", "1", "--locator", "section 2"), 2, "not both"),
        (("evidence", "vasw#c1", "proves", "yu2023"), 2, "choose one of supports, qualifies"),
        (("evidence", "vasw#c1", "supports", "vaswani2017attention"), 2, "no evidence for what it claims itself"),
        (("evidence", "vaswani2017attention", "supports", "yu2023"), 3, "is a source and no claim"),
        (("evidence", "vasw#c1", "supports"), 2, "write `readinglist evidence CLAIM supports KEY`"),
        (("evidence", "vasw#c1", "--edit", "9", "--checked"), 3, "has no evidence 9"),
        (("evidence", "vasw#c1", "--edit", "1"), 2, "give what to change"),
        (("evidence", "vasw#c1", "supports", "yu2023", "--remove", "1"), 2, "--remove needs only"),
        (("claims", "vasw#c9"), 3, "there is no claim"),
    ],
)
def test_a_slip_is_told_in_a_sentence_and_changes_nothing(
    claimed: Program, arguments: tuple[str, ...], code: int, said: str
) -> None:
    before = claims(claimed)
    ran = claimed(*arguments)
    assert ran.code == code
    assert said in ran.err
    assert claims(claimed) == before


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), ["mueller2020#c1", "vaswani2017attention#c1"]),
        (("tag:attention",), ["vaswani2017attention#c1"]),
        (("--find", "ALONE do"), ["vaswani2017attention#c1"]),
        (("--verdict", "true"), ["mueller2020#c1"]),
        (("--stance", "contradicts"), ["vaswani2017attention#c1"]),
        (("--unchecked",), ["vaswani2017attention#c1"]),
        (("--no-evidence",), ["mueller2020#c1"]),
        (("mueller2020", "--unchecked"), []),
        (("year:1900",), []),
    ],
)
def test_claims_are_found_by_their_sources_and_by_what_is_said_of_them(
    claimed: Program, arguments: tuple[str, ...], found: list[str]
) -> None:
    claimed("claim", "mueller2020", "Models have DNA.", "--verdict", "not true")
    assert sorted(claim["id"] for claim in claims(claimed, *arguments)) == found


def test_a_quote_that_there_is_no_text_to_look_up_in_is_told(shelf: Program) -> None:
    ran = shelf("claim", "yu2023", "It is mad.", "--quote", "mad")
    assert ran.err == "the quote was not looked up: `readinglist text yu2023 FILE` attaches the text of yu2023.\n"


def completed(rl: Program, monkeypatch: pytest.MonkeyPatch, words: str) -> list[str]:
    monkeypatch.setenv("_READINGLIST_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
    return [line.partition(",")[2] for line in rl().lines if line]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("readinglist claims vasw", ["vaswani2017attention"]),
        ("readinglist claims vaswani2017attention#", ["vaswani2017attention#c1", "vaswani2017attention#c2"]),
        ("readinglist evidence vaswani2017attention#c2", ["vaswani2017attention#c2"]),
        ("readinglist evidence VASW#C", []),
        ("readinglist evidence vaswani2017attention#c1 c", ["contradicts"]),
        ("readinglist evidence vaswani2017attention#c1 supports yu", ["yu2023"]),
        ("readinglist trace nobody#", []),
    ],
)
def test_keys_claims_and_stances_are_completed(
    claimed: Program, monkeypatch: pytest.MonkeyPatch, words: str, found: list[str]
) -> None:
    claimed("claim", "vasw", "Second.")
    assert completed(claimed, monkeypatch, words) == found


def test_what_was_done_comes_as_json_too(claimed: Program) -> None:
    assert claimed("claim", "yu2023", "It is mad.", "--json").json[0]["id"] == "yu2023#c1"
    argued = claimed("evidence", "yu2023#c1", "background", "vasw", "--note", "-", "--json", input="from a pipe")
    assert argued.json[0]["evidence"][0]["note"] == "from a pipe"
    assert claimed("evidence", "yu2023#c1", "--remove", "1", "--json").json[0]["evidence"] == []
    assert claimed("claim", "yu2023#c1", "--remove", "--json").json[0]["statement"] == "It is mad."
    assert claimed("claims", "yu2023", "--json").json == []


def test_what_is_not_utf_8_on_stdin_is_refused(shelf: Program) -> None:
    assert shelf("claim", "yu2023", "-", input=b"M\xfcller").code == 6


def test_a_library_without_claims_says_how_to_record_one(shelf: Program) -> None:
    ran = shelf("claims")
    assert (ran.code, ran.out) == (0, "")
    assert "readinglist claim KEY" in ran.err


def test_all_claims_are_shown_in_full(claimed: Program) -> None:
    claimed("claim", "yu2023", "It is mad.", "--note", "Really?")
    lines = claimed("claims", "--full").lines
    assert "  [1] supports jiang2024mixtral  unchecked" in lines
    assert lines[lines.index("yu2023#c1") - 1 :] == ["", "yu2023#c1", "It is mad.", "  Really?"]


def test_a_claim_is_read_from_stdin_and_its_statement_is_edited_in_the_editor(
    shelf: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shelf("claim", "yu2023", "-", input="From a pipe.\n").out == "yu2023#c1\n"
    monkeypatch.setenv("EDITOR", "sed -i s/pipe/editor/")
    assert shelf("claim", "yu2023#c1", "--edit").code == 0
    assert claims(shelf)[0]["statement"] == "From a editor."


def test_what_is_hostile_in_a_claim_does_nothing_to_the_terminal(shelf: Program) -> None:
    shelf("claim", "yu2023", "a\x1b[31mred\u202e\nclaim", "--verdict", "\x07bell")
    for arguments in (("claims",), ("claims", "yu2023#c1"), ("show", "yu2023")):
        out = shelf(*arguments).out
        assert "\x1b[31m" not in out
        assert not set(out) & {"\x07", "\u202e"}


def test_the_seed_collection_brings_its_claims_and_their_evidence_in_one_operation(rl: Program) -> None:
    assert "28 claims with 135 pieces of evidence" in rl("seed").err
    found = claims(rl)
    assert [claim["id"] for claim in found] == [f"howdeepseek#c{n}" for n in range(1, 29)]
    pieces = [piece for claim in found for piece in claim["evidence"]]
    assert (len(pieces), sum(not piece["checked"] for piece in pieces)) == (135, 47)
    assert {claim["found"]["state"] for claim in found} == {"found"}
    assert (found[0]["found"]["offset"], found[0]["found"]["line"], found[0]["locator"]) == (109, 3, "line 3")
    rl("undo")
    assert rl("list", "--json").json == []
    assert rl("claims", "--json").json == []


def test_seeding_twice_changes_nothing_and_seeding_again_brings_the_same_names(seeded: Program) -> None:
    before = seeded("list", "--json").json
    assert "nothing new" in seeded("seed").err
    assert seeded("list", "--json").json == before
    assert len(seeded("log", "--json").json) == 1
    seeded("undo")
    seeded("seed")
    assert [claim["id"] for claim in claims(seeded)][-1] == "howdeepseek#c28"


def test_a_library_seeded_before_there_were_claims_gets_them_and_keeps_its_own(seeded: Program) -> None:
    for number in range(1, 29):
        seeded("claim", f"howdeepseek#c{number}", "--remove")
    seeded("rename", "howdeepseek", "article")
    seeded("claim", "article", "Mine.")
    ran = seeded("seed")
    assert "added 28 claims with 135 pieces of evidence;" in ran.err
    found = claims(seeded)
    assert [claim["id"] for claim in found if claim["statement"] == "Mine."] == ["article#c29"]
    assert len({claim["id"] for claim in found}) == 29
