"""JSON: sources by the JSON contract (docs/json.md).

It has the plain text of fields, and not their source, so that braces and macros do not come back.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from readinglist.model.as_json import as_dict
from readinglist.util.text import in_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "json"
SUFFIXES = (".json",)
INHERITS = False
WHOLE = True
_LOOKS = re.compile(r'\s*(?:\[\s*)?\{\s*"key"\s*:')


def sniff(text: str) -> bool:
    """Whether a text begins as `dump` writes it."""
    return bool(_LOOKS.match(text))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the sources of an array, or of one object a line, with their notes, tags and status, and a problem for each that is none. Never raises."""
    from readinglist.formats import read_json  # noqa: PLC0415 - who only writes needs no reader

    return read_json.load(text if isinstance(text, str) else "".join(text))


def dump(
    records: Iterable[Record],
    *,
    ascii_only: bool = False,  # noqa: ARG001 - JSON has letters of all scripts
    private: bool = False,
    in_lines: bool = False,
) -> Iterator[str]:
    """Yield an array of sources, one string for each; with `in_lines` the sources alone, one a line (jsonlines.org).

    Without `private` it holds nothing that the reader wrote, but public notes.
    """
    written = (in_json(json.dumps(as_dict(record, private=private), ensure_ascii=False)) for record in records)
    if in_lines:
        yield from (f"{one}\n" for one in written)
        return
    first = True
    for one in written:
        yield ("[\n" if first else ",\n") + one
        first = False
    yield "[]\n" if first else "\n]\n"


def differences(
    records: Iterable[Record], text: str, *, private: bool = False, in_lines: bool = False
) -> Iterator[str]:
    """Yield a line if a text that `dump` wrote differs from the records."""
    found = [json.loads(line) for line in text.split("\n") if line] if in_lines else json.loads(text)
    if found != [as_dict(record, private=private) for record in records]:
        yield "the JSON differs from the library"
