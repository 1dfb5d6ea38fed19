"""How deep the values of JSON and TOML are nested, which somebody else wrote."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 50  # levels; a guess, beyond any file that people or programs write


def is_deeper(value: object) -> bool:
    """Whether lists and tables lie in each other more deeply than any that are meant.

    Python goes down such values by recursion, to encode or copy them, and fails on those that it could just decode.
    """
    return any(islice(levels(value), _DEEPEST, None))


def levels(value: object) -> Iterator[list[object]]:
    """Yield the value itself, the values in it, those in these, and so on: `{"a": [1]}` → it, `[1]`, `1`."""
    level = [value]
    while level:
        yield level
        level = [part for one in level if isinstance(one, dict | list) for part in _parts(one)]


def _parts(value: dict[object, object] | list[object]) -> list[object]:
    return list(value.values()) if isinstance(value, dict) else value
