"""Attaching the files that imported entries name: where each lies, and which may be taken.

Somebody else may have written the entries. What lies beside them or below the folder that the user names is taken if it is a
text or better; anything else only if it is a document by its content, and a regular file.
"""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readinglist.attachments import contents
from readinglist.attachments.contents import DOCX, EPUB, HTML, ODT, PDF, TEXT
from readinglist.errors import ReadinglistError
from readinglist.library.claims import texts
from readinglist.library.files import shelf
from readinglist.library.files.attach import NewFile, Placing, ReadFile, examine_each, place
from readinglist.library.open import reading as opening
from readinglist.library.operation import perform, resolve
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from readinglist.library.imports.named_files import FilesOfEntry, NamedFile
    from readinglist.library.location import Location
    from readinglist.store import Writer

_DOCUMENTS = frozenset((PDF, HTML, EPUB, DOCX, ODT))
_MORE = (b"AT&TFORM", b"%!PS")  # DjVu, PostScript
_TEXTS = frozenset((".txt", ".md", ".tex", ".org", ".rst", ".markdown"))
_BATCH = 200  # entries whose files are kept at once; each starts the processes that read
_LONGEST = 4096  # characters of a path, as many as Linux takes
_ENDS = 8  # folders of the end of a path that are looked for
_LIBRARIES = 20  # of EndNote in one folder
_DRIVE = re.compile(r"[A-Za-z]:/")


@dataclass(slots=True)
class FilesTaken:
    """What came of the files that entries name: how many were attached and were there before, and those that were not, with why."""

    attached: int = 0
    there: int = 0
    missing: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


class Homes(NamedTuple):
    """Where the files of one input may lie: beside it, below a folder that the user names, and where EndNote keeps them there."""

    beside: Path | None = None
    below: Path | None = None
    endnote: tuple[Path, ...] = ()

    @classmethod
    def of(cls, beside: Path | None, below: Path | None) -> Homes:
        """Return the folders of an input."""
        folders = [folder for folder in (beside, below) if folder]
        return cls(beside, below, tuple(place for folder in folders for place in _of_endnote(folder)))

    @property
    def named(self) -> list[Path]:
        """The folders that the user named, the one with the input among them."""
        return [folder for folder in (self.beside, self.below) if folder]


def _of_endnote(folder: Path) -> Iterator[Path]:
    """Yield where EndNote keeps the PDFs of libraries: `Mine.Data/PDF` beside `Mine.enl`, or `PDF` in such a folder itself."""
    yield folder / "PDF"
    with contextlib.suppress(OSError):
        names = (one.name for one in os.scandir(folder) if one.name.lower().endswith(".data"))
        yield from (folder / name / "PDF" for name in sorted(names)[:_LIBRARIES])


def take(
    library: Location,
    named: Sequence[FilesOfEntry],
    beside: Mapping[str, Path],
    below: Path | None = None,
    *,
    link: bool = False,
    into: int = 0,
    summary: str = "import files",
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _whole: None,
) -> FilesTaken:
    """Attach the files that entries name, as a part of the operation `into`.

    `beside` is the folder of each input, `below` the folder that the user names for all. A file that is not there stops nothing. With `dry_run` they are only counted. Raises UnwritableFile.
    """
    taken, number = FilesTaken(), into
    homes = {name: Homes.of(folder, below) for name, folder in beside.items()}
    other = Homes.of(None, below)
    entries = iter(named)
    done = 0
    while batch := list(islice(entries, _BATCH)):
        files = [(one.key, file) for one in batch for file in _found(one, homes.get(one.input, other), taken)]
        if dry_run:
            _count(library, files, taken)
        else:
            number = _keep(library, files, taken, link=link, into=number, summary=summary)
        done += len(batch)
        progress(done, len(named))
    return taken


def _found(entry: FilesOfEntry, homes: Homes, taken: FilesTaken) -> Iterator[NewFile]:
    for one in entry.files:
        path = next(filter(_is_there, _places(one, homes)), None)
        if path is None:
            taken.missing.append(one.paths[0])
        elif not _may_be_taken(path, homes.named, owned=one.owned):
            taken.refused.append(one.paths[0])
        else:
            yield NewFile(
                path,
                one.kind,
                one.label,
                name=one.name,
                url=one.url,
                fetched=one.fetched,
                linked=one.linked,
                known=one.known,
            )


def _places(one: NamedFile, homes: Homes) -> Iterator[Path]:
    """Yield where a file may lie: where its path says, beside the entries, or below a folder by the end of its path."""
    for path in dict.fromkeys(form for written in one.paths for form in (written, written.replace("\\", "/"))):
        if "\x00" in path or len(path) > _LONGEST:
            continue
        if not _DRIVE.match(path) or Path(path).is_absolute():
            yield from (folder / path for folder in (*homes.named, *homes.endnote))
        # Mendeley leaves out the stroke before a whole path.
        yield from (Path(whole) for whole in (path, f"/{path}") if Path(whole).is_absolute())
        parts = [part for part in path.split("/") if part not in ("", ".", "..")]
        for start in range(max(0, len(parts) - _ENDS), len(parts)):
            yield from (
                folder.joinpath(*parts[start:])
                for folder in (homes.below, homes.beside if start == len(parts) - 1 else None)
                if folder
            )


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _may_be_taken(path: Path, folders: Sequence[Path], *, owned: bool) -> bool:
    """Whether a file is a document by its content; within the folders that the user named, a text is one too, and whatever a program keeps there."""
    try:
        real = path.resolve()
        with real.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False
    media = contents.media(head)
    if media in _DOCUMENTS or head.startswith(_MORE):
        return True
    within = any(real.is_relative_to(folder.resolve()) for folder in folders)
    return within and (owned or (media == TEXT and real.suffix.lower() in _TEXTS))


def _count(library: Location, files: Sequence[tuple[str, NewFile]], taken: FilesTaken) -> None:
    """Count the files that would be attached, and those that their sources have."""
    held: list[tuple[str, str]] = []
    for key, new in files:
        try:
            held.append((key, contents.of(new.path).sha256))
        except ReadinglistError as error:
            taken.failed.append(str(error))
    with opening(library) as opened:
        known = {(one.key, one.attachment.sha256) for _, one in opened.attached_as(sha256 for _, sha256 in held)}
    there = sum(each in known for each in held)
    taken.there += there
    taken.attached += len(held) - there


def _keep(
    library: Location, files: Sequence[tuple[str, NewFile]], taken: FilesTaken, *, link: bool, into: int, summary: str
) -> int:
    """Attach files to their sources; return the number of the operation."""
    examined: list[tuple[str, ReadFile]] = []
    for (key, _), one in zip(files, examine_each(library, [new for _, new in files]), strict=True):
        if isinstance(one, UnreadableFile):
            taken.failed.append(str(one))
        else:
            examined.append((key, one))
    if not examined:
        return into
    held: list[Writer] = []

    def body(opened: Writer) -> tuple[int, int]:
        held[:] = [opened]
        with Placing(shelf.of(library), link=link) as placing:
            results = [_attached(opened, key, one, placing) for key, one in examined]
        return sum(results), len(results) - sum(results)

    attached, there = perform(library, summary, body, into=into)
    taken.attached += attached
    taken.there += there
    return held[0].number or into


def _attached(opened: Writer, key: str, one: ReadFile, placing: Placing) -> bool:
    """Attach a file to a source; say whether it did not have it."""
    source = resolve(opened, [key])[0]
    sha256 = one.content.sha256
    if any(known.sha256 == sha256 for known in opened.record(source).attachments):
        return False
    if one.new.known and opened.once_kept([sha256]):
        return False  # it was taken off here
    place(opened, source, [one], placing)
    texts.look_up(opened, source)
    return True
