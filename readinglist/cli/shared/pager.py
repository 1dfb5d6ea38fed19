"""The reader's pager, through which what is longer than the screen goes.

Which program it is says the environment alone, which is the reader's own: no file of a folder names a program to run.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable

_VARIABLES = ("READINGLIST_PAGER", "PAGER")
_USUAL = "less"
# What git sets too: less and lv show colours, and less leaves its text on the screen.
_DEFAULTS = {"LESS": "FRX", "LV": "-c"}
_SHELL = frozenset("|&;<>()$`\\\"'*?[#~=%\n")  # marks that only a shell understands


class Pager:
    """Takes the output of one command: it is held back until the screen is full, and goes to the pager from then on.

    What fits on the screen is written as it is, and so is all where there is no pager.
    """

    def __init__(self, plain: Callable[[str], bool], *, coloured: bool) -> None:
        self._plain, self._coloured = plain, coloured
        self._held: list[str] = []
        self._rows = 0
        self._running: subprocess.Popen[bytes] | None = None
        self._signal: Any = None
        self._is_missing = self._has_left = False

    def write(self, lines: str) -> bool:
        """Write lines. Return whether the reader wants more."""
        if self._has_left:
            return False
        if self._is_missing:
            return self._plain(lines)
        if self._running:
            return self._pass_on(lines)
        size = shutil.get_terminal_size()
        self._held.append(lines)
        self._rows += _rows(lines, size.columns)
        return self._rows < size.lines or self._begin()

    def finish(self) -> None:
        """Write what is still held back, or wait until the reader has left the pager."""
        held = self._take()
        if held:
            self._plain(held)
        running, self._running = self._running, None
        if running and running.stdin:
            with contextlib.suppress(OSError):
                running.stdin.close()
            running.wait()
            signal.signal(signal.SIGINT, self._signal)

    def _begin(self) -> bool:
        program = _program()
        environment = {name: os.environ.get(name, usual) for name, usual in _DEFAULTS.items()}
        if program:
            with contextlib.suppress(OSError):
                sys.stdout.flush()
                self._running = subprocess.Popen(program, stdin=subprocess.PIPE, env=os.environ | environment)  # noqa: S603 - the reader's own
        held = self._take()
        if not self._running:
            self._is_missing = True
            return self._plain(held)
        # Ctrl-C is the pager's, which stops searching or ends by it.
        self._signal = signal.signal(signal.SIGINT, signal.SIG_IGN)
        return self._pass_on(held)

    def _pass_on(self, lines: str) -> bool:
        """Write to the pager. Return whether it still reads: who leaves it early has seen enough."""
        if not self._running or not self._running.stdin:
            return False
        shown = lines if self._coloured else click.unstyle(lines)
        try:
            self._running.stdin.write(shown.encode(sys.stdout.encoding, "replace"))
            self._running.stdin.flush()
        except OSError:
            self._has_left = True
            self.finish()
        return not self._has_left

    def _take(self) -> str:
        held, self._held, self._rows = "".join(self._held), [], 0
        return held


def _rows(lines: str, columns: int) -> int:
    """Return how many rows of the screen lines take."""
    widths = map(text.width, click.unstyle(lines).removesuffix("\n").split("\n"))
    return sum(max(1, -(-width // max(1, columns))) for width in widths)


def _program() -> list[str]:
    """Return the pager as the reader names it, empty for none: an empty name, `cat`, or one that is not there."""
    named = next((os.environ[name] for name in _VARIABLES if name in os.environ), _USUAL).strip()
    words = [word for word in named.split() if "=" not in word]
    if not words or named == "cat" or not shutil.which(words[0].strip("\"'")):
        return []
    if _SHELL & set(named) and os.name != "nt":
        return ["/bin/sh", "-c", named]
    name, *rest = named.split()
    colours = ["-R"] if PurePath(name).stem == _USUAL else []  # also where LESS says otherwise
    return [name, *colours, *rest]
