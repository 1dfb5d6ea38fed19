"""Errors about citation keys."""

from __future__ import annotations

from readinglist.errors import UsageError, quoted


class InvalidKey(UsageError):
    """A citation key that BibTeX or biber would not accept."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"{quoted(key)} cannot be a citation key; leave out white space, control characters and any of {{}} \" # % ' ( ) , = ~ \\."
        )
