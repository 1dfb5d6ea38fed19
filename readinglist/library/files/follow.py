"""Following files that were changed where they lie, as a reader that writes marks into a PDF changes it."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist.attachments import contents, reading
from readinglist.library.claims import texts
from readinglist.library.files import attach, shelf
from readinglist.library.files.attach import NewFile, ReadFile
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from readinglist.attachments.contents import Content
    from readinglist.library.files.shelf import Shelf
    from readinglist.library.location import Location
    from readinglist.model.attachment import Attachment, FileText
    from readinglist.model.record import Note, Record
    from readinglist.store import Writer

    _File = tuple[str, bool, str]

# What a file must be, by its content, to be followed from one content to another outside the library's folder: a library may be
# somebody else's, and name a file of yours there.
DOCUMENTS = (contents.PDF, contents.HTML, contents.EPUB, contents.DOCX, contents.ODT)


class Changed(NamedTuple):
    """A file that holds something else than when it was attached: the attachment as it was, what it holds now, the text in it.

    `read` is None where the library knows the text of that content already.
    """

    before: Attachment
    file: ReadFile

    @property
    def content(self) -> Content:
        """What the file holds now."""
        return self.file.content

    @property
    def read(self) -> FileText | None:
        """What was read in it now."""
        return self.file.read


def now_holds(where: Shelf, attachment: Attachment) -> Content | None:
    """Return what the file of an attachment holds, where that is another thing than is kept of it; None also where it cannot be read."""
    try:
        content = contents.of(where.place(attachment))
    except UnreadableFile:
        return None
    return None if content.sha256 == attachment.sha256 else content


def may_follow(attachment: Attachment, content: Content) -> bool:
    """Whether a file may be followed to another content: it is the same kind of document, or lies in the library's folder."""
    suffix = os.path.splitext(attachment.path)[1].lower()  # noqa: PTH122 - a path of any system
    is_pdf = attachment.kind == "pdf" or suffix == ".pdf"
    if is_pdf != (content.media == contents.PDF):
        return False
    return not attachment.linked or content.media in DOCUMENTS


def changed(library: Location, attachments: Iterable[Attachment]) -> list[Changed]:
    """Return those attachments whose files were changed and may be followed, each file once, with its text, before anything is locked.

    A file that is gone, or was replaced by something of another kind, is left out.
    """
    where = shelf.of(library)
    found: dict[_File, tuple[Attachment, Content]] = {}
    for one in attachments:
        content = None if _same(one) in found else now_holds(where, one)
        if content and may_follow(one, content):
            found[_same(one)] = one, content
    return list(read(library, where, found.values()))


def read(library: Location, where: Shelf, found: Iterable[tuple[Attachment, Content]]) -> Iterator[Changed]:
    """Yield files that hold something else now with the text in it, unless the library knows that."""
    listed = list(found)
    known = attach.already_read(library, [content for _, content in listed])
    with reading.TextReader() as reader:
        for before, content in listed:
            place = where.place(before)
            text = None if content.sha256 in known else reader.read(place, content)
            yield Changed(before, ReadFile(NewFile(place), content, text))


def follow(opened: Writer, changes: Iterable[Changed]) -> list[str]:
    """Let attachments, of every source that has the file, hold what their files hold now, within an operation; return the keys.

    The text is kept, highlights that came from the file belong to it as it is now, and quotes of the sources are looked up anew.
    """
    found = {_same(change.before): change for change in changes}
    for change in found.values():
        attach.keep_read(opened, change.file)
    holders = opened.attached_as({change.before.sha256 for change in found.values()})
    sources = list(dict.fromkeys(source for source, known in holders if _same(known.attachment) in found))
    opened.save(
        (source, record, _followed(record, found))
        for source, record in zip(sources, list(opened.records(sources)), strict=True)
    )
    for source in sources:
        texts.look_up(opened, source)
    return [*opened.keys_of(sources).values()]


def _followed(record: Record, found: Mapping[_File, Changed]) -> Record:
    """Return a source with its files as they are now, and with highlights that belong to them."""
    now = {one.sha256: found[_same(one)].content.sha256 for one in record.attachments if _same(one) in found}
    files = (_now(one, found[_same(one)].content) if _same(one) in found else one for one in record.attachments)
    notes = (_of_now(note, now) for note in record.notes)
    return replace(record, attachments=tuple(files), notes=tuple(notes))


def _now(attachment: Attachment, content: Content) -> Attachment:
    return attachment._replace(sha256=content.sha256, size=content.size)


def _of_now(note: Note, now: Mapping[str, str]) -> Note:
    mark = note.highlight
    return replace(note, highlight=mark._replace(file=now[mark.file])) if mark and mark.file in now else note


def _same(attachment: Attachment) -> _File:
    """Return what tells one file, as it was at one time, from others."""
    return attachment.path, attachment.linked, attachment.sha256
