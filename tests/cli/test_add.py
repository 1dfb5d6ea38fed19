from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

ENTRY = "@article{doe2020, title = {On {DNA}}, author = {Doe, Jane}, journal = {Nature}, year = 2020, doi = {10.1000/abc}}\n"


def test_add_takes_a_source_by_its_fields_and_prints_the_key(rl: Callable[..., Ran]) -> None:
    ran = rl(
        "add", "--title", "On Keys & 50% of GPT-4", "--author", "Doe, Jane", "--author", "{Epoch AI}",
        "--date", "2026-03-01", "--url", "https://example.org/a_b?x=1&y=%20", "--isbn", "978-0-262-03384-8",
        "--set", "publisher=MIT Press", "--tag", "a,b/c", "--tag", "d", "--note", "mine", "--status", "reading",
    )  # fmt: skip
    assert (ran.code, ran.out) == (0, "doe2026keys\n")
    (source,) = rl("show", "doe2026keys", "--json").json
    assert source["title"] == "On Keys & 50% of GPT-4"
    assert source["type"] == "book"
    assert source["fields"]["url"] == "https://example.org/a_b?x=1&y=%20"
    assert source["identifiers"]["isbn"] == "9780262033848"
    assert [(c["family"], c["literal"]) for c in source["contributors"]] == [("Doe", ""), ("", "Epoch AI")]
    assert source["tags"] == ["a", "b/c", "d"]
    assert source["status"] == "reading"
    assert source["notes"] == [{"id": 1, "text": "mine", "quote": "", "locator": "", "public": False}]
    exported = rl("export").out
    assert r"title = {On Keys \& 50\% of {GPT-4}}" in exported
    assert "author = {Doe, Jane and {Epoch AI}}" in exported
    assert "mine" not in exported


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1723~", "1723~"), ("2021-21", "2021-21"), ("Spring 2021", "2021-21"), ("44 BC", "-0043"), ("c. 1850", "1850~"),
        ("12 June 2017", "2017-06-12"), ("May/June 2017", "2017-05/2017-06"),
    ],
)  # fmt: skip
def test_a_date_may_be_typed_in_words_that_leave_no_doubt(rl: Callable[..., Ran], typed: str, kept: str) -> None:
    assert rl("add", "--title", "x", "--date", typed, "--key", "x").code == 0
    assert json.loads(rl("show", "x", "--json").out)[0]["fields"]["date"] == kept


def test_add_reads_an_entry_from_stdin_with_a_reason_and_a_link(shelf: Callable[..., Ran]) -> None:
    ran = shelf(
        "add", "-", "--via", "mueller2020", "--why", "the proof", "--link", "supports:jiang2024", "--key", "mine2020",
        input=ENTRY,
    )  # fmt: skip
    assert (ran.code, ran.out) == (0, "mine2020\n")
    (source,) = shelf("show", "mine2020", "--json").json
    assert (source["status"], source["via"], source["why"]) == ("queued", "mueller2020", "the proof")
    assert source["links"] == [{"relation": "supports", "key": "jiang2024mixtral", "direction": "out"}]


@pytest.mark.parametrize(
    ("policy", "code", "count", "out"),
    [("fail", 4, 1, ""), ("skip", 0, 1, "doe2020\n"), ("update", 0, 1, "doe2020\n"), ("new", 0, 2, "doe2020a\n")],
)
def test_add_deals_with_a_twin_as_it_is_told(
    rl: Callable[..., Ran], policy: str, code: int, count: int, out: str
) -> None:
    rl("add", "-", input=ENTRY)
    ran = rl("add", "-", "--on-duplicate", policy, input=ENTRY.replace("Nature", "Science"))
    assert (ran.code, ran.out) == (code, out)
    assert len(rl("list", "--json").json) == count
    venue = rl("show", "doe2020", "--json").json[0]["fields"]["journal"]
    assert venue == ("Science" if policy == "update" else "Nature")


def test_add_names_the_twin_and_the_reason(rl: Callable[..., Ran]) -> None:
    rl("add", "-", input=ENTRY)
    title = rl("show", "doe2020", "--json").json[0]["title"]
    ran = rl("add", "--title", title, "--doi", "https://doi.org/10.1000/ABC")
    assert ran.code == 4
    assert "doe2020 (same DOI, same title)" in ran.err


def test_add_keeps_a_source_with_the_doi_of_another_title_and_says_so(rl: Callable[..., Ran]) -> None:
    rl("add", "-", input=ENTRY)
    ran = rl("add", "--title", "Another title", "--doi", "https://doi.org/10.1000/ABC", "--key", "other")
    assert (ran.code, ran.out) == (0, "other\n")
    assert ran.err == "note: other was added, and is similar to doe2020 (same DOI, other title)\n"
    (pair,) = rl("duplicates", "--json").json
    assert (pair["first"], pair["second"], pair["kind"]) == ("doe2020", "other", "similar")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "nothing was given"),
        (("--title", "x", "--date", "yesterday"), 2, "2025-01-25"),
        (("--title", "x", "--date", "05/06/2017"), 2, "about 1850 as 1850~"),
        (("--title", "x", "--date", "OCT 1"), 2, "2025-01-25"),
        (("--title", "x", "--date", "forthcoming"), 2, "year=forthcoming"),
        (("--title", "x", "--doi", "nonsense"), 2, "doi"),
        (("--title", "x", "--isbn", "978-0-262-03384-9"), 2, "check digit"),
        (("--title", "x", "--arxiv", "12"), 2, "arXiv"),
        (("--title", "x", "--key", "a b"), 2, "citation key"),
        (("--title", "x", "--status", "gone"), 2, "status"),
        (("--title", "x", "--set", "novalue"), 2, "field=value"),
        (("--title", "x", "--link", "cites"), 2, "RELATION:KEY"),
        (("--title", "x", "--link", "likes:mueller2020"), 2, "relation"),
        (("--title", "x", "--link", "cites:nobody"), 3, "nobody"),
        (("--title", "x", "--via", "nobody"), 3, "nobody"),
        (("--title", "x", "--key", "MUELLER2020"), 4, "belongs to another source"),
        (("--title", "x", "p.bib"), 2, "either files or fields"),
        (("nowhere.bib",), 6, "no such file"),
        (("978-0-262-03384-9",), 2, "check digit"),
        ((".",), 2, "--recursive"),
    ],
)
def test_add_refuses_what_cannot_be_and_changes_nothing(
    shelf: Callable[..., Ran], arguments: tuple[str, ...], code: int, said: str
) -> None:
    before = shelf("list", "--json").out
    ran = shelf("add", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert shelf("list", "--json").out == before


def test_add_says_that_a_pdf_is_damaged(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("paper.pdf").write_bytes(b"%PDF-1.7\n\x00\x01")
    ran = rl("add", "paper.pdf")
    assert ran.code == 6
    assert "paper.pdf cannot be read: it is damaged" in ran.err


def test_add_of_an_empty_stdin_says_that_there_is_no_entry(rl: Callable[..., Ran]) -> None:
    ran = rl("add", "-", input="")
    assert ran.code == 6
    assert "no entry" in ran.err


def test_add_keeps_the_healthy_entry_beside_a_broken_one(rl: Callable[..., Ran]) -> None:
    ran = rl("add", "-", input=f"@article{{,,,\n@}}\n\n{ENTRY}")
    assert ran.code in (0, 6)
    assert "doe2020" in ran.out
    assert "stdin:1:" in ran.err


def test_a_dry_run_of_add_shows_the_source_and_adds_nothing(rl: Callable[..., Ran]) -> None:
    ran = rl("add", "-", "--dry-run", "--json", input=ENTRY)
    assert ran.json[0]["title"] == "On DNA"
    assert rl("list", "--json").json == []
    assert rl("log", "--json").json == []


def test_a_title_with_escape_sequences_does_nothing_to_the_terminal(rl: Callable[..., Ran]) -> None:
    rl("add", "--title", "evil \x1b]0;owned\x07\x1b[2J \u202etitle", "--key", "evil")
    for command in (
        ["list"],
        ["show", "evil"],
        ["search", "title"],
        ["list", "--format", "{title}"],
        ["rm", "evil", "-y"],
    ):
        ran = rl(*command)
        for character in ("\x1b]", "\x1b[2J", "\x07", "\u202e"):
            assert character not in ran.out + ran.err, command


def test_an_unknown_field_is_kept_with_a_warning(rl: Callable[..., Ran]) -> None:
    ran = rl("add", "--title", "x", "--set", "shelfmark=B 12")
    assert ran.code == 0
    assert "warning: shelfmark" in ran.err
    assert rl("show", "x", "--json").json[0]["fields"]["shelfmark"] == "B 12"


def test_an_arxiv_number_is_kept_as_an_eprint(rl: Callable[..., Ran]) -> None:
    rl("add", "--title", "Mixtral", "--arxiv", "https://arxiv.org/abs/2401.04088v1")
    (source,) = rl("list", "--json").json
    assert source["fields"]["eprint"] == "2401.04088v1"
    assert source["identifiers"] == {"arxiv": "2401.04088"}
    assert rl("add", "--title", "Mixtral", "--arxiv", "2401.04088").code == 4


def test_what_is_added_by_fields_opens_with_its_authors_as_a_bibliography_does(rl: Callable[..., Ran]) -> None:
    rl("add", "--title", "On Keys", "--author", "Doe, Jane", "--date", "2026", "--key", "doe")
    names = [line.split("=")[0].strip() for line in rl("show", "doe", "--biblatex").out.splitlines() if "=" in line]
    assert names == ["author", "title", "date"]
