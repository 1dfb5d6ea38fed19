"""The program on a terminal of its own, as somebody sits before it."""

from __future__ import annotations

import fcntl
import os
import re
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# The file in which a pager of a test keeps what it was given is named by this.
KEPT = "KEPT"
_SGR = re.compile(r"\x1b\[[0-9;]*m")


class Shown(NamedTuple):
    """What a terminal was given, and the exit code."""

    code: int
    raw: str

    @property
    def text(self) -> str:
        return _SGR.sub("", self.raw)

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


def on_terminal(
    *arguments: str,
    columns: int = 80,
    rows: int = 24,
    more: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Shown:
    """Run the program on a terminal of a size; stderr goes to the terminal too."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    dropped = ("PAGER", "READINGLIST_PAGER", "LESS", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    with subprocess.Popen(
        [sys.executable, "-m", "readinglist", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env=kept | {"TERM": "xterm-256color", "PYTHONUTF8": "1"} | dict(more or {}),
    ) as running:
        os.close(theirs)
        written = b""
        with suppress(OSError):
            while piece := os.read(ours, 65536):
                written += piece
        os.close(ours)
    return Shown(running.returncode, written.decode().replace("\r\n", "\n"))
