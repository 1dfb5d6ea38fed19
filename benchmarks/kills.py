"""Kills `rename --rewrite` and `undo` at random moments, and counts how often document and library are in step afterwards.

`python benchmarks/kills.py [KILLS]`, 200 unless it is told, in turn of each command. A process of its own is killed (SIGKILL) at
a moment drawn from the stretch in which the intent lies beside the library, which is measured first. What it left is looked at before
the next command settles it, which tells whether the kill fell between documents and library. In step is what has one key in
library and documents after the next command, and the other key in all of them after `undo` or `redo`.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from _measure import READINGLIST

if TYPE_CHECKING:
    from collections.abc import Sequence

KILLS = 200
DOCUMENTS = tuple(f"chapter{number}.tex" for number in range(1, 9))
OLD, NEW = "old2020", "new2020"
COMMANDS = (("rename", OLD, NEW, "--rewrite", *DOCUMENTS), ("undo",))
_LONGEST = 20.0  # seconds after which a command is stuck
_TURNS = 3  # runs for each kill, at most: some end before they are killed


class Seen(NamedTuple):
    """What one run came to: killed, with an intent left, with documents that differ from the library, and in step later."""

    killed: bool
    intent: bool
    between: bool
    in_step: bool


def main(kills: int) -> int:
    seen: list[Seen] = []
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        os.environ |= {"HOME": name, "READINGLIST_LIBRARY": str(home / "work" / "library.db")}
        for variable in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            os.environ.pop(variable, None)
        made = _made(home)
        windows = [_window(home, *pair) for pair in zip(made, COMMANDS, strict=True)]
        for turn in range(kills * _TURNS):
            which = turn % 2
            seen.append(_round(home, made[which], COMMANDS[which], random.uniform(0, windows[which])))
            if sum(one.killed for one in seen) == kills:
                break
    killed = [one for one in seen if one.killed]
    lines = {
        "runs": len(seen),
        "killed": len(killed),
        "  with an intent left": sum(one.intent for one in killed),
        "  between documents and library": sum(one.between for one in killed),
        "in step, of all runs": sum(one.in_step for one in seen),
    }
    sys.stdout.writelines(f"{name:<32}{number:>5}\n" for name, number in lines.items())
    return 0 if all(one.in_step for one in seen) else 1


def _made(home: Path) -> tuple[Path, Path]:
    """Make a library with documents, and one after the rename; each has to be put at its place again, as seals name it."""
    work, before, after = home / "work", home / "before", home / "after"
    work.mkdir()
    for name in DOCUMENTS:
        work.joinpath(name).write_text(f"See \\cite{{{OLD}}}.\n")
    _ran(work, "add", "--title", "Old", "--key", OLD)
    shutil.copytree(work, before)
    _ran(work, *COMMANDS[0])
    shutil.copytree(work, after)
    return before, after


def _window(home: Path, made: Path, command: Sequence[str]) -> float:
    """Return for how many seconds the intent lies beside the library."""
    child = _begun(home, made, command)
    start = time.perf_counter()
    while child.poll() is None and _intent(home).exists():
        pass
    window = time.perf_counter() - start
    child.wait(_LONGEST)
    return window


def _round(home: Path, made: Path, command: Sequence[str], seconds: float) -> Seen:
    """Run a command, kill it so long after its intent appeared, and look what is left."""
    work = home / "work"
    child = _begun(home, made, command)
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass
    child.kill()
    killed = child.wait() == -signal.SIGKILL
    intent, between = _intent(home).exists(), _keys(work) != {_key_in_file(work)}
    key = _ran(work, "list", "-k").strip()
    in_step = _keys(work) == {key} and not _intent(home).exists()
    other = NEW if key == OLD else OLD
    if key == NEW or command[0] == "undo":
        _ran(work, "undo" if key == NEW else "redo")
        in_step = in_step and _keys(work) == {other} == {_key_in_file(work)}
    return Seen(killed, intent, between, in_step)


def _begun(home: Path, made: Path, command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Begin a command on a fresh copy, and return as soon as there is an intent, or it ended."""
    work = home / "work"
    shutil.rmtree(work)
    shutil.copytree(made, work)
    quiet = subprocess.DEVNULL
    child = subprocess.Popen([READINGLIST, *command], cwd=work, stdin=quiet, stdout=quiet, stderr=quiet)
    end = time.perf_counter() + _LONGEST
    while child.poll() is None and not _intent(home).exists() and time.perf_counter() < end:
        pass
    return child


def _intent(home: Path) -> Path:
    return home / "work" / "library.db-rewriting"


def _keys(work: Path) -> set[str]:
    """Return the keys that the documents cite."""
    return {text for name in DOCUMENTS for text in (OLD, NEW) if text in work.joinpath(name).read_text()}


def _key_in_file(work: Path) -> str:
    with contextlib.closing(sqlite3.connect(work / "library.db")) as connection:
        return str(connection.execute("SELECT key FROM source").fetchone()[0])


def _ran(work: Path, *arguments: str) -> str:
    return subprocess.run([READINGLIST, *arguments], cwd=work, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS))
