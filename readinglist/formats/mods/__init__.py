"""MODS, the Metadata Object Description Schema of the Library of Congress (version 3), as libraries and bibutils write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats import xml_records as xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "mods"
SUFFIXES = (".mods",)
INHERITS = False  # inherited fields are written too
WHOLE = False
LOSSY = True
_ROOTS = frozenset(("modsCollection", "mods"))


def sniff(text: str) -> bool:
    """Whether a text begins as MODS."""
    return xml.root_of(text) in _ROOTS


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the records of a file, and a problem for what is no XML. Never raises."""
    from readinglist.formats.mods import read  # noqa: PLC0415 - who looks at suffixes needs no reader

    return read.load(text)


def dump(records: Iterable[Record], *, ascii_only: bool = False) -> Iterator[str]:  # noqa: ARG001 - it is UTF-8
    """Yield records as MODS, one string for each.

    What it has no place for is left out (`formats.losses` names it). Raises ValueError for a record without a key.
    """
    from readinglist.formats.mods import write  # noqa: PLC0415 - as above

    return write.dump(records)


def differences(records: Iterable[Record], text: str) -> Iterator[str]:
    """Yield a line for each record that a text lacks, and for each that it has beside them."""
    from readinglist.formats import losses  # noqa: PLC0415 - only who verifies needs it

    return losses.differences(records, load(text))
