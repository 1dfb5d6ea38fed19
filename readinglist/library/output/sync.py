"""Keeping a bibliography in step with the documents that cite from it: what they cite goes in, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors
from readinglist.formats import by_name
from readinglist.library.output import check, export, written
from readinglist.library.output.leaving import DEFAULT, LeavingFields
from readinglist.manuscripts.errors import NoOneBibliography, NotSynced
from readinglist.util import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.library.output.check import DocumentCitations

_MARK = "% Made by `readinglist sync`: what is changed here is lost when it is made again.\n\n"
_MADE_BY_US = "% Made by `readinglist sync`"


class SyncTarget(NamedTuple):
    """What is to be kept in step.

    The bibliography with these documents, in a dialect; without one, in that of its suffix or of the documents.
    """

    documents: tuple[Path, ...]
    target: Path
    format: str = ""
    ascii_only: bool = False
    force: bool = False
    leaving: LeavingFields = DEFAULT
    sort: str = ""


class Synced(NamedTuple):
    """The changes of a bibliography.

    The keys that were added to it, removed from it and written otherwise.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    altered: tuple[str, ...]
    written: bool
    cited: DocumentCitations


def sync(library: Location, wanted: SyncTarget, *, dry_run: bool = False) -> Synced:
    """Bring a bibliography to what documents cite.

    Where nothing differs, nothing is written.

    Raises NotSynced for a file that `sync` did not make, unless `force`, OwnFile, UnreadableFile, UnknownFormat, UnwritableFile.
    """
    cited = check.cited(library, wanted.documents)
    written.refuse(library, wanted.target, cited.manuscript.files)
    form = wanted.format or export.format_for(wanted.target, cited.manuscript.files, export.LISTED)
    choice = export.ExportOptions(
        cited=cited.names,
        everything=cited.everything,
        format=form,
        ascii_only=wanted.ascii_only,
        leaving=wanted.leaving,
        sort=wanted.sort,
    )
    after = _MARK + "".join(export.export(library, choice))
    before = _standing(wanted)
    old, new = ({entry.key: entry.raw for entry in by_name(form).listed(text)} for text in (before or "", after))
    if before != after and not dry_run:
        written.write(library, wanted.target, [after])
    return Synced(
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        altered=tuple(key for key in new if key in old and old[key] != new[key]),
        written=before != after,
        cited=cited,
    )


def named_by(documents: Sequence[Path]) -> Path:
    """Return the one bibliography that documents name, in their own folders or below.

    Raises NoOneBibliography, UnreadableFile and UnknownFormat.
    """
    folders = [path.absolute().parent.resolve() for path in documents]
    found = [path for path in check.read(documents).bibliographies if path.suffix.lower() == ".bib"]
    near = [path for path in found if any(path.resolve().is_relative_to(folder) for folder in folders)]
    if len(found) != 1 or near != found:
        raise NoOneBibliography(found)
    return found[0]


def _standing(wanted: SyncTarget) -> str | None:
    """Return what the bibliography holds.

    None where it is not there.
    """
    if not wanted.target.exists():
        return None
    text = files.read(wanted.target).decode("utf-8", "replace")
    if text.strip() and not text.startswith(_MADE_BY_US) and not wanted.force:
        raise NotSynced(wanted.target)
    return text


def watch(
    library: Location, wanted: SyncTarget, wait: Callable[[], None]
) -> Iterator[Synced | errors.ReadinglistError]:
    """Sync again whenever a document or the library changes, and yield what came of it; `wait` is called between looks.

    What fails, such as a document that is being saved, is yielded, and tried again at the next change.
    """
    before: object = None
    followed = wanted.documents
    while True:
        now = _state((*followed, library.path, library.path.with_name(f"{library.path.name}-wal"), wanted.target))
        if now != before:
            try:
                done = sync(library, wanted)
            except errors.ReadinglistError as error:
                yield error
            else:
                yield done
                followed = (*done.cited.manuscript.files, *_asked_for(done))
            now = _state((*followed, library.path, library.path.with_name(f"{library.path.name}-wal"), wanted.target))
        before = now
        wait()


def _asked_for(done: Synced) -> Iterator[Path]:
    """Yield where a file may turn up that a document asks for."""
    for at in done.cited.manuscript.missing:
        yield at.path.parent / at.key
        yield at.path.parent / f"{at.key}.tex"


def _state(paths: Sequence[Path]) -> tuple[tuple[int, int] | None, ...]:
    found: list[tuple[int, int] | None] = []
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            found.append(None)
        else:
            found.append((stat.st_mtime_ns, stat.st_size))
    return tuple(found)
