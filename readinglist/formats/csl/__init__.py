"""CSL-JSON (schema 1.0.2), which pandoc, Zotero and others read and write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "csl-json"
SUFFIXES = (".json", ".csljson")
INHERITS = False  # CSL has no parents: inherited fields are written too
WHOLE = False
_LOOKS = re.compile(r"\s*(?:\[\s*(?:\{|\]\s*\Z)|\{\s*\")")

# Every function imports what it needs, as this module is loaded for its name and suffixes too.


def sniff(text: str) -> bool:
    """Whether a text begins like CSL-JSON.

    An array of objects, or an object.
    """
    return bool(_LOOKS.match(text))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the items of a text as records and problems.

    The text is an array of items, or a lone item.
    A problem is a piece that is no item. Never raises.
    """
    from readinglist.formats.csl import items  # noqa: PLC0415 - see above

    return items.load(text)


def dump(records: Iterable[Record], *, ascii_only: bool = False) -> Iterator[str]:
    """Yield an array of items, one string for each.

    What CSL has no variable for is written under `custom`.

    With `ascii_only`, letters beyond ASCII are written as JSON escapes. Raises ValueError for a record without a key.
    """
    from readinglist.formats.csl import items  # noqa: PLC0415 - see above

    return items.dump(records, ascii_only=ascii_only)


def differences(records: Iterable[Record], text: str) -> Iterator[str]:
    """Yield a line for each difference between text and records."""
    from readinglist.formats.csl import items  # noqa: PLC0415 - see above

    return items.differences(records, items.load(text))


def item(record: Record, *, is_english: bool = True) -> dict[str, Any]:
    """Return a record as an item for a citation processor.

    `is_english` says whether the style's locale is, as titles without a language then are. A title that is clearly not
    English gets a language, or a style would capitalise it as English.
    """
    from readinglist.formats.csl import items  # noqa: PLC0415 - see above

    return items.item(record, is_english=is_english)


def record(value: dict[str, Any], line: int = 0) -> Record:
    """Return an item as a record.

    What an export wrote under `custom` counts where the item was not edited since.
    """
    from readinglist.formats.csl import items  # noqa: PLC0415 - see above

    return items.record(value, line)
