"""Pieces of files that could not be read as entries.

What is set aside, and adding what a user makes of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist.formats import bibtex
from readinglist.library.errors import BrokenText, NoSuchPiece
from readinglist.library.imports.add import add_to
from readinglist.library.imports.read import Input
from readinglist.library.open import reading
from readinglist.library.operation import perform
from readinglist.model import provenance
from readinglist.model.record import Problem, Record

if TYPE_CHECKING:
    from readinglist.library.location import Location
    from readinglist.store import Writer


def broken(library: Location, number: int) -> tuple[str, str]:
    """Return what is wrong with a piece set aside, and its text. Raises NoSuchPiece."""
    with reading(library) as opened:
        for found, _, _, message, raw in opened.broken():
            if found == number:
                return message, raw
    raise NoSuchPiece(number)


def mend(library: Location, number: int, text: str, *, raw: str, dry_run: bool = False) -> list[Record]:
    """Add what a user made of a piece set aside, and delete the piece; return the sources.

    `raw` is the piece as the user was shown it. Raises BrokenText where an entry of it is still broken, DuplicateSource,
    and NoSuchPiece where it was mended meanwhile.
    """
    items = list(bibtex.load(text))
    for item in items:
        if isinstance(item, Problem) and item.broken:
            raise BrokenText(item.line, item.message)
    if not any(isinstance(item, Record) for item in items):
        raise BrokenText(1, "there is no entry in the text")
    own = [replace(item, origin=provenance.USER) if isinstance(item, Record) else item for item in items]

    def body(opened: Writer) -> list[Record]:
        if (number, raw) not in ((found, text) for found, _, _, _, text in opened.broken()):
            raise NoSuchPiece(number)
        given = Input(f"piece {number}", own)
        report = add_to(opened, library, [given], on_duplicate="fail", keep_records=True)
        opened.forget_broken(number)
        return report.records

    return perform(library, f"mend piece {number}", body, dry_run=dry_run)
