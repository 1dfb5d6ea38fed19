"""The graph of a library, or of the part of it that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.claims import graph as graphs
from readinglist.claims.claims import find
from readinglist.library.open import reading
from readinglist.model import query
from readinglist.store.sqlite import find_claims, read

if TYPE_CHECKING:
    import sqlite3

    from readinglist.claims.dependencies import Web
    from readinglist.claims.graph import Graph
    from readinglist.library import Library

NEAR = 1


def graph(library: Library, wanted: str = "", *, depth: int | None = None, with_claims: bool = True) -> Graph:
    """Return the graph of the sources that a query finds; of a source or claim that is named, what is near it.

    Near is what is `depth` steps away, 1 unless said. Without a query, all sources that are linked, state a claim or bear on one.
    Raises QueryError, UnknownField, NoSuchClaim, and InvalidValue for a depth without a name.
    """
    with reading(library) as connection:
        web = find_claims.web(connection)
        named = find_claims.named(connection, wanted.strip())
        root, only = "", None
        if named is None:
            asked = query.parse(wanted)
            numbers = read.select(connection, asked) if asked else _of(connection, _joined(web))
        else:
            (record,) = read.records(connection, [named.source])
            root, only = record.key, None if named.claim is None else find(record, named.claim)
            bearing = [root, *(piece.key for piece in only.evidence)] if only else []
            keys = bearing if only and depth is None else graphs.around(web, root, depth or NEAR)
            numbers = _of(connection, keys)
        sources = {record.key: record for record in read.records(connection, numbers)}
    return graphs.build(web, sources, root=root, only=only, with_claims=with_claims)


def is_named(library: Library, wanted: str) -> bool:
    """Whether what is asked for is one source or claim by its name, and so has what is near it."""
    with reading(library) as connection:
        return find_claims.named(connection, wanted.strip()) is not None


def _of(connection: sqlite3.Connection, keys: list[str]) -> list[int]:
    """Return the ids of the sources behind keys, each once."""
    held = read.taken(connection, [key.casefold() for key in keys])
    return list(dict.fromkeys(held[key.casefold()] for key in keys))


def _joined(web: Web) -> list[str]:
    """Return the keys of the sources that anything joins to another."""
    ends = {key for start, _, end in web.links for key in (start, end)}
    ends |= set(web.claims) | {piece.key for _, claim in web.stated() for piece in claim.evidence}
    return [key for key in web.sources if key in ends]
