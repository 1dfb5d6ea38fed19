"""Collections, which lie in each other, as tags: `a/b` is b within a."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

T = TypeVar("T", int, str)


def paths(names: Mapping[T, tuple[str, T | None]], gone: Collection[T] = ()) -> dict[T, str]:
    """Return the paths of collections, each of which has a name and what it is in; a stroke in a name becomes another.

    One that was thrown away, is in one that was, or in itself, has none.
    """
    return {one: path for one in names if (path := _path(one, names, gone))}


def _path(one: T, names: Mapping[T, tuple[str, T | None]], gone: Collection[T]) -> str:
    parts: list[str] = []
    seen: set[T] = set()
    inner: T | None = one
    while inner is not None and inner in names:
        if inner in gone or inner in seen:
            return ""
        seen.add(inner)
        name, inner = names[inner]
        parts.append(" ".join(name.replace("/", "∕").split()))
    return "/".join(reversed(parts))
