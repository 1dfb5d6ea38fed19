"""The program says one sentence whatever it is started in: closed streams, no home, no folder, bytes that are no text."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from readinglist.library import lookup

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.conftest import Ran

NO_TEXT = "a\udcffb"  # what Python makes of an argument with the byte ff
HUGE = "99999999999999999999"


@pytest.fixture
def shell(rl: Callable[..., Ran], tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a line of the shell in which `rl` is the program, in the test's own folder and home."""
    assert rl("add", "--title", "A", "--date", "2020", "--key", "a2020").code == 0

    def run(line: str, **more: str) -> subprocess.CompletedProcess[bytes]:
        line = line.replace("rl ", f"{sys.executable} -m readinglist ")
        environment = {**os.environ, **more}
        return subprocess.run(["bash", "-c", line], cwd=tmp_path, env=environment, capture_output=True, check=False)

    return run


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("rl list 2>&-", 0),
        ("rl show nothing 2>&-", 3),
        ("rl list <&-", 0),
        ("rl note a2020 - <&-", 2),
        ("rl import - <&-", 0),
        ("rl list <&- >/dev/null 2>&-", 0),
        ("rl list >&-", 1),
        ("rl export >&-", 1),
        ("rl list >&- 2>&- <&-", 1),
    ],
)
def test_closed_streams_are_no_traceback_and_never_the_library(
    line: str, code: int, shell: Callable[..., subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> None:
    ran = shell(line)
    assert (ran.returncode, b"Traceback" in ran.stderr) == (code, False), ran.stderr
    assert ran.stderr.count(b"\n") <= 1
    assert tmp_path.joinpath("library.db").read_bytes()[:15] == b"SQLite format 3"


@pytest.mark.parametrize("command", ["export", "list --json", "export --format csl-json", "log", "graph", "list"])
def test_a_reader_that_goes_away_ends_every_command_in_one_way(
    command: str, shell: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    ran = shell(f"rl {command} | true; echo ${{PIPESTATUS[0]}}")
    assert ran.stdout.strip() in (b"0", b"141")  # 0 where all was written before the other end was gone
    assert ran.stderr == b""


@pytest.mark.parametrize("home", ["/proc/none", "/dev/null/none"])
def test_a_home_that_cannot_be_made_is_one_sentence(
    home: str, shell: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    line = "unset READINGLIST_LIBRARY XDG_DATA_HOME; rl "
    ran = shell(f"{line} list", HOME=home)
    assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False)
    ran = shell(f"{line} add --title A --offline", HOME=home)
    assert (ran.returncode, ran.stderr.count(b"\n"), b"Traceback" in ran.stderr) == (1, 1, False)
    assert home.encode() in ran.stderr
    assert b"--library" in ran.stderr


def test_a_working_folder_that_was_removed_is_one_sentence(
    rl: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    shutil.rmtree(gone)
    ran = rl("list")
    assert (ran.code, ran.err.count("\n"), "the folder in which you stand" in ran.err) == (1, 1, True)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "command",
    [
        ["list", NO_TEXT],
        ["search", NO_TEXT],
        ["show", NO_TEXT],
        ["add", "--title", NO_TEXT],
        ["add", "--offline", NO_TEXT],
        ["tag", "a2020", f"+{NO_TEXT}"],
        ["note", "a2020", NO_TEXT],
        ["set", "a2020", f"title={NO_TEXT}"],
        ["rename", "a2020", NO_TEXT],
        ["cite", "a2020", "--style", NO_TEXT],
        ["claim", "a2020", NO_TEXT],
        ["queue", "a2020", "--why", NO_TEXT],
    ],
    ids=lambda command: command[0],
)
def test_an_argument_that_is_no_text_is_one_sentence_and_changes_nothing(
    command: list[str], rl: Callable[..., Ran], library: Location
) -> None:
    assert rl("add", "--title", "A", "--key", "a2020").code == 0
    before = lookup.records(library)
    ran = rl(*command)
    assert (ran.code in (1, 2, 3, 6), ran.err.count("\n"), "Traceback" in ran.err) == (True, 1, False), ran
    assert "the program failed" not in ran.err
    assert lookup.records(library) == before


def test_a_file_whose_name_is_no_text_is_read_and_written(rl: Callable[..., Ran], tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.bib")
    tmp_path.joinpath(name).write_text("@misc{a, title = {A}}\n@misc{, = }\n")
    ran = rl("import", name)
    assert (ran.code, "Traceback" in ran.err, "the program failed" in ran.err) == (6, False, False), ran.err
    assert rl("list", "--keys-only").out == "a\n"
    assert rl("edit", "--broken", "1", "--dry-run").code in (0, 2)
    other = os.fsdecode(b"\xfe.bib")
    assert rl("export", "--output", other).code == 0
    assert "@misc{a" in tmp_path.joinpath(other).read_text()
    paper = os.fsdecode(b"\xfd.tex")
    tmp_path.joinpath(paper).write_text(r"\cite{a}")
    assert rl("check", paper).code in (0, 10)
    ran = rl("rename", "a", "a2", "--rewrite", paper)
    assert (ran.code, "its name is no UTF-8" in ran.err, rl("show", "a").code) == (1, True, 0)
    assert tmp_path.joinpath(paper).read_text() == r"\cite{a}"


@pytest.mark.parametrize(
    "command",
    [
        ["list", "--limit", HUGE],
        ["search", "a", "--limit", HUGE],
        ["log", "--limit", HUGE],
        ["undo", HUGE],
        ["redo", HUGE],
        ["next", "--count", HUGE],
        ["trace", "a2020", "--depth", HUGE],
        ["queue", "a2020", "--priority", HUGE],
        ["queue", "a2020", "--priority", f"-{HUGE}"],
        ["note", "a2020", "--edit", HUGE, "x"],
        ["evidence", "--remove", HUGE],
        ["edit", "--broken", HUGE],
        ["duplicates", "--above", "nan"],
        ["merge", "--all", "--above", "nan"],
        ["list", f"year:{HUGE}"],
        ["list", f"year:1..{HUGE}"],
    ],
    ids=" ".join,
)
def test_a_number_that_is_none_is_one_sentence(command: list[str], rl: Callable[..., Ran]) -> None:
    assert rl("add", "--title", "A", "--key", "a2020").code == 0
    ran = rl(*command)
    assert (ran.code, ran.err.count("\n"), "Traceback" in ran.err) == (2, 1, False), ran


def test_a_fault_of_the_program_is_one_sentence_and_a_file(
    rl: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise KeyError("something\x1b[2J" + "long" * 1000)

    monkeypatch.setattr(lookup, "list_sources", fails, raising=False)
    for name in ("summaries", "rows", "records"):
        monkeypatch.setattr(lookup, name, fails, raising=False)
    ran = rl("export")
    ran = rl("list") if ran.code != 1 else ran
    assert (ran.code, ran.err.count("\n"), "Traceback" in ran.err, "\x1b" in ran.err) == (1, 1, False, False)
    (kept,) = tmp_path.joinpath("state/readinglist/crashes").iterdir()
    assert str(kept) in ran.err
    assert len(ran.err) < 600
    assert "Traceback" in kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("READINGLIST_DEBUG", "1")
    with pytest.raises(KeyError):
        rl("list")


def test_ctrl_c_while_the_program_loads_ends_it_without_a_word() -> None:
    """Python would print where it was; the program says it itself as soon as it is there."""
    watched = """
import signal, sys
class Watcher:
    def find_spec(self, name, *_):
        if name == "readinglist.cli":
            print(signal.getsignal(signal.SIGINT) is signal.SIG_DFL)
sys.meta_path.insert(0, Watcher())
sys.argv = ["rl", "--version"]
from readinglist.__main__ import main
main()
"""
    ran = subprocess.run([sys.executable, "-c", watched], capture_output=True, text=True, check=True)
    assert (ran.stdout.splitlines()[0], ran.stderr) == ("True", "")
