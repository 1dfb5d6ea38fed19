"""Sources that were retracted or corrected.

With what is linked to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from readinglist.model import relations
from readinglist.render.terminal import style
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.record import Record


class Notice(Protocol):
    """A source with its marks, and whether these are new."""

    @property
    def record(self) -> Record:
        """The source."""

    @property
    def new(self) -> bool:
        """Whether this command marked it."""


def lines(notice: Notice) -> Iterator[str]:
    """Yield the marks of a source and what is linked to it.

    Links in both directions, and the claims that it is evidence for.
    """
    record = notice.record
    title = f"  {text.printable(record.title)}" if record.title else ""
    yield f"{style.key(text.printable(record.key))}{title}"
    for mark in record.marks:
        yield f"  {style.bold(mark.name)}: {text.printable(mark.detail)}"
    for link in record.links:
        phrase = link.relation if link.direction == "out" else relations.inverse(link.relation)
        yield f"  {phrase} {style.key(text.printable(link.key))}  {text.printable(link.title)}".rstrip()
    for bearing in record.bears:
        claim = style.key(text.printable(bearing.claim))
        yield f"  {bearing.evidence.stance} the claim {claim}: {text.printable(bearing.statement)}"
