"""Errors about files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.errors import Conflict, InputError, ReadinglistError, UsageError
from readinglist.util.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable


class UnwritableFile(ReadinglistError):
    """A file that cannot be written.

    An old file is unchanged.
    """

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{printable(str(path))} cannot be written: {_sentence(reason)}.")


class FileExists(Conflict):
    """A file that would be overwritten."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{printable(str(path))} exists already; name another file, or say --force to replace it.")


class FileChanged(Conflict):
    """A document that was changed since it was read."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{printable(str(path))} has changed since or is gone, so nothing was done; `readinglist undo --keep-files` leaves documents as they are."
        )


class OutsideFolder(UsageError):
    """Documents outside the working folder, which would be written.

    `paths` are their names.
    """

    def __init__(self, paths: Iterable[object]) -> None:
        self.paths = tuple(map(str, paths))
        super().__init__(
            f"{', '.join(self.paths)} would be written, outside the working folder; say --yes to write them too, or "
            "--keep-files to leave documents as they are; nothing was changed."
        )


class OwnFile(UsageError):
    """A file that the program writes, or has just read, in whose place another was to be written."""

    def __init__(self, path: object, whose: str) -> None:
        super().__init__(f"{printable(str(path))} is {whose}, which would be lost; name another file.")


class UnreadableFile(InputError):
    """A file that cannot be opened or decoded."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{printable(str(path))} cannot be read: {_sentence(reason)}.")


class UnknownFormat(InputError):
    """A file of which nothing says how to read it."""

    def __init__(self, path: object, known: tuple[str, ...]) -> None:
        super().__init__(f"{printable(str(path))} has no format that readinglist reads; it reads {', '.join(known)}.")


def _sentence(reason: str) -> str:
    """Return a reason as a part of a sentence: what the system says begins with a capital, which another word has only inside."""
    return reason[:1].lower() + reason[1:] if reason[1:2].islower() else reason
