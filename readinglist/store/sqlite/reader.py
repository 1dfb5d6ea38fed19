"""Everything that a library can be asked, of one SQLite file."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from readinglist.store.sqlite import database, migrate
from readinglist.store.sqlite.find_claims import ClaimReader
from readinglist.store.sqlite.read import SourceReader
from readinglist.store.sqlite.read_attached import AttachmentReader
from readinglist.store.sqlite.read_files import FileReader
from readinglist.store.sqlite.read_lists import ListReader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from readinglist.model.attachment import PageHit
    from readinglist.model.beside import Beside, Leftovers
    from readinglist.model.query import Node
    from readinglist.model.views import Ailment, Hit, Logged


class SqliteReader(ListReader, SourceReader, ClaimReader, FileReader, AttachmentReader):
    """A library that is open for reading (`store.Reader`)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def search(self, words: str, limit: int) -> list[Hit]:
        """Return the sources that hold every word and every "phrase", best first, with a snippet."""
        from readinglist.store.sqlite import search  # noqa: PLC0415 - every command loads this module

        return search.search(self.connection, words, limit)

    def count_within(self, node: Node | None, seconds: float) -> int | None:
        """Return the number of sources that a query finds; None where it takes longer to count them."""
        from readinglist.store.sqlite import counting  # noqa: PLC0415 - as above

        return counting.count_within(self.connection, node, seconds)

    def facets(self, node: Node | None, seconds: float) -> dict[str, list[tuple[str, int]] | None]:
        """Return how many of the sources that a query finds have each value of some properties.

        They are `status`, `type` (in small letters), `year`, `tag`, `mark`, `stance` as evidence, having a `file`, and `all`; None for
        one that takes longer to count than some seconds. A tag counts where a source has one below it. What has no value has an empty one.
        """
        from readinglist.store.sqlite import counting  # noqa: PLC0415 - as above

        return counting.facets(self.connection, node, seconds)

    def months_of_status(self, status: str, ids: Sequence[int]) -> dict[str, int]:
        """Return how many of these sources came to a status in each month (`2026-11`), the last time each, as the log knows it."""
        from readinglist.store.sqlite import undo  # noqa: PLC0415 - as above

        return undo.months_of_status(self.connection, status, ids)

    def beside(self, ids: Sequence[int]) -> Iterator[Beside]:
        """Yield what is kept of sources beside their records, in the order of the ids."""
        from readinglist.store.sqlite import read_beside  # noqa: PLC0415 - as above

        return read_beside.beside(self.connection, ids)

    def sources_of_uids(self, uids: Iterable[str]) -> dict[str, int]:
        """Return the sources that have these names, which nothing else has on any machine."""
        from readinglist.store.sqlite import read_beside  # noqa: PLC0415 - as above

        return read_beside.sources_of_uids(self.connection, uids)

    def leftovers(self) -> Leftovers:
        """Return what is kept that belongs to no single source."""
        from readinglist.store.sqlite import read_beside  # noqa: PLC0415 - as above

        return read_beside.leftovers(self.connection, self.read_in)

    def search_pages(self, words: str, limit: int) -> list[PageHit]:
        """Return the pages of texts that hold every word and every "phrase", best first, those of one source side by side, without snippets."""
        from readinglist.store.sqlite import search_pages  # noqa: PLC0415 - as above

        return search_pages.search_pages(self.connection, words, limit)

    def with_snippets(self, words: str, hits: Sequence[PageHit]) -> list[PageHit]:
        """Return pages that were found by words, each with the passage that matches."""
        from readinglist.store.sqlite import search_pages  # noqa: PLC0415 - as above

        return search_pages.with_snippets(self.connection, words, hits)

    def log(self, limit: int | None = None) -> list[Logged]:
        """Return the operations, newest first."""
        from readinglist.store.sqlite import undo  # noqa: PLC0415 - as above

        return undo.log(self.connection, limit)

    def log_of(self, number: int, limit: int | None = None) -> list[Logged]:
        """Return the operations that stand and changed a source, or what hangs on it, newest first."""
        from readinglist.store.sqlite import history  # noqa: PLC0415 - as above

        return history.log_of(self.connection, number, limit)

    def ailments(self) -> Iterator[Ailment]:
        """Yield what is wrong with the file itself.

        Its pages, its references, its index.
        """
        from readinglist.store.sqlite import health  # noqa: PLC0415 - as above

        return health.ailments(self.connection)

    def copy_to(self, target: Path) -> None:
        """Copy the library, as it is at one moment, into another file. Raises UnwritableFile."""
        from readinglist.store.sqlite import health  # noqa: PLC0415 - as above

        health.copy(self.connection, target)

    @property
    def schema(self) -> int:
        """The version of the file's schema."""
        return migrate.version(self.connection)


@contextlib.contextmanager
def reading(path: Path | None) -> Iterator[SqliteReader]:
    """Open a library for reading (`store.reading`)."""
    with database.reading(path) as connection:
        yield SqliteReader(connection)
