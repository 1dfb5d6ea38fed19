"""The reading workflow: statuses, and the actions that change them."""

from __future__ import annotations

from readinglist import errors
from readinglist.model.queue_order import HIGHEST, LOWEST
from readinglist.model.record import STATUSES

_AFTER = {"queue": "queued", "start": "reading", "done": "read", "drop": "dropped"}
ACTIONS = tuple(_AFTER)


def transition(status: str, action: str) -> str:
    """Return the status after an action. Raises InvalidValue.

    Every action may be repeated; a source that was read or dropped may be queued or started again. To queue a source that
    is being read changes nothing.
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
    if not LOWEST <= number <= HIGHEST:
        raise errors.InvalidValue("priority", str(number), f"it lies between {LOWEST} and {HIGHEST}")
    return number
