"""A tolerant scanner for entries that bibtexparser cannot read.

It keeps what is readable, and reports what it repaired.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.formats.bibtex import expressions, recover_loose
from readinglist.formats.bibtex.braces import Line, Terrain
from readinglist.formats.bibtex.builder import build
from readinglist.model import biblatex
from readinglist.model.record import Item, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

_NO_PREAMBLE = "the preamble does not end; it is kept as a comment"
_COMMANDS = ("string", "comment", "preamble")
_ENTRY = re.compile(r"@\s*([^\s{}(),\"=@%#]+)\s*([{(])")
_NAME = re.compile(r"([^\s=,{}\"#%()]+)\s*=\s*")
# BibTeX ends a key at white space, a comma or the closing brace; in an entry in parentheses one more may end it.
_KEYS = {"}": re.compile(r"\s*+([^,}\n]*+)(?=[,}\n])"), ")": re.compile(r"\s*+([^,}\n)]*+)(?=[,}\n)])")}
_KEY_AND_FIELD = re.compile(r"\s*+([^\s,{}()=\"]++)[ \t]++([A-Za-z][\w-]*+)\s*+=")
_AT = re.compile(r"^[ \t]*+@", re.MULTILINE)
_LIKE_AN_ENTRY = re.compile(r"\s*+(?:[^\s,{}=\"]*+\s*+,?+\s*+)?[^\s=,{}\"#%()]++\s*+=")
# `name =` right before a quotation mark that would close a value: the mark opens the value of that field.
_RUNAWAY = re.compile(r"\n[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*\Z")
_BARE_VALUE = re.compile(r"[^\s,{}\"#()=@]+")
_KEPT_KEY = re.compile(r"[^\s,{}]+\Z")


class Scan(NamedTuple):
    """The items of a region, and where the scanner stopped.

    It stops beyond the region if an entry continues there.
    """

    items: list[tuple[Item, int, int]]
    end: int


def scan(
    ground: Terrain,
    start: int,
    end: int,
    line_at: Callable[[int], int],
    macros: dict[str, str],
    *,
    leading: bool = False,
) -> Scan:
    """Read the entries that begin between `start` and `end`, broken ones too.

    `leading` says that no entry is before it.

    `@article{a, title={T} year=2001}` → an entry with title and year, and the notice `a comma is missing after title`
    """
    items: list[tuple[Item, int, int]] = []
    position = loose = start
    line = Line(ground.text, start)
    while found := _ENTRY.search(ground.text, position, end):
        kind = found[1].lower()
        if line.is_commented(found.start()) or (kind not in _COMMANDS and _is_prose(ground, found)):
            position = found.end()
            continue
        items += recover_loose.pieces(ground.text[loose : found.start()], loose, line_at, leading=leading)
        if kind in ("comment", "preamble"):
            position = _end_of_braces(ground, found.end() - 1, found.end())
            if kind == "preamble" and found[2] == "{" and position == found.end():
                notice = Problem(line_at(found.start()), _NO_PREAMBLE, found[0], broken=False)
                items.append((notice, found.start(), found.start()))
        else:
            entry = _read(ground, found, line_at(found.start()), macros)
            position = max(entry.end, found.end())
            items += entry.items()
            leading = leading and kind == "string"
        loose = position
        line.take(position)
    items += recover_loose.pieces(ground.text[loose:end], loose, line_at, leading=leading)
    return Scan(items, position)


def _read(ground: Terrain, found: re.Match[str], line: int, macros: dict[str, str]) -> _Entry:
    r"""Return an entry, read as BibTeX reads it.

    Where that leaves something over, and the entry has `\{` or `\}`, these may be meant as characters: if nothing is left
    over then, it is read so.
    """
    entry = _Entry(ground, found, line, macros)
    entry.read()
    if found[1].lower() == "string" or not entry.is_torn() or ground.with_escapes is None:
        return entry
    other = _Entry(ground.with_escapes, found, line, macros)
    other.read()
    return entry if other.is_torn() else other


def _is_prose(ground: Terrain, found: re.Match[str]) -> bool:
    """Whether an `@word(` stands in running text.

    It then does not begin a line, and is not followed by a key or a field.
    """
    return not ground.begins(found.start()) and not _LIKE_AN_ENTRY.match(ground.text, found.end())


def _end_of_braces(ground: Terrain, brace: int, otherwise: int) -> int:
    end = ground.closing(brace) if ground.text[brace] == "{" else -1
    return end + 1 if end >= 0 else otherwise


class _Entry:
    """One entry while it is read."""

    def __init__(self, ground: Terrain, found: re.Match[str], line: int, macros: dict[str, str]) -> None:
        self.ground = ground
        self.text = ground.text
        self.start = found.start()
        self.body = found.end()
        self.kind = found[1]
        self.close = "}" if found[2] == "{" else ")"
        self.line = line
        self.limit = ground.limit(found.end())
        if found[1].lower() == "string" and (following := _AT.search(ground.text, found.end(), self.limit)):
            self.limit = following.start()
        self.macros = macros
        self.key = ""
        self.fields: list[tuple[str, str]] = []
        self.remarks: list[str] = []
        self.left_out: list[str] = []
        self.closed = False
        self.end = self.body

    def read(self) -> int:
        """Read to the end of the entry and return where that is."""
        position = self.body if self.kind.lower() == "string" else self._read_key()
        while position < self.limit and not self.closed:
            position = self._read_one(position)
        self.end = position
        if not self.closed:
            self.remarks.append("its closing brace is missing")
        return position

    def is_torn(self) -> bool:
        """Whether something was left over, or another entry was taken in."""
        return bool(self.remarks or self.left_out or not self.closed or self.ground.is_torn(self.start, self.end))

    def _read_key(self) -> int:
        found = _KEYS[self.close].match(self.text, self.body)
        if not found or found.end() > self.limit or self._is_field(found):
            self.remarks.append("it has no key")
            return self.body
        written = found[1].rstrip()
        if (unparted := _KEY_AND_FIELD.match(self.text, self.body)) and unparted[2].lower() in biblatex.KNOWN_FIELDS:
            self.key = unparted[1]
            self.remarks.append("a comma is missing after its key")
            return unparted.start(2)
        if _KEPT_KEY.match(written):
            self.key = written
        else:
            self.remarks.append(f"the key {written!r} is none that BibTeX takes" if written else "it has no key")
        return found.end()

    def _is_field(self, found: re.Match[str]) -> bool:
        """Whether a field stands in the place of the key.

        `year=2001` is a field, `smith=2001` is a key, as BibTeX reads it too.
        """
        name = _NAME.match(self.text, found.start(1))
        if name is None:
            return False
        written = found[1].rstrip()
        return name[1].lower() in biblatex.KNOWN_FIELDS or not _KEPT_KEY.match(written) or written == name[0]

    def _read_one(self, position: int) -> int:
        """Read white space, a comma, the end, a comment or a field.

        A line with anything else is left out, and reported.
        """
        character = self.text[position]
        if character.isspace() or character == ",":
            return position + 1
        if character == self.close:
            self.closed = True
            return position + 1
        if character == "%":
            return self._line_end(position)
        found = _NAME.match(self.text, position)
        if not found or found.end() > self.limit:
            return self._skip_line(position)
        return self._read_field(found)

    def _line_end(self, position: int) -> int:
        end = self.text.find("\n", position, self.limit)
        return self.limit if end < 0 else end + 1

    def _skip_line(self, position: int) -> int:
        end = self._line_end(position)
        self.left_out.append(self.text[position:end].strip())
        return end

    def _read_field(self, found: re.Match[str]) -> int:
        parts: list[str] = []
        position = found.end()
        while True:
            part, after = self._value(position)
            if part is None:
                return self._read_broken_value(found, position)
            parts.append(part)
            joint = self._past_space(after)
            if self.text[joint : joint + 1] != "#" or joint >= self.limit:
                break
            position = self._past_space(joint + 1)
        self._add_field(found[1], " # ".join(map(self._balanced, parts)))
        if self.text[joint : joint + 1] not in (",", self.close):
            self.remarks.append(f"a comma is missing after {found[1]}")
        return after

    def _balanced(self, part: str) -> str:
        """Return a part as BibTeX reads it, where it was read with escaped braces."""
        return (
            part
            if part[:1] not in ("{", '"') or expressions.is_balanced(part[1:-1])
            else expressions.enclosed(part[1:-1])
        )

    def _past_space(self, position: int) -> int:
        while position < len(self.text) and self.text[position].isspace():
            position += 1
        return position

    def _value(self, position: int) -> tuple[str | None, int]:
        """Return one part of a value as written, and where it ends.

        None where it does not end before the limit, which is where the next entry begins a line. `{a} # x → {a}`
        """
        opening = self.text[position : position + 1]
        if opening == "{":
            return self._enclosed_value(position, self.ground.closing(position))
        if opening == '"':
            end = self.ground.closing_quote(position)
            # A mark that opens the next field's value does not close this one: this one was never closed.
            is_runaway = end >= 0 and _RUNAWAY.search(self.text, position, end)
            return (None, position) if is_runaway else self._enclosed_value(position, end)
        found = _BARE_VALUE.match(self.text, position, self.limit)
        return (found[0], found.end()) if found else (None, position)

    def _enclosed_value(self, position: int, end: int) -> tuple[str | None, int]:
        """Return a part in braces or quotation marks.

        It closes at `end`, or never (-1).
        """
        if end < 0:
            return None, position
        if end >= self.limit:
            # A line of the value looks like the beginning of an entry. Only what follows the value can tell.
            if not self._continues_entry(end + 1):
                return None, position
            self.limit = self.ground.limit(end)
        return self.text[position : end + 1], end + 1

    def _continues_entry(self, position: int) -> bool:
        """Whether a field, or the end, follows a value."""
        after = self._past_space(position)
        if self.text[after : after + 1] == ",":
            after = self._past_space(after + 1)
            return bool(_NAME.match(self.text, after)) or self.text[after : after + 1] == self.close
        return self.text[after : after + 1] == self.close

    def _read_broken_value(self, found: re.Match[str], position: int) -> int:
        """Read a value that never ends up to its line end.

        A notice reports it.
        """
        end = self._line_end(position)
        rest = self.text[position:end].strip().lstrip('{"').rstrip(",").rstrip('}"')
        if rest:
            self._add_field(found[1], expressions.enclosed(rest))
        self.remarks.append(f"the value of {found[1]} does not end; it was cut at the end of its line")
        return end

    def _add_field(self, name: str, raw: str) -> None:
        low = name.lower()
        if self.kind.lower() == "string":
            expressions.define(self.macros, name, raw)
            return
        earlier = [value for known, value in self.fields if known.lower() == low]
        if not earlier:
            self.fields.append((name, raw))
        elif raw not in earlier:
            number = 2
            while any(known.lower() == f"{low}_{number}" for known, _ in self.fields):
                number += 1
            self.fields.append((f"{name}_{number}", raw))
            self.remarks.append(f"{name} stands there twice; the second is kept as {name}_{number}")

    def items(self) -> list[tuple[Item, int, int]]:
        """Return the record with a notice of its repairs, or the broken entry.

        Each is returned with its place.
        """
        raw = self.text[self.start : self.end].rstrip()
        end = self.start + len(raw)
        if self.left_out:
            # Enough to recognise the place; a whole entry may be left out, and the file still has it.
            self.remarks.append(f"left out: {'; '.join(self.left_out)[:200]}")
        name = f"@{self.kind} {self.key}".strip()
        notice = Problem(self.line, f"{name}: {'; '.join(self.remarks)}", raw, broken=False)
        notices: list[tuple[Item, int, int]] = [(notice, self.start, self.start)] if self.remarks else []
        if self.kind.lower() == "string":
            return notices
        if not self.fields and (not self.closed or self.left_out):
            return [(Problem(self.line, f"no field of this @{self.kind} can be read", raw), self.start, end)]
        try:
            record = build(self.key, self.kind, self.fields, self.macros, self.line, raw)
        except ValueError as error:
            return [(Problem(self.line, f"{name}: {error}", raw), self.start, end)]
        return [(record, self.start, end), *((item, end, end) for item, _, _ in notices)]
