"""Progress of long work, on stderr.

It is shown only on a terminal.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextlib.contextmanager
def bar(lines: dict[str, int]) -> Iterator[Callable[[str, int], None]]:
    """Provide a function that reports the line reached in an input.

    `lines` is the number of lines of each input.
    """
    if not sys.stderr.isatty():
        yield lambda _name, _line: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        tasks = {name: progress.add_task(name, total=total) for name, total in lines.items()}
        yield lambda name, line: progress.update(tasks[name], completed=line)


@contextlib.contextmanager
def count(what: str) -> Iterator[Callable[[int, int], None]]:
    """Provide a function that reports how many of how many are done."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import MofNCompleteColumn, Progress  # noqa: PLC0415

    # What goes to stdout meanwhile passes the bar by, unless stdout is no terminal: then it must not land on stderr.
    with Progress(
        *Progress.get_default_columns(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
    ) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, whole: progress.update(task, completed=done, total=whole)


@contextlib.contextmanager
def working(what: str) -> Iterator[None]:
    """Show that the program works, and for how long.

    For work whose progress is unknown.
    """
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(what, total=None)
        yield
