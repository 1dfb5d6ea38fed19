"""An array of CSL-JSON items as records and problems, and back."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from readinglist.formats import json_arrays
from readinglist.formats.bibtex.write import MODERN, fields_as_written
from readinglist.formats.csl import read as csl_reader
from readinglist.formats.csl import tables, write
from readinglist.formats.csl.casing import is_foreign
from readinglist.model.record import Problem, Record
from readinglist.util import nesting
from readinglist.util.text import in_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.model.record import Item

_LISTS = re.compile(r'\s*\{\s*"(?:items|references)"\s*:\s*(?=\[)')
_BATCH = 64  # records written at a time; a guess


def dump(records: Iterable[Record], *, ascii_only: bool) -> Iterator[str]:
    """Yield an array of items, one string for each.

    Raises ValueError for a record without a key.
    """
    encode = json.JSONEncoder(ensure_ascii=ascii_only).encode
    before = "[\n"
    left, most = iter(records), 1
    while some := list(itertools.islice(left, most)):
        for made in with_custom(some):
            yield before + in_json(encode(made))
            before = ",\n"
        most = _BATCH
    yield "[]\n" if before == "[\n" else "\n]\n"


def item(record: Record, *, is_english: bool = True) -> dict[str, Any]:
    """Return a record as an item of CSL alone, for a citation processor.

    See `csl.item`.
    """
    made = write.item(fields_as_written(record, MODERN), is_english=is_english, is_printed=True)
    foreign = "language" not in made and is_foreign(record.title)
    return made | {"language": "und"} if foreign else made


def _csl_item(record: Record) -> dict[str, Any]:
    return write.item(fields_as_written(record, MODERN))


def with_custom(records: Sequence[Record]) -> Iterator[dict[str, Any]]:
    """Yield records as items from which they can be read back.

    What the variables of CSL do not hold is under `custom`. Each step is done for all of them
    before the next, which takes less time than one record after the other.
    """
    for record in records:
        if not record.key:
            raise ValueError(f"a record without a key cannot be written: {record.title!r}")
    modern = [fields_as_written(record, MODERN) for record in records]
    items = [write.item(record) for record in modern]
    read_back = [csl_reader.entry(made) for made in items]
    for record, made, heard in zip(modern, items, read_back, strict=True):
        rest = csl_reader.rest(record, heard)
        foreign = made.get(tables.CUSTOM)
        own = {tables.CUSTOM: (foreign if isinstance(foreign, dict) else {}) | {tables.OWN: rest}}
        yield made | own if rest else made


def load(text: str | Iterable[str]) -> Iterator[Item]:
    """Yield the items of a text as records and problems.

    The text is an array of items, or a lone item.
    """
    whole = (text if isinstance(text, str) else "".join(text)).removeprefix("\ufeff")
    lists = _LISTS.match(whole)
    for found in json_arrays.values(whole, lists.end() if lists else 0):
        if isinstance(found, Problem):
            yield found
        elif nesting.is_deeper(found.value):
            yield Problem(found.line, "an item of CSL-JSON is not nested so deeply", found.raw)
        else:
            yield of_value(json_arrays.clean(found.value), found.line, found.raw)


def of_value(value: object, line: int, raw: str = "") -> Item:
    """Return an item as a record, or a problem where it is none."""
    if not isinstance(value, dict):
        return Problem(line, "an item of CSL-JSON is an object", raw)
    if "contributors" in value and "fields" in value:
        return Problem(line, "this is readinglist's own JSON, which is not read; export as biblatex or csl-json", raw)
    if not value.keys() & {"type", "title", "id", "author", "DOI", "URL"}:
        return Problem(line, "an item of CSL-JSON has a type, an id and a title, and this has none of them", raw)
    key, *others = csl_reader.keys_of(value) or [""]
    return replace(record(value, line), key=key, aliases=tuple(others))


def record(value: dict[str, Any], line: int = 0) -> Record:
    """Return an item as a record; see `csl.record`."""
    read = csl_reader.read(value, line)
    custom = value.get(tables.CUSTOM)
    whole = csl_reader.with_rest(read, custom.get(tables.OWN)) if isinstance(custom, dict) else None
    if whole is None or not isinstance(custom, dict):
        return read
    again = csl_reader.read(_csl_item(whole))
    if (again.type, again.values(), again.contributors) == (read.type, read.values(), read.contributors):
        return whole
    fields = custom[tables.OWN].get("fields", {})
    more = {name: raw for name, raw in fields.items() if name not in read.values()}
    return csl_reader.with_rest(read, {"fields": more}) or read


def differences(records: Iterable[Record], items: Iterable[Item]) -> Iterator[str]:
    """Yield a line for each difference of records from items that were read, in the names of BibLaTeX."""
    found = {}
    for item_ in items:
        if isinstance(item_, Record):
            found[item_.key] = item_
        elif isinstance(item_, Problem):
            yield f"line {item_.line}: {item_.message}"
    for wanted in records:
        written = found.pop(wanted.key, None)
        if written is None:
            yield f"{wanted.key}: is not in the file"
        else:
            rest = csl_reader.rest(fields_as_written(wanted, MODERN), written)
            yield from (
                f"{wanted.key}: {name} differs"
                for name in (*rest.get("fields", ()), *(["type"] if "type" in rest else []))
            )
    yield from (f"{key}: is in the file, and should not be" for key in found)
