"""Which files there are, and one of them by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.attachments.errors import NoAttachment
from readinglist.library import selection
from readinglist.library.files import shelf
from readinglist.library.open import reading
from readinglist.library.selection import Wish
from readinglist.util import files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.library.location import Location
    from readinglist.model.attachment import AttachedFile, Attachment
    from readinglist.model.record import Record


EVERYTHING = Wish()


class Listed(NamedTuple):
    """A file of a source, where it is, and whether it is there."""

    file: AttachedFile
    place: str
    is_there: bool


def attachments(library: Location, wanted: Wish = EVERYTHING) -> list[Listed]:
    """Return the attachments of the sources that keys or a query name, in the order of adding. Raises QueryError and UnknownField."""
    where = shelf.of(library)
    with reading(library) as opened:
        found = opened.attached(selection.chosen(opened, wanted)[0] if wanted.query.strip() else None)
    return [Listed(one, where.shown(one.attachment), files.is_file(where.place(one.attachment))) for one in found]


def of(library: Location, record: Record) -> list[Listed]:
    """Return the attachments of a source."""
    where = shelf.of(library)
    with reading(library) as opened:
        found = opened.attached([opened.find(record.key)])
    return [Listed(one, where.shown(one.attachment), files.is_file(where.place(one.attachment))) for one in found]


def chosen(key: str, attachments: Sequence[Attachment], number: int | None = None) -> Attachment:
    """Return one of a source's attachments: that of a number, or the first PDF, or the first. Raises NoAttachment."""
    fits = [one for one in attachments if number in (None, one.id)]
    if not fits:
        raise NoAttachment(key, number or 0, len(attachments))
    return min(fits, key=lambda one: (one.kind != "pdf", one.id))
