"""What the pages of claims show: articles that state some, a text with its claims, a claim in full, a matrix that is narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.claims import matrix as matrices
from readinglist.claims.claims import Stated, find
from readinglist.claims.marked import Article, ClaimInFull, MarkedArticle, SourceInFull, paged, shortened
from readinglist.fulltext import quotes
from readinglist.fulltext.pages import BREAK
from readinglist.library.claims import report
from readinglist.library.files import texts
from readinglist.library.open import reading
from readinglist.model import query
from readinglist.model.key_folding import folded_key

if TYPE_CHECKING:
    from collections.abc import Collection

    from readinglist.claims.matrix import Matrix
    from readinglist.library.location import Location
    from readinglist.store import Reader

NO_MATRIX = matrices.Matrix((), (), {})
_LONGEST = 200_000  # characters of a text that is shown whole: a long article, no book
_NEAR = 1_000  # characters beside a claim, in a text that is not
NOT_CHECKED = "not-checked"  # beside the kinds of gaps: evidence that nobody compared with its source


class Narrow(NamedTuple):
    """What a matrix is narrowed to: stances, none for all; evidence that was checked (`yes`) or not (`no`); sources that a query finds."""

    stances: tuple[str, ...] = ()
    checked: str = ""
    sources: str = ""


def articles(library: Location) -> list[Article]:
    """Return the sources that state claims, those with most claims first."""
    with reading(library) as opened:
        web = opened.web()
    found = [
        Article(key, web.title(key), len(claims), sum(not claim.evidence for claim in claims))
        for key, claims in web.claims.items()
        if claims
    ]
    return sorted(found, key=lambda one: -one.claims)


def marked(library: Location, key: str) -> MarkedArticle:
    """Return a source with its claims marked in that of its texts that has most of them, as far as it has one. Raises NoSuchSource and AmbiguousKey."""
    with reading(library) as opened:
        number = opened.find(key)
        record = opened.record(number)
        kept = next(opened.texts_of([number]))
    searched = quotes.Texts(kept)
    spans: dict[int, list[tuple[int, int, int]]] = {}
    for claim in record.claims:
        found = searched.find(claim.quote, claim.locator) if claim.quote.strip() else None
        if found and found.text and found.start >= 0 and found.state != "absent":
            spans.setdefault(kept.index(found.text), []).append((found.start, found.end, claim.id))
    gaps = tuple(report.gaps(library, record.key))
    if not spans:
        return MarkedArticle(record, (), tuple(claim.id for claim in record.claims), gaps)
    most = max(spans, key=lambda text: len(spans[text]))
    seen = {number for _, _, number in spans[most]}
    labels = texts.shown(kept[most], is_pdf=False).labels
    pages = shortened(paged(kept[most].text, labels, spans[most], BREAK), _LONGEST, _NEAR)
    return MarkedArticle(record, pages, tuple(claim.id for claim in record.claims if claim.id not in seen), gaps)


def claim(library: Location, name: str) -> ClaimInFull:
    """Return a claim in full. Raises NoSuchSource, AmbiguousKey and NoSuchClaim."""
    with reading(library) as opened:
        source, number = opened.find_claim(name)
        record = opened.record(source)
        web = opened.web()
    stated = Stated(record, find(record, number))
    titles = {piece.key: web.title(piece.key) for piece in stated.claim.evidence}
    return ClaimInFull(stated, titles, tuple(report.gaps(library, stated.name)), report.trace(library, stated.name))


def source(library: Location, key: str) -> SourceInFull:
    """Return where a source comes from, and what falls with it. Raises NoSuchSource and AmbiguousKey."""
    with reading(library) as opened:
        record = opened.record(opened.find(key))
    return SourceInFull(record, report.trace(library, record.key), report.impact(library, record.key))


def of_gap(library: Location, kind: str, wanted: str = "") -> list[tuple[Stated, str]]:
    """Return the claims that have a gap of a kind, each with a sentence on it, those of the sources that a query finds.

    Raises QueryError and UnknownField.
    """
    every = {one.name: one for one in report.claims(library, wanted)}
    if kind == NOT_CHECKED:
        counts = {name: sum(not piece.checked for piece in one.claim.evidence) for name, one in every.items()}
        return [(every[name], f"{count} not checked") for name, count in counts.items() if count]
    found = report.gaps(library, wanted)
    return [(every[gap.claim], gap.message) for gap in found if gap.kind == kind and gap.claim in every]


def matrix(library: Location, wanted: str, narrow: Narrow) -> Matrix:
    """Return the matrix of the claims of a source or query, narrowed. Raises QueryError, UnknownField and NoSuchClaim."""
    whole = report.matrix(library, wanted)
    with reading(library) as opened:
        keys = _keys(opened, narrow.sources, [key for key, _ in whole.sources]) if narrow.sources.strip() else None
    return matrices.narrowed(whole, narrow.stances, narrow.checked, keys)


def _keys(opened: Reader, wanted: str, among: Collection[str]) -> set[str]:
    """Return the keys, of some, that a key or a query means."""
    named = opened.named(wanted.strip())
    if named is not None:
        return {opened.key_of(named.source)}
    found = {folded_key(key) for key in opened.keys_of(opened.select(query.parse(wanted))).values()}
    return {key for key in among if folded_key(key) in found}
