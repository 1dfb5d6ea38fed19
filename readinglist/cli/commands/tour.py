"""`tour`: the first five minutes, typed by the user on a library that is thrown away."""

from __future__ import annotations

import contextlib
import shlex
import shutil
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from readinglist.cli.errors import NotInteractive
from readinglist.cli.shared import called, example, terminal
from readinglist.cli.shared.throwaway import Throwaway
from readinglist.util import leaving

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROMPT = "\n> "
_WIDEST = 76  # columns of running text, which is tiring to read where it is wider
_LEAVE = ("q", "quit", "exit")
_SKIP = ("skip", "s")
_DONE = (0, 10)  # exit codes: a check that found something did its work


class _Step(NamedTuple):
    title: str
    say: str
    type: str
    look: str


@click.command("tour", cls=example.WithExample, example="readinglist tour")
@click.argument("typed", metavar="[-]", required=False, type=click.Choice(["-"]))
def command(typed: str | None) -> None:
    """Try the program for five minutes, on a library of the tour's own.

    Ten steps; each says what to type and what to look at. Nothing of yours is read or changed, nothing is asked of the
    network, and nothing is left behind. - reads from stdin what is typed, a line for each command.
    """
    if typed is None and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NotInteractive("start the tour in one, or give `readinglist tour -` on stdin what to type")
    data = _data()
    steps = [_Step(**{name: called.named(f"  {text}").strip() for name, text in step.items()}) for step in data["step"]]
    lines = _typed() if typed is None else (line.rstrip("\r\n") for line in sys.stdin)
    with (
        leaving.by_signals(),
        tempfile.TemporaryDirectory(prefix="readinglist-tour-", ignore_cleanup_errors=True) as folder,
    ):
        place = Throwaway(Path(folder), data["files"], shares_stdin=typed is None)
        _tell(data["welcome"])
        at = _walk(steps, lines, place)
    _tell(
        data["farewell"] if at == len(steps) else f"You left at step {at + 1} of {len(steps)}; nothing of it is left."
    )


def _data() -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - asked for once

    from readinglist.util import package_data  # noqa: PLC0415

    return tomllib.loads(package_data.folder("seeds").joinpath("tour.toml").read_text("utf-8"))


def _typed() -> Iterator[str]:
    """Yield what the user types, until Ctrl-D or Ctrl-C."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - its being there lets `input` edit the line
    while True:
        try:
            yield input(_PROMPT)
        except (EOFError, KeyboardInterrupt):
            click.echo()
            return


def _walk(steps: list[_Step], lines: Iterator[str], place: Throwaway) -> int:
    """Go through the steps, and return how many were done before the user left."""
    for number, step in enumerate(steps):
        _tell(click.style(f"{number + 1} of {len(steps)}  {step.title}", bold=True), step.say)
        click.echo()
        _show(step.type)
        if not _is_done(step, lines, place):
            return number
    return len(steps)


def _is_done(step: _Step, lines: Iterator[str], place: Throwaway) -> bool:
    """Run what is typed until the step is done, or left out; return False where the user leaves."""
    wanted = _words(step.type)
    for line in lines:
        typed = line.strip()
        if typed.lower() in _LEAVE:
            return False
        if typed.lower() in _SKIP:
            return True
        if not typed:
            _show(step.type)
        words = _words(typed or step.type)
        if not words:
            continue
        code = place.run(words)
        if words == wanted and code in _DONE:
            _tell(step.look)
            return True
        _tell("`skip` goes on without it." if words == wanted else "Enter goes on with the command of this step.")
    return False


def _words(typed: str) -> list[str]:
    """Return the words behind the program's name, as a shell takes them apart; say why where there are none to run."""
    shell = shlex.shlex(typed, posix=True, punctuation_chars="();<>|&")
    shell.whitespace_split, shell.commenters = True, ""
    try:
        name, *words = shell
    except ValueError:
        return _refused("a quotation mark has no end.")
    if _is_command(name):
        name, words = called.name(), [name, *words]
    if name not in ("rl", "readinglist"):
        return _refused("only commands of this program work here.")
    if any(set(word) <= set("();<>|&") for word in words if word):
        return _refused("there is no shell here: | ; & < > ( ) stand in quotation marks only.")
    if words[:1] == ["tour"] or any(word.startswith(("-l", "--library")) for word in words[:1]):
        return _refused("the tour stays on its own library.")
    return words or ["--help"]


def _is_command(name: str) -> bool:
    root = click.get_current_context().find_root()
    return isinstance(root.command, click.Group) and name in root.command.list_commands(root)


def _refused(sentence: str) -> list[str]:
    terminal.say(sentence)
    return []


def _show(typed: str) -> None:
    click.echo(click.style(f"  $ {typed}", fg="cyan"))


def _tell(*paragraphs: str) -> None:
    """Write paragraphs within the terminal, with an empty line before each."""
    width = min(shutil.get_terminal_size().columns - 1, _WIDEST)
    for paragraph in paragraphs:
        for part in paragraph.strip().split("\n\n"):
            click.echo("\n" + textwrap.fill(called.named(part), width, break_on_hyphens=False))
