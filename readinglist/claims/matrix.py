"""The evidence matrix.

Claims, the sources that are evidence for them, and the stance of each source to each claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

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


def narrowed(matrix: Matrix, stances: Collection[str], checked: str, keys: Collection[str] | None) -> Matrix:
    """Return a matrix with some of its evidence: of some stances, none for all; checked (`yes`) or not (`no`); from sources of some keys, None for all.

    Where anything is left out, claims and sources without evidence are left out too.
    """
    if not stances and checked not in ("yes", "no") and keys is None:
        return matrix

    def takes(piece: Evidence) -> bool:
        is_wanted = not stances or piece.stance in stances
        return is_wanted and piece.checked in {"yes": (True,), "no": (False,)}.get(checked, (True, False))

    cells = {
        place: found
        for place, pieces in matrix.cells.items()
        if (keys is None or place[1] in keys) and (found := [piece for piece in pieces if takes(piece)])
    }
    claims, sources = {name for name, _ in cells}, {key for _, key in cells}
    return Matrix(
        tuple(one for one in matrix.claims if one.name in claims),
        tuple(one for one in matrix.sources if one[0] in sources),
        cells,
    )
