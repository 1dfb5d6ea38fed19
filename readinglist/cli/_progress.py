"""Progress of a long import, on stderr and only where that is a terminal."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextlib.contextmanager
def bar(lines: dict[str, int]) -> Iterator[Callable[[str, int], None]]:
    """Give a function to tell the input and the line reached; `lines` says how many each input has."""
    if not sys.stderr.isatty():
        yield lambda _name, _line: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        tasks = {name: progress.add_task(name, total=total) for name, total in lines.items()}
        yield lambda name, line: progress.update(tasks[name], completed=line)
