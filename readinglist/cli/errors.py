"""Errors of the command line."""

from __future__ import annotations

from readinglist.errors import ReadinglistError, UsageError


class NotInteractive(UsageError):
    """A question must be asked, and there is no terminal."""

    def __init__(self, instead: str) -> None:
        super().__init__(f"there is no terminal to ask on; {instead}.")


class NothingGiven(UsageError):
    """A command was given nothing to do."""

    def __init__(self, hint: str) -> None:
        super().__init__(f"nothing was given to do; {hint}.")


class NoEditor(ReadinglistError):
    """The user's editor failed."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the editor could not be used: {reason}; set VISUAL or EDITOR to an editor that waits until the file is closed."
        )


class NoClipboard(ReadinglistError):
    """There is no clipboard, or it did not take the text."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"nothing was copied to the clipboard: {reason}.")


class EditKept(ReadinglistError):
    """An edited text that was refused, and is kept in a file.

    The exit code is that of the mistake.
    """

    exit_code: int

    def __init__(self, message: str, path: str, exit_code: int) -> None:
        self.exit_code = exit_code
        super().__init__(f"{message} Your text is kept in {path}.")
