"""Citation and Manuscript: which keys a document cites and where, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Citation:
    r"""One key where a document cites it: `line` and `column`, both from 1, say where the key itself begins.

    A column counts characters. `start` and `end` are offsets into the text of the file, so that the key can be
    replaced there. The key `*` is LaTeX's `\nocite{*}`: every source.
    """

    key: str
    path: Path
    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document with all files that it takes in.

    `citations` come in the order of the document; `files` are those that were read, each once; `missing` are those
    that it asks for and that are not there, with where it asks; `bibliographies` are the .bib files that it names.
    """

    citations: tuple[Citation, ...]
    files: tuple[Path, ...]
    bibliographies: tuple[Path, ...] = ()
    missing: tuple[Citation, ...] = ()
