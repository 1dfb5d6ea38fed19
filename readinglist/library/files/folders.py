"""PDFs among the files that a user names: by their content, and all of a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.attachments import contents
from readinglist.util import files
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = 2048  # bytes of a file, in which it is said that it is a PDF


def is_pdf(name: str | Path) -> bool:
    """Whether a word is the name of a file that is a PDF, by its content."""
    if not files.is_file(name):
        return False
    try:
        with Path(name).open("rb") as file:
            return contents.media(file.read(_HEAD)) == contents.PDF
    except OSError:
        return False


def pdfs(folder: Path, library: Path, unread: list[UnreadableFile]) -> Iterator[Path]:
    """Yield the PDFs in a folder and below it, in the order of their names, and files that are only called so.

    Hidden folders are passed by, links to folders are not followed, and the library's own folder of files is left out. Folders that
    cannot be read are added to `unread`.
    """
    own = _real(library)

    def say(error: OSError) -> None:
        unread.append(UnreadableFile(error.filename, error.strerror or str(error)))

    for where, below, names in os.walk(folder, onerror=say):
        below[:] = sorted(name for name in below if not name.startswith(".") and _real(Path(where, name)) != own)
        for name in sorted(names):
            path = Path(where, name)
            if not name.startswith(".") and (is_pdf(path) or (path.suffix.lower() == ".pdf" and files.is_file(path))):
                yield path


def _real(path: Path) -> str:
    return os.path.realpath(path)
