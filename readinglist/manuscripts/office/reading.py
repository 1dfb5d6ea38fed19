"""A file of Word or OpenDocument as text."""

from __future__ import annotations

from readinglist.manuscripts.office import opendocument, word
from readinglist.util.archive import Archive


def rendered(data: bytes) -> str:
    """Return a file as text, with the works that it cites behind it. Raises ValueError."""
    archive = Archive(data)
    return opendocument.rendered(archive) if archive.has(opendocument.MAIN) else word.rendered(archive)
