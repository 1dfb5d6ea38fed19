"""The tour: typed by the user, on a library that is thrown away."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from readinglist.cli import SECTIONS
from tests.citations.test_batch import needs_pandoc

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

if sys.platform == "win32":
    pytest.skip("pseudo-terminals and their signals are those of POSIX", allow_module_level=True)

from tests.typed import CTRL_C, CTRL_D, Terminal

ROOT = Path(__file__).parents[2]
DATA = tomllib.loads(ROOT.joinpath("seeds", "tour.toml").read_text("utf-8"))
STEPS: list[dict[str, str]] = DATA["step"]
PROGRAM = [
    sys.executable,
    "-c",
    "import sys; sys.argv[0] = 'rl'; from readinglist.__main__ import main; main()",
    "tour",
]


class Home:
    """A home in which nothing may change, and a folder for what is temporary."""

    def __init__(self, folder: Path) -> None:
        self.path, self.temporary = folder / "home", folder / "temporary"
        for each in (self.path, self.temporary):
            each.mkdir()
        self.path.joinpath("readinglist.toml").write_text('library = "mine.db"\n', "utf-8")
        self.path.joinpath("mine.db").write_text("not to be opened", "utf-8")
        left_out = ("READINGLIST", "XDG_", "NO_COLOR", "COLUMNS", "PYTHONPATH")
        kept = {name: value for name, value in os.environ.items() if not any(each in name for each in left_out)}
        self.env = {
            **kept, "HOME": str(self.path), "PAGER": "cat", "TMPDIR": str(self.temporary), "PYTHONPATH": str(ROOT),
            "READINGLIST_LIBRARY": str(self.path / "mine.db"), "XDG_STATE_HOME": str(self.path / "state"),
        }  # fmt: skip

    def typed(self, *lines: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Pipe what is typed into the tour."""
        return subprocess.run(
            [*PROGRAM, "-"], input="".join(f"{line}\n" for line in lines), cwd=self.path,
            env={**self.env, **environment}, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip

    def terminal(self) -> Terminal:
        """Start the tour on a terminal."""
        return Terminal(PROGRAM, self.path, self.env, columns=60)

    def is_as_it_was(self) -> bool:
        """Whether nothing was left behind, and nothing of the user's changed."""
        return (
            sorted(path.name for path in self.path.rglob("*")) == ["mine.db", "readinglist.toml"]
            and self.path.joinpath("mine.db").read_text("utf-8") == "not to be opened"
            and not list(self.temporary.iterdir())
        )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def text(shown: str) -> str:
    return " ".join(shown.split())


@needs_pandoc
def test_every_step_works_when_enter_types_it_and_nothing_is_left_behind(home: Home) -> None:
    ran = home.typed(*("" for _ in STEPS), COLUMNS="60")
    assert ran.returncode == 0
    said = text(ran.stdout)
    for step in STEPS:
        assert text(step["look"]).replace("`readinglist ", "`rl ") in said, step["title"]
    assert "That was the tour" in said
    assert "howdeepseek#c29 evidence 1: qualifies gibney2025chinas" in said
    assert "missing: no source has the key bahdanau2015" in said
    assert "undone 3: claim howdeepseek" in said
    assert not [line for line in ran.stderr.splitlines() if line.startswith("rl:")]
    assert home.is_as_it_was()


def test_the_steps_are_commands_of_the_program_that_fit_the_terminal() -> None:
    known = {name for section in SECTIONS.values() for name in section}
    assert 6 <= len(STEPS) <= 12
    for step in STEPS:
        assert set(step) == {"title", "say", "type", "look"}
        called, name, *_ = shlex.split(step["type"])
        assert called == "readinglist"
        assert name in known
        assert len(step["type"].replace("readinglist", "rl")) <= 90


def test_another_command_and_a_mistake_leave_the_tour_where_it_is(home: Home) -> None:
    ran = home.typed("rl list tag:moe --keys-only", "tags", "rl lst", "rl show nobody", "rl list tag:mla", "q")
    assert ran.returncode == 0
    before, _, after = ran.stdout.partition(STEPS[0]["look"][:40])
    assert "dai2024deepseekmoe\n" in before
    assert "export-controls" in before
    assert "2 of 10" not in before
    assert "2 of 10" in after
    assert "did you mean `rl list`?" in ran.stderr
    assert "nobody" in ran.stderr
    assert "You left at step 2 of 10" in after
    assert home.is_as_it_was()


REFUSED = [
    "rl list | touch made", "rl list > made", "rl list; touch made", "rl list && touch made", "touch made", "rl list $(touch made",
    'rl note dai2024 "open', "rl note dai2024 'open", "rl --library mine.db undo", "rl -lmine.db undo", "rl --library=mine.db undo",
    "rl tour", "tour -", "(rl list)", "rl list <essay.md", "\\", "'", "rl list &",
]  # fmt: skip
QUOTED = [
    "rl note dai2024 '$(touch made)'", "rl note dai2024 '`touch made`; touch made'", "rl search '| > &'", "rl list 'year>2020'",
    "rl search '疯狂的幻方'", "rl note dai2024 '\x1b[2J'", "rl show dai2024",
]  # fmt: skip


def test_what_is_no_command_of_the_tour_is_refused_in_a_sentence_and_runs_nothing(home: Home) -> None:
    ran = home.typed(*REFUSED, "q")
    assert ran.returncode == 0
    assert len(ran.stderr.splitlines()) == len(REFUSED)
    assert "You left at step 1 of 10" in ran.stdout
    assert home.is_as_it_was()


def test_what_stands_in_quotation_marks_is_a_word_as_in_a_shell(home: Home) -> None:
    ran = home.typed(*QUOTED, "q")
    assert ran.returncode == 0
    assert ran.stdout.count("Enter goes on") == len(QUOTED)
    assert "`touch made`; touch made" in ran.stdout
    assert "\x1b[2J" not in ran.stdout + ran.stderr
    assert home.is_as_it_was()


def test_a_step_can_be_left_out(home: Home) -> None:
    ran = home.typed("skip", "s", "SKIP", "quit")
    assert "You left at step 4 of 10" in ran.stdout
    assert home.is_as_it_was()


def test_where_a_step_fails_the_tour_says_how_to_go_on(home: Home) -> None:
    ran = home.typed(*["skip"] * 6, "", "skip", "q")
    assert "howdeepseek#c29" in ran.stderr
    assert "`skip` goes on without it" in ran.stdout
    assert "You left at step 8 of 10" in ran.stdout


def test_off_a_terminal_the_tour_says_that_it_needs_one(rl: Callable[..., Ran]) -> None:
    ran = rl("tour")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "readinglist: there is no terminal to ask on; start the tour in one, or give `readinglist tour -` on stdin what to type.\n"
    )


@pytest.mark.parametrize("typed", [CTRL_C, CTRL_D, "q\r", "rl lis" + CTRL_C, "exit\r"])
def test_ctrl_c_ctrl_d_and_q_leave_cleanly(home: Home, typed: str) -> None:
    with home.terminal() as terminal:
        terminal.until("\n> ")
        terminal.type(typed)
        assert terminal.ended(again=CTRL_C if CTRL_C in typed else "") == 0
        assert "You left at step 1 of 10; nothing of it is left." in text(terminal.shown)
        assert "Traceback" not in terminal.shown
    assert home.is_as_it_was()


def test_on_a_terminal_of_60_columns_a_step_is_typed_and_looked_at(home: Home) -> None:
    with home.terminal() as terminal:
        welcome = terminal.until("\n> ")
        assert max(map(len, welcome.splitlines())) <= 60
        terminal.type("rl list tag:mla\r")
        listed = terminal.until("\n> ")
        assert "Li & Liu" in listed
        assert "2 of 10" in listed
        terminal.type("\r")
        assert "Erdil" in terminal.until("\n> ")
        terminal.type("q\r")
        assert terminal.ended() == 0
    assert home.is_as_it_was()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_tour_that_is_ended_from_outside_leaves_nothing_behind(home: Home, number: signal.Signals) -> None:
    with home.terminal() as terminal:
        terminal.until("\n> ")
        assert list(home.temporary.iterdir())
        assert terminal.end_by(number) == 128 + number
    assert home.is_as_it_was()
