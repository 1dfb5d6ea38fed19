"""Which work a file is by its title alone: the one that a search finds, where title and first author are those of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.deduplication import titles
from readinglist.network.errors import NoRecord
from readinglist.util.text import fold

if TYPE_CHECKING:
    from readinglist.library.files.clues import Clues
    from readinglist.library.online.session import Asker
    from readinglist.model.record import Record
    from readinglist.network.wire import BestMatch

_OF_CROSSREF = "doi"


class Looked(NamedTuple):
    """What a search for a title found: the nearest work, and its record where it is certainly the file's."""

    match: BestMatch | None = None
    record: Record | None = None


def ask(clues: Clues, asker: Asker) -> Looked:
    """Look a file up by its title. Raises NetworkError."""
    match = asker.best_match(f"{clues.title}. {clues.byline}")
    if match is None or not _may_be(match, clues):
        return Looked(match)
    try:
        record = asker.fetch(_OF_CROSSREF, match.doi)
    except NoRecord:
        return Looked(match)
    return Looked(match, record if clues.fits(record, _OF_CROSSREF) else None)


def _may_be(match: BestMatch, clues: Clues) -> bool:
    """Whether a work has the title of a file, and an author who is named there."""
    if not match.author or not titles.agree(match.title, clues.title):
        return False
    printed = fold(" ".join(clues.lines))
    return all(part in printed for part in fold(match.author).split())
