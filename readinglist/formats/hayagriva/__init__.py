"""Hayagriva, the bibliographies of Typst in YAML: an entry for each key, and what it appeared in as its parent.

The fields and types are those of Hayagriva's file format (github.com/typst/hayagriva, docs/file-format.md).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import yaml_records
from readinglist.formats.hayagriva.tables import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "hayagriva"
SUFFIXES: tuple[str, ...] = ()  # .yaml and .yml are files of other formats too; what is in a file says it
INHERITS = False  # inherited fields are written too
WHOLE = False
LOSSY = True
_WORD = "|".join(TYPES)
_FIRST = re.compile(
    r"(?:[ \t]*+(?:(?:#|---|%)[^\n]*+)?\n)*+(?!references|cff-version)[^\s#\-{\[][^\n]{0,500}?:[ \t]*(?:#[^\n]*)?(?:\n|\{)"
)
_TYPE = re.compile(
    rf"^[ \t]+(?:[\w-]+: \{{ *)?[\"']?type[\"']?[ \t]*:[ \t]*[\"']?(?:{_WORD})[\"']?[ \t]*(?:$|[,#}}])",
    re.MULTILINE | re.IGNORECASE,
)
_TITLE = re.compile(r"^[ \t]+[\"']?title[\"']?[ \t]*:", re.MULTILINE)


def sniff(text: str) -> bool:
    """Whether a text begins as a bibliography of Hayagriva."""
    head = yaml_records.whole(text[:8000])
    return bool(_FIRST.match(head) and _TYPE.search(head) and _TITLE.search(head))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the records of a file, and a problem for what is no YAML or no entry. Never raises."""
    from readinglist.formats.hayagriva import read  # noqa: PLC0415 - who looks at suffixes needs no reader

    return read.load(text)


def dump(records: Iterable[Record], *, ascii_only: bool = False) -> Iterator[str]:
    """Yield records as Hayagriva, one string for each.

    What it has no place for is left out (`formats.losses` names it). Raises ValueError for a record without a key.
    """
    from readinglist.formats.hayagriva import write  # noqa: PLC0415 - as above

    return write.dump(records, ascii_only=ascii_only)


def differences(records: Iterable[Record], text: str) -> Iterator[str]:
    """Yield a line for each record that a text lacks, and for each that it has beside them."""
    from readinglist.formats import losses  # noqa: PLC0415 - only who verifies needs it

    return losses.differences(records, load(text))
