"""What `refresh`, `published` and `retracted` share.

They ask services about many sources, and some services may not answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from readinglist.cli.shared import progress
from readinglist.library.errors import NotResolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Answer = TypeVar("Answer")


def asked(question: Callable[[Callable[[int, int], None]], Answer]) -> Answer:
    """Return the result of a question to services.

    The question gets a function to report its progress.
    """
    with progress.count("asking") as tell:
        return question(tell)


def fail_if_unanswered(codes: Iterable[int]) -> None:
    """Raise NotResolved if an exit code is not 0.

    Its exit code is the greatest of them.
    """
    failed = [code for code in codes if code]
    if failed:
        raise NotResolved(len(failed), max(failed))
