"""From bytes to text in flat memory: which encoding a file has is found by reading it once, its text by reading it again."""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 1 << 20
_BINARY = (
    (b"%PDF", "it is a PDF"),
    (b"PK\x03\x04", "it is a zip archive"),
    (b"\x1f\x8b", "it is compressed with gzip"),
    (b"SQLite format 3", "it is an SQLite database"),
    (b"\x7fELF", "it is a program"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})
_UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_TEXT_AT_LEAST = 0.95
_NOTICES = {
    "utf-8-sig": "",
    "cp1252": "it is not UTF-8; it was read as Windows-1252",
    "latin-1": "it is not UTF-8; it was read as Latin-1",
}


class Decoded(NamedTuple):
    """A file's text in chunks, a sentence where it was not UTF-8, its number of lines, and its size in bytes."""

    chunks: Iterator[str]
    notice: str
    lines: int
    size: int


def decoded(file: BinaryIO) -> Decoded:
    """Return the text of a file that can be read twice; line ends become newlines, NULs and a BOM go.

    The chunks are read when they are asked for. Raises ValueError, with the reason, for what is no text.
    """
    head = file.read(BLOCK)
    for start, reason in _BINARY:
        if head.startswith(start):
            raise ValueError(reason)
    wide = _wide(head)
    if not wide:
        _refuse_binary(head)
    file.seek(0)
    encoding, lines, size = _survey(file, wide)
    file.seek(0)
    return Decoded(_chunks(file, encoding), _NOTICES.get(encoding, "it was read as UTF-16"), lines, size)


def _wide(head: bytes) -> str:
    """Return which UTF-16 a text is in, by its mark or by the NULs of its Latin letters; empty for none."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    start = head[:2000]
    if start.count(b"\x00") * 3 > len(start):
        return "utf-16-be" if start[:1] == b"\x00" else "utf-16-le"
    return ""


def _refuse_binary(head: bytes) -> None:
    start = head[:2000]
    if len(start.translate(None, _CONTROLS)) < len(start.replace(b"\x00", b"")) * _TEXT_AT_LEAST:
        raise ValueError("it is no text")


def _survey(file: BinaryIO, wide: str) -> tuple[str, int, int]:
    """Read a file through; return its encoding, its lines and its size."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, is_cp1252, lines, size = True, True, 1, 0
    while block := file.read(BLOCK):
        lines += block.count(b"\n") or block.count(b"\r")
        size += len(block)
        is_cp1252 = is_cp1252 and not _UNDEFINED_IN_CP1252.search(block)
        is_utf8 = is_utf8 and _continues(decoder, block)
    is_utf8 = is_utf8 and _continues(decoder, b"", final=True)
    return wide or ("utf-8-sig" if is_utf8 else "cp1252" if is_cp1252 else "latin-1"), lines, size


def _continues(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _chunks(file: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield the text of a file block by block, and close the file."""
    with file:
        inner = codecs.getincrementaldecoder(encoding)("replace")
        decoder = io.IncrementalNewlineDecoder(inner, translate=True)
        while block := file.read(BLOCK):
            yield decoder.decode(block).replace("\x00", "")
        yield decoder.decode(b"", final=True).replace("\x00", "")
