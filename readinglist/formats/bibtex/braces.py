"""A text with what takes a walk over it found once: so that a text of open braces takes no longer than another."""

from __future__ import annotations

import re

from readinglist.util.braces import pairs

_QUOTE = re.compile(r'[{}"]')
_AT_LINE_START = re.compile(
    r"^[ \t]*+@[ \t]*+[A-Za-z][^\s{}(),\"=@%#]*+[ \t]*+[{(]\s*+[^\s,{}=\"]*+\s*+,", re.MULTILINE
)


class Terrain:
    """A text, where its braces close, and where entries begin that begin a line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends: dict[int, int] | None = None
        self._limit = (0, -1)

    def closing(self, start: int) -> int:
        """Return where the brace at `start` closes, by counting as BibTeX does; -1 if never."""
        if self._ends is None:
            self._ends = pairs(self.text)
        return self._ends.get(start, -1)

    def closing_quote(self, start: int) -> int:
        """Return where the quotation mark at `start` closes, outside braces; -1 if never."""
        position = start + 1
        while found := _QUOTE.search(self.text, position):
            if found[0] == '"':
                return found.start()
            end = self.closing(found.start()) if found[0] == "{" else -1
            if end < 0:
                break
            position = end + 1
        return -1

    def limit(self, position: int) -> int:
        """Return where an entry that does not close must stop: at the next one that begins a line."""
        since, limit = self._limit
        if not since <= position <= limit:
            found = _AT_LINE_START.search(self.text, position)
            limit = found.start() if found else len(self.text)
            self._limit = (position, limit)
        return limit

    def begins(self, position: int) -> bool:
        """Whether nothing but spaces and what an entry ended with stands before a position on its line."""
        while position and self.text[position - 1] in " \t":
            position -= 1
        return position == 0 or self.text[position - 1] in "\n}"


class Line:
    """What a reader that goes forward through a text knows of the line it is on."""

    def __init__(self, text: str, position: int = 0) -> None:
        self.text = text
        self._told = position
        self._commented = False

    def is_commented(self, position: int) -> bool:
        """Whether a per cent sign stands before a position on its line, and behind what was taken last."""
        start = self.text.rfind("\n", self._told, position) + 1
        if start:
            self._told, self._commented = start, False
        self._commented = self._commented or self.text.find("%", self._told, position) >= 0
        self._told = max(self._told, position)
        return self._commented

    def take(self, end: int) -> None:
        """Note that an entry was taken up to here: a per cent sign in it hides nothing behind it."""
        if end > self._told:
            self._told, self._commented = end, False
