"""From bytes to text, by one of three policies.

They are `strict`, `lenient` and `declared`.
`strict` is for what a user writes: it reads UTF-8, and UTF-16 with a byte order mark, and refuses the rest. `lenient` reads
old files too, with a notice: the function `lenient` at once, `decoded` in flat memory. `declared` is for pages: it uses the
encoding that a server or the page declares, as browsers do.

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

# The mark of UTF-32 begins with that of UTF-16, and is therefore looked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BLOCK = 1 << 20  # bytes that are read at a time: large enough to be fast, small enough for flat memory
_BINARY = (
    (b"%PDF", "it is a PDF"),
    (b"PK\x03\x04", "it is a zip archive"),
    (b"\x1f\x8b", "it is compressed with gzip"),
    (b"SQLite format 3", "it is an SQLite database"),
    (b"\x7fELF", "it is a program"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
)
# The limits keep the search linear in a page of tags that are never closed.
_NAMED = re.compile(
    rb"<(?:meta\b[^>]{0,300}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE
)
_HEAD = 4096  # bytes in which a page says its encoding; the HTML standard, 13.2.3.2, looks at 1024
# What a name means by section 4.2 of the Encoding Standard: a larger encoding that has the letters of the named one, where
# there is one. By Python's name of the codec, so that every alias is known.
_CODEC_BY_LABEL = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030",
    "big5": "big5hkscs", "big5hkscs": "big5hkscs", "euc_kr": "cp949", "cp949": "cp949", "shift_jis": "cp932",
    "cp932": "cp932", "iso8859-9": "cp1254", "tis-620": "cp874", "euc_jp": "euc_jp", "iso2022_jp": "iso2022_jp",
    "utf-8": "utf-8", "koi8-r": "koi8-r", "koi8-u": "koi8-u", "mac-roman": "mac-roman",
}  # fmt: skip
_FAMILY = re.compile(r"(?:iso8859-\d+|cp125[0-8]|cp874)")
# Control characters that no text has; tabs, line breaks, form feeds, the end of file of DOS and escape are left out.
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})
_UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_TEXT_AT_LEAST = 0.95  # of the bytes are no control characters. A guess: old files have a few, programs have many
_SAMPLE = 2000  # bytes by which a file is judged. A guess: some entries of a bibliography
_NOTICES = {
    "utf-8-sig": "",
    "cp1252": "it is not UTF-8; it was read as Windows-1252",
    "latin-1": "it is not UTF-8; it was read as Latin-1",
}


class Text(NamedTuple):
    """The text of a file, and how it was decoded.

    So it can be written again to the byte.
    """

    text: str
    codec: str
    mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """Return the bytes of another text for the same file.

        Raises UnicodeEncodeError.
        """
        return self.mark + text.encode(self.codec)


def strict(data: bytes) -> Text:
    """Return a text in UTF-8, or by its byte order mark.

    The mark is no part of the text. Raises UnicodeDecodeError.
    """
    mark, codec = marked(data)
    return Text(data[len(mark) :].decode(codec or "utf-8"), codec or "utf-8", mark)


def marked(data: bytes) -> tuple[bytes, str]:
    """Return the byte order mark of a text and its codec.

    Empty for none.
    """
    return next(((mark, codec) for mark, codec in _MARKS if data.startswith(mark)), (b"", ""))


def lenient(data: bytes) -> tuple[str, str]:
    r"""Return a text, with a notice if its encoding is old.

    What is not UTF-8 is read as Windows-1252, or as Latin-1 where a byte has no character in Windows-1252.
    `b"caf\xe9"` → `café`
    """
    try:
        return strict(data).text, ""
    except UnicodeDecodeError:
        old = _old_codec(is_cp1252=not _UNDEFINED_IN_CP1252.search(data))
        return data.decode(old), _NOTICES[old]


def _old_codec(*, is_cp1252: bool) -> str:
    return "cp1252" if is_cp1252 else "latin-1"


def declared(data: bytes, label: str = "") -> str:
    """Return the text of a page in its declared encoding.

    The order is: byte order mark, the server's label, the page's own, UTF-8, Windows-1252. An encoding in which the bytes
    are not valid is ignored; if all are, bytes that are no character become U+FFFD.
    """
    mark, codec = marked(data)
    if codec:
        return data[len(mark) :].decode(codec, "replace")
    named = [known for name in (label, _declared_in_page(data)) if (known := _codec_of_label(name))]
    for name in (*named, "utf-8"):
        if (text := _decoded_if_valid(data, name)) is not None:
            return text
    return data.decode(named[0] if named else "cp1252", "replace")


def _declared_in_page(data: bytes) -> str:
    found = _NAMED.search(data[:_HEAD])
    return found[1].decode("ascii") if found and found[1].isascii() else ""


def _codec_of_label(label: str) -> str:
    """Return the codec of a label by the Encoding Standard.

    Empty for labels that it does not have, such as `utf-7`. `latin1 → cp1252`, `gb2312 → gb18030`
    """
    try:
        codec = codecs.lookup(label.strip()).name if label else ""
    except (LookupError, ValueError):
        return ""
    return _CODEC_BY_LABEL.get(codec, codec if _FAMILY.fullmatch(codec) else "")


def _decoded_if_valid(data: bytes, codec: str) -> str | None:
    """Return the text if all bytes are valid; else None.

    A character that is cut off at the end may be missing.
    """
    try:
        return codecs.getincrementaldecoder(codec)("strict").decode(data)
    except UnicodeDecodeError:
        return None


class Decoded(NamedTuple):
    """A file's text in chunks.

    `notice` is a sentence where it is not UTF-8; `size` is in bytes.
    """

    chunks: Iterator[str]
    notice: str
    lines: int
    size: int


def decoded(file: BinaryIO) -> Decoded:
    """Return the text of a file by the policy `lenient`, in flat memory.

    The file is read twice. Line ends become newlines; NULs and the byte order mark are removed. UTF-16 without a mark is
    found by its NULs. The chunks are read when they are needed. Raises ValueError, with the reason, for anything that is
    not text.
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
    """Return which UTF-16 a text is in; empty for none.

    It is known by its mark, or by the NULs of its Latin letters.
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = head[:_SAMPLE]
    # In UTF-16 every other byte of Latin letters is NUL; a third leaves room for other letters.
    if start.count(b"\x00") * 3 > len(start):
        return "utf-16-be" if start[:1] == b"\x00" else "utf-16-le"
    return ""


def _refuse_binary(head: bytes) -> None:
    start = head[:_SAMPLE]
    if len(start.translate(None, _CONTROLS)) < len(start.replace(b"\x00", b"")) * _TEXT_AT_LEAST:
        raise ValueError("it is no text")


def _survey(file: BinaryIO, wide: str) -> tuple[str, int, int]:
    """Read a file through.

    Return its encoding, its lines and its size.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, is_cp1252, lines, size = True, True, 1, 0
    while block := file.read(BLOCK):
        lines += block.count(b"\n") or block.count(b"\r")
        size += len(block)
        is_cp1252 = is_cp1252 and not _UNDEFINED_IN_CP1252.search(block)
        is_utf8 = is_utf8 and _continues(decoder, block)
    is_utf8 = is_utf8 and _continues(decoder, b"", final=True)
    return wide or ("utf-8-sig" if is_utf8 else _old_codec(is_cp1252=is_cp1252)), lines, size


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
