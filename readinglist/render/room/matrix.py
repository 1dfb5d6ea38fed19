"""The Matrix view: claims against the sources that are evidence for them, narrowed, with the words of the cell that was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from readinglist.model import stances
from readinglist.render.room.frame import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.claims.claims import Stated
    from readinglist.claims.marked import Article
    from readinglist.claims.matrix import Matrix
    from readinglist.model.record import Evidence
    from readinglist.render.room.frame import Frame

MOST = 100  # claims of one page of a matrix
_PRINTED = 16  # sources side by side on paper, in letters that can be read; more of them are listed


class MatrixQuery(NamedTuple):
    """What is asked for: the claims of a source or query, narrowed by stance, by whether they were checked and by sources; the cell that is opened; where the page starts."""

    of: str = ""
    stances: tuple[str, ...] = ()
    checked: str = ""
    source: str = ""
    claim: str = ""
    by: str = ""
    start: int = 0

    def address(self) -> str:
        """Return the address of the view of it."""
        given = [("of", self.of), *(("stance", name) for name in self.stances), ("checked", self.checked)]
        given += [("source", self.source), ("start", str(self.start or "")), ("claim", self.claim), ("by", self.by)]
        kept = [(name, value) for name, value in given if value]
        return "/matrix" + (f"?{urlencode(kept)}" if kept else "")


class MatrixCell(NamedTuple):
    """A cell: the evidence of a source for a claim, in signs and in words, and the address at which it is opened."""

    pieces: tuple[Evidence, ...]
    signs: str
    words: str
    href: str

    @property
    def stance(self) -> str:
        """The stance of its first piece, empty for none."""
        return self.pieces[0].stance if self.pieces else ""


class MatrixRow(NamedTuple):
    """A claim with its cells."""

    stated: Stated
    cells: tuple[MatrixCell, ...]


def view(frame: Frame, matrix: Matrix, asked: MatrixQuery, articles: Sequence[Article], problem: str = "") -> str:
    """Return the view; `articles` are the sources whose claims may be asked for, `problem` is what is wrong with what was asked."""
    claims = matrix.claims[asked.start : asked.start + MOST]
    names = {one.name for one in claims}
    sources = [one for one in matrix.sources if any((name, one[0]) in matrix.cells for name in names)]
    rows = [MatrixRow(one, tuple(_cell(matrix, one, key, asked) for key, _ in sources)) for one in claims]
    opened = matrix.cells.get((asked.claim, asked.by), ())
    values = {
        "asked": asked,
        "articles": articles,
        "sources": sources,
        "rows": rows,
        "opened": opened,
        "statement": next((one.claim.statement for one in claims if one.name == asked.claim), ""),
        "further": asked._replace(start=asked.start + MOST, claim="", by="").address()
        if len(matrix.claims) > asked.start + MOST
        else "",
        "legend": stances.LEGEND,
        "is_wide": len(sources) > _PRINTED,
        "problem": problem,
    }
    return fill("matrix.html", frame, **values)


def _cell(matrix: Matrix, one: Stated, key: str, asked: MatrixQuery) -> MatrixCell:
    pieces = tuple(matrix.of(one, key))
    signs = "".join(
        f"{stances.TABLE[piece.stance].sign if piece.stance in stances.TABLE else '*'}{'' if piece.checked else stances.UNCHECKED}"
        for piece in pieces
    )
    words = ", ".join(f"{piece.stance}{'' if piece.checked else ' (not checked)'}" for piece in pieces)
    return MatrixCell(pieces, signs, words, asked._replace(claim=one.name, by=key).address() if pieces else "")
