"""What a file is, by its first bytes, and the SHA-256 of all of them."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.util import files
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from pathlib import Path

PDF, HTML, EPUB, DOCX, ODT, TEXT, OTHER = "pdf", "html", "epub", "docx", "odt", "text", "other"
_PIECE = 1 << 20
_HEAD = 4096
_OTHER_OFFICE = (b"xl/", b"ppt/", b"visio/")  # folders of spreadsheets, slides and drawings (ECMA-376)
_KERNEL = ("/proc/", "/sys/")  # what the kernel shows as files, some without end, some of which are waited for
_IN_PDF = (
    1024  # bytes before `%PDF-` at most, as readers allow (ISO 32000-1, annex H, note 13 of the implementation notes)
)
_HTML = re.compile(
    rb"\s*+(?:\xef\xbb\xbf)?(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# The suffix of a stored file by what is in it, where its own says nothing that is known.
_SUFFIXES = {PDF: ".pdf", HTML: ".html", EPUB: ".epub", DOCX: ".docx", ODT: ".odt", TEXT: ".txt"}
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_KINDS = {PDF: "pdf", HTML: "snapshot"}
_DATA = frozenset(
    (".csv", ".tsv", ".xlsx", ".ods", ".json", ".zip", ".gz", ".xz", ".parquet", ".sav", ".rds", ".h5", ".nc")
)


class Content(NamedTuple):
    """What a file holds: SHA-256, number of bytes, what it is."""

    sha256: str
    size: int
    media: str


def of(path: Path) -> Content:
    """Return what a file holds, read once from its beginning to its end. Raises UnreadableFile, also for a folder, a pipe or a device."""
    import hashlib  # noqa: PLC0415 - who only asks where a file is needs none

    try:
        if not path.is_file() or os.path.realpath(path).startswith(_KERNEL):
            raise UnreadableFile(path, "it is no file" if path.exists() else "there is no such file")
        digest, size, head = hashlib.sha256(), 0, b""
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                head = head or piece[:_HEAD]
                digest.update(piece)
                size += len(piece)
    except (OSError, ValueError) as error:
        raise UnreadableFile(path, getattr(error, "strerror", None) or str(error)) from error
    return Content(digest.hexdigest(), size, media(head))


def media_of(path: Path) -> str:
    """Return what a file is. Raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            return media(file.read(_HEAD))
    except OSError as error:
        raise UnreadableFile(path, error.strerror or str(error)) from error


def media(head: bytes) -> str:
    """Return what a file is that begins so."""
    if b"%PDF-" in head[: _IN_PDF + 5]:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        if b"mimetypeapplication/epub+zip" in head or b"META-INF/container.xml" in head:
            return EPUB
        if b"mimetypeapplication/vnd.oasis.opendocument.text" in head:
            return ODT
        is_office = b"[Content_Types].xml" in head and not any(folder in head for folder in _OTHER_OFFICE)
        return DOCX if b"word/" in head or is_office else OTHER
    if _HTML.match(head):
        return HTML
    return OTHER if b"\x00" in head or not head else TEXT


def suffix(path: Path, content: Content) -> str:
    """Return the suffix under which a file is kept: its own, unless that belies what is in it."""
    own = path.suffix.lower()
    wanted = _SUFFIXES.get(content.media, "")
    if content.media in (PDF, HTML, EPUB, DOCX, ODT) and own not in (wanted, ".htm", ".xhtml"):
        return wanted
    return own if _SUFFIX.fullmatch(own) else wanted or ".bin"


def kind(path: Path, content: Content) -> str:
    """Return which kind of attachment a file is, unless the reader says it."""
    return "data" if path.suffix.lower() in _DATA else _KINDS.get(content.media, "supplement")


def same(path: Path, content: Content) -> bool:
    """Whether a file is there and holds just this."""
    return files.is_file(path) and path.stat().st_size == content.size and of(path).sha256 == content.sha256
