"""RIS, the format of Reference Manager, in the dialects of EndNote, Zotero, Scopus, publishers and older programs.

The tags are those of the specification of 2011 and of what programs write; which of two means what is decided by the type of
the entry. A tag that nothing is known of is kept as a field of its own, `ris-xx`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "ris"
SUFFIXES = (".ris",)
INHERITS = False
WHOLE = False
LOSSY = True
_BEGINS = re.compile(r"(?:.*\n){0,50}?TY {0,2}- ?\S", re.MULTILINE)


def sniff(text: str) -> bool:
    """Whether a record begins within the first lines of a text."""
    return bool(_BEGINS.match(text.removeprefix("\ufeff")[:8000]))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the records of a file, and a problem for what is in none. Never raises."""
    from readinglist.formats.ris import read  # noqa: PLC0415 - who looks at suffixes needs no reader

    return read.load(text)


def dump(records: Iterable[Record], *, ascii_only: bool = False) -> Iterator[str]:  # noqa: ARG001 - RIS is UTF-8
    """Yield records as RIS, one string for each, with the line ends that the specification asks for.

    What RIS has no tag for is left out (`formats.losses` names it). Raises ValueError for a record without a key.
    """
    from readinglist.formats.ris import write  # noqa: PLC0415 - as above

    return write.dump(records)


def differences(records: Iterable[Record], text: str) -> Iterator[str]:
    """Yield a line for each record that a text lacks, and for each that it has beside them."""
    from readinglist.formats import losses  # noqa: PLC0415 - as above

    return losses.differences(records, load(text))
