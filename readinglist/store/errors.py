"""Errors about the library file, and about what is not in it."""

from __future__ import annotations

from readinglist.errors import Conflict, LibraryError, NotFound, quoted


class NotALibrary(LibraryError):
    """The file is no SQLite database, or is one that another program made."""

    def __init__(self, path: object, what: str = "is not a readinglist library") -> None:
        super().__init__(f"{path} {what}; it has not been touched. Name another file with --library.")


class NewerLibrary(LibraryError):
    """The file was made by a later version of the program."""

    def __init__(self, path: object, found: int, known: int) -> None:
        super().__init__(
            f"{path} has schema version {found}, but this readinglist knows only up to {known}; "
            "upgrade readinglist to open it."
        )


class ReadOnlyLibrary(LibraryError):
    """The file or its folder may not be written."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{path} cannot be written; make the file and its folder writable, or name another with --library."
        )


class LockedLibrary(LibraryError):
    """Another process has held the write lock for longer than the busy timeout."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} is locked by another process; try again when it has finished.")


class MissingFolder(LibraryError):
    """The folder in which the library should lie does not exist."""

    def __init__(self, path: object, folder: object) -> None:
        super().__init__(
            f"{path} cannot be opened: the folder {folder} does not exist; make it, or name another file with --library."
        )


class DamagedLibrary(LibraryError):
    """SQLite says that the file is corrupt, or refuses it for a reason of its own."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{path} cannot be read as a library: {reason}; restore it from a backup.")


class FullDisk(LibraryError):
    """There was no room left while writing.

    The transaction was rolled back.
    """

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} could not be written because the disk is full; nothing was changed.")


class NoSuchSource(NotFound):
    """No key, alias or prefix of a key matches."""

    def __init__(self, key: str, near: tuple[str, ...] = ()) -> None:
        hint = f"; did you mean {' or '.join(near)}?" if near else "; `readinglist list` shows the keys."
        super().__init__(f"no source has the key {quoted(key)}{hint}")


class AmbiguousKey(NotFound):
    """A prefix of several keys."""

    def __init__(self, prefix: str, keys: tuple[str, ...], more: int = 0) -> None:
        rest = f" and {more} more" if more else ""
        super().__init__(
            f"{quoted(prefix)} is the beginning of several keys: {', '.join(keys)}{rest}; give more of it."
        )


class NothingToUndo(NotFound):
    """The log has fewer operations than were to be undone."""

    def __init__(self) -> None:
        super().__init__("there is nothing to undo; `readinglist log` shows what was done.")


class NothingToRedo(NotFound):
    """No operation was undone last."""

    def __init__(self) -> None:
        super().__init__("there is nothing to redo; `readinglist log` shows what was undone.")


class NotNext(Conflict):
    """The operation that somebody saw is not the one that would be undone or redone."""

    def __init__(self, number: int, summary: str, what: str) -> None:
        named = f" ({quoted(summary)})" if summary else ""
        super().__init__(f"operation {number}{named} was left alone: {what}; `readinglist log` shows what was done.")


class CannotRevert(Conflict):
    """An older operation cannot be taken back by itself."""

    def __init__(self, number: int, summary: str, why: str) -> None:
        named = f" ({quoted(summary)})" if summary else ""
        super().__init__(
            f"operation {number}{named} cannot be taken back by itself: {why}; `readinglist log` shows what was done."
        )
