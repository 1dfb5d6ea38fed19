"""A library in a folder that is thrown away, on which the program runs as a process of its own.

Nothing of the user's is in its reach: home, settings, state and cache of that process lie in the folder too.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import called

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PROGRAM = """
import sys
sys.path.append(sys.argv.pop(1))
sys.argv[0] = sys.argv.pop(1)
from readinglist.__main__ import main
main()
"""
_ROOT = Path(__file__).resolve().parents[3]


class Throwaway:
    """A folder with a library of the seed collection, and files to work on."""

    def __init__(self, folder: Path, files: Mapping[str, str], *, shares_stdin: bool) -> None:
        """Fill the folder; with `shares_stdin`, what runs there reads the terminal, else nothing."""
        self._here = folder / "tour"
        self._environment = _environment(folder / "home")
        self._stdin = None if shares_stdin else subprocess.DEVNULL
        self._here.mkdir()
        # It also ends the search for settings in the folders above.
        self._here.joinpath("readinglist.toml").write_text('library = "tour.db"\n', "utf-8")
        for name, text in files.items():
            self._here.joinpath(name).write_text(text, "utf-8")
        self._fill()

    def run(self, words: Sequence[str]) -> int:
        """Run the program, and return its exit code. Ctrl-C is for it alone, as in a shell."""
        sys.stdout.flush()
        with _interrupts_ignored():
            return subprocess.run(  # noqa: S603 - this program, without a shell
                self._command(words), cwd=self._here, env=self._environment, stdin=self._stdin, check=False
            ).returncode

    def _fill(self) -> None:
        ran = subprocess.run(  # noqa: S603 - this program
            self._command(["seed"]), cwd=self._here, env=self._environment, stdin=subprocess.DEVNULL,
            capture_output=True, check=False,
        )  # fmt: skip
        if ran.returncode:
            raise click.ClickException(
                f"the library of the tour could not be made: {ran.stderr.decode(errors='replace')}"
            )

    @staticmethod
    def _command(words: Sequence[str]) -> list[str]:
        # -P: no module is imported from the folder in which it runs.
        return [sys.executable, "-P", "-c", _PROGRAM, str(_ROOT), called.name(), *words]


def _environment(home: Path) -> dict[str, str]:
    """Return the user's environment, with another home and nothing that leads out of it."""
    kept = {name: value for name, value in os.environ.items() if "READINGLIST" not in name or "PAGER" in name}
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    home.mkdir()
    return {**kept, **folders, "HOME": str(home), "USERPROFILE": str(home), "READINGLIST_OFFLINE": "1"}


@contextlib.contextmanager
def _interrupts_ignored() -> Iterator[None]:
    # A handler of our own: the process that is started would inherit it if they were ignored by the system.
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
