"""Looking things up.

Lists, searches, single sources, tags, keys, the queue and the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import errors, store
from readinglist.library.open import reading
from readinglist.model import query

SORTS = store.sorts()

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.model.views import Hit, Logged, Summary


def summaries(
    library: Location,
    wanted: str = "",
    *,
    sort: str = "",
    reverse: bool = False,
    limit: int | None = None,
    only: Collection[str] | None = None,
) -> Iterator[Summary]:
    """Yield what a list shows of the sources that a query finds, as it is read; the library is open until the last.

    With `only` some parts, the others are left empty, which is faster. Raises QueryError and UnknownField, before the first.
    """
    node = query.parse(wanted)
    with reading(library) as opened:
        yield from opened.summaries(node, sort=sort, reverse=reverse, limit=limit, only=only)


def records(
    library: Location, wanted: str = "", *, sort: str = "", reverse: bool = False, limit: int | None = None
) -> list[Record]:
    """Return whole records of the sources that a query finds.

    Raises QueryError and UnknownField.
    """
    return list(stream(library, wanted, sort=sort, reverse=reverse, limit=limit))


def stream(
    library: Location, wanted: str = "", *, sort: str = "", reverse: bool = False, limit: int | None = None
) -> Iterator[Record]:
    """Yield whole records as `records` returns them, a page at a time; the library is open until the last.

    Raises QueryError and UnknownField, before the first.
    """
    node = query.parse(wanted)
    with reading(library) as opened:
        yield from opened.records(opened.select(node, sort=sort, reverse=reverse, limit=limit))


def find(library: Location, wanted: str, limit: int) -> list[Hit]:
    """Return the sources that hold all words and "phrases" of a text, best first, each with a snippet.

    Raises UsageError for more words than a query may have.
    """
    check_words(wanted)
    with reading(library) as opened:
        return opened.search(wanted, limit)


def check_words(wanted: str) -> None:
    """Raise UsageError for more words than a query may have."""
    if (count := len(wanted.split())) > query.MOST_TERMS:
        raise errors.UsageError(f"a search has at most {query.MOST_TERMS:,} words, and this one has {count:,}.")


def found(library: Location, hits: Sequence[Hit]) -> Iterator[Record]:
    """Yield the whole records behind the hits of a search, in their order."""
    with reading(library) as opened:
        yield from opened.records([hit.id for hit in hits])


def show(library: Location, keys: Sequence[str]) -> list[Record]:
    """Return the sources behind keys, aliases or beginnings of keys.

    Raises NoSuchSource and AmbiguousKey.
    """
    with reading(library) as opened:
        return list(opened.records(opened.find_all(keys)))


def tags(library: Location, beginning: str = "") -> list[tuple[str, int]]:
    """Return every tag that begins so with the number of sources that carry it."""
    with reading(library) as opened:
        return opened.tags(beginning)


def keys(library: Location, prefix: str = "", limit: int | None = None) -> list[tuple[str, str]]:
    """Return key and title of the sources whose key begins so."""
    with reading(library) as opened:
        return opened.keys(prefix, limit)


def has(library: Location, key: str) -> bool:
    """Whether a source has a key, or had it before."""
    with reading(library) as opened:
        return opened.holder(key) is not None


def count(library: Location, wanted: str = "", *, limit: int | None = None) -> int:
    """Return the number of sources, or of those that a query finds. Raises QueryError."""
    with reading(library) as opened:
        found = opened.count(query.parse(wanted))
    return found if limit is None else min(found, limit)


def queue(library: Location) -> list[Summary]:
    """Return what is being read and what is queued, in the order in which to read it."""
    with reading(library) as opened:
        return opened.queue()


def log(library: Location, limit: int | None = None) -> list[Logged]:
    """Return the operations, newest first."""
    with reading(library) as opened:
        return opened.log(limit)


def history(library: Location, key: str, limit: int | None = None) -> list[Logged]:
    """Return the operations that changed a source, its notes, links, claims and files, newest first.

    Raises NoSuchSource and AmbiguousKey.
    """
    with reading(library) as opened:
        return opened.log_of(opened.find(key), limit)
