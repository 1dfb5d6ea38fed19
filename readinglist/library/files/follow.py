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
    from collections.abc import Iterable, Iterator

    from readinglist.attachments.contents import Content
    from readinglist.library.files.shelf import Shelf
    from readinglist.library.location import Location
    from readinglist.model.attachment import Attachment, FileText
    from readinglist.model.record import Note, Record
    from readinglist.store import Writer

# What a file must be, by its content, to be followed from one content to another outside the library's folder: a library may be
# somebody else's, and name a file of yours there.
_DOCUMENTS = (contents.PDF, contents.HTML, contents.EPUB, contents.DOCX)


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
    return not attachment.linked or content.media in _DOCUMENTS


def changed(library: Location, attachments: Iterable[Attachment]) -> list[Changed]:
    """Return those attachments whose files were changed and may be followed, each file once, with its text, before anything is locked.

    A file that is gone, or was replaced by something of another kind, is left out.
    """
    where = shelf.of(library)
    found: dict[tuple[str, bool, str], tuple[Attachment, Content]] = {}
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
    sources: dict[int, None] = {}
    for change in changes:
        attach.keep_read(opened, change.file)
        for source, known in opened.attached_as([change.before.sha256]):
            if _same(known.attachment) == _same(change.before):
                record = opened.record(source)
                opened.save([(source, record, _followed(record, change))])
                sources[source] = None
    for source in sources:
        texts.look_up(opened, source)
    return [opened.key_of(source) for source in sources]


def _followed(record: Record, change: Changed) -> Record:
    content = change.content
    files = tuple(
        one._replace(sha256=content.sha256, size=content.size) if _same(one) == _same(change.before) else one
        for one in record.attachments
    )
    return replace(record, attachments=files, notes=tuple(_of_now(note, change) for note in record.notes))


def _of_now(note: Note, change: Changed) -> Note:
    mark = note.highlight
    if mark is None or mark.file != change.before.sha256:
        return note
    return replace(note, highlight=mark._replace(file=change.content.sha256))


def _same(attachment: Attachment) -> tuple[str, bool, str]:
    """Return what tells one file, as it was at one time, from others."""
    return attachment.path, attachment.linked, attachment.sha256
