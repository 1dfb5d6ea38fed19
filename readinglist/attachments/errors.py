"""Errors about the files of sources.

Branches of the family in errors.py, below NotFound, Conflict and UsageError.

NotFound                                3
├── NoAttachment, MissingFile, SeveralAttachments
Conflict                                4
├── AttachedAlready
"""

from __future__ import annotations

from readinglist.errors import Conflict, NotFound


class NoAttachment(NotFound):
    """A source has no attachment, or none of that number, of `count`."""

    def __init__(self, key: str, number: int = 0, count: int = 0) -> None:
        if not count:
            super().__init__(f"{key} has no attachment; `readinglist attach {key} FILE` attaches one.")
        else:
            super().__init__(f"{key} has no attachment {number}; `readinglist attachments key:{key}` numbers them.")


class SeveralAttachments(NotFound):
    """A source has several attachments, and none was named."""

    def __init__(self, key: str, count: int) -> None:
        super().__init__(f"{key} has {count} attachments; say which by its number, or --all.")


class MissingFile(NotFound):
    """A file of a source is not where it was."""

    def __init__(self, key: str, number: int, path: object) -> None:
        super().__init__(
            f"attachment {number} of {key} is not there any more: {path}; `readinglist doctor` looks for it."
        )


class AttachedAlready(Conflict):
    """A source has a file with this content."""

    def __init__(self, key: str, number: int, name: object) -> None:
        super().__init__(f"{name} is attachment {number} of {key} already.")
