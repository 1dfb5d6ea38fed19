"""Starts the processes that read files, asks them, and survives them."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import queue
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

PDFS, WORDS = "readinglist.attachments.pdf.worker", "readinglist.attachments.words"
_SILENCE = 300.0  # seconds without a line, far beyond the time of the processor that one answer has
_LONGEST = 4_000_000  # bytes of a line: a page at its most, each letter escaped
SECONDS = 30  # of the processor for one answer, beside those for its pages
_WAITING = 64  # lines that wait to be taken


class Failed(Exception):
    """An answer that did not come to its end, with a sentence; what came before stands."""


class Refused(Failed):
    """A file that holds nothing to read, with a sentence."""


def is_there() -> bool:
    """Whether the library that reads PDFs is installed."""
    return importlib.util.find_spec("pypdfium2") is not None


class Process:
    """A process that reads one file after the other; after one that kills it, another takes its place."""

    def __init__(self, worker: str = PDFS, seconds: int = SECONDS) -> None:
        self._worker, self._seconds = worker, seconds
        self._running: subprocess.Popen[bytes] | None = None
        self._lines: queue.Queue[bytes] = queue.Queue(_WAITING)

    def __enter__(self) -> Self:
        """Return itself; the process starts when it is asked."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self._end()

    def ask(self, what: str, path: Path) -> Iterator[dict[str, Any]]:
        """Yield the pieces of an answer. Raises Failed where the file cannot be read, or reading it ends the process."""
        running = self._running or self._start()
        asked = json.dumps({"what": what, "path": str(path.absolute()), "seconds": self._seconds}).encode() + b"\n"
        try:
            assert running.stdin is not None  # noqa: S101 - it was made a pipe
            running.stdin.write(asked)
            running.stdin.flush()
        except OSError:
            self._end()
            raise Failed("the reader crashed") from None
        yield from self._answer()

    def _answer(self) -> Iterator[dict[str, Any]]:
        finished = False
        try:
            while True:
                piece = self._piece()
                if piece.get("end"):
                    finished = True
                    if "refused" in piece:
                        raise Refused(str(piece["refused"]))
                    if "error" in piece:
                        raise Failed(str(piece["error"]))
                    return
                yield piece
        finally:
            if not finished:
                self._end()

    def _piece(self) -> dict[str, Any]:
        try:
            line = self._lines.get(timeout=_SILENCE)
        except queue.Empty:
            raise Failed("reading it takes too long") from None
        if not line.endswith(b"\n"):
            raise Failed("the reader crashed, or took too long or too much memory")
        try:
            found = json.loads(line)
        except ValueError:
            raise Failed("the reader crashed") from None
        return found if isinstance(found, dict) else {}

    def _start(self) -> subprocess.Popen[bytes]:
        self._lines = queue.Queue(_WAITING)
        self._running = subprocess.Popen(  # noqa: S603 - our own module, by this interpreter
            [sys.executable, "-I", "-B", "-m", self._worker],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        threading.Thread(target=_take, args=(self._running, self._lines), daemon=True).start()
        return self._running

    def _end(self) -> None:
        running, self._running = self._running, None
        if running is None:
            return
        running.kill()
        with contextlib.suppress(queue.Empty):
            while True:
                self._lines.get_nowait()  # so that what puts lines there is not held up
        for pipe in (running.stdin, running.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        running.wait()


def _take(running: subprocess.Popen[bytes], lines: queue.Queue[bytes]) -> None:
    """Take lines from a process until there are no more, the last of which is empty."""
    with contextlib.suppress(OSError, ValueError):
        while line := running.stdout.readline(_LONGEST) if running.stdout else b"":
            lines.put(line)
    lines.put(b"")
