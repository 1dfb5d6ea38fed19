"""Errors about the files of sources.

Branches of the family in errors.py.

NotFound                                3
├── NoAttachment, NoPdf, NotAttached, MissingFile, SeveralAttachments, NoSuchPage, NoWords, NoAddress
Conflict                                4
├── AttachedAlready
ReadinglistError                        1
├── NoViewer, NotShownHere, NotSaved
"""

from __future__ import annotations

from readinglist.errors import Conflict, NotFound, ReadinglistError
from readinglist.util.text import printable


class NoAttachment(NotFound):
    """A source has no attachment, or none of that number, of `count`."""

    def __init__(self, key: str, number: int = 0, count: int = 0) -> None:
        if not count:
            super().__init__(f"{key} has no attachment; `readinglist attach {key} FILE` attaches one.")
        else:
            super().__init__(f"{key} has no attachment {number}; `readinglist attachments {key}` numbers them.")


class NoPdf(NotFound):
    """A source has attachments, but no PDF among them, in which alone marks are read."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"{key} has no PDF, in which alone marks are read; `readinglist attach {key} FILE` attaches one."
        )


class NotAttached(NotFound):
    """A file that no source has, neither by its content nor by its place."""

    def __init__(self, path: object) -> None:
        super().__init__(f"no source has {printable(str(path))}; say with --to KEY which source its marks are on.")


class SeveralAttachments(NotFound):
    """A source has several attachments, and none was named."""

    def __init__(self, key: str, count: int) -> None:
        super().__init__(f"{key} has {count} attachments; say which by its number, or --all.")


class MissingFile(NotFound):
    """A file of a source is not where it was."""

    def __init__(self, key: str, number: int, path: object) -> None:
        super().__init__(
            f"attachment {number} of {key} is not there any more: {printable(str(path))}; `readinglist doctor` looks for it."
        )


class AttachedAlready(Conflict):
    """A source has a file with this content."""

    def __init__(self, key: str, number: int, name: object) -> None:
        super().__init__(f"{printable(str(name))} is attachment {number} of {key} already.")


class NoSuchPage(NotFound):
    """A file has no page of that label or number, or no pages at all."""

    def __init__(self, name: object, page: str, first: str = "", last: str = "") -> None:
        pages = f"its only page is {first}" if first == last else f"its pages are {first} to {last}"
        super().__init__(f"{printable(str(name))} has no page {page}; {pages if first else 'it has no pages'}.")


class NoWords(NotFound):
    """A file of a source in which no text was read."""

    def __init__(self, key: str, number: int, why: str) -> None:
        super().__init__(f"attachment {number} of {key} has no text: {why}.")


class NoAddress(NotFound):
    """A source has no address that could be opened, nor, unless `has_files`, a file."""

    def __init__(self, key: str, *, has_files: bool = False) -> None:
        lacks = "no address" if has_files else "no attachment and no address"
        attach = "" if has_files else f"`readinglist attach {key} FILE` attaches a file, "
        super().__init__(f"{key} has {lacks}; {attach}`readinglist set {key} url=ADDRESS` gives it an address.")


class NoViewer(ReadinglistError):
    """Nothing was found that opens a file."""

    def __init__(self, what: object) -> None:
        super().__init__(
            f"{printable(str(what))} cannot be opened, as there is no program for it; name one with --with PROGRAM, or say --print to see where it is."
        )


class NotShownHere(ReadinglistError):
    """A file that might be run rather than shown."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{printable(str(path))} is no document, so that it is not opened; say --print to see where it is."
        )


class NotSaved(ReadinglistError):
    """A program that was to save a page did not."""

    def __init__(self, program: str, url: str, reason: str) -> None:
        super().__init__(f"{program} did not save {url}: {reason}; without --with the program does it by itself.")
