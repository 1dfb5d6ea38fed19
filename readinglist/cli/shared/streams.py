"""The standard streams, made safe: one that is closed would otherwise be taken by the next file that is opened."""

from __future__ import annotations

import io
import os
import sys

_STDERR = 2


def ready() -> None:
    """Let the three standard streams be there, whatever the program was started with.

    A closed stdin reads as empty, a closed stderr takes all, and a closed stdout refuses, so that lost data is an error. What
    the encoding of a terminal lacks is written as `?`.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if not _is_open(number):
            _take(number)
            setattr(sys, name, _text(number, mode))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def drop_output() -> None:
    """Forget what stdout could not take, so that Python does not fail again when it ends."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - it is to stay open


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _take(number: int) -> None:
    """Open the null device under a number; for stdout only to read, so that writing fails."""
    opened = os.open(os.devnull, os.O_WRONLY if number == _STDERR else os.O_RDONLY)
    if opened != number:
        os.dup2(opened, number)
        os.close(opened)


def _text(number: int, mode: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.FileIO(number, mode, closefd=False), "utf-8", errors="replace", write_through=True)
