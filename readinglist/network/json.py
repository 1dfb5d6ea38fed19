"""Reading JSON of any shape.

A value that is missing, null, nested or of the wrong type counts as absent.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from readinglist.model import chronology, dates
from readinglist.network.errors import BadAnswer
from readinglist.util import text as plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.network.wire import Response

Json = dict[str, Any]
_INSIDE = ("value", "name", "title", "content", "text", "#text", "$", "literal")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9])")
_WORD = re.compile(r"[^\W\d_]{3}")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def parsed(answer: Response) -> Json:
    """Return the JSON object of an answer.

    Raises BadAnswer for anything else.
    """
    try:
        found = json.loads(_decoded(answer))
    except (ValueError, RecursionError) as error:
        raise BadAnswer(answer.url, "it is not JSON") from error
    if not isinstance(found, dict):
        raise BadAnswer(answer.url, "it is not a JSON object")
    return found


def _decoded(answer: Response) -> str:
    """Return the text of an answer in JSON.

    It is UTF-8 by RFC 8259, 8.1, or UTF-16 or UTF-32 by the pattern of its zeros (RFC 4627, 3), or what the server says.
    """
    codec = json.detect_encoding(answer.content)
    return answer.text if codec.startswith("utf-8") else answer.content.decode(codec, "replace")


def under(value: object, *names: str) -> Any:  # noqa: ANN401 - it may be anything
    """Return the value below some names, or None.

    `{"a": {"b": 1}}`, `a`, `b` → 1.
    """
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def items(value: object) -> Iterator[Json]:
    """Yield the objects of a list, or a lone object."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one


def texts(value: object, depth: int = 3) -> Iterator[str]:
    """Yield the texts in a value that are not empty.

    These are itself, those of a list, or the value of an object: `["a", {"value": "b"}, "", 3]` → `a`, `b`, `3`
    """
    # Lists of objects with values in lists are three deep, and what services nest deeper is no list of texts.
    if isinstance(value, str):
        if cleaned := plain_text.clean(value):
            yield cleaned
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield f"{value:g}" if isinstance(value, float) else str(value)
    elif isinstance(value, list) and depth:
        for one in value:
            yield from texts(one, depth - 1)
    elif isinstance(value, dict) and depth:
        yield from texts(next((value[name] for name in _INSIDE if value.get(name)), None), depth - 1)


def text(*values: object) -> str:
    """Return the first text in some values; empty for none."""
    return next((found for value in values for found in texts(value)), "")


def date(value: object) -> str:
    """Return a CSL 1.0.2 date, or a text, in ISO 8601.

    Empty for none.
    `{"date-parts": [[2017, 6]]}` → `2017-06`, `{"raw": "June 2017"}` → `2017-06`
    """
    parts = under(value, "date-parts")
    while isinstance(parts, list) and parts and isinstance(parts[0], list):
        parts = parts[0]
    if isinstance(parts, list) and (found := _from_parts(parts)):
        return found
    return iso(text(under(value, "date-time"), under(value, "raw"), under(value, "literal"), value))


def _from_parts(parts: list[object]) -> str:
    """Return as many of year, month and day as are a date.

    `[2017, 2, 30]` → `2017-02`.
    """
    numbers = []
    for part in parts[:3]:
        word = str(part).strip()
        if not (word.isascii() and word.isdecimal() and int(word[:9]) > 0):
            break
        numbers.append(int(word[:9]))
    for length in range(len(numbers), 0, -1):
        written = "-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:length])])
        if dates.is_valid(written):
            return written
    return ""


def iso(written: str) -> str:
    """Return a date in ISO 8601, from ISO 8601 or words.

    Empty for none.
    `July 31, 2009 → 2009-07-31`, `2009-07-31T10:00 → 2009-07-31`; of several months the first counts.
    """
    found = _DATE.match(written.strip())
    if found and not _WORD.search(written[found.end() :]):
        return _from_parts([part for part in found.groups() if part])
    month = chronology.sortable(written)
    day = _DAY.search(written)
    parts: list[object] = list(month.split("-"))
    return _from_parts([*parts, day[0]] if day and len(month) == len("2009-07") else parts)
