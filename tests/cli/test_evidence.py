"""Texts of sources, quotes verified against them, gaps, the way back, and what falls with a source."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.citations.test_batch import needs_pandoc
from tests.cli.conftest import shelve
from tests.manuscripts.office_files import citation, docx, field

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran, Stocked

    Program = Callable[..., Ran]

TEXT = "Attention is all you need.\nRecurrence goes.\fModels were trained for 3.5 days\non eight GPUs.\f"


def attach(shelf: Program, folder: Path) -> None:
    shelve(shelf, folder)
    folder.joinpath("paper.txt").write_text(TEXT, "utf-8")
    ran = shelf("text", "vaswani2017attention", "paper.txt")
    assert (ran.code, ran.out) == (0, "vaswani2017attention text paper.txt: 92 characters on 2 pages\n")


@pytest.fixture
def read(stocked: Stocked, tmp_path: Path) -> Program:
    """The shelf with the text of one source attached, pages 1 and 2."""
    tmp_path.joinpath("paper.txt").write_text(TEXT, "utf-8")
    return stocked("read", attach)


def claim(rl: Program, name: str) -> dict[str, Any]:
    found: dict[str, Any] = rl("claims", name, "--json").json[0]
    return found


def test_a_text_is_kept_and_printed_to_the_character(read: Program) -> None:
    assert read("text", "vaswani2017attention").out == TEXT
    assert read("text", "vasw", "--show", "--json").json == {
        "key": "vaswani2017attention",
        "name": "paper.txt",
        "pages": "",
        "labels": ["1", "2"],
        "text": TEXT,
        "attachment": None,
        "more": [],
    }
    assert "  text    paper.txt" in read("show", "vaswani2017attention").lines
    assert read("list", "text:recurrence", "--keys-only").lines == ["vaswani2017attention"]
    assert read("list", "text:*", "--keys-only").lines == ["vaswani2017attention"]


def test_a_quote_on_a_page_gets_that_page_as_its_locator(read: Program) -> None:
    ran = read("claim", "vasw", "Training is quick.", "--quote", "trained for 3.5 days on eight GPUs")
    assert (ran.out, ran.err) == ("vaswani2017attention#c1\n", "quote found on page 2.\n")
    assert claim(read, "vasw#c1")["locator"] == "page 2"
    assert claim(read, "vasw#c1")["found"] == {"state": "found", "offset": 56, "page": "2", "line": 1}


def test_a_quote_on_another_page_than_was_said_is_told_and_kept_by_force(read: Program) -> None:
    said = ["claim", "vasw", "Training is quick.", "--quote", "eight GPUs", "--page", "1"]
    ran = read(*said)
    assert (ran.code, "the quote is on page 2 of paper.txt, not on page 1" in ran.err) == (3, True)
    assert read("claims", "--json").json == []
    ran = read(*said, "--force")
    assert ran.err == "quote found on page 2, not page 1.\n"
    ran = read("quotes", "verify")
    assert (ran.code, ran.lines[0]) == (0, "vaswani2017attention#c1: found on page 2, not page 1")


def test_a_quote_that_is_not_there_is_refused_with_what_is_near_and_nothing_is_kept(read: Program) -> None:
    ran = read("claim", "vasw", "Training is slow.", "--quote", "trained for 35 days on nine GPUs")
    assert ran.code == 3
    assert "on page 2 it has “trained for 3.5 days on eight GPUs”" in ran.err
    assert "the text has “3.5” for “35”; the text has “eight” for “nine”" in ran.err
    assert read("claims", "--json").json == []
    ran = read("claim", "vasw", "x", "--quote", "Bananas grow in heaps")
    assert (ran.code, "no passage in it is similar" in ran.err) == (3, True)


def test_a_quote_that_is_not_there_is_kept_by_force_and_marked(read: Program) -> None:
    ran = read("claim", "vasw", "x", "--quote", "Bananas grow in heaps", "--force")
    assert (ran.code, ran.err) == (0, "the quote is kept, marked as not found in the text.\n")
    assert claim(read, "vasw#c1")["found"] == {"state": "absent", "offset": None, "page": None, "line": None}
    assert "  not in the text" in read("claims", "vasw#c1").lines
    assert [gap["kind"] for gap in read("gaps", "vasw", "--only", "quote-missing", "--json").json] == ["quote-missing"]


def test_a_quote_of_evidence_is_looked_up_in_the_source_that_it_comes_from(read: Program) -> None:
    read("claim", "yu2023", "GPUs matter.", "--quote", "anything at all")
    assert claim(read, "yu2023#c1")["found"] is None
    refused = read("evidence", "yu2023#c1", "supports", "vasw", "--quote", "on nine GPUs")
    assert refused.code == 3
    ran = read("evidence", "yu2023#c1", "supports", "vasw", "--quote", "on eight GPUs", "--checked")
    assert ran.err == "quote found on page 2.\n"
    assert claim(read, "yu2023#c1")["evidence"][0]["locator"] == "page 2"
    assert read("evidence", "yu2023#c1", "--edit", "1", "--quote", "on nine GPUs").code == 3
    assert read("evidence", "yu2023#c1", "--edit", "1", "--note", "as expected").code == 0


def test_attaching_a_text_looks_up_the_quotes_that_are_there_already(shelf: Program) -> None:
    shelf("claim", "vasw", "x", "--quote", "Recurrence goes")
    shelf("claim", "yu2023", "y")
    shelf("evidence", "yu2023#c1", "supports", "vasw", "--quote", "Recurrence stays")
    before = shelf("list", "--json").json
    ran = shelf("text", "vaswani2017attention", "-", "--pages", "5998-", input=TEXT)
    assert "1 of 2 quotes from it does not match the text word for word" in ran.err
    assert claim(shelf, "vasw#c1")["found"]["page"] == "5998"
    assert claim(shelf, "yu2023#c1")["evidence"][0]["found"]["state"] == "altered"
    shelf("undo")
    assert shelf("list", "--json").json == before
    shelf("redo")
    shelf("text", "vasw", "--remove")
    assert claim(shelf, "vasw#c1")["found"] is None
    assert shelf("text", "vasw").code == 3


def test_quotes_of_notes_claims_and_evidence_are_verified(read: Program) -> None:
    read("note", "vasw", "--quote", "all you needed", "--page", "1", "--force")
    read("note", "yu2023", "--quote", "whatever")
    read("claim", "vasw", "x", "--quote", "Recurrence goes.")
    ran = read("quotes", "verify")
    assert (ran.code, ran.err) == (10, "3 quotes: 1 found, 1 altered, 1 without a text.\n")
    assert ran.lines == [
        "vaswani2017attention note 1: altered",
        "    “all you needed”",
        "    on page 1 it has “all you need” (the text has “need” for “needed”).",
    ]
    found = read("quotes", "verify", "--json").json
    assert [(one["where"], one["state"]) for one in found] == [
        ("note 1", "altered"),
        ("vaswani2017attention#c1", "found"),
        ("note 1", None),
    ]
    assert found[0]["differences"] == [{"quote": "needed", "text": "need"}]
    assert read("quotes", "verify", "key:yu2023").code == 0
    assert read("quotes", "verify", "year:1800", "--json").json == []


def test_all_quotes_are_told_with_their_places_when_asked(read: Program) -> None:
    read("claim", "vasw", "x", "--quote", "Recurrence goes.")
    read("note", "yu2023", "--quote", "whatever")
    assert read("quotes", "verify", "--all").lines == [
        "vaswani2017attention#c1: found on page 1",
        "    “Recurrence goes.”",
        "yu2023 note 1: no text to compare with",
        "    “whatever”",
    ]


def test_a_text_attached_and_removed_comes_as_json_too(shelf: Program) -> None:
    shelf("claim", "vasw", "x", "--quote", "Recurrence goes")
    attached = shelf("text", "vasw", "-", "--json", input=TEXT.encode("utf-16")).json
    assert attached == {
        "key": "vaswani2017attention", "name": "stdin", "pages": 2, "characters": 92,
        "quotes": {"found": 1, "altered": 0, "absent": 0}, "columns": False,
    }  # fmt: skip
    assert "1 quote from it found" in shelf("text", "vasw", "-", input=TEXT).err
    assert "Windows-1252" in shelf("text", "vasw", "-", input=b"M\xfcller").err
    assert shelf("text", "vasw", "--remove", "--dry-run").err == "would remove the text of vaswani2017attention.\n"
    assert shelf("text", "vasw", "--remove", "--json").json == {"key": "vaswani2017attention", "name": None}


def test_a_quote_is_found_in_a_merged_text_and_a_second_text_is_told(read: Program) -> None:
    read("claim", "vasw", "x", "--quote", "Recurrence goes.")
    assert read("merge", "mueller2020", "vaswani2017attention").code == 0
    assert claim(read, "mueller2020#c1")["found"]["state"] == "found"
    read("text", "yu2023", "-", input="Another text.")
    assert "text" in read("merge", "mueller2020", "yu2023").out + read("log").err
    assert read("text", "mueller2020").out == TEXT


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("text", "yu2023"), 3, "the library has no text of yu2023"),
        (("text", "yu2023", "--remove"), 3, "the library has no text of yu2023"),
        (("text", "yu2023", "nosuch.txt"), 6, "nosuch.txt cannot be read"),
        (("text", "yu2023", "paper.txt", "--pages", "A-"), 2, "write them as '113-'"),
        (("text", "yu2023", "paper.txt", "--remove"), 2, "give a FILE"),
        (("text", "yu2023", "--pages", "3-"), 2, "give a FILE"),
        (("quotes", "count"), 2, "verify"),
        (("gaps", "--fail-on", "nonsense"), 2, "choose among no-evidence"),
        (("gaps", "nobody#c1"), 3, "no source has the key 'nobody'"),
        (("trace", "nobody"), 3, "no source has the key 'nobody'"),
        (("impact", "nobody"), 3, "no source has the key 'nobody'"),
        (("trace", "yu2023", "--depth", "0"), 2, "0 is not in the range"),
    ],
)
def test_a_slip_is_told_in_a_sentence(read: Program, arguments: tuple[str, ...], code: int, said: str) -> None:
    ran = read(*arguments)
    assert (ran.code, said in ran.err) == (code, True), ran.err


def test_a_gap_closes_step_by_step_and_the_gate_opens(shelf: Program) -> None:
    def found() -> list[str]:
        return [gap["kind"] for gap in shelf("gaps", "yu2023", "--json").json]

    shelf("claim", "yu2023", "Quant funds can.")
    assert found() == ["no-evidence"]
    assert shelf("gaps", "yu2023", "--fail-on", "no-evidence").code == 10
    assert shelf("gaps", "yu2023", "--fail-on", "unchecked,contradicted").code == 0
    shelf("evidence", "yu2023#c1", "supports", "vasw", "--page", "3")
    assert found() == ["unchecked", "single-source"]
    shelf("evidence", "yu2023#c1", "--edit", "1", "--checked")
    shelf("evidence", "yu2023#c1", "supports", "jiang2024mixtral", "--page", "2", "--checked")
    assert found() == []
    shelf("link", "jiang2024mixtral", "cites", "vaswani2017attention")
    assert found() == ["single-source"]
    shelf("undo")
    ran = shelf("gaps", "yu2023", "--fail-on", "any")
    assert (ran.code, ran.out, ran.err) == (0, "", "no gaps.\n")


@needs_pandoc
def test_a_stranger_closes_a_gap_with_the_readme_alone(rl: Program, tmp_path: Path) -> None:
    readme = Path(__file__).resolve().parents[2].joinpath("README.md").read_text("utf-8")
    section = readme.partition("## Checking an article of your own")[2].partition("\n## ")[0]
    article = "Everyone repeats that it was\ntrained for under six million dollars.\n"
    tmp_path.joinpath("article.txt").write_text(article, "utf-8")
    tmp_path.joinpath("report.txt").write_text("\f" * 4 + "The cost is $5.576M in total.\n", "utf-8")
    lines = [line for line in section.splitlines() if line.startswith("    rl ")]
    for line in lines:
        ran = rl(*shlex.split(line.partition("  # ")[0])[1:])
        assert ran.code == 0, (line, ran.err)
        said = re.search(r"  # (single-source|no-evidence) +(.+)", line)
        assert said is None or [line_.split() for line_ in ran.lines] == [[said[1], *said[2].split()]], line
    assert len(lines) > 10
    assert "verdict: true of the last run" in rl("claims", "doe2026", "--full").out
    for name in ("evidence.html", "doe2026.html"):
        assert "true of the last run" in tmp_path.joinpath(name).read_text("utf-8")


def test_a_text_in_columns_is_read_by_columns_and_warned_of(shelf: Program, tmp_path: Path) -> None:
    left = ["Large models are a kind of", "model that is trained on", "text, and they cost a lot"]
    right = ["for those who train them.12", "Then the market fell, and", "nobody knew what to do."]
    tmp_path.joinpath("two.txt").write_text("\n".join(map("{:40}{}".format, left, right)), "utf-8")
    ran = shelf("text", "yu2023", "two.txt")
    assert "two.txt: warning: it is laid out in columns" in ran.err
    shelf("claim", "yu2023", "Costly.", "--quote", "they cost a lot for those who train them. Then the market fell")
    ran = shelf("quotes", "verify", "key:yu2023")
    assert (ran.code, ran.out) == (0, "")
    assert "yu2023: warning: look at its text: it is laid out in columns" in ran.err
    assert [one["columns"] for one in shelf("quotes", "verify", "key:yu2023", "--json").json] == [True]
    assert shelf("text", "yu2023", "two.txt", "--json").json["columns"] is True
    assert shelf("claim", "yu2023", "No.", "--quote", "a kind of for those who").code == 3


def test_the_gate_opens_only_over_quotes_that_were_compared_and_are_where_they_are_said_to_be(
    rl: Program, tmp_path: Path
) -> None:
    for key in ("x1", "y1", "z1"):
        rl("add", "--title", key.upper(), "--key", key)
    tmp_path.joinpath("x.txt").write_text("It cost five.\n", "utf-8")
    rl("text", "x1", "x.txt")
    rl("claim", "x1", "Cost five", "--quote", "It cost five.")
    rl("evidence", "x1#c1", "supports", "y1", "--quote", "as I said", "--page", "5", "--checked")
    rl("evidence", "x1#c1", "supports", "z1", "--note", "n", "--locator", "s. 3", "--checked")
    assert gate(rl) == (10, ["quote-unverified"])
    tmp_path.joinpath("y.txt").write_text("as I said\n\fp2\n", "utf-8")
    rl("text", "y1", "y.txt")
    assert gate(rl) == (10, ["quote-elsewhere"])
    assert "is on page 1 of y1, not on page 5" in rl("gaps", "x1").out
    rl("evidence", "x1#c1", "--edit", "1", "--page", "1")
    assert gate(rl) == (0, [])
    tmp_path.joinpath("y.txt").write_text("as she said\n", "utf-8")
    rl("text", "y1", "y.txt")
    assert gate(rl)[0] == 10
    # A quote that goes on to the next page may be placed on either.
    tmp_path.joinpath("y.txt").write_text("one as\n\fI said two\n", "utf-8")
    rl("text", "y1", "y.txt")
    for page in ("1", "2"):
        rl("evidence", "x1#c1", "--edit", "1", "--page", page)
        assert gate(rl) == (0, [])


def gate(rl: Program) -> tuple[int, list[str]]:
    return rl("gaps", "x1", "--fail-on", "any").code, [gap["kind"] for gap in rl("gaps", "x1", "--json").json]


def test_gaps_are_asked_of_a_claim_a_source_a_query_or_all(shelf: Program) -> None:
    shelf("claim", "yu2023", "One.")
    shelf("claim", "yu2023", "Two.")
    shelf("claim", "vasw", "Three.")
    shelf("done", "mueller2020")
    shelf("link", "mueller2020", "related", "yu2023")

    def found(*arguments: str) -> list[str]:
        return [gap["claim"] or gap["source"] for gap in shelf("gaps", *arguments, "--json").json]

    assert found("yu2023#c2") == ["yu2023#c2"]
    assert found("yu2023") == ["yu2023#c1", "yu2023#c2", "mueller2020"]
    assert found("vaswani2017attention") == ["vaswani2017attention#c1"]
    assert found("tag:attention") == ["vaswani2017attention#c1"]
    assert found() == ["vaswani2017attention#c1", "yu2023#c1", "yu2023#c2", "mueller2020"]
    assert found("--only", "unused") == ["mueller2020"]
    assert found("mueller2020") == ["mueller2020"]
    shelf("evidence", "yu2023#c1", "supports", "mueller2020")
    assert found("mueller2020") == []


def test_a_gate_that_would_look_at_nothing_does_not_open(shelf: Program) -> None:
    ran = shelf("gaps", "nobody", "--fail-on", "any")
    assert (ran.code, ran.out) == (3, "")
    assert "no source matches 'nobody', so there is nothing to examine" in ran.err
    assert (shelf("gaps", "nobody", "--json").code, shelf("gaps", "nobody", "--json").json) == (0, [])
    assert shelf("gaps", "--fail-on", "").code == 2
    assert "--only: 'nonsense' is not valid" in shelf("gaps", "--only", "nonsense").err


def test_the_gaps_of_the_seed_collection_are_those_that_it_has(seeded: Program) -> None:
    found = seeded("gaps", "--json").json
    kinds = [gap["kind"] for gap in found]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "no-evidence": 2,
        "no-locator": 23,
        "single-source": 8,
        "contradicted": 1,
        "unchecked": 9,
        "quote-unverified": 89,
        "queued": 10,
    }
    said = {gap["claim"]: gap["sources"] for gap in found if gap["kind"] == "single-source"}
    assert said["howdeepseek#c12"] == ["yu2023ai", "ottinger2024deepseek", "yang2025how"]
    for kind, code in (("no-evidence", 10), ("quote-missing", 0), ("queued", 10), ("unused", 0), ("any", 10)):
        assert seeded("gaps", "--fail-on", kind).code == code


def test_the_way_back_is_a_tree_in_which_what_comes_twice_is_followed_once(seeded: Program) -> None:
    lines = seeded("trace", "howdeepseek#c9").lines
    assert lines[1].startswith("├── contradicted by ap2025upstart  Upstart Chinese AI company")
    assert lines[1].endswith("(primary)")
    assert lines[-1] == "    └── follows-up yang2025how (above)"
    tree = seeded("trace", "howdeepseek", "--json").json
    names = []

    def walk(node: dict[str, Any]) -> None:
        names.extend([node["name"]] if node["mark"] != "seen" else [])
        for child in node["children"]:
            walk(child)

    walk(tree)
    assert len(names) == len(set(names)) > 40
    assert max(len(line) for line in seeded("trace", "howdeepseek", "--depth", "1").lines) > 80


def test_what_falls_with_a_source_is_told_with_the_reason(seeded: Program) -> None:
    lines = seeded("impact", "yang2025how").lines
    assert "  falls     howdeepseek#c11  Liang holds a master's degree in computer science." in lines
    assert "            yang2025how supports it" in lines
    assert "  freed     howdeepseek#c7  Marina Zhang said these words." in lines
    found = seeded("impact", "yang2025how", "--json").json
    assert [x["key"] for x in found["sources"]] == ["howdeepseek"]
    assert {"source": "howdeepseek", "relation": "follows-up", "target": "yang2025how"} in found["links"]


def test_manuscripts_that_cite_what_falls_are_told_with_the_place(shelf: Program, tmp_path: Path) -> None:
    shelf("link", "jiang2024mixtral", "cites", "vaswani2017attention")
    shelf("rename", "vaswani2017attention", "vaswani2017")
    paper = "As \\citet{vaswani2017attention} show,\n\\cite{yu2023,Jiang2024mixtral}.\n"
    tmp_path.joinpath("paper.tex").write_text(paper, "utf-8")
    found = shelf("impact", "vaswani2017", "--in", "paper.tex", "--json").json["manuscripts"]
    assert [(at["line"], at["column"], at["key"], at["source"]) for at in found] == [
        (1, 11, "vaswani2017attention", "vaswani2017"),
        (2, 14, "Jiang2024mixtral", "jiang2024mixtral"),
    ]
    lines = shelf("impact", "vaswani2017", "--in", "paper.tex").lines
    assert lines[-1].endswith("paper.tex:2:14: jiang2024mixtral, which rests on it")
    assert shelf("impact", "vaswani2017", "--in", "none.tex").code == 6


def test_manuscripts_cite_what_falls_under_any_name_that_check_knows(shelf: Program, tmp_path: Path) -> None:
    shelf("rename", "mueller2020", "joerg2020")
    work: dict[str, Any] = {
        "type": "article-journal",
        "title": "Über die DNA der Modelle",
        "DOI": "https://doi.org/10.1000/XYZ.42",
    }
    work |= {"author": [{"family": "Müller", "given": "Jörg"}], "issued": {"date-parts": [["2020", 5]]}}
    code = f" ADDIN ZOTERO_ITEM CSL_CITATION {citation(work)} "
    tmp_path.joinpath("a.docx").write_bytes(docx(f"<w:p>{field(code)}</w:p>"))
    tmp_path.joinpath("b.tex").write_text("\\cite{MUELLER2020} \\cite{Joerg2020} \\cite{nobody}", "utf-8")
    tmp_path.joinpath("c.tex").write_text("\\nocite{*}", "utf-8")
    tmp_path.joinpath("d.md").write_text("# Head {#joerg2021}\n\n[@mueller2020]", "utf-8")
    named = [argument for name in ("a.docx", "b.tex", "c.tex", "d.md") for argument in ("--in", name)]
    found = shelf("impact", "joerg2020", *named, "--json").json["manuscripts"]
    assert [(Path(at["path"]).name, at["source"]) for at in found] == [
        (name, "joerg2020") for name in ("a.docx", "b.tex", "b.tex", "c.tex", "d.md")
    ]


def test_a_source_that_takes_part_in_nothing_falls_alone(shelf: Program) -> None:
    assert shelf("impact", "yu2023").lines == ["yu2023  疯狂的幻方"]
    assert shelf("trace", "yu2023").lines == ["yu2023  疯狂的幻方"]
    assert shelf("impact", "yu2023", "--json").json == {
        "source": "yu2023", "claims": [], "sources": [], "links": [], "manuscripts": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("claim:alone", ["vaswani2017attention"]),
        ("claim:*", ["vaswani2017attention"]),
        ("evidence:supports", ["jiang2024mixtral"]),
        ("evidence:*", ["jiang2024mixtral"]),
        ("evidence:contradicts", []),
        ("quote:fox", ["jiang2024mixtral"]),
        ("quote:*", ["vaswani2017attention", "jiang2024mixtral"]),
    ],
)
def test_sources_are_found_by_their_claims_and_evidence(shelf: Program, query: str, found: list[str]) -> None:
    shelf("claim", "vasw", "Attention alone will do.", "--quote", "all you need")
    shelf("evidence", "vasw#c1", "supports", "jiang2024mixtral", "--quote", "the quick fox")
    assert shelf("list", query, "--keys-only").lines == found
