"""Output: data on stdout, messages on stderr."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from readinglist.cli.shared import called, progress
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from readinglist.cli.shared.pager import Pager

_PAGER = "readinglist.pager"
_BATCH = 200  # lines written at a time; a guess: few enough to be kept, and enough that a call costs nothing


def say(message: str) -> None:
    """Write a message to stderr.

    Only data goes to stdout.
    """
    if pager := _pager():
        pager.finish()
    progress.make_room()
    click.echo(text.printable_block(called.named(message)), err=True, file=_in_place_of(sys.stderr, sys.__stderr__))


def wrote(path: Path) -> None:
    """Say that a file was written, and where it lies if a link led to it."""
    leads = f", which leads to {shown(str(path.resolve()))}" if path.is_symlink() else ""
    say(f"wrote {shown(str(path))}{leads}")


def warn(messages: Iterable[str]) -> None:
    """Write warnings to stderr, one a line."""
    for message in messages:
        say(f"warning: {message}")


def notes(messages: Iterable[str]) -> None:
    """Write notes on the result to stderr, one a line."""
    for message in messages:
        say(f"note: {message}")


def put(lines: Iterable[str]) -> None:
    """Write lines to stdout, the first at once and the others some at a time.

    Colours are kept only on a terminal, and nothing else that would control it anywhere.
    """
    left, most, write = iter(lines), 1, _writer()
    while (batch := list(itertools.islice(left, most))) and write(text.printable_line("\n".join(batch)) + "\n"):
        most = _BATCH


def put_text(pieces: Iterable[str]) -> None:
    """Write pieces of text to stdout, unchanged.

    An export must arrive to the byte; only on a terminal, what would control it is left out.
    """
    if not sys.stdout.isatty():
        sys.stdout.writelines(pieces)
        return
    write = _writer()
    all(write(text.printable_block(piece)) for piece in pieces)


def page(ctx: click.Context, _param: click.Parameter, no_pager: bool) -> None:
    """Let what a command writes to a terminal go through the reader's pager, unless an option says no."""
    if no_pager or ctx.resilient_parsing or ctx.find_root().params.get("no_pager"):
        return
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        from readinglist.cli.shared.pager import Pager  # noqa: PLC0415 - only a terminal needs it

        ctx.meta[_PAGER] = Pager(_echo, coloured=ctx.color is not False)
        ctx.call_on_close(ctx.meta[_PAGER].finish)


def _pager() -> Pager | None:
    """Return the pager of the command that runs; None where its output goes straight out."""
    ctx = click.get_current_context(silent=True)
    return ctx.meta.get(_PAGER) if ctx else None


def _writer() -> Callable[[str], bool]:
    """Return what writes to stdout, and says whether more is wanted."""
    if sys.stdout.isatty():
        progress.make_room(for_good=True)
    pager = _pager()
    return pager.write if pager else _echo


def _echo(lines: str) -> bool:
    """Write lines as they are. More are always wanted."""
    click.echo(lines, nl=False, file=_in_place_of(sys.stdout, sys.__stdout__))
    return True


def _in_place_of(stream: TextIO, usual: TextIO | None) -> TextIO | None:
    """Return the stream that replaces another, such as beside a progress bar.

    Click would write past it unless it is named.
    """
    return None if stream is usual else stream


def shown(value: str) -> str:
    """Return a text of the user's without characters that control a terminal."""
    return text.printable(value)


def columns() -> int | None:
    """Return the width of the terminal, in columns.

    None where stdout is no terminal, and nothing is cut.
    """
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def interactive() -> bool:
    """Whether a question can be asked on a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def leave_at_once(code: int) -> NoReturn:
    """End the program without waiting for threads.

    They may wait for an answer as long as a server likes.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
