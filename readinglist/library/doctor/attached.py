"""What is wrong with the files of sources, and mending what has one answer."""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist.attachments import contents, reading
from readinglist.library.doctor.lying import Lying
from readinglist.library.files import shelf
from readinglist.library.open import reading as opening
from readinglist.model.attachment import SCANNED, Attachment
from readinglist.model.views import Ailment
from readinglist.util import steps
from readinglist.util.errors import UnreadableFile
from readinglist.util.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from readinglist.attachments.contents import Content
    from readinglist.library.files.follow import Changed
    from readinglist.library.files.shelf import Shelf
    from readinglist.library.location import Location
    from readinglist.model.attachment import AttachedFile, FileText
    from readinglist.model.record import Record
    from readinglist.store import Writer

GONE, ALTERED, UNREAD_YET = "gone", "altered", "unread"
KINDS = frozenset((GONE, ALTERED, UNREAD_YET))


class FileFault(NamedTuple):
    """What is wrong with a file, and what it takes to mend it: the attachment, what the file holds now, where it was found again."""

    ailment: Ailment
    before: Attachment | None = None
    content: Content | None = None
    path: str = ""


class Mending(NamedTuple):
    """What is to be done about files, made ready before anything is locked."""

    moved: tuple[FileFault, ...] = ()
    changed: tuple[Changed, ...] = ()
    read: tuple[tuple[str, FileText], ...] = ()


def examine(library: Location) -> list[FileFault]:
    """Return what is wrong with the files of a library, read from their beginnings to their ends."""
    where = shelf.of(library)
    with opening(library) as opened:
        files = opened.attached()
    lying = Lying.of(where.folder)
    if not files and not lying.files:
        return []
    found: list[FileFault] = []
    grouped = _by_file(files)
    for same in steps.counted("examining", grouped, len(grouped)):
        found += _of_file(where, same, lying)
    found += _doubles(files)
    lying.used.update(filter(None, (lying.identity(where.place(one.attachment)) for one in files)))
    found += map(FileFault, lying.strays(library, {finding.path for finding in found}))
    return found


def _by_file(files: Iterable[AttachedFile]) -> list[list[AttachedFile]]:
    """Return the attachments of each file, as several sources may have it."""
    found: dict[tuple[str, bool, str], list[AttachedFile]] = {}
    for one in files:
        found.setdefault(_same(one.attachment), []).append(one)
    return list(found.values())


def _of_file(where: Shelf, same: Sequence[AttachedFile], lying: Lying) -> Iterator[FileFault]:
    one = same[0]
    place = where.place(one.attachment)
    try:
        content = contents.of(place)
    except UnreadableFile as error:
        yield _gone(where, one, lying, error)
        return
    shown = where.shown(one.attachment)
    if content.sha256 != one.attachment.sha256:
        yield _altered(one, content, shown)
    elif one.state == SCANNED:
        yield FileFault(Ailment("scanned", _name(one), f"{shown}: {reading.PICTURES}", notice=True))
    elif not one.state and reading.why_unread(content) is None:
        message = f"{shown} was not read yet, so that no words are found in it"
        yield FileFault(Ailment(UNREAD_YET, _name(one), message, fixable=True), one.attachment, content)
    elif not one.state and content.media == contents.PDF:
        yield FileFault(Ailment(UNREAD_YET, _name(one), f"{shown}: {reading.why_unread(content)}", notice=True))


def _gone(where: Shelf, one: AttachedFile, lying: Lying, error: UnreadableFile) -> FileFault:
    shown, again = where.shown(one.attachment), lying.holding(one.attachment)
    what = f"{shown} is not there" if not os.path.lexists(where.place(one.attachment)) else str(error).rstrip(".")
    if len(again) == 1:
        ailment = Ailment(GONE, _name(one), f"{what}; the same file is there as {again[0]}", fixable=True)
        return FileFault(ailment, one.attachment, path=again[0])
    if again:
        hint = f"the same file is there as {', '.join(again[:3])}; which one is meant only you know"
    else:
        hint = f"put it back, or `readinglist detach {one.key} {one.attachment.id}`"
    return FileFault(Ailment(GONE, _name(one), f"{what}; {hint}"))


def _altered(one: AttachedFile, content: Content, shown: str) -> FileFault:
    from readinglist.library.files import follow  # noqa: PLC0415 - only where something was changed

    if follow.may_follow(one.attachment, content):
        message = f"{shown} was changed since it was attached, and its text was not read anew"
        return FileFault(Ailment(ALTERED, _name(one), message, fixable=True), one.attachment, content)
    hint = f"`readinglist detach {one.key} {one.attachment.id}`, and attach what is meant"
    return FileFault(Ailment(ALTERED, _name(one), f"something else took the place of {shown}; {hint}"))


def _doubles(files: Sequence[AttachedFile]) -> Iterator[FileFault]:
    """Yield what may be one work twice: a file of several sources, and several PDFs of one that no label tells apart."""
    holders: dict[str, list[str]] = {}
    for one in files:
        holders.setdefault(one.attachment.sha256, []).append(one.key)
    for keys in (list(dict.fromkeys(keys)) for sha256, keys in holders.items() if sha256):
        if len(keys) > 1:
            message = f"it has the same file as {', '.join(keys[1:4])}; `readinglist merge` makes one of sources that are one work"
            yield FileFault(Ailment("double", keys[0], message, notice=True))
    for key, own in itertools.groupby(files, lambda one: one.key):
        plain = [one.attachment.id for one in own if one.attachment.kind == "pdf" and not one.attachment.label]
        if len(plain) > 1:
            message = f"it has {counted(len(plain), 'PDF')} that no label tells apart; `readinglist detach {key} {plain[-1]}` takes one off"
            yield FileFault(Ailment("double", key, message, notice=True))


def _name(one: AttachedFile) -> str:
    return f"{one.key} attachment {one.attachment.id}"


def ready(library: Location, found: Iterable[FileFault]) -> Mending:
    """Read what has to be read for mending, before anything is locked."""
    from readinglist.library.files import follow  # noqa: PLC0415 - examining must not load what writes

    where = shelf.of(library)
    by_kind: dict[str, list[FileFault]] = {}
    for one in found:
        if one.ailment.fixable:
            by_kind.setdefault(one.ailment.kind, []).append(one)
    altered = [(one.before, one.content) for one in by_kind.get(ALTERED, ()) if one.before and one.content]
    return Mending(
        tuple(by_kind.get(GONE, ())),
        tuple(follow.read(library, where, altered)),
        tuple(_read(where, by_kind.get(UNREAD_YET, ()))),
    )


def _read(where: Shelf, found: Sequence[FileFault]) -> Iterator[tuple[str, FileText]]:
    with reading.TextReader() as reader:
        for one in steps.counted("reading", found, len(found)):
            if one.before and one.content:
                yield one.content.sha256, reader.read(where.place(one.before), one.content)


def mend(opened: Writer, mending: Mending) -> None:
    """Let attachments name the places where their files were found, follow those that changed, and keep what was read."""
    from readinglist.library.claims import texts  # noqa: PLC0415 - as above
    from readinglist.library.files import follow  # noqa: PLC0415 - as above

    _relink(opened, {_same(one.before): one.path for one in mending.moved if one.before})
    follow.follow(opened, mending.changed)
    read = dict(mending.read)
    for sha256, text in read.items():
        _keep(opened, sha256, text)
    for source in dict.fromkeys(source for source, _ in opened.attached_as(read)):
        texts.look_up(opened, source)


def _keep(opened: Writer, sha256: str, read: FileText) -> None:
    opened.keep_read(sha256, read)


def _relink(opened: Writer, moved: Mapping[tuple[str, bool, str], str]) -> None:
    holders = opened.attached_as({sha256 for _, _, sha256 in moved})
    sources = list(dict.fromkeys(source for source, known in holders if _same(known.attachment) in moved))
    records = list(opened.records(sources))
    opened.save((source, one, _moved(one, moved)) for source, one in zip(sources, records, strict=True))


def _moved(record: Record, moved: Mapping[tuple[str, bool, str], str]) -> Record:
    files = (
        one._replace(path=moved[_same(one)], linked=False) if _same(one) in moved else one for one in record.attachments
    )
    return replace(record, attachments=tuple(files))


def _same(attachment: Attachment) -> tuple[str, bool, str]:
    return attachment.path, attachment.linked, attachment.sha256
