"""The reading workflow: statuses, what queueing, starting, finishing and dropping make of them, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from readinglist import errors
from readinglist.record import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable

_AFTER = {"queue": "queued", "start": "reading", "done": "read", "drop": "dropped"}
ACTIONS = tuple(_AFTER)
_ORDER = ("reading", "queued")


class Readable(Protocol):
    """Anything that has a place in the queue, such as a Record or a Summary."""

    @property
    def status(self) -> str:
        """One of STATUSES, or empty."""

    @property
    def priority(self) -> int:
        """The higher, the sooner."""


T = TypeVar("T", bound=Readable)


def order(rows: Iterable[T]) -> list[T]:
    """Return the queue: what is being read, then what is queued, each by priority, the highest first.

    Rows come in by the time at which they were queued; of equal ones the earlier stays first.
    """
    queue = [row for row in rows if row.status in _ORDER]
    return sorted(queue, key=lambda row: (_ORDER.index(row.status), -row.priority))


def transition(status: str, action: str) -> str:
    """Return the status after an action; what is being read stays so when it is queued again. Raises InvalidValue.

    Every action may be repeated; what was read or dropped may be queued or started anew.
    """
    if action not in _AFTER:
        raise errors.InvalidValue("action", action, f"choose one of {', '.join(ACTIONS)}")
    if action == "queue" and status == "reading":
        return status
    return _AFTER[action]


def check_status(text: str) -> str:
    """Return a status. Raises InvalidValue."""
    plain = text.strip().lower()
    if plain not in STATUSES:
        raise errors.InvalidValue("status", text, f"choose one of {', '.join(STATUSES)}")
    return plain


def check_priority(number: int) -> int:
    """Return a priority. Raises InvalidValue beyond -1000 to 1000."""
    if not -1000 <= number <= 1000:  # noqa: PLR2004
        raise errors.InvalidValue("priority", str(number), "it lies between -1000 and 1000")
    return number
