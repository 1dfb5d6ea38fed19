"""What is printed and said: data on stdout, messages on stderr."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable


def say(message: str) -> None:
    """Say something to the user, on stderr: data alone goes to stdout."""
    click.echo(text.printable_block(message), err=True, file=_in_place_of(sys.stderr, sys.__stderr__))


def warn(messages: Iterable[str]) -> None:
    """Say warnings, one a line."""
    for message in messages:
        say(f"warning: {message}")


def notes(messages: Iterable[str]) -> None:
    """Say what should be known of something that was done, one a line."""
    for message in messages:
        say(f"note: {message}")


def put(lines: Iterable[str]) -> None:
    """Write lines to stdout; colours stay only where it is a terminal."""
    if whole := list(lines):
        click.echo("\n".join(whole), file=_in_place_of(sys.stdout, sys.__stdout__))


def put_text(pieces: Iterable[str]) -> None:
    """Write pieces of text to stdout as they come and as they are: what is exported is nobody's to strip."""
    sys.stdout.writelines(pieces)


def _in_place_of(stream: TextIO, usual: TextIO | None) -> TextIO | None:
    """Return what stands in for a stream, as beside a bar of progress; click writes past it unless it is named."""
    return None if stream is usual else stream


def shown(value: str) -> str:
    """Return a text of the user's as it may stand on a terminal."""
    return text.printable(value)


def counted(number: int, noun: str) -> str:
    """Return `1 source`, `2 sources`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def columns() -> int | None:
    """Return the width of the terminal that stdout is; None where it is none, and nothing is cut."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def interactive() -> bool:
    """Whether there is a terminal on which a question can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def leave_at_once(code: int) -> NoReturn:
    """End the program without waiting for threads that wait for an answer, which may take as long as a server likes."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
