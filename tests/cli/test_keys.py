"""`rekey` and what it leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


def keys(rl: Callable[..., Ran]) -> list[str]:
    return rl("list", "--keys-only").lines


def test_rekey_leaves_pinned_keys_alone_unless_told(shelf: Callable[..., Ran]) -> None:
    before = keys(shelf)
    ran = shelf("rekey", "--pattern", "[auth][shortyear]")
    assert (ran.code, ran.out) == (0, "")
    assert "--pinned" in ran.err
    assert keys(shelf) == before
    ran = shelf("rekey", "author:jiang OR author:muller", "--pattern", "[auth][shortyear]", "--pinned")
    assert ran.lines == ["jiang2024mixtral → Jiang24", "mueller2020 → Muller20"]
    assert shelf("show", "mueller2020", "--json").json[0]["key"] == "Muller20"
    assert shelf("undo").code == 0
    assert keys(shelf) == before


def test_rekey_makes_what_nobody_chose_anew_and_keeps_suffixes(rl: Callable[..., Ran]) -> None:
    for title in ("Sparse routing", "Sparse models", "Dense models"):
        rl("add", "--title", title, "--author", "Chen, Ada", "--date", "2020")
    assert keys(rl) == ["chen2020sparse", "chen2020sparsea", "chen2020dense"]
    assert rl("rekey").err.startswith("every key stays")
    dry = rl("rekey", "--pattern", "[auth:lower][year]", "--dry-run")
    assert dry.lines[0] == "would be chen2020sparse → chen2020"
    rl("rekey", "--pattern", "[auth:lower][year]")
    assert keys(rl) == ["chen2020", "chen2020a", "chen2020b"]
    assert rl("rekey", "--pattern", "[auth:lower][year]").out == ""
    assert rl("show", "chen2020dense", "--json").json[0]["key"] == "chen2020b"
    rl("rekey", "--pattern", "[auth:lower][year][title:1:lower]")
    assert keys(rl) == ["chen2020sparse", "chen2020sparsea", "chen2020dense"]


def test_rekey_takes_the_parents_of_others_along(rl: Callable[..., Ran]) -> None:
    rl("add", "--title", "Proceedings", "--set", "editor=Bo Li", "--date", "2020", "--type", "proceedings")
    rl("import", "-", input="@inproceedings{part, title = {P}, crossref = {li2020proceedings}}")
    assert rl("rekey", "--pattern", "[edtr][year]", "--json").json[0]["key"] == "Li2020"
    assert "crossref = {Li2020}" in rl("export", "--keys", "part").out


@pytest.mark.parametrize("field", ["xref", "related", "entryset", "xdata"])
def test_what_a_source_names_beside_it_follows_and_comes_along(
    rl: Callable[..., Ran], tmp_path: Path, field: str
) -> None:
    bib = f"@book{{one, title={{O}}, {field}={{other, two,elsewhere}}}}\n@book{{two, title={{T}}}}\n@book{{three, title={{U}}}}"
    rl("import", "-", input=bib)
    assert rl("rename", "two", "zwei").code == 0
    tmp_path.joinpath("x.tex").write_text(r"\cite{one}", "utf-8")
    ran = rl("export", "--cited", "x.tex", "--format", "biblatex")
    assert f"{field} = {{other,zwei,elsewhere}}" in ran.out
    assert [line for line in ran.lines if line[0:1] == "@"] == ["@book{one,", "@book{zwei,"]
    assert rl("merge", "three", "zwei").code == 0
    assert f"{field} = {{other,three,elsewhere}}" in rl("export", "--keys", "one").out
    rl("undo", "2")
    assert f"{field} = {{other, two,elsewhere}}" in rl("export", "--keys", "one").out


def test_the_pattern_of_the_project_makes_the_keys(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("readinglist.toml").write_text('[keys]\npattern = "[auth]:[year]"\n', "utf-8")
    assert rl("add", "--title", "T", "--author", "van der Meer, Anneke", "--date", "2019").out.startswith(
        "vanderMeer:2019"
    )
    tmp_path.joinpath("readinglist.toml").write_text("[keys]\npattern = '[auth'\n", "utf-8")
    ran = rl("add", "--title", "U", "--author", "X Y")
    assert ran.code == 2
    assert "column 1" in ran.err
    tmp_path.joinpath("readinglist.toml").write_text("[keys]\npattern = 3\n", "utf-8")
    assert "must be a text" in rl("add", "--title", "U", "--author", "X Y").err


@pytest.mark.parametrize("pattern", ["", "[auth:lower][year]", "[title]_[journaltitle]"])
def test_rekey_leaves_the_key_of_a_stub_of_which_only_an_identifier_is_known(
    rl: Callable[..., Ran], pattern: str
) -> None:
    rl("add", "--offline", "10.1000/keys", "https://arxiv.org/abs/2205.14135", "978-0-262-03384-8")
    kept = rl("list", "--keys-only").out
    assert rl("rekey", *(["--pattern", pattern] if pattern else [])).out == ""
    assert rl("list", "--keys-only").out == kept
