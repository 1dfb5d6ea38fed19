"""Sentences for the user that are no errors, from wherever they arise; who shows them asks for them at the end."""

from __future__ import annotations

_WAITING: dict[str, None] = {}


def tell(sentence: str) -> None:
    """Keep a sentence to be shown; the same one is shown once."""
    _WAITING[sentence] = None


def told() -> list[str]:
    """Return the sentences since the last call, in their order."""
    found = list(_WAITING)
    _WAITING.clear()
    return found
