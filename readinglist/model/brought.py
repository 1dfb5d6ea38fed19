"""What came of bringing what is marked in a file and the notes on it together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from readinglist.model.record import Note, Record


class KeptHere(NamedTuple):
    """A note of which a part was changed here and in the file; what the file has now is in its highlight."""

    note: Note
    part: str


class Brought(NamedTuple):
    """A source with the notes on the marks of one of its files; of them what is new, changed, kept as it is here, and gone from the file.

    `unchanged` are marks whose notes are as they were, `removed` those whose notes the reader took away.
    """

    record: Record
    added: tuple[Note, ...] = ()
    changed: tuple[Note, ...] = ()
    kept: tuple[KeptHere, ...] = ()
    gone: tuple[Note, ...] = ()
    unchanged: int = 0
    removed: int = 0
