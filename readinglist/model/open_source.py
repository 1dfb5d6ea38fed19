"""A source that is being read: its files, the text of one of them, and what is quoted from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from readinglist.model.attachment import Attachment, Section
    from readinglist.model.record import Bearing, Claim, Note, Record

OWN = 0  # the number of a text that was given by itself


class ReadableFile(NamedTuple):
    """A file of a source, what it is by its first bytes (empty where it is not there), whether its text is kept, and a sentence where not."""

    attachment: Attachment
    media: str = ""
    has_text: bool = False
    message: str = ""

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.attachment.label or self.attachment.name or self.attachment.path.rpartition("/")[2]


class SourceQuote(NamedTuple):
    """A quote of a source and what has it: a note, a claim of its own, or evidence for a claim of another's.

    `label` is that of its page as far as it is known, `place` that of the page in the text that is shown, counted from 0, or -1. `file` is the SHA-256
    of the file that has it, where that is known.
    """

    name: str
    words: str
    locator: str
    label: str = ""
    file: str = ""
    place: int = -1
    note: Note | None = None
    claim: Claim | None = None
    bearing: Bearing | None = None


class OpenSource(NamedTuple):
    """A source that is read: its files, and which of them is shown: OWN for its text, None where nothing can be.

    `labels` are those of the pages of what is shown, none where it has none, and `parts` their texts. `quotes` are in the order of the pages, then of the library. `claims` are names and statements to which it may be evidence. `sections` are those of
    the file that is shown.
    """

    record: Record
    files: tuple[ReadableFile, ...]
    has_own_text: bool
    shown: int | None
    labels: tuple[str, ...]
    parts: tuple[str, ...]
    quotes: tuple[SourceQuote, ...]
    claims: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...] = ()

    @property
    def file(self) -> ReadableFile | None:
        """The file that is shown; None where it is a text by itself, or nothing."""
        return next((one for one in self.files if one.attachment.id == self.shown), None)
