"""Claims as a table, and one claim as a card."""

from __future__ import annotations

from itertools import zip_longest
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
_NAME_WIDTH, _NAME_LEAST = 28, 12  # as a key in `list`
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

    No line is wider than `columns`; verdicts are whole, in a column or below the statement. With None, cells are separated by
    tabs and nothing is cut.
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
    name = min(_NAME_WIDTH, max(_NAME_LEAST, columns // 3), max(text.width(row[0]) for row in rows))
    counts = max(len("EVIDENCE"), *(len(row[3]) for row in rows))
    room = columns - name - counts - 2 * len(_GAP)
    verdict = (room - len(_GAP)) * 2 // 5 if columns >= _WITH_VERDICT else 0
    widths = [name, max(1, room - verdict - len(_GAP) * bool(verdict)), verdict, counts]
    heads = zip(("CLAIM", "STATEMENT", "VERDICT", "EVIDENCE"), widths, strict=True)
    yield style.bold(_GAP.join(text.pad(cell, width) for cell, width in heads if width).rstrip())
    for row in rows:
        yield from _beside(row, widths) if verdict else _below(row, widths, columns)


def _beside(row: list[str], widths: list[int]) -> Iterator[str]:
    """Yield a claim with its verdict in a column, and as many lines of its statement as that has."""
    verdict = text.wrap(row[2], widths[2], breaking=True) or [""]
    statement = text.wrap(row[1], widths[1], breaking=True)
    if len(statement) > len(verdict):
        statement[len(verdict) - 1 :] = [text.fit(" ".join(statement[len(verdict) - 1 :]), widths[1])]
    lines = zip_longest([_short(row[0], widths[0])], statement, verdict, [row[3]], fillvalue="")
    for name, *cells in lines:
        padded = [text.pad(cell, width) for cell, width in zip(cells, widths[1:], strict=True)]
        yield f"{style.key(text.pad(name, widths[0]))}{_GAP}{_GAP.join(padded)}".rstrip()


def _below(row: list[str], widths: list[int], columns: int) -> Iterator[str]:
    """Yield a claim in a line, and its verdict below it."""
    name = style.key(text.pad(_short(row[0], widths[0]), widths[0]))
    yield f"{name}{_GAP}{text.pad(row[1], widths[1])}{_GAP}{row[3]}"
    indent = " " * (widths[0] + len(_GAP))
    label = "verdict: " if row[2] else ""
    for number, line in enumerate(text.wrap(label + row[2], columns, indent, breaking=True)):
        yield line if number else line.replace(label, style.dim(label), 1)


def _short(name: str, columns: int) -> str:
    """Return the name of a claim in so many columns: of the key only the beginning, and the number whole."""
    key, mark, number = name.rpartition("#")
    return name if text.width(name) <= columns else text.fit(key, columns - len(mark + number)) + mark + number


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
    key, mark = text.printable(piece.key), "" if piece.checked else "unchecked"
    head = f"{_INDENT}[{piece.id}] {piece.stance} "
    below = text.width(head + key + mark) + len(_INDENT) > width
    beside = f"{_INDENT}{style.dim(mark)}" if mark and not below else ""
    yield f"{head}{style.key(key)}{beside}"
    yield from [_INDENT * 3 + style.dim(mark)] if mark and below else []
    yield from _quoted(piece.quote, piece.locator, piece.spot, width, _INDENT * 3)
    for paragraph in piece.note.splitlines():
        yield from _wrapped(paragraph, width, _INDENT * 3)


def _quoted(quote: str, locator: str, spot: Spot, width: int, indent: str) -> Iterator[str]:
    yield from _wrapped(f"“{quote}”" if quote else "", width, indent)
    where = " · ".join(part for part in (text.printable(locator), place(spot)) if part)
    yield from (indent + style.dim(line) for line in text.wrap(where, width - len(indent)))


def place(spot: Spot) -> str:
    """Return how a quote compares with the text of its source.

    In a few words; empty where the library has no text.
    """
    if spot.state == "found":
        return f"found on page {spot.page}" if spot.page else f"found in line {spot.line}"
    return {"altered": "not word for word in the text", "absent": "not in the text"}.get(spot.state, "")


def _wrapped(value: str, width: int, indent: str) -> list[str]:
    return text.wrap(text.printable(value), width, indent)
