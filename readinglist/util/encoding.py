"""From bytes to text, by one of three policies: `strict`, `lenient` and `declared`.

`strict` takes UTF-8 and UTF-16 that says so, and refuses the rest: what a user writes. `lenient` takes old files too, with a
notice: `lenient` whole, `decoded` in flat memory. `declared` believes a server and a page, as browsers do.

Standards: RFC 3629 for UTF-8, the Unicode Standard, section 23.8, for byte order marks, and the Encoding Standard of
WHATWG (https://encoding.spec.whatwg.org) for what the name of an encoding means on the web.
"""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# UTF-32 begins with the mark of UTF-16, and is asked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
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
_NAMED = re.compile(
    rb"<(?:meta\b[^>]{0,300}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE
)
_HEAD = 4096  # bytes in which a page says its encoding; the HTML standard, 13.2.3.2, looks at 1024
# What a name means by section 4.2 of the Encoding Standard: a larger encoding that has the letters of the named one, where
# there is one. By Python's name of the codec, so that every alias is known.
_MEANT = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030",
    "big5": "big5hkscs", "big5hkscs": "big5hkscs", "euc_kr": "cp949", "cp949": "cp949", "shift_jis": "cp932",
    "cp932": "cp932", "iso8859-9": "cp1254", "tis-620": "cp874", "euc_jp": "euc_jp", "iso2022_jp": "iso2022_jp",
    "utf-8": "utf-8", "koi8-r": "koi8-r", "koi8-u": "koi8-u", "mac-roman": "mac-roman",
}  # fmt: skip
_FAMILY = re.compile(r"(?:iso8859-\d+|cp125[0-8]|cp874)")
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})
_UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_TEXT_AT_LEAST = 0.95
_NOTICES = {
    "utf-8-sig": "",
    "cp1252": "it is not UTF-8; it was read as Windows-1252",
    "latin-1": "it is not UTF-8; it was read as Latin-1",
}


class Text(NamedTuple):
    """The text of a file, and how its bytes were read, so that it can be written again to the byte."""

    text: str
    codec: str
    mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """Return the bytes of another text for the same file. Raises UnicodeEncodeError."""
        return self.mark + text.encode(self.codec)


def strict(data: bytes) -> Text:
    """Return a text in UTF-8, or in what its byte order mark says; the mark is no part of it. Raises UnicodeDecodeError."""
    mark, codec = marked(data)
    return Text(data[len(mark) :].decode(codec or "utf-8"), codec or "utf-8", mark)


def marked(data: bytes) -> tuple[bytes, str]:
    """Return the byte order mark of a text and the codec that it says; empty for none."""
    return next(((mark, codec) for mark, codec in _MARKS if data.startswith(mark)), (b"", ""))


def lenient(data: bytes) -> tuple[str, str]:
    """Return a text that may be in an old encoding, and a sentence where it was not read by `strict`.

    It is then in Windows-1252, or in Latin-1 where a byte has no letter in Windows-1252.
    """
    try:
        return strict(data).text, ""
    except UnicodeDecodeError:
        old = _old(is_cp1252=not _UNDEFINED_IN_CP1252.search(data))
        return data.decode(old), _NOTICES[old]


def _old(*, is_cp1252: bool) -> str:
    return "cp1252" if is_cp1252 else "latin-1"


def declared(data: bytes, label: str = "") -> str:
    """Return the text of a page, by its byte order mark, the server's label, its own, or else UTF-8 or Windows-1252.

    A label under which the bytes make no sense counts for nothing; what then stands for no character is U+FFFD.
    """
    mark, codec = marked(data)
    if codec:
        return data[len(mark) :].decode(codec, "replace")
    named = [known for name in (label, _own(data)) if (known := _known(name))]
    for name in (*named, "utf-8"):
        if (text := _whole(data, name)) is not None:
            return text
    return data.decode(named[0] if named else "cp1252", "replace")


def _own(data: bytes) -> str:
    found = _NAMED.search(data[:_HEAD])
    return found[1].decode("ascii") if found and found[1].isascii() else ""


def _known(label: str) -> str:
    """Return the codec of a label that pages may use; empty for others, such as UTF-7."""
    try:
        codec = codecs.lookup(label.strip()).name if label else ""
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(codec, codec if _FAMILY.fullmatch(codec) else "")


def _whole(data: bytes, codec: str) -> str | None:
    """Return the text, if every byte fits; a character that was cut off at the end may be missing."""
    try:
        return codecs.getincrementaldecoder(codec)("strict").decode(data)
    except UnicodeDecodeError:
        return None


class Decoded(NamedTuple):
    """A file's text in chunks, a sentence where it was not UTF-8, its number of lines, and its size in bytes."""

    chunks: Iterator[str]
    notice: str
    lines: int
    size: int


def decoded(file: BinaryIO) -> Decoded:
    """Return the text of a file that can be read twice, as `lenient` has it; line ends become newlines, NULs and a BOM go.

    UTF-16 without a mark is found by its NULs. The chunks are read when they are asked for. Raises ValueError, with the reason, for anything that is not text.
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
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
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
    return wide or ("utf-8-sig" if is_utf8 else _old(is_cp1252=is_cp1252)), lines, size


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
