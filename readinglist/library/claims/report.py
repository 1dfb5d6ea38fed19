"""Reading claims and evidence.

Listing them, and everything that follows from them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from readinglist.claims import errors
from readinglist.claims import trace as tracing
from readinglist.claims.claims import Filter, Stated, find
from readinglist.claims.dependencies import Standing
from readinglist.claims.gaps import find as find_gaps
from readinglist.claims.matrix import build as build_matrix
from readinglist.claims.trace import CitedAt
from readinglist.library.open import reading
from readinglist.model import locators, query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from readinglist.claims.dependencies import Web
    from readinglist.claims.gaps import Gap, PlacedQuote
    from readinglist.claims.matrix import Matrix
    from readinglist.claims.trace import Impact, TraceStep
    from readinglist.library.location import Location
    from readinglist.model.record import Claim, Record
    from readinglist.store import Reader

ALL = Filter()


def claims(library: Location, wanted: str = "", which: Filter = ALL) -> list[Stated]:
    """Return claims, those of the sources that a query finds.

    A query that is the name of a claim, or a key, stands for that. Raises QueryError, UnknownField, NoSuchClaim.
    """
    with reading(library) as opened:
        named = opened.named(wanted)
        if named and named.claim is not None:
            record = opened.record(named.source)
            return [Stated(record, find(record, named.claim))]
        ids = [named.source] if named else _found(opened, wanted)
        return [
            Stated(record, claim) for record in opened.records(ids) for claim in record.claims if which.takes(claim)
        ]


def matrix(library: Location, wanted: str = "") -> Matrix:
    """Return claims, named as in `claims`, against the sources that are evidence for them."""
    with reading(library) as opened:
        titles = {key: source.title for key, source in opened.web().sources.items()}
    return build_matrix(claims(library, wanted), titles)


def _found(opened: Reader, wanted: str) -> list[int]:
    """Return the ids of the sources with claims that a query finds."""
    claiming = opened.sources_with_claims()
    if not wanted.strip():
        return sorted(claiming)
    return [number for number in opened.select(query.parse(wanted)) if number in claiming]


def names(library: Location, prefix: str, limit: int) -> list[tuple[str, str]]:
    """Return name and statement of the claims whose name begins so, for completion."""
    with reading(library) as opened:
        return opened.claim_names(prefix, limit)


def is_claim(library: Location, name: str) -> bool:
    """Whether a name is that of a claim.

    Raises NoSuchSource, AmbiguousKey, NoSuchClaim.
    """
    with reading(library) as opened:
        return opened.find_named(name).claim is not None


def web(library: Location) -> Web:
    """Return the web of sources, links, claims and evidence.

    What `gaps`, `trace` and `impact` look at.
    """
    with reading(library) as opened:
        return opened.web()


def gaps(library: Location, wanted: str = "", *, strict: bool = False) -> list[Gap]:
    """Return what is missing of the claims of a source, of one claim, of the sources that a query finds, or of all.

    Of a source, what was read and is linked to it, or queued because of it, counts as unused where it is evidence for none of its
    claims; so does the source itself where it is evidence for nothing. Raises NoSuchSource, NoSuchClaim, QueryError, UnknownField;
    if `strict`, NoSourceFits where a query finds nothing.
    """
    with reading(library) as opened:
        whole = opened.web()
        scope = _scope(opened, wanted, whole, strict=strict)
        bearing = {piece.key for _, claim in scope.claims for piece in claim.evidence}
        bearing |= set() if scope.narrow else set(whole.claims)
        return find_gaps(whole, scope.claims, scope.read, bearing, partial(_is_elsewhere, opened))


def _is_elsewhere(opened: Reader, quoted: PlacedQuote) -> bool:
    """Whether a quote that was found is elsewhere; one that goes on to a page that its locator names is not."""
    if not locators.is_elsewhere(quoted.spot, quoted.locator):
        return False
    from readinglist.library.claims import quotes  # noqa: PLC0415 - texts are compared again for few quotes

    return quotes.compared(opened, quoted.source, quoted.words, quoted.locator).elsewhere


class _Scope(NamedTuple):
    """What is asked about.

    Claims with the keys of their sources, sources that were read, whether only one source's.
    """

    claims: list[tuple[str, Claim]]
    read: list[str]
    narrow: bool


def _scope(opened: Reader, wanted: str, whole: Web, *, strict: bool) -> _Scope:
    read = [key for key, source in whole.sources.items() if source.status == "read"]
    if not wanted.strip():
        return _Scope(list(whole.stated()), read, narrow=False)
    named = opened.named(wanted)
    if named is None:
        node = query.parse(wanted)
        keys = set(opened.keys_of(opened.select(node)).values())
        if strict and not keys:
            raise errors.NoSourceFits(wanted)
        claims_ = [(owner, claim) for owner, claim in whole.stated() if owner in keys]
        return _Scope(claims_, [key for key in read if key in keys and not _bears(whole, key)], narrow=False)
    key = opened.key_of(named.source)
    own = whole.claims.get(key, ())
    if named.claim is not None:
        return _Scope([(key, claim) for claim in own if claim.id == named.claim], [], narrow=True)
    near = {end for source, _, target in whole.links if key in (source, target) for end in (source, target)} - {key}
    near |= {source.key for source in whole.sources.values() if source.via == key}
    if not own and not _bears(whole, key):
        near.add(key)
    return _Scope([(key, claim) for claim in own], [other for other in read if other in near], narrow=True)


def _bears(whole: Web, key: str) -> bool:
    return next(whole.borne(key), None) is not None


def trace(library: Location, name: str, depth: int | None = None) -> TraceStep:
    """Return the way back from a source or a claim.

    Raises NoSuchSource, NoSuchClaim, AmbiguousKey.
    """
    with reading(library) as opened:
        whole = opened.web()
        found = opened.find_named(name)
        source = opened.record(found.source)
    claim = None if found.claim is None else find(source, found.claim)
    return tracing.trace(_with(whole, source), source.key, claim, depth)


def impact(library: Location, key: str, documents: Sequence[Path] = ()) -> Impact:
    """Return what falls if a source is wrong or withdrawn, and where documents cite it or what rests on it.

    Raises NoSuchSource, AmbiguousKey, UnreadableFile, UnknownFormat.
    """
    with reading(library) as opened:
        whole = opened.web()
        source = opened.record(opened.find_named(key).source)
        found = tracing.impact(_with(whole, source), source.key)
        return found._replace(manuscripts=tuple(_cited(opened, found, documents))) if documents else found


def _cited(opened: Reader, found: Impact, documents: Sequence[Path]) -> Iterator[CitedAt]:
    from readinglist.library.output import check  # noqa: PLC0415 - only a document needs what reads it

    fallen = {found.source, *(shaken.key for shaken in found.sources)}
    for document in documents:
        manuscript = check.read([document])
        known = check.cited_sources(opened, manuscript).sources
        for at in manuscript.citations:
            # `*` cites every source, and is named for the one in question.
            source = found.source if at.key == "*" else known[at.key].key if at.key in known else ""
            if source in fallen:
                yield CitedAt(str(at.path), at.line, at.column, at.key, source)


def _with(whole: Web, source: Record) -> Web:
    """Return the web with a source that may take no part in it."""
    standing = Standing(source.key, source.title, source.status, source.via)
    return whole._replace(sources={source.key: standing} | dict(whole.sources))
