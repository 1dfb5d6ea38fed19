"""What `refresh`, `published` and `retracted` share: services are asked about many sources, and some may not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from readinglist.cli.shared import progress
from readinglist.library.errors import NotResolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Answer = TypeVar("Answer")


def asked(question: Callable[[Callable[[int, int], None]], Answer]) -> Answer:
    """Return what a question comes back with, which is given a function to tell its progress."""
    with progress.count("asking") as tell:
        return question(tell)


def fail_if_unanswered(codes: Iterable[int]) -> None:
    """Raise NotResolved with the greatest of the exit codes, where some are not 0."""
    failed = [code for code in codes if code]
    if failed:
        raise NotResolved(len(failed), max(failed))
