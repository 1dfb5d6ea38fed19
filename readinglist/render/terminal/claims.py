"""Claims as a table, and one claim as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model import stances
from readinglist.render.terminal import style
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.claims.claims import Stated
    from readinglist.model.record import Claim, Evidence, Spot

_WIDEST = 100  # columns: longer lines of prose are hard to read
_GAP = "  "
_WITH_VERDICT = 100  # columns from which the table has room for verdicts; a guess
_NAME_WIDTH = 28  # as wide as a key in `list`
_INDENT = "  "


def tally(claim: Claim) -> str:
    """Return the evidence for a claim in short.

    `+3 ~1 -1 .1 ?2`: the number of pieces of each stance, and last the number of unchecked ones.
    """
    given = [piece.stance for piece in claim.evidence]
    counts = {stance.sign: given.count(stance.name) for stance in stances.TABLE.values()}
    counts[stances.UNCHECKED] = sum(not piece.checked for piece in claim.evidence)
    return " ".join(f"{sign}{count}" for sign, count in counts.items() if count) or "none"


def table(found: Sequence[Stated], columns: int | None) -> Iterator[str]:
    """Yield a header, and a row for each claim.

    No line is wider than `columns`; with None, cells are separated by tabs and nothing is cut.
    """
    rows = [
        [text.printable(cell) for cell in (one.name, one.claim.statement, one.claim.verdict, tally(one.claim))]
        for one in found
    ]
    if columns is None:
        yield from ("\t".join(row) for row in rows)
    elif rows:
        yield from _aligned(rows, columns)


def _aligned(rows: list[list[str]], columns: int) -> Iterator[str]:
    name = min(_NAME_WIDTH, max(text.width(row[0]) for row in rows))
    counts = max(len("EVIDENCE"), *(len(row[3]) for row in rows))
    room = columns - name - counts - 2 * len(_GAP)
    verdict = (room - len(_GAP)) * 2 // 5 if columns >= _WITH_VERDICT else 0
    widths = [name, room - verdict - len(_GAP) * bool(verdict), verdict, counts]
    for number, row in enumerate([["CLAIM", "STATEMENT", "VERDICT", "EVIDENCE"], *rows]):
        cells = [text.pad(cell, width) for cell, width in zip(row, widths, strict=True) if width]
        head = style.key(cells[0])
        yield style.bold(_GAP.join(cells).rstrip()) if number == 0 else f"{head}{_GAP}{_GAP.join(cells[1:]).rstrip()}"


def card(one: Stated, columns: int | None) -> Iterator[str]:
    """Yield the lines of a claim with its evidence.

    At most 100 columns wide.
    """
    width, claim = min(columns or _WIDEST, _WIDEST), one.claim
    yield style.key(text.printable(one.name))
    yield from (style.bold(line) for line in _wrapped(claim.statement, width, ""))
    yield from _quoted(claim.quote, claim.locator, claim.spot, width, _INDENT)
    yield from _wrapped(f"verdict: {claim.verdict}" if claim.verdict else "", width, _INDENT)
    for paragraph in claim.note.splitlines():
        yield from _wrapped(paragraph, width, _INDENT)
    for piece in claim.evidence:
        yield from _piece(piece, width)


def _piece(piece: Evidence, width: int) -> Iterator[str]:
    mark = "" if piece.checked else "  unchecked"
    yield f"{_INDENT}[{piece.id}] {piece.stance} {style.key(text.printable(piece.key))}{style.dim(mark)}"
    yield from _quoted(piece.quote, piece.locator, piece.spot, width, _INDENT * 3)
    for paragraph in piece.note.splitlines():
        yield from _wrapped(paragraph, width, _INDENT * 3)


def _quoted(quote: str, locator: str, spot: Spot, width: int, indent: str) -> Iterator[str]:
    yield from _wrapped(f"“{quote}”" if quote else "", width, indent)
    where = " · ".join(part for part in (text.printable(locator), place(spot)) if part)
    if where:
        yield indent + style.dim(where)


def place(spot: Spot) -> str:
    """Return how a quote compares with the text of its source.

    In a few words; empty where the library has no text.
    """
    if spot.state == "found":
        return f"found on page {spot.page}" if spot.page else f"found in line {spot.line}"
    return {"altered": "not word for word in the text", "absent": "not in the text"}.get(spot.state, "")


def _wrapped(value: str, width: int, indent: str) -> list[str]:
    return text.wrap(text.printable(value), width, indent)
