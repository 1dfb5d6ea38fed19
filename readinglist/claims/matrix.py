"""The evidence matrix: claims, the sources that are evidence for them, and what each source says to each claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readinglist.claims.claims import Stated
    from readinglist.model.record import Evidence


class Matrix(NamedTuple):
    """Claims against sources: `cells` has the evidence by the name of the claim and the key of the source.

    `sources` are the keys of those that are evidence for a claim, with their titles, those that are evidence for most claims first.
    """

    claims: tuple[Stated, ...]
    sources: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[str, str], Sequence[Evidence]]

    def of(self, claim: Stated, key: str) -> Sequence[Evidence]:
        """Return what a source says to a claim; empty where it says nothing."""
        return self.cells.get((claim.name, key), ())


def build(claims: Sequence[Stated], titles: Mapping[str, str]) -> Matrix:
    """Return the matrix of claims; `titles` has the titles of sources by their keys."""
    cells: dict[tuple[str, str], list[Evidence]] = {}
    bearing: dict[str, set[str]] = {}
    for one in claims:
        for piece in one.claim.evidence:
            cells.setdefault((one.name, piece.key), []).append(piece)
            bearing.setdefault(piece.key, set()).add(one.name)
    keys = sorted(bearing, key=lambda key: -len(bearing[key]))
    return Matrix(tuple(claims), tuple((key, titles.get(key, "")) for key in keys), cells)
