"""From the bytes of a page to its text: the encoding that the bytes, the server or the page itself names."""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NAMED = re.compile(
    rb"<(?:meta\b[^>]{0,300}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE
)
_HEAD = 4096  # bytes in which a page says its encoding, a little more than browsers look at
# What a name means is what browsers take it for: a larger sibling, where there is one.
_MEANT = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030",
    "big5": "big5hkscs", "big5hkscs": "big5hkscs", "euc_kr": "cp949", "cp949": "cp949", "shift_jis": "cp932",
    "cp932": "cp932", "iso8859-9": "cp1254", "tis-620": "cp874", "euc_jp": "euc_jp", "iso2022_jp": "iso2022_jp",
    "utf-8": "utf-8", "koi8-r": "koi8-r", "koi8-u": "koi8-u", "mac-roman": "mac-roman",
}  # fmt: skip
_FAMILY = re.compile(r"(?:iso8859-\d+|cp125[0-8]|cp874)")


def decoded(content: bytes, charset: str = "") -> str:
    """Return the text of a page, by its byte order mark, the server's word, its own, or else UTF-8 or Windows-1252.

    A name under which the bytes make no sense counts for nothing; what then stands for no character is U+FFFD.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    named = [known for name in (charset, _own(content)) if (known := _known(name))]
    for name in (*named, "utf-8"):
        if (text := _strictly(content, name)) is not None:
            return text
    return content.decode(named[0] if named else "cp1252", "replace")


def _own(content: bytes) -> str:
    found = _NAMED.search(content[:_HEAD])
    return found[1].decode("ascii") if found and found[1].isascii() else ""


def _known(name: str) -> str:
    """Return the codec of a name that pages may use; empty for others, such as UTF-7."""
    try:
        codec = codecs.lookup(name.strip()).name if name else ""
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(codec, codec if _FAMILY.fullmatch(codec) else "")


def _strictly(content: bytes, name: str) -> str | None:
    """Return the text, if every byte fits; a character that was cut off at the end may be missing."""
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(content)
    except UnicodeDecodeError:
        return None
