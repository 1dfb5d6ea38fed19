"""What `refresh`, `published` and `retracted` share.

They ask services about many sources, and some services may not answer.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from readinglist.cli.shared import progress, terminal
from readinglist.errors import NetworkError
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


class Failures:
    """What is said of sources about which a service did not answer: of a host that cannot be reached, and of what is skipped, once."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._said: Counter[tuple[str, str]] = Counter()

    def tell(self, what: str, reason: str, exit_code: int, *, skipped: bool = False) -> None:
        """Say why there is no answer, unless it is the network or the source was skipped, and that was said before."""
        known = ("skipped" if skipped else "failed", reason)
        if skipped or exit_code == NetworkError.exit_code:
            self._said[known] += 1
        if self._said[known] <= 1:
            terminal.say(f"{what}: {reason}")

    def tell_of_the_others(self) -> None:
        """Say how many more failed for a reason that was said once."""
        for (verb, reason), number in self._said.items():
            if number > 1:
                terminal.say(f"{number - 1} more {verb} for that reason: {reason}")


def fail_if_unanswered(codes: Iterable[int]) -> None:
    """Raise NotResolved if an exit code is not 0.

    Its exit code is the greatest of them.
    """
    failed = [code for code in codes if code]
    if failed:
        raise NotResolved(len(failed), max(failed), asked_again=True)
