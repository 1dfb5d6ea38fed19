"""What a quote of a source is called in the room's addresses.

`note-3` is that of its third note, `claim-2` that of its second claim, and `doe2026#c3-1` what it says as first evidence for a claim of doe2026.
"""

from __future__ import annotations


def of_note(number: int) -> str:
    """Return the name of the quote of a note."""
    return f"note-{number}"


def of_claim(number: int) -> str:
    """Return the name of the quote of a claim, in the source that makes it."""
    return f"claim-{number}"


def of_evidence(claim: str, number: int) -> str:
    """Return the name of the quote of a piece of evidence, in the source that the evidence is from: `doe2026#c3`, 1 → `doe2026#c3-1`."""
    return f"{claim}-{number}"
