"""Merging two changed bibliographies, as git asks a merge driver to do it (git-scm.com/docs/gitattributes, "Defining a custom merge driver")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats.bibtex import three_way
from readinglist.util import files

if TYPE_CHECKING:
    from pathlib import Path

    from readinglist.formats.bibtex.three_way import Clash

_MARK = "\ufeff"  # of byte order


def merge_driver(base: Path, ours: Path, theirs: Path) -> list[Clash]:
    """Merge what two sides made of a file, into the second; return the conflicts, which stand there between git's marks.

    Its encoding, its mark of byte order and its line ends are those of `ours`. Raises UnreadableFile and UnwritableFile; then nothing was written.
    """
    contents = [files.read(path) for path in (base, ours, theirs)]
    texts = [_text(content) for content in contents]
    mark, windows = texts[1].startswith(_MARK), _is_windows(texts[1])
    plain = [text.removeprefix(_MARK) for text in texts]
    if windows or not any("\r\n" in text and not _is_windows(text) for text in plain):
        plain = [text.replace("\r\n", "\n") for text in plain]
    merged = three_way.merge(*plain)
    text = merged.text.replace("\n", "\r\n") if windows else merged.text
    content = _encoded(_MARK * mark + text, contents[1])
    if content != contents[1]:
        files.write_bytes(ours, content)
    return merged.clashes


def _is_windows(text: str) -> bool:
    return 0 < text.count("\n") == text.count("\r\n")


def _text(content: bytes) -> str:
    """Return a text: of UTF-8, or byte by byte (Latin-1), so that none is lost in what has another encoding."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _encoded(text: str, like: bytes) -> bytes:
    """Return a text in the encoding of another, or in UTF-8 where that has not all its letters."""
    try:
        like.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return text.encode("latin-1")
        except UnicodeEncodeError:
            pass
    return text.encode("utf-8")
