"""Reading JSON by the JSON contract (docs/json.md)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from readinglist.formats import json_arrays
from readinglist.formats.draft import Draft
from readinglist.model.attachment import Highlight
from readinglist.model.names import Name
from readinglist.model.record import STATUSES, Note, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.record import Item, Record

_BETWEEN = re.compile(r"\}(\s*\n\s*)(?=\{)")  # which is no part of a text, as these have no line ends in JSON
_NAME = re.compile(r"[A-Za-z][\w+.:-]*")
_MOST = 10**9


def load(written: str) -> Iterator[Item]:
    """Yield the sources of an array, or of one object a line, with their notes, tags and status, and a problem for each that is none. Never raises.

    Links and claims name other sources, and are not taken: a dump of the library has them.
    """
    whole = written.removeprefix("\ufeff")
    if not whole.lstrip().startswith("["):
        whole = "[" + _BETWEEN.sub(r"},\1", whole) + "]"
    wanted = "a source has a key"
    for found in json_arrays.objects(whole, wanted):
        if isinstance(found, Problem):
            yield found
            continue
        value = found.value
        if not isinstance(value.get("key"), str):
            yield Problem(found.line, wanted, found.raw)
            continue
        yield _record(value, found.line, found.raw)
        if left := [name for name in ("links", "claims", "attachments") if value.get(name)]:
            yield Problem(
                found.line,
                f"the {' and '.join(left)} of {value['key']} are not taken; a dump of the library has them",
                broken=False,
            )


def _record(value: dict[str, Any], line: int, raw: str) -> Record:
    entry = Draft("json", _text(value.get("type")) or "misc", line, raw)
    entry.name_key(value["key"], certain=True)
    people = [one for one in _list(value.get("contributors")) if isinstance(one, dict)]
    for one in people:
        parts = (_text(one.get(part)).replace("{", "").replace("}", "") for part in Name._fields)
        entry.name(_text(one.get("role")), Name(*parts))
    fields = value.get("fields")
    for name, plain in (fields if isinstance(fields, dict) else {}).items():
        if name.lower() not in entry.people and name.lower() != "keywords" and _NAME.fullmatch(name):
            entry.put(name, _text(plain))
    entry.tag(_text(tag) for tag in _list(value.get("tags")))
    status = _text(value.get("status"))
    number = value.get("priority")
    return replace(
        entry.record(),
        aliases=tuple(map(_text, _list(value.get("aliases")))),
        notes=tuple(_notes(value)),
        status=status if status in STATUSES else "",
        priority=number if isinstance(number, int) and abs(number) < _MOST else 0,
        added=_text(value.get("added")),
    )


def _notes(value: dict[str, Any]) -> Iterator[Note]:
    for number, one in enumerate(_list(value.get("notes")), 1):
        if isinstance(one, dict) and (text := _text(one.get("text"))) + (quote := _text(one.get("quote"))):
            mark = Highlight("json", f"{value['key']}/{one.get('id')}", quote=quote, text=text)
            yield Note(number, text, quote, _text(one.get("locator")), one.get("public") is True, highlight=mark)


def _list(value: Any) -> list[Any]:  # noqa: ANN401 - whatever JSON holds
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return value if isinstance(value, str) else ""
