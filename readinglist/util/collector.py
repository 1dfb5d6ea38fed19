"""The garbage collector, which takes a fifth of the time of loading much or making many records."""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def at_rest(*, keep: bool = False) -> Iterator[None]:
    """Let the garbage collector rest meanwhile.

    With `keep`, what is there at the end is never walked again: modules stay, and walking them at the end of the
    process takes as long as a small command.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if keep:
            gc.freeze()
        if enabled:
            gc.enable()
