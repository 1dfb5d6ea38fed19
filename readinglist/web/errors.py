"""Errors about the room: a branch of the family in errors.py.

ReadinglistError
├── NoServer, PortTaken   1   the server
├── NotFromHere           1   a request that the room refuses
├── LibraryGone           1   below LibraryError
├── NoSuchView            3   below NotFound
└── TooMuchSent, BrokenForm   2   below UsageError
"""

from __future__ import annotations

from readinglist.errors import LibraryError, NotFound, ReadinglistError, UsageError, quoted


class NoServer(ReadinglistError):
    """What serves the room is not installed."""

    def __init__(self) -> None:
        super().__init__("the room is served by Starlette and uvicorn; get them with `pip install 'readinglist[web]'`.")


class PortTaken(ReadinglistError):
    """Another program listens on the port, or it may not be used."""

    def __init__(self, port: int, reason: str) -> None:
        super().__init__(f"port {port} cannot be used: {reason}; choose another with --port, or leave it out.")


class LibraryGone(LibraryError):
    """The file of the library is no longer where it was when the room was opened."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} is no longer there; put it back, or end the room. Nothing was changed.")


class NotFromHere(ReadinglistError):
    """A request that does not come from a page of the room."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"refused: {reason}.")


class NoSuchView(NotFound):
    """An address of the room at which there is nothing."""

    def __init__(self, path: str) -> None:
        super().__init__(f"there is nothing at {quoted(path)}; the views are listed at the top of the page.")


class BrokenForm(UsageError):
    """What was sent is no form, or one of more fields or files than the view has."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the form could not be read: {reason.rstrip('.').lower()}; load the page again, and send it once more."
        )


class TooMuchSent(UsageError):
    """A form or a file that is larger than the room takes."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most:,} bytes were sent; the command line takes larger files.")
