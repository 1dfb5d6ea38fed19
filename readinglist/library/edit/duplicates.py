"""Pairs of sources that look like one and the same, and linking preprints to what was published of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.deduplication import similarity
from readinglist.library.imports import families
from readinglist.library.open import reading
from readinglist.util import steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.deduplication.similarity import Pair
    from readinglist.library.location import Location
    from readinglist.store import Reader

ABOVE = 0.85
_PAGE = 500  # pairs whose records are in memory at a time


def pairs(library: Location, *, above: float = ABOVE) -> list[Pair]:
    """Return the pairs that are at least so much alike (0 to 1), the likest first; those that are linked are left out."""
    with reading(library) as opened:
        linked = opened.linked_pairs()
        found = [
            pair
            for pair in similarity.pairs(opened.outlines(), above=above)
            if frozenset((pair.first, pair.second)) not in linked
        ]
        pages = (found[start : start + _PAGE] for start in range(0, len(found), _PAGE))
        judged = list(
            steps.counted("comparing", (pair for page in pages for pair in _judged(opened, page)), len(found))
        )
    return sorted((pair for pair in judged if pair.score >= above), key=lambda pair: -pair.score)


def _judged(opened: Reader, page: list[Pair]) -> Iterator[Pair]:
    """Judge a page of pairs by their whole records, which are kept no longer than that."""
    keys = {key for pair in page if pair.kind == "same" for key in (pair.first, pair.second)}
    records = {
        record.key: record for record in families.wholes(opened, opened.records(sorted(opened.find_all(sorted(keys)))))
    }
    for pair in page:
        yield similarity.judged(pair, records[pair.first], records[pair.second]) if pair.kind == "same" else pair


def link_versions(library: Location, *, above: float = ABOVE, dry_run: bool = False) -> list[Pair]:
    """Link each preprint among the pairs to what was published of it, as `version-of`; return those pairs."""
    versions = [pair for pair in pairs(library, above=above) if pair.kind == "version"]
    if versions:
        from readinglist.library.edit import sources  # noqa: PLC0415 - finding must not load what writes

        sources.link_all(library, [(pair.first, "version-of", pair.second) for pair in versions], dry_run=dry_run)
    return versions
