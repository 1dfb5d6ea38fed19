"""The evidence matrix as text.

On a terminal in blocks that fit, as Markdown, and as CSV (RFC 4180).
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from readinglist.model import stances
from readinglist.render.terminal import style
from readinglist.util import text
from readinglist.util.escape import markdown_in_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.claims.claims import Stated
    from readinglist.claims.matrix import Matrix
    from readinglist.model.record import Evidence

_KEY_WIDTH = 28  # as wide as a key in `list`
_GAP = 2
_WIDE = 120  # columns where the output is no terminal
# What spreadsheets read as the beginning of a formula (OWASP, «CSV Injection»).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def signs(pieces: Sequence[Evidence]) -> str:
    """Return the stance of a source to a claim, as signs.

    `+`, `~?`, `+-`; a question mark where none of the evidence was checked.
    """
    shown = "".join(dict.fromkeys(stances.TABLE[piece.stance].sign for piece in pieces))
    return shown + stances.UNCHECKED if pieces and not any(piece.checked for piece in pieces) else shown


def words(pieces: Sequence[Evidence]) -> str:
    """Return the stance of a source to a claim, in words.

    `supports; qualifies (not checked)`.
    """
    return "; ".join(f"{piece.stance}{'' if piece.checked else ' (not checked)'}" for piece in pieces)


def lines(matrix: Matrix, columns: int | None, *, verdicts: bool = False) -> Iterator[str]:
    """Yield a table for each source that makes claims.

    Its claims are the columns, and the sources that are evidence for them are the rows. Claims that do not fit side by
    side go into another block, and below each block is what its claims state.
    """
    for number, key in enumerate(dict.fromkeys(one.source.key for one in matrix.claims)):
        claims = [one for one in matrix.claims if one.source.key == key]
        yield from [""] if number else []
        yield style.key(text.printable(key))
        for block in _blocks(claims, matrix, columns or _WIDE):
            yield ""
            yield from _block(block, matrix)
            yield from _statements(block, columns, verdicts=verdicts)
    if matrix.claims:
        yield from ("", *map(style.dim, text.wrap(stances.LEGEND, columns or _WIDE)))


def _blocks(claims: Sequence[Stated], matrix: Matrix, columns: int) -> Iterator[list[Stated]]:
    room = columns - _names_width(matrix)
    block: list[Stated] = []
    for one in claims:
        if block and sum(_width(other, matrix) + 1 for other in (*block, one)) > room:
            yield block
            block = []
        block.append(one)
    if block:
        yield block


def _names_width(matrix: Matrix) -> int:
    return min(_KEY_WIDTH, max((text.width(key) for key, _ in matrix.sources), default=0)) + _GAP


def _width(one: Stated, matrix: Matrix) -> int:
    return max(len(f"c{one.claim.id}"), *(len(signs(matrix.of(one, key))) for key, _ in matrix.sources), 2)


def _block(block: Sequence[Stated], matrix: Matrix) -> Iterator[str]:
    front = _names_width(matrix)
    widths = [_width(one, matrix) for one in block]
    heads = " ".join(f"c{one.claim.id}".ljust(width) for one, width in zip(block, widths, strict=True))
    yield style.bold(" " * front + heads.rstrip())
    for key, _ in matrix.sources:
        cells = [signs(matrix.of(one, key)) for one in block]
        if any(cells):
            row = " ".join(_coloured(cell, width) for cell, width in zip(cells, widths, strict=True))
            yield style.key(text.pad(text.printable(key), front - _GAP)) + " " * _GAP + row.rstrip()
    yield ""


def _statements(block: Sequence[Stated], columns: int | None, *, verdicts: bool) -> Iterator[str]:
    """Yield the statements of the claims in a block.

    Each on a line, and its verdict, whole, below it.
    """
    for one in block:
        head = f"c{one.claim.id}".ljust(4)
        yield style.bold(head) + text.fit(text.printable(one.claim.statement), (columns or _WIDE) - len(head))
        if verdicts and one.claim.verdict:
            indent = " " * len(head)
            for line in text.wrap(text.printable(one.claim.verdict), (columns or _WIDE) - len(head), breaking=True):
                yield indent + style.dim(line)


def _coloured(cell: str, width: int) -> str:
    """Return a cell, padded, in the colour of its stance.

    One that was not checked is dimmed.
    """
    padding = " " * (width - len(cell))
    return (style.dim(cell) if cell.endswith(stances.UNCHECKED) else style.stance(cell)) + padding


def markdown(matrix: Matrix, title: str, *, verdicts: bool) -> Iterator[str]:
    """Yield a pipe table for each source that makes claims.

    A row for each source that is evidence for them, a column for each claim. Below it are the statements of the claims,
    and the titles of the sources.
    """
    yield from (f"# {markdown_in_line(title)}", "", markdown_in_line(stances.LEGEND))
    for key in dict.fromkeys(one.source.key for one in matrix.claims):
        claims = [one for one in matrix.claims if one.source.key == key]
        yield from (
            "",
            f"## {markdown_in_line(key)}",
            "",
            _pipe_row(["Source", *(f"c{one.claim.id}" for one in claims)]),
        )
        yield "|---|" + ":-:|" * len(claims)
        for name, _ in matrix.sources:
            cells = [signs(matrix.of(one, name)) for one in claims]
            if any(cells):
                yield _pipe_row([markdown_in_line(name), *map(markdown_in_line, cells)])
        yield from ("", "Claims:", "")
        for one in claims:
            verdict = f" *{markdown_in_line(one.claim.verdict)}*" if verdicts and one.claim.verdict else ""
            yield f"- **c{one.claim.id}** {markdown_in_line(one.claim.statement)}{verdict}"
    yield from ("", "Sources:", "")
    yield from (f"- **{markdown_in_line(key)}** {markdown_in_line(title)}" for key, title in matrix.sources)


def _pipe_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def as_csv(matrix: Matrix, *, verdicts: bool) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180).

    A row for each claim, a column for each source, with the stances in words. A text that a spreadsheet would run as a
    formula begins with an apostrophe.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    keys = (_no_formula(key) for key, _ in matrix.sources)
    writer.writerow(["claim", "statement", *(["verdict"] if verdicts else []), *keys])
    for one in matrix.claims:
        cells_of_claim = [one.name, one.claim.statement, *([one.claim.verdict] if verdicts else [])]
        writer.writerow(
            [*map(_no_formula, cells_of_claim), *(_no_formula(words(matrix.of(one, key))) for key, _ in matrix.sources)]
        )
    yield buffer.getvalue().removesuffix("\r\n")


def _no_formula(value: str) -> str:
    value = text.printable_block(value)
    return f"'{value}" if value.startswith(_FORMULA) else value
