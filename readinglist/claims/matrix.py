"""The evidence matrix.

Claims, the sources that are evidence for them, and the stance of each source to each claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readinglist.claims.claims import Stated
    from readinglist.model.record import Evidence


class Matrix(NamedTuple):
    """A table of claims and sources.

    `cells` holds the evidence by the name of the claim and the key of the source. `sources` are the keys of those that
    are evidence for a claim, with their titles; those that are evidence for most claims come first.
    """

    claims: tuple[Stated, ...]
    sources: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[str, str], Sequence[Evidence]]

    def of(self, claim: Stated, key: str) -> Sequence[Evidence]:
        """Return the evidence of a source for a claim.

        Empty where it gives none.
        """
        return self.cells.get((claim.name, key), ())


def build(claims: Sequence[Stated], titles: Mapping[str, str]) -> Matrix:
    """Return the matrix of claims.

    `titles` has the titles of sources by their keys.
    """
    cells: dict[tuple[str, str], list[Evidence]] = {}
    bearing: dict[str, set[str]] = {}
    for one in claims:
        for piece in one.claim.evidence:
            cells.setdefault((one.name, piece.key), []).append(piece)
            bearing.setdefault(piece.key, set()).add(one.name)
    # `sorted` is stable: sources that are evidence for as many claims stay in the order of the evidence.
    keys = sorted(bearing, key=lambda key: -len(bearing[key]))
    return Matrix(tuple(claims), tuple((key, titles.get(key, "")) for key in keys), cells)
