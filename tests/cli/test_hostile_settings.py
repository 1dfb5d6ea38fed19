"""A `readinglist.toml` that somebody made to do harm: each command says one sentence of it, or goes on, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.library import document_patterns, location
from tests.work import assert_linear_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

DEEP = [
    ".".join(["a"] * 5000) + " = 1",
    " . ".join(["a"] * 5000) + " = 1",
    ".".join(['"a"'] * 5000) + " = 1",
    ".".join(["'a'", '"b"', "c"] * 2000) + " = 1",
    f"[{'.'.join(['a'] * 5000)}]\n",
    f"[[{'.'.join(['a'] * 5000)}]]\n",
    "a = {" + ".".join(["b"] * 5000) + " = 1}",
    "a = " + "[" * 500 + "]" * 500,
    "a = " + "{a = " * 60 + "1" + "}" * 60,
]


@pytest.mark.parametrize("text", DEEP)
def test_settings_that_are_nested_deeply_are_one_sentence(text: str, rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("readinglist.toml").write_text(text)
    for command in (("config",), ("check",)):
        ran = rl(*command)
        assert (ran.code, ran.out, ran.err.count("\n")) == (6, "", 1), command
        assert "readinglist.toml cannot be read: it is nested too deeply" in ran.err


@pytest.mark.parametrize("piece", ["a.", " ", ".", "a", '"', "'", "a .", "[a.b]\n", '"a".'])
def test_the_depth_of_names_is_seen_in_time_in_proportion_to_their_length(piece: str) -> None:
    def seen(text: str) -> object:
        return location._DEEP_NAME.search(location._DOT.sub(b".", location._QUOTED.sub(b"", text.encode())))

    assert_linear_in(seen, piece, 2000)


@pytest.mark.parametrize(
    "text",
    [
        'documents = ["a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.tex"]',
        f"documents = [{', '.join(f'{chr(39)}a{n}.tex{chr(39)}' for n in range(60))}]",
        '[keys]\npattern = "[auth].[year].[title]"\n# a.b.c.d.e.f\n[network]\nrate = 1.5',
    ],
)
def test_dots_within_values_are_no_depth(text: str, rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("readinglist.toml").write_text(text)
    assert rl("config").code == 0


@pytest.mark.parametrize(
    "number", ["0x" + "f" * 5000, "0o" + "7" * 9000, "0b" + "1" * 30_000, "9" * 40, "-" + "9" * 40]
)
def test_a_number_that_toml_does_not_have_is_one_sentence(number: str, rl: Callable[..., Ran], tmp_path: Path) -> None:
    for text in (f"[network]\nrate = {number}", f"x = {number}", f"x = [{{a = {number}}}]"):
        tmp_path.joinpath("readinglist.toml").write_text(text)
        ran = rl("config")
        assert (ran.code, ran.out, "more than 64 bits" in ran.err, ran.err.count("\n")) == (6, "", True, 1)


def test_of_very_many_names_that_are_no_settings_the_first_are_told(rl: Callable[..., Ran], tmp_path: Path) -> None:
    texts = ("".join(f"a{n} = 1\n" for n in range(5000)), "".join(f"[a{n}]\n" for n in range(5000)))
    for text in texts:
        tmp_path.joinpath("readinglist.toml").write_text(text)
        told = rl("config").err.splitlines()
        assert (len(told) <= 12, sum("more names in it are no settings" in line for line in told)) == (True, 1)
    tmp_path.joinpath("readinglist.toml").write_text("".join(f"a{n} = 1\n" for n in range(10)))
    assert "more names" not in rl("config").err


@pytest.mark.parametrize(
    "text", ["export.only = {}", "[export]\nonly = {}", "export = []", "export = 1", "[export]\nonly = [[]]"]
)
def test_config_shows_settings_of_a_wrong_kind_and_other_commands_refuse_them(
    text: str, rl: Callable[..., Ran], tmp_path: Path
) -> None:
    tmp_path.joinpath("readinglist.toml").write_text(text)
    assert rl("config").code == 0
    ran = rl("export")
    assert (ran.code, ran.err.count("\n")) == (2, 1)


def test_config_shows_at_most_a_page_of_a_value(rl: Callable[..., Ran], tmp_path: Path) -> None:
    for text in (f'[keys]\npattern = "{"x" * 500_000}"', f'x = "{"a " * 200_000}"', f"{'x' * 500_000} = 1"):
        tmp_path.joinpath("readinglist.toml").write_text(text)
        assert len(rl("config").out) < 10_000


@pytest.mark.parametrize(
    "pattern",
    ["*" * 900_000, "[" * 900_000, "**/" * 100_000 + "x", "*/" * 100_000, "a" * 5000 + "*", "../*", "*\\u0000"],
)
def test_a_pattern_of_documents_that_is_none_is_one_sentence(
    pattern: str, rl: Callable[..., Ran], tmp_path: Path
) -> None:
    tmp_path.joinpath("readinglist.toml").write_text(f'documents = ["{pattern}"]')
    ran = rl("check")
    assert (ran.code, ran.out, ran.err.count("\n"), len(ran.err) < 2000) == (2, "", 1, True)


def test_a_search_for_documents_that_is_ended_is_told(
    rl: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_patterns, "_MOST_SEEN", 20)
    for number in range(30):
        tmp_path.joinpath(f"{number}.txt").write_text("")
    tmp_path.joinpath("readinglist.toml").write_text('documents = ["**/*.tex"]')
    assert "'**/*.tex' was not looked for to the end, as too many files lie there" in rl("check").err
