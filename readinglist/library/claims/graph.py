"""The graph of a library, or of the part of it that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.claims import graph as graphs
from readinglist.claims.claims import find
from readinglist.library.open import reading
from readinglist.model import query
from readinglist.model.key_folding import folded_key

if TYPE_CHECKING:
    from readinglist.claims.dependencies import Web
    from readinglist.claims.graph import Graph
    from readinglist.library.location import Location
    from readinglist.store import Reader

NEAR = 1
WHOLE = "*"  # what is asked for where all are, however many
NOTHING = graphs.Graph((), ())


def graph(library: Location, wanted: str = "", *, depth: int | None = None, with_claims: bool = True) -> Graph:
    """Return the graph of the sources that a query finds.

    Of a source or claim that is named, what is near it.

    Near is what is `depth` steps away, 1 unless said. Without a query, all sources that are linked, state a claim or are evidence for one.
    Raises QueryError, UnknownField, NoSuchClaim, and InvalidValue for a depth without a name.
    """
    with reading(library) as opened:
        web = opened.web()
        named = opened.named(wanted.strip())
        root, only = "", None
        if named is None:
            asked = query.parse(wanted)
            numbers = opened.select(asked) if asked else _of(opened, _joined(web))
        else:
            record = opened.record(named.source)
            root, only = record.key, None if named.claim is None else find(record, named.claim)
            bearing = [root, *(piece.key for piece in only.evidence)] if only else []
            keys = bearing if only and depth is None else graphs.around(web, root, depth or NEAR)
            numbers = _of(opened, keys)
        sources = {record.key: record for record in opened.records(numbers)}
    return graphs.build(web, sources, root=root, only=only, with_claims=with_claims)


def shown(library: Location, wanted: str, *, steps: int, most: int) -> Graph:
    """Return the graph of what is asked for, of a source or claim what is so many steps near; of all if that is asked for, or is not more than so many nodes, else what is near the busiest source.

    Raises what `graph` raises.
    """
    if wanted and wanted != WHOLE:
        return graph(library, wanted, depth=steps if is_named(library, wanted) else None)
    whole = graph(library)
    return whole if wanted or len(whole.nodes) <= most else graph(library, graphs.busiest(whole), depth=steps)


def is_named(library: Location, wanted: str) -> bool:
    """Whether what is asked for is one source or claim by its name, and so has what is near it."""
    with reading(library) as opened:
        return opened.named(wanted.strip()) is not None


def _of(opened: Reader, keys: list[str]) -> list[int]:
    """Return the ids of the sources behind keys, each once."""
    held = opened.keys_in_use([folded_key(key) for key in keys])
    return list(dict.fromkeys(held[folded_key(key)] for key in keys))


def _joined(web: Web) -> list[str]:
    """Return the keys of the sources that anything joins to another."""
    ends = {key for start, _, end in web.links for key in (start, end)}
    ends |= set(web.claims) | {piece.key for _, claim in web.stated() for piece in claim.evidence}
    return [key for key in web.sources if key in ends]
