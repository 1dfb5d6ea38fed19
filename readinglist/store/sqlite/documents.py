"""Keeping a change of a library and of documents together: all of both or nothing."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from readinglist.store.sqlite import database, settling
from readinglist.util import rewriting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from readinglist.util.rewriting import Intent


class Documents:
    """The documents that are rewritten with one change of a library."""

    def __init__(self, library: Path) -> None:
        self.library = library
        self.intent: Intent | None = None

    def keep(self, intent: Intent | None, commit: Callable[[], object]) -> None:
        """Rewrite documents, if there are any, and let the library keep its change.

        Raises FileChanged where one does not hold what it held before, UnreadableFile and UnwritableFile.
        """
        if intent:
            rewriting.check(intent)
            self.intent = intent  # from here on there is something to settle
            rewriting.rewrite(settling.place(self.library), intent)
        commit()


@contextlib.contextmanager
def with_library(library: Path) -> Iterator[Documents]:
    """Give the documents of one change, and settle them at the end, when its transaction is over however it went."""
    documents = Documents(library)
    try:
        yield documents
    finally:
        if documents.intent:
            with database.translated(library):
                settling.settle(library, database.BUSY_SECONDS, documents.intent)
