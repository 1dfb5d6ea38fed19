"""YAML 1.1 as dictionaries, lists and texts, read safely.

The values are made from the events of PyYAML's safe loader, not by its constructors: so a version `1.10`, `no`, `12:30` and a date
are the text that was written, no tag names a class, and no function is recursive, however deep a file is nested.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 200_000  # characters; the longest CITATION.cff have some thousands
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DEPTH = 20  # the formats need four to ten
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))  # YAML 1.1, section 10.2: the tag null


class BrokenError(ValueError):
    """A text that is no YAML, or uses what no file that is read needs; `line` counts from 1, and is 0 where none is to blame."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class YamlMapping(dict[str, object]):
    """A mapping, with the line where it begins, and the pairs whose name it has already, or that have no text for one."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.again: list[tuple[str, object]] = []


def load(source: str, *, longest: int = _MOST, copies: int = 0, null: object = "") -> object:
    """Return the content of a file: dictionaries, lists and texts.

    Numbers and dates are texts too, and what is null is `null`; of a repeated name the first value counts. Raises BrokenError, also for what is longer than `longest`
    characters or too deep, and for aliases that bring more than `copies` values, by which a small file can become a huge one.

    `version: 1.10` → `{"version": "1.10"}`
    """
    if len(source) > longest:
        raise BrokenError("it is too long")
    built = _Builder(copies, null)
    for event in _events(source):
        built.take(event)
        if type(event).__name__ == "DocumentEndEvent":
            break
    if built.whole and not isinstance(built.whole, (dict, list)):
        raise BrokenError("it is a text")
    return built.whole


def _text(value: str) -> str:
    """Return a text without control characters and lone surrogates, which escapes may bring."""
    return value if value.isprintable() else _NO_TEXT.sub("", value).encode("utf-8", "replace").decode("utf-8")


def _events(source: str) -> Iterator[Any]:
    """Yield the events of PyYAML, by libyaml where it is installed.

    Raises BrokenError.
    """
    import yaml  # noqa: PLC0415 - only who reads such a file needs it

    try:
        yield from yaml.parse(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        message = getattr(error, "problem", None) or str(error)
        raise BrokenError(str(message), mark.line + 1 if mark else 0) from error


class _Builder:
    """Builds the nested values; `whole` is the outermost."""

    def __init__(self, copies: int, null: object) -> None:
        self._null = null
        self.whole: object = ""
        self._opened: list[_Opened] = []
        self._named: dict[str, tuple[object, int]] = {}  # what anchors name, and how many values are in it
        self._made = 0
        self._copies = copies

    def take(self, event: Any) -> None:  # noqa: ANN401 - PyYAML's events have no common type
        """Add what an event says. Raises BrokenError."""
        kind = type(event).__name__
        line = event.start_mark.line + 1
        if kind == "ScalarEvent":
            value = self._null if not event.style and event.value in _NULLS else _text(event.value)
            self._add(value, line, event.anchor)
        elif kind == "MappingStartEvent":
            self._open(YamlMapping(self._line(line)), event.anchor, line)
        elif kind == "SequenceStartEvent":
            self._open([], event.anchor, line)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            done = self._opened.pop()
            self._add(done.value, line, done.anchor, self._made - done.before)
        elif kind == "AliasEvent":
            self._copy(event.anchor, line)

    def _line(self, line: int) -> int:
        """Return the line of what begins: that of its name where it has one."""
        named = self._opened[-1] if self._opened else None
        return named.name_line if named and named.waiting else line

    def _open(self, value: YamlMapping | list[object], anchor: str | None, line: int) -> None:
        if len(self._opened) == _DEPTH:
            raise BrokenError("it is nested too deeply", line)
        self._opened.append(_Opened(value, anchor, self._made))

    def _copy(self, anchor: str, line: int) -> None:
        value, size = self._named.get(anchor, ("", 0))
        if not size:
            raise BrokenError("it has an alias of nothing", line)
        self._copies -= size
        self._made += size
        if self._copies < 0:
            raise BrokenError("it has an alias, which brings too much", line)
        self._add(value, line)

    def _add(self, value: object, line: int, anchor: str | None = None, within: int = 0) -> None:
        """Add a value to the open one, with the number of values in it."""
        self._made += 1
        if anchor:
            self._named[anchor] = (value, within + 1)
        if self._opened:
            self._opened[-1].add(value, line)
        else:
            self.whole = value


class _Opened:
    """A value that is not at its end, and the name that waits for its value."""

    def __init__(self, value: YamlMapping | list[object], anchor: str | None, before: int) -> None:
        self.value, self.anchor, self.before = value, anchor, before
        self.waiting: list[object] = []
        self.name_line = 0

    def add(self, value: object, line: int) -> None:
        """Add a value; in a mapping, every second is a name."""
        if isinstance(self.value, list):
            self.value.append(value)
        elif not self.waiting:
            self.waiting.append(value)
            self.name_line = line
        else:
            name = self.waiting.pop()
            if isinstance(name, str) and name not in self.value:
                self.value[name] = value
            else:
                self.value.again.append((name if isinstance(name, str) else "", value))
