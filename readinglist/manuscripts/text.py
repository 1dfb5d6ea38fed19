"""The text of a document, and places in it.

It is decoded so that it can be written again, to the byte.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from readinglist.util.encoding import Text, marked, strict
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# TeX files may be in an old encoding; each byte is a letter in Latin-1, so that nothing is lost.
_OLD = frozenset(".tex .ltx .sty .cls .rnw .snw .aux .tikz".split())
# Documents that are no text: they are read as one, and never written.
OFFICE = frozenset((".docx", ".docm", ".odt"))
_LINE_END = re.compile(r"\r\n?|\n")


def read(path: Path, contents: Mapping[Path, bytes] | None = None) -> Text:
    """Return the text of a document.

    What `contents` has of it, by its real path, counts before the file. Raises UnreadableFile.
    """
    try:
        given = contents.get(path.resolve()) if contents else None
        data = path.read_bytes() if given is None else given
    except (OSError, ValueError) as error:
        raise UnreadableFile(path, getattr(error, "strerror", None) or str(error)) from error
    try:
        if path.suffix.lower() in OFFICE:
            from readinglist.manuscripts.office.reading import rendered  # noqa: PLC0415 - few documents are archives

            return Text(rendered(data), "utf-8")
        return decoded(data, old=path.suffix.lower() in _OLD)
    except ValueError as error:
        raise UnreadableFile(path, _reason(error)) from error


def decoded(data: bytes, *, old: bool = False) -> Text:
    """Return the text of bytes.

    Where they are not UTF-8, they are read as Latin-1 if old encodings are allowed. Raises ValueError.
    """
    mark, _ = marked(data)
    if b"\x00" in data and not mark:
        raise ValueError("it is not a text file")
    try:
        return strict(data)
    except UnicodeDecodeError:
        if mark or not old:
            raise
        return Text(data.decode("latin-1"), "latin-1")


def _reason(error: ValueError) -> str:
    if not isinstance(error, UnicodeDecodeError):
        return str(error)
    line = error.object.count(b"\n", 0, error.start) + 1
    return f"line {line} is not {error.encoding.upper()}"


def plain(text: str) -> str:
    """Return a text of the same length with newlines alone."""
    # A space for the return, so that every offset stays.
    return text.replace("\r\n", " \n").replace("\r", "\n")


class Lines:
    """The line and column, both from 1, of each offset."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
