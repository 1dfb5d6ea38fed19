"""BibLaTeX: the syntax of BibTeX, with other types and fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats.bibtex import listed, load, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Record

NAME = "biblatex"
SUFFIXES = (".biblatex",)
INHERITS = True
WHOLE = False
__all__ = ["INHERITS", "NAME", "SUFFIXES", "WHOLE", "differences", "dump", "listed", "load", "sniff"]


def sniff(text: str) -> bool:  # noqa: ARG001 - one signature for all
    """Never, as the syntax is that of BibTeX, and either format reads both."""
    return False


def dump(records: Iterable[Record], *, ascii_only: bool = False) -> Iterator[str]:
    """Yield entries as BibLaTeX, one string for each.

    Fields that have names of BibLaTeX (manual, 2.2) are written byte for byte.

    With `ascii_only`, letters beyond ASCII are written as LaTeX accents. Raises ValueError for a record without a key.
    """
    return write.dump(records, write.MODERN, ascii_only=ascii_only)


def differences(records: Iterable[Record], text: str) -> Iterator[str]:
    """Yield a line for each difference between text and records.

    The text is one that `dump` wrote.
    """
    from readinglist.formats.bibtex import verify  # noqa: PLC0415 - only `--verify` reads back what it wrote

    return verify.differences(records, load(text), write.MODERN)
