"""What is longer than the screen goes through the reader's pager."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click
import pytest

from readinglist.cli.shared.pager import Pager

if sys.platform == "win32":
    pytest.skip("there are no terminals of this kind", allow_module_level=True)

from tests.terminals import Shown, on_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Ran

PAGED = "it was paged"


@pytest.fixture
def pager(tmp_path: Path) -> Callable[[str], str]:
    """Make a program that does what a line of shell says, and return its path."""

    def pager(does: str, name: str = "show") -> str:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{does}\n")
        path.chmod(0o700)
        return str(path)

    return pager


@pytest.fixture
def paged(pager: Callable[[str], str]) -> dict[str, str]:
    return {"PAGER": pager(f"cat; echo {PAGED}")}


def test_a_long_list_goes_through_the_pager_and_a_short_one_does_not(
    seeded: Callable[..., Ran],  # noqa: ARG001
    paged: dict[str, str],
) -> None:
    long, short = on_terminal("list", more=paged), on_terminal("list", "--limit", "5", more=paged)
    assert long.lines[0].startswith("KEY")
    assert len(long.lines) == 77 + 2
    assert long.lines[-1] == PAGED
    assert len(short.lines) == 6
    assert short.code == long.code == 0


def test_a_screen_that_is_just_full_does_not_wait(seeded: Callable[..., Ran], paged: dict[str, str]) -> None:  # noqa: ARG001
    assert PAGED not in on_terminal("list", rows=79, more=paged).text
    assert PAGED in on_terminal("list", rows=78, more=paged).text


def test_long_lines_count_as_the_rows_that_they_take(rl: Callable[..., Ran], paged: dict[str, str]) -> None:
    for number in range(12):
        rl("add", "--title", f"{number} {'word ' * 40}", "--key", f"k{number}")
    assert PAGED in on_terminal("list", "--format", "{title}", more=paged).text
    assert PAGED not in on_terminal("list", "--format", "{title}", columns=250, more=paged).text


@pytest.mark.parametrize(
    "arguments", [("--no-pager", "list"), ("list", "--no-pager"), ("ls", "--no-pager")], ids=" ".join
)
def test_no_pager_is_an_option_of_the_program_and_of_the_command(
    arguments: tuple[str, ...],
    seeded: Callable[..., Ran],  # noqa: ARG001
    paged: dict[str, str],
) -> None:
    shown = on_terminal(*arguments, more=paged)
    assert len(shown.lines) == 78
    assert PAGED not in shown.text


@pytest.mark.parametrize(
    "command",
    [
        "claims",
        "search deepseek --limit 100",
        "tags",
        "show howdeepseek",
        "gaps",
        "matrix",
        "list --json",
        "export",
        "graph",
    ],
)
def test_every_long_answer_goes_through_the_pager(
    command: str,
    seeded: Callable[..., Ran],  # noqa: ARG001
    paged: dict[str, str],
) -> None:
    assert PAGED in on_terminal(*command.split(), rows=10, more=paged).lines


@pytest.mark.parametrize("named", ["", "cat", " ", "no-such-pager-anywhere", "no-such-pager -x | cat"])
def test_without_a_pager_all_is_written_at_once(named: str, seeded: Callable[..., Ran]) -> None:  # noqa: ARG001
    shown = on_terminal("list", more={"PAGER": named})
    assert len(shown.lines) == 78
    assert shown.code == 0


def test_a_pager_that_cannot_be_run_is_no_fault(
    seeded: Callable[..., Ran],  # noqa: ARG001
    tmp_path: Path,
) -> None:
    tmp_path.joinpath("broken").write_bytes(b"\x7fELF nothing")
    tmp_path.joinpath("broken").chmod(0o700)
    shown = on_terminal("list", more={"PAGER": str(tmp_path / "broken")})
    assert len(shown.lines) == 78
    assert shown.code == 0


def test_the_programs_own_variable_counts_before_the_common_one(
    seeded: Callable[..., Ran],  # noqa: ARG001
    paged: dict[str, str],
) -> None:
    assert PAGED not in on_terminal("list", more={**paged, "READINGLIST_PAGER": "cat"}).text
    assert PAGED in on_terminal("list", more={"READINGLIST_PAGER": paged["PAGER"], "PAGER": "cat"}).text


def test_a_pager_with_arguments_or_a_pipe_is_run_as_the_shell_would(
    seeded: Callable[..., Ran],  # noqa: ARG001
    pager: Callable[[str], str],
) -> None:
    assert on_terminal("list", more={"PAGER": f"{pager('cat; echo $1')} --quietly"}).lines[-1] == "--quietly"
    assert on_terminal("list", more={"PAGER": "cat | wc -l"}).text.strip() == "78"
    assert on_terminal("list", more={"PAGER": "LC_ALL=C tail -n 2 | wc -l"}).text.strip() == "2"


def test_who_leaves_the_pager_early_is_asked_nothing_and_told_nothing(
    seeded: Callable[..., Ran],  # noqa: ARG001
    pager: Callable[[str], str],
) -> None:
    shown = on_terminal("list", "--json", more={"PAGER": pager("head -n 1")})
    assert shown == Shown(0, "[\n")


def test_a_gate_keeps_its_exit_code_whatever_was_read_of_it(
    seeded: Callable[..., Ran],  # noqa: ARG001
    pager: Callable[[str], str],
) -> None:
    shown = on_terminal("gaps", "--fail-on", "any", rows=6, more={"PAGER": pager("head -n 1")})
    assert shown.code == 10
    assert len(shown.lines) == 2
    assert "gaps:" in shown.lines[1]


def test_messages_come_when_the_pager_has_ended(
    seeded: Callable[..., Ran],  # noqa: ARG001
    paged: dict[str, str],
) -> None:
    lines = on_terminal("gaps", rows=6, more=paged).lines
    assert lines[-2] == PAGED
    assert "gaps:" in lines[-1]


def test_the_pager_shows_colours_unless_they_are_unwanted(
    seeded: Callable[..., Ran],  # noqa: ARG001
    paged: dict[str, str],
) -> None:
    assert "\x1b[" in on_terminal("list", more=paged).raw
    assert "\x1b[" not in on_terminal("list", more={**paged, "NO_COLOR": "1"}).raw


def test_less_is_told_what_git_tells_it_and_keeps_what_the_reader_tells_it(
    seeded: Callable[..., Ran],  # noqa: ARG001
    pager: Callable[..., str],
) -> None:
    less = pager('cat > /dev/null; echo "$LESS $*"', "less")
    assert on_terminal("list", more={"PAGER": less}).text == "FRX -R\n"
    assert on_terminal("list", more={"PAGER": f"{less} -S", "LESS": "i"}).text == "i -R -S\n"


def test_without_any_variable_it_is_less(
    seeded: Callable[..., Ran],  # noqa: ARG001
    pager: Callable[..., str],
    tmp_path: Path,
) -> None:
    pager(f"cat; echo {PAGED}", "less")
    assert PAGED in on_terminal("list", more={"PATH": f"{tmp_path}:/usr/bin:/bin"}).text


def test_a_folder_names_no_pager(
    seeded: Callable[..., Ran],  # noqa: ARG001
    pager: Callable[..., str],
    tmp_path: Path,
) -> None:
    ran = pager(f"cat; touch {tmp_path / 'ran'}", "planted")
    tmp_path.joinpath("readinglist.toml").write_text(f'pager = "{ran}"\n[list]\npager = "{ran}"\n')
    for command in ("list", "config"):
        shown = on_terminal(command, rows=4, more={"PAGER": "cat"}, folder=tmp_path)
        assert shown.code == 0
        assert not tmp_path.joinpath("ran").exists()
    assert "? pager =" in shown.text


def test_nothing_that_commands_a_terminal_reaches_the_pager(rl: Callable[..., Ran], paged: dict[str, str]) -> None:
    for number in range(30):
        rl("add", "--title", f"evil \x1b]0;x\x07\x1b[2J \u202e {number}", "--key", f"k{number}")
    raw = on_terminal("list", more=paged).raw
    assert "\x1b]" not in raw
    assert "\x1b[2J" not in raw
    assert "\u202e" not in raw
    assert PAGED in raw


def test_on_a_terminal_that_can_do_nothing_there_is_no_pager_and_no_colour(
    seeded: Callable[..., Ran],  # noqa: ARG001
    paged: dict[str, str],
) -> None:
    shown = on_terminal("list", more={**paged, "TERM": "dumb"})
    assert PAGED not in shown.text
    assert "\x1b" not in shown.raw


def test_off_a_terminal_there_is_no_pager(seeded: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "false")
    assert len(seeded("list").lines) == 77


@pytest.mark.skipif(not shutil.which("head"), reason="needs head")
def test_a_stream_is_read_no_further_than_the_reader_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "head -n 1")
    monkeypatch.setattr("shutil.get_terminal_size", lambda: SCREEN)
    read = 0
    to = Pager(refused, coloured=True)

    def lines() -> Iterator[str]:
        nonlocal read
        for read in range(1_000_000):  # noqa: B007
            yield "a line that fills the pipe\n"

    all(to.write(line) for line in lines())
    to.finish()
    assert read < 100_000


def refused(lines: str) -> bool:
    raise AssertionError(lines)


SCREEN = type("Size", (), {"columns": 80, "lines": 24})


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
    ids=str,
)
def test_colours_off_a_terminal_are_there_only_where_they_are_asked_for(
    environment: dict[str, str],
    coloured: bool,  # noqa: FBT001
    seeded: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    out = seeded("show", "vaswani2017attention").out
    assert (click.unstyle(out) != out) is coloured


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"CLICOLOR": "0"}], ids=str)
def test_colours_on_a_terminal_can_be_switched_off(environment: dict[str, str], seeded: Callable[..., Ran]) -> None:  # noqa: ARG001
    assert "\x1b[" in on_terminal("show", "vaswani2017attention", more={"PAGER": ""}).raw
    assert "\x1b[" not in on_terminal("show", "vaswani2017attention", more={"PAGER": "", **environment}).raw
