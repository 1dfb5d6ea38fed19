"""Writing the whole library as text: a file for each source, and one for each note, claim, piece of evidence and attachment."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readinglist.library.dump import form, parts
from readinglist.library.errors import FolderInUse
from readinglist.library.open import reading
from readinglist.util import files
from readinglist.util.errors import UnwritableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from readinglist.library.location import Location
    from readinglist.model.beside import Leftovers
    from readinglist.store import Reader

FORM = 1
HEAD, STAMPS, NUMBERS, ATTRIBUTES = "dump.json", "stamps.txt", "numbers.txt", ".gitattributes"
ENTRIES, BROKEN, READ = "files", "broken", "read"
FOLDERS = (parts.SOURCES, parts.NOTES, parts.CLAIMS, parts.EVIDENCE, parts.FILES, parts.TEXTS, ENTRIES, BROKEN, READ)
# What git is told of a dump (git-scm.com/docs/gitattributes): that its lines end as they are, and that both sides' lines of the
# two lists of numbers count.
_ATTRIBUTES = f"* -text\n{STAMPS} merge=union\n{NUMBERS} merge=union\n"
_PAGE = 500


class Written(NamedTuple):
    """What a dump wrote: how many sources it has, and how many files were written anew, and taken away."""

    sources: int
    written: int
    removed: int


def dump(
    library: Location,
    folder: Path,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _whole: None,
) -> Written:
    """Write a library into a folder, which is new, empty or a dump; what is there already as it is to be, stays untouched.

    Raises FolderInUse, UnwritableFile.
    """
    _check(folder)
    task = _Task(folder, dry_run=dry_run)
    with reading(library) as opened:
        ids = opened.select()
        for name, text in _files(opened, ids, progress):
            task.put(name, text)
    return Written(len(ids), task.written, task.remove_others())


def _check(folder: Path) -> None:
    try:
        names = [one.name for one in folder.iterdir()] if folder.exists() else []
    except OSError as error:
        raise UnwritableFile(folder, (error.strerror or str(error)).lower()) from error
    if HEAD not in names and any(not name.startswith(".") for name in names):
        raise FolderInUse(folder)
    for name in FOLDERS:
        if (folder / name).is_symlink():
            raise UnwritableFile(folder / name, "it is a link, and leads to another folder")


class _Task:
    """One dump: which files it has, and what is done for them."""

    def __init__(self, folder: Path, *, dry_run: bool) -> None:
        self._folder, self._dry_run = folder, dry_run
        self._names: set[str] = set()
        self._tidied: set[Path] = set()
        self.written = 0

    def put(self, name: str, text: str) -> None:
        """Write a file, unless it is as it should be."""
        self._names.add(name)
        path, content = self._folder / name, text.encode("utf-8", "surrogatepass")
        if files.is_file(path) and not path.is_symlink() and path.read_bytes() == content:
            return
        self.written += 1
        if not self._dry_run:
            if path.parent not in self._tidied:
                path.parent.mkdir(parents=True, exist_ok=True)
                files.remove_stray(path.parent)
                self._tidied.add(path.parent)
            files.keep_for_now(path, content, tidy=False)

    def remove_others(self) -> int:
        """Remove the files of sources, and of what hangs on them, that are no more; return how many."""
        gone = [path for path in self._standing() if path.relative_to(self._folder).as_posix() not in self._names]
        for path in () if self._dry_run else gone:
            path.unlink()
            if path.parent.parent != self._folder and not any(path.parent.iterdir()):
                path.parent.rmdir()
        return len(gone)

    def _standing(self) -> Iterator[Path]:
        """Yield the files of the form of a dump's."""
        for name in FOLDERS:
            for folder, folders, names in os.walk(self._folder / name):
                folders[:] = [one for one in folders if not (Path(folder) / one).is_symlink()]
                yield from (Path(folder) / one for one in names if one.endswith((".json", ".md")))


def _files(opened: Reader, ids: Sequence[int], progress: Callable[[int, int], None]) -> Iterator[tuple[str, str]]:
    yield HEAD, form.written({"form": FORM, "program": "readinglist"})
    yield ATTRIBUTES, _ATTRIBUTES
    stamps = []
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        for record, beside in zip(opened.records(page), opened.beside(page), strict=True):
            yield from parts.as_files(record, beside)
            stamps.append(f"{record.key}\t{beside.changed}\n")
        progress(start + len(page), len(ids))
    yield STAMPS, "".join(stamps)
    yield from _leftovers(opened.leftovers(), opened.keys_of(ids))


def _leftovers(left: Leftovers, keys: dict[int, str]) -> Iterator[tuple[str, str]]:
    yield NUMBERS, "".join(sorted(f"{key}\t{last}\n" for key, last in left.last_numbers.items()))
    for number, stretches in enumerate(left.files, 1):
        whole = hashlib.sha256("".join(text for _, text in stretches).encode("utf-8", "surrogatepass")).hexdigest()
        rows = [[None if source is None else keys[source], text] for source, text in stretches]
        yield f"{ENTRIES}/{number:04}-{whole[:16]}.json", form.written({"stretches": rows})
    for place, (file, line, message, raw, added) in enumerate(left.broken):
        whole = hashlib.sha256(f"{file}\n{raw}".encode("utf-8", "surrogatepass")).hexdigest()
        values = {"file": file, "line": line, "message": message, "raw": raw, "added": added, "place": place}
        yield f"{BROKEN}/{whole[:32]}.json", form.written(values)
    for sha256, (read, at) in left.read.items():
        values = {name: value for name, value in read._asdict().items() if name != "pages"}
        yield f"{READ}/{sha256}.json", form.written(values | {"at": at, "pages": [[*page] for page in read.pages]})
