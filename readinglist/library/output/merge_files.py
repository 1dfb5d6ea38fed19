"""Merging two changed bibliographies, as git asks a merge driver to do it (git-scm.com/docs/gitattributes, "Defining a custom merge driver")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats.bibtex import three_way
from readinglist.util import files
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from pathlib import Path

    from readinglist.formats.bibtex.three_way import Clash


def merge_driver(base: Path, ours: Path, theirs: Path) -> list[Clash]:
    """Merge what two sides made of a file, into the second; return the conflicts, which stand there between git's marks.

    Raises UnreadableFile and UnwritableFile; then nothing was written.
    """
    texts = [_text(path) for path in (base, ours, theirs)]
    merged = three_way.merge(*texts)
    if merged.text != texts[1]:
        files.write_whole(ours, [merged.text])
    return merged.clashes


def _text(path: Path) -> str:
    try:
        return files.read(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, f"it is no UTF-8 from byte {error.start} on, so that git has to merge it") from error
