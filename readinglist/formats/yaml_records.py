"""Reads files of YAML entry by entry: where a file as a whole is no YAML, each entry that is some is kept, and the others are problems."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model.record import Problem
from readinglist.util import nesting, yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from readinglist.formats.draft import Draft

# Guesses: far above any bibliography of a person, and what aliases may bring beside.
_LONGEST, _COPIES = 50_000_000, 100_000
_NAMED = re.compile(
    r"(?:[^\s#\-&*!|>'\"%@`{}\[\],?:]|-(?=\S)(?!--))[^\n]*?:(?=\s|$)|'[^'\n]*'\s*:(?=\s|$)|\"[^\"\n]*\"\s*:(?=\s|$)"
)


class YamlEntry(NamedTuple):
    """An entry of a file: its name where it has one, its value, and its line."""

    name: str
    value: object
    line: int


class YamlValues:
    """A mapping, of which nothing was taken yet."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self.left = {name.strip(): value for name, value in values.items()}
        self._again = values.again if isinstance(values, yaml.YamlMapping) else []

    def take(self, name: str) -> object:
        """Return a value, which is then done with; empty for none."""
        return self.left.pop(name, "")

    def keep_left(self, entry: Draft, within: str = "") -> None:
        """Keep every text that is left under its name."""
        for name, value in [*self.left.items(), *self._again]:
            if text := said(value):
                entry.keep(f"{within}{name}", text)


def said(value: object) -> str:
    """Return what a value says, as one text: `{a: b, c: [d, e]}` → `a: b, c: d, e`."""
    return "" if nesting.is_deeper(value) else _said(value)


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {text}" for name, inner in value.items() if (text := _said(inner)))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_said, value)))
    return value if isinstance(value, str) else "" if value is None else str(value)


class YamlPiece(NamedTuple):
    """Lines of a file that should be one entry."""

    text: str
    line: int


def whole(text: str | Iterable[str]) -> str:
    """Return a text without a byte order mark, with the line ends of YAML."""
    joined = (text if isinstance(text, str) else "".join(text)).removeprefix("\ufeff")
    return joined.replace("\r\n", "\n").replace("\r", "\n")


def named(text: str) -> Iterator[YamlEntry | Problem]:
    """Yield the entries of a mapping: each name at the beginning of a line with its value."""
    pieces = list(_pieces(text, _NAMED))
    try:
        found = _loaded(text)
    except yaml.BrokenError as error:
        yield from _each(pieces, text, error)
        return
    if isinstance(found, yaml.YamlMapping):
        lines = iter(pieces)
        for name, value in sorted([*found.items(), *found.again], key=lambda pair: _line(pair[1])):
            yield YamlEntry(
                name, value, _line(value) or next((one.line for one in lines if one.text.startswith(name)), 1)
            )
    elif found:
        yield Problem(1, "it has no names at the beginning of its lines", text)


def listed(text: str, name: str) -> Iterator[YamlEntry | Problem]:
    """Yield the entries of a list: that of a name at the beginning of a line, or the file itself."""
    try:
        found = _loaded(text, None)
    except yaml.BrokenError as error:
        yield from _each(list(_of_list(text, name)), text, error, None)
        return
    values = found.get(name) if isinstance(found, yaml.YamlMapping) else found
    if isinstance(values, yaml.YamlMapping):
        values = [values]
    if isinstance(values, list):
        last = 1
        for value in values:
            last = _line(value) or last
            yield YamlEntry("", value, last)
    elif found:
        yield Problem(1, f"it has no list of {name}", text)
    for other, value in [*found.items(), *found.again] if isinstance(found, yaml.YamlMapping) else ():
        if other != name or (value is not values and isinstance(value, list)):
            yield Problem(_line(value) or 1, f"its {other} is no part of a list of {name}", broken=False)


def pairs(text: str) -> Iterator[yaml.YamlMapping | Problem]:
    """Yield the mapping that a file is; of one that is no YAML, that of each name that is some, and problems."""
    try:
        found = _loaded(text)
    except yaml.BrokenError as error:
        whole = yaml.YamlMapping(1)
        for one in _each(list(_pieces(text, _NAMED)), text, error):
            if isinstance(one, Problem):
                yield one
            elif one.name in whole:
                whole.again.append((one.name, one.value))
            else:
                whole[one.name] = one.value
        if whole:
            yield whole
        return
    if isinstance(found, yaml.YamlMapping):
        yield found
    elif found:
        yield Problem(1, "it has no names at the beginning of its lines", text)


def _loaded(text: str, null: object = "") -> object:
    return yaml.load(text, longest=_LONGEST, copies=_COPIES, null=null)


def _line(value: object) -> int:
    return value.line if isinstance(value, yaml.YamlMapping) else 0


def _each(
    pieces: list[YamlPiece], text: str, error: yaml.BrokenError, null: object = ""
) -> Iterator[YamlEntry | Problem]:
    """Yield the entries of a file that is no YAML as a whole."""
    if not pieces:
        yield Problem(error.line or 1, f"it is no YAML: {error}", text[:_LONGEST])
    for piece in pieces:
        try:
            found = _loaded(piece.text, null)
        except yaml.BrokenError as broken:
            line = piece.line + max(broken.line - 1, 0)
            yield Problem(line, f"it is no YAML: {broken}", piece.text)
            continue
        if isinstance(found, yaml.YamlMapping):
            for name, value in [*found.items(), *found.again]:
                yield YamlEntry(name, value, piece.line)
        elif isinstance(found, list):
            for value in found:
                yield YamlEntry("", value, piece.line)


def _pieces(text: str, begins: re.Pattern[str], first: int = 1) -> Iterator[YamlPiece]:
    """Yield the lines from each that begins an entry to the next; what is before the first is in none."""
    lines: list[str] = []
    start = 0
    for number, line in enumerate(text.split("\n"), first):
        if begins.match(line):
            if lines:
                yield YamlPiece("\n".join(lines), start)
            lines, start = [], number
        if start:
            lines.append(line)
    if lines:
        yield YamlPiece("\n".join(lines), start)


def _of_list(text: str, name: str) -> Iterator[YamlPiece]:
    found = re.search(rf"^{name}[ \t]*:[ \t]*(?:#[^\n]*)?$", text, re.MULTILINE)
    start = found.end() + 1 if found else 0
    dash = re.compile(r"^([ \t]*)-(?=\s)", re.MULTILINE).search(text, start)
    if dash:
        ends = re.compile(r"^(?:[^\s#-]|-{3}|\.{3})", re.MULTILINE).search(text, dash.end())
        end = ends.start() if ends else len(text)
        yield from _pieces(
            text[dash.start() : end], re.compile(rf"{dash[1]}-(?:\s|$)"), text.count("\n", 0, dash.start()) + 1
        )
