"""Input from stdin, for which `-` stands, or from a file."""

from __future__ import annotations

import sys
from pathlib import Path

from readinglist.util.encoding import strict
from readinglist.util.errors import UnreadableFile


def data() -> bytes:
    """Return what stdin holds, up to its end."""
    return sys.stdin.buffer.read()


def text(file: str = "-") -> str:
    """Return the text of a file or of stdin.

    In UTF-8, or in the encoding of its byte order mark. Raises UnreadableFile.
    """
    name = "stdin" if file == "-" else file
    try:
        return strict(data() if file == "-" else Path(file).read_bytes()).text
    except UnicodeDecodeError as error:
        raise UnreadableFile(name, "it is not UTF-8") from error
    except OSError as error:
        raise UnreadableFile(name, (error.strerror or str(error)).lower()) from error


def words(given: str | None) -> str | None:
    """Return words that were given.

    `-` stands for those on stdin.

    Raises UnreadableFile.
    """
    return text().strip() if given == "-" else given
