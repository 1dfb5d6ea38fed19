"""Walks a document and the files that it includes.

In the order of the document, and each file once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from readinglist.manuscripts.model import Citation, Manuscript
from readinglist.manuscripts.projects import Projects
from readinglist.manuscripts.text import Lines, plain, read
from readinglist.util import files, notices
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from pathlib import Path

_MOST_PREFIXES = 100  # beginnings of labels, each compared with every key; a guess, beyond any document
MOST_FILES = 10_000  # a guess, beyond any document; it ends a walk that another person made endless
LARGEST = 50_000_000  # bytes of a file that is read where not all may be; a guess, beyond any document
T = TypeVar("T")


class CitedKey(NamedTuple):
    """A key and its range in the file; `item` is what the document says of the work, as in `Citation`."""

    key: str
    start: int
    end: int
    item: str = ""


class Include(NamedTuple):
    """A file that is included, and how.

    `name` is how the document writes it. The first of `paths` that is a file is meant. One that is not `needed` may be
    absent. `folder` is where names in it begin; `part` is the part of it that is read.
    """

    name: str
    start: int
    end: int
    paths: tuple[Path, ...]
    needed: bool = True
    folder: Path | None = None
    part: str = ""


class BibFile(NamedTuple):
    """A .bib file that a document names.

    The first of `paths` that is a file is meant, or else the first.
    """

    start: int
    paths: tuple[Path, ...]


class UnreadCitation(NamedTuple):
    """A citation of which it is seen only that it is one, and whose: EndNote, Citavi."""

    program: str
    start: int


class Labelled(NamedTuple):
    """A label of the document itself.

    A key of the same name means the label, and no source.
    """

    start: int
    name: str


class OwnReference(NamedTuple):
    """A reference that the document itself gives, and the range of its key.

    A key of the same name means a source of the library if there is one, and is not missing if there is none.
    """

    key: str
    start: int
    end: int


class PossibleLabel(NamedTuple):
    """What may be a label of the document.

    A key of the same name means a source of the library if there is one, or else the label.
    """

    start: int
    name: str
    end: int


class LabelPrefix(NamedTuple):
    """The beginning of labels that the document computes, as a possible label."""

    start: int
    name: str


Event = CitedKey | Include | BibFile | Labelled | OwnReference | PossibleLabel | LabelPrefix | UnreadCitation


@dataclass(slots=True)
class Document:
    """The document as a whole.

    Its main file, and what its files share, by type.
    """

    main: Path
    shared: dict[type, object] = field(default_factory=dict)

    def of(self, kind: type[T]) -> T:
        """Return the one value of a type that all files share."""
        found = self.shared.setdefault(kind, kind())
        assert isinstance(found, kind)  # noqa: S101 - tells the type checker what the line above did
        return found


class ScannedFile(NamedTuple):
    """A file as a scanner sees it.

    Lines end with newlines.

    `part` is that of the Include event which named it.
    """

    path: Path
    text: str
    folder: Path
    document: Document
    part: str = ""


Scanner = Callable[[ScannedFile], Iterator[Event]]


class _Open(NamedTuple):
    path: Path
    folder: Path
    lines: Lines
    scanner: Scanner
    events: Iterator[Event]


class Walk:
    """One walk.

    What is found so far, and the open files.

    A file is open while those that it includes are read.
    """

    def __init__(
        self,
        path: Path,
        scanner: Scanner,
        by_suffix: Mapping[str, Scanner],
        contents: Mapping[Path, bytes],
        within: Path | None = None,
    ) -> None:
        self._contents = contents
        self._within = within
        self._document = Document(path, {Projects: Projects(within)})
        self._by_suffix = by_suffix
        self._seen: set[Path] = set()
        self._real: dict[Path, Path | None] = {}  # where the files are that are named
        self._open: list[_Open] = []
        self._citations: list[Citation] = []
        self._missing: list[Citation] = []
        self._files: list[Path] = []
        self._bibliographies: dict[Path, None] = {}
        self._labels: set[str] = set()
        self._own: list[Citation] = []
        self._possible: list[Citation] = []
        self._unread: list[Citation] = []
        self._prefixes: list[str] = []
        self._begin(path, scanner, path.parent, "")

    def manuscript(self) -> Manuscript:
        """Walk to the end, and return what was found."""
        while self._open:
            event = next(self._open[-1].events, None)
            if event is None:
                self._open.pop()
            else:
                self._handle(event)
        # Only now, since a label may come after the citation that means it.
        citations = tuple(citation for citation in self._citations if citation.key not in self._labels)
        begun = tuple(self._prefixes[:_MOST_PREFIXES])
        self._possible += [citation for citation in citations if begun and citation.key.startswith(begun)]
        return Manuscript(
            citations,
            tuple(self._files),
            tuple(self._bibliographies),
            tuple(self._missing),
            tuple(self._own),
            tuple(self._possible),
            tuple(self._unread),
        )

    def _handle(self, event: Event) -> None:
        if isinstance(event, CitedKey):
            self._citations.append(self._at(event.key, event.start, event.end, event.item))
        elif isinstance(event, BibFile):
            there = next((path for path in event.paths if self._file(path)), event.paths[0])
            if self._within is None or self._file(there):
                self._bibliographies[there] = None
        elif isinstance(event, Labelled):
            self._labels.add(event.name)
        elif isinstance(event, OwnReference):
            self._own.append(self._at(event.key, event.start, event.end))
        elif isinstance(event, PossibleLabel):
            self._possible.append(self._at(event.name, event.start, event.end))
        elif isinstance(event, LabelPrefix):
            self._prefixes.append(event.name)
        elif isinstance(event, UnreadCitation):
            self._unread.append(self._at(event.program, event.start, event.start))
        elif not self._enter(event) and event.needed:
            self._missing.append(self._at(event.name, event.start, event.end))

    def _at(self, key: str, start: int, end: int, item: str = "") -> Citation:
        line, column = self._open[-1].lines.place(start)
        return Citation(key, self._open[-1].path, line, column, start, end, item)

    def _enter(self, event: Include) -> bool:
        here = self._open[-1]
        for path in event.paths:
            if real := self._file(path):
                scanner = self._by_suffix.get(path.suffix.lower(), here.scanner)
                return real in self._seen or self._enter_file(path, scanner, event.folder or here.folder, event.part)
        return False

    def _file(self, path: Path) -> Path | None:
        """Return where a file is, or None for none; a document may name one a million times."""
        if path not in self._real:
            self._real[path] = path.resolve() if files.is_file(path) and self._may_read(path) else None
        return self._real[path]

    def _may_read(self, path: Path) -> bool:
        """Whether a file lies in the folder out of which nothing is read, if there is one, and is no larger than a document."""
        if self._within is None:
            return True
        return path.resolve().is_relative_to(self._within) and path.stat().st_size <= LARGEST

    def _enter_file(self, path: Path, scanner: Scanner, folder: Path, part: str) -> bool:
        if len(self._files) >= MOST_FILES:
            notices.tell(f"{self._document.main} includes more than {MOST_FILES:,} files; the others are not read.")
            return True
        try:
            self._begin(path, scanner, folder, part)
        except UnreadableFile:
            return False
        return True

    def _begin(self, path: Path, scanner: Scanner, folder: Path, part: str) -> None:
        text = read(path, self._contents).text
        self._seen.add(path.resolve())
        self._files.append(path)
        source = ScannedFile(path, plain(text), folder, self._document, part)
        self._open.append(_Open(path, folder, Lines(text), scanner, scanner(source)))
