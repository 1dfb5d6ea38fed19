"""A text with the claims that it makes marked in it, and what a page of a claim shows besides."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from readinglist.claims.claims import Stated
    from readinglist.claims.gaps import Gap
    from readinglist.claims.trace import Impact, TraceStep
    from readinglist.model.record import Record


class MarkedPassage(NamedTuple):
    """A piece of a text, and the numbers of the claims that quote it, none for what lies between."""

    text: str
    claims: tuple[int, ...] = ()


class MarkedPage(NamedTuple):
    """A page of a text with its label, empty where the text has none."""

    label: str
    pieces: tuple[MarkedPassage, ...]


class Article(NamedTuple):
    """A source that states claims: how many, and how many of them have no evidence."""

    key: str
    title: str
    claims: int
    bare: int


class MarkedArticle(NamedTuple):
    """A source with its claims and the gaps in them: `pages` has its text with the claims marked, none where there is no text; `lost` are claims whose quotes are not in it."""

    record: Record
    pages: tuple[MarkedPage, ...]
    lost: tuple[int, ...]
    gaps: tuple[Gap, ...]


class ClaimInFull(NamedTuple):
    """A claim with the titles of the sources that bear on it, what is missing, and where it comes from."""

    stated: Stated
    titles: Mapping[str, str]
    gaps: tuple[Gap, ...]
    trace: TraceStep


class SourceInFull(NamedTuple):
    """A source that states claims or bears on them: where it comes from, and what falls with it."""

    record: Record
    trace: TraceStep
    impact: Impact


def cut(text: str, spans: Iterable[tuple[int, int, int]]) -> list[MarkedPassage]:
    """Return a text in pieces at the ends of spans, which are start, end and the number of a claim; they may overlap.

    `"abcd"`, (1, 3, 7) → `a`, `bc` (7), `d`
    """
    turns: dict[int, list[tuple[int, bool]]] = {0: [], len(text): []}  # where claims begin, and where they end
    for start, end, number in spans:
        if max(0, start) < min(len(text), end):
            turns.setdefault(max(0, start), []).append((number, True))
            turns.setdefault(min(len(text), end), []).append((number, False))
    pieces = []
    within: set[int] = set()
    for start, end in itertools.pairwise(sorted(turns)):
        within |= {number for number, begins in turns[start] if begins}
        within -= {number for number, begins in turns[start] if not begins}
        pieces.append(MarkedPassage(text[start:end], tuple(sorted(within))))
    return pieces


def shortened(pages: Sequence[MarkedPage], most: int, near: int) -> tuple[MarkedPage, ...]:
    """Return the pages of a text; of one longer than so many characters those alone that have a claim, with so many characters beside each."""
    if sum(len(piece.text) for page in pages for piece in page.pieces) <= most:
        return tuple(pages)
    found = []
    for page in pages:
        if any(piece.claims for piece in page.pieces):
            last = len(page.pieces) - 1
            parts = [_shortened(piece, near, (place > 0, place < last)) for place, piece in enumerate(page.pieces)]
            found.append(MarkedPage(page.label, tuple(parts)))
    return tuple(found)


def _shortened(piece: MarkedPassage, near: int, beside: tuple[bool, bool]) -> MarkedPassage:
    """Return what lies between claims with its ends alone, where it is long: the beginning if a claim stands before it, the end if one stands after it."""
    if piece.claims or len(piece.text) <= 2 * near:
        return piece
    before, after = piece.text[:near] if beside[0] else "", piece.text[-near:] if beside[1] else ""
    return MarkedPassage(f"{before}\n\n[…]\n\n{after}")


def paged(
    text: str, labels: Sequence[str], spans: Iterable[tuple[int, int, int]], page_break: str
) -> tuple[MarkedPage, ...]:
    """Return a text in its pages, with pieces as `cut` makes them; labels are those of its pages, none for a text without."""
    pages: list[list[MarkedPassage]] = [[]]
    for piece in cut(text, spans):
        for number, part in enumerate(piece.text.split(page_break) if labels else [piece.text]):
            if number:
                pages.append([])
            if part:
                pages[-1].append(piece._replace(text=part))
    names = [*labels, *("" for _ in pages)]
    return tuple(MarkedPage(label, tuple(pieces)) for label, pieces in zip(names, pages, strict=False) if pieces)
