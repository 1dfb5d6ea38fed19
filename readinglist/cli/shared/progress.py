"""Progress of long work, on stderr: what is done, what is left, and how long it will take.

It is shown only on a terminal, and only where the work takes longer than a second.
"""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING

from readinglist.util import steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, TaskID

_PATIENCE = 1.0  # seconds that nobody minds to wait without being told


@contextlib.contextmanager
def watching() -> Iterator[None]:
    """Show the steps of a command (`util/steps.py`), from its second second on."""
    if not sys.stderr.isatty():
        yield
        return
    shown = _Shown()
    stop = steps.listen(shown.tell)
    _SHOWN.append(shown)
    try:
        yield
    finally:
        _SHOWN.remove(shown)
        stop()
        shown.end()


def make_room(*, for_good: bool = False) -> None:
    """Take away what is shown, before something else is written to the terminal; the output of a command is progress enough."""
    for shown in _SHOWN:
        shown.end()
        shown.muted = shown.muted or for_good


class _Shown:
    """One bar, which is there while a piece of work goes on."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._what = ""
        self.muted = False

    def tell(self, what: str, done: int, whole: int) -> None:
        if what != self._what or done >= whole:
            self.end()
        if self.muted or done >= whole or (self._progress is None and time.monotonic() - self._begun < _PATIENCE):
            return
        if self._progress is None:
            self._what = what
            self._progress = _of_items()
            self._progress.start()
            self._task = self._progress.add_task(what, total=whole)
        if self._task is not None:
            self._progress.update(self._task, completed=done, total=whole)

    def end(self) -> None:
        if self._progress is not None:
            self._progress.stop()
        self._progress = self._task = None


_SHOWN: list[_Shown] = []


@contextlib.contextmanager
def bar(lines: dict[str, int]) -> Iterator[Callable[[str, int, int], None]]:
    """Provide a function that reports the line reached in an input, and how many entries came up to there.

    `lines` is the number of lines of each input, by which the time that is left is reckoned.
    """
    if not sys.stderr.isatty():
        yield lambda _name, _line, _entries: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress, TextColumn  # noqa: PLC0415

    columns = (*Progress.get_default_columns(), TextColumn("{task.fields[entries]:,} entries"))
    with _alone(), Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks = {name: progress.add_task(name, total=total, entries=0) for name, total in lines.items()}
        yield lambda name, line, entries: progress.update(tasks[name], completed=line, entries=entries)


@contextlib.contextmanager
def count(what: str) -> Iterator[Callable[[int, int], None]]:
    """Provide a function that reports how many of how many are done."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    with _alone(), _of_items() as progress:
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
    with _alone(), Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(what, total=None)
        yield


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let nothing else be shown: one line of a terminal holds one bar."""
    stop = steps.listen(lambda _what, _done, _whole: None)
    make_room()
    try:
        yield
    finally:
        stop()


def _of_items() -> Progress:
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import MofNCompleteColumn, Progress  # noqa: PLC0415

    # What goes to stdout meanwhile passes the bar by, unless stdout is no terminal: then it must not land on stderr.
    return Progress(
        *Progress.get_default_columns(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
    )
