"""Reading an input, the first stage of an import.

Its records, problems and passages, batch by batch.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from readinglist import formats, managers
from readinglist.library.imports import bib_programs
from readinglist.library.imports.prepare import prepared
from readinglist.model.record import Item, Passage, Problem, Record
from readinglist.model.wishes import NO_WISHES
from readinglist.util.errors import UnknownFormat, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.interchange import Interchange
    from readinglist.model.wishes import Wishes

BATCH = 1000  # items that are held in memory at once; of more, an import is no faster
_BIB = ("bibtex", "biblatex")
LARGE = 8_000_000  # bytes, from where on several processes are faster than one


class Input(NamedTuple):
    """What is imported.

    The name to report it by, its items in order, and how many lines it has.

    Records that do not say who gave their values come from a file of that name.
    """

    name: str
    items: Iterable[Item]
    lines: int = 0


class Batch(NamedTuple):
    """A part of an input."""

    name: str
    items: list[Item]

    @property
    def line(self) -> int:
        """The line of the file that it reaches."""
        return self.items[-1].line

    @property
    def records(self) -> list[Record]:
        """Its records, in order."""
        return [item for item in self.items if isinstance(item, Record)]

    @property
    def problems(self) -> list[Problem]:
        """Its problems, in order."""
        return [item for item in self.items if isinstance(item, Problem)]

    @property
    def broken(self) -> list[Problem]:
        """The pieces that could not be read as entries."""
        return [problem for problem in self.problems if problem.broken]

    def passages(self, kept: Iterable[tuple[Record, int]]) -> list[tuple[int | None, str]]:
        """Return its text stretch by stretch, that of an entry with the number of the source that it was kept as."""
        numbers = {id(record): number for record, number in kept}
        return [
            (numbers.get(id(item)), item.text if isinstance(item, Passage) else item.raw)
            for item in self.items
            if isinstance(item, Passage)
            or (isinstance(item, Problem) and item.broken)
            or (id(item) in numbers and item.raw)
        ]


def interchange() -> list[Interchange]:
    """Return all that can be read or written, formats and the libraries of programs, by name."""
    return sorted([*formats.known(), *managers.known()], key=lambda one: one.name)


def read_library(name: str, path: Path, wishes: Wishes = NO_WISHES) -> Input | None:
    """Return the input in the library of another program, a folder or a file that is no text; None where a path is none.

    Raises UnreadableFile for a folder that is the library of no program that is known, and UnknownFormat for a wish that names none.
    """
    named = wishes.named.lower()
    if named not in ("", *formats.NAMES, *managers.NAMES):
        raise UnknownFormat(wishes.named, (*formats.NAMES, *managers.NAMES))
    if named in formats.NAMES and not path.is_dir():
        return None
    try:
        module = managers.by_name(named) if named in managers.NAMES else managers.of(path)
        if module is None and path.is_dir():
            raise UnreadableFile(
                name, f"it is a folder with no library of {', '.join(managers.FOLDERS)}; name its files"
            )
    except OSError as error:
        raise UnreadableFile(name, (error.strerror or str(error)).lower()) from error
    return Input(name, module.load(path, wishes)) if module else None


def read(name: str, file: BinaryIO, wishes: Wishes = NO_WISHES, *, parallel: bool = False) -> tuple[Input, str]:
    """Return the input in a file, in the format that is wished, or that its content looks like, or its name's suffix says.

    The file is read twice, the second time piece by piece while the input is used, and then closed. The second value
    is a sentence where it was not UTF-8. With `parallel`, a large file is read in several processes (see
    `formats.bibtex.load`). Raises UnreadableFile and UnknownFormat.
    """
    try:
        found = formats.decoded(file)
    except (ValueError, OSError) as error:
        file.close()
        raise UnreadableFile(name, str(error)) from error
    groups = bib_programs.groups_at_end(file) if file.seekable() else None
    first = next(found.chunks)
    module = formats.by_name(wishes.named) if wishes.named else formats.by_content(first, Path(name))
    whole = itertools.chain([first], found.chunks)
    if getattr(module, "COLUMNS", False):
        return Input(name, module.load(whole, columns=wishes.columns), found.lines), found.notice
    if getattr(module, "WISHES", False):
        return Input(name, module.load(whole, wishes=wishes), found.lines), found.notice
    items = module.load(whole, parallel=prepared if parallel and found.size > LARGE else None)
    if groups is not None and module.NAME in _BIB:
        items = bib_programs.with_state(items, groups, wishes, found.lines)
    return Input(name, items, found.lines), found.notice


def batches(given: Input) -> Iterator[Batch]:
    """Yield an input in parts."""
    stream = iter(given.items)
    while items := list(itertools.islice(stream, BATCH)):
        yield Batch(given.name, items)
