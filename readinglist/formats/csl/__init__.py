"""CSL-JSON (schema 1.0.2): what pandoc, Zotero and other citation processors read and write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "csl-json"
SUFFIXES = (".json", ".csljson")
INHERITS = False  # CSL has no parents: what is inherited is written out
WHOLE = False
_LOOKS = re.compile(r"\s*(?:\[\s*(?:\{|\]\s*\Z)|\{\s*\")")

# Every function loads what does its work: who only asks for another format's name pays for none of it.


def sniff(text: str) -> bool:
    """Whether a text begins as CSL-JSON does: an array of objects, or an object."""
    return bool(_LOOKS.match(text))


def load(text: str | Iterable[str], *, parallel: bool = False) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the items of an array (or one alone) as records, and a problem for whatever is no item. Never raises."""
    from readinglist.formats.csl import items  # noqa: PLC0415 - see above

    return items.load(text)


def dump(records: Iterable[Record], *, ascii_only: bool = False) -> Iterator[str]:
    """Yield an array of items, one string for each; what CSL has no place for goes along under `custom`.

    With `ascii_only`, letters beyond ASCII are written as JSON escapes. Raises ValueError for a record without a key.
    """
    from readinglist.formats.csl import items  # noqa: PLC0415 - see above

    return items.dump(records, ascii_only=ascii_only)


def differences(records: Iterable[Record], text: str) -> Iterator[str]:
    """Yield a line for each way in which a text that `dump` wrote differs from the records, in the names of BibLaTeX."""
    from readinglist.formats.csl import items  # noqa: PLC0415 - see above

    return items.differences(records, text)


def item(record: Record) -> dict[str, Any]:
    """Return a record as a citation processor takes it: only what CSL says.

    A title that is plainly not English says so, or a style would capitalise it as if it were.
    """
    from readinglist.formats.csl import items  # noqa: PLC0415 - see above

    return items.item(record)


def record(value: dict[str, Any], line: int = 0) -> Record:
    """Return an item as a record; what an export sent along under `custom` counts where the item was not edited since."""
    from readinglist.formats.csl import items  # noqa: PLC0415 - see above

    return items.record(value, line)
