"""list, search, show, tags, next, queue, config and log, as a user calls them."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from readinglist.library import location

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.library.location import Location
    from tests.conftest import Ran

READING = (["list"], ["search", "x"], ["tags"], ["queue"], ["next"], ["export"], ["log"])


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_fresh_machine_has_nothing_yet_and_that_is_no_error(
    rl: Callable[..., Ran], library: Location, command: list[str]
) -> None:
    library.path.unlink()
    ran = rl(*command)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err or command == ["export"]
    assert not library.path.exists()


def test_json_of_nothing_is_an_empty_array(rl: Callable[..., Ran]) -> None:
    for command in READING:
        arguments = ["export", "--format", "json"] if command == ["export"] else [*command, "--json"]
        assert rl(*arguments).json == []


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ([], ["vaswani2017attention", "jiang2024mixtral", "mueller2020", "yu2023"]),
        (["attention"], ["vaswani2017attention"]),
        (["author:muller"], ["mueller2020"]),
        (["author:Müller"], ["mueller2020"]),
        (["疯狂"], ["yu2023"]),
        (["title:幻"], ["yu2023"]),
        (["tag:moe"], ["jiang2024mixtral"]),
        (["tag:transformer"], ["vaswani2017attention"]),
        (["-tag:*"], ["mueller2020", "yu2023"]),
        (["year:2017..2020"], ["vaswani2017attention", "mueller2020"]),
        (["year:..2017"], ["vaswani2017attention"]),
        (["date:2024-01"], ["jiang2024mixtral"]),
        (["date:2020-05..2023"], ["mueller2020", "yu2023"]),
        (["type:article"], ["mueller2020"]),
        (["type:online", "NOT", "doi:*"], ["jiang2024mixtral", "yu2023"]),
        (["doi:10.1000/XYZ.42"], ["mueller2020"]),
        (["arxiv:2401.04088"], ["jiang2024mixtral"]),
        (["venue:neural"], ["vaswani2017attention"]),
        (["journaltitle:modelle"], ["mueller2020"]),
        (["key:2017"], ["vaswani2017attention"]),
        (["(tag:moe OR tag:attention) experts"], ["jiang2024mixtral"]),
        (['"all you need"'], ["vaswani2017attention"]),
        (["all you need"], ["vaswani2017attention"]),
        (["title:all you need", "year:2017"], ["vaswani2017attention"]),
        (["status:inbox -author:*"], []),
        (["status:read"], []),
        (["status:inbox", "tag:moe OR doi:*"], ["jiang2024mixtral", "mueller2020"]),
        (["status:read", "tag:moe OR doi:*"], []),
        (["year:2020", 'author:"Müller"'], ["mueller2020"]),
        (["added:2020.."], ["vaswani2017attention", "jiang2024mixtral", "mueller2020", "yu2023"]),
        (["';DROP TABLE source;--"], []),
    ],
)
def test_list_finds_what_a_query_asks_for(shelf: Callable[..., Ran], query: list[str], keys: list[str]) -> None:
    ran = shelf("list", "--keys-only", *query)
    assert (ran.code, ran.lines) == (0, keys)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("foo:bar", "known are key, type"),
        ("year:abc", "no year"),
        ("title:", "needs a value"),
        ('"open', "quotation mark"),
        ("(a", "not closed"),
        ("a)", "not opened"),
        ("a OR", "missing"),
        ("NOT", "missing"),
    ],
)
def test_a_query_that_cannot_be_understood_is_a_sentence_and_exit_2(
    shelf: Callable[..., Ran], query: str, said: str
) -> None:
    ran = shelf("list", query)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["--sort", "year"], ["vaswani2017attention", "mueller2020", "yu2023", "jiang2024mixtral"]),
        (["--sort", "year", "--reverse"], ["jiang2024mixtral", "yu2023", "mueller2020", "vaswani2017attention"]),
        (["--sort", "author"], ["jiang2024mixtral", "mueller2020", "vaswani2017attention", "yu2023"]),
        (["--sort", "title", "--limit", "1"], ["vaswani2017attention"]),
        (["--sort", "booktitle", "--limit", "1"], ["vaswani2017attention"]),
        (["--reverse", "--limit", "2"], ["yu2023", "mueller2020"]),
        (["--limit", "0"], []),
    ],
)
def test_list_sorts_turns_round_and_stops(shelf: Callable[..., Ran], arguments: list[str], keys: list[str]) -> None:
    assert shelf("list", "--keys-only", *arguments).lines == keys


def test_sorting_by_what_is_no_field_names_the_known_ones(shelf: Callable[..., Ran]) -> None:
    ran = shelf("list", "--sort", "colour")
    assert ran.code == 2
    assert "author, changed, date" in ran.err


def test_list_prints_in_a_pattern(shelf: Callable[..., Ran]) -> None:
    ran = shelf("list", "author:muller", "--format", r"{key:>12}|{title:.8}|{doi}|{journaltitle}|{year}\t{authors}")
    assert ran.out == " mueller2020|Über die|10.1000/xyz.42|Zeitschrift für Modelle|2020\tJörg Müller\n"
    for template in ("{nothing}", "{key.__class__}", "{key!r}"):
        assert shelf("list", "--format", template).code == 2
    assert shelf("list", "--format", "{key").code == 2


def test_off_a_terminal_list_is_separated_by_tabs_and_cuts_nothing(shelf: Callable[..., Ran]) -> None:
    line = shelf("list", "tag:moe").out
    assert line == "jiang2024mixtral\tJiang\t2024\tMixtral of Experts\tinbox\tmoe\n"


def test_search_shows_the_passage_that_matched(shelf: Callable[..., Ran]) -> None:
    shelf("note", "mueller2020", "--quote", "we propose a new and simple network", "--page", "3")
    ran = shelf("search", "simple", "net")
    assert ran.lines[0].startswith("mueller2020  Müller  2020")
    assert "new and simple network" in ran.lines[1]
    assert shelf("search", "simple network", "--keys-only").lines == ["mueller2020"]
    assert shelf("search", "network simple", "--keys-only").lines == []
    assert shelf("search", "simple", "--json").json[0]["snippet"].endswith("simple network")
    nothing = shelf("search", "xylophone")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "nothing was found.\n")


def test_show_takes_a_former_key_and_the_beginning_of_a_key(shelf: Callable[..., Ran]) -> None:
    shelf("rename", "mueller2020", "muller2020modelle")
    for key in ("mueller2020", "MUELLER2020", "muller2020", "mu"):
        assert shelf("show", key, "--json").json[0]["key"] == "muller2020modelle"


def test_show_says_what_is_not_there_and_what_is_ambiguous(shelf: Callable[..., Ran]) -> None:
    missing = shelf("show", "vasvani")
    assert (missing.code, missing.out) == (3, "")
    near = shelf("show", "2017att")
    assert near.code == 3
    assert "did you mean vaswani2017attention" in near.err
    shelf("add", "--title", "Other", "--key", "vaswani2018")
    ambiguous = shelf("show", "vaswani")
    assert ambiguous.code == 3
    assert "vaswani2017attention, vaswani2018" in ambiguous.err


def test_show_prints_everything_about_a_source(shelf: Callable[..., Ran]) -> None:
    shelf("link", "jiang2024mixtral", "follows-up", "vaswani2017attention")
    shelf("note", "vaswani2017attention", "my thought", "--quote", "all you need", "--page", "1", "--public")
    out = shelf("show", "vaswani2017attention").out
    for expected in (
        "Attention Is All You Need",
        "Ashish Vaswani; Noam Shazeer; et al.",
        "vaswani2017attention",
        "Advances in Neural Information Processing Systems 30",
        "attention, transformer/base",
        "[1] page 1, public",
        "“all you need”",
        "my thought",
        "is followed up by",
        "jiang2024mixtral  Mixtral of Experts",
    ):
        assert expected in out


def test_show_prints_entries_in_either_dialect(shelf: Callable[..., Ran]) -> None:
    classic = shelf("show", "mueller2020", "--bibtex").out
    assert classic.startswith('@article{mueller2020,\n  author = {M{\\"u}ller, J{\\"o}rg},')
    assert "  month = may,\n" in classic
    modern = shelf("show", "mueller2020", "--biblatex").out
    assert '  journaltitle = {Zeitschrift f{\\"u}r Modelle},\n  date = {2020-05},\n' in modern


def test_tags_are_listed_with_their_counts_and_renamed_with_those_below(shelf: Callable[..., Ran]) -> None:
    assert shelf("tags").lines == ["1  attention", "1  moe", "1  transformer/base"]
    ran = shelf("tags", "rename", "transformer", "architecture", "--dry-run")
    assert ran.err == "would rename transformer to architecture on 1 source\n"
    shelf("tags", "rename", "transformer", "architecture")
    shelf("tags", "rename", "MOE", "attention")
    assert shelf("tags", "--json").json == [{"tag": "architecture/base", "count": 1}, {"tag": "attention", "count": 2}]
    assert "keywords = {attention, architecture/base}" in shelf("show", "vaswani", "--bibtex").out
    assert shelf("tags", "rename", "nothing", "x").code == 3
    assert shelf("tags", "rename", "attention", "a, b").code == 2


def test_config_says_which_library_and_why(
    shelf: Callable[..., Ran], library: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = shelf("config", "--json").json
    assert (facts["library"], facts["why"]) == (str(library.path), "given by READINGLIST_LIBRARY")
    assert (facts["exists"], facts["sources"]) == (True, 4)
    assert shelf("--library", "other.db", "config", "--json").json["why"] == "given by --library"
    monkeypatch.delenv("READINGLIST_LIBRARY")
    deep = tmp_path / "paper" / "chapters"
    deep.mkdir(parents=True)
    tmp_path.joinpath("paper", "readinglist.toml").write_text('library = "refs.db"\n', "utf-8")
    monkeypatch.chdir(deep)
    found = _config()
    assert found.path == tmp_path / "paper" / "refs.db"
    assert "readinglist.toml" in found.why


def _config() -> Location:
    return location.locate(None, os.environ, Path.cwd())


def test_a_library_that_cannot_be_used_is_a_sentence_and_exit_1(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("notes.txt").write_text("words " * 100)
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE t (x)")
    for path in ("notes.txt", "other.db", "no/such/folder.db", "."):
        for command in (["list"], ["add", "--title", "x"], ["undo"], ["doctor"]):
            ran = rl("--library", path, *command)
            assert ran.code == 1, (path, command, ran)
            assert ran.err.count("\n") == 1
            assert "Traceback" not in ran.err


def test_a_limit_of_none_is_not_taken_for_an_empty_library(shelf: Callable[..., Ran]) -> None:
    ran = shelf("list", "--limit", "0")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "nothing is shown: the limit is 0.\n"


@pytest.mark.parametrize("command", [["list"], ["list", "year>=2020"], ["search", "models"], ["claims"]])
def test_json_lines_hold_what_json_holds(command: list[str], seeded: Callable[..., Ran]) -> None:
    whole = seeded(*command, "--json").json
    assert whole
    assert [json.loads(line) for line in seeded(*command, "--jsonl").lines] == whole


def test_json_lines_of_an_export_hold_what_its_json_holds(seeded: Callable[..., Ran], tmp_path: Path) -> None:
    whole = json.loads(seeded("export", "tag:moe", "--format", "json", "--private").out)
    assert len(whole) > 1
    assert [json.loads(line) for line in seeded("export", "tag:moe", "--jsonl", "--private").lines] == whole
    target = tmp_path / "refs.jsonl"
    assert seeded("export", "tag:moe", "--jsonl", "--private", "--verify", "--output", str(target)).code == 0
    assert [json.loads(line) for line in target.read_text("utf-8").splitlines()] == whole
    assert seeded("export", "key:nothing", "--jsonl").out == ""


@pytest.mark.parametrize("words", [["--format", "bibtex"], ["--format", "csl-json"], ["--output", "refs.bib"]])
def test_json_lines_are_no_other_format(words: list[str], seeded: Callable[..., Ran]) -> None:
    ran = seeded("export", "--jsonl", *words)
    assert ran.code == 2
    assert "write `--format json`" in ran.err


def test_fields_are_columns_and_stand_between_tabs_where_it_is_asked_for(seeded: Callable[..., Ran]) -> None:
    ran = seeded("list", "key:vaswani2017attention", "--fields", "key,year,title", "--tsv")
    assert ran.lines == ["vaswani2017attention\t2017\tAttention Is All You Need"]


def test_sources_are_listed_by_what_changed_last(shelf: Callable[..., Ran]) -> None:
    keys = shelf("list", "-k").lines
    assert sorted(shelf("list", "--sort", "changed", "-f", "{key}").lines) == sorted(keys)
    moments = [source["changed"] for source in shelf("list", "--sort", "changed", "--json").json]
    assert moments == sorted(moments)
