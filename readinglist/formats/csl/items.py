"""An array of CSL-JSON items as records and problems, and back."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

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

_SPACE = re.compile(r"[^\s,]")
_NEXT = re.compile(r"\}\s*,\s*(?=\{)")
_LISTS = re.compile(r'\s*\{\s*"(?:items|references)"\s*:\s*(?=\[)')
# Broken items before the rest is one problem, as each costs a search; a text with more is no CSL-JSON. A guess.
_MOST_BROKEN = 100
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BATCH = 64  # records written at a time; a guess
_LONGEST = 20  # digits of a number; longer ones stay text, as Python takes quadratic time for them


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST else digits


_DECODER = json.JSONDecoder(parse_int=_integer, parse_float=str, parse_constant=str)


def dump(records: Iterable[Record], *, ascii_only: bool) -> Iterator[str]:
    """Yield an array of items, one string for each.

    Raises ValueError for a record without a key.
    """
    encode = json.JSONEncoder(ensure_ascii=ascii_only).encode
    before = "[\n"
    left, most = iter(records), 1
    while some := list(itertools.islice(left, most)):
        for made in _with_custom(some):
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


def _with_custom(records: Sequence[Record]) -> Iterator[dict[str, Any]]:
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
    position = lists.end() if lists else len(whole) - len(whole.lstrip())
    if whole.startswith("[", position):
        yield from _items(whole, position + 1)
    elif whole.strip():
        yield _one(whole, position, whole.count("\n", 0, position) + 1)[0]


def _items(whole: str, position: int) -> Iterator[Item]:
    line, counted, broken = 1, 0, 0
    while True:
        position = _next(whole, position)
        line, counted = line + whole.count("\n", counted, position), position
        if position >= len(whole):
            yield Problem(line, "the array of items is never closed", broken=False)
            return
        if whole[position] == "]":
            return
        if broken == _MOST_BROKEN:
            yield Problem(
                line, f"{broken} items before are broken; this and what follows was not tried", whole[position:]
            )
            return
        found, position = _one(whole, position, line)
        broken += isinstance(found, Problem)
        yield found


def _next(whole: str, position: int) -> int:
    """Return where the next character is that is no separator."""
    found = _SPACE.search(whole, position)
    return found.start() if found else len(whole)


def _one(whole: str, position: int, line: int) -> tuple[Item, int]:
    """Return the item at a position, and where the next one begins."""
    try:
        value, end = _DECODER.raw_decode(whole, position)
    except json.JSONDecodeError as error:
        end = _resumed(whole, max(error.pos - 1, position))
        raw = whole[position:end].rstrip().rstrip(",")
        return Problem(error.lineno, f"this is no JSON: {error.msg.lower()}", raw), end
    except RecursionError:
        return Problem(line, "this is no JSON: it is nested too deeply", whole[position:]), len(whole)
    if nesting.is_deeper(value):
        return Problem(line, "an item of CSL-JSON is not nested so deeply", whole[position:end]), end
    return of_value(_clean(value), line, whole[position:end]), end


def _clean(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a value without control characters and lone surrogates."""
    if isinstance(value, str):
        return value if value.isprintable() else _NO_TEXT.sub("", value).encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_clean(name): _clean(inner) for name, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value


def _resumed(whole: str, position: int) -> int:
    """Return where the next item probably begins behind a broken one."""
    following = _NEXT.search(whole, position)
    return following.end() if following else max(position, len(whole.rstrip().removesuffix("]")))


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


def differences(records: Iterable[Record], text: str) -> Iterator[str]:
    """Yield a line for each difference, in the names of BibLaTeX."""
    found = {}
    for item_ in load(text):
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
