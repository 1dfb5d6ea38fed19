"""The interface to documents.

Which keys they cite, with file, line and column, and how a key in them is replaced.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from readinglist.manuscripts.text import OFFICE, decoded, read
from readinglist.util.encoding import Text
from readinglist.util.errors import UnknownFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from types import ModuleType

    from readinglist.manuscripts.model import Citation, Manuscript
    from readinglist.manuscripts.walk import Scanner

__all__ = ["OFFICE", "Text", "decoded", "read", "rewritten", "scan", "suffixes"]


_OF_PROGRAMS = (".aux", ".bcf")


@cache
def _scanners() -> dict[str, Scanner]:
    """Return the scanners by suffix; they are loaded when a document is read, which few commands do."""
    from readinglist.manuscripts import bcf, latex, latex_aux, markdown, notebook, org, rst, typst  # noqa: PLC0415

    modules: tuple[ModuleType, ...] = (latex, latex_aux, bcf, markdown, typst, org, notebook, rst)
    return {suffix: module.scan for module in modules for suffix in module.SUFFIXES}


def _of_archives() -> Scanner:
    from readinglist.manuscripts import office  # noqa: PLC0415 - as above

    return office.scan


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of documents that people write, each as it is read."""
    return (*(suffix for suffix in _scanners() if suffix not in _OF_PROGRAMS), *sorted(OFFICE))


def scan(path: Path, contents: Mapping[Path, bytes] | None = None, within: Path | None = None) -> Manuscript:
    """Return what a document and the files it includes cite.

    `contents` are the contents that files would have, by real path; they count before the files themselves. `within` is a folder
    out of which no file is read, as a real path. Raises UnreadableFile and UnknownFormat.
    """
    from readinglist.manuscripts import own_references  # noqa: PLC0415 - as above
    from readinglist.manuscripts.walk import Walk  # noqa: PLC0415

    scanners = _scanners()
    suffix = path.suffix.lower()
    scanner = _of_archives() if suffix in OFFICE else scanners.get(suffix)
    if scanner is None:
        raise UnknownFormat(path, (*scanners, *sorted(OFFICE)))
    included = scanners | dict.fromkeys(own_references.SUFFIXES, own_references.scan)
    return Walk(path, scanner, included, contents or {}, within).manuscript()


def rewritten(text: str, citations: Iterable[Citation], keys: Mapping[str, str]) -> str:
    """Return the text of one file with cited keys replaced.

    `text` is as `read` returns it; `keys` maps old keys to new ones, and nothing else changes. The citations are those
    of this file, in any order.
    """
    pieces: list[str] = []
    done = 0
    for start, end, key in sorted({(at.start, at.end, at.key) for at in citations if at.key in keys}):
        # Two citations may overlap where a file is read in two ways; the first is replaced.
        if start >= done:
            pieces += (text[done:start], keys[key])
            done = end
    return "".join(pieces) + text[done:]
