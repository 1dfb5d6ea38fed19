"""What readers marked in the files of sources, as notes: at first, and again when more was marked or something was changed."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readinglist.attachments import contents, reading
from readinglist.attachments.errors import MissingFile, NoAttachment, NoPdf, NotAttached
from readinglist.errors import NotFound
from readinglist.fulltext import pages as page_labels
from readinglist.library.files import follow, marks, shelf
from readinglist.library.open import reading as opening
from readinglist.library.operation import perform
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from readinglist.library.files.shelf import Shelf
    from readinglist.library.location import Location
    from readinglist.model.attachment import AttachedFile, Attachment, FileText, Highlight
    from readinglist.model.brought import Brought
    from readinglist.model.record import Note, Record
    from readinglist.store import Reader, Writer


class MarkedFile(NamedTuple):
    """A file whose marks are wanted, for which source, and which of its attachments it is; None where it is none."""

    source: int
    key: str
    path: Path
    attachment: Attachment | None = None


class ReadMarks(NamedTuple):
    """A file and what is marked in it, by the SHA-256 that it has now; or why that cannot be read."""

    wanted: MarkedFile
    sha256: str = ""
    highlights: tuple[Highlight, ...] = ()
    error: UnreadableFile | None = None


class Highlighted(NamedTuple):
    """What the marks of a file came to: for which source, which attachment (0 for none), and the notes; or why it cannot be read."""

    key: str
    attachment: int
    name: str
    brought: Brought | None = None
    problem: str = ""


def take(
    library: Location,
    names: Sequence[str],
    *,
    everything: bool = False,
    to: str = "",
    again: bool = False,
    dry_run: bool = False,
) -> list[Highlighted]:
    """Make notes of what is marked in the PDFs of sources, in files, or with `everything` in all PDFs of the library.

    A name is that of a source, or of a file: one that a source has, or with `to` any, whose marks then are notes on that source. What
    was made of a mark before is changed as the mark was, and what was removed comes `again` only where that is said; a file that was
    changed since it was attached is followed. Raises
    NoSuchSource, AmbiguousKey, NoAttachment, NoPdf, NotAttached, and UnreadableFile and MissingFile where only one file is asked for.
    """
    with opening(library) as opened:
        wanted = _wanted(opened, shelf.of(library), names, everything=everything, to=to)
    changed = follow.changed(library, [one.attachment for one in wanted if one.attachment])
    read = list(_read(library, wanted, changed))
    if len(read) == 1:
        _check(read[0])

    earlier = {one.content.sha256: one.before.sha256 for one in changed}

    def body(opened: Writer) -> list[Highlighted]:
        follow.follow(opened, changed)
        return [_brought(opened, one, earlier, again=again) for one in read]

    return perform(library, f"highlights {' '.join(names) or '--all'}", body, dry_run=dry_run)


def notes(library: Location, names: Sequence[str], *, to: str = "", again: bool = False) -> list[Note]:
    """Make notes of marks as `take` does, in all PDFs where nothing is named; return those that are new or changed.

    What cannot be read of several is a warning. Raises what `take` raises.
    """
    found = take(library, names, everything=not names, to=to, again=again)
    for one in found:
        if one.problem:
            warnings.warn(f"{one.key}: {one.problem}", stacklevel=3)
    return [note for one in found if one.brought for note in (*one.brought.added, *one.brought.changed)]


def _check(one: ReadMarks) -> None:
    wanted = one.wanted
    if one.error and wanted.attachment and not wanted.path.is_file():
        raise MissingFile(wanted.key, wanted.attachment.id, wanted.path)
    if one.error:
        raise one.error


def _wanted(opened: Reader, where: Shelf, names: Sequence[str], *, everything: bool, to: str) -> list[MarkedFile]:
    found = _pdfs(where, _with_sources(opened, opened.attached())) if everything else []
    for name in names:
        found += _of_name(opened, where, name, to)
    return list(dict.fromkeys(found))


def _with_sources(opened: Reader, attached: Sequence[AttachedFile]) -> list[tuple[int, AttachedFile]]:
    """Return attachments with the ids of their sources."""
    return list(zip(opened.find_all([one.key for one in attached]), attached, strict=True)) if attached else []


def _of_name(opened: Reader, where: Shelf, name: str, to: str) -> list[MarkedFile]:
    path = Path(name).expanduser()
    if not to:
        try:
            source = opened.find(name)
        except NotFound:
            if not (path.exists() or path.suffix.lower() == ".pdf"):
                raise
        else:
            found = _pdfs(where, [(source, one) for one in opened.attached([source])])
            if not found:
                raise _without(opened, source)
            return found
    return _of_file(opened, where, path, to)


def _without(opened: Reader, source: int) -> NotFound:
    key = opened.key_of(source)
    return NoPdf(key) if opened.attached([source]) else NoAttachment(key)


def _of_file(opened: Reader, where: Shelf, path: Path, to: str) -> list[MarkedFile]:
    """Return the attachments that a file is, by what it holds or where it is; else it is taken by itself for the source `to`."""
    content = contents.of(path)
    if content.media != contents.PDF:
        raise UnreadableFile(path, "it is no PDF; marks are read in PDFs")
    only = None if not to else opened.find(to)
    held = opened.attached_as([content.sha256]) or _with_sources(
        opened, [one for one in opened.attached() if _is_at(where, one, path)]
    )
    found = [
        MarkedFile(source, one.key, place if (place := where.place(one.attachment)).is_file() else path, one.attachment)
        for source, one in held
        if only in (None, source)
    ]
    if not found and only is None:
        raise NotAttached(path)
    return found or [MarkedFile(only or 0, opened.key_of(only or 0), path)]


def _is_at(where: Shelf, one: AttachedFile, path: Path) -> bool:
    return where.place(one.attachment).absolute() == path.absolute()


def _pdfs(where: Shelf, held: Sequence[tuple[int, AttachedFile]]) -> list[MarkedFile]:
    return [
        MarkedFile(source, one.key, where.place(one.attachment), one.attachment)
        for source, one in held
        if one.attachment.kind == "pdf" or one.attachment.path.lower().endswith(".pdf")
    ]


def _read(library: Location, wanted: Sequence[MarkedFile], changed: Sequence[follow.Changed]) -> Iterator[ReadMarks]:
    """Yield files with their marks, each file read once, before anything is locked."""
    texts = {one.content.sha256: one.read for one in changed}
    known: dict[str, ReadMarks] = {}
    with reading.TextReader() as reader:
        for one in wanted:
            try:
                content = contents.of(one.path)
                if content.sha256 not in known:
                    words = _Words(library, content.sha256, texts.get(content.sha256))
                    found = reader.marks(one.path, content.sha256, words.has)
                    known[content.sha256] = ReadMarks(one, content.sha256, tuple(found))
                yield known[content.sha256]._replace(wanted=one)
            except UnreadableFile as error:
                yield ReadMarks(one, error=error)


class _Words:
    """The text of a file, read when a word is first asked for."""

    def __init__(self, library: Location, sha256: str, read: FileText | None) -> None:
        self._library, self._sha256, self._read = library, sha256, read
        self._text: str | None = None

    def has(self, word: str) -> bool:
        """Whether a word is in the text."""
        if self._text is None:
            if self._read is None:
                with opening(self._library) as opened:
                    self._read = opened.read_in(self._sha256)
            self._text = "\f".join(page.text for page in self._read.pages).casefold() if self._read else ""
        return word.casefold() in self._text


def _brought(opened: Writer, one: ReadMarks, earlier: Mapping[str, str], *, again: bool) -> Highlighted:
    wanted = one.wanted
    number, name = (wanted.attachment.id, wanted.attachment.name) if wanted.attachment else (0, wanted.path.name)
    if one.error:
        return Highlighted(wanted.key, number, name, problem=str(one.error))
    record = opened.record(wanted.source)
    former = {one.sha256} | set(_versions(record, one))
    labels = wanted.attachment.pages if wanted.attachment else ""
    read = opened.read_in(one.sha256)
    now = _Pages(read, labels)
    was = _Pages(opened.read_in(earlier[one.sha256]), labels) if one.sha256 in earlier else now
    noted = _noted(record, number)
    before = marks.Before(former, () if again else noted, was.locator)
    brought = marks.bring(record, one.highlights, before, now.locator, opened.now)
    names = dict.fromkeys(mark.mark for mark in one.highlights)
    files = (_with_marks(file, noted, names) if file.id == number else file for file in record.attachments)
    opened.save([(wanted.source, record, replace(brought.record, attachments=tuple(files)))])
    return Highlighted(wanted.key, number, name, brought)


def _versions(record: Record, one: ReadMarks) -> Iterator[str]:
    """Yield the SHA-256 of files that no attachment is any more, if a mark of the file came from them too."""
    attached = {each.sha256 for each in record.attachments}
    names = {mark.mark for mark in one.highlights}
    for note in record.notes:
        if (mark := note.highlight) and mark.file not in attached and mark.mark in names:
            yield mark.file


def _noted(record: Record, number: int) -> frozenset[str]:
    """Return the names of the marks of an attachment of which notes were made; somebody else may have written them."""
    kept = next((file.marks for file in record.attachments if file.id == number), "")
    try:
        found = json.loads(kept or "[]")
    except (ValueError, RecursionError):
        return frozenset()
    return frozenset(name for name in found if isinstance(name, str)) if isinstance(found, list) else frozenset()


def _with_marks(file: Attachment, noted: Collection[str], names: Mapping[str, None]) -> Attachment:
    """Return an attachment with the names of its marks, as they were where they are the same."""
    return file if names.keys() == noted else file._replace(marks=json.dumps(list(names), ensure_ascii=False))


class _Pages:
    """The labels of the pages of a file, as its reader gave them, as they are printed, or by their number."""

    def __init__(self, read: FileText | None, labels: str) -> None:
        self._labels = labels
        self._printed = [page.label for page in read.pages] if read else []

    def locator(self, page: int) -> str:
        """Return the locator of a page that is counted from 0; empty for one without a number among pages that have one."""
        if self._labels:
            given = page_labels.Pages("\f" * page + "x", self._labels)
            return f"page {given.names[page]}"
        if any(self._printed):
            label = self._printed[page] if page < len(self._printed) else ""
            return f"page {label}" if label else ""
        return f"page {page + 1}"
