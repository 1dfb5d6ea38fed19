"""Reads an array of JSON value by value (RFC 8259): one that is broken is a problem with its line, and the others are kept."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist.model.record import Problem
from readinglist.util import nesting

if TYPE_CHECKING:
    from collections.abc import Iterator

_VISIBLE = re.compile(r"\S")
_SPACE = re.compile(r"[^\s,]")
_NEXT = re.compile(r"\}\s*,\s*(?=\{)")
# Broken items before the rest is one problem, as each costs a search; a text with more is no JSON. A guess.
_MOST_BROKEN = 100
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONGEST = 20  # digits of a number; longer ones stay text, as Python takes quadratic time for them


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST else digits


_DECODER = json.JSONDecoder(parse_int=_integer, parse_float=str, parse_constant=str)


class JsonValue(NamedTuple):
    """A value of an array, with its line and its text."""

    value: Any
    line: int
    raw: str


class JsonObject(NamedTuple):
    """An object of an array, with its line and its text."""

    value: dict[str, Any]
    line: int
    raw: str


def values(whole: str, position: int = 0) -> Iterator[JsonValue | Problem]:
    """Yield the values of the array at a place of a text, or the lone value there, each with its line; and a problem for each that is none."""
    found = _VISIBLE.search(whole, position)
    position = found.start() if found else len(whole)
    if whole.startswith("[", position):
        yield from _in_array(whole, position + 1)
    elif found:
        yield _one(whole, position, whole.count("\n", 0, position) + 1)[0]


def objects(whole: str, wanted: str, position: int = 0) -> Iterator[JsonObject | Problem]:
    """Yield the objects of such an array, cleaned; and a problem, which says what is `wanted`, for what is none or is nested too deeply."""
    for found in values(whole, position):
        if isinstance(found, Problem):
            yield found
        elif not isinstance(found.value, dict) or nesting.is_deeper(found.value):
            yield Problem(found.line, wanted, found.raw)
        else:
            yield JsonObject(clean(found.value), found.line, found.raw)


def _in_array(whole: str, position: int) -> Iterator[JsonValue | Problem]:
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


def _one(whole: str, position: int, line: int) -> tuple[JsonValue | Problem, int]:
    """Return the value at a position, and where the next one begins."""
    try:
        value, end = _DECODER.raw_decode(whole, position)
    except json.JSONDecodeError as error:
        end = _resumed(whole, max(error.pos - 1, position))
        raw = whole[position:end].rstrip().rstrip(",")
        return Problem(error.lineno, f"this is no JSON: {error.msg.lower()}", raw), end
    except RecursionError:
        return Problem(line, "this is no JSON: it is nested too deeply", whole[position:]), len(whole)
    return JsonValue(value, line, whole[position:end]), end


def clean(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a value without control characters and lone surrogates."""
    if isinstance(value, str):
        return value if value.isprintable() else _NO_TEXT.sub("", value).encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {clean(name): clean(inner) for name, inner in value.items()}
    return [clean(inner) for inner in value] if isinstance(value, list) else value


def text_of(value: object) -> str:
    """Return a text or a number as text; empty for anything else."""
    return value.strip() if isinstance(value, str) else str(value) if type(value) is int else ""


def _resumed(whole: str, position: int) -> int:
    """Return where the next value probably begins behind a broken one."""
    following = _NEXT.search(whole, position)
    return following.end() if following else max(position, len(whole.rstrip().removesuffix("]")))
