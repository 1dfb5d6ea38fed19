"""The arguments of LaTeX commands, found in linear time.

Where groups begin and end in blanked text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.util.braces import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.manuscripts.latex.commands import Shape

_SPACE = re.compile(r"[ \t]*(?:\n[ \t]*(?!\s*\n))?")
_INSIDE = {
    "]": re.compile(r"[\[{}\]]|\n[ \t]*\n"),
    ")": re.compile(r"[({})]|\n[ \t]*\n"),
    ">": re.compile(r"[<{}>]|\n[ \t]*\n"),
}
_BRACKET = re.compile(r"[\]{]")
_OPENING = {"[": "]", "(": ")", "<": ">"}
# Guesses: far beyond any real argument, and small enough that every file takes linear time.
_FARTHEST = 5_000  # characters of an optional argument
_MARKS = 60  # brackets, braces and empty lines in one
_USUAL = 200  # of these that cost nothing
_PATIENCE = 5_000_000  # characters beyond that, in a whole file


class GroupSpan(NamedTuple):
    """The inside of a group, and the offset after it."""

    start: int
    end: int
    after: int


class Groups:
    """Finds groups in a blanked text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._closing = pairs(text)
        self._patience = _PATIENCE  # characters that may be looked at in vain, so that no file takes for ever

    def space(self, position: int) -> int:
        """Return the offset after spaces and a line break.

        An empty line is not skipped, since it ends the paragraph.
        """
        match = _SPACE.match(self.text, position)
        return match.end() if match else position

    def brace(self, position: int) -> GroupSpan | None:
        """Return the group in braces that comes next."""
        start = self.space(position)
        end = self._closing.get(start) if self.text.startswith("{", start) else None
        return None if end is None else GroupSpan(start + 1, end, end + 1)

    def option(self, position: int, opening: str = "[") -> GroupSpan | None:
        """Return the optional argument that comes next.

        LaTeX ends it at the first bracket outside braces; where no argument follows that one, a later one is meant.
        """
        start = self.space(position)
        if not self.text.startswith(opening, start) or self._patience <= 0:
            return None
        limit = min(start + 1 + _FARTHEST, start + 1 + self._patience)
        first = None
        for end in self._ends(start + 1, limit, _OPENING[opening]):
            first = first or GroupSpan(start + 1, end, end + 1)
            if self.text.startswith(("{", "[", "(", "<"), self.space(end + 1)):
                return GroupSpan(start + 1, end, end + 1)
        return first

    def note(self, position: int, limit: int) -> GroupSpan | None:
        """Return the brackets that begin here, up to the first closing one outside braces."""
        start, position = position + 1, position + 1
        while match := _BRACKET.search(self.text, position, limit):
            if match[0] == "]":
                return GroupSpan(start, match.start(), match.end())
            position = self._closing.get(match.start(), limit) + 1
        return None

    def _ends(self, position: int, limit: int, closing: str) -> Iterator[int]:
        """Return where an optional argument may end, at most four places."""
        start, count, marks = position, 0, 0
        pattern = _INSIDE[closing]
        while count < 4 and marks < _MARKS and (match := pattern.search(self.text, position, limit)):  # noqa: PLR2004
            position, marks = match.end(), marks + 1
            if match[0] == "{":
                position = self._closing.get(match.start(), limit) + 1
            elif match[0] == closing:
                count += 1
                yield match.start()
            elif match[0] == "}" or match[0][0] == "\n":
                break
        else:
            position = limit
        self._patience -= max(0, min(position, limit) - start - _USUAL)

    def arguments(self, shape: Shape, position: int) -> list[GroupSpan]:
        """Return the arguments of a command that hold keys."""
        position += self.text.startswith(("*", "+"), position)
        found, after = self._once(shape.once, position)
        while after is not None and shape.again:
            more, after = self._once(shape.again, after)
            found += more
        return found

    def _once(self, letters: str, position: int) -> tuple[list[GroupSpan], int | None]:
        """Return the arguments that hold keys, and the offset after all.

        The offset is None where an argument is absent.
        """
        found: list[GroupSpan] = []
        for letter in letters:
            if letter in "mk":
                group = self.brace(position)
                if group is None:
                    return [], None
            else:
                group = self.option(position, "(") if letter == "p" else self.option(position)
            if letter in "kq" and group:
                found.append(group)
            position = self._options(position) if letter == "*" else group.after if group else position
        return found, position

    def _options(self, position: int) -> int:
        while group := self.option(position) or self.option(position, "<"):
            position = group.after
        return position
