"""What a process that reads the files of others may use, and how it answers."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import Any

MEMORY = 1_500_000_000  # bytes of address space; PDFium takes some 30 MB for a book, a page of 50 MB a third of it


def memory() -> None:
    """Limit the memory of this process, and let it write no file."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def time(seconds: float) -> None:
    """Give one answer its time of the processor, beside what was used for those before it."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - as above

        resource.setrlimit(resource.RLIMIT_CPU, (_used(resource) + int(seconds), resource.RLIM_INFINITY))


def _used(resource: Any) -> int:  # noqa: ANN401 - the module is not there on Windows
    used = resource.getrusage(resource.RUSAGE_SELF)
    return int(used.ru_utime + used.ru_stime) + 1


def put(piece: dict[str, Any]) -> None:
    """Write a piece of an answer; text and the end go out at once, so that no crash takes a page that was read."""
    sys.stdout.write(json.dumps(piece) + "\n")
    if "text" in piece or "end" in piece:
        sys.stdout.flush()
