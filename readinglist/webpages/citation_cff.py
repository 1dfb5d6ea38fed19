"""CITATION.cff: YAML 1.1 as dictionaries, lists and texts, read safely.

The values are made from the events of PyYAML's safe loader, not by its constructors: so a version `1.10` and a date are the
text that was written, no tag names a class, and no function is recursive, however deep the file is nested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 200_000  # characters; the longest files have some thousands
_DEPTH = 20  # the format needs four
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))  # YAML 1.1, section 10.2: the tag null


class BrokenError(ValueError):
    """A text that is no YAML, or uses what no CITATION.cff needs."""


def load(source: str) -> object:
    """Return the content of a file: dictionaries, lists and texts.

    Numbers and dates are texts too; of a repeated name the first value counts. Raises BrokenError, also for what is too
    long or too deep, and for aliases, by which a small file can become a huge one.

    `version: 1.10` → `{"version": "1.10"}`
    """
    if len(source) > _MOST:
        raise BrokenError("it is too long")
    built = _Builder()
    for event in _events(source):
        kind = type(event).__name__
        if kind == "ScalarEvent":
            built.add("" if not event.style and event.value in _NULLS else event.value)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            built.open({} if kind == "MappingStartEvent" else [])
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            built.close()
        elif kind == "AliasEvent":
            raise BrokenError("it has an alias")
        elif kind == "DocumentEndEvent":
            break
    if built.whole and not isinstance(built.whole, (dict, list)):
        raise BrokenError("it is a text")
    return built.whole


def _events(source: str) -> Iterator[Any]:
    """Yield the events of PyYAML, by libyaml where it is installed.

    Raises BrokenError.
    """
    import yaml  # noqa: PLC0415 - only a repository with such a file needs it

    try:
        yield from yaml.parse(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise BrokenError(str(error)) from error


class _Builder:
    """Builds the nested values; `whole` is the outermost."""

    def __init__(self) -> None:
        self.whole: object = ""
        self._opened: list[tuple[dict[str, object] | list[object], list[object]]] = []

    def open(self, value: dict[str, object] | list[object]) -> None:
        """Begin a mapping or a list."""
        if len(self._opened) == _DEPTH:
            raise BrokenError("it is nested too deeply")
        self._opened.append((value, []))

    def close(self) -> None:
        """End the value that was begun last."""
        self.add(self._opened.pop()[0])

    def add(self, value: object) -> None:
        """Add a value to the open one.

        In a mapping, every second is a name.
        """
        if not self._opened:
            self.whole = value
            return
        container, waiting = self._opened[-1]
        if isinstance(container, list):
            container.append(value)
        elif not waiting:
            waiting.append(value)
        else:
            name = waiting.pop()
            if isinstance(name, str):
                container.setdefault(name, value)
