"""Leaving where the system asks for the end, so that nothing is left behind."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

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


@contextlib.contextmanager
def without_waiting(patience: float) -> Iterator[None]:
    """Leave the process at the end of a block though a thread that was started in it is at work: Python would wait for it.

    It has a while, in seconds, to finish. Ctrl-C ends the block with the exit code 0, or as `sys.exit` says. What is registered for the end
    (`atexit`) is done.
    """
    before, code = threading.enumerate(), 0
    with contextlib.suppress(KeyboardInterrupt):
        try:
            yield
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
    if _at_work(before, patience):
        atexit._run_exitfuncs()  # noqa: SLF001 - what `os._exit` leaves out; there is no public name
        sys.stdout.flush()
        os._exit(code)
    if code:
        sys.exit(code)


def _at_work(before: Collection[threading.Thread], patience: float) -> bool:
    """Whether a thread that was not there before is at work at the end of a while."""
    started = [one for one in threading.enumerate() if one not in before and not one.daemon]
    until = time.monotonic() + patience
    for one in started:
        one.join(max(until - time.monotonic(), 0))
    return any(one.is_alive() for one in started)
