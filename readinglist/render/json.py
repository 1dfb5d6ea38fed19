"""The JSON contract (docs/json.md): whole records and the smaller things that commands print."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Protocol

from readinglist.model.as_json import as_dict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readinglist.model.record import Record
    from readinglist.model.views import Hit


class NamedTupleLike(Protocol):
    """Anything that is a named tuple."""

    def _asdict(self) -> dict[str, Any]: ...


_MARKS = str.maketrans("", "", "\ue000\ue001")
# What would command a terminal or turn its text about; `json` itself writes only U+0000 to U+001F as numbers.
_UNSAFE = "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"


def dumps(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    """Return a value as indented JSON, letters of all scripts as they are; what would move a terminal is written as a number."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return text if text.isascii() else re.sub(_UNSAFE, lambda found: f"\\u{ord(found[0]):04x}", text)


def records(found: Iterable[Record]) -> list[str]:
    """Return an array of sources."""
    return [dumps([as_dict(record) for record in found])]


def hits(found: Sequence[Hit], whole: Iterable[Record]) -> list[str]:
    """Return an array of the sources that a search found, each with its snippet."""
    pairs = zip(found, whole, strict=True)
    return [dumps([as_dict(record) | {"snippet": hit.snippet.translate(_MARKS)} for hit, record in pairs])]


def rows(found: Iterable[NamedTupleLike]) -> list[str]:
    """Return named tuples, such as operations of the log, as an array of objects."""
    return [dumps([row._asdict() for row in found])]


def tags(found: Iterable[tuple[str, int]]) -> list[str]:
    """Return the tags with their counts."""
    return [dumps([{"tag": name, "count": count} for name, count in found])]
