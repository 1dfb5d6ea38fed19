"""The citations of a document, and what is found about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Citation:
    r"""One key where a document cites it.

    `line` and `column`, both from 1, say where the key itself begins. A column counts characters. `start` and `end` are
    offsets into the text of the file, so that the key can be replaced there. The key `*` is LaTeX's `\nocite{*}`: every
    source. `item` is what the document itself says of the work, as CSL-JSON; documents of Word and OpenDocument do, and may
    have no key: then `key` is how the work is called.
    """

    key: str
    path: Path
    line: int
    column: int
    start: int
    end: int
    item: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document with all files that it includes.

    `citations` come in the order of the document; `files` are those that were read, each once; `missing` are those
    that it asks for and that are not there, with where it asks; `bibliographies` are the .bib files that it names.
    `own` are the references that it gives itself, such as those of a `thebibliography`, and `labels` what may be labels
    of its parts: keys of which the library has no source are then not missing. `unread` are citations of which nothing is
    known but the program whose they are, which stands in the place of the key.
    """

    citations: tuple[Citation, ...]
    files: tuple[Path, ...]
    bibliographies: tuple[Path, ...] = ()
    missing: tuple[Citation, ...] = ()
    own: tuple[Citation, ...] = ()
    labels: tuple[Citation, ...] = ()
    unread: tuple[Citation, ...] = ()

    @property
    def places(self) -> tuple[Citation, ...]:
        """All that is written anew where a key changes."""
        return self.citations + self.own + self.labels


class Finding(NamedTuple):
    """Something found, and where.

    The file, the line and the column, both from 1; a line of 0 means the file as a whole.
    """

    kind: str
    key: str
    message: str
    path: str
    line: int
    column: int


def without_labels(manuscript: Manuscript, sources: Collection[str]) -> Manuscript:
    """Return a document without the keys that mean its own labels; `sources` are the keys that mean sources."""
    labels = {at.key for at in manuscript.labels}.difference(sources)
    return replace(manuscript, citations=tuple(at for at in manuscript.citations if at.key not in labels))


def joined(manuscripts: Iterable[Manuscript]) -> Manuscript:
    """Return several documents as one.

    A file that two of them include counts once, however they call it.
    """
    found: dict[str, dict[tuple[Path, int, str], Citation]] = {name: {} for name in _PLACES}
    files: dict[Path, Path] = {}
    bibliographies: dict[Path, Path] = {}
    # Files are compared by their real paths, and called as the first document calls them.
    for one in manuscripts:
        real = {path: path.resolve() for path in one.files}
        for path in one.files:
            files.setdefault(real[path], path)
        for path in one.bibliographies:
            bibliographies.setdefault(path.resolve(), path)
        for name, kept in found.items():
            for at in getattr(one, name):
                kept.setdefault((real[at.path], at.start, at.key), _with_path(at, files[real[at.path]]))
    places = {name: tuple(kept.values()) for name, kept in found.items()}
    return Manuscript(files=tuple(files.values()), bibliographies=tuple(bibliographies.values()), **places)


_PLACES = ("citations", "missing", "own", "labels", "unread")  # what a document has at places of its own


def _with_path(at: Citation, path: Path) -> Citation:
    return at if at.path is path else replace(at, path=path)
