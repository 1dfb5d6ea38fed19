"""Looking things up: lists, searches, single sources, tags, keys, the queue and the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.library.open import reading
from readinglist.model import query
from readinglist.store.sqlite import fulltext_index, read, undo
from readinglist.store.sqlite import query as where

SORTS = tuple(where.SORTS)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.library import Library
    from readinglist.model.record import Hit, Logged, Record, Summary


def summaries(
    library: Library, wanted: str = "", *, sort: str = "", reverse: bool = False, limit: int | None = None
) -> list[Summary]:
    """Return what a list shows of the sources that a query finds. Raises QueryError and UnknownField."""
    node = query.parse(wanted)
    with reading(library) as connection:
        return read.summaries(connection, node, sort=sort, reverse=reverse, limit=limit)


def records(
    library: Library, wanted: str = "", *, sort: str = "", reverse: bool = False, limit: int | None = None
) -> list[Record]:
    """Return whole records of the sources that a query finds. Raises QueryError and UnknownField."""
    node = query.parse(wanted)
    with reading(library) as connection:
        ids = read.select(connection, node, sort=sort, reverse=reverse, limit=limit)
        return list(read.records(connection, ids))


def find(library: Library, wanted: str, limit: int) -> list[Hit]:
    """Return the sources that hold all words and "phrases" of a text, best first, each with a snippet."""
    with reading(library) as connection:
        return fulltext_index.search(connection, wanted, limit)


def found(library: Library, hits: Sequence[Hit]) -> list[Record]:
    """Return the whole records behind the hits of a search, in their order."""
    with reading(library) as connection:
        return list(read.records(connection, [hit.id for hit in hits]))


def show(library: Library, keys: Sequence[str]) -> list[Record]:
    """Return the sources behind keys, aliases or beginnings of keys. Raises NoSuchSource and AmbiguousKey."""
    with reading(library) as connection:
        return list(read.records(connection, [read.resolve(connection, key) for key in keys]))


def tags(library: Library) -> list[tuple[str, int]]:
    """Return every tag with the number of sources that carry it."""
    with reading(library) as connection:
        return read.tags(connection)


def keys(library: Library, prefix: str = "", limit: int | None = None) -> list[tuple[str, str]]:
    """Return key and title of the sources whose key begins so."""
    with reading(library) as connection:
        return read.keys(connection, prefix, limit)


def count(library: Library) -> int:
    """Return the number of sources."""
    with reading(library) as connection:
        return read.count(connection)


def queue(library: Library) -> list[Summary]:
    """Return what is being read and what is queued, in the order in which to read it."""
    with reading(library) as connection:
        return read.queue(connection)


def log(library: Library, limit: int | None = None) -> list[Logged]:
    """Return the operations, newest first."""
    with reading(library) as connection:
        return undo.log(connection, limit)
