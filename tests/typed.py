"""A program on a terminal of its own, at which a test types as a user does."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from fcntl import ioctl
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import signal
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Self

_PATIENCE = 60  # seconds without a sign of life; a guess, and long on a busy machine
# Takes the terminal for its own, so that Ctrl-C reaches what is run there.
_ON_IT = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
CTRL_C, CTRL_D, TAB = "\x03", "\x04", "\t"


class Terminal:
    """A pseudo-terminal with a program on it."""

    def __init__(self, command: Sequence[str], cwd: Path, env: Mapping[str, str], columns: int = 80) -> None:
        self._end, other = pty.openpty()
        ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-c", _ON_IT, *command], cwd=cwd, env={"TERM": "xterm", **env},
            stdin=other, stdout=other, stderr=other, start_new_session=True,
        )  # fmt: skip
        os.close(other)
        self.shown = ""
        self._seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._end)

    def until(self, text: str) -> str:
        """Wait until a text is shown that was not there before, and return what came up to it."""
        while (at := self.shown.find(text, self._seen)) < 0:
            assert self._read(), f"the program ended without {text!r}:\n{self.shown}"
        before, self._seen = self.shown[self._seen : at], at + len(text)
        return before

    def type(self, text: str) -> None:
        """Type a text."""
        os.write(self._end, text.encode())

    def end_by(self, number: signal.Signals) -> int:
        """Send the program a signal until it ends, and return the exit code; just before it waits, it overhears one."""
        while True:
            self._process.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._process.wait(1)

    def ended(self, again: str = "") -> int:
        """Wait for the end, and return the exit code.

        A Ctrl-C just before the program waits for a key is noticed with the next; `again` types it as somebody would.
        """
        while True:
            if again and not select.select([self._end], [], [], 1)[0]:
                self.type(again)
            elif not self._read():
                break
        return self._process.wait(_PATIENCE)

    def _read(self) -> bool:
        assert select.select([self._end], [], [], _PATIENCE)[0], f"nothing more came after:\n{self.shown}"
        with contextlib.suppress(OSError):  # Linux's word for a terminal that everybody has left
            if data := os.read(self._end, 65536):
                self.shown += data.decode(errors="replace").replace("\r\n", "\n")
                return True
        return False
