"""Leaving where the system asks for the end, so that nothing is left behind."""

from __future__ import annotations

import contextlib
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = ("SIGTERM", "SIGHUP")  # SIGHUP is not everywhere


@contextlib.contextmanager
def by_signals() -> Iterator[None]:
    """Leave where a signal asks for the end, but by way of what is still to be removed: its number and 128 is the exit code (POSIX)."""

    def leave(number: int, _frame: object) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)  # nothing stops the removal halfway
        sys.exit(128 + number)

    before = {each: signal.signal(each, leave) for name in _NAMES if (each := getattr(signal, name, None))}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
