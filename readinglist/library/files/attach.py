"""Attaching files to sources, and taking them off."""

from __future__ import annotations

import contextlib
import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readinglist.attachments import contents, folder, several
from readinglist.attachments.errors import AttachedAlready, NoAttachment, SeveralAttachments
from readinglist.errors import InvalidValue
from readinglist.fulltext import pages as page_labels
from readinglist.library.claims import texts
from readinglist.library.files import shelf
from readinglist.library.open import reading as opening
from readinglist.library.operation import perform, resolve
from readinglist.model.attachment import UNREAD, Attachment, FileText, last_number
from readinglist.util import files
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from readinglist.attachments.contents import Content
    from readinglist.library.files.shelf import Shelf
    from readinglist.library.location import Location
    from readinglist.store import Writer


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")


class NewFile(NamedTuple):
    """A file to attach: where it is, and what is said of it; `name` is what it was called where that is another than its own.

    One that is `linked` stays where it is; one that is `known` was attached before, unless it was missing then.
    """

    path: Path
    kind: str = ""
    label: str = ""
    pages: str = ""
    name: str = ""
    url: str = ""
    fetched: str = ""
    archived: str = ""
    linked: bool = False
    known: bool = False


class Done(NamedTuple):
    """A file that was attached: to which source, what was read in it, how the quotes of the source compare, who else has it."""

    key: str
    attachment: Attachment
    read: FileText
    quotes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class ReadFile(NamedTuple):
    """A file that was read: what it holds, and the text in it, None where the library knows that already."""

    new: NewFile
    content: Content
    read: FileText | None


def named(target: str) -> NewFile:
    """Return the file that a word names, by its path or as an address of a file. Raises InvalidValue for an address of something else."""
    if files.is_file(target) or not _SCHEME.match(target):
        return NewFile(Path(target))
    if not (path := files.path_of_address(target)):
        raise InvalidValue("FILE", target, "of addresses only those of the web and of files are loaded")
    return NewFile(Path(path))


@contextlib.contextmanager
def of_bytes(content: bytes, name: str) -> Iterator[Path]:
    """Give a file that holds some bytes, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="readinglist-") as place:
        path = Path(place) / name
        path.write_bytes(content)
        yield path


def attach(
    library: Location, key: str, new: Sequence[NewFile], *, link: bool = False, dry_run: bool = False
) -> list[Done]:
    """Attach files to a source, and look up its quotes in them.

    A copy is kept in the library's folder of files, once for all sources that have it; with `link` the file stays where it is. Raises
    NoSuchSource, UnreadableFile, UnwritableFile, AttachedAlready, InvalidValue.
    """
    checked = [one._replace(pages=page_labels.check_labels(one.pages)) for one in new]
    examined = list(examine(library, checked))

    def body(opened: Writer) -> list[Done]:
        source = resolve(opened, [key])[0]
        with Placing(shelf.of(library), link=link, dry_run=dry_run) as placing:
            return placed(opened, source, examined, placing)

    return perform(library, f"attach to {key}", body, dry_run=dry_run)


def placed(opened: Writer, source: int, examined: Sequence[ReadFile], placing: Placing) -> list[Done]:
    """Attach files that were read to a source, and look up its quotes in them. Raises AttachedAlready and UnwritableFile."""
    done = place(opened, source, examined, placing)
    states = tuple(texts.look_up(opened, source))
    return [one._replace(quotes=states) for one in done]


def examine(library: Location, new: Sequence[NewFile]) -> Iterator[ReadFile]:
    """Yield files with what they hold; those that the library has not read yet are read, before anything is locked. Raises UnreadableFile."""
    for one in examine_each(library, new):
        if isinstance(one, UnreadableFile):
            raise one
        yield one


def examine_each(library: Location, new: Sequence[NewFile]) -> Iterator[ReadFile | UnreadableFile]:
    """Yield files as `examine` does, and why one cannot be read in its place."""
    found = [_content(one) for one in new]
    held = [content for content in found if not isinstance(content, UnreadableFile)]
    known = already_read(library, held)
    unread = {content.sha256: (one.path, content) for one, content in zip(new, found, strict=True)
              if not isinstance(content, UnreadableFile) and content.sha256 not in known}  # fmt: skip
    texts = several.read_each(list(unread.values())) if unread else iter(())
    read: dict[str, FileText | UnreadableFile] = {}
    for one, content in zip(new, found, strict=True):
        if isinstance(content, UnreadableFile):
            yield content
            continue
        if content.sha256 in unread and content.sha256 not in read:
            read[content.sha256] = next(texts)
        text = read.get(content.sha256)
        yield text if isinstance(text, UnreadableFile) else ReadFile(one, content, text)


def _content(one: NewFile) -> Content | UnreadableFile:
    try:
        return contents.of(one.path)
    except UnreadableFile as error:
        return error


def already_read(library: Location, held: Sequence[Content]) -> set[str]:
    """Return of which contents, by SHA-256, the library has read the text."""
    with opening(library) as opened:
        return opened.has_read(content.sha256 for content in held)


class Placing:
    """Puts files into the library's folder, and takes away what it put there where something fails."""

    def __init__(self, where: Shelf, *, link: bool = False, dry_run: bool = False) -> None:
        self.shelf, self.link = where, link
        self._dry_run = dry_run
        self._made: list[Path] = []

    def __enter__(self) -> Placing:  # noqa: PYI034 - it is final
        """Return itself; copies that were never finished are removed."""
        if not self._dry_run:
            files.remove_stray(self.shelf.folder)
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        """Where something failed, remove the files that were made."""
        for path in self._made if kind else ():
            with contextlib.suppress(OSError):
                path.unlink()

    def path(self, opened: Writer, key: str, one: ReadFile) -> str:
        """Return the path under which a file is kept, which now is there. Raises UnwritableFile."""
        if self.link or one.new.linked:
            return self.shelf.linked_path(one.new.path)
        for _, known in opened.attached_as([one.content.sha256]):
            if not known.attachment.linked and files.is_file(self.shelf.place(known.attachment)):
                return known.attachment.path
        if self._dry_run:
            return folder.stem_of(key) + contents.suffix(one.new.path, one.content)
        path, fresh = folder.keep(self.shelf.folder, key, one.new.path, one.content)
        self._made += [self.shelf.folder / path] if fresh else []
        return path


def place(opened: Writer, source: int, examined: Sequence[ReadFile], placing: Placing) -> list[Done]:
    """Attach files that were read to a source, within an operation. Raises AttachedAlready and UnwritableFile."""
    record = opened.record(source)
    known = {one.sha256: one for one in record.attachments}
    holders = _holders(opened, examined)
    done: list[Done] = []
    last = last_number(record.attachments)
    for number, one in enumerate(examined, last + 1):
        new, content = one.new, one.content
        if standing := known.get(content.sha256):
            raise AttachedAlready(record.key, standing.id, new.name or new.url or new.path)
        attachment = Attachment(
            id=number,
            path=placing.path(opened, record.key, one),
            kind=new.kind or contents.kind(new.path, content),
            label=new.label,
            name=new.name or new.path.name,
            linked=placing.link or new.linked,
            sha256=content.sha256,
            size=content.size,
            url=new.url,
            fetched=new.fetched,
            archived=new.archived,
            pages=new.pages,
        )
        known[content.sha256] = attachment
        done.append(Done(record.key, attachment, keep_read(opened, one), others=tuple(holders.get(content.sha256, ()))))
    opened.save(
        [(source, record, replace(record, attachments=(*record.attachments, *(one.attachment for one in done))))]
    )
    return done


def keep_read(opened: Writer, one: ReadFile) -> FileText:
    """Keep what was read in a file, unless nothing can read it yet; return it."""
    if one.read is None:
        return opened.read_in(one.content.sha256) or FileText(UNREAD)
    if one.read.state != UNREAD:
        opened.keep_read(one.content.sha256, one.read)
    return one.read


def _holders(opened: Writer, examined: Sequence[ReadFile]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _, known in opened.attached_as(one.content.sha256 for one in examined):
        found.setdefault(known.attachment.sha256, []).append(known.key)
    return found


def detach(
    library: Location, key: str, number: int | None = None, *, every: bool = False, dry_run: bool = False
) -> tuple[str, list[Attachment]]:
    """Take an attachment off a source, the only one, that of a number or every one; return the source's key and what was taken off.

    The files stay where they are. Raises NoSuchSource, NoAttachment, and SeveralAttachments where none of several is named.
    """

    def body(opened: Writer) -> tuple[str, list[Attachment]]:
        source = resolve(opened, [key])[0]
        record = opened.record(source)
        gone = [one for one in record.attachments if number in (None, one.id)]
        if not gone:
            raise NoAttachment(record.key, number or 0, len(record.attachments))
        if len(gone) > 1 and not every:
            raise SeveralAttachments(record.key, len(gone))
        left = tuple(one for one in record.attachments if one not in gone)
        opened.save([(source, record, replace(record, attachments=left))])
        texts.look_up(opened, source)
        return record.key, gone

    return perform(library, f"detach from {key}", body, dry_run=dry_run)
