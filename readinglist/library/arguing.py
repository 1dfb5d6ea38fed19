"""Reading claims and evidence: listing them, and everything that follows from them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist import query
from readinglist.evidence import Filter, Stated, find
from readinglist.library._reading import reading
from readinglist.store import arguments, reader

if TYPE_CHECKING:
    import sqlite3

    from readinglist.library import Library

ALL = Filter()


def claims(library: Library, wanted: str = "", which: Filter = ALL) -> list[Stated]:
    """Return claims, those of the sources that a query finds.

    A query that is the name of a claim, or a key, stands for that. Raises QueryError, UnknownField, NoSuchClaim.
    """
    with reading(library) as connection:
        named = _named(connection, wanted)
        if named and named.claim is not None:
            record = next(reader.records(connection, [named.source]))
            return [Stated(record, find(record, named.claim))]
        ids = [named.source] if named else _found(connection, wanted)
        return [
            Stated(record, claim)
            for record in reader.records(connection, ids)
            for claim in record.claims
            if which.takes(claim)
        ]


def _named(connection: sqlite3.Connection, wanted: str) -> arguments.Named | None:
    """Return what a word names; None where it is a query."""
    is_name = bool(wanted) and not re.search(r"\s", wanted)
    if is_name and ("#" in wanted or reader.holder(connection, wanted) is not None):
        return arguments.resolve(connection, wanted)
    return None


def _found(connection: sqlite3.Connection, wanted: str) -> list[int]:
    """Return the ids of the sources with claims that a query finds."""
    claiming = {number for (number,) in connection.execute("SELECT DISTINCT source_id FROM claim")}
    if not wanted.strip():
        return sorted(claiming)
    return [number for number in reader.select(connection, query.parse(wanted)) if number in claiming]


def names(library: Library, prefix: str, limit: int) -> list[tuple[str, str]]:
    """Return name and statement of the claims whose name begins so, for completion."""
    with reading(library) as connection:
        return arguments.names(connection, prefix, limit)


def is_claim(library: Library, name: str) -> bool:
    """Whether a name is that of a claim. Raises NoSuchSource, AmbiguousKey, NoSuchClaim."""
    with reading(library) as connection:
        return arguments.resolve(connection, name).claim is not None
